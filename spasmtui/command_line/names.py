"""Find the command that a command line names: by its name, an alias, or a word that means the same."""

from __future__ import annotations

from spasmtui.command_table import COMMANDS
from spasmtui.errors import WrongUsage
from spasmtui.shell import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from spasmtui.shell import Command

ALIASES: Final = {
    "log ls": "log list",
    "log new": "log add",
    "log delete": "log rm",
    "log remove": "log rm",
    "log stats": "insights",
}
"""Second names of commands, which do the very same."""


def find_command(words: list[str]) -> tuple[Command, list[str]]:
    """Find the command that a command line begins with; return it and the words after its name.

    Raises:
        WrongUsage: no command has this name; the message suggests one of the same meaning, else one that looks alike.
    """
    alias = ALIASES.get(" ".join(words[:2]))
    if alias is not None:
        words = [*alias.split(), *words[2:]]
    for command in COMMANDS:
        parts = command.name.split()
        if words[: len(parts)] == parts:
            rest = words[len(parts) :]
            if rest and len(parts) == 1 and not rest[0].startswith("-") and is_group(parts[0]):
                raise WrongUsage(_unknown(rest, parts[0]))
            return command, rest
    raise WrongUsage(_unknown(words))


def is_group(word: str) -> bool:
    """Return whether a word is the first of commands with names of two words, such as `log`."""
    return any(command.name.startswith(f"{word} ") for command in COMMANDS)


def _unknown(words: list[str], group: str = "") -> str:
    sentences: str = load("spasmtui.command_line.suggestions:unknown_command")(words, group)
    return sentences


def help_asked(words: list[str], program: str) -> list[str] | None:
    """Return the name of the command whose help is asked for, no words for the list of all; None where it is not."""
    if {"-h", "--help"}.intersection(before_the_end(words)):
        names = [word for word in words if word not in ("-h", "--help")]
        return names[:1] if names[:1] in (["relief"], ["urgent"]) else names
    lowered = [word.lower() for word in words]
    if words[0] == "help":
        return words[1:]
    if words[0] == "relief" and lowered[1:] == ["help"]:
        return ["relief"] if program == "spasm" else []
    return [words[0], *words[2:]] if lowered[1:2] == ["help"] and is_group(words[0]) else None


def before_the_end(words: list[str]) -> list[str]:
    """Return the words before `--`, which ends the options."""
    return words[: words.index("--")] if "--" in words else words
