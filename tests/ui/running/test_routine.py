"""The words about a running routine on lines of any width."""

from spasmtui.ui.running.routine import RunningRoutine
from tests.support.cases import with_each

RESCUE = RunningRoutine(what="Night calf cramp: rescue", details=("step 2 of 6", "3 min left"))


@with_each(
    ("width", "way_back", "line"),
    [
        (78, "2 goes back", "Night calf cramp: rescue · step 2 of 6 · 3 min left · 2 goes back"),
        (78, "", "Night calf cramp: rescue · step 2 of 6 · 3 min left"),
        (55, "2 goes back", "Night calf cramp: rescue · 3 min left · 2 goes back"),
        (44, "2 goes back", "Night calf cramp… · 3 min left · 2 goes back"),
        (38, "2 goes back", "Night calf cramp: rescue · 3 min left"),
        (30, "2 goes back", "Night calf cramp… · 3 min left"),
        (18, "2 goes back", "Nigh… · 3 min left"),
        (9, "2 goes back", "3 min le…"),
        (0, "", ""),
    ],
)
def test_the_time_left_is_kept_before_the_step_the_name_and_the_key(width: int, way_back: str, line: str) -> None:
    assert RESCUE.fit(width, way_back) == line


def test_a_routine_of_which_nothing_more_is_known_is_named_and_cut() -> None:
    named = RunningRoutine(what="Bedtime stretches for both calves")
    assert named.fit(78, "2 goes back") == "Bedtime stretches for both calves · 2 goes back"
    assert named.fit(20) == "Bedtime stretches f…"
