"""Backups are whole, few, and can only add: by the day, by the week, and in one file."""

import gzip
import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.maintenance.archive import Restored
from spasmtui.episodes.store.maintenance.health_report import health_lines
from spasmtui.errors import DataError, WrongUsage
from tests.conftest import FakeClock
from tests.support.store.values import NIGHT, an_episode


def a_diary(root: Path, now: datetime = NIGHT + timedelta(days=1)) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(now))


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    return a_diary(tmp_path)


def names(diary: Diary, kind: str) -> list[str]:
    return sorted(path.name for path in (diary.state / "backups" / kind).iterdir())


@pytest.mark.long
def test_seven_days_and_eight_weeks_are_kept(tmp_path: Path) -> None:
    for day in range(70):
        a_diary(tmp_path, NIGHT + timedelta(days=day)).add(an_episode(day))
    diary = a_diary(tmp_path)
    assert names(diary, "daily") == [(NIGHT + timedelta(days=day)).date().isoformat() for day in range(63, 70)]
    assert names(diary, "weekly") == [
        "2026-W50",
        "2026-W51",
        "2026-W52",
        "2026-W53",
        *(f"2027-W0{n}" for n in range(1, 5)),
    ]


def test_a_day_has_one_backup_however_many_changes(diary: Diary) -> None:
    for number in range(3):
        diary.add(an_episode(number))
    assert names(diary, "daily") == ["2026-11-23"]


def test_each_backup_is_whole_and_says_when_it_was_read_back(diary: Diary) -> None:
    diary.add(an_episode(1))
    later = a_diary(diary.folder.parent, NIGHT + timedelta(days=1, hours=5))
    backups = later.maintenance.check_health().backups
    assert [(each.kind, each.is_sound, each.verified_at) for each in backups] == [
        ("weekly", True, later.clock.now()),
        ("daily", True, later.clock.now()),
    ]
    assert "Backups: 1 daily and 1 weekly, read back 2026-11-23 08:12." in health_lines(
        later.maintenance.check_health()
    )


def test_a_damaged_backup_is_found_by_reading_it_back(diary: Diary) -> None:
    diary.add(an_episode(1))
    path = next((diary.state / "backups" / "daily" / "2026-11-23").glob("*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b"calf", b"neck"))
    health = diary.maintenance.check_health()
    assert health.is_fault
    assert any("is damaged" in line for line in health_lines(health))


def test_an_unchanged_journal_is_linked_not_copied(tmp_path: Path) -> None:
    a_diary(tmp_path, NIGHT.replace(year=2025)).add(an_episode(1))
    for day in range(2):
        a_diary(tmp_path, NIGHT + timedelta(days=day)).add(an_episode(2 + day))
    old = list((tmp_path / "state" / "backups").rglob("2025.*.jsonl"))
    assert len(old) > 3
    assert len({path.stat().st_ino for path in old}) == 1


def test_a_backup_that_fails_does_not_fail_the_change(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: datetime) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(diary.maintenance.backups, "make", fail)
    diary.add(an_episode(1))
    assert a_diary(diary.folder.parent).episodes() == (an_episode(1),)


def test_what_the_folder_lost_is_in_the_backups(diary: Diary) -> None:
    diary.add(an_episode(1))
    for path in diary.folder.glob("*.jsonl"):
        path.unlink()
    a_diary(diary.folder.parent, NIGHT + timedelta(days=2)).add(an_episode(2))
    fresh = Diary(diary.folder, diary.state / "fresh", diary.clock)
    assert fresh.episodes() == (an_episode(2),)
    fresh.maintenance.restore(diary.state / "backups" / "daily" / "2026-11-24")
    assert fresh.episodes() == (an_episode(2), an_episode(1))


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
def test_one_file_holds_the_whole_diary_and_restores_it_elsewhere(tmp_path: Path, diary: Diary, name: str) -> None:
    diary.add(an_episode(1))
    edited = diary.edit(an_episode(1).id, pain=3)
    assert diary.maintenance.backup(tmp_path / name) == 2
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    other = a_diary(tmp_path / "other")
    assert other.maintenance.restore(tmp_path / name) == Restored(2, 0, 0, 0)
    assert other.maintenance.restore(tmp_path / name) == Restored(0, 2, 0, 0)
    assert other.episodes() == (edited,)


def test_an_old_backup_over_a_newer_diary_takes_nothing_back(tmp_path: Path, diary: Diary) -> None:
    for number in (1, 2, 3):
        diary.add(an_episode(number))
    diary.maintenance.backup(tmp_path / "old.jsonl")
    diary.delete(an_episode(1).id)
    edited = diary.edit(an_episode(2).id, pain=9)
    diary.add(an_episode(4))
    assert diary.maintenance.restore(tmp_path / "old.jsonl").added == 0
    assert a_diary(tmp_path).episodes() == (an_episode(4), an_episode(3), edited)


def test_a_file_that_is_there_is_not_replaced_unless_told(tmp_path: Path, diary: Diary) -> None:
    diary.add(an_episode(1))
    (tmp_path / "mine").write_bytes(b"mine")
    with pytest.raises(WrongUsage, match="exists already"):
        diary.maintenance.backup(tmp_path / "mine")
    assert (tmp_path / "mine").read_bytes() == b"mine"
    diary.maintenance.backup(tmp_path / "mine", replaces=True)
    assert b"0199a000" in (tmp_path / "mine").read_bytes()


def test_damaged_lines_of_a_backup_are_counted_and_the_rest_restored(tmp_path: Path, diary: Diary) -> None:
    diary.add(an_episode(1))
    diary.add(an_episode(2))
    diary.maintenance.backup(tmp_path / "all.jsonl")
    data = (tmp_path / "all.jsonl").read_bytes().splitlines()
    data[1] = data[1].replace(b"calf", b"neck")
    (tmp_path / "all.jsonl").write_bytes(b"\n".join([*data, b"torn"]))
    assert a_diary(tmp_path / "other").maintenance.restore(tmp_path / "all.jsonl") == Restored(1, 0, 2, 0)


def test_a_packed_backup_that_was_cut_is_refused(tmp_path: Path, diary: Diary) -> None:
    diary.add(an_episode(1))
    diary.maintenance.backup(tmp_path / "all.jsonl.gz")
    os.truncate(tmp_path / "all.jsonl.gz", 60)
    with pytest.raises(DataError, match="damaged"):
        diary.maintenance.restore(tmp_path / "all.jsonl.gz")
    with pytest.raises(DataError, match="could not be read"):
        diary.maintenance.restore(tmp_path / "nothing")


def test_an_encrypted_backup_opens_with_its_key_alone(tmp_path: Path, diary: Diary) -> None:
    diary.add(an_episode(1, note="It woke me at three."))
    key, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(f"# created: 2026\n# public key: {key.to_public()}\n{key}\n", encoding="ascii")
    (tmp_path / "other").write_text(f"{other}\n", encoding="ascii")
    path = tmp_path / "all.jsonl.gz.age"
    diary.maintenance.backup(path, recipient=str(key.to_public()))
    assert path.read_bytes().startswith(b"age-encryption.org/v1")
    fresh = a_diary(tmp_path / "fresh")
    with pytest.raises(WrongUsage, match="--identity"):
        fresh.maintenance.restore(path)
    with pytest.raises(DataError, match="another key"):
        fresh.maintenance.restore(path, identity=tmp_path / "other")
    fresh.maintenance.restore(path, identity=tmp_path / "key")
    assert fresh.episodes() == diary.episodes()


@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_damaged_encrypted_backup_is_refused_and_changes_nothing(tmp_path: Path, diary: Diary, damage: str) -> None:
    diary.add(an_episode(1))
    key = pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(f"{key}\n", encoding="ascii")
    path = tmp_path / "all.age"
    diary.maintenance.backup(path, recipient=str(key.to_public()))
    data = bytearray(path.read_bytes())
    if damage == "cut":
        del data[-30:]
    else:
        data[-30] ^= 1
    path.write_bytes(data)
    before = {each: each.read_bytes() for each in diary.folder.iterdir()}
    with pytest.raises(DataError, match="Nothing was changed") as refusal:
        diary.maintenance.restore(path, identity=tmp_path / "key")
    assert str(key) not in refusal.value.message
    assert {each: each.read_bytes() for each in diary.folder.iterdir()} == before


def test_a_key_with_a_passphrase_is_named_and_not_taken_for_another_one(tmp_path: Path, diary: Diary) -> None:
    diary.add(an_episode(1))
    path = tmp_path / "all.age"
    diary.maintenance.backup(path, recipient=str(pyrage.x25519.Identity.generate().to_public()))
    (tmp_path / "key").write_bytes(b"age-encryption.org/v1\n-> scrypt")
    with pytest.raises(DataError, match="has a passphrase"):
        diary.maintenance.restore(path, identity=tmp_path / "key")


def test_a_word_that_is_no_key_is_refused(tmp_path: Path, diary: Diary) -> None:
    diary.add(an_episode(1))
    with pytest.raises(WrongUsage, match="not an age key"):
        diary.maintenance.backup(tmp_path / "all.age", recipient="password1")
    assert not (tmp_path / "all.age").exists()


def test_a_packed_backup_is_plain_gzip_of_plain_lines(tmp_path: Path, diary: Diary) -> None:
    diary.add(an_episode(1))
    diary.maintenance.backup(tmp_path / "all.jsonl.gz")
    lines = gzip.decompress((tmp_path / "all.jsonl.gz").read_bytes()).splitlines()
    (journal,) = diary.folder.glob("*.jsonl")
    assert lines == journal.read_bytes().splitlines()
