"""The menu of the trial of one, with its files in this test's home."""

import pytest

from tests.conftest import FakeClock
from tests.support.menus import play

TRIAL = ("2", "trial of one")


@pytest.mark.long
def test_a_trial_is_described_before_it_starts_and_read_and_ended_by_numbers(clock: FakeClock) -> None:
    lines = (*TRIAL, "2", "3", "2", "12", "2", "2", "", "1", "1", "3", "1", "4")
    played = play(*lines, clock=clock)
    refused, described, left, started, read, ended, listed = (
        played.answers[at] for at in (4, 6, 7, 10, 11, 13, 14)
    )  # fmt: skip
    assert "6 to 20 weeks, not 3" in refused
    assert "Trial of Bedtime stretches: 12 weeks" in described
    assert "Nothing was started." in left
    assert started.startswith("Begins on Mon 23 Nov.")
    assert "Trial of Bedtime stretches: 8 weeks, 23 Nov 2026" in read
    assert "It was ended early, so nothing is compared." in ended
    assert "8 weeks, 23 Nov 2026 to 17 Jan 2027" in listed


def test_without_a_trial_there_is_none_to_read_or_to_end(clock: FakeClock) -> None:
    played = play(*TRIAL, "1", "3", "4", clock=clock)
    assert "There is no trial yet." in played.answers[3]
    assert "No trial is running." in played.answers[4]
    assert "There is no trial yet." in played.answers[5]
