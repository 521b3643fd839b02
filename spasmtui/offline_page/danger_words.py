"""Choose the words by which the page's search recognizes signs of danger.

The gate of the program (`shared/danger/gate.py`) reads what a person types far better, with tables five times as large
and rules of their own. The page has the phrases that people use for each red flag, and says that it knows no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.shared.danger.gate import GRAVEST_FIRST
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import read_texts
from spasmtui.shared.words.forms import BOUNDARY, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LANGUAGES = ("fr",)


def danger_phrases(content: Path) -> list[list[Any]]:
    """Return [id of the flag, level, phrases] of every red flag, the gravest first.

    A phrase is its words without those that mean nothing, each once, parted by blanks; the order of words, endings and
    accents do not matter to the search.
    """
    flags = read_toml(content / "red_flags.toml", advice=REINSTALL)
    little = frozenset(split_words(read_toml(content / "danger_words.toml", advice=REINSTALL)["little"]))
    more = [read_texts(content, language, "danger_words") for language in _LANGUAGES]
    rows = []
    for name, flag in flags.items():
        if flag.get("level") in GRAVEST_FIRST:
            said = [*flag.get("say", ()), *(each for table in more for each in table.get(name, {}).get("say", ()))]
            rows.append([name, flag["level"], _shortest(said, little)])
    return sorted(rows, key=lambda row: GRAVEST_FIRST.index(row[1]))


def _shortest(phrases: Iterable[str], little: frozenset[str]) -> list[str]:
    """Return the phrases of which no other one is a part."""
    sets = {frozenset(split_words(phrase)) - little - {BOUNDARY} for phrase in phrases} - {frozenset[str]()}
    return sorted(" ".join(sorted(each)) for each in sets if not any(other < each for other in sets))
