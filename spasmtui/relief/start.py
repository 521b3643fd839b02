"""Start or resume a routine for a command, in the full screen or in linear mode."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from spasmtui.clock import Clock
from spasmtui.errors import DataError, NotFound, RedFlagMet, RefusedForSafety, SpasmError, WrongUsage
from spasmtui.launcher.process_check import is_alive
from spasmtui.relief.routines.loader import RoutineBook, open_book
from spasmtui.relief.routines.model import Routine
from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.relief.running.diary_port import LazyDiary
from spasmtui.relief.running.interrupted_start import adopt_starts
from spasmtui.relief.running.planned import AS_WRITTEN, Planned
from spasmtui.relief.running.resume import (
    PreviousRun,
    is_episode_open,
    record_partial_use,
    record_replaced,
    resume_run,
)
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.selection import find_usual_place, select_routine, understand
from spasmtui.relief.running.skin_gate import create_session, find_diary_uses, settle
from spasmtui.relief.running.skin_memory import SkinMemory
from spasmtui.relief.running.snapshot import Snapshot, parse_snapshot
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.skin_limits import SkinUse
from spasmtui.relief.session.states import State
from spasmtui.relief.words import words
from spasmtui.shared.danger.answer import answer_and_more, lead_and_rest, plain_request, refuse_danger
from spasmtui.shared.danger.gate import MatchedFlag, find_flag
from spasmtui.shared.emergency_numbers import emergency_number
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.places import PlaceIndex
from spasmtui.shared.regular_file import promptly
from spasmtui.shell import Shell, load

if TYPE_CHECKING:
    from spasmtui.shared.settings import ReliefSettings

DIARY_SECONDS = 2.0
"""The longest wait for the diary before heat or cold starts."""
_LONGEST_NAME_BYTES = 200
"""Of a routine's file; a file system has none with a much longer name, and says so as a fault."""
SMALLEST_SCREEN = (40, 12)
"""Columns and rows that the full screen needs."""


def routine_book(shell: Shell) -> RoutineBook:
    """Return all routines: the shipped ones and the person's own."""
    return open_book(shell.services.content, shell.services.config / "routines", shell.options.language)


def skin_seconds(routine: Routine, length: str | None) -> int | None:
    """Parse `--for` and return the seconds of warmth or cold; None when it was not given.

    Raises:
        WrongUsage: it is no duration, or the routine has neither warmth nor cold, or both.
        RefusedForSafety: it is longer than the maximum on the skin.
    """
    if length is None:
        return None
    seconds: int = load("spasmtui.shared.times.length_words:parse_duration")(length)
    if routine.skin is None or not routine.skin_kinds:
        raise WrongUsage(f"--for sets how long heat or cold lasts, but {routine.title!r} has steps of its own.")
    if len(routine.skin_kinds) > 1:
        raise WrongUsage(
            f"--for sets how long heat or cold lasts, but {routine.title!r} has both, each with a time of its own."
        )
    if seconds > routine.skin.longest_seconds:
        most = routine.skin.longest_seconds // 60
        raise RefusedForSafety(f"{words().no_longer_on_skin.format(minutes=most)} Try: --for {most}m")
    return seconds


def start(
    shell: Shell,
    *,
    what: str | None,
    side: str | None,
    length: str | None,
    keeps: bool,
    planned: Planned = AS_WRITTEN,
) -> int:
    """Start a routine and return the exit code.

    Args:
        shell: options, services and output.
        what: a place, a routine id or a common word; None is the usual place.
        side: `left`, `right` or None for the usual one.
        length: how long warmth or cold lasts, as typed.
        keeps: whether the routine is recorded in the diary.
        planned: what a plan asks for beside the routine.

    Raises:
        RedFlagMet: the words describe a red flag; nothing is started.
        RefusedForSafety: nothing is left of the heat or cold that the place may have now.
    """
    notice = reply = ""
    place = None
    if what is not None:
        what, notice = answer_danger(shell, what, side)
    book = routine_book(shell)
    if what is not None:
        what, side, reply, place, left_out = understand(book.index, what, side)
        # `heat` treats a cramp and is no sign, but what it is for may be one: `heat chest` starts nothing, nor does
        # `hot calf massage`, whose words are none of danger in this order.
        where = (place.replace("-", " "),) if place and left_out else ()
        refuse_danger((*left_out, *where), str(shell.services.config), shell.services.content, shell.options.language)
    diary_port = shell.services.diary_port if keeps else None
    usual = find_usual_place(shell.services.state, diary_port if what is None else None)
    match, chosen_side = select_routine(book, usual, what=what, side=side, place=place)
    routine = planned.routine(match.routine)
    chosen_side = planned.sides if planned.sides in ("left", "right") else chosen_side
    seconds = skin_seconds(routine, length)
    if wants_screen(shell):
        more = {name: text for name, text in (("notice", notice), ("reply", reply), ("place", place)) if text}
        more |= {name: value for name, value in planned._asdict().items() if value != getattr(AS_WRITTEN, name)}
        return shell.services.open_app(mode="relief", what=what, side=side, skin_seconds=seconds, keeps=keeps, **more)
    if reply:
        shell.say(reply)
    file = StateFile(shell.services.state, shell.services.clock)
    background = BackgroundQueue(shell.say, is_held=True, names_what_is_kept=False)
    previous = PreviousRun(file, shell.services.clock, background, LazyDiary.create(lambda: shell.services.diary_port))
    running = None
    if is_late := not previous.is_known_promptly():
        previous.try_replace()
    else:
        _adopt_starts(shell, file)
        if (running := file.read()) is not None and is_alive(running):
            shell.say(_running_elsewhere(running, shell.services.clock))
            return NotFound.exit_code
        if fault := file.take_fault():
            shell.say(fault)
    memory = SkinMemory(shell.services.state, shell.services.clock)
    session = create_session(
        routine,
        chosen_side,
        place=match.place,
        skin_seconds=seconds,
        get_ready_seconds=_settings_in_time(shell)[0].get_ready_seconds,
        memory=memory,
        now=shell.services.clock.now(),
        uses=_uses_in_diary(shell, book, memory, background) if routine.skin and not is_late else (),
    )
    if session.state is State.REFUSED:
        raise RefusedForSafety(session.reason)
    runner = SessionRunner(
        session,
        place=match.place,
        clock=shell.services.clock,
        background=background,
        diary_port=diary_port,
        file=file,
        skin_memory=memory,
        planned=planned,
    )
    if routine.skin and is_late:
        _look_into_diary_later(shell, book, memory, background, runner)
    replaced = parse_snapshot(running, shell.services.clock.now()) if running else None

    def report_replaced() -> None:
        if replaced is not None:
            background.add(lambda: _report_replaced(shell, replaced))

    return _run_linear(shell, runner, background, report_replaced, names_routine=what is None)


def _uses_in_diary(
    shell: Shell, book: RoutineBook, memory: SkinMemory, background: BackgroundQueue
) -> tuple[SkinUse, ...]:
    """Return the heat and cold that the diary knows of, with a limit on the wait: a slow disk never delays relief."""
    services, found = shell.services, list[SkinUse]()
    background.add(lambda: found.extend(find_diary_uses(services.diary_port, book, memory, services.clock.now())))
    background.add(lambda: settle(memory))
    background.drain(DIARY_SECONDS)
    return tuple(found)


def _look_into_diary_later(
    shell: Shell, book: RoutineBook, memory: SkinMemory, background: BackgroundQueue, runner: SessionRunner
) -> None:
    """Limit the routine by heat and cold of before, once a slow disk has told of them."""
    services = shell.services
    background.add(runner.learn_uses)
    background.add(lambda: runner.learn_uses(find_diary_uses(services.diary_port, book, memory, services.clock.now())))
    background.add(lambda: settle(memory))


def _settings_in_time(shell: Shell) -> "tuple[ReliefSettings, bool]":
    """Return the settings, and True; the defaults, and False, while a disk takes long to tell them."""
    if shell.services.settings_in_time() is None:
        defaults: ReliefSettings = load("spasmtui.shared.settings:ReliefSettings")()
        return defaults, False
    return shell.settings.relief, True


def is_own_routine(shell: Shell, what: str, flag: MatchedFlag) -> bool:
    """Return whether words with a red flag are the very file name of a routine of the person's own.

    A single word that means an emergency, such as `chest`, never is.
    """
    is_name = len(os.fsencode(what)) <= _LONGEST_NAME_BYTES and all(part.isalnum() for part in what.split("-"))
    may_be = is_name and ("-" in what or flag.level != "emergency")
    return may_be and promptly((shell.services.config / "routines" / f"{what}.toml").is_file, False)


def answer_danger(shell: Shell, what: str, side: str | None) -> tuple[str | None, str]:
    """Return what to start for these words, and what to say about a sign in them that can wait for an appointment.

    What was asked for is started also beside such a sign.

    Raises:
        RedFlagMet: the words describe a red flag that cannot wait, or name nothing to start.
    """
    if (flag := find_flag(f"{what} {side or ''}")) is None or is_own_routine(shell, what, flag):
        return what, ""
    services = shell.services
    lines = answer_and_more(flag, str(services.config), services.content, shell.options.language)
    asked = plain_request(what, PlaceIndex(services.content).find) if flag.level == "book" else None
    if asked is None:
        raise RedFlagMet(*lines)
    shell.warn(" ".join(lines))
    if shell.options.language != ENGLISH:
        return asked or None, "\n".join(lines)
    return asked or None, "\n".join(lead_and_rest(flag, emergency_number(os.environ, str(services.config))))


def _report_replaced(shell: Shell, replaced: Snapshot) -> None:
    """Say that an interrupted routine was replaced, and record how much of it was done."""
    message = words().replaced
    diary_port = shell.services.diary_port if replaced.keeps else None
    episode = record_partial_use(replaced, diary_port) if diary_port is not None else None
    if diary_port is not None and episode is not None and is_episode_open(episode, diary_port):
        message += f" {words().replaced_is_open}"
    shell.say(message)
    if diary_port is not None:
        diary_port.settle()


def resume(shell: Shell) -> int:
    """Resume the interrupted routine and return the exit code.

    Raises:
        NotFound: no routine was interrupted.
        DataError: the file of the interrupted routine cannot be used; it was set aside.
    """
    clock = shell.services.clock
    file = StateFile(shell.services.state, shell.services.clock)
    _adopt_starts(shell, file)
    snapshot = _saved_snapshot(file, clock)
    if wants_screen(shell):
        return shell.services.open_app(mode="relief", resumes=True)
    routine = routine_book(shell).routine(snapshot.routine)
    background = BackgroundQueue(shell.say, is_held=True, names_what_is_kept=False)
    memory = SkinMemory(shell.services.state, clock)
    runner = resume_run(snapshot, routine, clock, background, shell.services.diary_port, file, memory)
    if routine.skin and runner.session.state is State.ASKING:
        _look_into_diary_later(shell, routine_book(shell), memory, background, runner)
    return _run_linear(shell, runner, background)


def _adopt_starts(shell: Shell, file: StateFile) -> None:
    """Make a start that was interrupted before it could be saved the saved run."""

    def record(snapshot: Snapshot) -> None:
        with suppress(SpasmError):  # it is named when the program ends
            record_replaced(snapshot, shell.services.diary_port)

    adopt_starts(file, shell.services.clock.now(), replaces=record)


def _saved_snapshot(file: StateFile, clock: Clock) -> Snapshot:
    document = file.read()
    if fault := file.take_fault():
        raise DataError(fault)
    snapshot = parse_snapshot(document, clock.now()) if document else None
    if snapshot is None:
        raise NotFound(words().nothing_interrupted)
    return snapshot


def wants_screen(shell: Shell) -> bool:
    """Return whether there is a terminal for the full screen and linear mode was not asked for."""
    if os.environ.get("TEXTUAL_DRIVER") and not shell.options.is_plain:
        return True  # it is shown elsewhere, at a size that only the driver knows
    if shell.options.is_plain or os.environ.get("TERM", "dumb") in ("", "dumb"):
        return False
    if not all(os.isatty(descriptor) for descriptor in (0, 1, 2)):
        return False
    columns, rows = os.get_terminal_size(2)
    return columns >= SMALLEST_SCREEN[0] and rows >= SMALLEST_SCREEN[1]


def _running_elsewhere(document: dict[str, object], clock: Clock) -> str:
    running = parse_snapshot(document, clock.now())
    if running is None:
        return words().running_elsewhere.format(details="")
    since = words().since.format(time=f"{running.began_at:%H:%M}")
    step = words().step_line.format(step=running.step, steps=running.steps)
    return words().running_elsewhere.format(details=f" {since}, {step[:1].lower()}{step[1:]}")


def _run_linear(
    shell: Shell,
    runner: SessionRunner,
    background: BackgroundQueue,
    on_begin: Callable[[], None] | None = None,
    *,
    names_routine: bool = False,
) -> int:
    from spasmtui.relief.linear.run import run_linear  # noqa: PLC0415 -- the full screen starts here too, without it

    settings, are_known = _settings_in_time(shell)
    return run_linear(
        shell,
        runner,
        background,
        settings,
        are_settings_known=are_known,
        smallest_screen=SMALLEST_SCREEN,
        names_routine=names_routine,
        on_begin=on_begin,
    )
