"""Format the diary as JSON, JSON Lines or a TinyDB file: the same objects as `log list --json`, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any


def json_text(documents: Sequence[dict[str, Any]]) -> str:
    """Format a list of episodes, byte for byte what `log list --json` prints."""
    return json.dumps(documents, ensure_ascii=False, indent=2) + "\n"


def jsonl_text(documents: Iterable[dict[str, Any]]) -> str:
    """Format one episode a line; nothing at all for an empty diary."""
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


def tinydb_text(**tables: Iterable[dict[str, Any]]) -> str:
    """Format a file that stock TinyDB opens: each table numbered from 1."""
    numbered = {name: {str(at): each for at, each in enumerate(rows, 1)} for name, rows in tables.items()}
    return json.dumps(numbered, ensure_ascii=False)
