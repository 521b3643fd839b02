"""The threads of the app's workers at its end: what saves is waited for, what only reads is left after a moment."""

import threading
import time

import pytest

from spasmtui.terminal import workers
from spasmtui.terminal.workers import WorkerThreads
from tests.conftest import LIMIT_SECONDS


def test_the_end_leaves_a_worker_behind_that_only_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LEAVE_SECONDS", 0.02)
    threads, answers = WorkerThreads(), threading.Event()
    hanging = threads.submit(answers.wait, LIMIT_SECONDS)
    threads.is_saving = False
    threads.shutdown()
    assert not hanging.done()
    answers.set()
    assert hanging.result(LIMIT_SECONDS)


def test_the_end_waits_for_a_worker_that_saves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LEAVE_SECONDS", 0)
    threads, saved = WorkerThreads(), []

    def save() -> None:
        time.sleep(0.03)
        saved.append("an episode")

    threads.submit(save)
    threads.shutdown()
    assert saved == ["an episode"]
