"""The diary as rows."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from spasmtui.episodes.model.episode import Day, Practice, Side, Tried
from spasmtui.episodes.model.names import Names
from spasmtui.episodes.model.night_rows import NightRow, Search, changed_date, night_rows, sort_rows
from tests.support.cases import with_each
from tests.support.episodes import episode


def rows_of(*episodes: Any, days: tuple[Day, ...] = (), today: date = date(2026, 11, 22)) -> tuple[NightRow, ...]:
    return night_rows(episodes, days, (), today=today)


def day(on: str, *words: str) -> Day:
    return Day(date=on, words=words, updated_at=datetime.fromisoformat("2026-11-22T08:00:00+00:00"), device="desk")


def test_every_night_from_the_first_record_to_today_has_a_row() -> None:
    rows = rows_of(episode("2026-11-19T23:00:00+01:00"))
    assert [(row.date.day, row.night_count) for row in rows] == [(22, 0), (21, 0), (20, 0), (19, 1)]


def test_more_than_a_year_without_a_record_has_no_rows_and_today_always_has_one() -> None:
    years = ("1900-01-01", "2025-11-20", "2026-11-21", "2028-01-01", "2200-12-31")
    rows = rows_of(*(episode(f"{on}T23:00:00+01:00") for on in years))
    assert [row.date.isoformat() for row in rows if row.episodes] == sorted(years, reverse=True)
    assert [row.date.year for row in rows[:2]] == [2200, 2028]
    assert rows[2].date == date(2026, 11, 22)
    assert len(rows) == 3 + 1 + 366 + 1


def test_an_empty_diary_has_no_rows() -> None:
    assert rows_of() == ()


def test_none_not_recorded_and_an_afternoon_are_distinguished() -> None:
    rows = rows_of(
        episode("2026-11-20T15:00:00+01:00"),
        episode("2026-11-19T15:00:00+01:00"),
        episode("2026-11-19T23:00:00+01:00"),
        days=(day("2026-11-20", "none"), day("2026-11-21", "effort"), day("2026-11-22", "none")),
    )
    counts = [(row.night_count, row.day_count, "none" in row.words) for row in rows]
    assert counts == [(0, 0, True), (0, 0, False), (0, 1, True), (1, 1, False)]


ROWS = rows_of(
    episode("2026-11-19T23:00:00+01:00", place="calf", pain=3, note="New Shoes"),
    episode("2026-11-20T01:00:00+01:00", place="foot", pain=8),
    episode("2026-11-17T23:00:00+01:00", place="foot"),
    days=(day("2026-11-18", "none", "heat"),),
)


@with_each(
    ("text", "found"),
    [
        ("", [(22, 0), (21, 0), (20, 0), (19, 2), (18, 0), (17, 1)]),
        ("foot", [(19, 1), (17, 1)]),
        ("FOOT pain=8", [(19, 1)]),
        ("calf pain=8", []),  # no single episode has both
        ("shoes nov", [(19, 1)]),
        ("heat", [(18, 0)]),
        ("tue", [(17, 1)]),
        ("2026-11-19", [(19, 2)]),
        ("[/", []),
    ],
)
def test_a_search_keeps_the_episodes_that_have_every_word(text: str, found: list[tuple[int, int]]) -> None:
    assert [(row.date.day, len(row.episodes)) for row in Search(ROWS).matching(text)] == found


@pytest.mark.parametrize(
    ("order", "days"),
    [
        ("newest", [22, 21, 20, 19, 18, 17]),
        ("oldest", [17, 18, 19, 20, 21, 22]),
        ("most pain", [19, 22, 21, 20, 18, 17]),
        ("most cramps", [19, 17, 22, 21, 20, 18]),
    ],
)
def test_an_order_puts_what_was_not_recorded_last(order: str, days: list[int]) -> None:
    assert [row.date.day for row in sort_rows(ROWS, order)] == days


def test_a_routine_done_outside_an_episode_belongs_to_its_night_and_is_searched() -> None:
    start = datetime.fromisoformat("2026-11-20T21:30:00+01:00")
    done = Practice(id="p", routine="bedtime-prevention", started_at=start, seconds=9, completed=True, device="desk")
    rows = night_rows((), (), (done,), today=date(2026, 11, 21))
    assert [(row.date.day, len(row.practices)) for row in rows] == [(21, 0), (20, 1)]
    assert [row.date.day for row in Search(rows).matching("bedtime-prevention")] == [20]


def test_a_search_finds_a_thing_by_its_name_too() -> None:
    start = datetime.fromisoformat("2026-11-20T21:30:00+01:00")
    tried = (Tried(routine="night-calf-rescue"), Tried(routine="my-calf"))
    cramp = episode(
        "2026-11-19T23:00:00+01:00", place="upper-back", side=Side.LEFT, triggers=("little-drink",), tried=tried
    )
    done = Practice(id="p", routine="bedtime-prevention", started_at=start, seconds=9, completed=True, device="desk")
    rows = night_rows((cramp,), (day("2026-11-18", "long-sitting"),), (done,), today=date(2026, 11, 21))
    search = Search(rows, Names(routines={"my-calf": "Calf, my way"}))
    for text, on in (
        ("bedtime stretches", 20), ("rescue", 19), ("my way", 19), ("left upper back", 19), ("little to drink", 19),
        ("long sitting", 18),
    ):  # fmt: skip
        assert [row.date.day for row in search.matching(text)] == [on], text


def test_pain_that_was_not_recorded_is_not_searched() -> None:
    rows = rows_of(episode("2026-11-22T03:00:00+01:00"))
    assert Search(rows).matching("pain") == Search(rows).matching("none") == ()


@pytest.mark.parametrize(("words", "is_recorded"), [((), False), (("effort",), False), (("none", "heat"), True)])
def test_a_night_is_recorded_by_an_episode_or_by_the_word_for_none(words: tuple[str, ...], is_recorded: bool) -> None:
    assert NightRow(date=date(2026, 11, 22), words=words).is_recorded is is_recorded
    assert NightRow(date=date(2026, 11, 22), episodes=(episode(),)).is_recorded


def test_the_longest_night_comes_first_and_a_night_without_a_length_last() -> None:
    start = datetime.fromisoformat("2026-11-20T23:00:00+01:00")
    rows = rows_of(
        episode(start.isoformat(), ended_at=start + timedelta(minutes=9)),
        episode((start + timedelta(days=1)).isoformat(), ended_at=start + timedelta(days=1, minutes=4)),
    )
    assert [row.date.day for row in sort_rows(rows, "longest")] == [20, 21, 22]


def test_a_night_without_pain_comes_before_a_night_whose_pain_was_not_recorded() -> None:
    rows = rows_of(episode("2026-11-20T23:00:00+01:00", pain=0), episode("2026-11-21T23:00:00+01:00"))
    assert [row.date.day for row in sort_rows(rows, "most pain")] == [20, 22, 21]


def test_the_night_that_a_change_has_touched_is_found() -> None:
    cramp = episode("2026-11-19T23:00:00+01:00", place="calf")
    other = episode("2026-11-20T23:00:00+01:00", place="foot")
    before = rows_of(cramp, other)
    assert changed_date(before, rows_of(other)) == date(2026, 11, 19)
    assert changed_date(rows_of(other), before) == date(2026, 11, 19)
    assert changed_date(before, rows_of(replace(cramp, pain=3), other)) == date(2026, 11, 19)
    assert changed_date(before, before) is None


def test_a_search_finds_a_remedy_by_its_words() -> None:
    rows = rows_of(
        episode("2026-11-19T23:00:00+01:00", tried=(Tried(remedy="Wheat bag"),)),
        episode("2026-11-20T23:00:00+01:00", tried=(Tried(routine="calf-wall"),)),
    )
    assert [row.date.day for row in Search(rows).matching("wheat BAG")] == [19]


def test_an_episode_after_midnight_is_found_by_the_date_beside_it_and_by_that_of_its_night() -> None:
    rows = rows_of(episode("2026-11-12T00:30:00+09:00"), episode("2026-11-12T20:00:00+00:00"))
    found = {
        text: [(row.date.day, len(row.episodes)) for row in Search(rows).matching(text) if row.episodes]
        for text in ("2026-11-12", "12 november", "thursday", "thu", "2026-11-11", "wednesday 11 nov")
    }
    both, night = [(12, 1), (11, 1)], [(11, 1)]
    assert found == {
        "2026-11-12": both, "12 november": both, "thursday": both, "thu": both, "2026-11-11": night,
        "wednesday 11 nov": night,
    }  # fmt: skip


def test_a_search_that_goes_on_letter_by_letter_finds_what_a_new_one_finds() -> None:
    places, texts = ("calf", "foot", None), ("", "New Shoes", "calf\nagain", "pain 3 and more")
    start = datetime.fromisoformat("2026-06-01T23:00:00+02:00")
    rows = rows_of(
        *(
            episode(
                (start + timedelta(hours=31 * number)).isoformat(),
                id=str(number),
                place=places[number % 3],
                pain=number % 4 or None,
                note=texts[number % 5 % 4],
            )
            for number in range(120)
        ),
        days=(day("2026-09-12", "heat"), day("2026-10-04", "none")),
    )
    search = Search(rows)
    assert search.prepare_some()
    for text in ("calf pain=3", "new s calf", "heat", "pain 3 foot 2026-0", "CALF again", "xyz", "\n calf"):
        for end in (*range(1, len(text) + 1), 2, 1, 0, len(text)):
            assert search.matching(text[:end]) == Search(rows).matching(text[:end]), text[:end]
    assert not search.prepare_some()
    (narrowed,) = (row for row in search.matching("foot") if row.date == date(2026, 6, 2))
    assert [each.place for each in narrowed.episodes] == ["foot"]
    assert all(row in rows for row in search.matching("2026"))
