"""The diary in the home screen's few sentences."""

from datetime import UTC, date, datetime, timedelta

import pytest

from spasmtui.episodes.entry.day_answers import record_declined_evening, record_free_night
from spasmtui.episodes.model.episode import Day, Episode, Helped, Practice, Side, Tried
from spasmtui.episodes.summary import (
    bedtime_of,
    count_nights,
    count_places,
    evening_before,
    evening_to_decline,
    find_helpful,
    first_monday,
    last_night,
    night_to_ask_about,
    summarize_diary,
    this_week,
    trial_week,
)
from spasmtui.ui.diary_summary import Bedtime, Evening, PlaceCount, RoutineHelp
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.memory_diary import MemoryDiary
from tests.support.trials import trial

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def episode(started_at: datetime, minutes: int | None = 4, **fields: object) -> Episode:
    return Episode(
        id=f"id-{started_at:%d%H%M}",
        started_at=started_at,
        ended_at=None if minutes is None else started_at + timedelta(minutes=minutes),
        created_at=started_at,
        updated_at=started_at,
        device="here",
        **{"place": "calf", "side": Side.LEFT, **fields},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("now", "evening"),
    [
        (datetime(2026, 11, 22, 8, 0, tzinfo=UTC), "2026-11-21"),
        (datetime(2026, 11, 22, 17, 59, tzinfo=UTC), "2026-11-21"),
        (datetime(2026, 11, 22, 18, 0, tzinfo=UTC), "2026-11-22"),
        (datetime(2026, 11, 23, 0, 30, tzinfo=UTC), "2026-11-22"),
    ],
)
def test_the_last_night_is_the_one_that_has_begun(now: datetime, evening: str) -> None:
    assert evening_before(now).isoformat() == evening


def test_last_night_sums_up_what_was_recorded() -> None:
    night = [episode(NOW.replace(hour=3), pain=6), episode(NOW.replace(hour=5), 7, place="foot", pain=4)]
    assert last_night(night, NOW) == ("Last night", "2 cramps, left calf, left foot, 11 min, pain 6")


def test_what_was_not_recorded_is_left_out_not_counted_as_nothing() -> None:
    assert last_night([episode(NOW.replace(hour=3), None)], NOW) == ("Last night", "1 cramp, left calf")


def test_a_night_without_a_record_is_not_called_a_night_without_a_cramp() -> None:
    assert last_night([], NOW) == ("Last night", "nothing recorded")


def test_in_the_evening_last_night_is_still_the_one_that_ended_in_the_morning() -> None:
    evening = NOW.replace(hour=23)
    assert last_night([episode(NOW.replace(hour=3))], evening) == ("Last night", "1 cramp, left calf, 4 min")


def test_a_cramp_of_this_evening_is_this_night() -> None:
    evening = NOW.replace(hour=23)
    found = [episode(NOW.replace(hour=22)), episode(NOW.replace(hour=3))]
    assert last_night(found, evening) == ("This night", "1 cramp, left calf, 4 min")


def test_after_midnight_it_is_still_this_night_and_last_night_the_one_before() -> None:
    at_three = NOW.replace(hour=3)
    assert last_night([episode(NOW.replace(hour=2))], at_three) == ("This night", "1 cramp, left calf, 4 min")
    before = [episode(NOW.replace(hour=2) - timedelta(days=1))]
    assert last_night(before, at_three) == ("Last night", "1 cramp, left calf, 4 min")
    assert last_night(before, NOW.replace(hour=5)) == ("Last night", "nothing recorded")


def test_a_week_counts_nights_not_episodes() -> None:
    two_in_one_night = [episode(NOW.replace(hour=hour)) for hour in (1, 3)]
    before = [episode(NOW - timedelta(days=days)) for days in (2, 8, 9)]
    nights = count_nights([*two_in_one_night, *before], {}, NOW)
    assert this_week(nights) == "cramps in 2 of 2 nights recorded · the week before: 2 of 2"


@pytest.mark.parametrize(
    ("older", "said"),
    [
        ((), "cramps in 1 of 1 night recorded"),
        (("2026-11-20",), "cramps in 1 of 2 nights recorded"),
        (("2026-11-14",), "cramps in 1 of 1 night recorded · the week before: 0 of 1"),
        ((episode(NOW - timedelta(days=8)),), "cramps in 1 of 1 night recorded · the week before: 1 of 1"),
        ((episode(NOW - timedelta(days=40)),), "cramps in 1 of 1 night recorded"),
    ],
)
def test_a_week_tells_only_of_the_nights_that_were_recorded(
    older: tuple[Episode | str, ...], said: str, clock: FakeClock
) -> None:
    free = [a_day(each, "none") if isinstance(each, str) else each for each in older]
    diary = MemoryDiary(clock, [episode(NOW.replace(hour=3)), *free])
    assert summarize_diary(diary, NOW).rows[1] == ("This week", said)


@pytest.mark.parametrize("cramps", [0, 1])
def test_the_week_fits_on_one_line_of_the_home_screen_at_80_columns(cramps: int) -> None:
    assert len(this_week([cramps] * 14)) <= 59


@pytest.mark.parametrize(
    ("nights", "said"),
    [
        ([None] * 14, "no night recorded"),
        ([2, *[None] * 13], "no night recorded"),
        ([*[None] * 11, 0, None, 0], "no cramp in 2 nights recorded"),
    ],
)
def test_a_week_of_which_nothing_is_recorded_is_no_week_without_cramps(nights: list[int | None], said: str) -> None:
    assert this_week(nights) == said


def a_day(on: str, *words: str) -> Day:
    return Day(date=on, words=words, updated_at=NOW, device="here")


def stretches(started_at: datetime, *, completed: bool = True, routine: str = "bedtime-prevention") -> Practice:
    return Practice(
        id=f"p{started_at:%d%H%M}",
        routine=routine,
        started_at=started_at,
        seconds=215 if completed else 60,
        completed=completed,
        device="here",
    )


FREE = {"2026-11-21": ("none", "effort")}


def test_a_night_that_was_said_to_be_free_is_not_called_unrecorded() -> None:
    assert last_night([], NOW, FREE) == ("Last night", "no cramp")
    cramp = [episode(NOW.replace(hour=3))]
    assert last_night(cramp, NOW, FREE) == ("Last night", "1 cramp, left calf, 4 min")


@with_each(
    ("hour", "night"),
    [(4, None), (5, date(2026, 11, 21)), (17, date(2026, 11, 21)), (18, None), (23, None)],
)
def test_the_night_is_asked_about_from_the_morning_until_the_next_one_begins(hour: int, night: date | None) -> None:
    assert night_to_ask_about([], {}, NOW.replace(hour=hour)) == night


def test_a_night_of_which_something_is_known_is_not_asked_about() -> None:
    assert night_to_ask_about([], FREE, NOW) is None
    assert night_to_ask_about([episode(NOW.replace(hour=3))], {}, NOW) is None
    # "None" would be said of the afternoon before it as well.
    assert night_to_ask_about([episode(NOW - timedelta(hours=15))], {}, NOW) is None
    assert night_to_ask_about([], {"2026-11-21": ("effort",)}, NOW) == date(2026, 11, 21)


def test_twelve_weeks_begin_on_a_monday_and_end_with_the_last_night_that_has_begun() -> None:
    assert first_monday(NOW) == date(2026, 8, 31)
    nights = count_nights([episode(NOW.replace(hour=hour)) for hour in (1, 3)], {"2026-11-20": ("none",)}, NOW)
    assert len(nights) == 83
    assert nights[-3:] == (None, 0, 2)
    assert set(nights[:-2]) == {None}
    assert len(count_nights([], {}, NOW.replace(hour=18))) == 84
    assert first_monday(NOW + timedelta(days=1)) == first_monday(NOW)
    assert first_monday(NOW + timedelta(days=1, hours=10)) == date(2026, 9, 7)


def test_a_cramp_by_day_is_in_no_night() -> None:
    assert set(count_nights([episode(NOW.replace(hour=14) - timedelta(days=1))], {}, NOW)) == {None}


def test_places_are_counted_with_their_side_the_most_frequent_first() -> None:
    found = [
        episode(NOW, place="foot", side=None),
        *[episode(NOW - timedelta(hours=hours)) for hours in (1, 2)],
        episode(NOW - timedelta(hours=3), place=None, side=Side.LEFT),
    ]
    assert count_places(found) == (
        PlaceCount(place="calf", side="left", words="left calf", episodes=2),
        PlaceCount(place="foot", side=None, words="foot", episodes=1),
    )


def tried(*effects: Helped | None, routine: str = "walked about", minutes: int | None = 4) -> list[Episode]:
    return [
        episode(NOW - timedelta(hours=number), minutes, tried=(Tried(routine=routine),), helped=effect)
        for number, effect in enumerate(effects)
    ]


def test_what_helped_counts_gone_and_most_of_what_was_recorded_and_nothing_else() -> None:
    effects = (Helped.GONE, Helped.MOST, Helped.SOME, Helped.NO, Helped.GONE, None, None)
    walked = RoutineHelp(routine="walked about", place="calf", most=3, recorded=5, minutes=4)
    assert find_helpful(tried(*effects)) == (walked,)
    assert find_helpful(tried(None)) == ()
    assert find_helpful(tried(*[Helped.SOME] * 9)) == ()


def test_a_median_needs_as_many_known_lengths_as_an_effect() -> None:
    effects = [Helped.GONE] * 5
    assert find_helpful(tried(*effects, minutes=None))[0].minutes is None
    assert find_helpful(tried(*effects, minutes=0))[0].minutes == 0
    mixed = [*tried(*effects[:3], minutes=3), *tried(*effects[:3], minutes=8)]
    assert find_helpful(mixed)[0].minutes == 5.5


def test_the_routine_that_helped_most_often_comes_first_by_its_title_and_only_three_are_named() -> None:
    found = find_helpful([
        *tried(*[Helped.GONE] * 5, routine="foot-toes"),
        *tried(*[Helped.GONE] * 6, Helped.NO, routine="night-calf-rescue"),
        *tried(*[Helped.GONE] * 6, routine="../night-calf-rescue"),
        *tried(*[Helped.GONE] * 5, Helped.NO, routine="wheat-bag"),
    ])
    assert [each.routine for each in found] == [
        "../night calf rescue",
        "Night calf cramp: rescue",
        "Foot and toe cramp",
    ]


EVENING = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
"""A Sunday: the week's last evening."""


def test_the_evenings_of_a_week_are_done_in_part_or_not_recorded() -> None:
    practices = [
        stretches(EVENING - timedelta(days=6)),
        stretches(EVENING - timedelta(days=4), completed=False),
        stretches(EVENING - timedelta(days=4, minutes=9)),
        stretches(EVENING - timedelta(days=3), completed=False),
        stretches(EVENING - timedelta(days=2), routine="warm-up"),
    ]
    done, early, unknown = Evening.DONE, Evening.EARLY, Evening.NOT_RECORDED
    week = (done, unknown, done, early, unknown, unknown, unknown)
    assert bedtime_of(practices, {}, EVENING) == Bedtime(week=week)
    # In the morning nothing is said yet of the evening to come.
    assert bedtime_of(practices, {}, NOW) == Bedtime(week=week[:6])
    assert bedtime_of(practices[4:], {}, EVENING) == Bedtime()


def test_this_evening_lasts_until_the_morning() -> None:
    tonight = [stretches(EVENING), stretches(EVENING + timedelta(hours=1), completed=False)]
    for now in (EVENING + timedelta(hours=2), EVENING.replace(day=23, hour=4)):
        found = bedtime_of(tonight, {}, now)
        assert (found.tonight, found.ended_at, len(found.week)) == (Evening.DONE, "22:33", 7)
    early = bedtime_of(tonight[1:], {}, EVENING + timedelta(hours=2))
    assert (early.tonight, early.ended_at) == (Evening.EARLY, "23:31")
    assert bedtime_of(tonight, {}, EVENING.replace(day=23, hour=5)) == Bedtime()


def test_stretches_of_the_afternoon_count_for_the_evening_before_it_has_come() -> None:
    found = bedtime_of([stretches(EVENING.replace(hour=16))], {}, EVENING.replace(hour=17))
    assert (found.tonight, len(found.week)) == (Evening.DONE, 7)


@pytest.mark.parametrize(
    "record",
    [episode(NOW - timedelta(days=400)), a_day("2025-01-01", "none"), stretches(NOW - timedelta(days=400))],
    ids=["an episode", "a day", "a practice"],
)
def test_nothing_that_was_ever_recorded_makes_a_first_start(record: Episode | Day | Practice, clock: FakeClock) -> None:
    assert summarize_diary(MemoryDiary(clock), NOW).is_empty
    summary = summarize_diary(MemoryDiary(clock, [record]), NOW)
    assert not summary.is_empty
    assert summary.rows[0] == ("Last night", "nothing recorded")
    assert summary.asks_about == date(2026, 11, 21)


def test_an_empty_diary_asks_nothing(clock: FakeClock) -> None:
    summary = summarize_diary(MemoryDiary(clock), NOW)
    assert (summary.asks_about, summary.rows, summary.latest) == (None, (), ())


def test_an_open_episode_of_another_day_says_which(clock: FakeClock) -> None:
    old = episode(NOW - timedelta(days=2), None, is_open=True)
    summary = summarize_diary(MemoryDiary(clock, [old]), NOW)
    assert (summary.open_since, summary.open_id) == ("left calf, since Fri 20 Nov 08:00", old.id)
    assert summary.latest == (("Thu 19 Nov  08:00", "left calf, still open"),)


def test_the_latest_episodes_are_named_after_their_nights_and_say_what_was_recorded(clock: FakeClock) -> None:
    found = [episode(NOW - timedelta(days=1), pain=6, pain_after=2), episode(NOW - timedelta(days=2), None, pain=4)]
    assert summarize_diary(MemoryDiary(clock, found), NOW).latest == (
        ("Fri 20 Nov  08:00", "left calf, 4 min, pain 6 → 2"),
        ("Thu 19 Nov  08:00", "left calf, pain 4"),
    )


@pytest.mark.parametrize("began", ["2026-11-21T23:10:00+00:00", "2026-11-22T03:10:00-08:00"])
def test_a_night_with_a_cramp_is_not_recorded_as_free(began: str, clock: FakeClock) -> None:
    diary = MemoryDiary(clock, [episode(datetime.fromisoformat(began), None)])
    said = record_free_night(diary, date(2026, 11, 21), NOW)
    assert (said.startswith("Not recorded as free: there was a cramp that night, "), diary.days()) == (True, ())
    assert "No cramp: recorded" in record_free_night(diary, date(2026, 11, 20), NOW)


def test_a_free_night_keeps_the_other_words_of_its_day(clock: FakeClock) -> None:
    diary = MemoryDiary(clock, [a_day("2026-11-21", "effort")])
    assert record_free_night(diary, date(2026, 11, 21), NOW) == (
        "No cramp: recorded for the night of Sat 21 Nov. u takes it back."
    )
    assert diary.days()[0].words == ("effort", "none")
    diary.undo()
    assert diary.days()[0].words == ("effort",)


def test_an_evening_that_was_declined_is_not_one_of_which_nothing_is_recorded() -> None:
    words = {"2026-11-20": ("no-stretches",), "2026-11-21": ("no-stretches", "heat"), "2026-11-22": ("none",)}
    late = [stretches(EVENING - timedelta(days=1))]
    week = (*[Evening.NOT_RECORDED] * 4, Evening.DECLINED, Evening.DONE, Evening.NOT_RECORDED)
    assert bedtime_of(late, words, EVENING) == Bedtime(week=week)
    said = {**words, "2026-11-22": ("no-stretches",)}
    assert bedtime_of([], said, EVENING.replace(hour=17)).tonight is Evening.DECLINED


@pytest.mark.parametrize(
    ("now", "evening"),
    [
        (EVENING.replace(hour=17), None),
        (EVENING.replace(hour=18), date(2026, 11, 22)),
        (EVENING.replace(day=23, hour=4), date(2026, 11, 22)),
        (EVENING.replace(day=23, hour=5), None),
    ],
)
def test_not_tonight_can_be_said_in_the_evening(now: datetime, evening: date | None) -> None:
    known = Bedtime(week=(Evening.DONE,))
    assert evening_to_decline(known, now) == evening
    assert evening_to_decline(Bedtime(), now) is None
    assert evening_to_decline(Bedtime(week=(Evening.DONE,), tonight=Evening.DONE), now) is None


def test_an_evening_that_is_declined_keeps_an_ordinary_day_ordinary(clock: FakeClock) -> None:
    diary = MemoryDiary(clock, [a_day("2026-11-22", "ordinary")])
    assert record_declined_evening(diary, date(2026, 11, 22), EVENING) == (
        "No bedtime stretches: recorded for Sun 22 Nov. u takes it back."
    )
    assert diary.days()[0].words == ("ordinary", "no-stretches")


def test_the_night_of_the_changed_clock_is_one_night_with_both_of_its_cramps() -> None:
    # The clock was set back at 03:00, so that half past two came twice.
    twice = [datetime.fromisoformat(f"2026-10-25T02:30:00{offset}") for offset in ("+02:00", "+01:00")]
    nights = count_nights(map(episode, twice), {"2026-10-25": ("none",)}, datetime(2026, 10, 26, 8, 0, tzinfo=UTC))
    assert nights[-2:] == (2, 0)
    assert this_week(nights) == "cramps in 1 of 2 nights recorded"


def test_a_remedy_that_helped_is_on_home_as_the_person_s_own() -> None:
    own = [
        episode(NOW - timedelta(days=number), tried=(Tried(remedy="wheat bag"),), helped=Helped.GONE)
        for number in range(1, 6)
    ]
    assert [(each.routine, each.most, each.recorded) for each in find_helpful(own)] == [("Your own: wheat bag", 5, 5)]


def test_the_present_week_of_a_running_trial_is_told_and_its_off_evenings_are_not_asked_for() -> None:
    evenings = [datetime(2026, 9, day, 21, tzinfo=UTC) for day in (6, 7, 14)]
    assert [trial_week([trial()], now) for now in evenings] == ["", "on", "off"]
    assert trial_week([trial(ended_at=datetime(2026, 9, 13, 9, tzinfo=UTC))], evenings[2]) == ""
    assert trial_week([trial(routine="warm-up")], evenings[1]) == ""
    known = Bedtime(week=(Evening.DONE,), trial_week="off")
    assert evening_to_decline(known, evenings[2]) is None
