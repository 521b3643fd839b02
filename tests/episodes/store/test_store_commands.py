"""`log backup`, `log restore` and `log purge` as a person types them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.store.diary import Diary
from tests.conftest import FakeClock, Run
from tests.episodes.store.values import NIGHT, an_episode


@pytest.fixture
def diary(own_home: Path) -> Diary:
    """The diary the command finds by --data-dir."""
    from spasmtui.paths import state_key

    data = own_home / "diary"
    state = own_home / ".local" / "state" / "spasmtui" / state_key(data)
    diary = Diary(data, state, FakeClock(NIGHT + timedelta(days=1)))
    diary.add(an_episode(1, note="Private."))
    return diary


def test_a_backup_is_written_restored_and_purged(spasmtui: Run, diary: Diary, own_home: Path) -> None:
    at = ("--data-dir", str(diary.folder))
    made = spasmtui("log", "backup", "-o", "mine.jsonl", *at)
    assert (made.returncode, made.stdout) == (0, f"{own_home / 'mine.jsonl'}: 1 lines, read back and whole.\n")
    again = spasmtui("log", "backup", "-o", "mine.jsonl", *at)
    assert again.returncode == 2 and "--force" in again.stderr
    refused = spasmtui("log", "purge", "0199", *at)
    assert refused.returncode == 2 and "--yes" in refused.stderr
    purged = spasmtui("log", "purge", "0199", "--yes", "--json", *at)
    assert json.loads(purged.stdout) == {"purged": [an_episode(1).id], "remaining": []}
    restored = spasmtui("log", "restore", "mine.jsonl", "--json", *at)
    assert json.loads(restored.stdout) == {"added": 0, "known": 0, "unreadable": 0, "purged": 1}


def test_what_went_missing_is_written_back_or_let_go(spasmtui: Run, diary: Diary) -> None:
    at = ("--data-dir", str(diary.folder))
    (journal,) = diary.folder.glob("*.jsonl")
    journal.unlink()
    assert spasmtui("log", "restore", *at).stdout == "1 record written back.\n"
    journal.unlink()
    assert spasmtui("log", "restore", "--let-go", *at).stdout.startswith("1 record let go.")
    assert Diary(diary.folder, diary.state, diary.clock).episodes() == ()


def test_a_damaged_backup_is_exit_4_with_the_path(spasmtui: Run, diary: Diary, own_home: Path) -> None:
    (own_home / "x.gz").write_bytes(b"\x1f\x8bxx")
    ended = spasmtui("log", "restore", "x.gz", "--data-dir", str(diary.folder), "--json")
    assert ended.returncode == 4 and str(own_home / "x.gz") in json.loads(ended.stderr)["error"]["message"]
