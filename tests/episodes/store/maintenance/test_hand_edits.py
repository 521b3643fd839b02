"""A line that somebody changed in an editor counts when the person says so, and not before."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.maintenance.health_report import health_lines
from tests.conftest import FakeClock
from tests.support.store.lines import raw_line, write_journal
from tests.support.store.values import NIGHT, an_episode

ID = an_episode(1).id


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    """A diary of two episodes, followed by the mirror."""
    diary = again(tmp_path)
    diary.add(an_episode(1, pain=6))
    diary.add(an_episode(2))
    return again(tmp_path)


def again(root: Path) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=1)))


def rewrite(diary: Diary, old: bytes, new: bytes) -> None:
    """What an editor does: the whole file is written anew, the checksums as they were."""
    (path,) = diary.folder.glob("*.jsonl")
    data = path.read_bytes()
    assert data.count(old) == 1
    path.write_bytes(data.replace(old, new))


def test_an_edit_by_hand_is_named_by_doctor_and_counts_once_it_is_accepted(diary: Diary) -> None:
    rewrite(diary, b'"pain":6', b'"pain":4')
    assert again(diary.folder.parent).get(ID).pain == 6
    health = again(diary.folder.parent).maintenance.check_health()
    (edit,) = health.hand_edits
    assert (edit.number, edit.key, edit.changed, health.is_fault) == (2, ID, ("pain",), True)
    assert (
        f"Line 2 of {edit.name} has another pain of {ID} and was not written by this program. If you changed it "
        "yourself, `spasmtui log restore --accept-edits` makes it count."
    ) in health_lines(health)
    assert health_lines(health)[0].startswith(f"1 record that was here is missing from {diary.folder}. This computer's")
    later = again(diary.folder.parent)
    assert (later.maintenance.accept_hand_edits(), later.maintenance.accept_hand_edits()) == (1, 0)
    expected = an_episode(1, pain=4, updated_at=NIGHT + timedelta(days=1))
    assert again(diary.folder.parent).get(ID) == expected
    assert [each.record and each.record.pain for each in later.history(ID)] == [6, 4]  # type: ignore[union-attr]
    health = later.maintenance.check_health()
    assert (health.hand_edits, health.lost, health.is_fault) == ((), 0, False)
    later.undo()
    assert again(diary.folder.parent).get(ID) == an_episode(1, pain=6)


def test_who_starts_without_a_mirror_can_accept_it_too(diary: Diary) -> None:
    rewrite(diary, b'"pain":6', b'"pain":4')
    fresh = Diary(diary.folder, diary.state / "fresh", diary.clock)
    assert fresh.episodes() == (an_episode(2),)
    assert fresh.maintenance.accept_hand_edits() == 1
    assert fresh.get(ID).pain == 4


def test_a_line_written_by_hand_without_a_checksum_adds_an_episode_or_deletes_one(diary: Diary) -> None:
    (path,) = diary.folder.glob("*.jsonl")
    new = json.loads(raw_line(an_episode(5, place="neck")))
    lines = [{"table": "episodes", "id": new["id"], "put": new["put"]}, {"table": "episodes", "id": ID, "del": True}]
    with path.open("a") as file:
        file.writelines(f"{json.dumps(line)}\n" for line in lines)
    assert f"Line 5 of {path.name} deletes {ID}" in "\n".join(health_lines(diary.maintenance.check_health()))
    assert diary.maintenance.accept_hand_edits() == 2
    kept = an_episode(5, place="neck", updated_at=NIGHT + timedelta(days=1))
    assert again(diary.folder.parent).episodes() == (kept, an_episode(2))


@pytest.mark.parametrize(
    "line",
    [
        b'{"table":"episodes","id":"x","put":{"pain":6}}',
        b'{"table":"episodes","id":"x","put":[]}',
        b'{"table":"episodes","id":5,"del":true}',
        b'{"table":"episodes","id":"x"}',
        b'{"table":"foreign_names","id":"x","put":{}}',
        b'{"table":[],"id":"x","put":{}}',
        b'{"at":"2026-11-22T05:51:08.273512Z","table":"epis',
        b"[1]",
        b"{",
        b"[" * 5000,
    ],
)
def test_what_is_no_record_is_not_offered(diary: Diary, line: bytes) -> None:
    write_journal(diary.folder, "2026.phone.jsonl", line, device="phone")
    assert diary.maintenance.check_health().hand_edits == ()
    assert diary.maintenance.accept_hand_edits() == 0
