"""A fault in a command ends with one sentence and exit code 70, and shows nobody's words."""

import json
import re
from pathlib import Path
from typing import NoReturn

import pytest

from spasmtui.episodes.store.diary import Diary
from tests.conftest import Run


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A diary that fails in a way nobody thought of, with somebody's words in its message."""

    def fail(*_words: object, **_options: object) -> NoReturn:
        raise LookupError("a private note")

    monkeypatch.setattr(Diary, "episodes", fail)


@pytest.mark.usefixtures("faulty")
def test_a_fault_in_a_command_is_one_sentence_on_stderr_and_code_70(here: Run, own_home: Path) -> None:
    done = here("log", "list", "--data-dir", "diary")
    (report,) = own_home.glob(".local/state/spasmtui/*/crash-reports/crash-1.txt")
    assert (done.returncode, done.stdout) == (70, "")
    place = rf"LookupError in {re.escape(__name__)}, line \d+"
    assert re.fullmatch(
        rf"The program itself failed: {place}\. What was saved is on the disk\. "
        rf"A report without personal text is in {re.escape(str(report))}\.\n",
        done.stderr,
    )
    assert "private" not in report.read_text(encoding="utf-8")


@pytest.mark.usefixtures("faulty")
def test_a_fault_is_a_json_error_where_json_was_asked_for(here: Run) -> None:
    done = here("log", "list", "--json")
    error = json.loads(done.stderr)["error"]
    assert (done.returncode, error["code"]) == (70, "internal")
    assert error["message"].startswith("The program itself failed: LookupError in ")


def test_the_fault_of_a_run_is_none_of_the_next(here: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Diary, "episodes", None)
        assert here("log", "list").returncode == 70
    assert here("log", "list").returncode == 0
