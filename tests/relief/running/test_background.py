"""The background queue goes on whatever a task raises."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import NoReturn

import pytest

from spasmtui.errors import KeptAside, NotSaved
from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.terminal import crash_report

FULL = "Where you are cannot be kept for `spasmtui resume`: No space left on device (relief.json)."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotSaved("The disk is full."), "The disk is full."),
        (OSError(28, "No space left on device", "relief.json"), FULL),
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
    # A fault that comes with every second of a routine is told once, and so is a disk that is full at every step.
    assert len(told) == (3 if isinstance(error, NotSaved) else 1)


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


def test_at_the_end_what_has_not_begun_is_done_here_and_kept_aside_and_what_runs_is_not_waited_for() -> None:
    begun, may_end = Event(), Event()
    done: list[tuple[int, bool]] = []
    told: list[str] = []
    queue = BackgroundQueue(told.append)
    is_aside = False

    @contextmanager
    def keeping_aside() -> Iterator[None]:
        nonlocal is_aside
        is_aside = True
        yield
        is_aside = False

    def wait_for_the_disk() -> None:
        begun.set()
        may_end.wait(60)

    queue.add(wait_for_the_disk)
    queue.add(lambda: done.append((1, is_aside)))
    queue.add(lambda: done.append((2, is_aside)))
    assert begun.wait(60)
    queue.finish(0, keeping_aside)
    assert (done, is_aside) == ([(1, True), (2, True)], False)
    may_end.set()
    queue.add(lambda: done.append((3, is_aside)))
    queue.finish(60, keeping_aside)
    assert (done[2:], told) == ([(3, False)], [])


@pytest.mark.parametrize(("names_what_is_kept", "count"), [(True, 1), (False, 0)])
def test_what_is_kept_aside_is_told_at_once_only_where_the_screen_will_be_gone_at_the_end(
    names_what_is_kept: bool, count: int
) -> None:
    told: list[str] = []
    queue = BackgroundQueue(told.append, names_what_is_kept=names_what_is_kept)

    def fail() -> NoReturn:
        raise KeptAside(NotSaved("Not saved: the disk is full."), "/state/unsaved-1.json")

    queue.run_task(fail)
    assert len(told) == count
