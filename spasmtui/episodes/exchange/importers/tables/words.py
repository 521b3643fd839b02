"""Load the words of tables from `table_words.toml`: headings, units, total rows and values in several languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spasmtui.episodes.entry.choice_words import FILE
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.words.fold import fold_word

ENTRY_TIMES = frozenset({"timestamp", "time stamp"})
"""Headings that forms give the time at which a row was sent."""
_JOINT = re.compile(r"\s*([/&+])\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """List the words of tables by what they mean; every word is folded."""

    headings: Mapping[str, str]
    """The field of a heading."""
    units: Mapping[str, str]
    """The letter of a unit of time: `s`, `m`, `h` or `d`."""
    totals: frozenset[str]
    """Words with which a row begins that counts or sums up the others."""
    total_beginnings: tuple[str, ...]
    """The same with what may stand behind them."""


def fold_heading(text: str) -> str:
    """Return a heading as it is looked up: folded, without a mark at its end, `Date / Time` as `date/time`."""
    return _JOINT.sub(r"\1", fold_word(text)).strip(" :*?.!#")


@lru_cache(maxsize=2)
def load_table_words(content: Path) -> TableWords:
    """Load the words of tables.

    Raises:
        DataError: the file is missing or damaged.
    """
    document = read_toml(content / FILE, advice=REINSTALL)
    totals = frozenset(fold_word(word) for word in document["rows"]["totals"])
    return TableWords(
        headings={
            fold_heading(word): field
            for field, languages in document["fields"].items()
            for words in languages.values()
            for word in words
        },
        units={fold_word(word): letter for letter, words in document["units"].items() for word in words},
        totals=totals,
        total_beginnings=tuple(f"{word}{behind}" for word in sorted(totals) for behind in (" ", ":")),
    )
