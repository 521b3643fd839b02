"""A start of which only its marker is left: it is offered like any interrupted routine, once."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmtui.launcher import handoff
from spasmtui.launcher.locations import MARKER
from spasmtui.launcher.start_marker import find_markers
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.interrupted_start import LONGEST_AGE, adopt_starts, read_starts
from spasmtui.relief.running.resume import PreviousRun, find_saved_run, resume_run
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.snapshot import Snapshot
from spasmtui.relief.running.state_file import FILE_NAME, StateFile, read_status
from spasmtui.relief.session.states import Event, State
from tests.conftest import FakeClock
from tests.relief.conftest import FakeDiary, InlineQueue
from tests.relief.running.test_saved_document import put, saved_document
from tests.support.starts import ENDED, mark_start

Build = Callable[..., SessionRunner]


@pytest.fixture(autouse=True)
def no_marker_is_left() -> Iterator[None]:
    yield
    handoff.remove_marker()


def adopted(folder: Path, clock: FakeClock) -> list[Snapshot]:
    """Take the starts of a folder up and return the runs that were replaced."""
    replaced: list[Snapshot] = []
    adopt_starts(StateFile(folder), clock.now(), replaces=replaced.append)
    return replaced


def previous_run(folder: Path, clock: FakeClock, diary_port: FakeDiary) -> PreviousRun:
    return PreviousRun(StateFile(folder), clock, InlineQueue(), diary_port)


@pytest.mark.parametrize("is_joined_later", [True, False])
def test_of_two_runs_of_joined_state_folders_the_later_is_gone_on_with_and_the_other_recorded(
    is_joined_later: bool, clock: FakeClock, tmp_path: Path
) -> None:
    paths = [tmp_path / FILE_NAME, tmp_path / "relief-joined.1"]
    for number, path in enumerate(paths if is_joined_later else paths[::-1]):
        clock.advance(60)
        put(tmp_path, {**saved_document(tmp_path, clock), "routine": f"run-{number}"}).rename(tmp_path / "made")
        (tmp_path / "made").rename(tmp_path / f"{path.name}-made")
    for path in paths:
        (tmp_path / f"{path.name}-made").rename(path)
    replaced = adopted(tmp_path, clock)
    saved = find_saved_run(StateFile(tmp_path), clock.now())
    assert saved is not None
    assert (saved.snapshot.routine, [each.routine for each in replaced]) == ("run-1", ["run-0"])
    assert not paths[1].exists()
    assert adopted(tmp_path, clock) == []


def test_status_names_it_as_interrupted_at_its_first_step(clock: FakeClock, tmp_path: Path) -> None:
    mark_start(tmp_path, clock)
    clock.advance(600)
    expected = {
        "id": "night-calf-rescue",
        "title": "Night calf cramp: rescue",
        "step": 1,
        "remaining_s": 5,
        "state": "interrupted",
    }
    assert read_status(tmp_path, clock) == expected
    assert len(find_markers(str(tmp_path))) == 1


def test_while_its_process_loads_it_runs_and_is_no_interruption(clock: FakeClock, tmp_path: Path) -> None:
    mark_start(tmp_path, clock, pid=None)
    clock.advance(2)
    expected = {
        "id": "night-calf-rescue",
        "title": "Night calf cramp: rescue",
        "step": 1,
        "remaining_s": 3,
        "state": "running",
    }
    assert read_status(tmp_path, clock) == expected
    assert adopted(tmp_path, clock) == []
    assert find_saved_run(StateFile(tmp_path), clock.now(), process=1) is None
    assert len(find_markers(str(tmp_path))) == 1


def test_it_is_resumed_at_its_first_step_and_its_episode_began_with_the_first_instruction(
    book: RoutineBook, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    began_at = clock.now()
    mark_start(tmp_path, clock, side="right")
    clock.advance(900)
    saved = previous_run(tmp_path, clock, diary_port).refresh()
    assert saved is not None
    assert saved.sentence == "Interrupted at 03:12: Night calf cramp: rescue, step 1 of 6."
    of_old = saved._replace(is_of_another_day=True)
    assert of_old.sentence == "Interrupted at 03:12, Sun 22 Nov: Night calf cramp: rescue, step 1 of 6."
    file = StateFile(tmp_path)
    runner = resume_run(saved.snapshot, book.routine("night-calf-rescue"), clock, InlineQueue(), diary_port, file)
    frame = runner.tick()
    assert (frame.state, frame.step, frame.remaining_seconds) == (State.RUNNING, 1, 5)
    assert [(each.place, each.side, each.started_at) for each in diary_port.opened.values()] == [
        ("calf", "right", began_at)
    ]
    runner.apply(Event.GONE)
    assert find_markers(str(tmp_path)) == []
    assert not (tmp_path / FILE_NAME).exists()


def test_without_a_diary_it_goes_on_without_one(clock: FakeClock, diary_port: FakeDiary, tmp_path: Path) -> None:
    mark_start(tmp_path, clock, keeps=False)
    saved = previous_run(tmp_path, clock, diary_port).refresh()
    assert saved is not None
    assert not saved.snapshot.keeps


def test_a_new_routine_records_it_and_takes_its_place(
    make_runner: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    began_at = clock.now()
    mark_start(tmp_path, clock)
    clock.advance(5)
    assert previous_run(tmp_path, clock, diary_port).try_replace()
    assert [each.started_at for each in diary_port.opened.values()] == [began_at]
    assert find_markers(str(tmp_path)) == []
    make_runner("shin", file=StateFile(tmp_path)).start()
    assert json.loads((tmp_path / FILE_NAME).read_bytes())["routine"] == "shin"


def test_of_several_the_latest_is_offered_and_the_others_are_recorded(clock: FakeClock, tmp_path: Path) -> None:
    for what, pid in (("calf", ENDED), ("shin", ENDED + 1), ("foot", ENDED + 2)):
        mark_start(tmp_path, clock, what, pid=pid)
        clock.advance(60)
    assert [run.routine for run in adopted(tmp_path, clock)] == ["night-calf-rescue", "shin"]
    saved = find_saved_run(StateFile(tmp_path), clock.now(), process=1)
    assert saved is not None
    assert saved.snapshot.routine == "foot-toes"
    assert find_markers(str(tmp_path)) == []


def test_an_older_interrupted_routine_is_recorded_before_it_takes_its_place(
    make_runner: Build, clock: FakeClock, tmp_path: Path
) -> None:
    make_runner("shin", file=StateFile(tmp_path)).start()
    path = tmp_path / FILE_NAME
    document = {**json.loads(path.read_bytes()), "pid": ENDED}
    path.write_text(json.dumps(document), encoding="utf-8")
    os.utime(path, (clock.now().timestamp(), clock.now().timestamp()))
    clock.advance(3600)
    mark_start(tmp_path, clock)
    status = read_status(tmp_path, clock)
    assert status is not None
    assert status["id"] == "night-calf-rescue"
    assert [(run.routine, run.episode) for run in adopted(tmp_path, clock)] == [("shin", "e1")]
    saved = find_saved_run(StateFile(tmp_path), clock.now(), process=1)
    assert saved is not None
    assert saved.snapshot.routine == "night-calf-rescue"


def test_beside_a_routine_in_another_terminal_it_waits(make_runner: Build, clock: FakeClock, tmp_path: Path) -> None:
    mark_start(tmp_path, clock)
    clock.advance(60)
    make_runner("shin", file=StateFile(tmp_path)).start()
    assert adopted(tmp_path, clock) == []
    status = read_status(tmp_path, clock)
    assert status is not None
    assert status["id"] == "shin"
    assert len(find_markers(str(tmp_path))) == 1


def test_one_that_the_state_file_took_over_from_is_removed_unrecorded(
    make_runner: Build, clock: FakeClock, tmp_path: Path
) -> None:
    mark_start(tmp_path, clock, written={"born": "7"})
    make_runner("calf", file=StateFile(tmp_path)).start()
    path = tmp_path / FILE_NAME
    document = {**json.loads(path.read_bytes()), "pid": ENDED, "born": "7"}
    path.write_text(json.dumps(document), encoding="utf-8")
    assert adopted(tmp_path, clock) == []
    assert find_markers(str(tmp_path)) == []


def test_the_state_file_takes_over_from_the_marker_and_an_end_in_order_leaves_neither(
    make_runner: Build, clock: FakeClock, tmp_path: Path
) -> None:
    mark_start(tmp_path, clock, pid=None)
    runner = make_runner("calf", file=StateFile(tmp_path))
    runner.start()
    assert find_markers(str(tmp_path)) == []
    mark_start(tmp_path, clock, pid=None)
    runner.apply(Event.GONE)
    assert find_markers(str(tmp_path)) == []
    assert not (tmp_path / FILE_NAME).exists()


NO_MARKERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("another version", {"version": 2}),
    ("a state that no start has", {"state": "paused"}),
    ("escape codes in a name", {"routine": "\x1b[31mcalf"}),
    ("a path", {"routine": "../../etc/passwd"}),
    ("a place that is none", {"place": "#[fg=red]"}),
    ("a list for a place", {"place": ["calf"]}),
    ("a side that is none", {"side": "both\u202e"}),
    ("a title that is no text", {"title": 7}),
    ("an episode", {"episode": "0199"}),
    ("no number", {"began_at": float("nan")}),
    ("for ever", {"remaining_s": float("inf")}),
    ("true for a number", {"saved_at": True}),
    ("a start before there were any", {"began_at": -1e300}),
    ("a process that is every process", {"pid": 0}),
    ("a process that is a text", {"pid": "1"}),
    ("more steps than there can be", {"steps": 10**9}),
    ("other steps than it says", {"spent": [0]}),
    ("times that are none", {"added": ["x"] * 6}),
    ("a step before the first", {"index": -1}),
    ("a deep list", {"mark": [[[[]]]]}),
)


@pytest.mark.parametrize("change", [each for _why, each in NO_MARKERS], ids=[why for why, _each in NO_MARKERS])
def test_what_no_start_leaves_is_removed_unused(change: dict[str, Any], clock: FakeClock, tmp_path: Path) -> None:
    mark_start(tmp_path, clock, written=change)
    assert read_status(tmp_path, clock) is None
    assert len(read_starts(StateFile(tmp_path), clock.now())[1]) == 1
    assert adopted(tmp_path, clock) == []
    assert find_markers(str(tmp_path)) == []
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.parametrize(
    ("passed", "is_used"),
    [(LONGEST_AGE, True), (LONGEST_AGE + timedelta(seconds=1), False), (-timedelta(minutes=5), True),
     (-timedelta(minutes=6), False)],
    ids=["a month", "older", "a clock set back", "the future"],
)  # fmt: skip
def test_one_from_the_future_or_long_ago_is_removed_unused(
    passed: timedelta, is_used: bool, clock: FakeClock, tmp_path: Path
) -> None:
    mark_start(tmp_path, clock)
    clock.advance(passed.total_seconds())
    assert (read_status(tmp_path, clock) is not None) is is_used
    adopted(tmp_path, clock)
    assert (find_saved_run(StateFile(tmp_path), clock.now(), process=1) is not None) is is_used
    assert find_markers(str(tmp_path)) == []


def test_a_marker_is_never_opened_through_a_link_and_nothing_else_of_its_name_stops_a_start(
    clock: FakeClock, tmp_path: Path
) -> None:
    real = mark_start(tmp_path, clock)
    elsewhere = tmp_path / "elsewhere"
    real.rename(elsewhere)
    os.mkfifo(tmp_path / f"{MARKER}{ENDED}.1")
    (tmp_path / f"{MARKER}{ENDED}.2").symlink_to(elsewhere)
    (tmp_path / f"{MARKER}{ENDED}.3").mkdir()
    (tmp_path / f"{MARKER}{ENDED}.4").write_bytes(b"[" * 100_000)
    (tmp_path / f"{MARKER}{ENDED}.5").write_bytes(b"[" * 4_000)
    (tmp_path / f"{MARKER}{ENDED}.6").write_bytes(b"\xff\x00")
    (tmp_path / f"{MARKER}{ENDED}.7").write_bytes(b"")
    (tmp_path / f"{MARKER}\x1b[31m").write_bytes(b"[]")
    full = tmp_path / f"{MARKER}{ENDED}.8"
    full.mkdir()
    (full / "mine").touch()
    assert read_status(tmp_path, clock) is None
    assert adopted(tmp_path, clock) == []
    assert find_markers(str(tmp_path)) == [full.name]
    assert elsewhere.is_file()


def test_one_that_is_just_being_written_is_left_to_its_process(clock: FakeClock, tmp_path: Path) -> None:
    (tmp_path / f"{MARKER}{os.getpid()}.1").touch()
    adopted(tmp_path, clock)
    assert len(find_markers(str(tmp_path))) == 1


def test_a_folder_that_cannot_be_written_keeps_it_for_the_next_start(
    clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_start(tmp_path, clock)

    def refuse(*_words: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("spasmtui.relief.running.interrupted_start.os.replace", refuse)
        assert adopted(tmp_path, clock) == []
    assert len(find_markers(str(tmp_path))) == 1


@pytest.mark.long
@given(st.binary(max_size=300), st.integers(0, 700))
def test_no_bytes_whatever_raise_an_error(tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int) -> None:
    clock, folder = FakeClock(), tmp_path_factory.mktemp("starts")
    path = mark_start(folder, clock)
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + noise + whole[at + len(noise) :])
    read_status(folder, clock)
    adopted(folder, clock)
