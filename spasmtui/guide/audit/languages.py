"""Check the languages: name every text that is missing, unknown or older than the English one that it was made from.

A text is a string of a file that people read, under the path to it: `red_flags` `RF01.see`, `routines/shin`
`steps.2.say`. When a translation is accepted (`python -m tools.languages --accept fr`), a digest of the English text
goes to `accepted.toml` of the language; when the English changes, the digest no longer fits.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from spasmtui.guide.audit.faults import Fault
from spasmtui.guide.audit.tables import read_tables
from spasmtui.shared.key_names import NAMED_KEY
from spasmtui.shared.language import ENGLISH, LANGUAGES, WORD_LANGUAGES
from spasmtui.shared.places import PLACES
from spasmtui.shared.translations import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

Texts = dict[str, dict[str, str]]
"""Texts by their path, by the file that holds them."""

ACCEPTED = "accepted"
"""The file of the digests."""
WORDS = "words"
"""The file of the words that lead to places, routines and pages; they translate nothing."""
NO_TEXTS = (ACCEPTED, WORDS, "danger_words")
"""Files of a language without texts that people read."""
WORD_TABLES = frozenset({"places", "routines", "pages", "sides", "fillers"})
ENGLISH_FILES = ("relief", "keys")
"""Files whose English is made from the code by `make generated`, into `content/languages/en`."""

_FLAG_TEXTS = ("see", "do", "worse")
_QUESTION_TEXTS = ("ask", "say")
_ROUTINE_TEXTS = frozenset({
    "title", "position", "grade", "stop_if", "cautions", "after", "escalate", "note", "schedule", "ask", "then", "say",
    "name", "ask_first", "ask_after", "steps", "variants",
})  # fmt: skip
"""Keys of a routine that hold texts, or rows with texts in them."""
_FILLED_IN = re.compile(r"\{[^}]*\}")


def english_texts(content: Path) -> Texts:
    """Return every English text that a language translates."""
    flags = {
        name: row for name, row in read_tables(content / "red_flags.toml").items() if row.get("level", "none") != "none"
    }
    urgent = read_tables(content / "urgent.toml")
    asked = {row["flags"][0]: row for row in (*urgent.get("questions", ()), *([urgent["none"]] if urgent else ()))}
    figures = {path.stem: read_tables(path)["says"] for path in sorted((content / "figures").glob("*.toml"))}
    texts: Texts = {
        "red_flags": dict(_flatten({name: _only(row, _FLAG_TEXTS) for name, row in flags.items()})),
        "urgent": dict(_flatten({name: _only(row, _QUESTION_TEXTS) for name, row in asked.items()})),
        "urgent_page": dict(_flatten(read_tables(content / "urgent_page.toml"))),
        "offline_page": dict(_flatten(read_tables(content / "offline_page.toml"))),
        "figures": figures,
    }
    texts |= {name: dict(_flatten(read_tables(content / FOLDER / ENGLISH / f"{name}.toml"))) for name in ENGLISH_FILES}
    for path in sorted((content / "routines").glob("*.toml")):
        texts[f"routines/{path.stem}"] = dict(_flatten(routine_texts(read_tables(path))))
    return {file: {path: text for path, text in rows.items() if text} for file, rows in texts.items()}


def routine_texts(value: Any) -> Any:
    """Return a routine's document with its texts alone, each row in its place."""
    if isinstance(value, dict):
        return {key: routine_texts(inner) for key, inner in value.items() if key in _ROUTINE_TEXTS}
    return [routine_texts(inner) for inner in value] if isinstance(value, list) else value


def translated_texts(content: Path, language: str) -> Texts:
    """Return every text of a language, also of files that English does not have; `say` of a flag is no translation."""
    folder = content / FOLDER / language
    found: Texts = {}
    for path in sorted(folder.rglob("*.toml")):
        file = path.relative_to(folder).with_suffix("").as_posix()
        if file not in NO_TEXTS:
            table = read_tables(path)
            if file == "red_flags":
                table = {name: {key: text for key, text in row.items() if key != "say"} for name, row in table.items()}
            found[file] = dict(_flatten(table))
    return found


def digest(text: str) -> str:
    """Return the short digest of an English text."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def find_language_faults(content: Path, known: frozenset[str], routines: frozenset[str]) -> Iterator[Fault]:
    """Yield the faults of every language.

    Args:
        content: the root of the shipped content.
        known: the ids of the guide's pages.
        routines: the ids of the shipped routines.
    """
    english = english_texts(content)
    for language in LANGUAGES:
        if language != ENGLISH:
            yield from find_text_faults(content, language, english)
    for language in WORD_LANGUAGES:
        yield from _word_faults(content, language, known, routines)


def find_text_faults(content: Path, language: str, english: Texts) -> Iterator[Fault]:
    """Yield the texts of a language that are missing, unknown, out of date, or fill in other names than the English."""
    texts = translated_texts(content, language)
    accepted = read_tables(content / FOLDER / language / f"{ACCEPTED}.toml")
    for file in sorted({*english, *texts}):
        name, of = f"{FOLDER}/{language}/{file}.toml", english.get(file, {})
        rows = texts.get(file, {})
        for path in sorted({*of, *rows}):
            if path not in rows:
                yield Fault(name, 1, f"{path} is missing, so English is shown: {of[path]!r}")
            elif path not in of:
                yield Fault(name, 1, f"there is no English text {path}")
            elif (was := accepted.get(file, {}).get(path)) != digest(of[path]):
                said = "the English text has changed since" if was else "it has not been accepted yet"
                yield Fault(name, 1, f"{path}: {said}: {of[path]!r}")
            elif _filled_in(rows[path]) != _filled_in(of[path]):
                yield Fault(name, 1, f"{path} does not fill in what the English text does: {of[path]!r}")


def _filled_in(text: str) -> set[str]:
    """Return the names in braces of a text; of a key, whose label each language has, the id of its action."""
    return set(_FILLED_IN.findall(NAMED_KEY.sub(r"{\2}", text)))


def _word_faults(content: Path, language: str, pages: frozenset[str], routines: frozenset[str]) -> Iterator[Fault]:
    """Yield the words of a language that lead nowhere, and those that are there twice."""
    file = f"{FOLDER}/{language}/{WORDS}.toml"
    table = read_tables(content / file)
    known = {
        "places": frozenset(PLACES),
        "routines": routines,
        "pages": pages,
        "sides": frozenset({"left", "right", "both"}),
    }
    for name, rows in table.items():
        if name not in WORD_TABLES:
            yield Fault(file, 1, f"[{name}] is not a table of words")
        for key, words in rows.items() if name in known else ():
            if key not in known[name]:
                yield Fault(file, 1, f"[{name}]: there is no '{key}'")
            for word in sorted({word for word in words if words.count(word) > 1}):
                yield Fault(file, 1, f"[{name}] {key}: '{word}' is there twice")


def _only(row: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, str]:
    return {key: row[key] for key in keys if row.get(key)}


def _flatten(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path, text) of each string inside a document; rows are counted from 1."""
    if isinstance(value, str):
        yield path, value
        return
    rows = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
    for key, inner in rows:
        yield from _flatten(inner, f"{path}.{key}" if path else str(key))
