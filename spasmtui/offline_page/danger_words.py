"""Choose the words by which the page's search recognizes signs of danger.

The gate of the program (`shared/danger/gate.py`) reads what a person types far better, with tables five times as large
and rules of its own. The page has the phrases that people use for each red flag, and says that it does not know all.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from spasmtui.shared.danger import tables
from spasmtui.shared.danger.gate import GRAVEST_FIRST, find_flag
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import read_texts
from spasmtui.shared.words.forms import BOUNDARY, split_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LANGUAGES = ("fr",)
COMMON_WORDS = 100
"""The number of words of which the page knows others that mean the same."""


def danger_words(content: Path) -> dict[str, Any]:
    """Return what the page's search compares: the phrases of every red flag, and the words that mean much the same.

    `flags` are [id of the flag, phrases], the gravest first. A phrase is the stems of its words without those that mean
    nothing, each once, parted by blanks; the order of words, endings and accents do not matter to the search. `alike`
    has for the commonest stems those that the gate takes for nearly the same thing, such as `hurt` for `pain`.
    """
    flags = read_toml(content / "red_flags.toml", advice=REINSTALL)
    little = frozenset(split_words(read_toml(content / "danger_words.toml", advice=REINSTALL)["little"]))
    more = [read_texts(content, language, "danger_words") for language in _LANGUAGES]
    rows = []
    for name, flag in flags.items():
        if flag.get("level") in GRAVEST_FIRST:
            said = [*flag.get("say", ()), *(each for table in more for each in table.get(name, {}).get("say", ()))]
            rows.append((name, flag["level"], _shortest(said, little)))
    rows.sort(key=lambda row: GRAVEST_FIRST.index(row[1]))
    common = Counter(each for _name, _level, phrases in rows for phrase in phrases for each in phrase.split())
    return {
        "flags": [[name, phrases] for name, _level, phrases in rows],
        "alike": {each: words for each in sorted(_most_common(common)) if (words := _alike(each))},
    }


def _shortest(phrases: Iterable[str], little: frozenset[str]) -> list[str]:
    """Return the phrases of which no other one is a part, as stems.

    One that is no danger to the gate without its little words is left out: `cramp all night` is not `cramp at night`.
    """
    written = ([word for word in split_words(phrase) if word not in little] for phrase in phrases)
    sets = {frozenset(map(stem, words)) - {BOUNDARY} for words in written if find_flag(words) is not None}
    return sorted(" ".join(sorted(each)) for each in sets if not any(other < each for other in sets))


def _most_common(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda word: (-counts[word], word))[:COMMON_WORDS]


def _alike(word: str) -> str:
    """Return the stems that have at least half of the concepts of a word, parted by blanks."""
    concepts = frozenset(tables.concepts_of(word))
    return " ".join(
        other
        for other in sorted(tables.all_words())
        if other != word and concepts and 2 * len(concepts.intersection(tables.concepts_of(other))) >= len(concepts)
    )
