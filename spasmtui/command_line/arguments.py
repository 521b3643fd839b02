"""Parse a command's own options with argparse; what is wrong becomes a sentence.

A value may begin with `-`, as in `--note "-2+3"` or `--since -7d`: a word after an option that takes one is its value,
unless the word can only be meant as an option itself.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any, NoReturn

from spasmtui.errors import WrongUsage
from spasmtui.shared.suggest import nearest_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spasmtui.shell import Command

LIKE_AN_OPTION = 0.75
"""How like an option's name (0 to 1) an unknown `--word` is that was meant to be it."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{message[:1].upper()}{message[1:]}. Try: {self.prog} --help")

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        # Python before 3.13 removes a `--` that is an option's value, and returns a list in its place.
        is_value = bool(action.option_strings) and action.nargs is None and arg_strings == ["--"]
        return "--" if is_value else super()._get_values(action, arg_strings)


def parse_words(command: Command, words: list[str]) -> argparse.Namespace:
    """Parse the words after a command's name.

    Raises:
        WrongUsage: with argparse's reason as a sentence.
    """
    parser = _Parser(
        prog=f"spasmtui {command.name}", description=command.summary, allow_abbrev=False, formatter_class=_formatter
    )
    if (add_options := command.add_options) is not None:
        add_options(parser)
    return parser.parse_args(join_values(words, parser._option_string_actions))  # noqa: SLF001 -- no public list


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
            raise WrongUsage(f"{word} needs a value. If {value!r} is the value, join the two: {word}={value}")
        else:
            joined.append(f"{word}={value}" if word.startswith("--") else f"{word}{value}")
    return joined


def can_be_option(word: str, actions: Mapping[str, argparse.Action]) -> bool:
    """Return whether a word that begins with `-` is one of these options, or was meant to be and is misspelt."""
    if word == "--" or any(character.isspace() for character in word):
        return False
    if word.startswith("--"):
        name = word.partition("=")[0]
        return name in actions or nearest_word(name, actions, cutoff=LIKE_AN_OPTION) is not None
    for character in word[1:]:
        action = actions.get(f"-{character}")
        if action is None:
            return False
        if action.nargs is None:
            return True  # what follows is its value, as in `-p6`
    return True


def _formatter(prog: str) -> argparse.HelpFormatter:
    # Left to itself it imports shutil, and all compression with it, to learn how wide the terminal is.
    return argparse.HelpFormatter(prog, width=_columns() - 2)


def _columns() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80
