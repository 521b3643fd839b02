"""What is said when the time of an item is over, and for how long."""

from datetime import date, timedelta
from pathlib import Path

from spasmtui.plans.ended import Ended, LeftEnded, Nights, describe_ended, ended_words, find_ended, gone_on
from spasmtui.shared.plans.model import Plan, PlanItem

TODAY = date(2027, 1, 14)
SIX_WEEKS = PlanItem("bedtime-prevention", from_day=date(2026, 11, 30), until=date(2027, 1, 10))


def test_the_end_of_six_weeks_is_told_with_the_nights_and_no_cause() -> None:
    ended = Ended(SIX_WEEKS, "Bedtime stretches", Nights(9, 40), Nights(12, 28))
    assert ended_words(ended) == (
        "Bedtime stretches: the six weeks ended on 10 Jan. Cramps on 9 of 40 recorded nights; before: 12 of 28. "
        "Plans begin at bad times, and those also pass by themselves. "
        "Go on, or leave it ended: it is for you to decide."
    )
    assert ended_words(ended._replace(during=Nights(0, 0))).startswith(
        "Bedtime stretches: the six weeks ended on 10 Jan. Go on"
    )
    assert "before" not in ended_words(ended._replace(before=Nights(0, 0)))
    other = SIX_WEEKS._replace(from_day=date(2026, 12, 1))
    assert ended_words(Ended(other, "Calf")).startswith("Calf: its time ended on 10 Jan. Go on")


def test_the_nights_before_are_as_many_as_those_of_its_time() -> None:
    asked: list[tuple[date, date]] = []

    def count(first: date, last: date) -> tuple[int, int]:
        asked.append((first, last))
        return len(asked), 10

    ended = describe_ended(SIX_WEEKS, "Bedtime stretches", count)
    assert (ended.during, ended.before) == (Nights(1, 10), Nights(2, 10))
    assert asked == [
        (date(2026, 11, 30), date(2027, 1, 10)),
        (date(2026, 10, 19), date(2026, 11, 29)),
    ]


def test_what_goes_on_or_was_left_ended_or_is_long_over_is_not_told() -> None:
    assert find_ended(Plan((SIX_WEEKS,)), TODAY) is SIX_WEEKS
    assert find_ended(Plan((SIX_WEEKS,)), date(2027, 1, 10)) is None
    assert find_ended(Plan((SIX_WEEKS,)), TODAY + timedelta(weeks=9)) is None
    assert find_ended(Plan((SIX_WEEKS, gone_on(SIX_WEEKS, TODAY))), TODAY) is None
    assert find_ended(Plan((SIX_WEEKS,)), TODAY, frozenset({Ended(SIX_WEEKS, "").name})) is None


def test_it_goes_on_for_as_long_again() -> None:
    assert gone_on(SIX_WEEKS, TODAY) == SIX_WEEKS._replace(from_day=TODAY, until=TODAY + timedelta(days=41))
    assert gone_on(SIX_WEEKS._replace(from_day=None), TODAY).until is None


def test_what_is_left_ended_is_remembered(tmp_path: Path) -> None:
    left = LeftEnded(tmp_path / "state")
    assert left.names() == frozenset()
    left.add("a")
    left.add("b")
    assert LeftEnded(tmp_path / "state").names() == {"a", "b"}
