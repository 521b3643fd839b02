"""Answer words of danger: the flag's own sentence, with the number to call, before anything else is said or done."""

from __future__ import annotations

import os

from spasmtui.errors import RedFlagMet
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.emergency_numbers import ANY_REGION, emergency_number
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.translations import read_texts
from spasmtui.shared.words.fold import fold_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from spasmtui.shared.danger.gate import MatchedFlag

_CALL = "your emergency number"
MOST_WORDS_OF_A_REQUEST = 40
"""Among more words nobody asks for a place: of a longer text the first are looked at."""
_CRAMPS = frozenset([
    "cramp",
    "cramps",
    "cramping",
    "crampy",
    "spasm",
    "spasms",
    "crampe",
    "crampes",
    "krampf",
    "krampfe",
    "calambre",
    "calambres",
])


def answer(flag: MatchedFlag, number: str) -> str:
    """Return the flag's sentence with the number to call in it, or after it where it names none."""
    sentence = flag.sentence
    if _CALL in sentence:
        sentence = sentence.replace(_CALL, number)
    else:
        sentence = f"{sentence} In an emergency call {number}."
    return f"{sentence} {flag.hint}".rstrip()


def lead_and_rest(flag: MatchedFlag, number: str) -> tuple[str, str]:
    """Return what to do first, with the number to call in it, and the rest of the answer, for few lines."""
    lead, stop, do = flag.do.partition(". ")
    lead = (lead + stop.rstrip()).replace(_CALL, number)
    if number not in lead:
        lead = f"{lead} In an emergency call {number}."
    return lead, " ".join(filter(None, (flag.see, do, flag.worse, flag.hint))).replace(_CALL, number)


def more(flag: MatchedFlag) -> str:
    """Return the line that says where more is written."""
    command = "urgent" if flag.level == "emergency" else f"guide {flag.page}"
    return f"More: spasmtui {command}"


def answer_in(flag: MatchedFlag, number: str, content: Path, language: str) -> tuple[str, str]:
    """Return the answer in a language and the line that says where more is written; English where it lacks a text."""
    words = read_texts(content, language, "urgent_page")
    own = read_texts(content, language, "red_flags").get(flag.id, {})
    if not {"your_number", "number", "any_number", "in_emergency", "more"} <= words.keys() or "see" not in own:
        return answer(flag, number), more(flag)
    said = words["any_number"] if number == ANY_REGION else words["number"].format(number=number)
    sentence = " ".join(own[key] for key in ("see", "do", "worse") if own.get(key))
    if words["your_number"] in sentence:
        sentence = sentence.replace(words["your_number"], said)
    else:
        sentence = f"{sentence} {words['in_emergency'].format(number=said)}"
    return sentence, words["more"].format(command=more(flag).partition(": ")[2])


def answer_and_more(flag: MatchedFlag, config: str, content: Path | None, language: str) -> tuple[str, str]:
    """Return the answer with the number of the person's region, and the line that says where more is written.

    Args:
        flag: the red flag that the words describe.
        config: the path of the settings folder, for the region.
        content: the root of the shipped content, for another language.
        language: the code of the language of the answer.
    """
    number = emergency_number(os.environ, config)
    if content is not None and language != ENGLISH:
        return answer_in(flag, number, content, language)
    return answer(flag, number), more(flag)


def plain_request(words: str, is_place: Callable[[str], object]) -> str | None:
    """Return what is asked for beside words that can wait for an appointment.

    The longest run of words that names a place; no words, for the usual place, where only a cramp is named; None where
    neither is. For a place the first words alone are looked at; words of danger are sought in a whole text before.

    Args:
        words: as typed.
        is_place: returns something for words that name a place or a routine.
    """
    parts = words.split()
    near = parts[:MOST_WORDS_OF_A_REQUEST]
    for length in range(min(len(near), len(parts) - 1), 0, -1):
        for start in range(len(near) - length + 1):
            if is_place(run := " ".join(near[start : start + length])):
                return run
    return "" if _CRAMPS.intersection(map(fold_word, parts)) else None


def refuse_danger(
    words: str | Iterable[str], config: str, content: Path | None = None, language: str = ENGLISH
) -> None:
    """Refuse to start anything for words of danger.

    Args:
        words: as typed.
        config: the path of the settings folder, for the region.
        content: the root of the shipped content, for another language.
        language: the code of the language of the answer.

    Raises:
        RedFlagMet: the words describe a red flag; the message is its sentence with the number to call.
    """
    if (flag := find_flag(words)) is not None:
        raise RedFlagMet(*answer_and_more(flag, config, content, language))
