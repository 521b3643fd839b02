"""Words of danger in a command line that is wrong in another way: help comes first, and a command's name is no word."""

from spasmtui.command_table import COMMANDS
from tests.conftest import Run


def test_the_name_of_a_command_is_no_word_of_danger(here: Run) -> None:
    for command in COMMANDS:
        if command.name != "urgent":
            result = here(*command.name.split(), "--no-such-option")
            assert (command.name, result.returncode) == (command.name, 2)


def test_an_exercise_that_is_skipped_is_no_heartbeat(here: Run) -> None:
    result = here("plan", "skip", "calf-wall")
    assert result.returncode == 2
    assert result.stderr.startswith("Calf stretch at the wall is not planned today")


def test_words_of_danger_are_answered_in_a_wrong_command_line_too(here: Run) -> None:
    result = here("plan", "skip", "chest", "pain", "--no-such-option")
    assert result.returncode == 3
    assert "chest" in result.stderr
