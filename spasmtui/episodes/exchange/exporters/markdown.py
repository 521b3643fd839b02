"""Format the diary as Markdown: one heading per day, one item per episode, notes quoted and escaped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from spasmtui.episodes.exchange.exporters.phrases import detail_phrases, place_phrase
from spasmtui.shared.escapes.markdown import escape_markdown
from spasmtui.shared.formats import PLACE_NOT_RECORDED


def markdown_text(documents: Sequence[dict[str, Any]]) -> str:
    """Format the episodes, newest first."""
    count = len(documents)
    lines = ["# Episodes", "", f"{count} episode{'' if count == 1 else 's'}, newest first.", ""]
    for day, group in groupby(documents, key=lambda each: each["started_at"][:10]):
        lines += [f"## {day}", ""]
        for document in group:
            lines += _item(document)
    return "\n".join(lines).rstrip() + "\n"


def _item(document: dict[str, Any]) -> list[str]:
    started_at = datetime.fromisoformat(document["started_at"])
    place = escape_markdown(place_phrase(document)) or PLACE_NOT_RECORDED
    words = "; ".join(f"{label} {escape_markdown(text)}" for label, text in detail_phrases(document))
    lines = [f"- **{started_at:%H:%M}** (UTC{started_at.isoformat()[-6:]}) {place}{f'; {words}' if words else ''}"]
    if document["note"]:
        lines += ["", *(f"  > {escape_markdown(line)}".rstrip() for line in document["note"].split("\n"))]
    return [*lines, ""]
