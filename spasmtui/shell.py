"""Define a command of the shell, and the options and output it works with.

Plain classes, and hardly an import: `status` and `drink` answer in the time that dataclasses take to load.
"""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import nullcontext, suppress

from spasmtui.shared.plain_letters import ascii_signs, plain_letters
from spasmtui.terminal.sanitize import ascii_fractions, json_text, sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager
    from typing import Any, Protocol, TextIO

    from spasmtui.errors import OutputFailed
    from spasmtui.services import Services
    from spasmtui.shared.settings import Settings
    from spasmtui.terminal.progress import Work
    from spasmtui.ui.messages import StartRelief
else:
    Protocol = object


WANTS_COLOR = "spasmtui.launcher.color:wants_color"
"""The function that decides about colour, which most answers do not ask."""
LONGEST_TITLE = 40
"""The characters of a line that can be a heading."""


class Command:
    """One row of `command_table.py`: a name, a summary and the function that runs, named by a string."""

    __slots__ = ("name", "summary", "target")

    def __init__(self, name: str, summary: str, target: str) -> None:
        self.name = name
        """The words typed after `spasmtui`: one, or two as in `log add`."""
        self.summary = summary
        """One line for the list of commands."""
        self.target = target
        """`module:function`. The module is imported when the command runs; `function_options` beside it, if it is
        there, declares the command's options, and without it argparse is never imported."""

    @property
    def run(self) -> Callable[[argparse.Namespace, Shell], int]:
        """Import and return the function that runs the command and returns its exit code."""
        function: Callable[[argparse.Namespace, Shell], int] = load(self.target)
        return function

    @property
    def add_options(self) -> Callable[[argparse.ArgumentParser], None] | None:
        """Import and return the function that declares the command's options, or None where it takes none."""
        module, _, name = self.target.partition(":")
        return getattr(importlib.import_module(module), f"{name}_options", None)


def load(target: str) -> Any:
    """Import a module and return the attribute that `module:name` or `module:Class.method` names."""
    module, _, names = target.partition(":")
    found: Any = importlib.import_module(module)
    for name in names.split("."):
        found = getattr(found, name)
    return found


def offer(action: argparse.Action, words: Iterable[str] | Mapping[str, str], source: str = "") -> None:
    """Say which words completions offer for an option or a positional argument; others may be typed all the same.

    Args:
        action: what `add_argument` has returned.
        words: the words; in a mapping with what each means.
        source: where more come from when Tab is pressed: `files`, `folders`, or a key of `OFFERED` in
            `command_line/completions/offered.py`.
    """
    means = words if isinstance(words, dict) else dict.fromkeys(words, "")
    vars(action)["offered"] = (tuple(means.items()), source)


def fits_on_screen(text: str) -> bool:
    """Return whether lines certainly fit on the terminal of stdout, so that no pager need be loaded for them."""
    try:
        columns, rows = os.get_terminal_size(1)
    except OSError:
        return False
    # No character takes more cells than bytes, and a wide one takes more cells than one.
    return sum(1 + len(line.encode("utf-8", "replace")) // max(1, columns) for line in text.split("\n")) < rows


def is_title(line: str) -> bool:
    """Return whether a line of an answer is a heading: a few words that begin with a capital, and nothing else."""
    return line[:1].isupper() and len(line) <= LONGEST_TITLE and line.replace(" ", "").replace("-", "").isalpha()


class Options:
    """The global options, which may be anywhere on the command line."""

    __slots__ = (
        *("color", "data_dir", "has_no_pager", "is_ascii", "is_plain", "is_quiet", "language", "may_be_values"),
        *("program", "wants_json"),
    )

    def __init__(self) -> None:
        self.data_dir: str | None = None
        """`--data-dir` as typed."""
        self.is_plain = False
        """`--plain` or SPASMTUI_PLAIN: linear mode."""
        self.is_ascii = False
        """`--ascii`, or a terminal or an encoding that has nothing else: no braille, no box drawing, no sign and no
        letter beyond ASCII. `cli.py` decides it for the whole run."""
        self.color = "auto"
        """`auto`, `always` or `never`."""
        self.has_no_pager = False
        """`--no-pager`: a long answer is printed as it is."""
        self.language = "en"
        """The language of the urgent page and of relief, by its code; `cli.py` chooses it."""
        self.program = "spasmtui"
        """The name by which the program was called: `spasmtui`, or `spasm` for relief."""
        self.may_be_values: tuple[tuple[str, str], ...] = ()
        """The global options that were typed where a value of another option is due, each after that option."""
        self.wants_json = False
        """`--json`: data as one JSON value."""
        self.is_quiet = False
        """`-q`: nothing but errors on stderr."""


class AppHost(Protocol):
    """The parts of the app from which `create` builds a mode's screen."""

    services: Services
    options: Options
    start: StartRelief | None
    """The routine with which the app was started, if any."""


class Shell:
    """The options, services and output streams of a command."""

    def __init__(
        self,
        options: Options,
        services: Services,
        out: TextIO | None = None,
        err: TextIO | None = None,
        stdin: TextIO | None = None,
    ) -> None:
        self.options = options
        self.services = services
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self.stdin = stdin or sys.stdin
        self._has_named_faults = False
        self._failed: OutputFailed | None = None
        """Why stdout cannot be written, since the first failure."""
        self.done = ""
        """Sentences about what the command has changed, for a person to whom the answer cannot be shown."""

    @property
    def settings(self) -> Settings:
        """The settings; each fault in them is named once, on stderr, and its default holds."""
        loaded = self.services.settings
        if not self._has_named_faults:
            self._has_named_faults = True
            for fault in loaded.faults:
                self.say(fault)
        return loaded.settings

    def name_own_keys(self) -> None:
        """Name the keys of the settings that can be used in what this command says of the app's."""
        if self.services.has_settings and (keys := self.services.settings.settings.keys):
            load("spasmtui.settings.known_actions:name_own_keys")(keys)

    @property
    def is_terminal(self) -> bool:
        """True when stdout is a terminal; nothing decorative is printed elsewhere."""
        return self.out.isatty()

    @property
    def is_read_aloud(self) -> bool:
        """True where each line is heard by itself, with `--plain` on a terminal: there are no columns then."""
        return self.options.is_plain and self.is_terminal

    def work(self, title: str) -> AbstractContextManager[Work]:
        """Return a block of long work, whose progress is shown on the terminal of stderr if it takes a while.

        Nothing is shown where stderr is no terminal, with `-q` and with `--json`.
        """
        options, term = self.options, os.environ.get("TERM", "")
        if options.is_quiet or options.wants_json or not self.err.isatty():
            return nullcontext(load("spasmtui.terminal.progress:Work")(title))
        show_work: Callable[..., AbstractContextManager[Work]] = load("spasmtui.terminal.progress:show_work")
        return show_work(
            title,
            self.err,
            is_plain=options.is_plain or term in ("", "dumb"),
            is_ascii=options.is_ascii,
            is_colorless=not load(WANTS_COLOR)(options.color, os.environ, is_terminal=True),
        )

    def note_done(self, sentence: str) -> None:
        """Note what the command has changed, before its answer is written: it is said where that cannot be shown."""
        self.done = f"{self.done} {sentence}".lstrip()

    def write(self, text: str) -> None:
        """Print data on stdout, without the control characters of foreign text."""
        self.write_clean(self._cleaned(text) + "\n")

    def _cleaned(self, text: str) -> str:
        """Return text without the control characters of foreign text, with signs in ASCII where that is asked for."""
        return self.with_signs(sanitize(text))

    def with_signs(self, text: str) -> str:
        """Return text with its signs and letters in ASCII where that is asked for."""
        if not self.options.is_ascii or text.isascii():
            return text
        return plain_letters(ascii_signs(ascii_fractions(text).replace("°", "deg ")))

    @property
    def has_color(self) -> bool:
        """True if bold, dim and colours may be written to stdout: never with `--plain`, else as `wants_color` says."""
        if self.options.is_plain:
            return False
        has_color: bool = load(WANTS_COLOR)(self.options.color, os.environ, is_terminal=self.is_terminal)
        return has_color

    def page(self, text: str, is_heading: Callable[[str], bool] | None = None, *, is_data: bool = False) -> None:
        """Print a longer answer, without the control characters of foreign text, with the pager if it needs one.

        Args:
            text: the lines.
            is_heading: says which lines are bold where there is colour.
            is_data: whether it is for a program, so that no line is broken.
        """
        text = self._cleaned(text)
        if self.is_read_aloud and not is_data:
            text = load("spasmtui.menus.windows:wrap_for")(self.out, text)
        if is_heading is not None and self.has_color:
            text = "\n".join(f"\x1b[1m{line}\x1b[0m" if is_heading(line) else line for line in text.split("\n"))
        self.page_clean(text + "\n")

    def page_clean(self, text: str) -> None:
        """Print text as it is: through the pager where stdout is a terminal on which it does not fit."""
        options, is_dumb = self.options, os.environ.get("TERM", "dumb") in ("", "dumb")
        is_refused = options.is_plain or options.is_quiet or options.wants_json or options.has_no_pager or is_dumb
        is_paged = self.is_terminal and not is_refused and not fits_on_screen(text)
        if is_paged:
            self.flush()
        if not is_paged or not load("spasmtui.terminal.printing.pager:show_in_pager")(text, self.say):
            self.write_clean(text)

    def write_json(self, value: object) -> None:
        """Print one JSON value on stdout, without the control characters of foreign text."""
        self.write_clean(json_text(value, indent=2, is_ascii=self.options.is_ascii) + "\n")

    def write_clean(self, text: str) -> None:
        """Print text on stdout as it is; it holds no foreign control characters."""
        self._hand_over(self.out.write, text)

    def write_bytes(self, data: bytes) -> None:
        """Print bytes on stdout, after all text that was printed before."""
        self._hand_over(self.out.flush)
        self._hand_over(self.out.buffer.write, data)
        self._hand_over(self.out.buffer.flush)

    def flush(self) -> None:
        """Hand over to the system what was printed.

        Raises:
            OutputFailed: not all of it could be written.
            BrokenPipeError: nobody reads it any more.
        """
        self._hand_over(self.out.flush)
        if self._failed is not None:
            raise self._failed

    def _hand_over(self, write: Callable[..., object], *data: str | bytes) -> None:
        """Write or flush; after a failure do neither, so that a command goes on to say on stderr what it has to say.

        Raises:
            BrokenPipeError: nobody reads it any more.
        """
        if self._failed is not None:
            return
        try:
            write(*data)
        except BrokenPipeError:
            raise
        except OSError as error:
            self._failed = load("spasmtui.terminal.printing.failure:failure")(error)

    def say(self, text: str) -> None:
        """Print a sentence on stderr, unless `-q` was given. Where stderr cannot be written, nobody can be told."""
        if not self.options.is_quiet:
            with suppress(OSError):
                self.err.write(sanitize(text) + "\n")

    def say_type_now(self, what: str) -> None:
        """Say that a text is typed now, where standard input is a terminal and would be waited for in silence.

        Args:
            what: the text, such as `the note`.
        """
        if self.stdin.isatty():
            self.say(f"Type {what}, then press Ctrl+D at the beginning of a line.")

    def warn(self, text: str) -> None:
        """Print a sentence on stderr, also with `-q`: what may save a life is never left out.

        Where stderr cannot be written, it is on stdout, unless that is for a program.
        """
        try:
            self.err.write(sanitize(text) + "\n")
        except OSError:
            if not self.options.wants_json:
                self.write(text)
