"""Parse JSON strictly: no NaN, no duplicate key, no endless nesting."""

from __future__ import annotations

import json
from typing import Any

MOST_BRACKETS = 5_000_000
"""Ten times those of a diary with an episode an hour for ten years; more would only fill the memory."""


class NotStrictJson(ValueError):
    """The text is not strict JSON; the message is a sentence without its subject."""


def strict_json(text: str) -> Any:
    """Parse one JSON value; refuse NaN, a key twice in an object, endless nesting and endless numbers.

    Raises:
        NotStrictJson: it is not; the message names the fault and its place.
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
