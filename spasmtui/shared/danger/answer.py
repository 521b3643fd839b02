"""Answer words of danger: the flag's own sentence, with the number to call, before anything else is said or done."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spasmtui.errors import RedFlagMet
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.emergency_numbers import emergency_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spasmtui.shared.danger.gate import MatchedFlag

_CALL = "your emergency number"


def answer(flag: MatchedFlag, number: str) -> str:
    """Return the flag's sentence with the number to call in it, or after it where it names none."""
    sentence = flag.sentence
    if _CALL in sentence:
        sentence = sentence.replace(_CALL, number)
    else:
        sentence = f"{sentence} In an emergency call {number}."
    return f"{sentence} {flag.hint}".rstrip()


def more(flag: MatchedFlag) -> str:
    """Return the line that says where more is written."""
    command = "urgent" if flag.level == "emergency" else f"guide {flag.page}"
    return f"More: spasmtui {command}"


def answer_for(words: str | Iterable[str], config: str, environment: Mapping[str, str] | None = None) -> str | None:
    """Return the answer to some words, or None where they describe no red flag.

    Args:
        words: as typed.
        config: the path of the settings folder, for the region.
        environment: the variables of the process; None is those of this one.
    """
    if (flag := find_flag(words)) is None:
        return None
    return answer(flag, emergency_number(os.environ if environment is None else environment, config))


def refuse_danger(words: str | Iterable[str], config: str) -> None:
    """Refuse to start anything for words of danger.

    Raises:
        RedFlagMet: the words describe a red flag; the message is its sentence with the number to call.
    """
    if (flag := find_flag(words)) is not None:
        raise RedFlagMet(answer(flag, emergency_number(os.environ, config)), more(flag))
