"""The rows of the log that a filter keeps."""

from datetime import UTC, date, datetime

import pytest

from spasmtui.episodes.model.night_rows import Search, night_rows
from spasmtui.episodes.tui.log_data import LogData, filter_rows
from tests.support.cases import with_each
from tests.support.episodes import episode

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
ROWS = night_rows(
    [episode("2026-11-12T00:30:00+09:00", note="last month was worse"), episode("2026-11-21T23:40:00+00:00")],
    (),
    (),
    today=date(2026, 11, 22),
)


@with_each(
    ("text", "days"),
    [
        ("yesterday", [21]), ("last night", [21]), ("12.11.2026", []), ("12.11.", []), ("27.10.2026", []),
        ("2026/11/12", [11]), ("12 Nov 2026", [11]), ("10 days ago", [11]), ("last week", [11]), ("last month", [11]),
        ("nonsense", []),
        ("3am", []), ("", [21, 11]),
    ],
)  # fmt: skip
def test_a_filter_that_no_row_has_as_words_may_name_a_day_or_a_longer_time(text: str, days: list[int]) -> None:
    found = filter_rows(LogData(rows=ROWS, search=Search(ROWS)), text, NOW)
    assert [row.date.day for row in found if row.episodes] == days


def test_a_date_that_could_be_two_is_read_as_the_locale_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_TIME", "de_DE.UTF-8")
    found = filter_rows(LogData(rows=ROWS, search=Search(ROWS)), "12.11.2026", NOW)
    assert [(row.date.day, len(row.episodes)) for row in found if row.episodes] == [(11, 1)]
