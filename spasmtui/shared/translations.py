"""Read the texts of a language and lay them over the English ones; a text that is missing stays English.

`docs/languages.md` says how the files of `content/languages/CODE` are keyed.
"""

from __future__ import annotations

from functools import lru_cache

from spasmtui.errors import DataError
from spasmtui.shared.language import ENGLISH, WORD_LANGUAGES
from spasmtui.shared.toml_files import read_toml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

FOLDER = "languages"
"""The folder of the content with one folder a language."""


def read_texts(content: Path, language: str, name: str) -> dict[str, Any]:
    """Read a file of a language; English, a missing and a damaged file have no texts, so that English is shown.

    Args:
        content: the root of the shipped content.
        language: the language's code.
        name: the file's path in the language's folder, without its ending.
    """
    if language == ENGLISH:
        return {}
    try:
        return read_toml(content / FOLDER / language / f"{name}.toml")
    except DataError:
        return {}  # `guide --audit` names it; help never waits for a translation


def read_foreign_words(content: Path, table: str) -> dict[str, tuple[str, ...]]:
    """Return the words of all languages for each id of a table of `words.toml`: `places`, `routines`, `pages` ..."""
    words: dict[str, tuple[str, ...]] = {}
    for language in WORD_LANGUAGES:
        for key, own in _read_words(content, language).get(table, {}).items():
            words[key] = tuple(dict.fromkeys((*words.get(key, ()), *own)))
    return words


@lru_cache(maxsize=8)
def _read_words(content: Path, language: str) -> dict[str, Any]:
    """Read the words of a language; one look-up asks for several of their tables."""
    return read_texts(content, language, "words")


def lay_over(english: Any, texts: Any) -> Any:
    """Return a document with each of its texts replaced by the one at the same place of another document.

    A list whose lengths differ stays English as a whole: its texts would stand at the wrong steps.
    """
    if isinstance(english, str):
        return texts if isinstance(texts, str) and texts else english
    if isinstance(english, dict) and isinstance(texts, dict):
        return {key: lay_over(value, texts[key]) if key in texts else value for key, value in english.items()}
    if isinstance(english, list) and isinstance(texts, list) and len(english) == len(texts):
        return [lay_over(value, text) for value, text in zip(english, texts, strict=True)]
    return english
