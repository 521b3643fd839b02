"""A run that is cut off between two things it writes: the next one goes on, and the diary has one episode of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.relief_diary import ReliefDiary
from spasmtui.episodes.store.diary import Diary
from spasmtui.relief.linear.linear import LinearRelief
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.background import BackgroundQueue, Work
from spasmtui.relief.running.diary_port import Use
from spasmtui.relief.running.planned import Planned
from spasmtui.relief.running.resume import close_saved_run, find_saved_run, record_partial_use, resume_run
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.completion import WORTH_RECORDING_SECONDS
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from tests.conftest import FakeClock
from tests.relief.conftest import FakeDiary, InlineQueue, Script, passing_answers

Build = Callable[..., SessionRunner]


class CutOff(InlineQueue):
    """Does so many background, each of which writes once, and then the process is gone."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = count

    def add(self, work: Work) -> None:
        if self.left > 0:
            self.left -= 1
            super().add(work)


@pytest.fixture
def diary(tmp_path: Path, clock: FakeClock) -> Diary:
    return Diary(tmp_path / "diary", tmp_path / "state", clock)


@pytest.fixture
def begin(book: RoutineBook, clock: FakeClock, diary: Diary, tmp_path: Path) -> Build:
    """`spasm calf -l`, with an episode in a diary and its place in this test's folder."""

    def build(background: BackgroundQueue, *events: Event) -> SessionRunner:
        runner = SessionRunner(
            Session.create(book.routine("night-calf-rescue"), "left"), place="calf", clock=clock, background=background,
            diary_port=ReliefDiary(diary, clock), file=StateFile(tmp_path),
        )  # fmt: skip
        runner.start()
        for event in events:
            runner.apply(event)
        return runner

    return build


def bring_back(runner: SessionRunner, clock: FakeClock, diary: Diary, folder: Path) -> SessionRunner:
    file = StateFile(folder)
    found = find_saved_run(file, clock.now(), process=1)
    assert found is not None
    return resume_run(found.snapshot, runner.session.routine, clock, InlineQueue(), ReliefDiary(diary, clock), file)


def test_its_place_is_saved_before_the_episode_and_again_with_the_episodes_id(
    make_runner: Build, diary_port: FakeDiary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, seen = StateFile(tmp_path), []

    def start_episode(**_: object) -> str:
        seen.append(file.read())
        return "e1"

    monkeypatch.setattr(diary_port, "start_episode", start_episode)
    make_runner("calf", file=file).start()
    seen.append(file.read())
    assert [document and (document["step"], document["episode"]) for document in seen] == [(1, None), (1, "e1")]


@pytest.mark.parametrize("events", [(), (Event.SWAP,)], ids=["as it began", "on the other side"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_wherever_a_start_is_cut_off_it_goes_on_and_ends_with_one_episode(
    count: int, events: tuple[Event, ...], begin: Build, clock: FakeClock, diary: Diary, tmp_path: Path
) -> None:
    runner = begin(CutOff(count), *events)
    clock.advance(60)
    again = bring_back(runner, clock, diary, tmp_path)
    assert len(diary.open_episodes()) == 1
    clock.advance(2)
    assert again.apply(Event.GONE) is None
    (episode,) = diary.episodes()
    assert (episode.id, episode.is_open, [tried.completed for tried in episode.tried]) == (
        again.episode,
        False,
        [False],
    )


@pytest.mark.parametrize("count", [1, 2, 3])
def test_line_by_line_too(count: int, begin: Build, clock: FakeClock, diary: Diary, tmp_path: Path) -> None:
    again = bring_back(begin(CutOff(count)), clock, diary, tmp_path)
    assert LinearRelief(again, lines=Script(clock, [(3, "g"), (0, "2")]), write=lambda _line: None).run() == 0
    (episode,) = diary.episodes()
    assert (episode.is_open, episode.pain_after) == (False, 2)


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("stopped_then", [True, False])
def test_a_cramp_that_stopped_when_its_start_was_cut_off_is_one_episode_too(
    stopped_then: bool, count: int, begin: Build, clock: FakeClock, diary: Diary, tmp_path: Path
) -> None:
    began = clock.now()
    begin(CutOff(count))
    clock.advance(600)
    file = StateFile(tmp_path)
    found = find_saved_run(file, clock.now(), process=1)
    assert found is not None
    close_saved_run(
        found.snapshot,
        stopped_then=stopped_then,
        diary_port=ReliefDiary(diary, clock),
        background=InlineQueue(),
        file=file,
    )
    (episode,) = diary.episodes()
    assert (episode.started_at, episode.is_open, episode.ended_at) == (began, False, began if stopped_then else None)


def test_an_end_from_outside_tells_the_episode_what_was_done_so_far_and_keeps_the_place(
    make_runner: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    run = make_runner("calf", file=StateFile(tmp_path))
    run.start()
    for _ in range(12):
        clock.advance(1)
        run.tick()
    run.shut_down(0.4)
    run.shut_down(0.4)
    assert diary_port.used == {"e1": [Use(routine="night-calf-rescue", seconds=12, completed=False)]}
    found = find_saved_run(StateFile(tmp_path), clock.now() + timedelta(seconds=1), process=1)
    assert found is not None
    assert found.snapshot.step == 2


def test_a_terminal_that_ends_after_another_has_taken_its_routine_leaves_it_alone(
    make_runner: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    run = make_runner("calf", file=StateFile(tmp_path))
    run.start()
    clock.advance(4)
    run.apply(Event.PAUSE)
    other = StateFile(tmp_path)
    found = find_saved_run(other, clock.now(), process=1)
    assert found is not None
    moved = resume_run(found.snapshot, run.session.routine, clock, InlineQueue(), diary_port, other)
    clock.advance(3)
    moved.tick()
    before = other.read()
    run.shut_down(0.4)
    assert other.read() == before
    assert not moved.is_taken_over()
    assert moved.session.state is State.RUNNING
    assert diary_port.used == {}


@pytest.mark.parametrize("seconds", [9, 10, 30])
def test_an_interrupted_practice_is_recorded_by_the_rule_of_one_that_was_stopped(
    seconds: int, make_runner: Build, diary_port: FakeDiary, clock: FakeClock, tmp_path: Path
) -> None:
    file = StateFile(tmp_path)
    runner = make_runner("bedtime-prevention", file=file)
    runner.start()
    for _ in range(seconds):
        clock.advance(1)
        runner.tick()
    runner.apply(Event.PAUSE)
    found = find_saved_run(file, clock.now(), process=1)
    assert found is not None
    record_partial_use(found.snapshot, diary_port)
    interrupted = tuple(diary_port.practised)
    diary_port.practised.clear()
    runner.apply(Event.DONE)
    assert interrupted == tuple(diary_port.practised)
    assert interrupted == ((("bedtime-prevention", seconds, False),) if seconds >= WORTH_RECORDING_SECONDS else ())


def practise(
    planned: Planned, seconds: int, book: RoutineBook, clock: FakeClock, diary: Diary, folder: Path
) -> SessionRunner:
    """Return a runner that has practised the calf stretch for so many seconds."""
    runner = SessionRunner(
        Session.create(planned.routine(book.routine("calf-wall"))), place="calf", clock=clock,
        background=InlineQueue(), diary_port=ReliefDiary(diary, clock), file=StateFile(folder), planned=planned,
        set_number=planned.sets - 1 or 1,
    )  # fmt: skip
    runner.start()
    for answer in passing_answers(runner.session.routine):
        runner.apply(Event(answer))
    for _ in range(seconds):
        clock.advance(1)
        runner.tick()
    runner.save()
    return runner


def test_what_a_plan_asked_for_goes_on_in_the_middle_of_the_second_side(
    book: RoutineBook, clock: FakeClock, diary: Diary, tmp_path: Path
) -> None:
    planned = Planned("both", 3, is_practice=True)
    runner = practise(planned, 170, book, clock, diary, tmp_path)
    assert runner.session.segment.side == "left"
    file = StateFile(tmp_path)
    found = find_saved_run(file, clock.now(), process=1)
    assert found is not None
    assert found.snapshot.is_practice
    written = book.routine("calf-wall")
    again = resume_run(found.snapshot, written, clock, InlineQueue(), ReliefDiary(diary, clock), file)
    assert (again.session.plan, again.session.step_index) == (runner.session.plan, runner.session.step_index)
    assert (again.sets.planned, again.sets.number) == (planned, 2)
    again.apply(Event.DONE)
    (practice,) = diary.practices()
    assert (practice.routine, practice.side, diary.episodes()) == ("calf-wall", "both", ())


def test_an_interrupted_practice_keeps_the_side_that_it_has_come_to(
    book: RoutineBook, clock: FakeClock, diary: Diary, tmp_path: Path
) -> None:
    practise(Planned("both", is_practice=True), 40, book, clock, diary, tmp_path)
    found = find_saved_run(StateFile(tmp_path), clock.now(), process=1)
    assert found is not None
    record_partial_use(found.snapshot, ReliefDiary(diary, clock))
    assert [each.side for each in diary.practices()] == ["right"]
