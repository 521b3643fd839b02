"""An interruption and all that survives it: the position to the second, the episode, and whose turn it is."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.launcher.process_check import is_alive
from spasmtui.launcher.status_files import Unclear, read_run, run_content
from spasmtui.relief.running.diary_port import Use
from spasmtui.relief.running.resume import PreviousRun, close_saved_run, find_saved_run, resume_run
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.snapshot import parse_snapshot, restore_session
from spasmtui.relief.running.state_file import FILE_NAME, StateFile, read_status
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from tests.conftest import FakeClock
from tests.relief.conftest import FakeDiary, InlineQueue

Build = Callable[..., SessionRunner]


@pytest.fixture
def saved(make_runner: Build, tmp_path: Path) -> Callable[..., SessionRunner]:
    """A runner that saves into this test's folder."""

    def build(what: str, side: str | None = "left") -> SessionRunner:
        made = make_runner(what, side, file=StateFile(tmp_path))
        made.start()
        for question in made.session.routine.asks_before:
            made.apply(Event.NO if question.stop_on == "yes" else Event.YES)
        return made

    return build


def look(runner: SessionRunner, clock: FakeClock, seconds: int) -> None:
    """Sample the runner once a second."""
    for _ in range(seconds):
        clock.advance(1)
        runner.tick()


def kill(folder: Path) -> None:
    """Make the file one that another, dead process has written."""
    path = folder / FILE_NAME
    seen = os.stat(path).st_mtime
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["checksum"]
    path.write_bytes(run_content(json.dumps({**document, "pid": 2**22 + 1}).encode()))
    os.utime(path, (seen, seen))


def bring_back(runner: SessionRunner, clock: FakeClock, diary_port: FakeDiary, folder: Path) -> SessionRunner:
    file = StateFile(folder)
    document = file.read()
    assert document is not None
    interrupted = parse_snapshot(document, clock.now())
    assert interrupted is not None
    return resume_run(interrupted, runner.session.routine, clock, InlineQueue(), diary_port, file)


def test_a_killed_routine_goes_on_at_the_second_it_was_seen_last(
    saved: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    runner = saved("calf")
    look(runner, clock, 17)
    kill(tmp_path)
    clock.advance(900)
    again = bring_back(runner, clock, diary_port, tmp_path)
    frame = again.tick()
    assert (frame.state, frame.step, frame.remaining_seconds) == (State.RUNNING, 2, 18)
    assert again.episode == runner.episode == "e1"
    assert again.session.active == pytest.approx(17)
    assert len(diary_port.opened) == 1


def test_a_hold_waits_even_when_the_program_was_away_for_a_moment_only(
    saved: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    runner = saved("calf")
    look(runner, clock, 17)
    kill(tmp_path)
    clock.advance(3)
    assert bring_back(runner, clock, diary_port, tmp_path).tick().remaining_seconds == 18


def test_heat_counts_the_time_the_program_was_away(
    saved: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    runner = saved("heat")
    look(runner, clock, 90)
    kill(tmp_path)
    clock.advance(100)
    again = bring_back(runner, clock, diary_port, tmp_path)
    assert (again.tick().remaining_seconds, again.session.on_skin) == (140, 160)
    kill(tmp_path)
    clock.advance(1100)
    stopped = bring_back(runner, clock, diary_port, tmp_path)
    assert stopped.session.state is State.STOPPED


def test_time_away_is_told_by_the_wall_clock_after_a_restart_of_the_machine(
    saved: Build, clock: FakeClock, tmp_path: Path
) -> None:
    runner = saved("heat")
    look(runner, clock, 90)
    document = StateFile(tmp_path).read()
    assert document is not None
    interrupted = parse_snapshot({**document, "boot": "another"}, clock.now())
    assert interrupted is not None
    later = clock.now() + timedelta(seconds=100)
    session = restore_session(interrupted, runner.session.routine, now=3.0, wall=later)
    assert session.on_skin == pytest.approx(160)


def test_a_routine_whose_file_has_changed_begins_again(saved: Build, clock: FakeClock, tmp_path: Path) -> None:
    runner = saved("calf")
    look(runner, clock, 20)
    document = StateFile(tmp_path).read()
    assert document is not None
    interrupted = parse_snapshot({**document, "spent": [1.0]}, clock.now())
    assert interrupted is not None
    session = restore_session(interrupted, runner.session.routine, now=clock.elapsed(), wall=clock.now())
    assert (session.step_index, session.into, session.state) == (0, 0.0, State.RUNNING)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"version": 99}', b'{"version": 1}', b"\xff\xfe"])
def test_a_damaged_state_is_as_if_there_were_none(content: bytes, clock: FakeClock, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    file = StateFile(tmp_path)
    assert find_saved_run(file, clock.now()) is None


def both_readings(folder: Path, clock: FakeClock) -> object:
    """What `status` says by the ordinary way; the quick one says the same, or nothing."""
    with suppress(Unclear):
        assert read_run(str(folder), clock.now().timestamp(), clock.elapsed()) == read_status(folder, clock)
    return read_status(folder, clock)


def test_status_tells_running_paused_and_interrupted(saved: Build, clock: FakeClock, tmp_path: Path) -> None:
    assert both_readings(tmp_path, clock) is None
    runner = saved("calf")
    look(runner, clock, 12)
    running = {
        "id": "night-calf-rescue",
        "title": "Night calf cramp: rescue",
        "step": 2,
        "remaining_s": 23,
        "state": "running",
    }
    assert both_readings(tmp_path, clock) == running
    runner.apply(Event.PAUSE)
    clock.advance(50)
    assert both_readings(tmp_path, clock) == {**running, "state": "paused"}
    runner.apply(Event.RESUME)
    look(runner, clock, 4)
    kill(tmp_path)
    clock.advance(3600)
    assert both_readings(tmp_path, clock) == {**running, "remaining_s": 19, "state": "interrupted"}


def test_nothing_is_left_when_a_routine_is_over(saved: Build, clock: FakeClock, tmp_path: Path) -> None:
    runner = saved("calf")
    look(runner, clock, 12)
    runner.apply(Event.GONE)
    assert list(tmp_path.iterdir()) == []


def test_only_the_state_of_another_run_is_an_interruption(saved: Build, clock: FakeClock, tmp_path: Path) -> None:
    saved("calf")
    assert find_saved_run(StateFile(tmp_path), clock.now()) is None
    elsewhere = find_saved_run(StateFile(tmp_path), clock.now(), process=1)
    assert elsewhere is not None
    assert elsewhere.is_elsewhere
    assert elsewhere.sentence == ("Running in another terminal since 03:12: Night calf cramp: rescue, step 1 of 6.")
    kill(tmp_path)
    broken = find_saved_run(StateFile(tmp_path), clock.now())
    assert broken is not None
    assert not broken.is_elsewhere


def test_a_terminal_that_takes_a_routine_over_is_noticed_by_the_other(
    saved: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    runner = saved("calf")
    look(runner, clock, 3)
    assert not runner.is_taken_over()
    bring_back(runner, clock, diary_port, tmp_path)
    assert (runner.is_taken_over(), runner.is_taken_over(asks_disk=False)) == (True, False)
    look(runner, clock, 1)  # which touches the file in the background
    assert runner.is_taken_over(asks_disk=False)
    runner.save_now()


def test_a_terminal_is_told_from_another_however_often_each_has_written(saved: Build, tmp_path: Path) -> None:
    # The file system gives the number of a file that was replaced to the next new one.
    saved("calf")
    mine, other = StateFile(tmp_path), StateFile(tmp_path)
    whole = mine.read() or {}
    mine.write(whole, seen_at=1.0)
    for _ in range(6):
        other.write(whole, seen_at=1.0)
        assert (mine.has_been_taken(), other.has_been_taken()) == (True, False)
    mine.touch(99.0)
    mine.remove()
    document = other.read()
    assert document is not None
    assert document["seen_at"] == 1.0


@pytest.mark.parametrize("stopped_then", [True, False])
def test_an_interrupted_cramp_ends_when_it_was_seen_last_or_nobody_knows_when(
    stopped_then: bool, saved: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    runner = saved("calf")
    look(runner, clock, 12)
    seen = clock.now()
    kill(tmp_path)
    clock.advance(5000)
    file = StateFile(tmp_path)
    found = find_saved_run(file, clock.now())
    assert found is not None
    close_saved_run(
        found.snapshot, stopped_then=stopped_then, diary_port=diary_port, background=InlineQueue(), file=file
    )
    assert diary_port.closed == {"e1": seen if stopped_then else None}
    assert diary_port.used == {"e1": [Use(routine="night-calf-rescue", seconds=12, completed=False)]}
    assert file.read() is None


def test_an_end_that_somebody_has_given_since_stands_and_what_was_done_is_noted(
    saved: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    look(saved("calf"), clock, 12)
    kill(tmp_path)
    given = clock.now()
    diary_port.close("e1", ended_at=given)
    clock.advance(5000)
    file = StateFile(tmp_path)
    found = find_saved_run(file, clock.now())
    assert found is not None
    close_saved_run(found.snapshot, stopped_then=False, diary_port=diary_port, background=InlineQueue(), file=file)
    assert diary_port.closed == {"e1": given}
    assert diary_port.used == {"e1": [Use(routine="night-calf-rescue", seconds=12, completed=False)]}


def test_a_process_is_told_from_a_later_one_with_its_number(saved: Build, tmp_path: Path) -> None:
    saved("calf")
    file = StateFile(tmp_path)
    document = file.read()
    assert document is not None
    assert is_alive(document)
    assert not is_alive({**document, "born": "1"})
    assert not is_alive({**document, "boot": "another"})


def test_a_folder_that_cannot_be_written_is_told_and_the_timer_runs(
    make_runner: Build, clock: FakeClock, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    background = InlineQueue()
    made = make_runner("calf", file=StateFile(tmp_path / "taken" / "inside"), background=background)
    made.start()
    look(made, clock, 12)
    assert made.session.step_index == 1
    assert len(background.reports) == 1
    assert background.reports[0].startswith("Where you are cannot be kept for `spasmtui resume`: ")


def test_saving_loses_nothing_of_a_session(saved: Build, clock: FakeClock, tmp_path: Path) -> None:
    runner = saved("bedtime")
    look(runner, clock, 15)
    for event in (Event.LONGER, Event.NEXT, Event.SWAP, Event.PAUSE):
        runner.apply(event)
    document = StateFile(tmp_path).read()
    assert document is not None
    interrupted = parse_snapshot(document, clock.now())
    assert interrupted is not None
    back = restore_session(interrupted, runner.session.routine, now=clock.elapsed(), wall=clock.now())
    assert isinstance(back, Session)
    assert back == runner.session


def test_heat_that_was_made_longer_goes_on_with_its_looks_at_the_skin(
    saved: Build, clock: FakeClock, tmp_path: Path
) -> None:
    runner = saved("heat")
    look(runner, clock, 40)
    for _ in range(3):
        assert runner.apply(Event.LONGER) is None
    document = StateFile(tmp_path).read()
    assert document is not None
    assert document["more_pieces"] == [1]
    interrupted = parse_snapshot(document, clock.now())
    assert interrupted is not None
    back = restore_session(interrupted, runner.session.routine, now=clock.elapsed(), wall=clock.now())
    assert (back.plan, back.added, back.step_index) == (runner.session.plan, runner.session.added, 1)
    broken = parse_snapshot({**document, "more_pieces": [1, 99, 0]}, clock.now())
    assert broken is not None
    assert restore_session(broken, runner.session.routine, now=clock.elapsed(), wall=clock.now()).plan == back.plan


def test_a_routine_taken_over_and_ended_before_anything_was_saved_leaves_no_file(tmp_path: Path) -> None:
    interrupted = StateFile(tmp_path)
    interrupted.write({"routine": "foot-toes"}, seen_at=1.0)
    resumed = StateFile(tmp_path)
    resumed.take_over()
    resumed.remove()
    assert list(tmp_path.iterdir()) == []
    assert interrupted.has_been_taken()


@pytest.mark.parametrize("is_told_at_once", [True, False])
def test_what_was_broken_off_gives_way_and_its_episode_hears_of_it_also_where_nobody_tells_who_is_alive(
    is_told_at_once: bool,
    saved: Build,
    clock: FakeClock,
    diary_port: FakeDiary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look(saved("calf"), clock, 12)
    kill(tmp_path)
    if not is_told_at_once:
        monkeypatch.setattr("spasmtui.relief.running.resume.is_running_elsewhere", lambda _state: True)
    left = PreviousRun(StateFile(tmp_path), clock, InlineQueue(), diary_port)
    assert (left.try_replace(), left.saved) == (True, None)
    assert diary_port.used == {"e1": [Use(routine="night-calf-rescue", seconds=12, completed=False)]}


def test_what_runs_elsewhere_gives_no_way_and_its_episode_hears_nothing(
    saved: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(saved("calf"), clock, 12)
    monkeypatch.setattr("spasmtui.relief.running.resume.os.getpid", lambda: 1)
    left = PreviousRun(StateFile(tmp_path), clock, InlineQueue(), diary_port)
    assert (left.try_replace(), left.is_elsewhere) == (False, True)
    assert diary_port.used == {}
