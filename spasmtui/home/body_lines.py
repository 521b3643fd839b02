"""Draw the map of the body for the home screen; imported when there is room for it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from spasmtui.ui.body_map.layout import Arrangement, arrange
from spasmtui.ui.body_map.picture import bodies
from spasmtui.ui.drawing.body_map import VIEWS


def body_lines(
    counts: Mapping[tuple[str, str | None], int], columns: int, rows: int, *, is_ascii: bool
) -> list[Content]:
    """Return front and back beside each other, lit by count; none where there is no room for both.

    Args:
        counts: episodes by place and side.
        columns: cells across.
        rows: cells down.
        is_ascii: use nothing but ASCII.
    """
    at = _arranged(columns, rows)
    return bodies(at, counts, is_ascii=is_ascii) if at is not None else []


def body_height(columns: int, rows: int) -> int:
    """Return the lines that `body_lines` has in so many cells, without drawing them."""
    at = _arranged(columns, rows)
    return 0 if at is None else at.top + at.body_rows


def _arranged(columns: int, rows: int) -> Arrangement | None:
    at = arrange(columns, rows, front="front", has_list=False, can_choose=False)
    # A calf is seen from behind: one view alone would leave out what most of the counts are of.
    return at if len(at.panels) == len(VIEWS) else None
