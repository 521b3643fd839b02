"""The search for words in the nights of the diary, and the orders of what it finds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.model import night_search
from spasmtui.episodes.model.episode import Practice, Side, Tried
from spasmtui.episodes.model.names import Names
from spasmtui.episodes.model.night_rows import NightRow, night_rows
from spasmtui.episodes.model.night_search import SORTS, Search
from spasmtui.shared.times.bounds import Bound, Period
from tests.support.cases import with_each
from tests.support.episodes import day, episode, rows_of

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
    assert [row.date.day for row in Search(ROWS).matching("").sorted_by(order)] == days


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
    assert not Search(rows).matching("pain")
    assert not Search(rows).matching("none")


def test_the_longest_night_comes_first_and_a_night_without_a_length_last() -> None:
    start = datetime.fromisoformat("2026-11-20T23:00:00+01:00")
    rows = rows_of(
        episode(start.isoformat(), ended_at=start + timedelta(minutes=9)),
        episode((start + timedelta(days=1)).isoformat(), ended_at=start + timedelta(days=1, minutes=4)),
    )
    assert [row.date.day for row in Search(rows).matching("").sorted_by("longest")] == [20, 21, 22]


def test_a_night_without_pain_comes_before_a_night_whose_pain_was_not_recorded() -> None:
    rows = rows_of(episode("2026-11-20T23:00:00+01:00", pain=0), episode("2026-11-21T23:00:00+01:00"))
    assert [row.date.day for row in Search(rows).matching("").sorted_by("most pain")] == [20, 22, 21]


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


NOTES = ("", "New Shoes", "calf\nagain", "pain 3 and İstanbul")
WORDS = ("calf", "foot", "pain=3", "shoes", "2026-0", "jun", "heat", "istanbul", "zz")
START = datetime.fromisoformat("2026-06-01T12:30:00+02:00")
MANY = rows_of(
    *(
        episode(
            (START + timedelta(hours=7 * number)).isoformat(),
            id=str(number),
            place=("calf", "foot", None)[number % 3],
            pain=number % 4 or None,
            note=NOTES[number % 5 % 4],
            ended_at=None if number % 2 else START + timedelta(hours=7 * number, minutes=number % 4),
        )
        for number in range(22)
        if number % 7
    ),
    days=(day("2026-06-03", "heat"), day("2026-06-09", "none")),
    today=date(2026, 6, 10),
)  # fmt: skip
TYPED = st.lists(
    st.sampled_from(("<", "<<<", "", " ", "  ", "c", "a", "2", *WORDS)) | st.sampled_from("CALFfoot 2026-jun"),
    max_size=12,
)


def found_from_scratch(rows: tuple[NightRow, ...], text: str) -> list[NightRow]:
    """Search each episode of each night alone."""
    found = []
    for row in rows:
        kept = [each for each in row.episodes if Search((replace(row, episodes=(each,)),)).matching(text)]
        if kept or (not row.episodes and Search((row,)).matching(text)):
            found.append(replace(row, episodes=tuple(kept)))
    return found


@given(typed=TYPED)
@settings(max_examples=25, deadline=None)
def test_what_is_typed_and_taken_back_finds_what_a_search_of_each_episode_alone_finds(typed: list[str]) -> None:
    search, text = Search(MANY), ""
    for keys in typed:
        # Each `<` takes a letter back; an empty string empties the line.
        text = text[: -len(keys)] if keys.startswith("<") else f"{text}{keys}" if keys else ""
        found = search.matching(text)
        assert list(found) == found_from_scratch(MANY, text), text


def test_a_night_of_which_everything_was_found_is_the_night_itself() -> None:
    assert all(any(row is each for each in MANY) for row in Search(MANY).matching("2026"))
    narrowed = [row for row in Search(MANY).matching("foot") if row not in MANY]
    assert {each.place for row in narrowed for each in row.episodes} == {"foot"}


KEYS: dict[str, Callable[[NightRow], Any]] = {
    "newest": lambda row: -row.date.toordinal(),
    "oldest": lambda row: row.date,
    "most pain": lambda row: 1 if row.worst is None else -row.worst,
    "longest": lambda row: -(row.seconds or 0),
    "most cramps": lambda row: -len(row.episodes),
}


@settings(max_examples=40)
@given(text=st.sampled_from(("", *WORDS)), order=st.sampled_from(SORTS))
def test_what_was_found_is_counted_and_sorted_as_its_rows_are(text: str, order: str) -> None:
    found = Search(MANY).matching(text).sorted_by(order)
    rows = list(found)
    newest_first = sorted(rows, key=lambda row: row.date, reverse=True)
    assert rows == sorted(newest_first, key=KEYS[order])
    nights, days = ([count for row in rows if (count := getattr(row, name))] for name in ("night_count", "day_count"))
    assert found.count_affected() == (len(nights), len(days))
    assert found.earliest == min((row.date for row in rows), default=None)
    assert [found.index_of(row.date) for row in rows] == list(range(len(rows)))
    assert [found.index_of(day) for day in (None, date(2026, 6, 20), date(2020, 1, 1))] == [None] * 3


def test_a_letter_that_is_taken_back_needs_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    search = Search(MANY)
    before = [list(search.matching("calf shoes"[:length])) for length in range(1, 11)]
    monkeypatch.setattr(Search, "_hits_with", None)
    assert [list(search.matching("calf shoes"[:length])) for length in range(10, 0, -1)] == before[::-1]


def test_a_period_keeps_its_episodes_and_nights_without_one_on_its_days() -> None:
    search = Search(MANY)
    every = [(row, each.started_at) for row in MANY for each in row.episodes]
    for first, last in ((3, 5), (1, 1), (9, 9), (2, 30), (4, 4)):
        since, until = (
            Bound(at, at.replace(tzinfo=None))
            for at in (datetime(2026, 6, first, 13, tzinfo=UTC), datetime(2026, 6, last, 23, tzinfo=UTC))
        )
        for period in (Period(since, until), Period(since), Period(None, until)):
            kept = {at for _row, at in every if period.holds(at)}
            found = search.within(period)
            assert {each.started_at for row in found for each in row.episodes} == kept
            without = {row.date for row in MANY if not row.episodes and period.holds_day(row.date.isoformat())}
            assert {row.date for row in found if not row.episodes} == without
    assert list(search.within(Period())) == list(MANY)


def test_some_of_what_was_found_are_its_nights_in_their_order() -> None:
    found = Search(MANY).matching("calf").sorted_by("oldest")
    assert found[1:4] == tuple(found)[1:4]
    assert found[::-2] == tuple(found)[::-2]


def test_a_night_that_was_not_found_has_no_place() -> None:
    found = Search(ROWS).matching("foot")
    assert [found.index_of(date(2026, 11, on)) for on in (19, 17, 18, 20)] == [0, 1, None, None]


def test_what_was_put_together_once_is_not_put_together_again(monkeypatch: pytest.MonkeyPatch) -> None:
    search = Search(MANY)
    assert not search.is_prepared
    assert not search.prepare_some()
    assert search.is_prepared
    assert not search._known, "what texts are made of is needed no longer"  # noqa: SLF001 -- nothing else shows it
    found = search.matching("calf")
    nights, amounts = search.nights, search.nights.measured("longest")
    assert (search.nights, search.nights.measured("longest")) == (nights, amounts)
    assert search.nights.measured("longest") is amounts
    monkeypatch.setattr(Search, "_texts_of", None)
    monkeypatch.setattr(Search, "_hits_with", None)
    assert list(search.matching("calf")) == list(found)
    assert len(search.matching("")) == len(MANY)


def test_answers_that_many_episodes_have_are_put_into_words_once(monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[str | None] = []
    words_of = night_search._answers_text  # noqa: SLF001 -- counted

    def count(each: Any, names: Names) -> str:
        put.append(each.place)
        return words_of(each, names)

    monkeypatch.setattr(night_search, "_answers_text", count)
    Search(rows_of(*(episode(f"2026-06-{on:02}T03:00:00+02:00", place="calf") for on in range(1, 9)))).matching("calf")
    assert put == ["calf"]


def test_an_evening_has_no_other_date_than_its_night() -> None:
    rows = rows_of(episode("2026-11-12T12:00:00+00:00"), today=date(2026, 11, 12))
    assert [len(row.episodes) for row in Search(rows).matching("2026-11-12")] == [1]
    search = Search(rows)
    search.prepare_some()
    assert search._texts[0].count("2026-11-12") == 1  # noqa: SLF001 -- the date is looked for in it
