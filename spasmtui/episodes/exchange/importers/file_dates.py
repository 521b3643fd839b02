"""Read the dates of one file, all in the same order of day and month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo

from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.errors import WrongUsage
from spasmtui.shared.times.date_order import settle_order
from spasmtui.shared.times.dates import DateOrder, PreferredOrder, match_date
from spasmtui.shared.times.timestamps import read_day, read_day_and_time, read_timestamp
from spasmtui.shared.times.zone import Reading

_NAMES = {DateOrder.DMY: "day first", DateOrder.MDY: "month first", DateOrder.YMD: "year first"}


class FileDates:
    """The dates of one file, in the order that all of them together show, else in that of `--date-order` or the locale.

    It collects a sentence for each decision that was not the file's own: what the locale decided, and what the clock of
    a place left out or had twice.
    """

    def __init__(self, texts: Iterable[str], context: ImportContext) -> None:
        """Settle the order.

        Args:
            texts: every cell of the file with a date, perhaps with a time behind it.
            context: the present, and the order that a person or the locale prefers.

        Raises:
            WrongUsage: a date could be two, and nothing decides which; the sentence says how to.
        """
        # What begins with its year in four figures leaves no choice; most files have nothing else.
        texts = tuple(dict.fromkeys(text for text in texts if text[4:5] != "-"))
        today = context.now.date()
        settled = settle_order(texts, today, context.date_order)
        if settled.question is not None:
            raise WrongUsage(f"{context.name}: {settled.question.message}")
        self._now = context.now
        # What the locale decided is said once, not of every date.
        self._order = None if settled.order is None else PreferredOrder(settled.order.order)
        self._days: dict[str, date] = {}
        self._remarks = dict.fromkeys(_order_remarks(texts, settled.order, context))

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
            day, remark = read_day(text, self._now, self._order)
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
        return self._instant(read_timestamp(text, self._now, self._order, zone))

    def moment_of(self, day_text: str, time_text: str) -> datetime:
        """Return the instant of a date and a time of day in two cells.

        Raises:
            WrongUsage: they are none, or it has not come yet.
        """
        return self._instant(read_day_and_time(day_text, time_text, self._now, self._order))

    def _instant(self, reading: Reading) -> datetime:
        self._keep(reading.remark)
        return reading.instant

    def _keep(self, remark: str) -> None:
        if remark:
            self._remarks[remark] = None


def _order_remarks(texts: Iterable[str], order: PreferredOrder | None, context: ImportContext) -> Iterator[str]:
    """Yield a sentence about the order in which dates are read that could be two; none where there is no such date."""
    if order is None:
        return
    today = context.now.date()
    for text in texts:
        found = match_date(text.strip(), 0, today)
        if found is not None and len({day for each, day in found[0].readings if each in found[0].orders}) > 1:
            day, _remark = found[0].choose(PreferredOrder(order.order))
            why = f"as {order.locale} writes them" if order.locale else "as others of the file show"
            if context.date_order is not None and not context.date_order.locale:
                why = "as --date-order says" if context.date_order.order is order.order else why
            yield f"Dates were read {_NAMES[order.order]}, {why}: {found[0].text} is {day}."
            return
