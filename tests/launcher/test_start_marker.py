"""The marker of a start: what it holds, whom it keeps waiting, and what it never touches."""

import json
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spasmtui.launcher import handoff, start_marker
from spasmtui.launcher._generated import ROUTINES
from spasmtui.launcher.locations import MARKER
from spasmtui.launcher.process_check import process_identity
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.snapshot import snapshot_document
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event
from spasmtui.relief.session.transitions import apply_event
from tests.conftest import ROOT, FakeClock
from tests.support.starts import mark_start, painted_request

BOOK = RoutineBook(ROOT / "content")


@pytest.fixture(autouse=True)
def no_marker_is_left() -> Iterator[None]:
    yield
    handoff.remove_marker()


@pytest.mark.parametrize("routine_id", ROUTINES)
@pytest.mark.parametrize("side", [None, "left"])
def test_it_holds_what_the_state_file_would_at_the_first_moment(
    routine_id: str, side: str | None, clock: FakeClock, tmp_path: Path
) -> None:
    path = mark_start(tmp_path, clock, routine_id, pid=None, side=side)
    match = BOOK.find(routine_id)
    session = apply_event(Session.create(match.routine, side), Event.START, clock.elapsed())
    expected = snapshot_document(
        session, place=match.place, episode=None, keeps=True, now=clock.elapsed(), wall=clock.now()
    )
    found = json.loads(path.read_bytes())
    assert {name: found[name] for name in expected} == expected
    assert {name: found[name] for name in ("version", *process_identity(1))} == {
        "version": 1,
        **process_identity(os.getpid()),
    }


def test_a_title_with_quotes_is_one(tmp_path: Path) -> None:
    request = painted_request(tmp_path)
    request.title = 'Crampe « "nocturne" » \\ mollet'
    assert json.loads(start_marker.start_document(request, 1.5, 2.5))["title"] == request.title


def test_only_its_owner_can_read_it_and_enter_the_folders_made_for_it(tmp_path: Path, clock: FakeClock) -> None:
    before = os.umask(0)
    try:
        path = mark_start(tmp_path / "state" / "spasmtui" / "diary", clock, pid=None)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(each.stat().st_mode) for each in (path.parent, path.parent.parent)} == {0o700}


def link(path: str) -> None:
    kept = Path(path).parent / "kept"
    kept.write_text("kept", encoding="ascii")
    os.symlink(kept, path)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, link])
def test_what_has_its_name_already_is_neither_opened_nor_followed(
    make: Callable[[str], None], tmp_path: Path, clock: FakeClock
) -> None:
    name = tmp_path / f"{MARKER}{os.getpid()}.{int(clock.now().timestamp() * 1000)}"
    make(str(name))
    start_marker.write_marker(painted_request(tmp_path), clock.now().timestamp(), clock.elapsed())
    assert [*tmp_path.glob(f"{MARKER}*")] == [name]
    assert all(path.read_text() == "kept" for path in tmp_path.glob("kept"))


def test_a_folder_that_cannot_be_written_keeps_none_and_stops_nothing(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", encoding="ascii")
    start_marker.write_marker(painted_request(tmp_path / "state" / "diary"), clock.now().timestamp(), clock.elapsed())
    assert start_marker.find_markers(str(tmp_path)) == []


def test_a_start_waits_a_moment_for_a_disk_that_hangs_and_what_comes_too_late_is_removed(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, is_over = threading.Event(), threading.Event()
    create = start_marker._create  # noqa: SLF001 -- the one call that waits for the disk

    def hang(path: str, content: bytes) -> None:
        assert answers.wait(60)
        create(path, content)

    def start(write: Callable[[], None], _words: tuple[()]) -> None:
        def run() -> None:
            write()
            is_over.set()

        threading.Thread(target=run).start()

    monkeypatch.setattr(start_marker, "_create", hang)
    monkeypatch.setattr("spasmtui.launcher.start_marker._thread.start_new_thread", start)
    began = time.monotonic()
    start_marker.write_marker(painted_request(tmp_path), clock.now().timestamp(), clock.elapsed())
    assert time.monotonic() - began < 20 * start_marker.LONGEST_WAIT_SECONDS
    handoff.remove_marker()
    answers.set()
    assert is_over.wait(60)
    assert start_marker.find_markers(str(tmp_path)) == []
