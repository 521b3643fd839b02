"""Read the dates of one file, all in the same order of day and month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.shared.times.date_order import settle_order
from spasmtui.shared.times.timestamps import read_day, read_day_and_time, read_timestamp
from spasmtui.shared.times.zone import Reading


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
            TwoWayDate: a date could be two, and nothing decides which; the sentence says how to.
        """
        settled = settle_order(texts, context.now.date(), context.date_order)
        if settled.question is not None:
            raise settled.question
        self._now = context.now
        self._order = settled.order
        self._remarks: dict[str, None] = {}

    @property
    def remarks(self) -> tuple[str, ...]:
        """The sentences, each once."""
        return tuple(self._remarks)

    def day(self, text: str) -> date:
        """Return the day of a cell.

        Raises:
            WrongUsage: it is no date.
        """
        day, remark = read_day(text, self._now, self._order)
        self._keep(remark)
        return day

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
