"""Which nights enter which number: recorded and described ones, periods, minimum counts, and the order of lists."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from spasmtui.episodes.insights.analysis import (
    Comparison,
    Insights,
    MissingNights,
    Period,
    analyze_diary,
)
from spasmtui.episodes.insights.outcomes import PainChange, TriedSummary, count_lengths
from spasmtui.episodes.insights.sentences import bedtime_sentence
from spasmtui.episodes.insights.statistics import CONFIDENCE, Share
from spasmtui.episodes.model.episode import Day, Episode, Helped, Practice, Side, Tried
from spasmtui.episodes.model.word_counts import WordCounts
from spasmtui.shared.plans.bedtime import BEDTIME
from tests.support.cases import with_each
from tests.support.episodes import episode

NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
"""Late in the evening, so that the row that is going on is today's."""


def night(back: int, *, hour: int = 23, **fields: Any) -> Episode:
    """An episode of the night that began `back` evenings ago."""
    at = NOW.replace(hour=hour, minute=0) - timedelta(days=back - (hour < 12))
    return episode(at.isoformat(), **{"id": f"{back}-{hour}", **fields})


def day(back: int, *words: str) -> Day:
    return Day(date=(NOW - timedelta(days=back)).date().isoformat(), words=words, updated_at=NOW, device="desk")


def stretches(back: int, routine: str = BEDTIME, *, completed: bool = True) -> Practice:
    at = NOW.replace(hour=21) - timedelta(days=back)
    return Practice(id=f"p{back}", routine=routine, started_at=at, seconds=210, completed=completed, device="desk")


def analyzed(
    episodes: list[Episode], days: list[Day] | None = None, practices: list[Practice] | None = None
) -> Insights:
    return analyze_diary(episodes, days or [], practices or [], now=NOW)


def compared(found: Insights) -> dict[str, tuple[Share, Share]]:
    return {each.name: (each.one, each.other) for each in found.comparisons}


def share(count: int, total: int) -> Share:
    return Share(count=count, total=total)


def nights(affected: range, free: range, *words: str) -> tuple[list[Episode], list[Day]]:
    """Nights with a cramp and nights without, all described by the same words."""
    days = [day(back, *words) for back in affected] if words else []
    return [night(back) for back in affected], [*days, *(day(back, "none", *words) for back in free)]


def test_an_empty_diary_has_no_number() -> None:
    found = analyzed([])
    assert (found.rows, found.episodes, found.affected, found.before, found.bedtime) == ((), 0, share(0, 0), None, None)
    assert (found.minutes, found.longest_minutes, found.minutes_recorded) == (None, None, 0)
    assert found.missing == MissingNights(recorded=0, more_nights=14, more_affected=5, more_free=5)
    assert found.recent.until == NOW.date()


def test_a_night_that_nobody_described_is_in_no_group_of_a_comparison() -> None:
    with_word, with_days = nights(range(1, 7), range(7, 9), "effort")
    without, other_days = nights(range(9, 11), range(11, 16), "heat")
    undescribed = [night(back) for back in range(16, 30)]
    found = analyzed([*with_word, *without, *undescribed], [*with_days, *other_days])
    assert compared(found) == {"effort": (share(6, 8), share(2, 7)), "heat": (share(2, 7), share(6, 8))}
    assert found.affected == share(22, 29)


def test_a_day_with_the_word_for_no_cramp_alone_is_recorded_but_not_described() -> None:
    episodes, days = nights(range(1, 9), range(9, 15), "effort")
    heat, heat_days = nights(range(15, 18), range(18, 21), "heat")
    free = [day(back, "none") for back in range(21, 40)]
    found = analyzed([*episodes, *heat], [*days, *heat_days, *free])
    assert compared(found)["effort"] == (share(8, 14), share(3, 6))
    assert found.affected == share(11, 39)


def test_a_described_day_of_which_nobody_said_whether_a_cramp_came_is_in_no_group() -> None:
    episodes, days = nights(range(1, 9), range(9, 15), "effort")
    heat, heat_days = nights(range(15, 18), range(18, 21), "heat")
    undecided = [day(back, "effort") for back in range(21, 24)]
    found = analyzed([*episodes, *heat], [*days, *heat_days, *undecided])
    assert compared(found)["effort"] == (share(8, 14), share(3, 6))
    assert found.undecided == 3


def test_a_night_with_a_cramp_is_affected_also_when_the_day_was_called_free() -> None:
    found = analyzed([night(1)], [day(1, "none"), day(2, "none")])
    assert (found.affected, found.undecided) == (share(1, 2), 0)


@with_each(
    ("affected", "free", "missing"),
    [
        (8, 5, MissingNights(recorded=13, more_nights=1)),
        (9, 5, MissingNights(recorded=14)),
        (10, 4, MissingNights(recorded=14, more_free=1)),
        (5, 9, MissingNights(recorded=14)),
        (4, 10, MissingNights(recorded=14, more_affected=1)),
        (2, 1, MissingNights(recorded=3, more_nights=11, more_affected=3, more_free=4)),
    ],
)
def test_nothing_is_compared_before_14_nights_with_5_affected_and_5_free(
    affected: int, free: int, missing: MissingNights
) -> None:
    episodes = [night(back) for back in range(1, affected + 1)]
    days = [day(back, "heat" if back % 2 else "effort") for back in range(1, affected + 1)]
    days += [day(back, "none", "heat" if back % 2 else "effort") for back in range(affected + 1, affected + free + 1)]
    found = analyzed(episodes, days)
    assert found.missing == missing
    assert found.missing.is_enough == (missing.recorded == 14 and not missing.more_affected and not missing.more_free)
    assert bool(found.comparisons) == found.missing.is_enough
    assert found.sparse_words == ()


@pytest.mark.parametrize("missing", [{"more_nights": 1}, {"more_affected": 1}, {"more_free": 1}])
def test_one_missing_night_of_any_kind_is_not_enough(missing: dict[str, int]) -> None:
    assert not MissingNights(recorded=20, **missing).is_enough


@pytest.mark.parametrize(("with_it", "without", "is_compared"), [(5, 9, True), (4, 10, False), (10, 4, False)])
def test_a_kind_of_day_is_compared_from_five_nights_with_it_and_five_without(
    with_it: int, without: int, is_compared: bool
) -> None:
    days = [day(back, *(["none"] * (back % 2)), "heat" if back <= with_it else "other") for back in range(1, 15)]
    episodes = [night(back) for back in range(1, 15) if not back % 2]
    found = analyzed(episodes, days)
    assert len(days) == with_it + without
    assert [each.name for each in found.comparisons] == (["heat", "other"] if is_compared else [])
    assert found.sparse_words == (() if is_compared else ("heat", "other"))


def test_the_four_weeks_are_compared_with_the_four_before_once_each_has_five_nights() -> None:
    episodes = [night(back) for back in (0, 5, 27, 28, 30, 55, 56)]
    days = [day(back, "none") for back in (1, 2, 3, 4, 29, 31, 57, 58)]
    found = analyzed(episodes, days)
    assert found.recent == Period(since=date(2026, 10, 26), until=date(2026, 11, 22), episodes=3, affected=share(3, 7))
    assert found.before == Period(since=date(2026, 9, 28), until=date(2026, 10, 25), episodes=3, affected=share(3, 5))
    assert compared(found) == {"period": (share(3, 7), share(3, 5))}
    assert not analyzed(episodes, days[:-3] + days[-2:]).comparisons


def test_there_is_no_period_before_when_the_diary_began_with_the_recent_one() -> None:
    found = analyzed([night(27)])
    assert (found.before, found.recent.since, found.recent.nights) == (None, date(2026, 10, 26), 28)
    older = analyzed([night(28)])
    assert older.before is not None
    assert (older.before.since, older.before.until, older.before.nights) == (
        date(2026, 10, 25), date(2026, 10, 25), 1,
    )  # fmt: skip


def test_a_period_begins_with_the_diary_and_a_rate_is_of_its_calendar_nights() -> None:
    found = analyzed([night(13), night(13, hour=3), night(0)], [day(back, "none") for back in range(1, 13)])
    assert (found.recent.since, found.recent.nights, found.recent.episodes) == (date(2026, 11, 9), 14, 3)
    assert found.recent.per_week == 1.5
    assert analyzed([night(13), night(0)], [day(back, "none") for back in range(1, 12)]).recent.per_week is None


def test_the_bedtime_weeks_are_14_nights_before_and_42_from_the_first_evening_on() -> None:
    episodes = [night(back) for back in (60, 58, 45, 44, 43, 42)]
    days = [day(back, "none") for back in (70, 57, 56, 30, 2, 1)]
    practices = [stretches(44), stretches(40), stretches(60, "legs-up"), stretches(62, completed=False)]
    found = analyzed(episodes, days, practices)
    assert found.bedtime is not None
    old, new = found.bedtime
    assert (old.since, old.until, old.nights) == (date(2026, 9, 25), date(2026, 10, 8), 14)
    assert (new.since, new.until, new.nights) == (date(2026, 10, 9), date(2026, 11, 19), 42)
    assert (old.affected, new.affected) == (share(2, 4), share(3, 4))


def test_a_bedtime_period_that_is_going_on_ends_today() -> None:
    found = analyzed([night(3), night(0)], [], [stretches(1)])
    assert found.bedtime is not None
    assert (found.bedtime[1].since, found.bedtime[1].until) == (date(2026, 11, 21), NOW.date())
    first = analyzed([night(3), night(0)], [], [stretches(0)])
    assert first.bedtime is not None
    assert (first.bedtime[0].affected, first.bedtime[1].affected) == (share(1, 1), share(1, 1))


@with_each(
    ("episodes", "practices"),
    [
        ([night(1)], [stretches(2)]),
        ([night(5)], [stretches(2)]),
        ([night(5), night(1)], []),
        ([night(5), night(1)], [stretches(2, "legs-up")]),
        ([night(5), night(0)], [stretches(-1)]),
    ],
    ids=["no night before", "no night since", "no stretches", "another routine", "stretches to come"],
)
def test_without_nights_on_both_sides_of_the_first_stretches_there_is_nothing_to_show(
    episodes: list[Episode], practices: list[Practice]
) -> None:
    assert analyzed(episodes, [], practices).bedtime is None


@pytest.mark.parametrize(("before", "since", "is_compared"), [(7, 7, True), (6, 8, False), (8, 6, False)])
def test_the_bedtime_weeks_are_compared_from_seven_nights_on_each_side(
    before: int, since: int, is_compared: bool
) -> None:
    backs = [*range(8, 8 + since), *range(20, 20 + before)]
    episodes = [night(back) for back in backs if back % 2]
    days = [day(back, "none") for back in backs if not back % 2]
    found = analyzed(episodes, days, [stretches(19)])
    assert found.missing.is_enough
    assert ("bedtime" in compared(found)) == is_compared
    too_few = {(7, 7): "", (6, 8): "too few nights before that are", (8, 6): "too few nights since then are"}
    assert too_few[before, since] in bedtime_sentence(found)
    assert ("too few nights" not in bedtime_sentence(found)) == is_compared


def test_comparisons_come_with_the_clearest_first_and_adjusted_for_all_of_them() -> None:
    episodes, days = nights(range(1, 11), range(11, 13), "effort")
    more, more_days = nights(range(13, 15), range(15, 25), "heat")
    halved = [replace(each, words=(*each.words, "late")) if index % 2 else each for index, each in enumerate(days)]
    found = analyzed([*episodes, *more], [*halved, *more_days])
    assert [each.name for each in found.comparisons] == ["effort", "heat", "late"]
    first, second, third = (each.p_value for each in found.comparisons)
    assert first == second < third
    assert [each.adjusted_p_value for each in found.comparisons] == pytest.approx([
        first * 3,
        first * 3,
        max(first * 3, third),
    ])
    assert [each.name for each in found.findings] == ["effort", "heat"]


@pytest.mark.parametrize(
    ("adjusted", "is_finding"), [(0.0499, True), (1 - CONFIDENCE, False), (0.0501, False), (0.2, False)]
)
def test_a_finding_has_an_adjusted_p_value_below_5_percent(adjusted: float, is_finding: bool) -> None:
    one = Comparison(
        about="day", name="heat", one=share(9, 10), other=share(3, 10), p_value=0.001, adjusted_p_value=adjusted
    )
    assert one.is_finding == is_finding
    assert [round(end, 4) for end in one.difference or ()] == ([0.1705, 0.809] if is_finding else [])


def test_a_comparison_that_nobody_adjusted_is_no_finding() -> None:
    alone = Comparison(about="day", name="heat", one=share(9, 9), other=share(0, 9), p_value=0.0)
    assert (alone.adjusted_p_value, alone.is_finding) == (1.0, False)


def test_what_has_not_come_yet_is_in_no_number() -> None:
    later = episode((NOW + timedelta(minutes=1)).isoformat())
    at_once = episode(NOW.isoformat(), id="b")
    found = analyzed([later, at_once], [day(-1, "none")])
    assert (found.episodes, found.affected, len(found.rows)) == (1, share(1, 1), 1)
    assert found.hours[23] == 1


def test_episodes_are_counted_by_the_hour_they_began() -> None:
    found = analyzed([night(1, hour=23), night(2, hour=23), night(3, hour=0), night(4, hour=15)])
    assert found.hours == (1, *[0] * 14, 1, *[0] * 7, 2)
    assert (found.only_by_day, found.affected, found.unrecorded) == (1, share(3, 3), 1)


def test_places_come_with_the_most_frequent_first_then_by_name_and_side() -> None:
    where: list[tuple[str | None, Side | None]] = [
        ("foot", Side.RIGHT), ("foot", Side.LEFT), ("foot", None), ("calf", None), ("calf", None), (None, Side.LEFT),
        ("arch", Side.LEFT),
    ]  # fmt: skip
    found = analyzed([night(back, place=place, side=side) for back, (place, side) in enumerate(where)])
    assert found.places == (
        ("calf", None, 2), ("arch", "left", 1), ("foot", None, 1), ("foot", "left", 1), ("foot", "right", 1),
    )  # fmt: skip


def lasting(back: int, minutes: float | None, **fields: Any) -> Episode:
    one = night(back, **fields)
    return one if minutes is None else replace(one, ended_at=one.started_at + timedelta(minutes=minutes))


def test_lengths_are_those_of_the_episodes_with_a_known_end() -> None:
    found = analyzed([lasting(1, 2), lasting(2, 10), lasting(3, None), lasting(4, 4), lasting(5, 5)])
    assert (found.minutes, found.longest_minutes, found.minutes_recorded) == (4.5, 10.0, 4)


def test_a_routine_counts_once_an_episode_with_its_answers_and_lengths() -> None:
    walk, rest = Tried(routine="walk"), Tried(routine="rest")
    found = analyzed([
        lasting(1, 2, tried=(walk, walk), helped=Helped.NO, pain=8, pain_after=7),
        lasting(2, 6, tried=(walk, rest), helped=Helped.SOME, pain=5, pain_after=2),
        lasting(3, None, tried=(Tried(routine="air"),)),
        lasting(4, None, tried=(rest,), helped=Helped.MOST),
        lasting(5, 3, tried=(walk,), helped=Helped.GONE),
        lasting(6, 100),
    ])
    assert found.tried == (
        TriedSummary(
            routine="walk", episodes=3, helped=share(2, 3), eased=share(1, 3), minutes=3.0, minutes_recorded=3,
            pain=(6.5, 4.5), pain_recorded=2,
        ),
        TriedSummary(
            routine="rest", episodes=2, helped=share(2, 2), eased=share(1, 2), minutes=6.0, minutes_recorded=1,
            pain=(5, 2), pain_recorded=1,
        ),
        TriedSummary(
            routine="air", episodes=1, helped=share(0, 0), eased=share(0, 0), minutes=None, minutes_recorded=0,
            pain=None, pain_recorded=0,
        ),
    )  # fmt: skip


def test_triggers_are_counted_where_they_were_asked_and_an_answer_of_none_is_an_answer() -> None:
    found = analyzed([
        night(1, triggers=("heat", "effort")),
        night(2, triggers=("heat",)),
        night(3, triggers=()),
        night(4, triggers=("beer",)),
        night(5),
    ])
    assert found.triggers == WordCounts(recorded=4, words=(("heat", 2), ("beer", 1), ("effort", 1)))


def test_a_trigger_is_counted_as_one_however_another_program_writes_it() -> None:
    found = analyzed([night(1, triggers=("Heat", "heat")), night(2, triggers=("heat", "Little to drink"))])
    assert found.triggers == WordCounts(recorded=2, words=(("heat", 2), ("little-drink", 1)))


def test_triggers_enter_no_comparison_however_many_there_are() -> None:
    episodes = [night(back, triggers=("heat",) if back <= 10 else ()) for back in range(1, 21)]
    found = analyzed(episodes, [day(back, "none") for back in range(21, 41)])
    assert found.missing.is_enough
    assert not [each for each in found.comparisons if each.about == "day"]


def test_periods_and_bedtime_weeks_wait_for_free_nights_as_the_kinds_of_day_do() -> None:
    found = analyzed([night(back) for back in range(60)], [day(back, "heat") for back in range(30)], [stretches(30)])
    assert found.before is not None
    assert found.bedtime is not None
    assert (found.missing, found.comparisons) == (MissingNights(recorded=60, more_free=5), ())


def test_pain_before_and_after_is_that_of_the_episodes_with_both() -> None:
    pains: list[tuple[int | None, int | None]] = [(8, 2), (6, 6), (7, None), (None, 1), (None, None)]
    found = analyzed([night(back, pain=pain, pain_after=after) for back, (pain, after) in enumerate(pains, 1)]).pain
    assert found == PainChange(
        worst=(0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0), after=(0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0), both=(7, 4), both_recorded=2,
        eased=1,
    )  # fmt: skip
    assert (found.worst_recorded, found.after_recorded) == (3, 3)


def test_lengths_are_counted_by_ranges_from_the_first_that_has_any_to_the_last() -> None:
    assert count_lengths([0.5, 0.9, 1, 7]) == (
        ("under 1 min", 2), ("1 to 2 min", 1), ("2 to 5 min", 0), ("5 to 10 min", 1),
    )  # fmt: skip
    assert count_lengths([600]) == (("1 h or more", 1),)
    assert count_lengths([]) == ()


def test_evenings_with_stretches_are_compared_with_those_without_from_the_first_of_them_on() -> None:
    episodes = [night(back) for back in (2, 4, 6, 8, 30, 31, 32)]
    free = [day(back, "none") for back in (1, 3, 5, 7, 9, 10, 11, 12)]
    practices = [stretches(back) for back in (1, 3, 5, 7, 8, 12)]
    begun = [replace(stretches(11), completed=False), stretches(9, "legs-up")]
    found = analyzed(episodes, free, [*practices, *begun])
    assert found.evenings == (share(1, 6), share(3, 5))
    assert compared(found)["evening"] == (share(1, 6), share(3, 5))


def test_stretches_that_were_never_done_to_their_end_begin_no_period() -> None:
    found = analyzed([night(5), night(1)], [], [replace(stretches(2), completed=False)])
    assert (found.bedtime, found.evenings) == (None, (share(0, 0), share(0, 0)))
