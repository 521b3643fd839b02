"""Write the plan as text: today, the weeks as a quiet table, and what was agreed on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from spasmtui.plans.documents import weeks_between
from spasmtui.plans.weeks import ASCII_SIGNS, SIGNS, Mark, mark_of
from spasmtui.shared.formats import WEEKDAY_NAMES, day_name
from spasmtui.shared.plans.model import WEEK_DAYS, monday_of
from spasmtui.shared.plans.words import count_words, item_words, named, today_words
from spasmtui.shared.text_wrap import cell_width, fill_lines, pad_cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spasmtui.shared.plans.loaded import LoadedPlan
    from spasmtui.shared.plans.model import PlanItem
    from spasmtui.shared.plans.progress import ItemCounts, PlanProgress

NO_PLAN = (
    "There is no plan yet. Three ways to one:",
    "  spasmtui plan start bedtime             bedtime stretches for six weeks, then decide",
    "  spasmtui plan add calf-wall --times 2   a routine, as often as was agreed on",
    "  spasmtui plan import FILE               a plan that a physiotherapist has sent",
)
_DAY = timedelta(days=1)
_DAY_LETTERS = "Mo Tu We Th Fr Sa Su"
_CELL = 3
_INDENT = 2


class PlanText:
    """Writes a plan for one width, or line by line where it is read aloud."""

    def __init__(
        self, loaded: LoadedPlan, progress: PlanProgress, width: int, *, is_read_aloud: bool, is_ascii: bool
    ) -> None:
        """Take the plan, what was done of it, and the cells of a line."""
        self._signs = ASCII_SIGNS if is_ascii else SIGNS
        self._loaded = loaded
        self._progress = progress
        self._width = width
        self._is_read_aloud = is_read_aloud

    def now(self) -> Iterator[str]:
        """Yield the lines of today, of this week and of what was agreed on."""
        monday = monday_of(self._progress.today)
        yield from self.today()
        yield ""
        yield from self.weeks(monday, monday + _DAY * (WEEK_DAYS - 1))
        if agreed := [*self.agreed()]:
            yield from ("", *agreed)

    def today(self) -> Iterator[str]:
        """Yield the lines of today: the counts, then an item a line."""
        today = self._progress.today
        found = self._progress.on_day(today)
        total = self._progress.today_counts
        day = self._day(today)
        if not found:
            yield f"Today, {day}: nothing is planned{'.' * self._is_read_aloud}"
            return
        yield from self._line(f"Today, {day}: {_due(count_words(total))}")
        for each in found:
            yield from self._line(f"{self._name(each.item)}: {today_words(each)}", indent=_INDENT)

    def weeks(self, first: date, last: date) -> Iterator[str]:
        """Yield the lines of each week from a day to another, an item after the other, then the legend."""
        signs: set[Mark] = set()
        weeks = [(self._heading(*week), *week) for week in weeks_between(first, last)]
        names = [self._name(each.item) for each in self._progress.in_period(first, last)]
        column = max(*(cell_width(week[0]) - _INDENT for week in weeks), *map(cell_width, names), 0) + 2
        if column > self._width - _INDENT - WEEK_DAYS * _CELL:
            column = 0
        for number, (heading, begins, ends) in enumerate(weeks):
            if number:
                yield ""
            yield from self._week(heading, begins, ends, column, signs)
        if signs and not self._is_read_aloud:
            yield ""
            yield from fill_lines((f"{self._signs[mark]} {mark.value}" for mark in Mark if mark in signs), self._width)

    def _heading(self, begins: date, ends: date) -> str:
        is_present = monday_of(begins) == monday_of(self._progress.today)
        days = self._day(begins) if begins == ends else f"{self._day(begins)} to {self._day(ends)}"
        return f"{'This week, ' * is_present}{days}"

    def _week(self, heading: str, begins: date, ends: date, column: int, signs: set[Mark]) -> Iterator[str]:
        """Yield the lines of a week; `column` is the width of the names, 0 where marks have lines of their own."""
        found = self._progress.in_period(begins, ends)
        if not found:
            yield from self._line(f"{heading}: nothing is planned")
            return
        if self._is_read_aloud:
            yield f"{heading}."
        elif column:
            yield f"{pad_cells(heading, column + _INDENT)}{_DAY_LETTERS}"
        else:
            yield heading
            yield f"{'':{_INDENT}}{_DAY_LETTERS}"
        for each in found:
            marks = self._marks(each.item, begins, ends)
            signs.update(mark for mark in marks.values() if mark is not None)
            name = self._name(each.item)
            if self._is_read_aloud:
                yield f"- {name}: {count_words(each.counts)}."
                if said := " ".join(
                    f"{WEEKDAY_NAMES[day.weekday()]} {mark.value}." for day, mark in marks.items() if mark
                ):
                    yield said
                continue
            cells = "".join(f"{self._signs[mark] if mark else '':<{_CELL}}" for mark in self._whole_week(marks, begins))
            if column:
                yield f"{'':{_INDENT}}{pad_cells(name, column)}{cells}".rstrip()
            else:
                yield from self._line(name, indent=_INDENT)
                yield f"{'':{_INDENT}}{cells}".rstrip()
            yield from self._line(count_words(each.counts), indent=2 * _INDENT)

    def agreed(self) -> Iterator[str]:
        """Yield the lines of what was agreed on and has not ended, and what is to begin."""
        plan, today = self._loaded.plan, self._progress.today
        items = [item for item in plan.items if item.until is None or item.until >= today]
        if not items:
            return
        title = ", ".join(filter(None, (plan.title, f"by {plan.by}" if plan.by else "")))
        yield from self._line(f"Agreed on: {title}" if title else "Agreed on")
        for item in items:
            said = item._replace(by="") if item.by == plan.by else item  # it is in the heading
            yield from self._line(item_words(self._loaded.title(item.routine), said, today), indent=_INDENT)
            if item.note:
                yield from self._line(item.note, indent=2 * _INDENT)

    def paragraph(self, text: str) -> Iterator[str]:
        """Yield the lines of a paragraph."""
        yield from (text,) if self._is_read_aloud else wrap(text, self._width)

    def _marks(self, item: PlanItem, begins: date, ends: date) -> dict[date, Mark | None]:
        marks: dict[date, Mark | None] = {}
        day = begins
        while day <= ends:
            found = _of(self._progress.on_day(day), item)
            marks[day] = None if found is None else mark_of(found.counts, day, self._progress.today)
            day += _DAY
        return marks

    def _whole_week(self, marks: dict[date, Mark | None], begins: date) -> list[Mark | None]:
        monday = monday_of(begins)
        return [marks.get(monday + _DAY * number) for number in range(WEEK_DAYS)]

    def _name(self, item: PlanItem) -> str:
        """Return the name of an item; where one of the same name has ended or is to begin, with how often it is."""
        name = named(self._loaded.title(item.routine), item)
        same = [each for each in self._loaded.plan.items if (each.routine, each.sides) == (item.routine, item.sides)]
        if len(same) < 2 or item.until is None:
            return name
        return f"{name} (until {day_name(item.until)})"

    def _day(self, day: date) -> str:
        if self._is_read_aloud:
            return f"{WEEKDAY_NAMES[day.weekday()]} {day_name(day).partition(' ')[2]}"
        return day_name(day)

    def _line(self, text: str, *, indent: int = 0) -> Iterator[str]:
        if self._is_read_aloud:
            yield f"{'- ' * bool(indent == _INDENT)}{text}{'' if text.endswith(('.', '!', '?', ':')) else '.'}"
            return
        for number, line in enumerate(wrap(text, self._width - indent - 2 * bool(indent))):
            yield f"{'':{indent + (2 if number else 0)}}{line}"


def _due(words: str) -> str:
    """Return the words of counts for today, when what is to come is due."""
    return words.replace(" to come", " due")


def _of(found: tuple[ItemCounts, ...], item: PlanItem) -> ItemCounts | None:
    return next((each for each in found if each.item == item), None)
