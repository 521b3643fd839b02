"""From the words of a command to a routine that runs, in the full screen or line by line."""

import os
from collections.abc import Callable
from pathlib import Path

from spasmtui.clock import Clock
from spasmtui.errors import NotFound, RefusedForSafety, TerminalNeeded, WrongUsage
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Routine
from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.relief.running.cue_player import Cues
from spasmtui.relief.running.resume import is_episode_open, note_tried, resumed
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.selection import ReliefRequest, choose, usual
from spasmtui.relief.running.settings import read_settings
from spasmtui.relief.running.snapshot import Interrupted, read_document
from spasmtui.relief.running.state_file import StateFile, is_alive
from spasmtui.relief.session.cues import Cue
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import State
from spasmtui.shared.durations import format_duration, parse_duration
from spasmtui.shell import Shell

SETTLE_SECONDS = 5.0
"""How long an ordinary end waits for the diary."""
SMALLEST_SCREEN = (40, 12)


def book_of(shell: Shell) -> RoutineBook:
    """The routines this shell's person has."""
    return RoutineBook(shell.services.content, shell.services.config / "routines")


def print_list(shell: Shell) -> int:
    """Print every routine under its place; exit 2 when one of the person's own cannot be used."""
    book = book_of(shell)
    if shell.options.wants_json:
        shell.write_json([
            {"id": r.id, "title": r.title, "place": r.place, "seconds": r.seconds, "purpose": r.purpose.value}
            for r in book.all()
        ])
    else:
        for place, routines in book.by_place():
            shell.write(place)
            for routine in routines:
                shell.write(f"  {routine.id:<22} {format_duration(routine.seconds):>8}  {routine.title}")
        words = ", ".join(place.id for place in book.places)
        shell.write(f"\nPlaces: {words}\nStart one: spasm calf --left")
    for fault in book.faults:
        shell.say(fault)
    return WrongUsage.exit_code if book.faults else 0


def skin_seconds(routine: Routine, length: str | None) -> int | None:
    """How long warmth or cold is to last, when somebody said so.

    Raises:
        WrongUsage: it is not a length of time, or the routine is not one of warmth or cold.
        RefusedForSafety: it is longer than the skin may have.
    """
    if length is None:
        return None
    seconds = parse_duration(length)
    if routine.skin is None:
        raise WrongUsage(f"--for sets how long warmth or cold lasts; {routine.title!r} has steps of its own.")
    if seconds > routine.skin.longest_seconds:
        most = routine.skin.longest_seconds // 60
        raise RefusedForSafety(
            f"No longer than {most} minutes on the skin: more can burn or harm it unnoticed. Try: --for {most}m"
        )
    return seconds


def start(shell: Shell, wish: ReliefRequest) -> int:
    """Start what was asked for."""
    book = book_of(shell)
    keeper = shell.services.keeper if wish.keeps else None
    found, side = choose(book, wish, usual(shell.services.state, keeper if wish.what is None else None))
    seconds = skin_seconds(found.routine, wish.length)
    if wants_screen(shell):
        return shell.services.open_app(
            mode="relief", what=wish.what, side=wish.side, skin_seconds=seconds, keeps=wish.keeps
        )
    file = StateFile(shell.services.state)
    if (running := file.read()) is not None and is_alive(running):
        shell.say(_running_elsewhere(running, shell.services.clock))
        return NotFound.exit_code
    ready = read_settings(shell.services.config).settings.get_ready_seconds
    session = Session.of(found.routine, side, skin_seconds=seconds, get_ready_seconds=ready)
    errands = BackgroundQueue(shell.say)
    course = SessionRunner(
        session, place=found.place, clock=shell.services.clock, errands=errands, keeper=keeper, file=file
    )
    replaced = read_document(running, shell.services.clock.now()) if running else None

    def tell_replaced() -> None:
        if replaced is not None:
            errands.add(lambda: _tell_replaced(shell, replaced))

    return _run_linear(shell, course, errands, begun=tell_replaced)


def _tell_replaced(shell: Shell, replaced: Interrupted) -> None:
    """Say what became of an interrupted routine when another took its place, and note how much of it was done."""
    said = "An earlier routine was interrupted; this one takes its place."
    keeper = shell.services.keeper if replaced.keeps else None
    episode = note_tried(replaced, keeper) if keeper is not None else None
    if keeper is not None and episode is not None and is_episode_open(episode, keeper):
        said += " Its episode is still open in the diary."
    shell.say(said)


def resume(shell: Shell) -> int:
    """Go on with the interrupted routine.

    Raises:
        NotFound: none was interrupted.
    """
    if wants_screen(shell):
        _interrupted(shell.services.state, shell.services.clock)
        return shell.services.open_app(mode="relief", resumes=True)
    clock = shell.services.clock
    interrupted = _interrupted(shell.services.state, clock)
    routine = book_of(shell).routine(interrupted.routine)
    errands = BackgroundQueue(shell.say)
    course = resumed(interrupted, routine, clock, errands, shell.services.keeper, StateFile(shell.services.state))
    return _run_linear(shell, course, errands)


def _interrupted(state: Path, clock: Clock) -> Interrupted:
    document = StateFile(state).read()
    interrupted = read_document(document, clock.now()) if document else None
    if interrupted is None:
        raise NotFound("No routine was interrupted. Start one: spasm")
    return interrupted


def wants_screen(shell: Shell) -> bool:
    """Whether there is a terminal for the full screen and nobody asked for lines."""
    if shell.options.is_plain or os.environ.get("TERM", "dumb") in ("", "dumb"):
        return False
    if not all(os.isatty(descriptor) for descriptor in (0, 1, 2)):
        return False
    columns, rows = os.get_terminal_size(2)
    return columns >= SMALLEST_SCREEN[0] and rows >= SMALLEST_SCREEN[1]


def _running_elsewhere(document: dict[str, object], clock: Clock) -> str:
    running = read_document(document, clock.now())
    since = f" since {running.began_at:%H:%M}" if running else ""
    where = f", step {running.step} of {running.steps}" if running else ""
    return f"A routine is running in another terminal{since}{where}. To move it here: spasmtui resume"


def _bell_of(shell: Shell) -> Callable[[str], None]:
    """Rings the terminal's bell, where the lines go to a terminal."""

    def ring(control: str) -> None:
        if shell.is_terminal:
            shell.out.write(control)
            shell.out.flush()

    return ring


def _run_linear(
    shell: Shell, course: SessionRunner, errands: BackgroundQueue, begun: Callable[[], None] | None = None
) -> int:
    from spasmtui.relief.linear.linear import LinearRelief  # noqa: PLC0415 -- the full screen does not need it
    from spasmtui.relief.linear.stdin import Ended, Lines, endings  # noqa: PLC0415

    lines = Lines()
    if course.session.routine.asks_before and course.session.state is State.READY and lines.is_closed_now():
        raise TerminalNeeded(f"{course.session.routine.title} begins with questions: start it where you can answer.")

    def write(text: str) -> None:
        shell.write(text)
        shell.out.flush()

    settings = read_settings(shell.services.config)
    for fault in settings.faults:
        shell.say(fault)
    cues = Cues(settings.settings, write=_bell_of(shell), can_escape=False)

    def play(cue: Cue, frame: Frame) -> None:
        cues.play(cue, frame, shell.services.clock.now())

    try:
        with endings():
            has_breath = settings.settings.breath
            relief = LinearRelief(course, listener=lines, write=write, play=play, begun=begun, has_breath=has_breath)
            code = relief.run()
            errands.settle(SETTLE_SECONDS)
    except Ended as ended:
        course.end_at_once()
        return 128 + ended.number
    except BrokenPipeError:
        course.end_at_once()
        raise
    return code
