"""Give the map of the body as styled text."""

from textual.content import Content
from textual.style import Style

from spasmtui.shared.text_wrap import cell_width, pad_cells, truncate, wrap
from spasmtui.ui.body_map.layout import GAP, MARGIN, Arrangement, Panel, digit_cells, number_cells
from spasmtui.ui.body_map.words import DIGIT_OF_PLACE
from spasmtui.ui.drawing.body_map import BODY, CHOSEN, LINE, LIT, BodyPlace, Counts, draw_body
from spasmtui.ui.drawing.body_regions import View, side_at

INK_STYLES = {
    "": "",
    BODY: "$text-muted",
    LINE: "$text-muted",
    LIT[0]: "$primary",
    LIT[1]: "$text-accent",
    LIT[2]: "$text-warning",
    CHOSEN: "$foreground bold",
}
"""The style of each ink, of theme variables only."""
NUMBER_STYLE = "$foreground bold"
INSET = 1
"""Cells between the end of a view's heading and its edge."""
DIGIT_STYLE = "$foreground bold reverse"
LEAST_WRAPPED = 12
"""Cells from which words in a list go on in a second line; in fewer they are cut."""

ROW = "row"
"""The name of a row's number in the meta data of its words, for a click on them."""

Cell = tuple[str, str]
"""A character and its style."""


def heading(view: View, columns: int) -> Content:
    """Return the line above a view: its name in the middle, and the person's own side at either end."""
    left, right = (side_at(view, is_at_right=is_at_right) for is_at_right in (False, True))
    for one, other in ((f"your {left}", f"your {right}"), (left, right), (left[0].upper(), right[0].upper())):
        # A margin at either end keeps the words of two views apart.
        room = columns - 2 * INSET - len(one) - len(view) - len(other)
        if room >= 2:
            before = max(1, min((columns - len(view)) // 2 - INSET - len(one), room - 1))
            return Content.assemble(
                " " * INSET, (one, "$text-muted"), " " * before, (view, "bold"), " " * (room - before),
                (other, "$text-muted"), " " * INSET,
            )  # fmt: skip
    return Content.styled(view[:columns].center(columns), "bold")


def panel_rows(
    panel: Panel,
    at: Arrangement,
    counts: Counts,
    chosen: BodyPlace | None,
    *,
    has_digits: bool,
    is_whole: bool = False,
    is_ascii: bool,
) -> list[list[Cell]]:
    """Return the cells of a view with its margins, row by row."""
    width = at.body_columns + 2 * MARGIN
    rows: list[list[Cell]] = []
    for runs in draw_body(panel.view, at.body_rows, counts, chosen, is_whole=is_whole, is_ascii=is_ascii):
        cells = [(character, INK_STYLES[ink]) for text, ink in runs for character in text]
        rows.append([(" ", "")] * MARGIN + cells + [(" ", "")] * (width - MARGIN - len(cells)))
    for (column, row), text in number_cells(panel.view, at.body_rows, counts, has_digits=has_digits).items():
        _write(rows[row], MARGIN + column, text, NUMBER_STYLE)
    if has_digits:
        for place, (column, row) in digit_cells(panel.view, at.body_rows).items():
            _write(rows[row], MARGIN + column, DIGIT_OF_PLACE[place.place], DIGIT_STYLE)
    return rows


def _write(cells: list[Cell], column: int, text: str, style: str) -> None:
    start = max(0, min(column, len(cells) - len(text)))
    cells[start : start + len(text)] = [(character, style) for character in text[: len(cells)]]


def bodies(
    at: Arrangement,
    counts: Counts,
    chosen: BodyPlace | None = None,
    *,
    has_digits: bool = False,
    is_whole: bool = False,
    is_ascii: bool = False,
) -> list[Content]:
    """Return the views beside each other, each below its heading.

    Args:
        at: where everything lies, from `arrange`; it has a panel at least.
        counts: how often, by place and side.
        chosen: the place that is marked.
        has_digits: write the digit of each place on it.
        is_whole: the marked place is marked on both sides.
        is_ascii: use nothing but ASCII.
    """
    columns = at.body_columns + 2 * MARGIN
    views = [
        [
            heading(panel.view, columns),
            *(
                Content.assemble(*cells)
                for cells in panel_rows(
                    panel, at, counts, chosen, has_digits=has_digits, is_whole=is_whole, is_ascii=is_ascii
                )
            ),
        ]
        for panel in at.panels
    ]
    return [Content(" " * GAP).join(parts) for parts in zip(*views, strict=True)]


def words_column(rows: tuple[tuple[str, int], ...], columns: int, height: int) -> list[Content]:
    """Return places in words with their numbers at the right; the last line says how many have no room."""
    if not rows or height < 1:
        return []
    digits = max(len(str(number)) for _, number in rows)
    room = max(1, columns - digits - 1)
    wrapped = [wrap(words, room, rest="  ") for words, _ in rows] if room >= LEAST_WRAPPED else []
    has_room = wrapped and sum(map(len, wrapped)) <= height
    shown = rows if len(rows) <= height else rows[: height - 1]
    parts = wrapped if has_room else [[truncate(words, room)] for words, _ in shown]
    longest = min(room, max(cell_width(words) for words, _ in rows))
    gap = "  " if longest < room else " "
    lines: list[Content] = []
    for row, ((first, *more), (_words, number)) in enumerate(zip(parts, shown, strict=True)):
        head = Content.assemble(pad_cells(first, longest), gap, (f"{number:>{digits}}", "bold"))
        lines += (line.stylize_before(Style.from_meta({ROW: row})) for line in (head, *map(Content, more)))
    if len(shown) < len(rows):
        rest = sum(number for _, number in rows[len(shown) :])
        lines.append(
            Content.styled(f"{len(rows) - len(shown)} more".ljust(longest) + f"{gap}{rest:>{digits}}", "$text-muted")
        )
    return lines
