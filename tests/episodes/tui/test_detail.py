"""An episode beside the list has the names that the form has, one below the other with their values."""

from spasmtui.episodes.tui.detail import episode_content
from tests.support.episodes import WHOLE, episode


def test_values_stand_below_each_other_behind_the_longest_name_that_is_shown() -> None:
    lines = episode_content(WHOLE, width=40).plain.splitlines()
    assert lines[1:5] == [
        "lasted          4 min",
        "worst pain      6 of 10",
        "pain afterwards 2 of 10",
        "sleep disturbed 0 of 10",
    ]
    assert episode_content(episode(pain=3), width=40).plain.splitlines()[1] == "worst pain 3 of 10"
