"""A list of the newest episodes of a diary in one large journal is slow once at most."""

from pathlib import Path

from spasmtui.episodes.store.diary import Diary
from tests.conftest import FakeClock
from tests.support.commands import run
from tests.support.store.lines import raw_line, write_journal
from tests.support.store.snapshots import compared_snapshots
from tests.support.store.values import NIGHT, an_episode

EVERY = [an_episode(number) for number in range(10)]


def listed(root: Path) -> tuple[str, int]:
    """List two episodes in a session of its own; return what was printed, and how many journals were left unread."""
    clock = FakeClock(NIGHT)
    diary = Diary(root / "data", root / "state", clock)
    ended = run("log", "list", "--limit", "2", diary=diary, clock=clock)
    assert ended.code == 0
    return ended.out, len(diary.journals.reader.unread())


def test_the_second_list_of_a_few_reads_no_journal(tmp_path: Path) -> None:
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
    with compared_snapshots():
        first, second = listed(tmp_path), listed(tmp_path)
    assert (first[0], first[1], second[1]) == (second[0], 0, 1)
    assert (tmp_path / "state" / "snapshot").exists()


def test_a_small_diary_gets_no_snapshot_from_a_list(tmp_path: Path) -> None:
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
    assert listed(tmp_path)[1] == 0
    assert not (tmp_path / "state" / "snapshot").exists()
