"""Arrange the blocks of the home screen in one, two or three columns, as many as the window has room for."""

from __future__ import annotations

from textual.content import Content

from spasmtui.home.blocks import (
    ASCII_MARKS,
    FIRST_START,
    INDENT,
    Block,
    Lines,
    Marks,
    Writer,
    appointment_block,
    bedtime_block,
    evenings_block,
    failure_block,
    first_block,
    helped_block,
    latest_block,
    night_block,
    notice_block,
    open_block,
    reading_block,
    side_by_side,
    stack,
    strip_block,
    strip_legend,
    where_lines,
)
from spasmtui.shell import load
from spasmtui.ui.diary_summary import DiarySummary

TWO_COLUMNS, THREE_COLUMNS = 96, 150
"""Columns of the window from which there are so many columns of blocks."""
GAP = 4
LEAST_BESIDE = 24
"""Cells beside the strip in which places are readable."""
FEWEST_ROWS_FOR_MAP = 12
MOST_ROWS_FOR_MAP = 40
FEWEST_ROWS_FOR_LARGE_MAP = 22
LEAST_LIST = 17
"""Cells beside the map in which places are readable."""
MOST_PLACES = 6


def arrange_home(
    summary: DiarySummary | None, failure: str, *, width: int, rows: int, is_ascii: bool = False
) -> list[Content]:
    """Return the lines below the large one.

    Args:
        summary: the diary; None while it is being read.
        failure: why it cannot be read; empty where it can.
        width: cells of a line.
        rows: the most lines there is room for.
        is_ascii: use nothing but ASCII for marks and pictures.
    """
    marks = ASCII_MARKS if is_ascii else Marks()
    if failure or summary is None or summary.is_empty:
        return _without_diary(summary, failure, Writer(width, marks=marks), rows)
    number = 3 if width >= THREE_COLUMNS else 2 if width >= TWO_COLUMNS else 1
    if number == 1:
        return _one_column(summary, Writer(width, marks=marks), rows)
    each = (width - GAP * (number - 1)) // number
    writer = Writer(each, has_headings=True, marks=marks)
    columns = (_two if number == 2 else _three)(summary, writer, rows, is_ascii=is_ascii)
    return side_by_side([(lines, each + GAP) for lines in columns])


def _without_diary(summary: DiarySummary | None, failure: str, write: Writer, rows: int) -> Lines:
    """Return what can be done without a diary, below the reason why there is none."""
    if failure:
        first = [failure_block(failure, write)]
    elif summary is None:
        first = [Block((Content(""),) * len(FIRST_START))]
    else:
        first = [first_block(write.width), *_news(summary, write)]
    reading = reading_block(write)
    return stack([*first, bedtime_block(summary or DiarySummary(), write), _close(reading)], rows)


def _close(block: Block) -> Block:
    return Block(block.lines, block.rank, is_apart=False)


def _news(summary: DiarySummary, write: Writer) -> list[Block]:
    still_open = [open_block(write)] if summary.open_id else []
    return [*still_open, notice_block(summary.notice, write)] if summary.notice else still_open


def _one_column(summary: DiarySummary, write: Writer, rows: int) -> Lines:
    beside_width = write.width - 5 - 36 - 3
    beside = None
    if beside_width >= LEAST_BESIDE and summary.places:
        heading = Content.styled("Where, in 12 weeks", "$text-muted")
        places = where_lines(summary.places, beside_width, 4)
        beside = [heading, *places, *[Content("")] * (4 - len(places)), Content(""), *strip_legend(write.marks)]
    blocks = [
        night_block(summary, write),
        *_news(summary, write),
        strip_block(summary, write, beside=beside or None),
        bedtime_block(summary, write),
        evenings_block(summary.bedtime, write),
        _close(helped_block(summary.helped, write, 1)),
        _close(appointment_block(write)),
        _close(reading_block(write)),
    ]
    return stack(blocks, rows)


def _strip(summary: DiarySummary, write: Writer) -> Block:
    """Return the strip with its heading and the meaning of its marks."""
    strip = strip_block(summary, write)
    if not strip.lines:
        return strip
    heading = write.row("The last 12 weeks", Content(""))[:1]
    legend = Content("   ").join(strip_legend(write.marks))
    return Block((*heading, *strip.lines, *_indented([legend])), rank=strip.rank)


def _where(summary: DiarySummary, write: Writer, rows: int, *, is_ascii: bool) -> Block:
    """Return the places with their counts, below a large map of the body or beside a small one where it has room."""
    if not summary.places:
        return Block((), rank=6)
    heading = write.row("Where, in the last 12 weeks", Content(""))[:1]
    listed = _indented(where_lines(summary.places, write.width - INDENT, min(MOST_PLACES, max(2, rows - 1))))
    below = rows - len(heading) - len(listed) - 1
    if below >= FEWEST_ROWS_FOR_LARGE_MAP:
        picture = _body(summary, write.width, below, is_ascii=is_ascii)
        return Block((*heading, *picture, Content(""), *listed), rank=6)
    picture = []
    if rows - 1 >= FEWEST_ROWS_FOR_MAP:
        picture = _body(summary, write.width - LEAST_LIST, rows - 1, is_ascii=is_ascii)
    if not picture:
        return Block((*heading, *listed), rank=6)
    width = max(line.cell_length for line in picture)
    listed = where_lines(summary.places, write.width - width, len(picture) - 2)
    beside = [*[Content("")] * max(1, (len(picture) - len(listed)) // 3), *listed]
    return Block((*heading, *side_by_side([(picture, width), (beside, write.width - width)])), rank=6)


def _body(summary: DiarySummary, columns: int, rows: int, *, is_ascii: bool) -> Lines:
    counts = {(each.place, each.side): each.episodes for each in summary.places}
    lines: Lines = load("spasmtui.home.body_lines:body_lines")(
        counts, columns, min(rows, MOST_ROWS_FOR_MAP), is_ascii=is_ascii
    )
    return lines


def _indented(lines: Lines) -> Lines:
    return [Content.assemble(" " * INDENT, line) for line in lines]


def _nights(summary: DiarySummary, write: Writer) -> list[Block]:
    beside_labels = Writer(write.width, marks=write.marks)
    return [night_block(summary, beside_labels), *_news(summary, beside_labels)]


def _actions(summary: DiarySummary, write: Writer) -> list[Block]:
    return [
        bedtime_block(summary, write),
        evenings_block(summary.bedtime, write),
        helped_block(summary.helped, write, 3),
        appointment_block(write),
        reading_block(write),
    ]


def _rows_left(blocks: list[Block], rows: int) -> int:
    """Return the rows below these blocks and the blank lines between them."""
    return rows - sum(block.rows + block.is_apart for block in blocks if block.lines)


def _two(summary: DiarySummary, write: Writer, rows: int, *, is_ascii: bool) -> list[Lines]:
    above = [*_nights(summary, write), _strip(summary, write)]
    left = [*above, _where(summary, write, _rows_left(above, rows), is_ascii=is_ascii)]
    right = _actions(summary, write)
    right.append(latest_block(summary, write, _rows_left(right, rows)))
    return [stack(left, rows), stack(right, rows)]


def _three(summary: DiarySummary, write: Writer, rows: int, *, is_ascii: bool) -> list[Lines]:
    left = [*_nights(summary, write), _strip(summary, write)]
    left.append(latest_block(summary, write, _rows_left(left, rows)))
    middle = [_where(summary, write, rows, is_ascii=is_ascii)]
    return [stack(left, rows), stack(middle, rows), stack(_actions(summary, write), rows)]
