"""A fault of the program is told without what somebody has written."""

from pathlib import Path

from textual.worker import WorkerFailed

from spasmtui.terminal import crash_report


def a_fault(note: str) -> BaseException:
    try:
        raise ValueError(note)
    except ValueError as error:
        return error


def test_a_fault_is_a_sentence_and_a_private_file_and_neither_holds_a_value(tmp_path: Path) -> None:
    said = crash_report.write_crash_report(a_fault("a private note"), tmp_path / "state")
    written = tmp_path / "state" / crash_report.FILE_NAME
    line = a_fault.__code__.co_firstlineno + 2
    assert said == (
        f"Something in spasmtui went wrong: ValueError in test_crash_report.py, line {line}. "
        f"What was saved is on the disk. The trace is in {written}."
    )
    trace = written.read_text(encoding="utf-8")
    assert "test_crash_report.py" in trace
    assert "a private note" not in trace
    assert written.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_written_costs_only_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert crash_report.write_crash_report(a_fault("x"), tmp_path / "file").endswith("What was saved is on the disk.")
    assert "xyzzy" not in crash_report.write_crash_report(a_fault("xyzzy"), None)


def test_a_fault_in_a_worker_is_told_as_what_was_raised_in_it() -> None:
    inner = a_fault("a private note")
    assert crash_report.write_crash_report(WorkerFailed(inner), None) == crash_report.write_crash_report(inner, None)
