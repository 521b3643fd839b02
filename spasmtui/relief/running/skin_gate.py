"""Ask before heat or cold that comes too early after the last, and let it have only what is left.

What came before is known from the state folder at once, and from the diary, which other devices write too, a little
later: see `find_diary_uses`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import DataError, SpasmError
from spasmtui.relief.running.skin_memory import DIARY_PREFIX, KEPT_SECONDS, SkinEntry, as_word
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.skin_limits import (
    Allowance,
    SkinUse,
    early_question,
    find_allowance,
    known_place,
    limited,
    refusal,
    unknown_question,
)
from spasmtui.relief.words import words
from spasmtui.shared.regular_file import promptly

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from spasmtui.relief.routines.loader import RoutineBook
    from spasmtui.relief.routines.model import Routine
    from spasmtui.relief.running.diary_port import DiaryPort, RoutineUse
    from spasmtui.relief.running.skin_memory import SkinMemory
    from spasmtui.relief.running.snapshot import Snapshot

SAME_RUN_SECONDS = 5.0
"""The diary and the memory tell the length of one run to within this much."""
LAST_STEP_SECONDS = 60.0
"""What the diary may tell beyond the memory: a program that was killed had gone on within its step."""
PAUSES_SECONDS = 1800.0
"""The diary knows when a practice began and how long it ran, not how long it waited."""


def create_session(
    routine: Routine,
    side: str | None,
    *,
    place: str | None,
    skin_seconds: int | None,
    get_ready_seconds: int,
    memory: SkinMemory,
    now: datetime,
    uses: Iterable[SkinUse] = (),
) -> Session:
    """Return a session that is ready to start: with a question more where heat or cold comes early, else refused.

    While a disk takes long to tell what came before, the question asks the person.

    Args:
        routine: the routine to run; only one with limits for the skin has the memory read.
        side: `left`, `right` or None.
        place: where it is for, if that is known.
        skin_seconds: seconds of heat or cold; None is as written.
        get_ready_seconds: seconds before the first step.
        memory: the heat and cold of this machine.
        now: the present moment.
        uses: heat and cold that the diary knows of besides.
    """
    session = Session.create(routine, side, skin_seconds=skin_seconds, get_ready_seconds=get_ready_seconds)
    if routine.skin is None:
        return session
    remembered = promptly(memory.uses, None)
    if remembered is None:
        session = session.limited(routine.skin.longest_seconds, unknown_question(routine))
    return with_allowance(session, find_allowance(routine, place, side, (*(remembered or ()), *uses)), now)


def with_allowance(session: Session, allowance: Allowance, now: datetime) -> Session:
    """Return a session with what is left for it: refused before the start if that is nothing."""
    if allowance.last is None:
        return session
    if session.on_skin:
        return session.limited(allowance.seconds)
    if not allowance.seconds:
        return session.refused(refusal(allowance, now))
    return session.limited(allowance.seconds, early_question(allowance, now))


def limited_as_saved(routine: Routine, snapshot: Snapshot) -> Routine:
    """Return the routine of an interrupted session with the longest time on the skin that it had."""
    longest = snapshot.document.get("skin_longest")
    return limited(routine, longest) if isinstance(longest, int) else routine


def limited_by_others(session: Session, place: str | None, skin_id: str, memory: SkinMemory) -> Session:
    """Return a resumed session with what the memory knows of it, and no more than what others have left it meanwhile.

    Args:
        session: the session as it was interrupted.
        place: where it is for.
        skin_id: its id in the memory.
        memory: the heat and cold of this machine.
    """
    if (skin := session.routine.skin) is None:
        return session
    # Of its two records, the file of the routine and the memory, the one with more counts.
    session = session._replace(on_skin=max(session.on_skin, memory.seconds_of(skin_id)))
    left = find_allowance(session.routine, place, session.side, memory.uses(but=skin_id)).seconds
    return session.limited(left) if left < skin.longest_seconds else session


def find_diary_uses(diary_port: DiaryPort, book: RoutineBook, memory: SkinMemory, now: datetime) -> tuple[SkinUse, ...]:
    """Return the heat and cold of the last day that the diary knows of and the memory does not.

    A use that ended in the future, by another device's clock, is noted in the memory as of now: so its wait ends.

    Raises:
        SpasmError: the diary cannot be read.
    """
    entries = list(memory.entries())
    found: list[SkinUse] = []
    for use in diary_port.recent_uses(KEPT_SECONDS):
        try:
            routine = book.routine(use.routine)
        except SpasmError:
            continue  # a routine of another device, or one that has been deleted
        if routine.skin is None or not routine.skin_kinds:
            continue
        same = next((entry for entry in entries if _is_same_run(entry, use)), None)
        if same is not None:
            entries.remove(same)
            continue
        planned = sum(step.seconds for step in routine.flat_steps if step.is_on_skin)
        seconds = float(min(use.seconds or planned, routine.skin.longest_seconds))
        ago = (now - use.ended_at).total_seconds()
        if ago < 0:
            memory.note(
                entry_of(
                    routine,
                    skin_id=_diary_id(use),
                    place=use.place,
                    side=use.side,
                    seconds=seconds,
                    routine_seconds=use.seconds,
                )
            )
        found.append(
            SkinUse(
                kinds=routine.skin_kinds,
                place=use.place,
                side=use.side,
                seconds=seconds,
                seconds_ago=max(0.0, ago),
                wait_seconds=routine.skin.wait_seconds,
            )
        )
    return tuple(found)


def settle(memory: SkinMemory) -> None:
    """Save what reading the memory has corrected, and name a file that could not be read; on the background queue.

    Raises:
        DataError: the file was damaged, and is kept under another name.
        OSError: the state folder cannot be written.
    """
    memory.write()
    if memory.damaged is not None:
        damaged, memory.damaged = memory.damaged, None
        raise DataError(words().memory_unreadable.format(path=memory.path, kept=damaged.name))


def _is_same_run(entry: SkinEntry, use: RoutineUse) -> bool:
    if entry.id == _diary_id(use):
        return True
    most = entry.routine_seconds + entry.left_seconds + LAST_STEP_SECONDS
    return (
        entry.routine == as_word(use.routine)
        and entry.routine_seconds - SAME_RUN_SECONDS <= use.seconds <= most
        and use.began_at.timestamp() - PAUSES_SECONDS <= entry.saved_at
        and entry.saved_at <= use.ended_at.timestamp() + PAUSES_SECONDS
    )


def _diary_id(use: RoutineUse) -> str:
    return as_word(f"{DIARY_PREFIX}{use.id}")


def entry_of(
    routine: Routine,
    *,
    skin_id: str,
    place: str | None,
    side: str | None,
    seconds: float,
    routine_seconds: float,
    left_seconds: float = 0.0,
    planned_seconds: float = 0.0,
) -> SkinEntry:
    """Return an entry for the memory, which gives it its moment. Requires limits for the skin.

    Args:
        routine: the routine that has heat or cold.
        skin_id: the session's id in the memory.
        place: where it is for; None is not known.
        side: `left`, `right`, or None for both and not known.
        seconds: seconds on the skin so far.
        routine_seconds: seconds that the routine has run so far.
        left_seconds: seconds for which the present step stays on; 0 while the pack is off.
        planned_seconds: seconds on the skin if it goes on to its end.
    """
    assert routine.skin is not None
    return SkinEntry(
        id=skin_id,
        routine=as_word(routine.id),
        kinds=",".join(sorted(routine.skin_kinds)),
        place=known_place(place) or "",
        side=side or "",
        seconds=seconds,
        routine_seconds=routine_seconds,
        left_seconds=left_seconds,
        planned_seconds=planned_seconds,
        wait_seconds=routine.skin.wait_seconds,
        saved_at=0.0,
        elapsed=0.0,
        boot="",
        pid=0,
        born="",
    )
