"""Nothing acknowledged is lost to a kill, a full disk, an I/O error or a power cut; and the checks for it can fail."""

import errno
from pathlib import Path

import pytest

from spasmtui.episodes.store.journal import folder, ledger, line, reader, writer
from spasmtui.errors import CannotStore, NotSaved
from tests.support.store.devices import random_history, run_history
from tests.support.store.faults import (
    KINDS,
    LONG,
    FaultyDisk,
    TraceDisk,
    a_diary,
    calls_of_the_workload,
    check_power_losses,
    expected_states,
    run_with_fault,
)
from tests.support.store.mutants import mutate
from tests.support.store.values import an_episode

STRIDE = 71
"""Every so many file operations one is tried here; `endurance` tries them all."""


@pytest.mark.usefixtures("both_modes")
@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_any_file_operation_leaves_the_old_state_or_the_new(tmp_path: Path, kind: str) -> None:
    states = expected_states(tmp_path / "expected")
    count = len(calls_of_the_workload(tmp_path / "counted"))
    problems = [
        run_with_fault(tmp_path / str(at), kind, at, states) for at in range(KINDS.index(kind) * 7, count, STRIDE)
    ]
    assert [problem for problem in problems if problem] == []


@pytest.mark.usefixtures("both_modes")
@pytest.mark.long
def test_after_a_power_loss_everything_acknowledged_is_there_and_the_rest_whole_or_absent(tmp_path: Path) -> None:
    assert check_power_losses(tmp_path, 60, seed=1) == []


class ForgetsToSync(TraceDisk):
    def sync(self, descriptor: int) -> None:
        """Says that it did."""


class ForgetsNames(TraceDisk):
    def sync_folder(self, path: Path) -> None:
        """Says that it did."""


@pytest.mark.usefixtures("both_modes")
@pytest.mark.parametrize("disk", [ForgetsToSync, ForgetsNames])
def test_a_store_that_does_not_sync_is_caught(tmp_path: Path, disk: type[TraceDisk]) -> None:
    assert check_power_losses(tmp_path, 40, seed=1, disk=disk()) != []


@pytest.mark.usefixtures("both_modes")
def test_a_store_that_does_not_cut_what_it_could_not_write_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutate(monkeypatch, writer, "_append_once", "disk.truncate(descriptor, size)", "pass")
    states = expected_states(tmp_path / "expected")
    writes = [at for at, call in enumerate(calls_of_the_workload(tmp_path / "counted")) if call in ("write", "sync")]
    assert any(run_with_fault(tmp_path / str(at), "error once", at, states) for at in writes)


def test_a_store_that_reports_success_whatever_happened_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutate(monkeypatch, writer, "_append_once", "            raise\n", "            return True\n")
    states = expected_states(tmp_path / "expected")
    writes = [at for at, call in enumerate(calls_of_the_workload(tmp_path / "counted")) if call in ("write", "sync")]
    assert any(run_with_fault(tmp_path / str(at), "full once", at, states) for at in writes)


SEEDS = range(20)
"""Histories of which at least one tells; mostly the first or the second does."""
MUTANTS = {
    "no fence before the next line": (writer, "_append_once", '!= b"\\n"', '== b""'),
    "the clock decides, not what was seen": (line.Line, "rank", "self.rev, self.at", "self.at, self.rev"),
    "the last line read wins": (
        ledger.Ledger,
        "history",
        "credible_lines(self._lines.get(table, {}).get(key, ()))",
        "list(self._lines.get(table, {}).get(key, ()))",
    ),
    "conflict copies are not read": (folder, "is_journal_name", '".jsonl" in name', "bool(owner_of(name))"),
    "what vanishes is deleted": (reader.Reader, "vanished", "return self._mirrored", "return set() and self._mirrored"),
}


@pytest.mark.long
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_broken_store_does_not_survive_three_devices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutant: str
) -> None:
    mutate(monkeypatch, *MUTANTS[mutant])
    assert any(run_history(tmp_path / str(seed), random_history(seed, 60)) for seed in SEEDS)


@pytest.mark.usefixtures("both_modes")
@pytest.mark.parametrize("kind", ["full for good", "short then full"])
def test_a_full_disk_says_so_keeps_everything_and_works_again_when_there_is_space(tmp_path: Path, kind: str) -> None:
    disk = FaultyDisk()
    diary = a_diary(tmp_path, 0, disk)
    diary.add(an_episode(1))
    before = len(disk.calls)
    diary.add(an_episode(2))
    calls_to_the_write = disk.calls[before:].index("write")
    disk.kind, disk.at = kind, len(disk.calls) + calls_to_the_write
    with pytest.raises(NotSaved) as refusal:
        diary.add(an_episode(3, note=LONG))
    (journal,) = diary.folder.glob("*.jsonl")
    said = f"Not saved: the disk is full. Earlier episodes are untouched. This was at {journal}."
    assert refusal.value.message == said
    disk.kind = ""
    assert diary.episodes() == a_diary(tmp_path, 0).episodes() == (an_episode(2), an_episode(1))
    diary.add(an_episode(3))
    assert a_diary(tmp_path, 0).episodes() == (an_episode(3), an_episode(2), an_episode(1))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EROFS, "not writable"),
        (errno.EACCES, "not writable"),
        (errno.EIO, "Back up this computer"),
        (errno.ENODEV, "No such device"),
    ],
)
def test_an_error_of_the_system_becomes_a_sentence_that_names_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    diary = a_diary(tmp_path, 0)
    diary.add(an_episode(1))

    def fail(_: int) -> None:
        raise OSError(number, "No such device")

    monkeypatch.setattr(diary.journals.disk, "sync", fail)
    with pytest.raises(NotSaved, match=words) as refusal:
        diary.add(an_episode(2, note="my secret"))
    assert str(diary.folder) in refusal.value.message
    assert "secret" not in refusal.value.message
    assert diary.episodes() == (an_episode(1),)


@pytest.mark.usefixtures("both_modes")
def test_a_sync_that_failed_is_never_asked_again_before_the_line_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary = a_diary(tmp_path, 0)
    diary.add(an_episode(1))
    calls: list[str] = []
    disk = diary.journals.disk
    real_write, real_sync = disk.write, disk.sync

    def write(descriptor: int, data: bytes) -> int:
        calls.append("write")
        return real_write(descriptor, data)

    def sync(descriptor: int) -> None:
        calls.append("sync")
        if calls.count("sync") == 1:
            raise OSError(errno.EIO, "Input/output error")
        real_sync(descriptor)

    monkeypatch.setattr(disk, "write", write)
    monkeypatch.setattr(disk, "sync", sync)
    with pytest.raises(NotSaved):
        diary.add(an_episode(2))
    diary.add(an_episode(2))
    assert calls[:4] == ["write", "sync", "write", "sync"]
    (journal,) = diary.folder.glob("*.jsonl")
    assert journal.read_bytes().count(an_episode(2).id.encode()) == 1


@pytest.mark.usefixtures("both_modes")
def test_a_value_that_cannot_be_stored_is_refused_before_any_file_is_touched(tmp_path: Path) -> None:
    disk = FaultyDisk()
    diary = a_diary(tmp_path, 0, disk)
    with pytest.raises(CannotStore, match="Pain"):
        diary.add(an_episode(1, pain=11))
    assert disk.calls == []
