"""Lay out the page of a trial for a window: its parts as paragraphs, and the weeks as a quiet table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from spasmtui.episodes.trial.text import head_line, page_parts, running_parts, table_lines
from spasmtui.episodes.trial.week_records import is_running
from spasmtui.episodes.tui.insights.page import beside
from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.sanitize import as_content

if TYPE_CHECKING:
    from datetime import datetime

    from spasmtui.episodes.trial.outcome import Outcome
    from spasmtui.episodes.trial.text import Part

QUIET = "$text-muted"
WIDEST_CELLS = 76
"""The longest line of words."""
BESIDE_FROM_CELLS = 114
"""The width from which the part with the table is beside the others."""
GAP = 4
NARROW_BELOW_CELLS = 44
"""The width below which there is one cell between the columns of the table."""
MOST_PLAIN = 2
"""Paragraphs of a part beyond which each begins with a mark."""


def trial_content(outcome: Outcome, title: str, now: datetime, width: int) -> Content:
    """Return a trial as it may be known now, laid out for so many cells.

    Args:
        outcome: the trial.
        title: the title of its routine.
        now: the present.
        width: the cells of a line.
    """
    parts = running_parts(outcome, now) if is_running(outcome.trial, now) else page_parts(outcome)
    is_wide = width >= BESIDE_FROM_CELLS
    room = min(WIDEST_CELLS, (width - GAP) * 3 // 5 if is_wide else width)
    right = [part for part in parts if part.table and is_wide]
    left = _stack([part for part in parts if part not in right], room)
    lines = beside(left, _stack(right, min(WIDEST_CELLS, width - room - GAP)), room + GAP)
    head = [as_content(line) for line in wrap(head_line(outcome.trial, title), width)]
    return Content("\n").join([*head, Content(""), *lines])


def terms_content(lines: list[str], width: int) -> Content:
    """Return the terms of a trial, a paragraph each, laid out for so many cells."""
    room = min(WIDEST_CELLS, width)
    return Content("\n").join([as_content(line) for text in lines for line in (*wrap(text, room), "")][:-1])


def _stack(parts: list[Part], room: int) -> list[Content]:
    """Return parts as lines, with a blank line between them."""
    lines: list[Content] = []
    for part in parts:
        lines += [Content("")] if lines else []
        lines.append(Content.styled(part.title, "bold"))
        first, rest = ("- ", "  ") if len(part.paragraphs) > MOST_PLAIN else ("", "")
        lines += [as_content(line) for text in part.paragraphs for line in wrap(text, room, first=first, rest=rest)]
        if part.table:
            heading, *rows = table_lines(part, 1 if room < NARROW_BELOW_CELLS else 2)
            lines += [Content(""), Content.styled(heading, QUIET), *map(Content, rows)]
    return lines
