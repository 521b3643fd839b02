"""Run a routine in linear mode for a command: its lines on stdout, wrapped where that is a terminal."""

import copy
import io
import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from spasmtui.command_table import COMMANDS
from spasmtui.errors import SpasmError, TerminalNeeded
from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.linear.linear import LinearRelief
from spasmtui.relief.linear.stdin import LineReader, Terminated, raise_on_signals
from spasmtui.relief.routines.sign_advice import SignAdvice
from spasmtui.relief.running.background import CLOSING_SECONDS, DRAIN_SECONDS, BackgroundQueue
from spasmtui.relief.running.cue_player import CuePlayer
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.cues import Cue
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import State
from spasmtui.relief.words import words
from spasmtui.shared.formats import moment, place_with_side
from spasmtui.shared.text_wrap import cell_width, wrap
from spasmtui.shared.translations import read_texts
from spasmtui.shell import Shell, load

if TYPE_CHECKING:
    from spasmtui.relief.session.session import Session
    from spasmtui.shared.settings import ReliefSettings


def run_linear(
    shell: Shell,
    runner: SessionRunner,
    background: BackgroundQueue,
    settings: "ReliefSettings",
    *,
    are_settings_known: bool,
    smallest_screen: tuple[int, int],
    names_routine: bool = False,
    on_begin: Callable[[], None] | None = None,
) -> int:
    """Run a routine line by line and return the exit code.

    Args:
        shell: options, services and output.
        runner: the session.
        background: the queue of what touches a disk.
        settings: the cues; the defaults while a disk takes long to tell them.
        are_settings_known: whether they are the person's own; else they are taken up later.
        smallest_screen: columns and rows of the smallest full screen; in a smaller window few lines stay in sight.
        names_routine: whether its title comes before the cautions, because the person has named none.
        on_begin: called once, after the first step was announced.

    Raises:
        TerminalNeeded: it begins with questions that nobody can answer here.
    """
    lines = LineReader()
    routine = runner.session.routine
    if routine.asks_before and runner.session.state is State.READY and lines.is_closed_now():
        raise TerminalNeeded(words().begins_with_questions.format(title=routine.title))
    cues = CuePlayer(
        settings,
        write=_bell_writer(shell),
        can_escape=False,
        report=shell.say,
    )

    def take_up_settings() -> None:
        cues.settings = shell.settings.relief

    if not are_settings_known:
        background.add(take_up_settings)

    def play(cue: Cue, frame: Frame) -> None:
        cues.play(cue, frame, shell.services.clock.now())

    def begin_cues(session: "Session", frame: Frame) -> None:
        background.release()  # what a disk refuses is said after the first instruction
        cues.begin(session, frame, shell.services.clock.now())

    relief = LinearRelief(
        runner,
        lines=lines,
        write=_line_writer(shell),
        play=play,
        begin_cues=begin_cues,
        on_begin=on_begin,
        describe=_describer(shell),
        advice=SignAdvice(shell.services.content, str(shell.services.config), shell.options.language),
        has_breath=settings.breath,
        signs_text=lambda: _signs_text(shell),
        window=lambda: _window(shell),
        is_small=lambda: _is_small(shell, *smallest_screen),
        any_line_ends=settings.any_key_gone,
        names_routine=names_routine,
    )
    try:
        with raise_on_signals():
            code = relief.run()
            cues.finish()
            runner.finish_background(DRAIN_SECONDS)
    except Terminated as terminated:
        cues.stop_speaking()
        runner.shut_down(CLOSING_SECONDS)
        if terminated.number == signal.SIGINT and runner.is_under_way:
            _say_interrupted(shell, runner)
        return 128 + terminated.number
    except BaseException:
        runner.shut_down(CLOSING_SECONDS)  # a closed pipe, or a fault of the program: in any case it can be resumed
        shell.note_done(_kept_sentences(runner))
        raise
    return code


def _line_writer(shell: Shell) -> Callable[[str], None]:
    """Return a function that prints one line; on a terminal it is broken between words, at the width of the moment."""

    def write(text: str) -> None:
        window = _window(shell)
        if window is not None and cell_width(text) > window[0]:
            text = "\n".join(wrap(text, window[0]))
        shell.write(text)
        shell.flush()

    return write


def _window(shell: Shell) -> tuple[int, int] | None:
    """Return the columns and rows of the terminal that the lines go to; None for a file or a pipe."""
    if not shell.is_terminal:
        return None
    try:
        size = os.get_terminal_size(shell.out.fileno())
    except (OSError, ValueError):
        return None
    return (size.columns, size.lines) if size.columns > 0 and size.lines > 0 else None


def _is_small(shell: Shell, columns: int, rows: int) -> bool:
    """Return whether the lines go to a window with fewer columns or rows."""
    window = _window(shell)
    return window is not None and (window[0] < columns or window[1] < rows)


def _describer(shell: Shell) -> Callable[[str], str]:
    """Return a function that returns the description of a figure; empty when it cannot be read."""
    texts = read_texts(shell.services.content, shell.options.language, "figures")

    def describe(name: str) -> str:
        try:
            says = read_figure(shell.services.content / "figures", name).says
        except SpasmError:
            return ""  # a drawing is never needed
        return str(texts.get(name, says))

    return describe


def _signs_text(shell: Shell) -> str:
    """Return the signs that need help now, by the command that prints them."""
    out = io.StringIO()
    options = copy.copy(shell.options)
    options.wants_json = False
    urgent = load(next(command.target for command in COMMANDS if command.name == "urgent"))
    urgent(None, Shell(options, shell.services, out, shell.err, shell.stdin))
    return out.getvalue()


def _bell_writer(shell: Shell) -> Callable[[str], None]:
    """Return a function that rings the terminal's bell, where the lines go to a terminal."""

    def ring(control: str) -> None:
        if shell.is_terminal:
            shell.write_clean(control)
            shell.flush()

    return ring


def _say_interrupted(shell: Shell, runner: SessionRunner) -> None:
    """Say after Ctrl+C that the routine can go on; a terminal has shown ^C at the beginning of the line."""
    if shell.is_terminal:
        shell.write_clean("\n")
    session = runner.session
    _line_writer(shell)(words().interrupted_here.format(step=session.step_index + 1, steps=len(session.plan)))


def _kept_sentences(runner: SessionRunner) -> str:
    """Return the sentences about what is kept of a routine that could not be shown to its end; empty for nothing."""
    sentences = []
    if runner.episode is not None and runner.has_written:
        where = place_with_side(runner.place, runner.session.side, missing="a cramp")
        sentences.append(f"The episode is stored: {where}, {moment(runner.began_at)}, id {runner.episode}.")
    elif runner.has_written:
        sentences.append("The routine is stored in the diary as practised.")
    if runner.is_under_way:
        sentences.append("The routine is interrupted; `spasmtui resume` goes on with it.")
    return " ".join(sentences)
