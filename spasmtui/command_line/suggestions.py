"""Suggest the command or the option that was meant by a word: one of the same meaning, else one that looks alike."""

from __future__ import annotations

from contextlib import suppress
from itertools import takewhile
from shlex import quote

from spasmtui.command_line.global_options import GLOBAL_OPTIONS, USAGE
from spasmtui.command_table import COMMANDS
from spasmtui.errors import WrongUsage
from spasmtui.launcher._generated import WORDS
from spasmtui.shared.suggest import nearest_word
from spasmtui.shared.words.fold import fold_word
from spasmtui.shared.words.place_request import CRAMPS, LITTLE, SIDES, PlaceRequest, read_place_request
from spasmtui.shell import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

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

_LEAVING = frozenset(("exit", "quit", "leave", "bye"))
"""Words that no command is like: a command is over by itself."""
DESTROYING: Final = frozenset(("log rm", "log purge", "log restore"))
"""Commands that take something away or write over it: a word that only looks alike never leads to them."""
_ALIKE = 0.7
"""How like a command's name (0 to 1) a mistyped word is that was meant to be it."""
_SURELY_ALIKE = 0.8
"""The same for a word that means a command."""


_OPTION_ALIKE = 0.6
"""How like an option's name, without its dashes, an unknown one is to which that is suggested."""
_LEAST_LETTERS = 3
"""Letters of an option that may be like another: of `--on`, every name that has the two is."""
_GLOBAL_NAMES = tuple(name for each in GLOBAL_OPTIONS for name in each.names)
_NEVER_OPTION_ALIKE = frozenset(("--absorb", "--accept-edits", "--clear", "--force", "--instead", "--let-go", "--yes"))
"""Options that take something away or write over it: a word that only looks alike never leads to them."""
_OPTION_MEANINGS = {
    "--note": ("comment", "text", "remark", "notes", "message", "description"),
    "--for": ("duration", "length", "lasted", "minutes"),
    "--at": ("date", "time", "when", "start", "started", "began"),
    "--on": ("date", "day", "when"),
    "--pain": ("severity", "intensity", "level", "score", "strength", "worst"),
    "--after": ("pain-after", "later"),
    "--trigger": ("cause", "because", "reason", "tag"),
    "--tried": ("remedy", "treatment", "routine", "used"),
    "--context": ("during", "while", "activity"),
    "--helped": ("effect", "relief", "better"),
    "--since": ("from", "begin", "first", "on"),
    "--until": ("to", "end", "last", "before"),
    "--limit": ("number", "max", "count", "head"),
    "--output": ("out", "file", "save", "into"),
    "--omit": ("without", "exclude", "no-notes"),
    "--from": ("format", "type"),
    "--format": ("as", "type"),
    "--volume": ("amount", "size", "ml"),
    "--servings": ("glasses", "portions"),
    "--data-dir": ("dir", "data", "folder", "directory", "diary"),
    "--color": ("colour", "colours", "colors"),
    "--language": ("lang", "locale"),
    "--quiet": ("silent",),
    "--no-log": ("no-record", "private", "incognito"),
}
"""What other programs, and people, call an option."""


def unknown_command(words: Sequence[str], group: str = "") -> str:
    """Return the sentences for a word that names no command.

    Args:
        words: the word, and those after it.
        group: the word before it that names a group of commands, such as `log`.
    """
    typed = f"{group} {words[0]}".lstrip()
    meant = suggest_place(words, group) or suggest_command(words[0], group)
    hint = f" Did you mean {meant!r}?" if meant else ""
    # Alone, `log` lists its commands; `plan` and `trial` show what they are about.
    see = f"See: spasmtui {'' if group == 'log' else 'help '}{group}" if group else USAGE
    return f"There is no command {typed!r}.{hint} {see}"


def suggest_place(words: Sequence[str], group: str = "") -> str:
    """Return the command for a place, a side or a routine that the words name: relief, or after `log` its record.

    It is empty where they name none, or have another meaning after the group, as `log back` has.
    """
    texts = list(takewhile(lambda word: not word.startswith("-"), words))
    if group not in ("", "log") or (group and len(texts) == 1 and texts[0].lower() in MEANINGS):
        return ""
    folded = fold_word(" ".join(texts))
    request = read_place_request(folded, WORDS, SIDES, LITTLE)
    is_understood = not (request.ignored or request.is_contradictory)
    if is_understood and (request.phrase or request.side):
        return f"{'log add' if group else 'relief'} {' '.join(texts)}"
    says_only_cramp = request == PlaceRequest() and not CRAMPS.isdisjoint(folded.split())
    return "relief" if says_only_cramp and not group else ""


def suggest_command(word: str, group: str = "") -> str:
    """Return the name of the command that was meant by a word; empty where none is near in meaning or in letters.

    Args:
        word: what was typed.
        group: the group that it was typed after, such as `log`.
    """
    word = word.lower()
    meanings = {each: name for each, name in MEANINGS.items() if not group or _is_about(name, group)}
    if word in _LEAVING:
        return ""
    if group and word in (each.name for each in COMMANDS):  # `log insights`
        return word
    if word in MEANINGS:  # it is no misspelling, also where it means nothing here
        return meanings.get(word, "")
    known = {
        command.name.rpartition(" ")[2]: command.name
        for command in COMMANDS
        if not group or command.name.startswith(f"{group} ")
    }
    anything = {**meanings, **known}
    if anything.get(nearest_word(word, anything, cutoff=_ALIKE) or "") in DESTROYING:
        return ""
    nearest = nearest_word(word, known, cutoff=_ALIKE) or nearest_word(word, meanings, cutoff=_SURELY_ALIKE)
    return anything[nearest] if nearest is not None and anything[nearest] not in DESTROYING else ""


def _is_about(name: str, group: str) -> bool:
    """Return whether a command has to do with a group: `log` also with what is read from the diary."""
    return name.startswith(f"{group} ") or (group == "log" and name in ("insights", "report"))


def option_before_command(words: Sequence[str]) -> str:
    """Return the sentences for a line that begins with an option which is none of the global ones.

    Args:
        words: the option, and those after it; the first command among them that has this option was meant.
    """
    name = words[0].partition("=")[0]
    for at in range(1, len(words)):
        with suppress(WrongUsage):
            command, rest = load("spasmtui.command_line.names:find_command")([*words[at:]])
            declared = load("spasmtui.command_line.declared:read_declarations")(command)
            if any(name in option.names for option in declared.options):
                line = " ".join((command.name, *map(quote, (*rest, *words[:at]))))
                return f"{name} comes after the command. Try: spasmtui {line}"
    return f"{unknown_option(name, ())} {USAGE}"


def unknown_option(name: str, actions: Iterable[str]) -> str:
    """Return the sentence for an option that there is not, with the one that was meant.

    Args:
        name: the option as typed, without its value.
        actions: the names of the command's own options.
    """
    known = [each for each in (*actions, *_GLOBAL_NAMES) if each.startswith("--")]
    if name in known:
        return f"{name} takes no value."
    typed = name.removeprefix("--")
    meant = next((each for each, words in _OPTION_MEANINGS.items() if each in known and typed in words), None)
    if meant is None and name.startswith("--") and len(typed) >= _LEAST_LETTERS:
        named = {each.removeprefix("--"): each for each in known if each not in _NEVER_OPTION_ALIKE}
        nearest = nearest_word(typed, named, cutoff=_OPTION_ALIKE)
        meant = named[nearest] if nearest else None
    return f"There is no option {name}.{f' Did you mean {meant}?' if meant else ''}"
