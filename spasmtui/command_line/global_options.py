"""Take the global options out of a command line, wherever they are typed on it."""

from __future__ import annotations

import os

from spasmtui.errors import WrongUsage
from spasmtui.shell import Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

USAGE = "Try: spasmtui --help"
NO_COLOR = "--no-color"


class GlobalOption:
    """One global option, as help lists it and completions offer it."""

    __slots__ = ("attribute", "choices", "metavar", "names", "says")

    def __init__(
        self, names: tuple[str, ...], says: str, attribute: str = "", metavar: str = "", choices: tuple[str, ...] = ()
    ) -> None:
        self.names = names
        """The short form first, where there is one."""
        self.says = says
        """What it does, in a few words that begin small."""
        self.attribute = attribute
        """The attribute of `Options` that it sets; empty for an option that is read elsewhere."""
        self.metavar = metavar
        """A name for its value; empty where it takes none."""
        self.choices = choices
        """The values that it may have; empty for any."""


GLOBAL_OPTIONS: Final = (
    GlobalOption(
        ("--data-dir",),
        "the diary's folder (else SPASMTUI_DATA, else the usual)",
        "data_dir",
        "DIR",
    ),
    GlobalOption(("--json",), "print data as one JSON value", "wants_json"),
    GlobalOption(("--plain",), "line by line, without colour; alone: by menus (or SPASMTUI_PLAIN=1)", "is_plain"),
    GlobalOption(("--ascii",), "plain ASCII characters, and no drawings", "is_ascii"),
    GlobalOption(("--color",), "colour: auto, always or never", "color", "WHEN", ("auto", "always", "never")),
    GlobalOption((NO_COLOR,), "the same as --color never"),
    GlobalOption(("--no-pager",), "print a long answer without a pager", "has_no_pager"),
    GlobalOption(("--language",), "en or fr, for the urgent page and relief", "", "CODE", ("en", "fr")),
    GlobalOption(("-q", "--quiet"), "print the answer alone, without messages", "is_quiet"),
    GlobalOption(("-h", "--help"), "this help, or that of a command"),
    GlobalOption(("-V", "--version"), "the version"),
)
FREE_TEXTS = ("--note", "--question", "--trigger", "--tried")
"""Options of commands whose value can be anything at all, also `--`."""

_FLAGS = {name: each.attribute for each in GLOBAL_OPTIONS for name in each.names if each.attribute and not each.metavar}
_VALUES = {name: each for each in GLOBAL_OPTIONS for name in each.names if each.attribute and each.metavar}
_HELP = ("-h", "--help")
_NAMES = frozenset(name for each in GLOBAL_OPTIONS for name in each.names)


def find_after_options(words: list[str]) -> tuple[tuple[str, str], ...]:
    """Return each global option that was typed where a value may be due, after the option of a command before it.

    Help is given instead of a value, except where any text at all is one.
    """
    found = []
    for at, word in enumerate(words[1:]):
        option = words[at]
        if "--" in (option, word):
            break
        is_global = word.partition("=")[0] in _NAMES and (word not in _HELP or option in FREE_TEXTS)
        if is_global and option.startswith("-") and option not in _NAMES:
            found.append((option, word))
    return tuple(found)


def value_sentence(option: str, value: str) -> str:
    """Return the sentence for an option after which another one was typed in place of its value."""
    return f"{option} needs a value. If {value!r} is the value, join the two: {option}={value}"


def take_options(words: list[str]) -> tuple[Options, list[str]]:
    """Take the global options out of a command line; they may be anywhere before `--`. Return them and the other words.

    Raises:
        WrongUsage: an option lacks its value or has one it cannot have.
    """
    options = Options()
    options.is_plain = os.environ.get("SPASMTUI_PLAIN", "") not in ("", "0")
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        name, _, value = word.partition("=")
        if word == "--" and rest and rest[-1] in FREE_TEXTS:
            rest[-1] += "=--"
        elif word == "--":
            rest += [word, *waiting]
        elif word == NO_COLOR:
            options.color = "never"
        elif word in _FLAGS:
            setattr(options, _FLAGS[word], True)
        elif len(word) > 2 and word[0] == "-" and "q" in word and set(word[1:]) <= set("lrqyn"):
            options.is_quiet = True
            rest.append(word.replace("q", ""))
        elif name in _VALUES:
            value = value if "=" in word else next(waiting, "")
            if not value:
                raise WrongUsage(f"{name} needs a value. {USAGE}")
            if "=" not in word and value.partition("=")[0] in _NAMES:
                raise WrongUsage(value_sentence(name, value))
            choices = _VALUES[name].choices
            if choices and value not in choices:
                raise WrongUsage(f"{name} can be {', '.join(choices[:-1])} or {choices[-1]}, not {value!r}.")
            setattr(options, _VALUES[name].attribute, value)
        else:
            rest.append(word)
    return options, rest
