"""Draw the map of the body for the home screen; imported when there is room for it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from spasmtui.ui.body_map.layout import arrange
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
    at = arrange(columns, rows, front="front", has_list=False, can_choose=False)
    # A calf is seen from behind: one view alone would leave out what most of the counts are of.
    return bodies(at, counts, is_ascii=is_ascii) if len(at.panels) == len(VIEWS) else []
