"""Find the choice that a word means: a field's own words, and those of `table_words.toml`: `cramps`, `nein`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.words.fold import fold_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum
    from pathlib import Path

    from spasmtui.episodes.model.fields import Field

FILE = "table_words.toml"


def find_choice(field: Field, text: str, content: Path) -> StrEnum | None:
    """Return the choice of a field that a typed text or a cell of a table means; None where it means none.

    Raises:
        DataError: the file of words is missing or damaged.
    """
    assert field.choices is not None
    plain = fold_word(text).strip(" .")
    own = next((choice for choice in field.choices if fold_word(choice.value) == plain), None)
    if own is not None:
        return own
    value = _load_values(content).get(field.name, {}).get(plain)
    return None if value is None else field.choices(value)


@lru_cache(maxsize=2)
def _load_values(content: Path) -> Mapping[str, Mapping[str, str]]:
    """Load the value of each word, by field; every word is folded."""
    return {
        field: {fold_word(word): value for value, words in values.items() for word in words}
        for field, values in read_toml(content / FILE, advice=REINSTALL)["values"].items()
    }
