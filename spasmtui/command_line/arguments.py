"""Parse a command's own options with argparse; what is wrong becomes a sentence.

A value may begin with `-`, as in `--note "-2+3"` or `--since -7d`: a word after an option that takes one is its value,
unless the word can only be meant as an option itself.
"""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from spasmtui.command_line.global_options import value_sentence
from spasmtui.command_line.names import find_command
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import either
from spasmtui.shared.suggest import nearest_word
from spasmtui.shell import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spasmtui.shell import Command

LIKE_AN_OPTION = 0.75
"""How like an option's name (0 to 1) an unknown `--word` is that was meant to be it."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{_sentence(message)} Try: {self.prog} --help")

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        # Python before 3.13 removes a `--` that is an option's value, and returns a list in its place.
        is_value = bool(action.option_strings) and action.nargs is None and arg_strings == ["--"]
        return "--" if is_value else super()._get_values(action, arg_strings)


def parse_words(command: Command, words: list[str], program: str) -> argparse.Namespace:
    """Parse the words after a command's name.

    Args:
        command: the command.
        words: the words.
        program: how the command is called: `spasmtui log add`, or `spasm`.

    Raises:
        WrongUsage: with the reason as a sentence.
    """
    parser = _parser_of(command, program)
    actions = parser._option_string_actions  # noqa: SLF001 -- no public list
    joined = join_values(words, actions)
    if (unknown := _first_unknown(joined, actions)) is not None:
        sentence = load("spasmtui.command_line.suggestions:unknown_option")(unknown, actions)
        raise WrongUsage(f"{sentence} Try: {program} --help")
    arguments, rest = parser.parse_known_args(options_first(joined, actions))
    if rest:
        raise WrongUsage(f"{rest[0]!r} is one word too many. Try: {program} --help")
    return arguments


def check_values(words: list[str], may_be_values: Iterable[tuple[str, str]]) -> None:
    """Check that no global option was typed in place of the value of the command's option before it.

    Args:
        words: the command line without global options.
        may_be_values: an option and the global one after it, as far as there are any.

    Raises:
        WrongUsage: one was.
    """
    try:
        command, _rest = find_command(words)
    except WrongUsage:
        return  # it is said later what is wrong, or help was asked for
    actions = _parser_of(command, "")._option_string_actions  # noqa: SLF001 -- no public list
    for option, value in may_be_values:
        if option in actions and actions[option].nargs is None:
            raise WrongUsage(value_sentence(option, value))


def _parser_of(command: Command, program: str) -> _Parser:
    parser = _Parser(prog=program, add_help=False, allow_abbrev=False, formatter_class=_formatter)
    if (add_options := command.add_options) is not None:
        add_options(parser)
    return parser


def _formatter(prog: str) -> argparse.HelpFormatter:
    # Left to itself it imports shutil, and all compression with it, to learn how wide the terminal is.
    return argparse.HelpFormatter(prog, width=80)


def join_values(words: list[str], actions: Mapping[str, argparse.Action]) -> list[str]:
    """Join each option with a value that begins with `-`, so that argparse does not take the value for an option.

    Args:
        words: the words of a command line.
        actions: every option of the command by each of its names.

    Raises:
        WrongUsage: an option lacks its value, because the next word is an option too.
    """
    joined: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            return [*joined, word, *waiting]
        action = actions.get(word)
        if action is None or action.nargs is not None:
            joined.append(word)
            continue
        value = next(waiting, None)
        if value is None:
            joined.append(word)
        elif not value.startswith("-") or value == "-":
            joined += [word, value]
        elif can_be_option(value, actions):
            raise WrongUsage(value_sentence(word, value))
        else:
            joined.append(f"{word}={value}" if word.startswith("--") else f"{word}{value}")
    return joined


def options_first(words: list[str], actions: Mapping[str, argparse.Action]) -> list[str]:
    """Return the words with all options before the others, which may stand on both sides of one: `calf --left again`.

    Left to itself argparse takes those that come first, and refuses the rest.

    Args:
        words: a result of `join_values`.
        actions: every option of the command by each of its names.
    """
    options: list[str] = []
    others: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            others += [word, *waiting]
        elif (action := actions.get(word)) is None:
            (options if word.startswith("-") and not re.match(r"-\d|-$", word) else others).append(word)
        elif action.nargs is not None:
            options.append(word)
        elif (value := next(waiting, None)) is None:
            return words  # what follows would be taken for the value that is missing
        else:
            options += [word, value]
    return [*options, *others]


def can_be_option(word: str, actions: Mapping[str, argparse.Action]) -> bool:
    """Return whether a word that begins with `-` is one of these options, or was meant to be and is misspelt."""
    if word == "--" or any(character.isspace() for character in word):
        return False
    if word.startswith("--"):
        name = word.partition("=")[0]
        return name in actions or nearest_word(name, actions, cutoff=LIKE_AN_OPTION) is not None
    return _unknown_letter(word, actions) is None


def _unknown_letter(word: str, actions: Mapping[str, argparse.Action]) -> str | None:
    """Return the first short option in a word such as `-lp6` that there is not; None where there are all."""
    for character in word[1:]:
        action = actions.get(f"-{character}")
        if action is None:
            return f"-{character}"
        if action.nargs is None:
            return None  # what follows is its value, as in `-p6`
    return None


def _first_unknown(words: list[str], actions: Mapping[str, argparse.Action]) -> str | None:
    """Return the first word that is meant as an option which there is not; None without one."""
    takes_next = False
    for word in words:
        action = actions.get(word)
        if word == "--":
            return None
        if takes_next or action is not None:
            takes_next = action is not None and not takes_next and action.nargs is None
        elif word.startswith("--") and word.partition("=")[0] not in actions:
            return word.partition("=")[0]
        elif re.match(r"-[A-Za-z]", word) and (letter := _unknown_letter(word, actions)) is not None:
            return letter
    return None


_SENTENCES = (
    (r"argument (?:.*/)?(\S+): expected (?:one|at least one) argument.*", r"\1 needs a value."),
    (r"argument (?:\S+/)?(\S+): not allowed with argument (?:\S+/)?(\S+)", r"\1 and \2 cannot be used together."),
    (r"the following arguments are required: (.*)", r"\1 is missing."),
    (r"argument (?:\S+/)?(\S+): ignored explicit argument .*", r"\1 takes no value."),
)
"""argparse's messages, and ours."""
_CHOICE = r"argument (?:\S+/)?(\S+): invalid choice: (.*) \(choose from (.*)\)"


def _sentence(message: str) -> str:
    """Return a message of argparse's as a sentence for people."""
    if (match := re.fullmatch(_CHOICE, message, re.DOTALL)) is not None:
        choices = match[3].replace("'", "").split(", ")
        return f"{match[1]} can be {either(choices)}, not {match[2]}."
    for pattern, ours in _SENTENCES:
        if (match := re.fullmatch(pattern, message, re.DOTALL)) is not None:
            return match.expand(ours)
    return f"{message[:1].upper()}{message[1:]}."
