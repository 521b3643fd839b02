"""Reading no more journals than a question needs, and no fewer."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import FrameType

import pytest

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal import journal_set
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.ids import uuid7
from spasmtui.episodes.store.journal.year_index import YearIndex
from tests.conftest import FakeClock
from tests.support.store.lines import a_line, raw_line, write_journal
from tests.support.store.values import NIGHT, an_episode

JANUARY = NIGHT.replace(year=2025, month=1)
IMPORTED = "d3b0c1e5-1111-5111-8111-000000000001"
"""An id like those of imported episodes, which does not tell when it was made."""


def a_session(root: Path, disk: Disk | None = None) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT), disk)


def write_two_devices(root: Path, shown: bytes, change: bytes) -> None:
    """Write a journal that shows an episode, and one of another device that changes it; index both."""
    write_journal(root / "data", "2025.laptop.jsonl", shown)
    write_journal(root / "data", "2025.phone.jsonl", change)
    write_journal(root / "data", "2026.laptop.jsonl", raw_line(an_episode(7)))
    a_session(root).episodes()


@pytest.mark.parametrize(
    "change",
    [
        lambda episode: raw_line(episode.id, rev=3, by="phone"),
        lambda episode: raw_line(episode.id, rev=3, by="phone", purge=True),
        lambda episode: raw_line(an_episode(1, id=episode.id, started_at=JANUARY), rev=3, by="phone"),
    ],
    ids=["deletion", "purge", "start moved back"],
)
@pytest.mark.parametrize("key", [IMPORTED, uuid7(JANUARY)], ids=["imported", "of this program"])
def test_a_change_on_another_device_counts_though_nothing_in_its_journal_starts_so_late(
    tmp_path: Path, key: str, change: Callable[[Episode], bytes]
) -> None:
    episode = an_episode(1, id=key, started_at=JANUARY + timedelta(days=180), is_open=True)
    write_two_devices(tmp_path, raw_line(episode, rev=2), change(episode))
    newest = an_episode(7)
    assert a_session(tmp_path).episodes(since=JANUARY + timedelta(days=90)) == (newest,)
    assert a_session(tmp_path).episodes(since=JANUARY + timedelta(days=90), limit=2) == (newest,)
    assert episode.started_at not in {each.started_at for each in a_session(tmp_path).open_episodes()}


def test_an_open_episode_that_another_program_wrote_with_blanks_is_found(tmp_path: Path) -> None:
    import json
    from binascii import crc32

    episode = an_episode(1, id=uuid7(JANUARY), started_at=JANUARY, is_open=True)
    envelope = json.loads(raw_line(episode))
    del envelope["crc"]
    text = json.dumps(envelope).encode()[:-1]
    write_journal(tmp_path / "data", "2025.other.jsonl", b'%b,"crc":"%08x"}' % (text, crc32(text)))
    write_journal(tmp_path / "data", "2026.laptop.jsonl", raw_line(an_episode(7)))
    assert a_session(tmp_path).open_episodes() == (episode,)
    a_session(tmp_path).episodes()
    assert a_session(tmp_path).open_episodes() == (episode,)


def test_an_episode_that_is_open_because_two_devices_changed_it_at_once_is_found(tmp_path: Path) -> None:
    first = an_episode(1, id=uuid7(JANUARY), started_at=JANUARY)
    parent = a_line(first).parent_id
    opened = raw_line(replace(first, is_open=True), rev=2, after=[parent])
    rated = raw_line(replace(first, pain=7), rev=2, after=[parent], by="phone", at="2026-11-23T05:51:08.273512Z")
    write_journal(tmp_path / "data", "2025.laptop.jsonl", raw_line(first), opened, rated, opened)
    write_journal(tmp_path / "data", "2026.laptop.jsonl", raw_line(an_episode(7)))
    a_session(tmp_path).episodes()
    assert a_session(tmp_path).open_episodes() == (replace(first, is_open=True, pain=7),)


def write_many(root: Path, count: int) -> None:
    """Write journals of many devices, each with a sync program's copy of it."""
    for number in range(count):
        raw = raw_line(an_episode(number))
        write_journal(root / "data", f"2026.device-{number:05}.jsonl", raw)
        write_journal(root / "data", f"2026.device-{number:05} (conflicted copy 2026-11-22 051122).jsonl", raw)


def calls_in(work: Callable[[], object]) -> int:
    """Count the functions that are called, those written in C among them."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.long
def test_the_work_of_reading_grows_with_the_number_of_journals_and_no_faster(tmp_path: Path) -> None:
    def first(root: Path) -> None:
        diary = a_session(root)
        assert diary.episodes(limit=3)[0] == an_episode(root_count - 1)

    def later(root: Path) -> None:
        diary = a_session(root)
        diary.episodes(limit=root_count // 2)
        diary.open_episodes()
        while diary.read_older():
            pass

    counts = []
    for root_count in (100, 300):
        root = tmp_path / str(root_count)
        write_many(root, root_count)
        counts.append([calls_in(partial(work, root)) for work in (first, later)])
    assert [many / few < 3.5 for few, many in zip(*counts, strict=True)] == [True, True], counts


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_a_session_that_is_interrupted_leaves_the_next_one_less_to_do(
    tmp_path: Path, stop: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopping(Disk):
        """Fails at the copy of the fifteenth journal."""

        def open(self, path: Path, flags: int) -> int:
            if path.parent.name == "mirror" and "device-00015.jsonl" in path.name and flags & os.O_APPEND:
                raise stop
            return super().open(path, flags)

    monkeypatch.setattr(journal_set, "_PART_COUNT", 10)
    write_many(tmp_path, 20)
    diary = a_session(tmp_path, Stopping())
    if stop is KeyboardInterrupt:
        with pytest.raises(KeyboardInterrupt):
            diary.episodes(limit=1)
    else:
        diary.episodes(limit=1)
    index = YearIndex(Disk(), tmp_path / "state" / "mirror")
    index.read()
    assert 8 <= len(index.summaries) < 40
    assert len(a_session(tmp_path).episodes()) == 20
    index.read()
    assert len(index.summaries) == 40


def test_an_index_with_a_torn_end_is_mended_by_the_next_session(tmp_path: Path) -> None:
    write_many(tmp_path, 2)
    a_session(tmp_path).episodes()
    path = tmp_path / "state" / "mirror" / ".index"
    path.write_bytes(path.read_bytes() + b"0123abcd {")
    a_session(tmp_path).add(an_episode(9))
    assert len(a_session(tmp_path).episodes()) == 3
    index = YearIndex(Disk(), path.parent)
    index.read()
    assert (len(index.summaries), path.read_bytes().count(b"\n")) == (5, 1)
