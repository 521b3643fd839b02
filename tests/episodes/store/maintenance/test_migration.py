"""The diary of the first version is taken over once, and its file kept."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Day, Helped, Practice, Side, Tried
from spasmtui.episodes.store.diary import Diary
from spasmtui.errors import NotFound
from tests.conftest import FakeClock
from tests.support.store.faults import FaultyDisk, Killed
from tests.support.store.values import NIGHT, an_episode

OLD = Path(__file__).parent.parent / "files" / "first-storage.json"
"""Written by the first version of the program."""

EPISODES = (
    an_episode(3, is_open=True),
    an_episode(
        2,
        place="foot",
        side=Side.RIGHT,
        triggers=("heat", "effort"),
        tried=(Tried(routine="night-calf-rescue", seconds=65, completed=True),),
        helped=Helped.GONE,
        ended_at=NIGHT + timedelta(hours=2, minutes=4),
    ),
    an_episode(1, pain=7, note="Woke up.\nCold feet.", updated_at=NIGHT + timedelta(hours=1)),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir(mode=0o700)
    shutil.copyfile(OLD, tmp_path / "data" / "episodes.json")
    return tmp_path


def a_diary(root: Path, disk: FaultyDisk | None = None) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=1)), disk)


def test_every_record_is_there_and_the_old_file_is_kept(root: Path) -> None:
    assert a_diary(root).episodes() == EPISODES
    diary = a_diary(root)
    assert diary.episodes() == EPISODES
    assert diary.days() == (
        Day(date="2026-11-22", words=("heat", "little-drink"), updated_at=NIGHT, device="laptop-3fa9c1"),
    )
    assert diary.practices() == (
        Practice(
            id="0199a000-0000-7000-8000-00000000aaaa",
            routine="bedtime",
            started_at=NIGHT,
            seconds=300,
            completed=True,
            device="laptop-3fa9c1",
        ),
    )
    assert (root / "data" / "episodes.before-journals.json").read_bytes() == OLD.read_bytes()
    assert not (root / "data" / "episodes.json").exists()


def test_the_first_change_takes_over_too(root: Path) -> None:
    a_diary(root).add(an_episode(9))
    assert a_diary(root).episodes() == (an_episode(9), *EPISODES)


def test_undo_does_not_take_back_the_take_over(root: Path) -> None:
    a_diary(root).episodes()
    with pytest.raises(NotFound):
        a_diary(root).undo()


def test_a_take_over_that_was_interrupted_anywhere_goes_on_and_doubles_nothing(root: Path) -> None:
    disk = FaultyDisk()
    a_diary(root, disk).episodes()
    for at in range(0, len(disk.calls), 4):
        place = root / str(at)
        (place / "data").mkdir(parents=True)
        shutil.copyfile(OLD, place / "data" / "episodes.json")
        with pytest.raises(Killed):
            a_diary(place, FaultyDisk("kill half way", at)).episodes()
        assert a_diary(place).episodes() == EPISODES
        ids = [json.loads(raw).get("id") for path in (place / "data").glob("*.jsonl") for raw in intact(path)]
        assert len(ids) == len(set(ids))


def intact(path: Path) -> list[bytes]:
    return [raw for raw in path.read_bytes().splitlines() if raw.startswith(b'{"at"') and raw.endswith(b'"}')]


@pytest.mark.parametrize("content", [b"", b"{", b"null", b"[]", b'{"episodes": []}'])
def test_a_damaged_old_file_stays_where_it_is_and_doctor_names_it(root: Path, content: bytes) -> None:
    old = root / "data" / "episodes.json"
    old.write_bytes(content)
    diary = a_diary(root)
    diary.add(an_episode(9))
    assert diary.episodes() == (an_episode(9),)
    assert old.read_bytes() == content
    assert diary.health().unread_old_file == old and diary.health().is_fault


def test_a_record_of_the_old_file_that_cannot_be_one_is_left_in_it(root: Path) -> None:
    old = root / "data" / "episodes.json"
    tables = json.loads(old.read_bytes())
    tables["episodes"]["bad"] = {"started_at": "yesterday"}
    old.write_text(json.dumps(tables), encoding="utf-8")
    assert a_diary(root).episodes() == EPISODES
    assert b'"yesterday"' in (root / "data" / "episodes.before-journals.json").read_bytes()
