"""What a command of the shell is, and what it is given to work with.

Plain classes and nothing imported beyond `sys`: `urgent` and `status` have answered before a dataclass could be built.
"""

from __future__ import annotations

import importlib
import sys

from spasmtui.terminal.sanitize import ascii_fractions, sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any, Protocol, TextIO

    from spasmtui.clock import Clock
    from spasmtui.shared.settings import LoadedSettings, Settings
    from spasmtui.ui.diary_summary import DiarySummary
    from spasmtui.ui.messages import StartRelief
else:
    Protocol = object


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


class Options:
    """The global options, which may stand anywhere on the command line."""

    __slots__ = ("color", "data_dir", "is_ascii", "is_plain", "is_quiet", "wants_json")

    def __init__(self) -> None:
        self.data_dir: str | None = None
        """`--data-dir`, as typed."""
        self.is_plain = False
        """`--plain` or SPASMTUI_PLAIN: linear mode."""
        self.is_ascii = False
        """`--ascii`: no braille and no box drawing."""
        self.color = "auto"
        """`auto`, `always` or `never`."""
        self.wants_json = False
        """`--json`: data as one JSON value."""
        self.is_quiet = False
        """`-q`: no talk on stderr, errors excepted."""


class Services:
    """What `cli.py` builds when it is first asked for; every attribute is lazy."""

    clock: Clock
    content: Path
    """The root of the shipped content."""
    data: Path
    """The diary's folder."""
    state: Path
    """The state folder that belongs to that diary."""
    config: Path
    """Settings and the person's own routines."""
    settings: LoadedSettings
    """The settings and their faults; a command takes them from `Shell.settings`, which names the faults."""
    has_settings: bool
    """Whether there may be a settings file: a command that is quick without one need not load what reads it."""
    diary: Any
    """The `Diary`; a room that is not `episodes` types it by a protocol of its own."""
    diary_port: Any
    """What relief writes its episodes through."""
    glance: Callable[[], DiarySummary]
    """Reads the diary and sums it up for the home screen; may take a while."""

    def status(self) -> dict[str, dict[str, object] | None]:
        """The open episode and the running routine, as `status --json` prints them."""
        raise NotImplementedError

    def checkups(self) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
        """What `doctor` looks at: (title, sentences, whether it is a fault)."""
        raise NotImplementedError

    def play_cues(self, shell: Shell) -> int:
        """Play each cue once, and say which cannot be played."""
        raise NotImplementedError

    def open_app(self, *, mode: str = "home", what: str | None = None, side: str | None = None, **request: Any) -> int:
        """Run the full-screen app, in a mode or (mode `relief`) with a routine that starts at once.

        Args:
            mode: one of the five.
            what: a place or a routine; None is the usual place.
            side: `left`, `right` or None for the usual one.
            request: the other fields of `StartRelief`.
        """
        raise NotImplementedError


class AppHost(Protocol):
    """The parts of the app that a mode's screen is made from, by its `create`."""

    services: Services
    options: Options
    start: StartRelief | None
    """The routine that the app was started with."""


class Shell:
    """A command's way to the world: options, services, and what it prints."""

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

    @property
    def settings(self) -> Settings:
        """The settings; each fault in them is named once, on stderr, and its default holds."""
        loaded = self.services.settings
        if not self._has_named_faults:
            self._has_named_faults = True
            for fault in loaded.faults:
                self.say(fault)
        return loaded.settings

    @property
    def is_terminal(self) -> bool:
        """Whether data goes to a terminal; nothing decorative is printed when it does not."""
        return self.out.isatty()

    def write(self, text: str) -> None:
        """Print data on stdout, with no control character that came in with foreign text."""
        text = sanitize(text)
        self.out.write((ascii_fractions(text) if self.options.is_ascii else text) + "\n")

    def write_json(self, value: object) -> None:
        """Print one JSON value on stdout."""
        import json  # noqa: PLC0415 -- only commands that print JSON pay for it

        self.out.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def say(self, text: str) -> None:
        """Talk on stderr, unless asked to be quiet."""
        if not self.options.is_quiet:
            self.err.write(sanitize(text) + "\n")
