"""The wall clock is set while a routine runs, or between two runs: stamps follow it, lengths are measured."""

import os
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spasmtui import elapsed
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.relief_diary import ReliefDiary
from spasmtui.episodes.store.diary import Diary
from spasmtui.launcher import handoff
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.background import Work
from spasmtui.relief.running.interrupted_start import adopt_starts
from spasmtui.relief.running.resume import close_saved_run, find_saved_run, resume_run, use_so_far
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.snapshot import parse_snapshot
from spasmtui.relief.running.state_file import StateFile, read_status
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT, InlineQueue
from tests.support.starts import mark_start


class House:
    """One machine: a clock that can be set, a diary, and the routine that runs."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.state = folder / "state"
        self.diary = Diary(folder / "diary", self.state, self.clock)
        self.file = StateFile(self.state, self.clock)
        self.port = ReliefDiary(self.diary, self.clock)
        self.routine = RoutineBook(CONTENT).find("calf").routine
        self.runner = self._runner("calf", "left")

    def _runner(self, place: str | None, side: str | None) -> SessionRunner:
        return SessionRunner(
            Session.create(self.routine, side),
            place=place,
            clock=self.clock,
            background=InlineQueue(),
            diary_port=self.port,
            file=self.file,
        )

    def practise(self) -> None:
        """Start the stretches at bedtime, outside an episode."""
        self.routine = RoutineBook(CONTENT).find("bedtime").routine
        self.runner = self._runner(None, None)
        self.runner.start()

    def set_clock(self, seconds: float) -> None:
        self.clock.start += timedelta(seconds=seconds)

    def look(self, seconds: float) -> None:
        """Let time pass with a look each second, as the screen takes it."""
        whole = int(seconds)
        for _second in range(whole):
            self.clock.advance(1)
            self.runner.tick()
        self.clock.advance(seconds - whole)
        self.runner.tick()

    def resume_in_another_process(self) -> SessionRunner:
        snapshot = parse_snapshot(StateFile(self.state, self.clock).read() or {}, self.clock.now())
        assert snapshot is not None
        self.port = ReliefDiary(self.diary, self.clock)
        self.file = StateFile(self.state, self.clock)
        self.runner = resume_run(snapshot, self.routine, self.clock, InlineQueue(), self.port, self.file)
        return self.runner

    def stored(self) -> Episode:
        (episode,) = self.diary.episodes()
        return episode

    def length(self) -> float:
        episode = self.stored()
        assert episode.ended_at is not None
        return (episode.ended_at - episode.started_at).total_seconds()


@pytest.fixture(autouse=True)
def _no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("houses")
    return (folder / str(number) for number in count())


@pytest.fixture
def house(houses: Iterator[Path]) -> House:
    return House(next(houses))


steps = st.lists(
    st.tuples(
        st.floats(0, 200),  # seconds that pass
        st.sampled_from((0, 0, 1.2, -1.2, 30, -30, 5 * 3600, -5 * 3600, 86_400 * 400, -86_400 * 400)),  # the clock set
        st.sampled_from(("", "", "", Event.PAUSE, Event.RESUME, Event.SWAP, Event.NEXT)),
    ),
    max_size=6,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, last_seconds=st.floats(1, 50))
def test_the_stored_length_is_the_measured_one_however_the_clock_is_set(
    steps: list[tuple[float, float, Event]], last_seconds: float, houses: Iterator[Path]
) -> None:
    house = House(next(houses))
    house.clock.advance(0.3)
    began = house.clock.elapsed()
    house.runner.start()
    for seconds, set_by, event in steps:
        house.clock.advance(seconds)
        if event:
            house.runner.apply(event)
        else:
            house.runner.tick()
        house.set_clock(set_by)
    house.clock.advance(last_seconds)
    house.runner.apply(Event.GONE)
    episode = house.stored()
    measured = house.clock.elapsed() - began
    assert abs(house.length() - measured) <= 0.51
    assert house.runner.session.frame(house.clock.elapsed()).since_seconds == round(measured)
    assert episode.ended_at is not None
    # In whole seconds, and a clock that was set by less than two of them changes nothing.
    assert abs((episode.ended_at - house.clock.now()).total_seconds()) < 3
    assert abs((episode.created_at - episode.started_at).total_seconds()) < 3
    assert episode.started_at - timedelta(seconds=3) < episode.updated_at < house.clock.now() + timedelta(seconds=3)
    assert (episode.tried[0].seconds or 0) <= measured + 1


@pytest.mark.parametrize("set_by", [5 * 3600, -5 * 3600])
def test_the_start_is_put_right_as_soon_as_the_clock_is_seen_to_have_been_set(set_by: float, house: House) -> None:
    house.runner.start()
    began_at = house.clock.now()
    house.look(10)
    house.set_clock(set_by)
    house.look(1)
    episode = house.stored()
    assert episode.is_open
    assert episode.started_at == began_at + timedelta(seconds=set_by)
    assert episode.started_at <= episode.created_at <= episode.updated_at <= house.clock.now()
    assert house.runner.began_at == episode.started_at


def test_lengths_are_measured_by_a_clock_that_nobody_can_set() -> None:
    clock = getattr(time, "CLOCK_MONOTONIC_RAW" if sys.platform == "darwin" else "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    before = time.clock_gettime(clock)
    assert before <= elapsed.elapsed_seconds() <= time.clock_gettime(clock)
    assert clock == elapsed._CLOCK  # noqa: SLF001 -- on a machine that has not slept another shows the same


def test_a_clock_that_is_put_right_by_a_second_changes_no_record(house: House) -> None:
    house.runner.start()
    house.look(10)
    before = house.stored()
    house.set_clock(1.2)
    house.look(5)
    assert house.stored() == before


def test_a_start_that_a_person_has_changed_since_is_not_measured(house: House) -> None:
    house.runner.start()
    house.look(60)
    changed = house.stored().started_at - timedelta(minutes=10)
    house.diary.edit(house.stored().id, started_at=changed)
    house.look(5)
    house.runner.apply(Event.GONE)
    assert (house.stored().started_at, house.length()) == (changed, 665)


def test_a_clock_that_was_set_twice_and_back_leaves_the_start_as_it_was(house: House) -> None:
    house.runner.start()
    began_at = house.clock.now()
    for set_by in (3600, -7200, 3600):
        house.look(5)
        house.set_clock(set_by)
    house.look(5)
    house.runner.apply(Event.GONE)
    assert (house.stored().started_at, house.length()) == (began_at, 20)


def test_the_state_file_keeps_what_was_held_and_not_what_the_clock_was_set_by(house: House) -> None:
    house.runner.start()
    house.look(12)
    before = read_status(house.state, house.clock)
    house.set_clock(5 * 3600)
    assert read_status(house.state, house.clock) == before
    house.look(2)
    house.set_clock(-9 * 3600)
    saved = find_saved_run(house.file, house.clock.now(), process=1)
    assert saved is not None
    assert use_so_far(saved.snapshot).seconds == 14
    assert saved.snapshot.seen_at == house.clock.now()
    assert saved.snapshot.began_at == house.clock.now() - timedelta(seconds=14)


def test_a_routine_that_goes_on_in_another_process_is_one_measured_length(house: House) -> None:
    house.runner.start()
    house.look(20)
    house.set_clock(-3 * 3600)  # and nobody looked
    house.clock.advance(30)
    runner = house.resume_in_another_process()
    house.look(10)
    runner.apply(Event.GONE)
    assert house.length() == 60
    assert house.stored().ended_at == house.clock.now()


def test_a_clock_that_is_behind_after_a_restart_makes_no_negative_length(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.runner.start()
    house.look(20)
    for module in ("process_check", "start_marker"):
        monkeypatch.setattr(f"spasmtui.launcher.{module}.process_identity", lambda pid: {"pid": pid, "boot": "later"})
    for name in ("relief.running.saved_document", "relief.running.snapshot", "episodes.store.measured_starts"):
        monkeypatch.setattr(f"spasmtui.{name}.boot_id", lambda: "later")
    house.clock.seconds = 30.0  # the elapsed time begins anew, at the wall clock's
    house.clock.start += timedelta(seconds=1020 - 30 - 3600)  # an hour before the routine began
    runner = house.resume_in_another_process()
    house.look(10)
    assert house.stored().started_at == house.clock.now() - timedelta(seconds=30)
    house.set_clock(7200)  # the time of the network
    house.look(10)
    runner.apply(Event.GONE)
    assert (house.length(), house.stored().ended_at) == (40, house.clock.now())


def test_an_end_that_only_a_clock_wrong_by_years_tells_is_not_recorded(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.runner.start()
    house.look(20)
    for name in ("relief.running.saved_document", "relief.running.snapshot", "episodes.store.measured_starts"):
        monkeypatch.setattr(f"spasmtui.{name}.boot_id", lambda: "later")
    house.set_clock(86_400 * 1000)
    house.resume_in_another_process().apply(Event.GONE)
    assert (house.stored().is_open, house.stored().ended_at) == (False, None)


@pytest.mark.parametrize("set_by", [5 * 3600, -5 * 3600])
def test_a_marker_of_a_start_is_taken_up_by_the_present_clock_once(set_by: float, house: House) -> None:
    mark_start(house.state, house.clock)
    house.clock.advance(10)
    house.set_clock(set_by)
    for _look in range(2):  # the marker is made the state file, and read again
        adopt_starts(house.file, house.clock.now(), replaces=lambda _snapshot: None)
        saved = find_saved_run(house.file, house.clock.now(), process=1)
        assert saved is not None
        assert saved.snapshot.began_at == saved.snapshot.seen_at == house.clock.now() - timedelta(seconds=10)
    handoff.remove_marker()  # of this process


def test_a_second_routine_of_the_same_cramp_finds_it_and_measures_from_the_first(house: House) -> None:
    house.runner.start()
    house.look(60)
    house.runner.apply(Event.LEAVE)
    house.set_clock(5 * 3600)
    house.clock.advance(60)
    house.runner = SessionRunner(
        Session.create(house.routine, "left"),
        place="calf",
        clock=house.clock,
        background=InlineQueue(),
        diary_port=ReliefDiary(house.diary, house.clock),
        file=house.file,
    )
    house.runner.start()
    assert house.stored().started_at == house.clock.now() - timedelta(seconds=120)
    house.look(5)
    house.runner.apply(Event.GONE)
    assert house.length() == 125


def test_a_practice_is_dated_by_the_clock_at_its_end(house: House) -> None:
    house.practise()
    house.look(40)
    house.set_clock(-86_400)
    house.look(20)
    house.runner.apply(Event.LEAVE)
    (practice,) = house.diary.practices()
    assert practice.started_at == house.clock.now() - timedelta(seconds=60)
    assert practice.seconds == 60


def test_a_second_round_that_goes_on_in_another_process_is_dated_by_the_present_clock(house: House) -> None:
    house.practise()
    while house.runner.session.state is not State.FINISHED:
        house.look(5)
        house.runner.apply(Event.NEXT)
    first = {each.id for each in house.diary.practices()}
    house.runner.apply(Event.AGAIN)
    house.look(30)
    house.set_clock(-86_400)
    house.clock.advance(5)
    runner = house.resume_in_another_process()
    house.look(30)
    runner.apply(Event.LEAVE)
    (second,) = (each for each in house.diary.practices() if each.id not in first)
    assert second.started_at == house.clock.now() - timedelta(seconds=65)


class LateQueue(InlineQueue):
    """Keeps what is added, as while the disk is slow, until it is told to do it."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Work] = []

    def add(self, work: Work) -> None:
        self.waiting.append(work)

    def catch_up(self) -> None:
        while self.waiting:
            self.run_task(self.waiting.pop(0))


def test_an_end_is_when_it_was_said_though_it_is_stored_later_and_by_another_clock(house: House) -> None:
    queue = LateQueue()
    house.runner = SessionRunner(
        Session.create(house.routine, "left"),
        place="calf",
        clock=house.clock,
        background=queue,
        diary_port=house.port,
        file=house.file,
    )
    house.runner.start()
    house.look(10)
    house.runner.apply(Event.GONE)
    house.clock.advance(30)
    house.set_clock(5 * 3600)
    queue.catch_up()
    assert (house.length(), house.stored().ended_at) == (10, house.clock.now() - timedelta(seconds=30))


def test_a_cramp_that_stopped_then_ended_when_the_routine_was_last_alive_by_the_present_clock(house: House) -> None:
    house.runner.start()
    house.look(20)
    house.set_clock(-3 * 3600)
    house.clock.advance(600)
    saved = find_saved_run(house.file, house.clock.now(), process=1)
    assert saved is not None
    port = ReliefDiary(house.diary, house.clock)
    close_saved_run(saved.snapshot, stopped_then=True, diary_port=port, background=InlineQueue(), file=house.file)
    assert house.length() == 20
    assert house.stored().ended_at == house.clock.now() - timedelta(seconds=600)


@pytest.mark.parametrize("set_by", [0, -1.9, 1.9, 5 * 3600, -86_400])
def test_a_start_by_mistake_is_taken_back_though_the_clock_was_set(set_by: float, house: House) -> None:
    house.clock.advance(0.9)
    house.runner.start()
    house.look(3)
    house.set_clock(set_by)
    house.runner.apply(Event.DISCARD)
    assert house.diary.episodes() == ()


def test_sleep_is_in_the_length_of_an_episode_and_not_in_a_step(house: House) -> None:
    house.runner.start()
    house.look(10)
    house.clock.advance(3600)  # both clocks go on while the lid is closed
    house.runner.tick()
    assert house.runner.session.state is State.AWAY
    house.runner.apply(Event.GONE)
    assert (house.length(), house.stored().tried[0].seconds) == (3610, 10)
