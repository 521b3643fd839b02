"""The rows of the log that a filter keeps."""

from datetime import UTC, date, datetime, timedelta

import pytest

from spasmtui.episodes.model.night_rows import night_rows
from spasmtui.episodes.model.night_search import Search
from spasmtui.episodes.tui.diary_screen import OPENS_LATER, READING, DiaryScreen
from spasmtui.episodes.tui.log_data import Arranger, LogData, Request, filter_rows, prepare_search
from spasmtui.episodes.tui.night_table import needed_widths
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.episodes import episode
from tests.support.memory_diary import MemoryDiary

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


def test_few_nights_have_columns_of_their_own_and_many_those_of_all() -> None:
    start = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
    places = ("calf", "lower-back", "foot")
    rows = night_rows(
        [
            episode((start - timedelta(days=back)).isoformat(), id=str(back), place=places[min(back // 150, 2)])
            for back in range(450)
        ],
        (),
        (),
        today=date(2026, 11, 22),
    )
    snapshot = LogData(is_whole=True, rows=rows, search=Search(rows))
    arranger = Arranger()
    found = {text: arranger.arrange(Request(snapshot, text, "oldest"), NOW) for text in ("foot", "20", "", "nowhere")}
    assert {text: len(each.rows) for text, each in found.items()} == {"foot": 150, "20": 451, "": 451, "nowhere": 0}
    assert [found[text].needed[0]["Where"] for text in ("foot", "20", "")] == [5, 10, 10]
    assert found[""].needed == needed_widths(rows, 2026, snapshot.names)
    assert found["foot"].title == "Log · 150 nights with cramps since 29 Aug 2025 · only: foot · oldest first"
    assert found["nowhere"].when_empty == "No night contains these words."


def test_a_search_is_made_ready_until_the_screen_is_gone() -> None:
    rows = night_rows([episode("2025-11-21T23:40:00+00:00")], (), (), today=date(2026, 11, 22))
    answers = iter((False, False, True))
    search = Search(rows)
    prepare_search(LogData(rows=rows, search=search), lambda: next(answers))
    assert list(answers) == []
    assert search.prepare_some()
    prepare_search(LogData(rows=rows, search=search), lambda: False)
    assert not search.prepare_some()


class Waiting(DiaryScreen):
    """A screen over a diary that is not read yet, which notes what it does."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(MemoryDiary(clock), clock)
        self.done: list[str] = []
        self.is_covered = False

    @property
    def is_on_top(self) -> bool:
        return not self.is_covered

    def show_reading(self, words: str) -> None:
        self.done.append(words)

    def show_snapshot(self) -> None:
        self.done.append("show")

    def report(self, text: str) -> None:
        self.done.append(text)


def test_a_form_that_waited_for_the_diary_opens_before_the_log_shows_what_it_knows_of_the_newest(
    clock: FakeClock,
) -> None:
    screen = Waiting(clock)
    screen.with_diary(lambda: screen.done.append("form"))
    assert (screen.done, screen.is_opening) == ([], True)
    screen._take(LogData())  # noqa: SLF001 -- the thread that reads hands it on
    assert (screen.done, screen.is_opening) == (["form", "show"], False)


def test_what_waited_for_the_diary_does_not_open_over_a_screen_that_came_meanwhile(clock: FakeClock) -> None:
    screen = Waiting(clock)
    screen.with_diary(lambda: screen.done.append("form"))
    screen._is_reading = True  # noqa: SLF001 -- as it is in an app
    screen.with_whole_diary(lambda: screen.done.append("report"))
    screen.is_covered = True  # such as by a running timer
    screen._take(LogData(is_whole=True))  # noqa: SLF001 -- as above
    assert (screen.done, screen.is_opening) == (["show"], False)


def test_where_the_disk_takes_long_a_key_says_once_that_its_screen_opens_later(clock: FakeClock) -> None:
    screen = Waiting(clock)
    screen._say_reading()  # noqa: SLF001 -- the timer of the screen
    for _ in range(3):
        screen.with_diary(lambda: screen.done.append("form"))
    assert screen.done == [READING, OPENS_LATER]
    screen._take(LogData())  # noqa: SLF001 -- as above
    screen.with_diary(lambda: screen.done.append("form"))
    assert screen.done[2:] == ["form", "show", "form"]
