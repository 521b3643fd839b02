"""What `status` is told without reading the diary is what the diary says, after any history of three devices."""

import contextlib
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from spasmtui.episodes.model.episode import Side
from spasmtui.episodes.store.diary import Diary
from spasmtui.errors import SpasmError
from spasmtui.launcher.status_files import OPEN_NAME, OpenEpisode, Unclear, diary_stamps, read_open
from tests.conftest import FakeClock
from tests.support.store.devices import KINDS, random_history, run_history
from tests.support.store.faults import FaultyDisk, Killed
from tests.support.store.two_devices import meet, two_devices
from tests.support.store.values import NIGHT, an_episode


def told(diary: Diary) -> OpenEpisode | None:
    return read_open(diary_stamps(str(diary.folder), str(diary.state)), str(diary.state))


def as_values(found: OpenEpisode | None) -> object:
    return found and (found.place, found.side, found.started_at, found.started_seconds)


def place(diary: Diary) -> str | None:
    found = told(diary)
    assert found is not None
    return found.place


def said_by(diary: Diary) -> object:
    """What a session that starts now reads in the journals."""
    newest = next(iter(Diary(diary.folder, diary.state, diary.clock).open_episodes()), None)
    if newest is None:
        return None
    side = newest.side and newest.side.value
    return newest.place, side, newest.started_at.isoformat(), int(newest.started_at.timestamp())


def what_is_wrong(kind: str, diary: Diary) -> str | None:
    """Compare the file with the diary; it must tell something after a change by this device."""
    try:
        found = as_values(told(diary))
    except Unclear:
        return "the file is out of date" if kind in ("add", "day", "next day") else None
    says = said_by(diary)
    return None if found == says else f"told {found}, and the diary says {says}"


def rounds(seeds: Iterable[int]) -> list[str]:
    problems = []
    for seed in seeds:
        with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
            problems += run_history(Path(folder), random_history(seed), what_is_wrong)
    return problems


def test_histories_are_told_as_they_are() -> None:
    assert {"purge", "import", "undo", "meet", "vanish", "restore", "delete"} <= {*KINDS}
    assert rounds((54,)) == []


@pytest.mark.long
def test_many_histories_are_told_as_they_are() -> None:
    assert rounds((79, *range(1, 4))) == []


def test_every_change_by_a_session_is_told_at_once(tmp_path: Path) -> None:
    diary, other = two_devices(tmp_path)
    assert told(diary) is None
    diary.add(an_episode(1, is_open=True))
    assert as_values(told(diary)) == ("calf", "left", "2026-11-22T04:12:00+00:00", 1_795_320_720)
    diary.edit(an_episode(1).id, place="neck", side=Side.RIGHT)
    assert as_values(told(diary)) == said_by(diary)
    assert place(diary) == "neck"
    diary.add(an_episode(2, is_open=True, place="hand"))
    assert place(diary) == "hand"
    diary.delete(an_episode(2).id)
    assert place(diary) == "neck"
    diary.undo()
    assert place(diary) == "hand"
    diary.redo()
    diary.edit(an_episode(1).id, is_open=False)
    assert told(diary) is None
    diary.merge([an_episode(3, is_open=True, place="thigh")])
    assert place(diary) == "thigh"
    meet(diary, other)
    with pytest.raises(Unclear):
        told(other)
    assert other.open_episodes() == diary.open_episodes()
    other.after_change.keep_open_episode()
    assert place(other) == "thigh"


def test_nothing_of_a_purged_episode_stays_where_the_file_cannot_be_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary = Diary(tmp_path / "data", tmp_path / "state", FakeClock(NIGHT))
    diary.add(an_episode(1, is_open=True, place="a private place"))
    assert b"private" in (diary.state / OPEN_NAME).read_bytes()
    monkeypatch.setattr(type(diary.after_change), "run", lambda _: None)
    diary.maintenance.purge(an_episode(1).id)
    assert not (diary.state / OPEN_NAME).exists()


@pytest.mark.long
@pytest.mark.parametrize("kind", ["kill half way", "kill after", "full once", "error for good"])
def test_a_fault_of_the_disk_leaves_no_file_that_is_wrong(kind: str, tmp_path: Path) -> None:
    has_fired, number = True, 0
    while has_fired:
        folders = tmp_path / f"{number}-data", tmp_path / f"{number}-state"
        sound = Diary(*folders, FakeClock(NIGHT))
        sound.add(an_episode(1, is_open=True))
        disk = FaultyDisk(kind, number)
        with contextlib.suppress(Killed, SpasmError, OSError):
            Diary(*folders, FakeClock(NIGHT), disk).edit(an_episode(1).id, place="neck")
        assert what_is_wrong("a fault", sound) is None
        has_fired, number = disk.has_fired, number + 3
    assert number > 10
