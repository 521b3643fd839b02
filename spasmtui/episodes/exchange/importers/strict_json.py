"""Parse JSON strictly: no NaN, no duplicate key, no endless nesting."""

from __future__ import annotations

import json
import re
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
    value, end = _parse_at(text, 0)
    if end < len(text):
        raise NotStrictJson(f"is not JSON: something follows its end at {_position(text, end)}")
    return value


def strict_json_values(text: str) -> list[Any]:
    """Parse JSON values that stand one behind the other, as tools write that print a value at a time.

    Raises:
        NotStrictJson: there is none, or one is not strict JSON.
    """
    values: list[Any] = []
    end = 0
    while not values or end < len(text):
        value, end = _parse_at(text, end)
        values.append(value)
    return values


def _parse_at(text: str, start: int) -> tuple[Any, int]:
    """Return the value that begins at a position, and the position behind it and the space that follows.

    Raises:
        NotStrictJson: it is not strict JSON.
    """
    if not start and text.count("{") + text.count("[") > MOST_BRACKETS:
        raise NotStrictJson("holds more objects than a diary can have")
    try:
        value, end = _DECODER.raw_decode(text, _behind_space(text, start))
    except json.JSONDecodeError as error:
        raise NotStrictJson(f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise NotStrictJson("is nested too deeply") from None
    except NotStrictJson:
        raise
    except ValueError:
        raise NotStrictJson("holds a number too long to read") from None
    return value, _behind_space(text, end)


def _behind_space(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    return match.end() if match else start


def _position(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise NotStrictJson(f"has the key {twice[:40]!r} twice in one object")
    return read


def _constant(word: str) -> Any:
    raise NotStrictJson(f"holds {word}, which is not a number")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)
_SPACE = re.compile(r"[ \t\n\r]*")
