"""Find the command that a command line names: by its name, an alias, or a word that means the same."""

from __future__ import annotations

from spasmtui.command_line.global_options import USAGE
from spasmtui.command_table import COMMANDS
from spasmtui.errors import WrongUsage
from spasmtui.shared.suggest import nearest_word

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

MEANINGS: Final = {
    **dict.fromkeys(("add", "new", "record", "create", "enter", "note"), "log add"),
    **dict.fromkeys(("list", "ls", "history", "diary", "episodes", "entries", "nights"), "log list"),
    **dict.fromkeys(("show", "view", "cat", "open", "read", "details"), "log show"),
    **dict.fromkeys(("edit", "change", "modify", "update", "set", "amend", "correct", "fix"), "log edit"),
    **dict.fromkeys(("delete", "remove", "rm", "del", "erase", "drop", "discard"), "log rm"),
    **dict.fromkeys(("undo", "revert", "back"), "log undo"),
    **dict.fromkeys(("redo", "repeat"), "log redo"),
    **dict.fromkeys(("done", "close", "finish", "end", "stop", "gone", "over"), "log done"),
    **dict.fromkeys(("day", "today"), "log day"),
    **dict.fromkeys(
        ("stats", "statistics", "analysis", "analyse", "analyze", "summary", "trends", "charts"), "insights"
    ),
    **dict.fromkeys(("sheet", "print", "physio", "pdf"), "report"),
    **dict.fromkeys(("export", "save", "dump", "csv"), "log export"),
    **dict.fromkeys(("import", "load"), "log import"),
    **dict.fromkeys(("backup", "archive"), "log backup"),
    **dict.fromkeys(("restore", "recover"), "log restore"),
    **dict.fromkeys(("purge", "shred", "wipe"), "log purge"),
    **dict.fromkeys(("start", "begin", "run", "now", "timer", "stretch", "routine", "routines"), "relief"),
    **dict.fromkeys(("continue", "proceed"), "resume"),
    **dict.fromkeys(("page", "pages", "search", "find", "learn", "info", "man", "topics"), "guide"),
    **dict.fromkeys(("water", "recipe", "electrolyte", "electrolytes", "salt"), "drink"),
    **dict.fromkeys(("check", "diagnose", "health", "paths", "config", "settings", "fsck", "verify"), "doctor"),
    **dict.fromkeys(("completion", "complete"), "completions"),
    **dict.fromkeys(("state", "prompt"), "status"),
    **dict.fromkeys(("commands", "usage"), "help"),
}
"""What other programs, and people, call a command; it is suggested, and never run."""

DESTROYING: Final = frozenset(("log rm", "log purge", "log restore"))
"""Commands that take something away or write over it: a word that only looks alike never leads to them."""
_ALIKE = 0.7
"""How like a command's name (0 to 1) a mistyped word is that was meant to be it."""


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
                raise WrongUsage(unknown_command(rest[0], parts[0]))
            return command, rest
    raise WrongUsage(unknown_command(words[0]))


def is_group(word: str) -> bool:
    """Return whether a word is the first of commands with names of two words, such as `log`."""
    return any(command.name.startswith(f"{word} ") for command in COMMANDS)


def unknown_command(word: str, group: str = "") -> str:
    """Return the sentences for a word that names no command.

    Args:
        word: what was typed.
        group: the word before it that names a group of commands, such as `log`.
    """
    typed = f"{group} {word}".lstrip()
    meant = suggest_command(word, group)
    hint = f" Did you mean {meant!r}?" if meant else ""
    return f"There is no command {typed!r}.{hint} {f'See: spasmtui {group}' if group else USAGE}"


def suggest_command(word: str, group: str = "") -> str:
    """Return the name of the command that was meant by a word; empty where none is near in meaning or in letters.

    Args:
        word: what was typed.
        group: the group that it was typed after, such as `log`.
    """
    word = word.lower()
    if (meant := MEANINGS.get(word)) is not None:
        return meant
    names = [each.name for each in COMMANDS if each.name not in DESTROYING]
    known = {name.removeprefix(f"{group} "): name for name in names if not group or name.startswith(f"{group} ")}
    if not group:  # `lst` is looked for among `list` too, but `log` alone comes first
        known = {**{name.partition(" ")[2]: name for name in names if " " in name}, **known}
    if (nearest := nearest_word(word, known, cutoff=_ALIKE)) is not None:
        return known[nearest]
    synonym = nearest_word(word, [each for each, name in MEANINGS.items() if name not in DESTROYING], cutoff=0.8)
    return MEANINGS[synonym] if synonym else ""
