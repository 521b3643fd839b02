"""Read the parameters of a command from its declarations with argparse, for help and for completions."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.shared.formats import PLACE_NAMES, either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spasmtui.shell import Command


SOURCES = {"FILE": "files", "KEYFILE": "files", "DIR": "folders", "FOLDER": "folders", "ID": "episodes"}
"""Where the values come from that have these names."""


VALUES: dict[str, tuple[tuple[str, str], ...]] = {
    "PLACE": tuple(PLACE_NAMES.items()),
    "SIDE": (("left", "the left side"), ("right", "the right side"), ("both", "both sides")),
    "0-10": tuple((str(score), "") for score in range(11)),
    "WHEN": tuple(
        (when, "") for when in ("20m ago", "an hour ago", "3am", "last night", "yesterday", "yesterday 23:40")
    ),
    "ORDER": (("dmy", "day, month, year"), ("mdy", "month, day, year"), ("ymd", "year, month, day")),
    "DATE": (("today", ""), ("yesterday", "")),
    "DURATION": tuple((length, "") for length in ("90s", "4m", "10m", "12m", "1h")),
}
"""Values that are offered for these names, where the command offers none of its own."""


class Parameter(NamedTuple):
    """An option of a command, or the words that it takes."""

    names: tuple[str, ...]
    """The option's names, the short one first; none for words."""
    metavar: str
    """The name of its value; empty for an option without one."""
    says: str
    """Its help."""
    choices: tuple[tuple[str, str], ...]
    """The values that are offered, each with what it means."""
    source: str
    """Where more come from when Tab is pressed, as `offer` in `shell.py` says; empty for nowhere."""
    is_repeatable: bool
    """True where there may be several."""
    is_needed: bool
    """True where it cannot be left out."""

    @property
    def usage(self) -> str:
        """The words as a line of usage shows them, such as `[PLACE ...]`."""
        several = f"{self.metavar} ..." if self.is_repeatable else self.metavar
        return several if self.is_needed else f"[{several}]"

    @property
    def title(self) -> str:
        """The option as help lists it, such as `-p, --pain 0-10`."""
        return f"{', '.join(self.names)} {self.metavar}".strip()


class Group(NamedTuple):
    """Options under one heading."""

    title: str
    description: str
    members: tuple[Parameter, ...]


class Declared(NamedTuple):
    """All that a command takes, apart from the global options."""

    command: Command
    words: tuple[Parameter, ...]
    groups: tuple[Group, ...]
    epilog: str

    @property
    def options(self) -> tuple[Parameter, ...]:
        """The options of all groups."""
        return tuple(each for group in self.groups for each in group.members)


def read_declarations(command: Command) -> Declared:
    """Return the parameters that a command declares."""
    parser = argparse.ArgumentParser(add_help=False)
    if (add_options := command.add_options) is not None:
        add_options(parser)
    groups = [
        Group(
            "Options" if group.title in (None, "options") else group.title,
            group.description or "",
            tuple(_options(group)),
        )
        for group in parser._action_groups  # noqa: SLF001 -- no public list
    ]
    return Declared(
        command,
        tuple(_parameter(action) for action in parser._actions if not action.option_strings),  # noqa: SLF001 -- as above
        tuple(group for group in groups if group.members),
        parser.epilog or "",
    )


def _options(group: argparse._ArgumentGroup) -> Iterator[Parameter]:
    for action in group._group_actions:  # noqa: SLF001 -- no public list
        if action.option_strings and action.help != argparse.SUPPRESS:
            yield _parameter(action)


def _parameter(action: argparse.Action) -> Parameter:
    has_value = action.nargs != 0
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    choices, source = getattr(action, "offered", ((), SOURCES.get(metavar, "")))
    return Parameter(
        names=tuple(sorted(action.option_strings, key=len)),
        metavar=metavar if has_value else "",
        says=_help(action),
        choices=choices or VALUES.get(metavar, ()) or tuple((str(choice), "") for choice in action.choices or ()),
        source=source,
        is_repeatable=action.nargs in ("*", "+"),
        is_needed=action.nargs not in ("*", "?"),
    )


def _help(action: argparse.Action) -> str:
    """Return the help of an action, after the words it may be where argparse holds to them."""
    choices = either(map(str, action.choices or ()))
    return "; ".join(part for part in (choices, action.help) if part)
