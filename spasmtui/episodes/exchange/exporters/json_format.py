"""JSON and JSON Lines: lossless, the same objects as `log list --json`, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any


def json_text(documents: Sequence[dict[str, Any]]) -> str:
    """A list of episodes, byte for byte what `log list --json` prints."""
    return json.dumps(documents, ensure_ascii=False, indent=2) + "\n"


def jsonl_text(documents: Iterable[dict[str, Any]]) -> str:
    """One episode a line; nothing at all for an empty diary."""
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


def tinydb_text(**tables: Iterable[dict[str, Any]]) -> str:
    """A file that stock TinyDB opens: each table numbered from 1."""
    numbered = {name: {str(at): each for at, each in enumerate(rows, 1)} for name, rows in tables.items()}
    return json.dumps(numbered, ensure_ascii=False)


MOST_BRACKETS = 5_000_000
"""Ten times those of a diary with an episode an hour for ten years; more would only fill the memory."""


class NotStrictJson(ValueError):
    """What was read is JSON in spelling only; the message is a sentence without its subject."""


def strict_json(text: str) -> Any:
    """One JSON value, read strictly: no NaN, no key twice in an object, no endless nesting or number.

    Raises:
        NotStrictJson: it is not; the message says what and where.
    """
    if text.count("{") + text.count("[") > MOST_BRACKETS:
        raise NotStrictJson("holds more objects than a diary can have")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise NotStrictJson(f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise NotStrictJson("is nested too deeply") from None
    except NotStrictJson:
        raise
    except ValueError:
        raise NotStrictJson("holds a number too long to read") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise NotStrictJson(f"has the key {twice[:40]!r} twice in one object")
    return read


def _constant(word: str) -> Any:
    raise NotStrictJson(f"holds {word}, which is not a number")
