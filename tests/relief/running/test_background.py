"""The background queue goes on whatever a task raises."""

from typing import NoReturn

import pytest

from spasmtui.errors import NotSaved
from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.terminal import crash_report


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotSaved("The disk is full."), "The disk is full."),
        (OSError(28, "No space left on device", "relief.json"), "relief.json could not be written: No space left"),
        (TypeError("a private note"), "The program itself failed, and something was not saved: TypeError in "),
    ],
    ids=["ours", "the disk's", "a fault"],
)
def test_a_task_that_fails_in_any_way_is_told_and_the_next_one_runs(error: Exception, said: str) -> None:
    crash_report.begin_run(None)
    told: list[str] = []
    done: list[int] = []
    queue = BackgroundQueue(told.append)

    def fail() -> NoReturn:
        raise error

    for number in range(3):
        queue.add(fail)
        queue.add(lambda number=number: done.append(number))  # type: ignore[misc]
    assert queue.drain(60)
    assert done == [0, 1, 2]
    assert told[0].startswith(said)
    assert "private" not in "".join(told)
    # A fault that comes with every second of a routine is told once.
    assert len(told) == (1 if isinstance(error, TypeError) else 3)


def test_a_report_that_cannot_be_delivered_does_not_end_the_thread() -> None:
    def refuse(_sentence: str) -> NoReturn:
        raise BrokenPipeError

    def fail() -> NoReturn:
        raise NotSaved("The disk is full.")

    queue = BackgroundQueue(refuse)
    done: list[bool] = []
    queue.add(fail)
    queue.add(lambda: done.append(True))
    assert queue.drain(60)
    assert done == [True]
