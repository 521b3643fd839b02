"""A diary is encrypted, or opened for good, with all that was there; whatever is interrupted loses nothing."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.maintenance.conversion import plain_lines
from spasmtui.episodes.store.sealing.sealing import Sealing
from spasmtui.errors import DiaryLocked, SpasmError
from tests.conftest import FakeClock
from tests.episodes.store.sealing.test_encrypted_diary import WORDS, a_record, a_session, files_with, in_the_clear
from tests.support.store.encrypted import RECIPIENT, give_key, key_file
from tests.support.store.faults import FaultyDisk, Killed
from tests.support.store.values import NIGHT, an_episode


def a_plain_diary(root: Path) -> Diary:
    """Write a diary of two days, with edits, an undo, a deletion, a purge, a draft and a torn line."""
    diary = a_session(root, 2)
    for number in range(1, 6):
        diary.add(a_record(number))
    diary.edit(a_record(1).id, pain=4)
    diary.edit(a_record(1).id, note="river again")
    diary.undo()
    diary.delete(a_record(2).id)
    diary.maintenance.purge(a_record(3).id)
    later = a_session(root, 3)
    later.edit(a_record(4).id, place="neck", note="old house")
    (root / "state" / "draft-new.json").write_bytes(b'{"note": "old house"}')
    (journal,) = later.folder.glob("*.jsonl")
    with journal.open("ab") as file:
        file.write(b'{"at":"2026-11-24T00:00:00.000000Z","table":"episodes","put":{"note":"old house')
    return a_session(root, 3)


def shown(diary: Diary) -> object:
    ids = [episode.id for episode in diary.episodes()]
    versions = {key: [(v.number, v.action, v.device, v.record) for v in diary.history(key)] for key in ids}
    return diary.episodes(), diary.days(), versions, diary.recent_conflicts()


def journals_of(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "data").glob("*.jsonl"))}


def test_all_that_was_there_is_encrypted_and_shown_as_before(tmp_path: Path) -> None:
    diary = a_plain_diary(tmp_path)
    before = shown(diary)
    assert len(files_with(tmp_path, *WORDS)) > 5
    converted = diary.maintenance.encrypt([RECIPIENT])
    assert (converted.lines, converted.left, len(converted.set_aside)) == (8, 0, 1)
    assert files_with(tmp_path, *WORDS) == []
    assert list(plain_lines(diary.journals)) == []
    later = a_session(tmp_path, 3, has_key=True)
    assert shown(later) == before
    health = later.maintenance.check_health()
    assert (health.lost, health.bad_lines, health.refused_lines, health.torn_lines) == (0, (), (), ())
    assert all(backup.is_sound for backup in health.backups)
    assert later.undo().action == "edited"
    assert later.get(a_record(4).id).place == "calf"


def test_no_key_is_needed_to_encrypt(tmp_path: Path) -> None:
    a_plain_diary(tmp_path).maintenance.encrypt([RECIPIENT])
    with pytest.raises(DiaryLocked):
        a_session(tmp_path).episodes()


def test_a_diary_that_is_opened_for_good_has_the_very_bytes_that_it_had(tmp_path: Path) -> None:
    diary = a_plain_diary(tmp_path)
    (journal,) = diary.folder.glob("*.jsonl")
    before = journal.read_bytes().rpartition(b"\n")[0] + b"\n"
    diary.maintenance.encrypt([RECIPIENT])
    give_key(diary.journals, key_file(tmp_path))
    assert diary.maintenance.end_encryption().left == 0
    assert journal.read_bytes() == before
    assert not (diary.folder / "encrypted-to.txt").exists()
    diary.add(a_record(9))
    assert a_session(tmp_path, 4).get(a_record(9).id) == a_record(9)


def test_lines_that_were_encrypted_from_the_first_are_opened_for_good_and_go_on(tmp_path: Path) -> None:
    diary = a_session(tmp_path, has_key=True)
    diary.maintenance.encrypt([RECIPIENT])
    diary.add(a_record(1))
    diary.edit(a_record(1).id, pain=2)
    diary.maintenance.end_encryption()
    later = a_session(tmp_path, 4)
    assert later.edit(a_record(1).id, pain=7).pain == 7
    assert [version.action for version in later.history(a_record(1).id)] == ["added", "edited", "edited"]
    assert later.undo().action == "edited"
    assert a_session(tmp_path, 5).get(a_record(1).id).pain == 2
    later.maintenance.encrypt([RECIPIENT])
    assert (files_with(tmp_path, *WORDS), a_session(tmp_path, 5, has_key=True).get(a_record(1).id).pain) == ([], 2)


def test_without_the_key_the_encryption_is_not_ended(tmp_path: Path) -> None:
    a_plain_diary(tmp_path).maintenance.encrypt([RECIPIENT])
    before = journals_of(tmp_path)
    with pytest.raises(DiaryLocked):
        a_session(tmp_path).maintenance.end_encryption()
    assert journals_of(tmp_path) == before
    a_session(tmp_path).add(a_record(8))
    assert files_with(tmp_path, *WORDS) == []


def test_another_device_that_has_copies_of_the_old_lines_loses_none_and_sees_no_conflict(tmp_path: Path) -> None:
    diary = a_plain_diary(tmp_path)
    phone = Diary(diary.folder, tmp_path / "phone" / "state", FakeClock(NIGHT + timedelta(days=4)))
    phone.edit(a_record(1).id, pain=9)
    phone.edit(a_record(5).id, note="river")
    before = [episode for episode in phone.episodes() if episode.id != a_record(7).id]
    diary.maintenance.encrypt([RECIPIENT])
    for _ in range(2):
        again = Diary(diary.folder, tmp_path / "phone" / "state", FakeClock(NIGHT + timedelta(days=6)))
        give_key(again.journals, key_file(tmp_path))
        assert [episode for episode in again.episodes() if episode.id != a_record(7).id] == before
        health = again.maintenance.check_health()
        assert (health.lost, health.conflicts, health.refused_lines) == (0, (), ())
        again.add(a_record(7))
    laptop = a_session(tmp_path, 7, has_key=True)
    assert laptop.get(a_record(1).id).pain == 9
    laptop.episodes()
    assert files_with(tmp_path, *WORDS) == files_with(tmp_path / "phone", *WORDS) == []
    assert laptop.maintenance.check_health().lost == 0


def test_an_old_backup_is_restored_encrypted_and_adds_nothing_that_is_there(tmp_path: Path) -> None:
    diary = a_plain_diary(tmp_path)
    backup = tmp_path / "old.jsonl"
    diary.maintenance.backup(backup)
    diary.delete(a_record(5).id)
    diary.maintenance.encrypt([RECIPIENT])
    again = a_session(tmp_path, 5, has_key=True)
    assert again.maintenance.restore(backup).added == 0
    fresh = a_session(tmp_path / "fresh", 5, has_key=False)
    fresh.maintenance.encrypt([RECIPIENT])
    assert fresh.maintenance.restore(backup).added > 5
    give_key(fresh.journals, key_file(tmp_path))
    assert (len(fresh.episodes()), files_with(tmp_path / "fresh", *WORDS)) == (3, [])


def test_a_backup_of_an_encrypted_diary_is_encrypted_and_restored_with_the_key(tmp_path: Path) -> None:
    diary = a_plain_diary(tmp_path)
    diary.maintenance.encrypt([RECIPIENT])
    diary.maintenance.backup(tmp_path / "b.jsonl")
    data = (tmp_path / "b.jsonl").read_bytes()
    assert in_the_clear(*WORDS).search(data) is None
    fresh = a_session(tmp_path / "fresh", 5)
    fresh.maintenance.restore(tmp_path / "b.jsonl")
    give_key(fresh.journals, key_file(tmp_path))
    assert fresh.episodes() == a_session(tmp_path, 5, has_key=True).episodes()


def calls_of_a_conversion(root: Path, *, ends: bool) -> int:
    disk = FaultyDisk()
    prepare(root, ends=ends)
    convert(root, disk, ends=ends)
    return len(disk.calls)


def prepare(root: Path, *, ends: bool) -> None:
    diary = a_plain_diary(root)
    if ends:
        diary.maintenance.encrypt([RECIPIENT])


def convert(root: Path, disk: Disk, *, ends: bool) -> None:
    diary = Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=3)), disk)
    give_key(diary.journals, key_file(root))
    if ends:
        diary.maintenance.end_encryption()
    else:
        diary.maintenance.encrypt([RECIPIENT])


STRIDE = 41


@pytest.mark.long
@pytest.mark.parametrize("ends", [False, True])
@pytest.mark.parametrize("kind", ["kill before", "kill half way", "kill after", "full for good", "error once"])
def test_whatever_interrupts_a_conversion_loses_nothing_and_it_goes_on(tmp_path: Path, kind: str, ends: bool) -> None:
    count = calls_of_a_conversion(tmp_path / "counted", ends=ends)
    for at in range(len(kind) % 7, count, STRIDE):
        root = tmp_path / f"{at}"
        prepare(root, ends=ends)
        expected = shown(a_session(root, 3, has_key=True))
        with suppress(Killed, SpasmError, OSError):
            convert(root, FaultyDisk(kind, at), ends=ends)
        decided = root / "state" / "encrypted-to"
        was_decided = decided.exists() and decided.read_text().startswith("off" if ends else "on")
        read = a_session(root, 3, has_key=True)
        assert shown(read) == expected, at
        read.edit(an_episode(5).id, pain=1)
        fresh = a_session(root, 4, has_key=True)
        assert fresh.get(an_episode(5).id).pain == 1
        health = fresh.maintenance.check_health()
        assert (health.lost, health.refused_lines, health.conflicts) == (0, (), ()), at
        assert all(backup.is_sound for backup in health.backups), at
        if was_decided:
            assert not (root / "state" / "encrypting").exists(), at
            assert bool(files_with(root, *WORDS)) == ends, at


def test_a_conversion_that_forgets_what_it_has_begun_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sealing, "sealed_raw", lambda _, line: line.raw)
    a_plain_diary(tmp_path).maintenance.encrypt([RECIPIENT])
    assert files_with(tmp_path, *WORDS) != []
