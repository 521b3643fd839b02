"""A fault of the program is told without what somebody has written."""

import errno
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from spasmtui.terminal import crash_report

NOTE = "a private note"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder of this test's reports."""
    crash_report.begin_run(lambda: str(tmp_path / "state"))
    yield tmp_path / "state" / crash_report.FOLDER_NAME
    crash_report.begin_run(None)


def a_fault(note: str = NOTE, make: Callable[[str], BaseException] = ValueError) -> BaseException:
    try:
        raise make(note)
    except BaseException as error:  # noqa: BLE001 -- any of them
        return error


def test_a_fault_is_a_sentence_and_a_private_file_and_neither_holds_a_value_or_a_home(folder: Path) -> None:
    said = crash_report.record_fault(a_fault())
    (written,) = folder.iterdir()
    line = a_fault.__code__.co_firstlineno + 2
    assert said == (
        f"The program itself failed: ValueError in {__name__}, line {line}. What was saved is on the disk. "
        f"A report without personal text is in {written}."
    )
    report = written.read_text(encoding="utf-8")
    assert re.fullmatch(
        rf"spasmtui \S+, Python \S+, \w+(, \w+ \S+)*\n\nValueError\n  {re.escape(__name__)}:{line} a_fault\n", report
    )
    assert str(Path.home()) not in report
    modes = [each.stat().st_mode & 0o777 for each in (written, folder, folder.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_a_report_has_every_cause_by_its_class_and_the_name_of_a_system_error() -> None:
    try:
        try:
            raise OSError(errno.ENOSPC, "No space left", "/home/anna/note.txt")
        except OSError as error:
            raise ExceptionGroup("of anna", [KeyError("anna")]) from error
    except ExceptionGroup as error:
        report = crash_report.describe_fault(error)
    assert re.findall(r"^(?:\w+ ?)+$", report, re.MULTILINE) == ["ExceptionGroup", "OSError ENOSPC", "KeyError"]
    assert "anna" not in report


def test_an_endless_recursion_makes_a_short_report() -> None:
    def again(depth: int) -> None:
        again(depth + 1)

    with pytest.raises(RecursionError) as caught:
        again(0)
    report = crash_report.describe_fault(caught.value)
    assert len(report.splitlines()) == crash_report.MOST_FRAMES + 4
    assert re.search(r"^  \.\.\. \d+ more$", report, re.MULTILINE)


def test_the_newest_reports_are_kept_and_nothing_else_in_the_folder_is_touched(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "crash-notes.txt").write_text("", encoding="utf-8")
    for number in range(1, crash_report.MOST_REPORTS + 5):
        crash_report.begin_run(lambda: str(folder.parent))
        assert f"crash-{number}.txt" in crash_report.record_fault(a_fault())
    kept = {f"crash-{number}.txt" for number in range(5, crash_report.MOST_REPORTS + 5)}
    assert {path.name for path in folder.iterdir()} == {"crash-notes.txt", *kept}


def test_a_fault_that_comes_again_is_told_once_and_the_first_of_several_is_the_run_s(folder: Path) -> None:
    assert crash_report.first_fault() == ""
    first = crash_report.record_fault(a_fault())
    assert first
    assert crash_report.record_fault(a_fault("another note")) == ""
    assert "TypeError" in crash_report.record_fault(a_fault(make=TypeError))
    assert crash_report.first_fault() == first
    assert len(list(folder.iterdir())) == 2


def test_a_folder_that_cannot_be_written_costs_only_the_file(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("", encoding="utf-8")
    assert crash_report.record_fault(a_fault()).endswith("What was saved is on the disk.")
    crash_report.begin_run(None)
    assert crash_report.record_fault(a_fault()).endswith("What was saved is on the disk.")


def test_a_fault_in_a_worker_is_told_as_what_was_raised_in_it() -> None:
    inner = a_fault()
    assert isinstance(inner, Exception)
    said = crash_report.record_fault(WorkerFailed(inner))
    assert said.startswith(f"The program itself failed: ValueError in {__name__}, line ")


def test_what_was_not_saved_is_not_called_saved() -> None:
    said = crash_report.record_fault(a_fault(), is_unsaved=True)
    assert said.startswith("The program itself failed, and something was not saved: ValueError in ")
    assert "is on the disk" not in said
