"""Draw small charts as text. Every number is printed too, so that nothing depends on colour or length.

They use only characters that a plain console has: full and half blocks, digits, a dot and a dash.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content

from spasmtui.shared.formats import DAYS, MONTHS

UNKNOWN = "·"
"""The mark for "not recorded"."""
NONE = "–"
"""The mark for "recorded, and there was none"."""
LONGEST_BAR = 40
"""The longest bar in cells: beyond, it is loud and no clearer."""
_LEVELS = ("$text-muted", "$primary", "$text-accent", "$text-warning")
"""The colour of none, one, two and more."""


def bars(rows: Sequence[tuple[str, int]], width: int) -> Content:
    """Draw one line per row: its label, its number, and a bar scaled to the largest number.

    Args:
        rows: (label, number); a label that is a person's own text is sanitized.
        width: cells of a whole line.
    """
    if not rows:
        return Content("")
    label = min(max(len(name) for name, _number in rows), max(8, width // 3))
    most = max(1, *(number for _name, number in rows))
    digits = len(str(most))
    room = max(1, min(LONGEST_BAR, width - label - digits - 2))
    lines = [
        Content.assemble(
            f"{name[:label]:<{label}} ", (f"{number:>{digits}} ", "bold"), (_bar(number, most, room), "$primary")
        )
        for name, number in rows
    ]
    return Content("\n").join(lines)


def _bar(number: int, most: int, room: int) -> str:
    halves = round(number / most * room * 2)
    return "█" * (halves // 2) + ("▌" if halves % 2 or (number and not halves) else "")


def columns(values: Sequence[int | None], *, height: int, most: int, cell: int = 3) -> list[Content]:
    """Draw upright bars, top line first, with the number of each below; a dot is "not recorded".

    Args:
        values: one a column.
        height: lines of the tallest bar.
        most: the value that fills the height.
        cell: width of a column, its gap included.
    """
    lines: list[Content] = []
    for level in range(height, 0, -1):
        cells = [_piece(value, level, height, most).ljust(cell) for value in values]
        if any(each.strip() for each in cells):
            lines.append(Content.styled("".join(cells), "$primary"))
    numbers = "".join((UNKNOWN if value is None else str(value) if value else NONE).ljust(cell) for value in values)
    return [*lines, Content.styled(numbers, "bold")]


def _piece(value: int | None, level: int, height: int, most: int) -> str:
    halves = 0 if not value else max(1, round(value / max(1, most) * height * 2))
    return "█" if halves >= level * 2 else "▄" if halves == level * 2 - 1 else " "


def hour_columns(counts: Sequence[int], width: int, *, height: int = 4) -> Content:
    """Draw episodes by the hour, from 18:00 over midnight to 17:00, so that a night is in one piece."""
    order = [*range(18, 24), *range(18)]
    cell = 3 if width >= 72 else 1
    values = [counts[hour] for hour in order]
    if cell == 1:
        # One cell holds no number, so a small window lists the hours that have any.
        rows = [(f"{hour:02}:00", counts[hour]) for hour in order if counts[hour]]
        return bars(rows, width)
    lines = columns(values, height=height, most=max(1, *values), cell=cell)
    return Content("\n").join([
        *lines,
        Content.styled("".join(f"{hour:02}".ljust(cell) for hour in order), "$text-muted"),
    ])


def heat_map(counts: Mapping[date, int | None], last: date, width: int) -> Content:
    """Draw a year as a calendar, one column per week: each day's number, a dash for none, a dot for not recorded.

    Args:
        counts: by date; a date that is missing was not recorded.
        last: the newest day.
        width: cells of a line; a small window shows the newest weeks.
    """
    weeks = max(1, min(53, width - 4))
    monday = last - timedelta(days=last.weekday() + 7 * (weeks - 1))
    lines = [Content.styled("    " + _months(monday, weeks), "$text-muted")]
    for weekday in range(7):
        days = [monday + timedelta(days=7 * week + weekday) for week in range(weeks)]
        cells = [(" ", "") if day > last else _cell(counts.get(day)) for day in days]
        lines.append(Content.assemble((f"{DAYS[weekday]} ", "$text-muted"), *cells))
    return Content("\n").join(lines)


def _cell(count: int | None) -> tuple[str, str]:
    if count is None:
        return UNKNOWN, "$text-disabled"
    return NONE if not count else str(count) if count < 10 else "+", _LEVELS[min(count, 3)]


def _months(monday: date, weeks: int) -> str:
    """Return the names of the months, each over the week it begins in, where the name before has ended."""
    line = ""
    for week in range(weeks):
        first = monday + timedelta(days=7 * week)
        begins = week == 0 or first.day <= 7
        if begins and len(line) <= week and week + 3 <= weeks:
            line = line.ljust(week) + MONTHS[first.month - 1]
    return line
