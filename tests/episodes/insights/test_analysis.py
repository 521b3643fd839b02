"""What the diary supports, and what it refuses to say."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from spasmtui.episodes.insights.analysis import MissingNights, analyze_diary
from spasmtui.episodes.insights.cards import card_lines
from spasmtui.episodes.insights.document import insights_document
from spasmtui.episodes.insights.statistics import Share
from spasmtui.episodes.insights.text import (
    format_period,
    format_tried,
    length_lines,
    missing_lines,
    month_rows,
    month_table,
    nights_lines,
)  # fmt: skip
from spasmtui.episodes.model.episode import Day, Episode, Helped, Practice, Side, Tried
from spasmtui.episodes.model.names import SHIPPED, Names
from spasmtui.shared.plans.bedtime import BEDTIME
from tests.conftest import FakeClock
from tests.support.commands import run
from tests.support.episodes import episode
from tests.support.memory_diary import MemoryDiary
from tests.support.random_diaries import NOW, Records, random_diary
from tests.support.trials import trial


def found_in(records: Records) -> Any:
    return analyze_diary(records.episodes, records.days, records.practices, now=NOW)


@pytest.mark.long
def test_in_at_most_5_of_100_random_diaries_anything_is_found() -> None:
    misled = [seed for seed in range(200) if found_in(random_diary(seed)).findings]
    assert len(misled) <= 10, misled


def test_a_planted_effect_is_found_and_nothing_else() -> None:
    long = [seed for seed in range(60) if len(found_in(random_diary(seed)).rows) >= 80]
    named = [
        {each.name for each in found_in(random_diary(seed, planted="effort", effect=0.9)).findings}
        for seed in long[:15]
    ]
    assert sum("effort" in names for names in named) >= 13
    assert sum(bool(names - {"effort"}) for names in named) <= 1


TITLES = Names(routines={"calf-wall": "Calf stretch at the wall"})


def told(found: Any) -> list[str]:
    return [line.strip() for line in card_lines(found, TITLES)]


def night(back: int, *, hour: int = 23, **fields: Any) -> Episode:
    return episode((NOW.replace(hour=hour, minute=0) - timedelta(days=back)).isoformat(), **fields)


def day(back: int, *words: str) -> Day:
    return Day(date=(NOW - timedelta(days=back)).date().isoformat(), words=words, updated_at=NOW, device="desk")


def test_a_described_day_without_episode_and_without_none_is_not_recorded() -> None:
    found = analyze_diary([night(1)], [day(2, "effort"), day(3, "none"), day(4, "none", "heat")], [], now=NOW)
    assert (found.affected, found.undecided, len(found.rows)) == (Share(count=1, total=3), 1, 4)
    assert "1 day is described without the word none, which says that there was no cramp." in told(found)


def test_an_evening_that_was_declined_is_no_kind_of_day_and_leaves_no_cramp_unsaid() -> None:
    episodes, free = [night(back) for back in range(1, 11)], [day(back, "none") for back in range(11, 21)]
    declined = [day(back, "no-stretches") for back in range(1, 11)]
    found = analyze_diary(episodes, [*free, *declined, day(22, "no-stretches")], [], now=NOW)
    assert (found.comparisons, found.sparse_words, found.undecided) == ((), (), 0)


def test_a_day_that_is_described_in_the_morning_counts_at_once_and_tomorrow_does_not() -> None:
    found = analyze_diary([night(2)], [day(0, "none"), day(-1, "none")], [], now=NOW)
    assert (found.affected, found.recent.until) == (Share(count=1, total=2), NOW.date())


def test_a_night_with_three_episodes_is_affected_once_and_an_afternoon_is_in_none() -> None:
    same = [night(2, hour=23), *(night(1, hour=hour) for hour in (0, 3))]
    found = analyze_diary([*same, night(5, hour=15)], [], [], now=NOW)
    assert (found.episodes, found.affected, found.only_by_day) == (4, Share(count=1, total=1), 1)
    assert "Days with a cramp in the afternoon only: 1. They belong to no night." in told(found)


def test_too_little_is_refused_with_how_much_more_is_needed() -> None:
    rule = "7 nights recorded; comparisons start at 14 with at least 5 affected and 5 free."
    where = "0 on Home in the morning, d in the log, or `spasmtui log day none`"
    how = f"A night without a cramp counts once it is recorded: {where}."
    missing = MissingNights(recorded=7, more_nights=7, more_affected=0, more_free=3)
    assert missing_lines(missing) == [f"{rule} Still needed: 7 more nights, 3 more without one.", how]
    few = analyze_diary([night(back) for back in range(1, 14)], [day(14, "none")], [], now=NOW)
    assert (few.missing, few.comparisons) == (MissingNights(recorded=14, more_free=4), ())


def test_a_kind_of_day_with_fewer_than_five_nights_is_named_and_not_compared() -> None:
    episodes = [night(back) for back in range(1, 11)]
    days = [day(back, *(["heat"] if back <= 4 else ["ordinary"])) for back in range(1, 11)]
    days += [day(back, "none", "ordinary") for back in range(11, 21)]
    found = analyze_diary(episodes, days, [], now=NOW)
    assert (found.comparisons, found.sparse_words) == ((), ("heat", "ordinary"))


def test_what_helped_counts_only_the_episodes_that_say_so() -> None:
    answers = [Helped.GONE, Helped.MOST, Helped.SOME, Helped.SOME, Helped.NO, None]
    lengths = [2, 4, 6, None, None, None]
    episodes = [
        night(
            back,
            tried=(Tried(routine="calf-wall"),),
            helped=answer,
            ended_at=None if length is None else NOW.replace(hour=23, minute=length) - timedelta(days=back),
        )
        for back, (answer, length) in enumerate(zip(answers, lengths, strict=True), 1)
    ]
    found = analyze_diary(episodes, [], [], now=NOW)
    assert format_tried(found.tried[0], TITLES) == (
        "Calf stretch at the wall: 6 episodes, helped in 4 of 5 recorded (80%, interval 38% to 96%), gone or most in "
        "2; they lasted 4 min (median of 3)."
    )


def test_a_remedy_of_one_s_own_is_counted_as_a_routine_is_and_named_as_theirs() -> None:
    answers = [Helped.GONE, Helped.MOST, Helped.SOME, Helped.SOME, Helped.NO, None]
    spelled = ("Wheat bag", "wheat bag", "wheat  bag", "wheat bag", "wheat bag", "wheat bag")
    episodes = [
        night(back, tried=(Tried(remedy=words), Tried(routine="calf-wall")), helped=answer)
        for back, (answer, words) in enumerate(zip(answers, spelled, strict=True), 1)
    ]
    found = analyze_diary(episodes, [], [], now=NOW)
    routine, own = found.tried
    assert replace(own, routine="calf-wall", remedy=None) == routine
    counts = "6 episodes, helped in 4 of 5 recorded (80%, interval 38% to 96%), gone or most in 2."
    assert format_tried(own, TITLES) == f"Your own: Wheat bag, {counts}"
    of_document = insights_document(found)["tried"]
    assert [(each.get("routine"), each.get("remedy"), each["helped"]["recorded"]) for each in of_document] == [
        ("calf-wall", None, 5),
        (None, "Wheat bag", 5),
    ]
    assert [next(iter(each)) for each in of_document] == ["routine", "remedy"]


def test_a_field_that_half_of_the_records_lose_changes_denominators_and_no_numerator() -> None:
    episodes = [night(back, place="calf", helped=Helped.NO, tried=(Tried(routine="r"),)) for back in range(1, 9)]
    full = analyze_diary(episodes, [], [], now=NOW)
    half = analyze_diary(
        [replace(each, helped=None) if index % 2 else each for index, each in enumerate(episodes)], [], [], now=NOW
    )
    assert (full.tried[0].helped, half.tried[0].helped) == (Share(count=0, total=8), Share(count=0, total=4))
    assert half.tried[0].episodes == 8


def test_the_weeks_before_and_after_the_first_bedtime_stretches_stand_side_by_side() -> None:
    began = (NOW - timedelta(days=30)).replace(hour=21)
    practices = [
        Practice(
            id=str(n), routine=BEDTIME, started_at=began + timedelta(days=n), seconds=210, completed=True, device="d"
        )
        for n in range(3)
    ]
    episodes = [night(back) for back in range(31, 50)] + [night(back) for back in range(1, 4)]
    days = [day(back, "none") for back in range(4, 31)]
    found = analyze_diary(episodes, days, practices, now=NOW)
    assert found.bedtime is not None
    before, after = found.bedtime
    assert (before.nights, before.affected) == (14, Share(count=14, total=14))
    assert (after.nights, after.affected) == (30, Share(count=3, total=30))
    assert [each.about for each in found.findings] == ["bedtime", "period"]


def test_the_offset_of_an_episode_decides_its_hour_and_its_night() -> None:
    there = episode("2026-11-21T03:00:00-09:00")
    found = analyze_diary([there], [], [], now=NOW)
    assert [hour for hour, count in enumerate(found.hours) if count] == [3]
    assert [str(row.date) for row in found.rows if row.episodes] == ["2026-11-20"]


def test_a_month_is_a_row_of_numbers_and_one_without_records_is_left_out() -> None:
    episodes = [episode("2026-11-02T23:00:00+00:00", pain=6), episode("2026-11-03T01:00:00+00:00", pain=3)]
    found = analyze_diary([*episodes, episode("2026-08-31T23:00:00+00:00")], [day(1, "none")], [], now=NOW)
    assert month_rows(found) == [("2026-11", "2", "1", "2", "6"), ("2026-08", "1", "1", "1", "·")]


def test_a_table_of_months_has_its_columns_in_line_and_room_in_the_smallest_window() -> None:
    found = analyze_diary([episode("2026-11-02T23:00:00+00:00", pain=10)], [day(1, "none")], [], now=NOW)
    assert month_table(found) == [
        "month   nights cramp episodes worst",
        "2026-11      2     1        1    10",
    ]


def test_the_text_has_plain_characters_and_never_says_because() -> None:
    for seed in (3, 5):
        found = found_in(random_diary(seed, planted="effort", effect=0.6))
        text = "\n".join(card_lines(found, TITLES))
        assert not re.search("[\u2500-\u28ff\x1b]", text)
        assert not re.search(r"\b(because|causes?|caused|due to|prevents?)\b", text, re.IGNORECASE)
        assert "Seen together" in text


def test_the_command_prints_sentences_or_one_json_value(clock: FakeClock) -> None:
    diary = MemoryDiary(clock)
    assert run("insights", "--json", diary=diary, clock=clock).json["comparisons"] == []
    start = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
    diary.add(episode(start.isoformat(), place="calf", side=Side.LEFT, tried=(Tried(routine="calf-wall"),)))
    ended = run("insights", diary=diary, clock=clock)
    assert "1 night recorded; comparisons start at 14" in ended.out
    assert "  Calf stretch at the wall: used in 1 episode; whether it helped is not recorded." in ended.out
    assert "calf-wall" not in ended.out
    stored = run("insights", "--json", diary=diary, clock=clock).json
    assert stored["places"] == [{"place": "calf", "side": "left", "episodes": 1}]
    assert stored == json.loads(json.dumps(insights_document(analyze_diary(diary.episodes(), (), (), now=clock.now()))))


def test_one_short_episode_is_told_in_the_singular_in_seconds_and_without_a_rate() -> None:
    one = night(1)
    found = analyze_diary([replace(one, ended_at=one.started_at + timedelta(seconds=3))], [], [], now=NOW)
    assert length_lines(found)[0] == "Lasted: median 3 s, longest 3 s (1 of 1 episode recorded)."
    said = "1 episode; nights with a cramp: 1, none recorded as free."
    assert f"The last night: {said}" in nights_lines(found)
    two = replace(found.recent, since=found.recent.until - timedelta(days=1))
    assert f"The last 2 nights: {said}" in nights_lines(replace(found, recent=two))


@pytest.mark.parametrize(("recorded", "said"), [(13, "13 episodes; "), (14, "14 episodes, 7 a week; ")])
def test_a_rate_is_told_from_fourteen_nights_recorded_on(recorded: int, said: str) -> None:
    found = analyze_diary([night(back) for back in range(1, recorded + 1)], [], [], now=NOW)
    period = replace(found.recent, since=found.recent.until - timedelta(days=recorded - 1))
    assert format_period(period).startswith(said)


def test_what_was_tried_once_is_told_in_the_singular() -> None:
    one = night(1, tried=(Tried(routine="calf-wall"),))
    found = analyze_diary([replace(one, ended_at=one.started_at + timedelta(seconds=40))], [], [], now=NOW)
    said = "Calf stretch at the wall: 1 episode, whether it helped is not recorded; it lasted 40 s."
    assert format_tried(found.tried[0], TITLES) == said


def test_nights_with_and_without_stretches_are_not_compared_while_a_trial_of_them_runs() -> None:
    records = random_diary(7)
    during, after = (
        analyze_diary(records.episodes, records.days, records.practices, [trial(weeks=weeks)], now=NOW)
        for weeks in (20, 6)
    )
    assert (during.bedtime, during.evenings[0].total, during.trial_until) == (None, 0, date(2027, 1, 24))
    assert {each.about for each in during.comparisons} <= {"day", "period"}
    assert "compared at its end and not before" in "\n".join(card_lines(during, SHIPPED))
    assert (after.bedtime is None, after.trial_until) == (False, None)
