"""From the words of a command to a routine that runs, in the full screen or line by line."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from spasmtui.clock import Clock
from spasmtui.errors import NotFound, RefusedForSafety, SpasmError, TerminalNeeded, WrongUsage
from spasmtui.relief.course import Course
from spasmtui.relief.cue import Cue
from spasmtui.relief.cues import Cues
from spasmtui.relief.duration import read_duration
from spasmtui.relief.errands import Errands
from spasmtui.relief.frame import Frame
from spasmtui.relief.keeping import Keeper
from spasmtui.relief.loader import Found, RoutineBook
from spasmtui.relief.moves import State
from spasmtui.relief.resuming import is_episode_open, note_tried
from spasmtui.relief.routine import Routine, opposite
from spasmtui.relief.saved import Interrupted, read_document, restored
from spasmtui.relief.session import Session
from spasmtui.relief.settings import read_settings
from spasmtui.relief.state import StateFile, is_alive
from spasmtui.terminal.shell import Shell
from spasmtui.ui.formats import in_words

FIRST_PLACE = "calf"
"""Where relief starts while the diary knows no usual place: the commonest cramp (fact D20)."""
SETTLE_SECONDS = 5.0
"""How long an ordinary end waits for the diary."""
SMALLEST_SCREEN = (40, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asked for."""

    what: str | None = None
    place: str | None = None
    """The place, when `what` is the routine that was found for it."""
    side: str | None = None
    length: str | None = None
    """How long warmth or cold is to last, as typed."""
    keeps: bool = True


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
                shell.write(f"  {routine.id:<22} {in_words(routine.seconds):>8}  {routine.title}")
        words = ", ".join(place.id for place in book.places)
        shell.write(f"\nPlaces: {words}\nStart one: spasm calf --left")
    for fault in book.faults:
        shell.say(fault)
    return WrongUsage.exit_code if book.faults else 0


def usual(state: Path, keeper: Keeper | None) -> tuple[str | None, str | None]:
    """The usual place and side: from the line the diary leaves in the state folder, else from the diary itself."""
    try:
        words = (state / "usual").read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        words = []
    if words:
        return words[0], next((word for word in words[1:] if opposite(word)), None)
    try:
        return keeper.usual() if keeper else (None, None)
    except SpasmError:
        return None, None  # a diary that cannot be read never keeps anybody from relief


def choose(book: RoutineBook, wish: Wish, known: tuple[str | None, str | None]) -> tuple[Found, str | None]:
    """The routine and the side that were meant.

    Raises:
        WrongUsage: nothing goes by the word.
    """
    place, side = known
    try:
        if wish.what and wish.place:
            found = Found(routine=book.routine(wish.what), place=wish.place)
        else:
            found = book.find(wish.what or place or FIRST_PLACE)
    except WrongUsage:
        if wish.what:
            raise
        found = book.find(FIRST_PLACE)
    return found, wish.side or (side if found.place == place else None)


def skin_seconds(routine: Routine, length: str | None) -> int | None:
    """How long warmth or cold is to last, when somebody said so.

    Raises:
        WrongUsage: it is not a length of time, or the routine is not one of warmth or cold.
        RefusedForSafety: it is longer than the skin may have.
    """
    if length is None:
        return None
    seconds = read_duration(length)
    if routine.skin is None:
        raise WrongUsage(f"--for sets how long warmth or cold lasts; {routine.title!r} has steps of its own.")
    if seconds > routine.skin.longest_seconds:
        most = routine.skin.longest_seconds // 60
        raise RefusedForSafety(
            f"No longer than {most} minutes on the skin: more can burn or harm it unnoticed. Try: --for {most}m"
        )
    return seconds


def start(shell: Shell, wish: Wish) -> int:
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
    errands = Errands(shell.say)
    course = Course(session, place=found.place, clock=shell.services.clock, errands=errands, keeper=keeper, file=file)
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
    errands = Errands(shell.say)
    course = resumed(interrupted, routine, clock, errands, shell.services.keeper, StateFile(shell.services.state))
    return _run_linear(shell, course, errands)


def _interrupted(state: Path, clock: Clock) -> Interrupted:
    document = StateFile(state).read()
    interrupted = read_document(document, clock.now()) if document else None
    if interrupted is None:
        raise NotFound("No routine was interrupted. Start one: spasm")
    return interrupted


def resumed(
    interrupted: Interrupted, routine: Routine, clock: Clock, errands: Errands, keeper: Keeper | None, file: StateFile
) -> Course:
    """A course that goes on where the interrupted one was; from here on the state file is its own."""
    file.take_over()
    session = restored(interrupted, routine, now=clock.elapsed(), wall=clock.now())
    course = Course(
        session,
        place=interrupted.place,
        clock=clock,
        errands=errands,
        keeper=keeper if interrupted.keeps else None,
        file=file,
        episode=interrupted.episode,
    )
    course.go_on()
    return course


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


def _run_linear(shell: Shell, course: Course, errands: Errands, begun: Callable[[], None] | None = None) -> int:
    from spasmtui.relief.linear import LinearRelief  # noqa: PLC0415 -- the full screen does not need it
    from spasmtui.relief.stdin import Ended, Lines, endings  # noqa: PLC0415

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
