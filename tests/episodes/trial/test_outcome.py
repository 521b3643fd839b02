"""What a trial counts, and when it refuses to compare."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.trial import Measure, Trial
from spasmtui.episodes.trial.outcome import Outcome, Refusal, judge_trial
from spasmtui.episodes.trial.text import OTHER_RUNS, page_parts, running_parts
from spasmtui.episodes.trial.week_records import count_weeks, planned_end
from spasmtui.shared.trials.weeks import draw_order
from tests.support.cases import with_each
from tests.support.trials import FIRST, SEED, by_kind, nights, practice, trial, week_nights

AFTER = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def judged(records: Sequence[object], about: Trial, trials: Sequence[Trial] = (), now: datetime = AFTER) -> Outcome:
    episodes = [each for each in records if isinstance(each, Episode)]
    days = [each for each in records if isinstance(each, Day)]
    practices = [each for each in records if isinstance(each, Practice)]
    return judge_trial(about, episodes, days, practices, [about, *trials], now=now)


def test_a_night_without_a_record_is_missing_and_a_week_with_three_recorded_nights_has_no_value() -> None:
    week = [1, 0, None, None, 0, 2, None], [0, 1, 0, None, None, None, None]
    first, second = count_weeks(trial(), *_split(nights(week)), [])[:2]
    assert (first.recorded, first.affected, first.cramps) == (4, 2, 3)
    assert (first.value(Measure.NIGHTS), first.value(Measure.CRAMPS)) == (Fraction(7, 2), Fraction(21, 4))
    assert second.value(Measure.NIGHTS) is None


def test_a_practice_counts_for_its_evening_and_one_that_was_skipped_or_ended_early_is_not_done() -> None:
    done = [
        practice("2026-09-07T22:00:00"),
        practice("2026-09-07T23:00:00"),
        practice("2026-09-14T00:30:00"),  # the last evening of the first week
        practice("2026-09-09T22:00:00", completed=False),
        practice("2026-09-10T22:00:00", completed=False, is_skipped=True),
        practice("2026-09-11T22:00:00", routine="warm-up"),
        practice("2026-09-15T22:00:00"),
    ]
    first, second = count_weeks(trial(), [], [], done)[:2]
    assert [(first.practised, first.begun), (second.practised, second.begun)] == [(2, 1), (1, 0)]


def test_a_whole_difference_is_found_and_its_interval_leaves_out_zero() -> None:
    outcome = judged(by_kind({True: week_nights(1), False: week_nights(4)}), trial())
    assert outcome.refusal is None
    assert outcome.difference is not None
    assert (outcome.difference.on, outcome.difference.off) == (Fraction(1), Fraction(4))
    assert outcome.difference.p_value == Fraction(2, 142)
    assert (outcome.difference.low, outcome.difference.high) == (-3.0, -3.0)


def test_the_difference_is_that_of_the_measure_that_was_chosen() -> None:
    records = by_kind({True: [3, 0, 0, 0, 0, 0, 0], False: [1, 1, 1, 0, 0, 0, 0]})
    values = [judged(records, trial(measure=measure)).difference for measure in Measure]
    assert [each and each.value for each in values] == [-2, 0]


@with_each(
    "records, about, refusal",
    [
        (by_kind({True: week_nights(1), False: week_nights(4)}), trial(weeks=20, first_day="2026-11-02"), "not-over"),
        (by_kind({True: week_nights(0), False: week_nights(1)}), trial(), "few-cramps"),
        (by_kind({True: week_nights(4, 4), False: week_nights(7, 7)}), trial(), "few-free-nights"),
        (by_kind({True: week_nights(1, 3), False: week_nights(4)}), trial(), "few-weeks"),
        ([], trial(), "few-cramps"),
    ],
)
def test_a_trial_refuses_where_there_is_too_little(records: Sequence[object], about: Trial, refusal: str) -> None:
    outcome = judged(records, about)
    assert (outcome.difference, outcome.refusal) == (None, refusal)


def test_nothing_is_compared_before_the_noon_after_the_last_night() -> None:
    records, end = by_kind({True: week_nights(1), False: week_nights(4)}), planned_end(trial())
    assert end == datetime(2026, 11, 2, 12, tzinfo=UTC)
    before, after = (judged(records, trial(), now=end + timedelta(seconds=seconds)).refusal for seconds in (-1, 0))
    assert (before, after) == (Refusal.NOT_OVER, None)


def test_a_trial_that_was_ended_early_compares_nothing_ever_and_shows_no_week_to_come() -> None:
    stopped = trial(ended_at=datetime(2026, 9, 30, 20, tzinfo=UTC))
    outcome = judged(by_kind({True: week_nights(1), False: week_nights(4)}), stopped)
    assert (outcome.difference, outcome.refusal, outcome.may_show_cramps) == (None, Refusal.STOPPED, False)
    assert [week.is_on for week in outcome.weeks] == [*draw_order(8, SEED)][:4]


def test_a_difference_is_named_that_missing_nights_could_undo() -> None:
    # A cramp is always written down, a night without one in the on weeks only.
    seldom = judged(by_kind({True: week_nights(2, 7), False: week_nights(2, 4)}), trial())
    assert seldom.difference is not None
    assert (seldom.difference.is_finding, seldom.depends_on_missing) == (True, True)
    assert "rests on the nights that are missing" in page_parts(seldom)[0].paragraphs[-1]
    sure = judged(by_kind({True: week_nights(1, 6), False: week_nights(5, 7)}), trial())
    assert sure.difference is not None
    assert (sure.difference.is_finding, sure.depends_on_missing) == (True, False)


def test_nights_are_named_that_were_recorded_after_the_comparison_could_be_seen() -> None:
    late = [
        *by_kind({True: week_nights(1), False: week_nights(4)}),
        Day(date="2026-09-30", words=("none",), updated_at=AFTER, device="desk"),
        Day(date=FIRST.replace(year=2025).isoformat(), words=("none",), updated_at=AFTER, device="desk"),
    ]
    assert judged(late, trial()).late_nights == 1


def test_earlier_trials_are_counted_by_how_they_ended() -> None:
    others = [
        trial(id="ended", started_at=datetime(2026, 3, 1, tzinfo=UTC), first_day="2026-03-02", weeks=6),
        trial(
            id="stopped", started_at=datetime(2026, 5, 1, tzinfo=UTC), first_day="2026-05-04",
            ended_at=datetime(2026, 5, 20, tzinfo=UTC),
        ),
        trial(id="later", started_at=datetime(2026, 11, 20, tzinfo=UTC), first_day="2026-11-23"),
    ]  # fmt: skip
    outcome = judged([], trial(), others)
    assert (outcome.ended_before, outcome.stopped_before) == (1, 1)


def _split(records: Sequence[Episode | Day]) -> tuple[list[Episode], list[Day]]:
    return [each for each in records if isinstance(each, Episode)], [each for each in records if isinstance(each, Day)]


def test_two_trials_at_once_are_named_while_they_run_and_compare_nothing() -> None:
    records = by_kind({True: week_nights(1), False: week_nights(4)})
    other = replace(trial(), id="other", seed="another")
    running = judged(records, trial(), [other], now=datetime(2026, 9, 20, 9, tzinfo=UTC))
    assert running.refusal is Refusal.NOT_OVER
    assert OTHER_RUNS in running_parts(running, datetime(2026, 9, 20, 9, tzinfo=UTC))[0].paragraphs
    over = judged(records, trial(), [other])
    assert (over.difference, over.refusal) == (None, Refusal.TWO_AT_ONCE)
    assert "cannot be told apart" in page_parts(over)[0].paragraphs[0]


def test_another_trial_that_was_ended_within_its_first_week_takes_nothing_away() -> None:
    records = by_kind({True: week_nights(1), False: week_nights(4)})
    other = replace(trial(), id="other", ended_at=datetime(2026, 9, 12, 9, tzinfo=UTC))
    assert judged(records, trial(), [other]).refusal is None
    later = replace(trial(), id="later", first_day="2026-11-02")
    assert judged(records, trial(), [later]).refusal is None
