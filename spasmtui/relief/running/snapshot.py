"""Convert a session to the JSON document of the state file, and restore it from there."""

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from spasmtui.launcher.process_check import boot_id
from spasmtui.relief.routines.model import MOST_WITHOUT_LOOK_SECONDS, Kind, Purpose, Routine
from spasmtui.relief.running.planned import Planned
from spasmtui.relief.session.completion import held_seconds, is_completed, practised_side
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.skin_guard import gate_mark, require_limits, seconds_without_look
from spasmtui.relief.session.states import NUDGE_SECONDS, State

ANSWERS_LAST_SECONDS = 3600
"""The absence after which the questions before warmth or cold are asked again: they are about the skin as it is now."""
_PLAIN = ("question", "into", "held_again", "active", "idle", "on_skin")
_LATER = ("in_questions", "before_round")
"""Numbers of the session that the document has once something was held."""


class Snapshot(NamedTuple):
    """A saved routine as its document describes it."""

    routine: str
    title: str
    place: str | None
    side: str | None
    episode: str | None
    is_relief: bool
    """True if it has an episode of its own, even if that had not reached the diary yet."""
    keeps: bool
    """True if it is recorded in the diary."""
    began_at: datetime
    seen_at: datetime
    """When it was last seen alive."""
    step: int
    steps: int
    document: dict[str, Any]

    @property
    def planned(self) -> Planned:
        """The wishes of a plan beside the routine."""
        return Planned.from_fields(self.document)

    @property
    def set_number(self) -> int:
        """The number of the set that is done, from 1."""
        number = self.document.get("set", 1)
        return number if type(number) is int and number > 0 else 1

    @property
    def is_practice(self) -> bool:
        """True outside an episode."""
        return not self.is_relief and self.episode is None


def snapshot_document(
    session: Session, *, place: str | None, episode: str | None, keeps: bool, now: float, wall: datetime
) -> dict[str, Any]:
    """Return the session at this moment as JSON values.

    Args:
        session: the session to save.
        place: where it hurts.
        episode: the id of its episode, once there is one.
        keeps: whether it is recorded in the diary.
        now: elapsed seconds of the session's clock.
        wall: the same moment by the wall clock.
    """
    session = session.sampled(now)
    mark = gate_mark(session.written or session.routine)
    return {
        "routine": session.routine.id,
        "title": session.routine.title,
        "purpose": session.routine.purpose.value,
        "place": place,
        "side": session.side,
        "episode": episode,
        "keeps": keeps,
        "state": session.state.value,
        "step": session.step_index + 1,
        "steps": len(session.plan),
        "remaining_s": max(0.0, session.length - session.into),
        "began_at": wall.timestamp() - (now - session.began),
        "saved_at": wall.timestamp(),
        "saved_elapsed": now,
        "skin_seconds": session.skin_seconds,
        "get_ready_seconds": session.get_ready_seconds,
        "spent": list(session.spent),
        "added": list(session.added),
        "more_pieces": list(session.more_pieces),
        # The answers hold for the questions and the steps of this text alone; `limited` adds to them.
        **({"answered": mark} if session.has_answered and mark else {}),
        "index": session.step_index,
        **{name: getattr(session, name) for name in _PLAIN},
        **({"variant": session.routine.version} if session.routine.version else {}),
        **(_held_fields(session, now, wall) if session.active else {}),
    }


def _held_fields(session: Session, now: float, wall: datetime) -> dict[str, Any]:
    """Return what was held so far; at the first moment, of which a marker may be all that is left, there is nothing."""
    return {
        "round_began_at": wall.timestamp() - (now - session.round_began),
        "held": list(session.held),
        "held_s": held_seconds(session),
        "is_completed": is_completed(session),
        "practised_side": practised_side(session),
        "is_question": session.segment.kind is Kind.CHECK,
        **{name: getattr(session, name) for name in _LATER},
    }


def parse_snapshot(document: dict[str, Any], wall: datetime) -> Snapshot | None:
    """Parse a document, with times in the zone of `wall`; return None when this version did not write it."""
    try:
        return Snapshot(
            routine=str(document["routine"]),
            title=str(document["title"]),
            place=document["place"],
            side=document["side"],
            episode=document["episode"],
            is_relief=document.get("purpose") == Purpose.RELIEF,
            keeps=bool(document["keeps"]),
            began_at=datetime.fromtimestamp(document["began_at"], wall.tzinfo),
            seen_at=datetime.fromtimestamp(max(document["seen_at"], document["saved_at"]), wall.tzinfo),
            step=int(document["step"]),
            steps=int(document["steps"]),
            document=document,
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def restore_session(snapshot: Snapshot, routine: Routine, *, now: float, wall: datetime) -> Session:
    """Return the session as it was last seen, with the time since then counted as absence.

    A hold waits where it was; warmth and cold count the absence. A routine whose file has changed starts again. Where
    the questions before the start were not answered for this very text, or those about the skin were answered long
    ago, it starts again with them.

    Raises:
        RefusedForSafety: it would run heat or cold without questions, looks at the skin or limits.
    """
    document = snapshot.document
    routine = replace(routine, version=document.get("variant", ""))
    must_ask = bool(routine.asks_before) and document.get("answered") != gate_mark(routine)
    fresh = Session.create(
        routine,
        snapshot.side,
        skin_seconds=document["skin_seconds"],
        get_ready_seconds=document["get_ready_seconds"],
    )
    session = fresh.with_more_pieces(tuple(document.get("more_pieces", ())), NUDGE_SECONDS)
    is_same_boot = document.get("boot") == boot_id() != ""
    passed = now - document["saved_elapsed"] if is_same_boot else wall.timestamp() - document["saved_at"]
    # It was alive for so long after the save. A wall clock that is behind after a restart of the machine takes nothing
    # of it away, and one that was set adds no more than the rest of a step, at whose end it would have been saved.
    longest = max(0.0, passed, 0.0 if is_same_boot else document["remaining_s"])
    lived_on = min(max(0.0, document["seen_at"] - document["saved_at"]), longest)
    saved = now - max(lived_on, passed)
    began = saved - max(0.0, document["saved_at"] - document["began_at"])
    has_changed = len(document["spent"]) != len(session.plan) or not 0 <= document["index"] < len(session.plan)
    if not has_changed and seconds_without_look(session.plan, document["added"]) > MOST_WITHOUT_LOOK_SECONDS:
        must_ask = True  # no step was ever made longer than this: somebody has changed the file
    if routine.skin and passed - lived_on > ANSWERS_LAST_SECONDS:
        must_ask = True
    if must_ask or has_changed:
        # What has been on the skin stays counted.
        on_skin = document["on_skin"] if routine.skin else 0.0
        state = State.ASKING if must_ask else State.RUNNING
        again = fresh._replace(
            state=state, began=now, round_began=now, seen=now, on_skin=on_skin, has_answered=not must_ask
        )
        require_limits(routine, again.plan, again.added, has_answered=True)
        return again
    session = session._replace(
        state=State(document["state"]),
        has_answered=True,
        began=began,
        seen=saved,
        spent=tuple(float(seconds) for seconds in document["spent"]),
        # A document of an earlier version tells how long each step was gone through last.
        held=tuple(float(seconds) for seconds in document.get("held", document["spent"])),
        round_began=began + max(0.0, document.get("round_began_at", 0.0) - document["began_at"]),
        added=tuple(int(seconds) for seconds in document["added"]),
        step_index=document["index"],
        **{name: document[name] for name in _PLAIN},
        **{name: document.get(name, 0.0) for name in _LATER},
    )
    if session.state is State.RUNNING:
        # The file is touched once a second while the routine runs: up to this moment the person was present.
        alive = min(now, saved + lived_on)
        session = session.caught_up(alive)
    return session.sampled(now, was_away=True)
