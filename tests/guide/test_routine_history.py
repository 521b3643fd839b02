"""The history of a page's routines, counted from the diary."""

from dataclasses import dataclass

import pytest

from spasmtui.guide.routine_history import RoutineHistory, routine_history_of


@dataclass(frozen=True)
class Tried:
    routine: str


@dataclass(frozen=True)
class Used:
    tried: tuple[Tried, ...]
    helped: str | None


def used(routine: str, helped: str | None) -> Used:
    return Used((Tried("other"), Tried(routine)), helped)


def test_not_recorded_counts_neither_for_nor_against() -> None:
    episodes = [used("a", "gone"), used("a", "no"), used("b", "some"), used("a", None), used("c", "most")]
    assert routine_history_of(("a", "b"), episodes, [Tried("a"), Tried("x")]) == RoutineHistory(
        used=5, recorded=3, eased=1, routines=2
    )


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (RoutineHistory(used=0, recorded=0, eased=0), ""),
        (
            RoutineHistory(used=1, recorded=0, eased=0),
            "You used the routine of this page once; whether it helped is not recorded.",
        ),
        (
            RoutineHistory(used=2, recorded=2, eased=1),
            "You used the routine of this page twice; the cramp was gone, or mostly, in 1 of 2 recorded.",
        ),
        (
            RoutineHistory(used=6, recorded=5, eased=4, routines=2),
            "You used the routines of this page 6 times; the cramp was gone, or mostly, in 4 of 5 recorded.",
        ),
    ],
)
def test_the_record_is_one_sentence(record: RoutineHistory, sentence: str) -> None:
    assert record.sentence == sentence
