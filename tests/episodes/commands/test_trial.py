"""`spasmtui trial ...` in this process, over a diary in memory."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from spasmtui.episodes.model.trial import Trial
from spasmtui.shared.trials.weeks import draw_order
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.commands import Ended, run
from tests.support.memory_diary import MemoryDiary
from tests.support.trials import FIRST, SEED, by_kind, nights, practice, trial, week_nights

FRIDAY = datetime(2026, 9, 4, 20, 0, tzinfo=UTC)
"""Three days before the first week."""


def at(now: datetime, *words: str, records: Sequence[object] = ()) -> Ended:
    clock = FakeClock(now)
    return run("trial", *words, diary=MemoryDiary(clock, records), clock=clock)  # type: ignore[arg-type]


@pytest.fixture
def diary() -> MemoryDiary:
    return MemoryDiary(FakeClock(FRIDAY))


def test_a_trial_begins_on_the_next_monday_and_says_beforehand_what_is_agreed_to(diary: MemoryDiary) -> None:
    started = run("trial", "start", "bedtime", "--weeks", "8", diary=diary, clock=diary.clock)
    stored = diary.trials()[0]
    assert (started.code, stored.routine, stored.first_day, stored.weeks) == (0, "bedtime-prevention", "2026-09-07", 8)
    for sentence in (
        "Trial of Bedtime stretches: 8 weeks, from Mon 7 Sep 2026 to Sun 1 Nov 2026.",
        "A cramp gets relief at any time, in off weeks too",
        "A night with nothing recorded is missing, never free",
        "On and off weeks are compared at the end and not before.",
        "8 weeks find it in about 20 of 100 such trials",
        "whoever works it out knows the weeks to come",
        "ask them first whether you may leave it out",
        "Do not stretch a leg that is swollen, hot or red: get advice today.",
        "`spasmtui log undo` takes the start back.",
    ):
        assert sentence in started.out
    diary.undo()
    assert diary.trials() == ()


def test_a_dry_run_says_the_same_and_starts_nothing(diary: MemoryDiary) -> None:
    said = run("trial", "start", "bedtime", "--dry-run", diary=diary, clock=diary.clock)
    assert (said.code, diary.trials()) == (0, ())
    assert "Nothing was started." in said.out
    assert (
        run("trial", "start", "bedtime", "--dry-run", "--json", diary=diary, clock=diary.clock).json["is_started"]
        is False
    )


def test_the_likely_result_is_told_from_the_diary_s_own_nights() -> None:
    records = nights([week_nights(4), week_nights(4, 6), week_nights(4)], FIRST.replace(month=8))
    said = at(FRIDAY, "start", "bedtime", "--weeks", "20", "--dry-run", records=records)
    assert "In the last 8 weeks 20 nights are recorded, with 4.2 nights with a cramp for every 7." in said.out
    assert "20 weeks find it in about 89 of 100 such trials." in said.out
    few = at(FRIDAY, "start", "bedtime", "--dry-run", records=nights([[1] * 7] * 4, FIRST.replace(month=8)))
    assert "too few recorded nights" in few.out  # none of them is recorded as free


@with_each(
    "words, code, says",
    [
        (["calf"], 2, "that is never held back for a trial"),
        (["heat"], 2, "that is never held back for a trial"),
        (["klaf"], 2, "is not a routine"),
        (["bedtime", "--weeks", "5"], 2, "6 to 20 weeks, not 5"),
        (["bedtime", "--weeks", "21 weeks"], 2, "6 to 20 weeks, not 21"),
        (["bedtime", "--weeks", "a few"], 2, "'a few' is not a number of weeks."),
        (["bedtime", "--measure", "pain"], 2, "compares nights or cramps"),
        (["bedtime", "--from", "2026-09-03"], 2, "not within the next 60 days"),
    ],
)
def test_a_start_is_refused_with_its_reason(words: list[str], code: int, says: str) -> None:
    refused = at(FRIDAY, "start", *words)
    assert (refused.code, says in refused.err) == (code, True)


def test_a_second_trial_is_refused_while_one_runs() -> None:
    refused = at(FRIDAY, "start", "bedtime", records=[trial()])
    assert (refused.code, "two at a time" in refused.err) == (2, True)


def test_the_kind_of_a_week_is_told_from_the_evening_before_and_no_other_one_is() -> None:
    order = ["on" if is_on else "off" for is_on in draw_order(8, SEED)]
    moments = ["2026-09-06T17:59", "2026-09-06T18:00", "2026-09-07T04:59", "2026-09-07T05:00", "2026-09-13T18:00"]
    shown = [at(datetime.fromisoformat(f"{when}+00:00"), "show", "--json", records=[trial()]).json for when in moments]
    told = [
        [week and (week["week"], week["kind"]) for week in (each["this_week"], each["next_week"])] for each in shown
    ]
    assert told == [
        [None, (1, None)], [None, (1, order[0])], [None, (1, order[0])], [(1, order[0]), (2, None)],
        [(1, order[0]), (2, order[1])],
    ]  # fmt: skip


def test_before_the_end_nights_are_counted_and_no_cramp_is() -> None:
    records = [
        *by_kind({True: week_nights(1, 6), False: week_nights(4)})[:17],
        practice("2026-09-07T22:00:00"),
        trial(),
    ]
    shown = at(datetime(2026, 9, 23, 9, tzinfo=UTC), "show", records=records)
    assert shown.out.splitlines() == [
        "Trial of Bedtime stretches: 8 weeks, 7 Sep to 1 Nov 2026. Measure: nights with a cramp.",
        "",
        "Now",
        (
            "  Week 3 of 8 is an on week, to Sun 27 Sep. Do the routine every evening. On Sun 27 Sep, from 18:00, "
            "you can see which kind the week from Mon 28 Sep is."
        ),
        "",
        "What is recorded",
        "  Recorded so far: 15 of 16 nights.",
        "  Cramps are not counted by on and off weeks before the end, Sun 1 Nov 2026: looking early misleads.",
        "  week  from    kind  nights  done",
        "  1     7 Sep   on    6 of 7  1",
        "  2     14 Sep  off   7 of 7  0",
        "  3     21 Sep  on    4 of 7  0",
    ]
    document = at(datetime(2026, 9, 23, 9, tzinfo=UTC), "show", "--json", records=records).json
    assert (document["refusal"], document["difference"]) == ("not-over", None)
    assert [(week["nights_with_cramp"], week["cramps"]) for week in document["recorded"]] == [(None, None)] * 3


def test_the_page_at_the_end_answers_what_a_statistician_asks() -> None:
    records = [*by_kind({True: week_nights(1), False: week_nights(4, 6)}), practice("2026-09-14T22:00:00"), trial()]
    page = at(datetime(2026, 11, 2, 12, tzinfo=UTC), "show", records=records).out
    for sentence in (
        (
            "Fewer nights with a cramp in on weeks: 1 a week, and 4.7 a week in off weeks. The difference is 3.7 "
            "fewer, with a 95% interval from 3.7 to 3.7 fewer."
        ),
        (
            "Without any effect, 2 of the 142 orders that chance could have drawn would show a difference at least as "
            "large."
        ),
        "Nights recorded: 28 of 28 in on weeks, 24 of 28 in off weeks. The others are missing, not free.",
        "On weeks: the routine was done on 0 of 28 evenings.",
        "Off weeks: it was done on 1 of 28 evenings, against the order.",
        "Expecting a better night can change the night and what is written down",
        "If the routine works on into the weeks after it",
        "Weeks count by the kind that was drawn, whatever was done in them.",
        "The time before the trial is not compared: trials begin at bad times, and those pass.",
        "One trial in 20 shows a difference where there is none.",
        "The measure was chosen before the first week, and nothing else was compared.",
        "p = 0.014, two-sided (Edgington and Onghena 2007).",
        "(Garthwaite 1996)",
    ):
        assert sentence in page
    first = trial(id="0198", started_at=datetime(2026, 3, 1, tzinfo=UTC), first_day="2026-03-02", weeks=6)
    second = at(datetime(2026, 11, 2, 12, tzinfo=UTC), "show", records=[*records, first]).out
    assert "This is trial 2 of this diary that came to its end." in second
    assert "of 2 trials, at least one does so in up to 10 of 100 diaries." in second


def test_no_clear_difference_is_not_called_no_effect() -> None:
    weeks = [2, 3, 3, 4, 2, 3, 4, 3]
    shown = at(datetime(2026, 11, 2, 12, tzinfo=UTC), "show", records=[*nights(map(week_nights, weeks)), trial()])
    assert "No clear difference in nights with a cramp: in on weeks " in shown.out
    assert "That is not the same as no effect" in shown.out


def test_more_nights_recorded_in_one_kind_of_week_are_named() -> None:
    records = [*by_kind({True: week_nights(1), False: week_nights(4, 5)}), trial()]
    page = at(datetime(2026, 11, 2, 12, tzinfo=UTC), "show", records=records).out
    assert "More nights were recorded in on weeks than in off weeks. That alone can make a difference." in page


def test_an_early_end_compares_nothing_and_can_be_undone() -> None:
    clock = FakeClock(datetime(2026, 9, 23, 9, tzinfo=UTC))
    diary = MemoryDiary(clock, [*by_kind({True: week_nights(1), False: week_nights(4)})[:17], trial()])
    ended = run("trial", "end", diary=diary, clock=clock)
    assert ended.code == 0
    assert "It was ended early, so nothing is compared." in ended.out
    assert "cramp " not in ended.out.partition("week  from")[2]
    clock.advance(100 * 24 * 3600)
    assert "so nothing is compared" in run("trial", "show", diary=diary, clock=clock).out
    diary.undo()
    assert diary.trials()[0].ended_at is None
    assert "What was found" in run("trial", "show", diary=diary, clock=clock).out


def test_trial_alone_lists_all_of_them_newest_first() -> None:
    first: Trial = trial(id="0198", started_at=datetime(2026, 3, 1, tzinfo=UTC), first_day="2026-03-02", weeks=6)
    listed = at(FRIDAY, records=[first, trial()])
    assert listed.out == (
        "0199-trial  Trial of Bedtime stretches: 8 weeks, 7 Sep to 1 Nov 2026. Measure: nights with a cramp.\n  "
        "Begins on Mon 7 Sep. On Sun 6 Sep, from 18:00, you can see which kind the week from Mon 7 Sep is.\n0198  "
        "Trial of Bedtime stretches: 6 weeks, 2 Mar to 12 Apr 2026. Measure: nights with a cramp.\n  "
        "The last week ended on Sun 12 Apr. It is over.\n"
    )
    assert [each["id"] for each in at(FRIDAY, "--json", records=[first, trial()]).json] == ["0199-trial", "0198"]
    assert at(FRIDAY, "--json").json == []
    assert (at(FRIDAY).code, at(FRIDAY, "show").code) == (0, 1)
