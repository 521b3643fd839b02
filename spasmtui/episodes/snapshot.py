"""What the log has read of the diary at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from spasmtui.episodes.night import row_date
from spasmtui.episodes.nights import NightRow, Search, night_rows

if TYPE_CHECKING:
    from datetime import datetime

    from spasmtui.episodes.episode import Day, Episode, Practice
    from spasmtui.episodes.store.diary import Diary


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The diary's records and the rows made of them; empty until the diary was read."""

    rows: tuple[NightRow, ...] = ()
    episodes: tuple[Episode, ...] = ()
    """Newest first."""
    days: tuple[Day, ...] = ()
    practices: tuple[Practice, ...] = ()
    mark: object = field(default_factory=object)
    """The diary's mark before it was read; at first one that no diary has."""
    search: Search = field(default_factory=lambda: Search(()))

    @property
    def words_by_date(self) -> dict[date, tuple[str, ...]]:
        """What kind of day it was, by date."""
        return {date.fromisoformat(day.date): day.words for day in self.days}

    @property
    def affected(self) -> frozenset[date]:
        """Dates with an episode."""
        return frozenset(row.date for row in self.rows if row.episodes)


def read_snapshot(diary: Diary, now: datetime) -> Snapshot:
    """Read the whole diary.

    Raises:
        DataError: it cannot be read.
    """
    # The mark comes first: what another terminal adds while this one reads is then seen at the next look.
    mark = diary.mark()
    episodes, days, practices = diary.episodes(), diary.days(), diary.practices()
    rows = night_rows(episodes, days, practices, today=row_date(now))
    return Snapshot(rows=rows, episodes=episodes, days=days, practices=practices, mark=mark, search=Search(rows))
