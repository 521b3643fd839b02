"""Arrange the blocks of the home screen in one, two or three columns, as many as the window has room for."""

from __future__ import annotations

from textual.content import Content

from spasmtui.home.blocks import (
    ASCII_MARKS,
    FIRST_START,
    INDENT,
    LABEL,
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
)
from spasmtui.home.nights_and_places import BESIDE_STRIP, strip_block, strip_legend, where_lines, where_words
from spasmtui.shared.formats import DAYS
from spasmtui.shared.key_names import with_keys
from spasmtui.shell import load
from spasmtui.ui.diary_summary import WEEKS, DiarySummary

TWO_COLUMNS, THREE_COLUMNS = 96, 180
"""Columns of the window from which there are so many columns of blocks."""
GAP = 4
STRIP_COLUMNS = 4 + 3 * WEEKS
"""Cells of the strip of nights at its full width."""
LEAST_BESIDE = 24
"""Cells beside the strip in which places are readable."""
FEWEST_ROWS_FOR_MAP = 12
MOST_ROWS_FOR_MAP = 40
FEWEST_ROWS_FOR_LARGE_MAP = 22
ROWS_OF_WORDS = 2
"""Lines of the places in words below a map."""
MOST_LATEST_OF_THREE = 24
"""Episodes in the last of three columns, which has less to show beside them."""
FEWEST_ROWS_FOR_HOURS = 7
MOST_BARS = 12
LATEST_BESIDE_HOURS = 12
"""Episodes that are worth more than the bars of their hours."""
FEWEST_BARS = 3
"""Places from which they are compared by bars."""
MOST_GAP = 4
"""The most blank lines between two blocks of a high window."""
LEAST_LIST = 17
"""Cells beside the map in which places are readable."""
MOST_PLACES = 6
MOST_BESIDE_MAP = 54
"""The most cells of a column of words beside a map: its lines are no longer, and the map is worth the rest."""
WHAT_IS_URGENT = "What is urgent, and what to do now"
WHAT_IT_SAYS = "What the diary says so far"
A_DRINK = "One to mix at home, scaled to what you need"
SOMEWHERE_ELSE = "All routines by place, and {m:relief.list.map} for a map of the body"


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
        has_map = summary is not None and not failure and width >= TWO_COLUMNS and rows >= FEWEST_ROWS_FOR_MAP + 2
        if summary is not None and has_map:
            return _first_start(summary, Writer(width, has_headings=True, marks=marks), rows, is_ascii=is_ascii)
        return _without_diary(summary, failure, Writer(width, marks=marks), rows)
    if width < TWO_COLUMNS:
        return _one_column(summary, Writer(width, marks=marks), rows)
    arranged = _two if width < THREE_COLUMNS else _three
    return arranged(summary, Writer(width, has_headings=True, marks=marks), rows, is_ascii=is_ascii)


def _without_diary(summary: DiarySummary | None, failure: str, write: Writer, rows: int) -> Lines:
    """Return what can be done without a diary, below the reason why there is none."""
    if failure:
        first = [failure_block(failure, write)]
    elif summary is None:
        first = [Block((Content(""),) * len(FIRST_START))]
    else:
        first = [first_block(write.width), *_news(summary, write)]
    reading = reading_block(write)
    return stack([*first, _today(summary or DiarySummary(), write), _close(reading)], rows)


def _first_start(summary: DiarySummary, write: Writer, rows: int, *, is_ascii: bool) -> Lines:
    """Return what matters at the first start, and beside it a body, the way to every other routine."""
    left_width = min(MOST_BESIDE_MAP, (write.width - GAP) // 2)
    left, right = write.of_width(left_width), write.of_width(write.width - left_width - GAP)
    words = [
        first_block(left.width), *_news(summary, left), _today(summary, left), reading_block(left),
        _drink(left), _help(left),
    ]  # fmt: skip
    elsewhere = _elsewhere(right).lines
    body = _body(summary, right.width, rows - len(elsewhere) - 1, is_ascii=is_ascii)
    beside = [*elsewhere, Content(""), *Block(tuple(body)).opening("app.go('relief')").lines]
    return side_by_side([(stack(words, rows, MOST_GAP), left.width + GAP), (beside, right.width)])


def _drink(write: Writer) -> Block:
    return Block(tuple(write.row("Drink", A_DRINK, "5", "app.go('drink')")), rank=8)


def _help(write: Writer) -> Block:
    return Block(tuple(write.row("Get help", WHAT_IS_URGENT, "!", "app.urgent")), rank=7)


def _insights(write: Writer) -> Block:
    return Block(tuple(write.row("Insights", WHAT_IT_SAYS, "{i:home.insights}", "insights")), rank=8)


def _elsewhere(write: Writer) -> Block:
    return Block(tuple(write.row("Somewhere else", with_keys(SOMEWHERE_ELSE), "2", "app.go('relief')")), rank=8)


def _close(block: Block) -> Block:
    return Block(block.lines, block.rank, is_apart=False)


def _news(summary: DiarySummary, write: Writer) -> list[Block]:
    still_open = [open_block(write)] if summary.open_id else []
    return [*still_open, notice_block(summary.notice, write)] if summary.notice else still_open


def _one_column(summary: DiarySummary, write: Writer, rows: int) -> Lines:
    beside_width = write.width - STRIP_COLUMNS - BESIDE_STRIP
    beside = None
    if beside_width >= LEAST_BESIDE and summary.places:
        heading = Content.styled(f"Where, in {WEEKS} weeks", LABEL)
        places = where_lines(summary.places, beside_width, 4)
        where = Block((heading, *places, *[Content("")] * (4 - len(places)), Content(""))).opening("insights")
        beside = [*where.lines, *strip_legend(summary, write)]
    strip = strip_block(summary, write, beside=beside or None).opening("show_log")
    first = [night_block(summary, write), *_news(summary, write), strip, _today(summary, write)]
    helped = _close(helped_block(summary.helped, write, 1))
    is_dot_known = bool(strip.lines) and sum(block.rows for block in (*first, helped)) < rows
    blocks = [
        *first,
        _evenings(summary, write, is_dot_known=is_dot_known),
        helped,
        _close(appointment_block(write)),
        _close(reading_block(write)),
    ]
    return stack(blocks, rows)


def _strip(summary: DiarySummary, write: Writer, *, is_airy: bool = False) -> Block:
    """Return the strip with its heading and the meaning of its marks, with a blank line between days or none."""
    strip = strip_block(summary, write)
    if not strip.lines:
        return strip
    heading = write.heading(f"Nights of the last {WEEKS} weeks")
    legend = Content("   ").join(strip_legend(summary, write))
    months, *days = strip.lines
    lines = [line for day in days for line in (day, *([Content("")] if is_airy else []))]
    return Block((*heading, months, *lines, *_indented([legend])), rank=strip.rank).opening("show_log")


def _with_trends(summary: DiarySummary, write: Writer, blocks: list[Block], rows: int) -> list[Block]:
    """Return the blocks, the strip of nights with the bars of its weeks below it and then with air, as rows allow.

    Args:
        summary: the diary.
        write: writes the lines.
        blocks: those of a column, the strip among them unless no night is known.
        rows: the most lines there is room for.
    """
    strip = _strip(summary, write)
    if not strip.lines or _rows_left(blocks, rows) < len(DAYS):
        return blocks
    at = blocks.index(strip)
    weeks: Block = load("spasmtui.home.trends:weeks_block")(summary, write, strip.lines[1])
    if _rows_left([*blocks, weeks], rows) >= 0:
        blocks = [*blocks[: at + 1], weeks, *blocks[at + 1 :]]
    if _rows_left(blocks, rows) >= len(DAYS):
        blocks = [*blocks[:at], _strip(summary, write, is_airy=True), *blocks[at + 1 :]]
    return blocks


def _where(summary: DiarySummary, write: Writer, rows: int, *, is_ascii: bool) -> list[Block]:
    """Return the places with their counts and a map of the body, which a click opens in the insights."""
    return [block.opening("insights") for block in _places(summary, write, rows, is_ascii=is_ascii)]


def _places(summary: DiarySummary, write: Writer, rows: int, *, is_ascii: bool) -> list[Block]:
    """Return the places with their counts beside a map of the body, or below one that is larger so."""
    if not summary.places:
        return []
    heading = write.heading(f"Where, in the last {WEEKS} weeks")
    if rows - 1 >= FEWEST_ROWS_FOR_MAP:
        below = _indented(where_words(summary.places, write.width - INDENT, ROWS_OF_WORDS))
        rooms = (write.width, rows - 2 - len(below)), (write.width - LEAST_LIST, rows - 1)
        large_height, small_height = (_body_height(*room) for room in rooms)
        if large_height > small_height:
            large = _body(summary, *rooms[0], is_ascii=is_ascii)
            if bars := _bars_below(summary, write, rows - 2 - len(large)):
                return [Block((*heading, *large), rank=6), Block(tuple(bars), rank=6)]
            return [Block((*heading, *large, Content(""), *below), rank=6)]
        if small_height:
            small = _body(summary, *rooms[1], is_ascii=is_ascii)
            width = max(line.cell_length for line in small)
            listed = where_lines(summary.places, write.width - width, len(small) - 2)
            beside = [*[Content("")] * max(1, (len(small) - len(listed)) // 3), *listed]
            lines = side_by_side([(small, width), (beside, write.width - width)])
            return [Block((*heading, *lines), rank=6)]
    listed = where_lines(summary.places, write.width - INDENT, min(MOST_PLACES, max(2, rows - 1)))
    return [Block((*heading, *_indented(listed)), rank=6)]


def _bars_below(summary: DiarySummary, write: Writer, rows: int) -> Lines:
    """Return the places as bars, where there are enough of them and of rows."""
    if min(rows, len(summary.places)) < FEWEST_BARS:
        return []
    bars: Lines = load("spasmtui.home.trends:place_bars")(
        summary.places, write.of_width(write.width - INDENT), min(rows, MOST_BARS)
    )
    return _indented(bars)


def _body(summary: DiarySummary, columns: int, rows: int, *, is_ascii: bool) -> Lines:
    counts = {(each.place, each.side): each.episodes for each in summary.places}
    lines: Lines = load("spasmtui.home.body_lines:body_lines")(
        counts, columns, min(rows, MOST_ROWS_FOR_MAP), is_ascii=is_ascii
    )
    return lines


def _body_height(columns: int, rows: int) -> int:
    height: int = load("spasmtui.home.body_lines:body_height")(columns, min(rows, MOST_ROWS_FOR_MAP))
    return height


def _indented(lines: Lines) -> Lines:
    return [Content.assemble(" " * INDENT, line) for line in lines]


def _nights(summary: DiarySummary, write: Writer) -> list[Block]:
    beside_labels = Writer(write.width, marks=write.marks)
    return [night_block(summary, beside_labels), *_news(summary, beside_labels)]


def _tonight(summary: DiarySummary, write: Writer) -> list[Block]:
    return [_today(summary, write), _evenings(summary, write)]


def _today(summary: DiarySummary, write: Writer) -> Block:
    """Return what the plan asks for today; without a plan the bedtime stretches."""
    if summary.plan is None:
        return bedtime_block(summary, write)
    block: Block = load("spasmtui.home.plan_block:plan_block")(summary, write)
    return block


def _evenings(summary: DiarySummary, write: Writer, *, is_dot_known: bool = False) -> Block:
    """Return this week's evenings of the bedtime stretches, unless the plan has more than these."""
    if summary.plan is not None and not summary.plan.is_bedtime_alone:
        return Block(())
    return evenings_block(summary.bedtime, write, is_dot_known=is_dot_known)


def _others(summary: DiarySummary, write: Writer) -> list[Block]:
    return [helped_block(summary.helped, write, 3), appointment_block(write), reading_block(write)]


def _rows_left(blocks: list[Block], rows: int) -> int:
    """Return the rows below these blocks and the blank lines between them."""
    return rows - sum(block.rows + block.is_apart for block in blocks if block.lines)


def _two(summary: DiarySummary, whole: Writer, rows: int, *, is_ascii: bool) -> Lines:
    """Return nights and what to do at the left, map and latest cramps at the right; map below nights in few rows."""
    write = whole.of_width(min(MOST_BESIDE_MAP, (whole.width - GAP) // 2))
    beside = whole.of_width(whole.width - write.width - GAP)
    left = [*_nights(summary, write), _strip(summary, write)]
    actions = [*_tonight(summary, write), *_others(summary, write)]
    if _rows_left([*left, *actions], rows) >= 0:
        latest = latest_block(summary, beside, rows - FEWEST_ROWS_FOR_LARGE_MAP)
        where = _where(summary, beside, _rows_left([latest], rows), is_ascii=is_ascii)
        latest = latest_block(summary, beside, _rows_left(where, rows), MOST_LATEST_OF_THREE)
        left, right = _with_trends(summary, write, [*left, *actions], rows), [*where, latest]
        left = [*left, _hours(summary, write, _rows_left(left, rows) - 1)]
    else:
        left += _where(summary, write, _rows_left(left, rows), is_ascii=is_ascii)
        actions = [*_tonight(summary, beside), *_others(summary, beside)]
        right = [*actions, latest_block(summary, beside, _rows_left(actions, rows))]
    return _columns([(left, write.width + GAP), (right, beside.width)], rows)


def _three(summary: DiarySummary, whole: Writer, rows: int, *, is_ascii: bool) -> Lines:
    """Return nights and what to do at the left, what helped and the latest cramps at the right, between them a map."""
    outer = whole.of_width(MOST_BESIDE_MAP)
    inner = whole.of_width(whole.width - 2 * (outer.width + GAP))
    left = [*_nights(summary, outer), _strip(summary, outer)]
    right = [helped_block(summary.helped, outer, 3)]
    actions = [*_tonight(summary, outer), appointment_block(outer), reading_block(outer)]
    if _rows_left([*left, *actions], rows) >= 0:
        left = _with_trends(summary, outer, [*left, *actions], rows)
    else:
        right = [*actions, *right]
    latest = latest_block(summary, outer, rows, LATEST_BESIDE_HOURS)
    right = [*right, _hours(summary, outer, _rows_left([*right, latest], rows) - 1)]
    right = [*right, latest_block(summary, outer, _rows_left(right, rows), MOST_LATEST_OF_THREE)]
    if _rows_left(right, rows) > rows // 2:
        right = [*right, _insights(outer), _elsewhere(outer), _drink(outer), _help(outer)]
    middle = _where(summary, inner, rows, is_ascii=is_ascii)
    return _columns([(left, outer.width + GAP), (middle, inner.width + GAP), (right, outer.width)], rows)


def _columns(columns: list[tuple[list[Block], int]], rows: int) -> Lines:
    """Return columns of blocks beside each other, with so much air that all end about where the longest does.

    Args:
        columns: the blocks of each, and its width in cells.
        rows: the most lines there is room for.
    """
    longest = max(len(stack(blocks, rows)) for blocks, _width in columns)
    high = max(longest, rows - 2)
    return side_by_side([(stack(blocks, high, MOST_GAP), width) for blocks, width in columns])


def _hours(summary: DiarySummary, write: Writer, rows: int) -> Block:
    """Return the cramps by the hour; empty where rows or cramps are few."""
    if rows < FEWEST_ROWS_FOR_HOURS or not summary.hours:
        return Block(())
    block: Block = load("spasmtui.home.trends:hours_block")(summary, write, rows)
    return block
