"""Run one command line: find the command by its name, build the services it uses, run it or the app.

This is the composition root: it alone knows the rooms, `paths.py` and `content.py`. A new command is one function in
one room and one row in `command_table.py`; this module does not grow.
"""

from __future__ import annotations

import os
import sys
from functools import cached_property

from spasmtui.command_line.global_options import find_after_options, take_options
from spasmtui.command_line.names import before_the_end, find_command, help_asked
from spasmtui.episodes.store.unsaved.kept_files import find_kept_files, unsaved_status
from spasmtui.errors import (
    DataError,
    KeptAside,
    NotSaved,
    OutputFailed,
    ProgramFault,
    SpasmError,
    Stopped,
    WrongUsage,
)
from spasmtui.launcher import handoff
from spasmtui.launcher.locations import find_config, find_folders
from spasmtui.launcher.terminal_kind import color_system, is_ascii_only
from spasmtui.services import Services
from spasmtui.shared.language import choose_language, find_language, take_language, unknown_language
from spasmtui.shared.setting_lines import read_setting
from spasmtui.shell import WANTS_COLOR, Command, Options, Shell, load
from spasmtui.terminal import crash_report, interruption
from spasmtui.terminal.printing.streams import decide_ascii, repair_streams
from spasmtui.terminal.sanitize import sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from pathlib import Path
    from typing import Any

    from spasmtui.clock import Clock
    from spasmtui.episodes.relief_diary import ReliefDiary
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.paths import Paths
    from spasmtui.shared.settings import LoadedSettings
    from spasmtui.ui.diary_summary import DiarySummary

_OF_THE_DIARY = ("log", "insights", "report", "trial")
"""The first words of commands that take in first what earlier runs have kept."""
_URGENT_WORDS = (
    *("urgent", "emergency", "sos", "ambulance", "help me", "dying", "i am dying", "im dying", "i'm dying"),
    *("911", "999", "112", "000", "call 911", "call 999", "call 112", "call ambulance", "call an ambulance"),
    *("secours", "au secours", "urgence", "hilfe", "notfall", "notruf", "emergencia", "urgencia", "socorro", "ayuda"),
)
"""Words, alone or after `spasm`, that ask for help now and name no place."""


class Composition(Services):
    """Build each service at its first use. Their modules are imported there too, so that a command loads only its own.

    Some commands answer within the time that one of these imports takes.
    """

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        self._options = options
        self._given_clock = clock
        self.unsaved = {}
        self._known_paths: dict[str, Paths] = {}

    @cached_property
    def clock(self) -> Clock:  # type: ignore[override]
        """The machine's clock, or the one given."""
        from spasmtui.clock import SystemClock  # noqa: PLC0415 -- loads datetime

        return self._given_clock or SystemClock()

    @property
    def _paths(self) -> Paths:
        # No cached property: up to Python 3.11 one that a thread waits in, on a disk that hangs, holds up all others.
        if not (known := self._known_paths):
            known.setdefault("", load("spasmtui.paths:find_paths")(self._options.data_dir))  # a thread may be faster
        return known[""]

    @property
    def content(self) -> Path:  # type: ignore[override]
        """The root of the shipped content."""
        from spasmtui.content import content_root  # noqa: PLC0415 -- loads pathlib

        return content_root()

    @property
    def data(self) -> Path:  # type: ignore[override]
        """The diary's folder."""
        return self._paths.data

    @property
    def state(self) -> Path:  # type: ignore[override]
        """The state folder of this diary."""
        return self._paths.state

    @property
    def config(self) -> Path:  # type: ignore[override]
        """The folder of the settings."""
        return self._paths.config

    @property
    def has_settings(self) -> bool:  # type: ignore[override]
        """True where there may be a settings file, found without loading pathlib."""
        config = _settings_folder()
        return not config or os.path.exists(f"{config}/settings.toml")

    @cached_property
    def settings(self) -> LoadedSettings:  # type: ignore[override]
        """The settings and their faults."""
        from spasmtui.shared.settings import FILE_NAME, load_settings  # noqa: PLC0415 -- loads dataclasses

        return load_settings(self.config / FILE_NAME)

    @cached_property
    def diary(self) -> Diary:
        """The diary."""
        from spasmtui.episodes.store.diary import Diary  # noqa: PLC0415 -- loads the store

        diary = Diary(self.data, self.state, self.clock)
        diary.after_change.then = self._keep_due
        diary.journals.key_source = lambda: load("spasmtui.episodes.store.sealing.key_place:source_of")(self)
        return diary

    @property
    def diary_port(self) -> ReliefDiary:
        """The port through which relief records its episodes."""
        from spasmtui.episodes.relief_diary import ReliefDiary  # noqa: PLC0415 -- loads the store

        return ReliefDiary(self.diary, self.clock)

    def summarize_diary(self) -> DiarySummary:
        """Read the diary and sum it up for the home screen."""
        from spasmtui.episodes.summary import summarize_diary  # noqa: PLC0415 -- for the home screen alone

        summary = summarize_diary(self.diary, self.clock.now(), self.config / "routines")
        return summary._replace(plan=self.summarize_plan())

    def note_shown(self, names: tuple[str, ...]) -> None:
        """Remember that the home screen has shown a notice, by its names."""
        load("spasmtui.episodes.conflicts.told:ToldConflicts")(self.state).add(names)

    def status(self) -> dict[str, Any]:
        """Return the open episode, the running routine and what is due, as `status --json` prints them."""
        from spasmtui.episodes.store.told_open import open_document  # noqa: PLC0415 -- for `status` alone
        from spasmtui.relief.running.state_file import read_status  # noqa: PLC0415 -- for `status` alone

        with load("spasmtui.episodes.store.quiet:without_asking")(self.diary.journals):
            told = open_document(self.diary)
            self.diary.after_change.keep_open_episode()
            return {
                "open_episode": told,
                "routine": read_status(self.state, self.clock, self._say),
                "due": self._keep_due(),
                **unsaved_status(str(self.state)),
            }

    def _keep_due(self) -> list[dict[str, Any]]:
        """Return what is due today, and keep it for `status`; without a plan nothing is loaded for it."""
        if not load("spasmtui.launcher.due_file:plan_stamps")(str(self.config)):
            return []
        due: list[dict[str, Any]] = load("spasmtui.reminders.due:keep_due")(self)
        return due

    def _say(self, sentence: str) -> None:
        if not self._options.is_quiet:
            sys.stderr.write(sanitize(sentence) + "\n")

    def checkups(self) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
        """Check the folders, the settings, the diary and the terminal for `doctor`."""
        from spasmtui.checkups import examine  # noqa: PLC0415 -- for `doctor` alone

        return examine(self, is_colorless=not load(WANTS_COLOR)(self._options.color, os.environ, is_terminal=True))

    def play_cues(self, shell: Shell) -> int:
        """Play each cue once; return the exit code."""
        from spasmtui.relief.running.cue_check import play_each  # noqa: PLC0415 -- for `doctor --cues` alone

        return play_each(shell)

    def open_app(self, *, mode: str = "home", what: str | None = None, side: str | None = None, **request: Any) -> int:
        """Run the full-screen app and return its exit code.

        Raises:
            ProgramFault: something in the app failed.
        """
        from spasmtui.terminal.asyncio_without_ssl import load_asyncio  # noqa: PLC0415 -- loads asyncio

        load_asyncio()
        # Textual reads it when it is imported; what it would find itself is not what the first instruction has.
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", color_system(os.environ))
        self._options.is_ascii = self._options.is_ascii or is_ascii_only(os.environ, sys.stderr.encoding)
        from spasmtui.app import SpasmApp  # noqa: PLC0415 -- loads textual, which must find asyncio loaded
        from spasmtui.ui.messages import StartRelief  # noqa: PLC0415 -- loads textual

        start = StartRelief(what, side, started_at=handoff.take_start(), **request) if mode == "relief" else None
        app = SpasmApp(self, self._options, start)
        app.run(mouse=app.wants_mouse)
        code = app.return_code or 0
        if code in (0, ProgramFault.exit_code) and (fault := crash_report.first_fault()):
            raise ProgramFault(fault)  # the screen on which it was told is gone
        return code


def parse_arguments(command: Command, words: list[str], program: str = "spasmtui") -> argparse.Namespace:
    """Parse a command's own options.

    Raises:
        WrongUsage: with the reason as a sentence.
    """
    if command.add_options is None and not words:
        return None  # type: ignore[return-value]  # commands without options never look
    from spasmtui.command_line.arguments import parse_words  # noqa: PLC0415 -- loads argparse: a command without options does without

    return parse_words(command, words, "spasm" if program == "spasm" else f"spasmtui {command.name}")


def _settings_folder() -> str:
    """Return the path of the settings folder; empty where no home folder is known."""
    try:
        return find_config(os.environ, sys.platform)
    except LookupError:
        return ""


def _choose_face(options: Options, chosen: str) -> None:
    """Set the language of the run, and whether it is line by line, of which the settings may tell.

    A language that is not there is named, and the run goes on: help does not wait for a right option.
    """
    config = _settings_folder()
    options.language = choose_language(os.environ, config, chosen)
    if config and not (options.is_plain or os.environ.get("SPASMTUI_PLAIN")):
        options.is_plain = read_setting(config, "plain") == "true"
    if chosen and find_language(chosen) is None and not options.is_quiet:
        sys.stderr.write(sanitize(unknown_language(chosen)) + "\n")


def _run(words: list[str], options: Options) -> int:
    services = Composition(options)
    crash_report.begin_run(lambda: str(services.state))
    shell = Shell(options, services)
    try:
        code = _dispatch(words, shell)
        shell.flush()
    except OutputFailed as failed:
        _name_unsaved(services, options)
        failed.message = load("spasmtui.terminal.printing.failure:failure_sentences")(
            failed.reason, shell.done, failed.instead, has_changed=interruption.has_written()
        )
        raise
    except BaseException as error:
        is_new = not isinstance(error, KeptAside) and _name_unsaved(services, options)
        if is_new and isinstance(error, KeyboardInterrupt):
            return DataError.exit_code
        raise
    return DataError.exit_code if _name_unsaved(services, options) and code != ProgramFault.exit_code else code


def _name_unsaved(services: Composition, options: Options) -> bool:
    """Name on stderr what this run has not saved; return whether there is something."""
    if services.unsaved or ("diary" in services.__dict__ and "keeper" in services.diary.__dict__):
        if lines := load("spasmtui.episodes.commands.unsaved:unsaved_lines")(services, options.data_dir):
            _print_error(NotSaved("\n".join(lines)), wants_json=options.wants_json)
        return bool(lines)
    return False


def _dispatch(words: list[str], shell: Shell) -> int:
    if (request := handoff.take_request()) is not None and request.resolved is not None:
        # It was understood before its first instruction was painted: nothing is looked up a second time.
        place, routine = request.resolved
        return shell.services.open_app(mode="relief", what=routine, place=place, side=request.side, keeps=request.keeps)
    if not words:
        return _open_app(shell)
    if shell.options.may_be_values:
        load("spasmtui.command_line.arguments:check_values")(words, shell.options.may_be_values)
    if (asked := help_asked(words, shell.options.program)) is not None:
        code: int = load("spasmtui.command_line.help:print_help")(asked, shell, shell.options.program)
        return code
    if {"-V", "--version"}.intersection(before_the_end(words)):
        words = ["version"]
    elif " ".join(words[words[0] == "relief" :]).lower() in _URGENT_WORDS:
        words = ["urgent"]
    elif words[0] == "urgent":
        words = ["urgent"]  # whatever else was typed: it always answers
    if words[0].startswith("-"):
        raise WrongUsage(load("spasmtui.command_line.suggestions:option_before_command")(words))
    command, rest = find_command(words)
    if command.name.partition(" ")[0] in _OF_THE_DIARY and find_kept_files(str(shell.services.state)):
        load("spasmtui.episodes.commands.unsaved:take_in_kept")(shell)
    return command.run(parse_arguments(command, rest, shell.options.program), shell)


def _open_app(shell: Shell) -> int:
    if os.environ.get("TEXTUAL_DRIVER") and not (shell.options.is_plain or shell.options.wants_json):
        return shell.services.open_app()  # which is shown elsewhere
    is_linear = shell.options.is_plain or os.environ.get("TERM", "dumb") in ("", "dumb")
    # The full screen is drawn on stderr, and menus are written on stdout.
    if shell.options.wants_json or not (os.isatty(0) and os.isatty(1 if is_linear else 2)):
        return find_command(["overview"])[0].run(None, shell)  # type: ignore[arg-type]
    if is_linear:
        code: int = load("spasmtui.plain_app:run_menus")(shell, _dispatch)
        return code
    return shell.services.open_app()


def main(words: list[str] | None = None, program: str = "spasmtui") -> int:
    """Run one command line and return its exit code; print a sentence on stderr for every failure.

    Args:
        words: the command line without the program's name; None is that of the process.
        program: the program's name, `spasmtui` or `spasm`; the words begin with `relief` for the latter.
    """
    words = sys.argv[1:] if words is None else words
    wants_json = "--json" in words
    chosen = ""
    crash_report.begin_run(lambda: find_folders("", os.environ, sys.platform).state)
    repair_streams()
    interruption.begin_run()
    try:
        after_options = find_after_options(words)
        chosen, words = take_language(words)
        options, rest = take_options(words)
        options.may_be_values = after_options
        options.program = program
        options.is_ascii = decide_ascii(is_asked=options.is_ascii)
        _choose_face(options, chosen)
        with interruption.signals_as_exceptions():
            code = _run(rest, options)
    except SpasmError as met:
        error = (
            load("spasmtui.command_line.danger:danger_first")(met, words, chosen, _settings_folder(), _find_content)
            if isinstance(met, WrongUsage)
            else met
        )
        _print_error(error, wants_json=wants_json)
        return error.exit_code
    except BrokenPipeError:
        return 141
    except KeyboardInterrupt as stopped:
        message, code = interruption.end_of_interrupted(stopped)
        _print_error(Stopped(message), wants_json=wants_json)
        return code
    except OSError as error:
        _print_error(
            DataError(f"{error.filename or 'A file'} could not be read or written: {error.strerror or error}."),
            wants_json=wants_json,
        )
        return DataError.exit_code
    except Exception as error:  # noqa: BLE001 -- whatever it is, a trace on the terminal could show a note
        _print_error(ProgramFault(crash_report.record_fault(error)), wants_json=wants_json)
        return ProgramFault.exit_code
    # A fault of a thread that saves does not end the run, and was told when it happened.
    return code or (ProgramFault.exit_code if crash_report.first_fault() else 0)


def _find_content() -> Path:
    """Return the root of the shipped content."""
    return Composition(Options()).content


def _print_error(error: SpasmError, *, wants_json: bool) -> None:
    handoff.restore_terminal()
    if wants_json:
        import json  # noqa: PLC0415 -- for --json alone

        text = json.dumps(
            {"error": {"code": error.code, "message": sanitize(error.message)}},
            ensure_ascii=sys.stderr.encoding == "ascii",
        )
    else:
        text = sanitize("\n".join(filter(None, (error.message, error.more))))
    try:
        sys.stderr.write(text + "\n")
    except OSError:
        return
