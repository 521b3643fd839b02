"""Answer words of danger in a command line that is wrong in another way: help comes before usage."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spasmtui.command_table import COMMANDS
from spasmtui.errors import RedFlagMet, SpasmError, WrongUsage
from spasmtui.shared.danger import answer, gate
from spasmtui.shared.language import ENGLISH, choose_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def danger_first(
    error: WrongUsage, words: list[str], chosen: str, config: str, find_content: Callable[[], Path]
) -> SpasmError:
    """Return the error, or the answer to words of danger in the command line, in the language of the run.

    Args:
        error: what is wrong with the command line.
        words: the command line.
        chosen: what was typed after `--language`.
        config: the path of the settings folder; empty where no home folder is known.
        find_content: returns the root of the shipped content, which an answer in English does without.
    """
    typed = _without_command([word for word in words if not word.startswith("-")])
    names = {word for command in COMMANDS for word in command.name.split()}
    for candidate in (typed, *([word] for word in typed if word not in names)):
        flag = gate.find_flag(candidate)
        if flag is not None and flag.level == "emergency":
            break
    else:
        return error
    language = choose_language(os.environ, config, chosen)
    content = None if language == ENGLISH else find_content()
    message, more = answer.answer_and_more(flag, config, content, language)
    return RedFlagMet(message if content else f"{message} {error.message}", more)


def _without_command(words: list[str]) -> list[str]:
    """Return the words after the name of a command: a heart may skip, but `plan skip calf` is of an exercise."""
    named = [command.name.split() for command in COMMANDS]
    longest = max((len(name) for name in named if words[: len(name)] == name), default=0)
    return words[longest:]
