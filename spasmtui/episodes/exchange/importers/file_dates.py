"""Read the dates of one file, all in the same order of day and month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo

from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.shared.formats import either
from spasmtui.shared.times.date_order import settle_order
from spasmtui.shared.times.dates import ORDER_NAMES, DateOrder, PreferredOrder, WrittenDate, match_date, spell
from spasmtui.shared.times.other_languages import in_english
from spasmtui.shared.times.timestamps import read_day, read_day_and_time, read_timestamp
from spasmtui.shared.times.zone import Reading
from spasmtui.terminal.sanitize import sanitize


def settle_file_order(
    cells: Iterable[tuple[int, str]],
    context: ImportContext,
    preferred: PreferredOrder | None,
    *,
    why: str,
    orders: Collection[DateOrder] = tuple(DateOrder),
) -> tuple[PreferredOrder | None, str]:
    """Settle the order of day and month in which all dates of a file are read.

    Args:
        cells: line and text of each cell with a date, perhaps with a time behind it; line 0 where the file has none.
        context: the circumstances of the import.
        preferred: the order that a person or the locale prefers.
        why: what a sentence calls the order that a person has said: `as --date-order says`.
        orders: the orders that the program which wrote the file knows.

    Returns:
        The order, as if a person had said it, and a sentence that names it by the first date that could be two; None
        and an empty text where there is no such date.

    Raises:
        WrongUsage: a date could be two, and nothing decides which; the sentence says how to.
    """
    lines: dict[str, int] = {}
    for line, text in cells:
        if text[4:5] != "-":  # what begins with its year in four figures leaves no choice; most files have nothing else
            lines.setdefault(text.strip(), line)
    today = context.now.date()
    settled = settle_order(lines, today, preferred, orders)
    if settled.asked is not None:
        raise WrongUsage(_question(settled.asked, _line_of(settled.asked, lines), context.name, settled.is_mixed))
    order = settled.order
    if order is None:
        return None, ""
    plain = PreferredOrder(order.order)
    examples = (each for each in _two_way(lines, today) if order.order in each.orders)
    example = next(((each, day) for each in examples if (day := _day_in(each, plain)) is not None), None)
    if example is None:
        return plain, ""
    written, day = example
    if preferred is not None and not preferred.locale and preferred.order is order.order:
        reason = why
    else:
        reason = f"as {order.locale} writes them" if order.locale else "as other dates in the file show"
    line = _line_of(written, lines)
    where = f" in line {line}" if line else ""
    return plain, f"Dates were read {ORDER_NAMES[order.order]}, {reason}: {written.text}{where} is {day}."


def _day_in(written: WrittenDate, order: PreferredOrder) -> date | None:
    """Return the day of a date in an order; None where its weekday contradicts that, which stops its row alone."""
    try:
        return written.choose(order)[0]
    except WrongUsage:
        return None


def _two_way(texts: Iterable[str], today: date) -> Iterator[WrittenDate]:
    found = (match_date(text, 0, today) for text in texts)
    return (each[0] for each in found if each is not None and each[0].is_two_way)


def _line_of(written: WrittenDate, lines: Mapping[str, int]) -> int:
    return next(line for text, line in lines.items() if text.startswith(written.text))


def _question(written: WrittenDate, line: int, name: str, is_mixed: bool) -> str:
    """Return the question in which order the dates of a file are, by one that could be two days."""
    days = dict(written.readings)
    spelled = either(map(spell, dict.fromkeys(days.values())))
    orders = either(order for order in days if order is not None)
    why = "its dates are in two orders" if is_mixed else "no other date in the file shows which"
    where = f"{name}, line {line}" if line else name
    return f"{where}: {written.text} could be {spelled}, and {why}. Say --date-order {orders}."


class FileDates:
    """The dates of one file, in the order that all of them together show, else in that of `--date-order` or the locale.

    It collects a sentence for each decision that was not the file's own: what the locale decided, and what the clock of
    a place left out or had twice.
    """

    def __init__(
        self,
        cells: Iterable[tuple[int, str]],
        context: ImportContext,
        orders: Collection[DateOrder] = tuple(DateOrder),
    ) -> None:
        """Settle the order.

        Args:
            cells: line and text of each cell with a date, as `settle_file_order` takes them.
            context: the present, and the order that a person or the locale prefers.
            orders: the orders that the program which wrote the file knows.

        Raises:
            WrongUsage: a date could be two, and nothing decides which; the sentence says how to.
        """
        self._now = context.now
        self._order, remark = settle_file_order(
            ((line, in_english(text)) for line, text in cells),
            context,
            context.date_order,
            why="as --date-order says",
            orders=orders,
        )
        self._days: dict[str, date] = {}
        self._remarks = dict.fromkeys(filter(None, (remark,)))

    @property
    def remarks(self) -> tuple[str, ...]:
        """The sentences, each once."""
        return tuple(self._remarks)

    def day(self, text: str) -> date:
        """Return the day of a cell; many cells have the same, and each is read once.

        Raises:
            WrongUsage: it is no date, or the day has not come yet anywhere.
        """
        if text not in self._days:
            day, remark = read_day(in_english(text), self._now, self._order)
            if day > self._now.date() + timedelta(days=1):
                raise WrongUsage(f"{text!r} has not come yet; today is {self._now.date()}.")
            self._keep(remark)
            self._days[text] = day
        return self._days[text]

    def moment(self, text: str, zone: tzinfo | None = None) -> datetime:
        """Return the instant of a cell with a date and a time of day; without a zone it is that of this place.

        Raises:
            WrongUsage: it is no such time, or has not come yet.
        """
        return self._instant(read_timestamp(in_english(text), self._now, self._order, zone))

    def start(self, text: str, zone: tzinfo | None = None) -> datetime:
        """Return the instant of a cell that says when an episode began, as `moment` reads it.

        Raises:
            CannotStore: it cannot be read.
        """
        try:
            return self.moment(text, zone)
        except WrongUsage as error:
            raise CannotStore(f"The start: {sanitize(error.message, one_line=True)}") from None

    def moment_of(self, day_text: str, time_text: str) -> datetime:
        """Return the instant of a date and a time of day in two cells.

        Raises:
            WrongUsage: they are none, or it has not come yet.
        """
        return self._instant(read_day_and_time(in_english(day_text), in_english(time_text), self._now, self._order))

    def _instant(self, reading: Reading) -> datetime:
        self._keep(reading.remark)
        return reading.instant

    def _keep(self, remark: str) -> None:
        if remark:
            self._remarks[remark] = None
