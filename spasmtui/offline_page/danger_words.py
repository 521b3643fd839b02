"""Write what the page's search recognizes signs of danger by: the words and patterns of the program's own gate.

The gate of the program (`shared/danger/gate.py`) reads a whole note: it knows what is denied, misspelled, or two
stories in one text. `danger.js` reads the few words of a search with the same tables of words and patterns, and without
those rules: it rather shows a sign too many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.shared.danger.gate import GRAVEST_FIRST, find_flag
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import read_texts
from spasmtui.shared.words.forms import BOUNDARY, split_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FEWEST_WORDS = {"en": 3, "fr": 2}
"""Words that a phrase of a language needs beside little ones, unless it is a single word: fewer are met by chance."""
_LONG_TIME, _FEVER, _GESTATION = ("longtime", "long", "longhours"), ("fever", "veryhot"), ("weekspregnant", "gestation")
"""The concepts of a number with its unit: `20 minutes`, `39 degrees`, `34 weeks`."""


def danger_tables(content: Path) -> dict[str, Any]:
    """Return the tables of `danger.js`.

    `flags` are the ids, the gravest first, and `levels` their levels by number. A pattern is [number of the flag, 1 for
    a word that is a sign alone, signs, what excludes it]; a sign is the numbers of the concepts of which one will do.
    `concepts` are, by number, the expressions for each: stems, with a hyphen between those of one expression, and `!`
    after a word that counts as it is. `said` are [number of the flag, stems] of phrases, all of whose stems are in what
    is typed.
    """
    document = read_toml(content / "danger_words.toml", advice=REINSTALL)
    rows = read_toml(content / "red_flags.toml", advice=REINSTALL)
    flags = sorted(
        (name for name, row in rows.items() if row.get("level") in GRAVEST_FIRST),
        key=lambda name: GRAVEST_FIRST.index(rows[name]["level"]),
    )
    lexicon = _Lexicon(document["concepts"])
    patterns = [
        [number, *lexicon.pattern(text)]
        for number, name in enumerate(flags)
        for text in document["patterns"].get(name, ())
    ]
    little = frozenset(split_words(document["little"]))
    left_out = {*little, *split_words(document["little_elsewhere"]), BOUNDARY}
    french = read_texts(content, "fr", "danger_words")
    said = [
        [number, " ".join(stems)]
        for number, name in enumerate(flags)
        for language, row in (("en", rows[name]), ("fr", french.get(name, {})))
        for phrase in row.get("say", ())
        if (words := split_words(phrase))
        if (stems := sorted({stem(word) for word in words if word not in left_out}))
        if len(stems) >= _FEWEST_WORDS[language] or len(words) == 1
        # `cramp at night` has all but the little words of `cramp all night`.
        if find_flag([word for word in words if word not in little]) is not None
    ]
    counts = [lexicon.numbers(names) for names in (_LONG_TIME, _FEVER, _GESTATION)]
    return {
        "flags": flags,
        "levels": [GRAVEST_FIRST.index(rows[name]["level"]) for name in flags],
        "patterns": patterns,
        "said": said,
        "counts": counts,
        "harmless": " ".join(map(_stemmed, document["harmless"].split())),
        "little": _joined(document["little"]),
        "beside": _joined(document["beside"]),
        "no_duration": _joined(document["no_duration"]),
        "only_beside": {word: _joined(beside) for word, beside in document["only_beside"].items()},
        "temperatures": {name: _joined(document["nearby"][name]) for name in ("words", "before", "after")},
        "concepts": lexicon.concepts(),
    }


class _Lexicon:
    """Concepts by number, as far as patterns need them."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts
        self._numbers: dict[str, int] = {}

    def numbers(self, names: tuple[str, ...] | list[str]) -> list[int]:
        """Return the numbers of concepts; a name that is none is the concept of that word or expression."""
        return [self._numbers.setdefault(name, len(self._numbers)) for name in names]

    def pattern(self, text: str) -> tuple[int, list[list[int]], list[int]]:
        """Return whether a pattern is a word that is a sign alone, its signs, and what excludes it."""
        parts = text.removeprefix("=").split()
        signs = [self.numbers(part.split("|")) for part in parts if not part.startswith("-")]
        excluded = [number for part in parts if part.startswith("-") for number in self.numbers(part[1:].split("|"))]
        return int(text.startswith("=")), signs, excluded

    def concepts(self) -> list[str]:
        """Return the expressions of each concept."""
        return [" ".join(dict.fromkeys(map(_stemmed, self._expressions(name)))) for name in self._numbers]

    def _expressions(self, name: str) -> Iterator[str]:
        for expression in self._texts.get(name, name).split():
            if expression.startswith("@"):
                yield from self._expressions(expression[1:])
            else:
                yield expression


def _joined(text: str) -> str:
    """Return the words of a list that is written as one text, each once, parted by blanks."""
    return " ".join(sorted(frozenset(split_words(text)) - {BOUNDARY}))


def _stemmed(expression: str) -> str:
    """Return the stems of an expression; a word that counts as it is stays so."""
    words = split_words(expression.removesuffix("!"))
    return f"{words[0]}!" if expression.endswith("!") else "-".join(map(stem, words))
