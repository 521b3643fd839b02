"""A snapshot makes reading everything quick, and never changes an answer."""

import contextlib
import os
import re
import shutil
import time
from binascii import crc32
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spasmtui.episodes.model.episode import Day, Practice
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal import journal_set
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.line import VERSION, seal
from spasmtui.episodes.store.journal.purged import write_done
from spasmtui.episodes.store.journal.snapshot import answers as snapshot_answers
from spasmtui.episodes.store.journal.snapshot import file as snapshot
from spasmtui.episodes.store.journal.snapshot import renewal
from spasmtui.episodes.store.maintenance.health_report import health_lines, size_text
from tests.conftest import FakeClock
from tests.support.store.devices import KINDS, Operation, random_history, run_history
from tests.support.store.faults import KINDS as FAULTS
from tests.support.store.faults import FaultyDisk, Killed
from tests.support.store.lines import a_line, raw_line, write_journal
from tests.support.store.snapshots import compared_snapshots, renewals, written_values
from tests.support.store.strategies import episodes
from tests.support.store.values import NIGHT, an_episode

State = tuple[Any, ...]


@pytest.fixture(autouse=True)
def uses() -> Iterator[list[str]]:
    """Compare each answer from a snapshot with the journals' answer, and list the questions that one has answered."""
    with compared_snapshots() as answered:
        yield answered


def a_session(root: Path, disk: Disk | None = None) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=2)), disk)


TWO_STARTS = b'"put":{"started_at":"2020-01-01T00:00:00Z",'
EVERY = [an_episode(number, pain=number % 11, note=f"night {number}") for number in range(10)]


def with_snapshot(root: Path) -> tuple[Path, State]:
    """Write two devices' journals and a snapshot of them; return its path and all episodes."""
    write_journal(root / "data", "2026.laptop.jsonl", *map(raw_line, EVERY[:5]), raw_line(EVERY[0].id, rev=2))
    day = Day(date="2026-11-22", words=("heat",), updated_at=NIGHT, device="phone")
    done = Practice(id="p", routine="bedtime", started_at=NIGHT, seconds=9, completed=True, device="phone")
    write_journal(
        root / "data", "2026.phone.jsonl", *map(raw_line, EVERY[5:]), raw_line(day), raw_line(done), device="phone"
    )
    shown = a_session(root).episodes()
    assert shown == tuple(EVERY[:0:-1])
    path = root / "state" / "snapshot"
    assert path.stat().st_mode & 0o777 == 0o600
    return path, shown


def test_everything_is_answered_without_reading_a_journal(tmp_path: Path, uses: list[str]) -> None:
    _, shown = with_snapshot(tmp_path)
    diary = a_session(tmp_path)
    assert (diary.episodes(), len(diary.days()), len(diary.practices())) == (shown, 1, 1)
    assert diary.episodes(EVERY[3].started_at, EVERY[7].started_at) == tuple(EVERY[6:2:-1])
    assert diary.episodes(EVERY[3].started_at) == tuple(EVERY[:2:-1])
    assert (len(uses), len(diary.journals.reader.unread())) == (5, 2)
    assert not diary.read_older()


def test_the_newest_are_answered_from_the_end_of_the_snapshot(tmp_path: Path, uses: list[str]) -> None:
    _, shown = with_snapshot(tmp_path)
    for limit in range(12):
        assert a_session(tmp_path).episodes(limit=limit) == shown[:limit]
    a_session(tmp_path).delete(EVERY[9].id)
    a_session(tmp_path).edit(EVERY[8].id, started_at=EVERY[1].started_at - timedelta(days=400))
    a_session(tmp_path).add(an_episode(60))
    left = (an_episode(60), *EVERY[7:0:-1], EVERY[8].id)
    uses.clear()
    for limit in (1, 2, 3, 8, 20):
        diary = a_session(tmp_path)
        found = diary.episodes(limit=limit)
        assert [*found[:8], *(each.id for each in found[8:])] == [*left[:limit]]
        assert diary.journals.reader.unread()
    assert diary.episodes(since=EVERY[5].started_at, limit=3) == left[:3]
    assert diary.episodes(until=EVERY[5].started_at, limit=2) == tuple(EVERY[4:2:-1])
    assert len(uses) == 7


def test_journals_that_grew_need_not_be_read_to_be_summed_up(tmp_path: Path) -> None:
    with_snapshot(tmp_path)
    opened = an_episode(60, is_open=True)
    a_session(tmp_path).add(opened)
    diary = a_session(tmp_path)
    assert (diary.open_episodes(), len(diary.journals.reader.unread())) == ((opened,), 2)
    a_session(tmp_path).edit(opened.id, is_open=False)
    for _ in range(2):
        diary = a_session(tmp_path)
        assert (diary.open_episodes(), len(diary.journals.reader.unread())) == ((), 3)
    mirror, data = (
        {path.name: path.read_bytes() for path in (tmp_path / name).glob("*.jsonl")}
        for name in ("state/mirror", "data")
    )
    assert mirror == data


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(episodes, max_size=8, unique_by=lambda each: each.id))
def test_any_records_read_back_as_they_were(every: list[Any]) -> None:
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        root = Path(folder)
        write_journal(root / "data", "2026.laptop.jsonl", *map(raw_line, every))
        shown = a_session(root).episodes()
        again = a_session(root)
        assert (again.episodes(), written_values(again.episodes())) == (shown, written_values(shown))


@pytest.mark.parametrize(
    "change",
    [
        lambda diary: diary.edit(EVERY[3].id, pain=9, started_at=EVERY[8].started_at),
        lambda diary: diary.delete(EVERY[9].id),
        lambda diary: diary.add(an_episode(70)),
        lambda diary: (diary.edit(EVERY[1].id, pain=0), diary.undo()),
        lambda diary: diary.add(Day(date="2026-11-20", words=("none",), updated_at=NIGHT, device="x")),
        lambda diary: write_journal(diary.folder, "2025.x.jsonl", raw_line(replace(EVERY[2], pain=10), rev=3)),
        lambda diary: write_journal(diary.folder, "2026.laptop (conflicted copy).jsonl", raw_line(an_episode(80))),
        lambda diary: append(diary, raw_line(EVERY[0], rev=3)),
        lambda diary: append(diary, raw_line(an_episode(44))[:-9]),
    ],
)
def test_a_snapshot_goes_on_counting_after_what_was_added(tmp_path: Path, uses: list[str], change: Any) -> None:
    with_snapshot(tmp_path)
    a_session(tmp_path).add(an_episode(60))
    a_session(tmp_path).episodes()
    change(a_session(tmp_path))
    uses.clear()
    later = a_session(tmp_path)
    later.episodes(), later.days(), later.episodes(EVERY[6].started_at)
    assert "between" in uses


def test_conflicts_are_told_with_a_snapshot_too(tmp_path: Path, uses: list[str]) -> None:
    first = a_line(EVERY[1]).parent_id
    edits = [raw_line(replace(EVERY[1], pain=pain), rev=2, after=[first], by=f"device-{pain}") for pain in (7, 8)]
    write_journal(tmp_path / "data", "2026.x.jsonl", *edits)
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
    a_session(tmp_path).episodes()
    diary = a_session(tmp_path)
    diary.episodes()
    assert ([each.key for each in diary.recent_conflicts()], uses) == ([EVERY[1].id], ["between"])


def test_a_diary_with_many_conflicts_has_no_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journals would be searched for each of them."""
    monkeypatch.setattr(snapshot_answers, "_MOST_CONFLICTS", 0)
    first = a_line(EVERY[1]).parent_id
    edits = [raw_line(replace(EVERY[1], pain=pain), rev=2, after=[first], by=f"device-{pain}") for pain in (7, 8)]
    write_journal(tmp_path / "data", "2026.x.jsonl", raw_line(EVERY[1]), *edits)
    a_session(tmp_path).episodes()
    assert not (tmp_path / "state" / "snapshot").exists()


def test_equal_times_keep_their_offsets(tmp_path: Path, uses: list[str]) -> None:
    there = NIGHT.astimezone(timezone(timedelta(hours=-9, minutes=-30)))
    both = an_episode(1, started_at=NIGHT), an_episode(2, started_at=there)
    write_journal(tmp_path / "data", "2026.x.jsonl", *map(raw_line, both))
    shown = a_session(tmp_path).episodes()
    assert {str(each.started_at.tzinfo) for each in shown} == {str(NIGHT.tzinfo), "UTC-09:30"}
    assert written_values(a_session(tmp_path).episodes()) == written_values(shown)
    assert uses == ["between"]


def resealed(raw: bytes, old: bytes, new: bytes) -> bytes:
    """Return a line with another text in a place of it, under a right seal."""
    body = raw[: raw.rindex(b',"crc"')].replace(old, new, 1)
    return b'%b,"crc":"%08x"}' % (body, crc32(body))


def header(version: int) -> bytes:
    return seal({"journal": "episodes", "version": version, "device": "phone"})


def append(diary: Diary, raw: bytes) -> None:
    with (diary.folder / "2026.phone.jsonl").open("ab") as file:
        file.write(raw + b"\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "data" / "2026.phone.jsonl").unlink(),
        lambda root: [(root / name / "2026.phone.jsonl").unlink() for name in ("data", "state/mirror")],
        lambda root: rewrite(root / "data" / "2026.phone.jsonl", lambda data: data[: len(data) // 2]),
        lambda root: rewrite(root / "data" / "2026.phone.jsonl", lambda data: data.replace(b"night 7", b"NIGHT 7")),
        lambda root: rewrite(root / "data" / "2026.phone.jsonl", lambda data: data.replace(b"phone", b"other") + data),
        lambda root: rewrite_unnoticed(root / "data" / "2026.phone.jsonl"),
        lambda root: append(a_session(root), header(version=3)),
        lambda root: append(a_session(root), raw_line(EVERY[8].id, rev=9, purge=True)),
        lambda root: a_session(root).maintenance.purge(EVERY[8].id),
        lambda root: rewrite(root / "state" / "mirror" / ".lost", lambda _: raw_line(an_episode(90)) + b"\n"),
        lambda root: rewrite(root / "state" / "purged", lambda _: f"episodes {EVERY[7].id}\n".encode()),
    ],
    ids=[
        "vanished",
        "vanished with its copy",
        "shrunk",
        "changed",
        "rewritten and grown",
        "same size and time",
        "newer format",
        "purge",
        "purged here",
        "lost lines",
        "purges",
    ],
)
def test_a_snapshot_is_dropped_when_more_has_changed_than_was_added(
    tmp_path: Path, uses: list[str], change: Any
) -> None:
    with_snapshot(tmp_path)
    uses.clear()
    change(tmp_path)
    a_session(tmp_path).episodes()
    assert uses == []
    assert a_session(tmp_path).episodes() == Diary(tmp_path / "data", tmp_path / "state", FakeClock(NIGHT)).episodes()


def test_a_journal_that_came_and_vanished_since_goes_on_counting(tmp_path: Path, uses: list[str]) -> None:
    _, shown = with_snapshot(tmp_path)
    path = write_journal(tmp_path / "data", "2025.x.jsonl", raw_line(an_episode(60)))
    a_session(tmp_path).episodes(limit=1)
    path.unlink()
    uses.clear()
    assert (a_session(tmp_path).episodes(), uses) == ((an_episode(60), *shown), [])


@pytest.mark.parametrize("keeps_time", [False, True])
def test_a_journal_that_grew_and_was_rolled_back_keeps_what_it_had(
    tmp_path: Path, uses: list[str], keeps_time: bool
) -> None:
    _, shown = with_snapshot(tmp_path)
    journal = tmp_path / "data" / "2026.phone.jsonl"
    before, times = journal.read_bytes(), journal.stat()
    append(a_session(tmp_path), raw_line(EVERY[9].id, rev=2))
    a_session(tmp_path).episodes(limit=1)
    journal.write_bytes(before)
    if keeps_time:
        os.utime(journal, ns=(times.st_atime_ns, times.st_mtime_ns))
    uses.clear()
    assert (a_session(tmp_path).episodes(), uses) == (shown[1:], [])


def rewrite_unnoticed(path: Path) -> None:
    """Put another line in the place of one of equal length, and keep the time of the file."""
    times = path.stat()
    one, other = (raw_line(replace(EVERY[7], pain=pain)) for pain in (7, 8))
    rewrite(path, lambda data: data.replace(one, other))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def rewrite(path: Path, change: Any) -> None:
    """Change a file in place, as an editor does that keeps its inode."""
    path.write_bytes(change(path.read_bytes() if path.exists() else b""))


@pytest.mark.parametrize("seen", ["before it shrank", "while it was short", "given up"])
@pytest.mark.parametrize("vanishes", [False, True])
def test_lines_that_no_file_has_any_more_are_in_no_snapshot(
    tmp_path: Path, uses: list[str], seen: str, vanishes: bool
) -> None:
    """The mirror may be deleted, and with it what was lost; a session that is still open has it nevertheless."""
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY[:5]))
    path = write_journal(tmp_path / "data", "2026.phone.jsonl", *map(raw_line, EVERY[5:]))
    early = a_session(tmp_path)
    early.episodes(limit=1)
    if vanishes:
        path.unlink()
    else:
        write_journal(tmp_path / "data", path.name)
    if seen != "before it shrank":
        early = a_session(tmp_path)
        early.episodes(limit=1)
    if seen == "given up":
        early = a_session(tmp_path)
        early.episodes(limit=1)
    a_session(tmp_path).episodes(limit=1)
    assert len((tmp_path / "state" / "mirror" / ".lost").read_bytes().splitlines()) == 5
    shutil.rmtree(tmp_path / "state" / "mirror")
    early.episodes()
    for _ in range(2):
        assert a_session(tmp_path).episodes() == tuple(EVERY[4::-1])
    assert uses == ["between"]


def test_what_the_mirror_could_not_take_is_in_no_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = with_snapshot(tmp_path)
    path.unlink()
    (tmp_path / "data" / "2026.phone.jsonl").unlink()
    monkeypatch.setattr(journal_set.JournalSet, "sync_mirror", lambda _: None)
    assert len(a_session(tmp_path).episodes()) == 9
    assert not path.exists()


def test_what_a_journal_had_before_it_became_one_of_a_newer_format_is_in_no_snapshot(tmp_path: Path) -> None:
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
    diary = a_session(tmp_path)
    diary.episodes(limit=1)
    with (tmp_path / "data" / "2026.laptop.jsonl").open("ab") as file:
        file.write(header(version=3) + b"\n")
    diary.episodes()
    assert not (tmp_path / "state" / "snapshot").exists()


def test_purges_that_another_session_did_count_for_a_snapshot(tmp_path: Path) -> None:
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
    diary = a_session(tmp_path)
    diary.episodes(limit=1)
    write_done(Disk(), tmp_path / "state", {("episodes", EVERY[3].id)})
    diary.episodes()
    assert EVERY[3] not in a_session(tmp_path).episodes()


def test_a_purge_that_is_not_done_yet_is_in_no_snapshot(tmp_path: Path) -> None:
    """What a session that was killed left of it is found where its line is read."""
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
    append(a_session(tmp_path), raw_line(EVERY[8].id, rev=10**18 - 1, purge=True))
    diary = a_session(tmp_path)
    diary.journals.purge_here = None
    diary.episodes()
    assert not (tmp_path / "state" / "snapshot").exists()


def test_a_session_writes_one_snapshot_and_only_of_everything(tmp_path: Path, uses: list[str]) -> None:
    path, _ = with_snapshot(tmp_path)
    path.unlink()
    diary = a_session(tmp_path)
    while diary.read_older():
        pass
    assert path.exists()
    path.unlink()
    diary = a_session(tmp_path)
    diary.add(an_episode(59))
    diary.episodes(limit=1)
    diary.add(an_episode(60))
    diary.episodes()
    first = path.stat()
    assert (a_session(tmp_path).episodes()[0], uses) == (an_episode(60), ["between"])
    diary.add(an_episode(61))
    diary.episodes()
    assert path.stat().st_mtime_ns == first.st_mtime_ns


def test_a_snapshot_is_written_anew_after_many_lines_or_when_it_spared_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, uses: list[str]
) -> None:
    path, _ = with_snapshot(tmp_path)
    for changes in (False, True):
        first = path.stat()
        diary = a_session(tmp_path)
        if changes:
            diary.add(an_episode(60))
        diary.episodes()
        with diary.journals.reading():
            diary.journals.reader.load()
        assert (path.stat().st_mtime_ns != first.st_mtime_ns) == changes
    first = path.stat()
    a_session(tmp_path).add(an_episode(61))
    monkeypatch.setattr(snapshot_answers, "_MOST_NEW_BYTES", 10)
    uses.clear()
    a_session(tmp_path).episodes()
    assert (uses, path.stat().st_mtime_ns != first.st_mtime_ns) == ([], True)


def test_a_table_without_a_block_has_one_with_the_records_that_came_later() -> None:
    empty: Any = SimpleNamespace(parts=lambda _table: [])
    days = [Day(date=f"2026-11-{on}", words=("heat",), updated_at=NIGHT, device="phone") for on in (22, 20)]
    merged = renewal._merged(empty, "days", {day.date for day in days}, [(day.date, day) for day in days])  # noqa: SLF001
    assert merged == snapshot.encode_parts("days", [(day.date, day) for day in days[::-1]])
    assert renewal._merged(empty, "days", set(), []) == []  # noqa: SLF001 -- of one table


def renewed_from(size: int) -> Any:
    """Have snapshots written anew from a number of bytes of later lines on."""
    return patch.object(snapshot_answers, "_RENEWED_FROM_BYTES", size)


def concurrent_edits(diary: Diary) -> None:
    first = a_line(EVERY[5]).parent_id
    for pain in (7, 8):
        append(diary, raw_line(replace(EVERY[5], pain=pain), rev=2, after=[first], by=f"device-{pain}"))


def test_later_lines_are_taken_into_a_snapshot_without_reading_a_journal(tmp_path: Path, uses: list[str]) -> None:
    path, _ = with_snapshot(tmp_path)
    blocks = snapshot.Snapshot(Disk(), path).parts("episodes")
    for change in (
        lambda diary: diary.edit(EVERY[7].id, started_at=EVERY[9].started_at),
        lambda diary: diary.delete(EVERY[6].id),
        lambda diary: diary.add(an_episode(60)),
        lambda diary: diary.add(Day(date="2026-11-20", words=("none",), updated_at=NIGHT, device="x")),
        lambda diary: write_journal(diary.folder, "2025.x.jsonl", raw_line(an_episode(90)), raw_line(an_episode(91))),
        concurrent_edits,
    ):
        change(a_session(tmp_path))
        uses.clear()
        renewals.clear()
        with renewed_from(1):
            diary = a_session(tmp_path)
            diary.episodes(limit=1)
            assert (uses, len(renewals), len(diary.journals.reader.unread()) > 0) == (["between"], 1, True)
            # There is nothing to take in.
            a_session(tmp_path).episodes(limit=1)
            assert len(renewals) == 1
    renewed = snapshot.Snapshot(Disk(), path)
    assert renewed.contents.conflicted == [("episodes", EVERY[5].id)]
    assert [part for part in renewed.parts("episodes") if part in blocks] == [blocks[0]]
    diary = a_session(tmp_path)
    diary.episodes()
    assert [each.key for each in diary.recent_conflicts()] == [EVERY[5].id]
    opened = an_episode(95, is_open=True)
    a_session(tmp_path).add(opened)
    for size in (1, 100_000):
        with renewed_from(size):
            diary = a_session(tmp_path)
            diary.episodes(limit=1)
            assert (diary.open_episodes(), len(diary.journals.reader.unread()) > 0) == ((opened,), True)


def test_lost_lines_purges_and_equal_starts_count_in_a_snapshot_that_is_written_anew(tmp_path: Path) -> None:
    write_journal(tmp_path / "data", "2026.phone.jsonl", *map(raw_line, EVERY), device="phone")
    (tmp_path / "state" / "mirror").mkdir(parents=True)
    lost = raw_line(replace(EVERY[2], note="lost"), rev=3)
    (tmp_path / "state" / "mirror" / ".lost").write_bytes(lost + b"\n")
    write_done(Disk(), tmp_path / "state", {("episodes", EVERY[4].id)})
    a_session(tmp_path).episodes()
    append(a_session(tmp_path), raw_line(replace(EVERY[2], note="less"), rev=2))
    append(a_session(tmp_path), raw_line(replace(EVERY[4], note="back"), rev=2))
    # The second block of three begins with the fourth record.
    for letter in "079f":
        append(a_session(tmp_path), raw_line(replace(EVERY[3], id=f"0199a000-0000-7000-{letter}000-000000000007")))
    renewals.clear()
    with renewed_from(1):
        a_session(tmp_path).episodes(limit=1)
    assert len(renewals) == 1
    found = {each.id: each.note for each in a_session(tmp_path).episodes()}
    assert (found[EVERY[2].id], EVERY[4].id in found, len(found)) == ("lost", False, 13)


@pytest.mark.parametrize(
    "change",
    [
        lambda diary: rewrite(diary.folder / "2026.phone.jsonl", lambda data: data + raw_line(an_episode(60))),
        concurrent_edits,
        lambda diary: append(diary, resealed(raw_line(an_episode(50)), b'"put":{', TWO_STARTS)),
        lambda diary: write_done(Disk(), diary.state, {("episodes", EVERY[7].id)}),
        lambda diary: append(diary, raw_line(EVERY[8].id, rev=10**18 - 1, purge=True)),
    ],
    ids=["unfinished", "conflicts", "two starts", "purges", "purge"],
)
def test_a_snapshot_that_cannot_be_built_on_is_not_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Any
) -> None:
    path, _ = with_snapshot(tmp_path)
    append(a_session(tmp_path), raw_line(an_episode(59)))
    change(a_session(tmp_path))
    monkeypatch.setattr(snapshot_answers, "_MOST_CONFLICTS", 0)
    before = path.read_bytes()
    renewals.clear()
    with renewed_from(1):
        a_session(tmp_path).episodes(limit=1)
    assert not renewals
    assert not path.exists() or path.read_bytes() == before
    a_session(tmp_path).episodes()


def test_a_journal_that_changes_while_a_snapshot_is_written_anew_leaves_it_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = with_snapshot(tmp_path)
    append(a_session(tmp_path), raw_line(an_episode(59)))
    before = path.read_bytes()
    read_touched = renewal.read_touched

    def disturbed(*arguments: Any) -> Any:
        append(a_session(tmp_path), raw_line(an_episode(58)))
        return read_touched(*arguments)

    monkeypatch.setattr(snapshot_answers, "read_touched", disturbed)
    with renewed_from(1):
        a_session(tmp_path).episodes(limit=1)
    assert path.read_bytes() == before


@pytest.mark.usefixtures("both_modes")
def test_a_fault_while_a_snapshot_is_written_anew_changes_no_answer(tmp_path: Path) -> None:
    def a_fault(root: Path, disk: FaultyDisk) -> None:
        with_snapshot(root)
        append(a_session(root), raw_line(an_episode(59)))
        with renewed_from(1), contextlib.suppress(Killed, KeyboardInterrupt):
            a_session(root, disk).episodes(limit=1)

    healthy = FaultyDisk()
    a_fault(tmp_path / "healthy", healthy)
    for at in range(len(healthy.calls) - 9, len(healthy.calls), 2):
        kind = FAULTS[at % len(FAULTS)]
        a_fault(tmp_path / str(at), FaultyDisk(kind, at))
        assert a_session(tmp_path / str(at)).episodes() == (an_episode(59), *EVERY[:0:-1]), (kind, at)


@pytest.mark.parametrize("ending", [len(b'"}'), 0], ids=["torn", "without its line break"])
@pytest.mark.parametrize("is_completed", [True, False])
def test_an_unfinished_line_counts_as_the_journal_has_it(tmp_path: Path, ending: int, is_completed: bool) -> None:
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
    path = write_journal(tmp_path / "data", "2026.phone.jsonl", raw_line(an_episode(50)))
    whole = path.read_bytes()
    line = raw_line(an_episode(60))
    path.write_bytes(whole + line[: len(line) - ending])
    a_session(tmp_path).episodes()
    rewrite(tmp_path / "state" / "mirror" / path.name, lambda _: b"")
    path.write_bytes(whole + (line if is_completed else b"") + b"\n" + raw_line(an_episode(70)))
    expected = [*EVERY, an_episode(50), *([an_episode(60)] if is_completed else []), an_episode(70)]
    for _ in range(2):
        assert a_session(tmp_path).episodes() == tuple(reversed(expected))


def test_a_record_is_found_again_by_a_key_with_escapes(tmp_path: Path, uses: list[str]) -> None:
    """Another program may write so; a line that came later must not hide the greater revision."""
    key = an_episode(50).id
    escaped = b"\\u%04x" % ord(key[0]) + key[1:].encode()
    greater = raw_line(replace(an_episode(50), note="greater"), rev=9)
    write_journal(tmp_path / "data", "2025.x.jsonl", resealed(greater, key.encode(), escaped))
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
    a_session(tmp_path).episodes()
    append(a_session(tmp_path), raw_line(replace(an_episode(50), note="less"), rev=2))
    assert a_session(tmp_path).episodes()[0].note == "greater"
    assert uses == ["between"]


def test_records_are_in_the_order_of_their_lines_where_a_line_names_two_starts(tmp_path: Path, uses: list[str]) -> None:
    raw = resealed(raw_line(an_episode(50)), b'"put":{', b'"put":{"started_at":"2020-01-01T00:00:00Z",')
    write_journal(tmp_path / "data", "2026.x.jsonl", raw)
    write_journal(tmp_path / "data", "2026.laptop.jsonl", raw_line(an_episode(1)))
    for _ in range(2):
        assert [each.id for each in a_session(tmp_path).episodes()] == [an_episode(1).id, an_episode(50).id]
    with_snapshot(tmp_path / "later")
    append(a_session(tmp_path / "later"), raw)
    assert a_session(tmp_path / "later").episodes()[0].id == EVERY[9].id
    assert uses == []


def test_a_damaged_snapshot_changes_no_answer(tmp_path: Path) -> None:
    path, shown = with_snapshot(tmp_path)
    sound = path.read_bytes()
    for place in [*range(0, len(sound), 211), *range(len(sound) - 26, len(sound), 5)]:
        for damaged in (sound[:place], sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :]):
            path.write_bytes(damaged)
            assert a_session(tmp_path).episodes() == shown
    for place in re.finditer(rb"\.0\]", sound):
        # Where a block begins: what is asked for would be taken from the wrong blocks.
        path.write_bytes(sound[: place.start() - 9] + b"0" + sound[place.start() - 8 :])
        assert a_session(tmp_path).episodes(EVERY[5].started_at) == tuple(EVERY[:4:-1])


def test_a_snapshot_by_other_code_is_not_used(tmp_path: Path, uses: list[str]) -> None:
    code = tmp_path / "code"
    code.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot, "_CODE", (code,))
        for text in ("1", "2"):
            (code / "ledger.py").write_text(text)
            snapshot.code_version.cache_clear()
            with_snapshot(tmp_path)
        (code / "ledger.py").unlink()
        snapshot.code_version.cache_clear()
        a_session(tmp_path).episodes()
    snapshot.code_version.cache_clear()
    assert uses == []


def test_a_snapshot_is_used_in_every_time_zone(tmp_path: Path, uses: list[str]) -> None:
    _, shown = with_snapshot(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        for zone in ("Pacific/Kiritimati", "America/St_Johns"):
            patch.setenv("TZ", zone)
            time.tzset()
            assert written_values(a_session(tmp_path).episodes()) == written_values(shown)
    time.tzset()
    assert uses == ["between", "between"]


def test_a_purge_leaves_no_byte_in_a_snapshot(tmp_path: Path) -> None:
    path, _ = with_snapshot(tmp_path)
    (path.parent / ".snapshot.99.tmp").write_bytes(path.read_bytes())
    assert b"night 8" in path.read_bytes()
    diary = a_session(tmp_path)
    diary.add(an_episode(60, note="a private note"))
    diary.episodes()
    diary.maintenance.purge(an_episode(60).id, EVERY[8].id)
    a_session(tmp_path).episodes()
    for each in path.parent.glob("*snapshot*"):
        assert b"private" not in each.read_bytes()
        assert b"night 8" not in each.read_bytes()
    assert not (path.parent / ".snapshot.99.tmp").exists()


def test_another_devices_purge_leaves_no_byte_in_a_snapshot(tmp_path: Path) -> None:
    path, _ = with_snapshot(tmp_path)
    append(a_session(tmp_path), raw_line(EVERY[8].id, rev=10**18 - 1, purge=True))
    a_session(tmp_path).episodes(limit=1)
    assert not path.exists() or b"night 8" not in path.read_bytes()


def test_questions_about_a_part_write_no_snapshot(tmp_path: Path) -> None:
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
    diary = a_session(tmp_path)
    diary.episodes(limit=3), diary.open_episodes(), diary.get(EVERY[2].id), diary.episodes(since=EVERY[2].started_at)
    diary.add(an_episode(60))
    assert not (tmp_path / "state" / "snapshot").exists()


def test_a_small_diary_has_no_snapshot(tmp_path: Path) -> None:
    write_journal(tmp_path / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal_set, "_MUCH_BYTES", 2_000_000)
        a_session(tmp_path).episodes()
    assert not (tmp_path / "state" / "snapshot").exists()


@pytest.mark.usefixtures("both_modes")
@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_while_a_snapshot_is_written_changes_no_answer(tmp_path: Path, kind: str) -> None:
    def root(at: int) -> Path:
        write_journal(tmp_path / str(at) / "data", "2026.laptop.jsonl", *map(raw_line, EVERY))
        a_session(tmp_path / str(at)).episodes(limit=1)
        (tmp_path / str(at) / "state" / ".snapshot.1.tmp").write_bytes(b"of a session that was killed")
        return tmp_path / str(at)

    healthy = FaultyDisk()
    a_session(root(-1), healthy).episodes()
    first = healthy.calls.index("write")
    for at in range(first, len(healthy.calls)):
        try:
            assert a_session(root(at), FaultyDisk(kind, at)).episodes() == tuple(EVERY[::-1])
        except (Killed, KeyboardInterrupt):
            assert kind.startswith("kill") or kind == "interrupt"
        for _ in range(2):
            assert a_session(tmp_path / str(at)).episodes() == tuple(EVERY[::-1])
        found = [path.name for path in (tmp_path / str(at) / "state").iterdir() if "snapshot" in path.name]
        assert found == ["snapshot"]


# Sessions that start anew are those that a snapshot answers.
operation = st.tuples(
    st.sampled_from((*KINDS, *("restart", "look") * 6)), st.integers(0, 2), st.integers(0, 2), st.integers(0, 7)
)


@pytest.mark.usefixtures("both_modes")
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(operations=st.lists(operation, max_size=30), size=st.sampled_from((1, 900, 100_000)))
def test_any_history_of_three_devices_is_answered_alike(operations: list[Operation], size: int) -> None:
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder, renewed_from(size):
        assert run_history(Path(folder), operations) == []


@pytest.mark.usefixtures("both_modes")
@pytest.mark.parametrize(("seed", "size"), [(0, 100_000), (1, 500)])
def test_long_histories_are_answered_alike(tmp_path: Path, seed: int, size: int, uses: list[str]) -> None:
    history = [each for step in random_history(seed, 40) for each in (step, ("restart", step[1], 0, 0))]
    renewals.clear()
    with renewed_from(size):
        assert run_history(tmp_path, history) == []
    assert (len(uses) > 20, bool(renewals)) == (True, size == 500)


def test_doctor_names_the_snapshot_and_says_whether_it_is_current(tmp_path: Path) -> None:
    path, _ = with_snapshot(tmp_path)
    named = f"Snapshot, by which a large diary is read sooner: {path}, {size_text(path.stat().st_size)}"
    current = f"{named}, current. It may be deleted."
    assert current in health_lines(a_session(tmp_path).maintenance.check_health())
    append(a_session(tmp_path), header(VERSION + 1))
    outdated = f"{named}, out of date, so it is not used until it is written again. It may be deleted."
    assert outdated in health_lines(a_session(tmp_path).maintenance.check_health())
    path.unlink()
    assert not [line for line in health_lines(a_session(tmp_path).maintenance.check_health()) if "Snapshot" in line]
    assert [size_text(size) for size in (999, 1_000, 640_400, 2_345_678)] == ["999 bytes", "1 kB", "640 kB", "2.3 MB"]
