"""Draw small charts as text. Every number is printed too, so that nothing depends on colour or length.

They use only characters that most consoles have: half blocks, lines, digits, a dot and a dash. A bar has a
track where its scale has an end, and the track is the whole of it: "of 10" is full at 10.
"""

from collections.abc import Sequence

from textual.content import Content

from spasmtui.shared.text_wrap import cell_width, pad_cells, truncate

UNKNOWN = "·"
"""The mark for "not recorded"."""
NONE = "–"
"""The mark for "recorded, and there was none"."""
BAR, HALF_BAR = "━", "╸"
TRACK = "─"
"""The part of a scale that a bar does not fill."""
BAR_STYLE = "$primary"
QUIET = "$text-muted"
NUMBER_STYLE = "bold"
HOURS = (*range(12, 24), *range(12))
"""The hours from noon to noon, so that a night is in one piece."""
HOURS_TOGETHER = 2
"""The hours of a column where the width is too small for one each."""
FEWEST_HOURS = 8
"""The fewest hours that are shown, so that a few episodes do not stand there as a block."""
FEWEST_LABEL_CELLS = 8
LABEL_CELLS = 24
"""The cells of a label that are worth more than a longer bar."""
LEAST_BESIDE_LABEL = 10
"""The cells for a number and a short bar, which leave the longest place a line of 27 beside the bodies."""
_ASCII = str.maketrans("━╸─█▄●○·–→│┃┌┐└┘┏┓┗┛▸", "==-##*o.->||++++++++>")
"""A character of ASCII for each of a picture; a bar and its track stay apart."""


def in_ascii(content: Content) -> Content:
    """Return a picture with the same cells and styles in ASCII."""
    return Content(content.plain.translate(_ASCII), spans=list(content.spans))


def bars(rows: Sequence[tuple[str, int]], width: int) -> Content:
    """Draw one line per row: its label, its number, and a bar scaled to the largest number.

    Args:
        rows: (label, number); a label that is a person's own text is sanitized.
        width: cells of a whole line.
    """
    if not rows:
        return Content("")
    label = _label_width([name for name, _number in rows], width)
    most = max(1, *(number for _name, number in rows))
    digits = len(str(most))
    room = max(1, width - label - digits - 2)
    lines = [
        Content.assemble(
            f"{_fit(name, label)} ", (f"{number:>{digits}} ", NUMBER_STYLE), (_bar(number, most, room), BAR_STYLE)
        )
        for name, number in rows
    ]
    return Content("\n").join(lines)


def shares(rows: Sequence[tuple[str, int, int]], width: int) -> Content:
    """Draw one line per row: its label, a bar on a track that is full when all are counted, and `23 of 31`.

    Args:
        rows: (label, count, total); a total of 0 is "not recorded".
        width: cells of a whole line.
    """
    if not rows:
        return Content("")
    numbers = [f"{count} of {total}" if total else "not recorded" for _name, count, total in rows]
    digits = max(map(len, numbers))
    label = _label_width([name for name, _count, _total in rows], width - digits)
    room = max(1, width - label - digits - 2)
    lines = []
    for (name, count, total), number in zip(rows, numbers, strict=True):
        bar = _bar(count, total, room) if total else ""
        track = TRACK * (room - len(bar)) if total else UNKNOWN.ljust(room)
        lines.append(
            Content.assemble(
                f"{_fit(name, label)} ", (bar, BAR_STYLE), (track, QUIET), (f" {number:>{digits}}", NUMBER_STYLE)
            )
        )
    return Content("\n").join(lines)


def change_line(label: str, before: float, after: float, most: int, width: int) -> Content:
    """Draw how a score changed on a track from 0 to `most`: a filled mark before, an open one after.

    Args:
        label: begins the line.
        before: the first score.
        after: the second.
        most: the end of the scale.
        width: cells of a whole line.
    """
    label = f"{label} " if label else ""
    room = max(5, width - cell_width(label))
    first, last = (round(score / most * (room - 1)) for score in (before, after))
    low, high = min(first, last), max(first, last)
    track = [TRACK] * room
    track[low : high + 1] = [BAR] * (high - low + 1)
    track[first] = "●"
    track[last] = "○"
    return Content.assemble(
        label,
        ("".join(track[:low]), QUIET),
        ("".join(track[low : high + 1]), BAR_STYLE),
        ("".join(track[high + 1 :]), QUIET),
    )


def change_axis(label: int, most: int, words: Sequence[str], width: int) -> list[Content]:
    """Return the scale below lines of `change_line`, from 0 to `most`, and which mark is which.

    Args:
        label: cells of the label of the lines above.
        most: the end of the scale.
        words: what the filled mark and the open one stand for.
        width: cells of a whole line.
    """
    room = max(5, width - label)
    before, after = words
    key = f"● {before}   ○ {after}"
    end = str(most)
    if cell_width(key) + len(end) + 5 <= room:
        return [Content.styled(f"{' ' * label}0{key:^{room - 1 - len(end)}}{end}", QUIET)]
    ends = f"{' ' * label}0{end:>{room - 1}}"
    return [
        Content.styled(ends, QUIET),
        Content.styled(truncate(f"{' ' * label}{key}" if len(key) <= room else key, width), QUIET),
    ]


def _label_width(names: Sequence[str], width: int) -> int:
    return min(max(map(cell_width, names)), most_label_cells(width))


def most_label_cells(width: int) -> int:
    """Return the cells that a label has at most in lines of so many cells."""
    return max(FEWEST_LABEL_CELLS, width * 2 // 5, min(LABEL_CELLS, width - LEAST_BESIDE_LABEL))


def _fit(name: str, width: int) -> str:
    return pad_cells(truncate(name, width), width)


def _bar(number: float, most: float, room: int) -> str:
    halves = round(number / most * room * 2)
    return BAR * (halves // 2) + (HALF_BAR if halves % 2 or (number and not halves) else "")


def columns(
    values: Sequence[int | None], *, height: int, most: int, cell: int = 3, has_scale: bool = False
) -> list[Content]:
    """Draw upright bars, top line first, with the number of each below; a dot is "not recorded".

    Args:
        values: one a column.
        height: lines of a bar of `most`.
        most: the value that fills the height.
        cell: width of a column, its gap included.
        has_scale: name the two ends of the scale at the left.
    """
    left = len(str(most)) + 1 if has_scale else 0
    lines: list[Content] = []
    for level in range(height, 0, -1):
        cells = "".join(_piece(value, level, height, most, max(1, cell - 1)).ljust(cell) for value in values)
        mark = str(most) if level == height else ""
        lines.append(Content.assemble((mark.rjust(left - 1) + " " if left else "", QUIET), (cells, BAR_STYLE)))
    numbers = "".join(_number(value).ljust(cell) for value in values)
    return [*lines, Content.assemble(("0".rjust(left - 1) + " " if left else "", QUIET), (numbers, NUMBER_STYLE))]


def _number(value: int | None) -> str:
    return UNKNOWN if value is None else str(value) if value else NONE


def _piece(value: int | None, level: int, height: int, most: int, cells: int) -> str:
    halves = 0 if not value else max(1, round(value / max(1, most) * height * 2))
    return ("█" if halves >= level * 2 else "▄" if halves == level * 2 - 1 else " ") * cells


def hour_columns(counts: Sequence[int], width: int, *, height: int = 4) -> Content:
    """Draw episodes by the hour they began, an hour a column, or two where the width is too small.

    The hours run from noon to noon, without the empty ones at both ends.

    Args:
        counts: 24 numbers, from the hour that begins at 00:00.
        width: cells of a line.
        height: lines of the highest bar.
    """
    values = [counts[hour] for hour in HOURS]
    first, end = _hours_with_any(values)
    widest = max(3, len(str(max(values))) + 1)
    if width // (end - first) >= widest:
        cell = min(6, width // (end - first))
        return _labelled(values[first:end], HOURS[first:end], cell, height)
    pairs = [value for _hours, value in hours_together(counts)]
    cell = min(6, width // len(pairs))
    if cell < max(3, len(str(max(pairs))) + 1):
        # A number needs its room, so a small window lists the hours that have any.
        return bars([row for row in hours_together(counts) if row[1]], width)
    return _labelled(pairs, HOURS[::HOURS_TOGETHER], cell, height)


def hours_together(counts: Sequence[int]) -> list[tuple[str, int]]:
    """Return the episodes of each two hours from noon on, with both ends of the time, such as `02–04`.

    Args:
        counts: 24 numbers, from the hour that begins at 00:00.
    """
    return [
        (f"{hour:02}–{(hour + HOURS_TOGETHER) % len(HOURS):02}", sum(counts[hour : hour + HOURS_TOGETHER]))
        for hour in HOURS[::HOURS_TOGETHER]
    ]


def _hours_with_any(values: Sequence[int]) -> tuple[int, int]:
    """Return the first index and the end of the hours that are shown: all with any, at least `FEWEST_HOURS`."""
    known = [index for index, value in enumerate(values) if value]
    if not known:
        return 0, len(values)
    first = known[0] - known[0] % HOURS_TOGETHER
    end = known[-1] + HOURS_TOGETHER - known[-1] % HOURS_TOGETHER
    missing = max(0, FEWEST_HOURS - (end - first)) // HOURS_TOGETHER
    first = max(0, first - (missing + 1) // 2 * HOURS_TOGETHER)
    end = min(len(values), max(end + missing // 2 * HOURS_TOGETHER, first + FEWEST_HOURS))
    return min(first, end - FEWEST_HOURS), end


def _labelled(values: Sequence[int], hours: Sequence[int], cell: int, height: int) -> Content:
    lines = columns(values, height=height, most=max(1, *values), cell=cell)
    labels = "".join(f"{hour:02}".ljust(cell) for hour in hours)
    return Content("\n").join([*lines, Content.styled(labels, QUIET)])
