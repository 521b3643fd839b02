"""Several devices and a folder between them: all converge, and nothing acknowledged is lost."""

import os
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.folder import is_copy_of, is_journal_name, owner_of
from spasmtui.episodes.store.maintenance.health_report import health_lines
from spasmtui.errors import NotFound
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.store.devices import CONFLICT_NAMES, KINDS, Operation, random_history, run_history
from tests.support.store.lines import raw_line, write_journal
from tests.support.store.values import NIGHT, an_episode

operation = st.tuples(st.sampled_from(KINDS), st.integers(0, 2), st.integers(0, 2), st.integers(0, 7))


@pytest.mark.long
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(operation, max_size=30))
def test_three_devices_converge_and_lose_nothing(operations: list[Operation]) -> None:
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with TemporaryDirectory(dir=memory) as folder:
        assert run_history(Path(folder), operations) == []


@pytest.mark.usefixtures("both_modes")
@pytest.mark.parametrize("seed", range(5))
def test_long_histories_of_three_devices_converge(tmp_path: Path, seed: int) -> None:
    assert run_history(tmp_path, random_history(seed, 60)) == []


def a_device(root: Path, hours: float = 0) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=1, hours=hours)))


@pytest.mark.usefixtures("both_modes")
@pytest.mark.parametrize("pattern", CONFLICT_NAMES)
def test_a_conflict_copy_by_any_engine_is_read_and_can_be_absorbed_and_deleted(tmp_path: Path, pattern: str) -> None:
    diary = a_device(tmp_path)
    diary.add(an_episode(1))
    copy = diary.folder / pattern.format(stem="2026.phone-77b2e0")
    write_journal(diary.folder, copy.name, raw_line(an_episode(2), by="phone-77b2e0"), device="phone-77b2e0")
    later = a_device(tmp_path)
    assert later.episodes() == (an_episode(2), an_episode(1))
    if not owner_of(copy.name):
        assert later.maintenance.check_health().conflict_copies == (copy.name,)
        assert any("--absorb" in line for line in health_lines(later.maintenance.check_health()))
        assert (later.maintenance.absorb_copies(), later.maintenance.absorb_copies()) == (1, 0)
        copy.unlink()
        assert not later.maintenance.check_health().lost
        assert Diary(diary.folder, tmp_path / "fresh", diary.clock).episodes() == (an_episode(2), an_episode(1))


@with_each(
    "name",
    [".syncthing.2026.phone.jsonl.tmp", "~2026.phone.jsonl", "2026.phone.jsonl~", "2026.phone.jsonl.part",
     "2026.phone.jsonl.crdownload", ".2026.phone.jsonl.swp", "2026.phone.json", "notes.txt"],
)  # fmt: skip
def test_what_a_program_is_still_writing_is_not_read(name: str) -> None:
    assert not is_journal_name(name)


@pytest.mark.usefixtures("both_modes")
def test_a_second_machine_under_our_name_is_noticed_and_we_take_another(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    diary.add(an_episode(1))
    ours = diary.device
    copy = f"2026.{ours}.sync-conflict-20261122-051122-ABCDEFG.jsonl"
    write_journal(diary.folder, copy, raw_line(an_episode(2), by=ours), device=ours)
    assert is_copy_of(copy, ours)
    assert not is_copy_of(f"2026.{ours}2.jsonl", ours)
    diary.add(an_episode(3))
    assert diary.device != ours
    assert a_device(tmp_path).device == diary.device
    assert a_device(tmp_path).episodes() == (an_episode(3), an_episode(2), an_episode(1))


@pytest.mark.usefixtures("both_modes")
def test_a_home_shared_by_machines_of_other_names_gives_each_its_own_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = []
    for host in ("desk", "laptop.example.org", "desk", "Ünïcode Host!"):
        uname = os.uname_result((os.uname().sysname, host, "", "", ""))
        monkeypatch.setattr("os.uname", lambda uname=uname: uname)
        ids.append(a_device(tmp_path).device)
    assert ids[0] == ids[2]
    assert len(set(ids)) == 3
    assert [name.rpartition("-")[0] for name in ids] == ["desk", "laptop", "desk", "n-code-host"]


def test_two_edits_that_did_not_know_each_other_end_the_same_everywhere_and_both_stay_in_the_files(
    tmp_path: Path,
) -> None:
    one, other = a_device(tmp_path / "one"), a_device(tmp_path / "other", hours=1)
    one.add(an_episode(1))
    exchange(one, other)
    one.edit(an_episode(1).id, note="from one")
    other.delete(an_episode(1).id)
    exchange(one, other)
    assert one.episodes() == other.episodes() == ()
    files = b"".join(path.read_bytes() for path in one.folder.glob("*.jsonl"))
    assert b"from one" in files
    with pytest.raises(NotFound, match="changed on"):
        one.undo()
    other.undo()
    exchange(one, other)
    assert one.episodes() == other.episodes() != ()


def exchange(*diaries: Diary) -> None:
    for source in diaries:
        for target in diaries:
            if source is not target:
                target.folder.mkdir(parents=True, exist_ok=True)
                for path in source.folder.glob(f"*.{source.device}.jsonl"):
                    (target.folder / path.name).write_bytes(path.read_bytes())


def test_doctor_lists_who_wrote_when_and_whose_clock_is_ahead(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    diary.add(an_episode(1))
    line = raw_line(an_episode(2), by="phone-77b2e0", at="2026-11-30T00:00:00.000000Z")
    write_journal(diary.folder, "2026.phone-77b2e0.jsonl", line, device="phone-77b2e0")
    health = a_device(tmp_path).maintenance.check_health()
    assert [(each.name, each.is_this, each.ahead > timedelta(days=6)) for each in health.devices] == [
        (diary.device, True, False),
        ("phone-77b2e0", False, True),
    ]
    assert not health.is_fault
    text = "\n".join(health_lines(health))
    assert f"{diary.device} (this device): last change 2026-11-23 03:12 UTC." in text
    assert "phone-77b2e0: last change 2026-11-30 00:00 UTC. Its clock is 6 days ahead." in text


@pytest.mark.parametrize("name", ["folder", "state"])
def test_doctor_says_that_a_folder_cannot_be_written_and_writes_nothing_to_find_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    diary = a_device(tmp_path)
    diary.add(an_episode(1))
    closed = getattr(diary.journals, name)
    # Asked of the system, since an administrator's account may write where the modes say that nobody may.
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != closed)
    before = {path: path.stat().st_mtime_ns for path in (diary.folder, *diary.folder.iterdir())}
    health = diary.maintenance.check_health()
    what = {"folder": "The diary's folder", "state": "The state folder"}[name]
    assert health.is_fault
    assert health_lines(health)[0] == (
        f"{what} {closed} cannot be written; until it can, nothing new is saved. "
        f"To mend it, see who may write there: ls -ld {closed}"
    )
    assert {path: path.stat().st_mtime_ns for path in (diary.folder, *diary.folder.iterdir())} == before


def test_doctor_asks_the_folder_above_where_the_diary_has_none_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary = a_device(tmp_path / "new")
    assert not diary.maintenance.check_health().is_fault
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path)
    assert [sentence.partition(";")[0] for sentence in diary.maintenance.check_health().unwritable] == [
        f"The diary's folder {diary.folder} cannot be made",
        f"The state folder {diary.journals.state} cannot be made",
    ]
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("both_modes")
@pytest.mark.parametrize("hours", [-1, 1])
def test_undo_brings_back_what_another_device_deleted_too(tmp_path: Path, hours: int) -> None:
    one, other = a_device(tmp_path / "one"), a_device(tmp_path / "other", hours=hours)
    one.add(an_episode(1))
    exchange(one, other)
    one.delete(an_episode(1).id)
    other.delete(an_episode(1).id)
    exchange(one, other)
    change = one.undo()
    assert (change.action, change.record) == ("brought back", an_episode(1))
    exchange(one, other)
    assert one.episodes() == other.episodes() == (an_episode(1),)
