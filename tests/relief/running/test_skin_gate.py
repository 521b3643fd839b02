"""No way to more heat or cold than the skin may have: by starts, kills, resumes, another routine or another clock."""

import os
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.errors import DataError
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Answer, Routine, StepSide
from spasmtui.relief.running.resume import resume_run
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.skin_gate import create_session, find_diary_uses, settle
from spasmtui.relief.running.skin_memory import SkinMemory
from spasmtui.relief.running.snapshot import parse_snapshot
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.states import UNDER_WAY, Event, State
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT, FakeDiary, InlineQueue

BOOK = RoutineBook(CONTENT)
HEAT, COLD = BOOK.routine("heat-session"), BOOK.routine("cold-session")
TICK_SECONDS = 4.5
"""Shorter than a gap, so that nobody counts as away."""


@pytest.fixture(autouse=True)
def _no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


class House:
    """One machine with one state folder: processes start, are killed and go on; the pack is really on or off."""

    def __init__(self, folder: Path, clock: FakeClock, routines: tuple[Routine, ...] = (HEAT, COLD)) -> None:
        self.folder = folder
        self.clock = clock
        self.routines = routines
        self.runner: SessionRunner | None = None
        self.memory = SkinMemory(folder, clock)
        self.on: dict[str, list[tuple[float, float]]] = defaultdict(list)
        """Per kind: until when, by a clock that nobody sets, and for how many seconds something was on the skin."""

    @property
    def session_state(self) -> State:
        assert self.runner is not None
        return self.runner.session.state

    def start(
        self, number: int = 0, seconds: int | None = None, *, is_new: bool = True, side: str | None = None
    ) -> State:
        """Start a routine and answer every question so that it goes on; in a new process or in the same."""
        if is_new:
            self.kill()
        elif self.runner is not None and self.runner.is_under_way:
            self.runner.apply(Event.LEAVE)
        routine = self.routines[number % len(self.routines)]
        session = create_session(
            routine, side, place=None, skin_seconds=seconds, get_ready_seconds=0, memory=self.memory,
            now=self.clock.now(),
        )  # fmt: skip
        self.runner = SessionRunner(
            session,
            place=None,
            clock=self.clock,
            background=InlineQueue(),
            file=StateFile(self.folder),
            skin_memory=self.memory,
        )
        self.asked = [question.ask for question in session.routine.asks_before] if session.state is State.READY else []
        self.runner.start()
        self.answer()
        return self.session_state

    def answer(self) -> None:
        assert self.runner is not None
        while self.runner.session.state is State.ASKING:
            question = self.runner.session.routine.asks_before[self.runner.session.question]
            self.runner.apply(Event.NO if question.stop_on is Answer.YES else Event.YES)

    def run(self, seconds: float) -> None:
        """Let time pass, and say at each look that the skin is fine."""
        while seconds > 0:
            step = min(TICK_SECONDS, seconds)
            seconds -= step
            before = self.runner.session if self.runner is not None else None
            self.clock.advance(step)
            if self.runner is None or before is None or before.state not in UNDER_WAY:
                continue
            frame = self.runner.tick()
            for kind in before.routine.skin_kinds:
                more = self.runner.session.on_skin - before.on_skin
                self.on[kind.value].append((self.clock.elapsed(), more))
            if frame.is_waiting:
                self.runner.apply(Event.YES)

    def do(self, event: Event) -> None:
        if self.runner is not None:
            self.runner.apply(event)

    def kill(self) -> None:
        """End the process without a word, as SIGKILL does."""
        self.runner, self.memory = None, SkinMemory(self.folder, self.clock)

    def hang_up(self) -> None:
        if self.runner is not None:
            self.runner.shut_down(0.4)
        self.kill()

    def resume(self) -> None:
        self.kill()
        file = StateFile(self.folder)
        document = file.read()
        snapshot = parse_snapshot(document, self.clock.now()) if document is not None else None
        if snapshot is not None:
            routine = next(routine for routine in self.routines if routine.id == snapshot.routine)
            self.runner = resume_run(snapshot, routine, self.clock, InlineQueue(), None, file, self.memory)

    def most(self, kind: str, window_seconds: float) -> float:
        """Return the most seconds of a kind in any stretch of this length."""
        times = self.on[kind]
        return max((sum(s for at, s in times if end - window_seconds < at <= end) for end, _ in times), default=0.0)


@pytest.fixture
def house(tmp_path: Path, clock: FakeClock) -> House:
    return House(tmp_path, clock)


def minute_of_heat(house: House) -> None:
    house.start(0, 60)
    house.run(130)
    assert house.session_state is State.FINISHED


EARLY = "The last heat ended at 03:13,"


@pytest.mark.parametrize("is_new", [True, False])
def test_one_minute_to_its_end_and_then_twenty_asks_and_has_nineteen(house: House, *, is_new: bool) -> None:
    minute_of_heat(house)
    assert house.start(0, 1200, is_new=is_new) is State.RUNNING
    assert house.asked[0].startswith(EARLY)
    assert "for 19 min at most?" in house.asked[0]
    house.run(2000)
    assert house.most("heat", 3600) == pytest.approx(1200, abs=TICK_SECONDS)


def test_a_no_to_the_question_starts_nothing_and_says_until_when_to_wait(house: House) -> None:
    minute_of_heat(house)
    house.kill()
    session = create_session(
        HEAT, None, place=None, skin_seconds=None, get_ready_seconds=0, memory=house.memory, now=house.clock.now()
    )
    runner = SessionRunner(session, place=None, clock=house.clock, background=InlineQueue(), skin_memory=house.memory)
    runner.start()
    runner.apply(Event.NO)
    assert runner.session.state is State.REFUSED
    assert runner.session.reason == "Wait until 04:14, and until the skin feels and looks normal."


def test_after_twenty_minutes_nothing_starts_within_the_hour_and_then_everything(house: House) -> None:
    house.start(0, 1200)
    house.run(1320)
    assert house.session_state in (State.FINISHED, State.STOPPED)
    assert house.start(0, 60) is State.REFUSED
    house.run(3500)
    assert house.start(0, 60) is State.REFUSED
    house.run(110)
    assert house.start(0, 1200) is State.RUNNING
    assert len(house.asked) == len(HEAT.asks_before)


@pytest.mark.parametrize("end", [House.kill, House.hang_up, lambda house: house.do(Event.LEAVE)])
def test_however_it_ends_what_was_on_is_remembered(end: Callable[[House], None], house: House) -> None:
    house.start(0, 1200)
    house.run(30 + 280)
    end(house)
    house.start(0, 1200)
    assert house.asked[0].startswith(("The last heat ended", "Heat or cold has only just ended"))
    house.run(3000)
    assert house.most("heat", 3600) <= 1200 + TICK_SECONDS


def test_the_end_of_the_last_is_that_of_the_heat_and_not_of_a_key_pressed_later(house: House) -> None:
    house.start(0, 60)
    house.run(130)
    house.run(600)
    house.do(Event.GONE)
    (use,) = SkinMemory(house.folder, house.clock).uses()
    assert use.seconds_ago == pytest.approx(640, abs=TICK_SECONDS)


def test_a_session_that_goes_on_has_what_another_left_of_it(house: House) -> None:
    house.start(0, 1200)
    house.run(30 + 200)
    house.hang_up()
    saved = (house.folder / "relief.json").read_bytes()
    house.start(0, 900)
    house.run(1000)
    house.do(Event.LEAVE)
    (house.folder / "relief.json").write_bytes(saved)
    house.resume()
    house.run(10)
    assert house.session_state is State.STOPPED
    assert house.most("heat", 3600) <= 1200 + 2 * TICK_SECONDS


def test_a_file_that_is_changed_while_its_heat_is_interrupted_gives_no_new_time(house: House) -> None:
    house.start(0, 1200)
    house.run(30 + 270)
    house.hang_up()
    longer = replace(HEAT, steps=(*HEAT.steps, HEAT.steps[0]))
    house.routines = (longer,)
    house.resume()
    assert house.runner is not None
    assert house.runner.session.on_skin == pytest.approx(270)


def test_heat_on_one_side_and_then_the_other_counts_for_both(house: House) -> None:
    house.start(0, 1200, side="left")
    house.run(30 + 200)
    house.do(Event.SWAP)
    house.run(50)
    house.do(Event.LEAVE)
    house.start(0, 1200, side="left")
    assert house.asked[0].startswith("Heat or cold has only just")


def test_heat_on_both_sides_of_one_routine_counts_for_both(house: House) -> None:
    warm = next(step for step in HEAT.flat_steps if step.is_on_skin)
    both = (replace(warm, seconds=100, side=StepSide.SORE), replace(warm, seconds=100, side=StepSide.OTHER))
    house.routines = (replace(HEAT, steps=both), HEAT)
    house.start(0, side="left")
    house.run(210)
    for side in ("left", "right"):
        house.start(1, 1200, side=side)
        assert house.asked[0].startswith(("The last heat ended", "Heat or cold has only just")), side
        house.kill()


ACTIONS = st.one_of(
    st.tuples(st.just("start"), st.integers(0, 1), st.sampled_from([None, 60, 600, 1200]), st.booleans()),
    st.tuples(st.just("run"), st.sampled_from([20.0, 61.0, 333.0, 1000.0])),
    st.tuples(st.just("event"), st.sampled_from([*Event])),
    st.tuples(st.just("end"), st.sampled_from([House.kill, House.hang_up, House.resume])),
    st.tuples(st.just("jump"), st.sampled_from([-1e6, -4000.0, 4000.0, 1e6])),
)
_numbers = count()


@pytest.mark.long
@settings(max_examples=25)
@given(actions=st.lists(ACTIONS, min_size=4, max_size=14))
def test_nothing_gives_more_than_the_longest_time_in_the_wait(
    actions: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    house = House(tmp_path_factory.mktemp(f"house{next(_numbers)}"), FakeClock())
    house.start(0, 1200)
    house.run(300)
    for action in actions:
        match action:
            case ("start", int(number), seconds, bool(is_new)):
                house.start(number, seconds if isinstance(seconds, int) else None, is_new=is_new)
            case ("run", float(seconds)):
                house.run(seconds)
            case ("event", Event() as event):
                house.do(event)
            case ("end", end):
                end(house)  # type: ignore[operator]
            case ("jump", float(seconds)):
                house.clock.start += timedelta(seconds=seconds)
    house.run(1300)
    assert house.most("heat", 3600) <= 1200 + TICK_SECONDS
    assert house.most("cold", 7200) <= 1200 + TICK_SECONDS


# What the diary knows, of this device and of others


@dataclass(frozen=True, kw_only=True)
class Used:
    """A use as the port gives it."""

    began_at: datetime
    ended_at: datetime
    seconds: int
    id: str = "e-0"
    routine: str = "heat-session"
    place: str | None = None
    side: str | None = None


def used(clock: FakeClock, ago: float, seconds: int = 600, **fields: object) -> Used:
    ended = clock.now() - timedelta(seconds=ago)
    return Used(began_at=ended - timedelta(seconds=seconds), ended_at=ended, seconds=seconds, **fields)  # type: ignore[arg-type]


def test_heat_on_another_device_counts(house: House) -> None:
    diary = FakeDiary(recent=[used(house.clock, 300), used(house.clock, 300, routine="foot-toes", id="e-1"),
                              used(house.clock, 300, routine="of-another-device", id="e-2")])  # fmt: skip
    (use,) = find_diary_uses(diary, BOOK, house.memory, house.clock.now())
    assert (use.kinds, use.seconds, use.seconds_ago, use.wait_seconds) == (HEAT.skin_kinds, 600, 300, 3600)


def test_heat_without_a_recorded_length_counts_as_it_is_written(house: House) -> None:
    (use,) = find_diary_uses(FakeDiary(recent=[used(house.clock, 300, 0)]), BOOK, house.memory, house.clock.now())
    assert use.seconds == 900


def test_what_this_machine_remembers_itself_counts_once(house: House) -> None:
    minute_of_heat(house)
    own = used(house.clock, 10, 120)
    diary = FakeDiary(recent=[own])
    assert find_diary_uses(diary, BOOK, house.memory, house.clock.now()) == ()
    diary.recent.append(used(house.clock, 10, 120, id="e-1"))  # another device, by chance as long
    assert len(find_diary_uses(diary, BOOK, house.memory, house.clock.now())) == 1
    diary.recent = [used(house.clock, 10, 900)]
    assert len(find_diary_uses(diary, BOOK, house.memory, house.clock.now())) == 1


def test_a_use_in_the_future_counts_as_now_and_its_wait_ends(house: House) -> None:
    diary = FakeDiary(recent=[used(house.clock, -86_400)])
    (use,) = find_diary_uses(diary, BOOK, house.memory, house.clock.now())
    assert (use.seconds, use.seconds_ago) == (600, 0)
    house.memory.write()
    house.kill()
    house.clock.advance(1800)
    assert find_diary_uses(diary, BOOK, house.memory, house.clock.now()) == ()
    (remembered,) = house.memory.uses()
    assert (remembered.seconds, remembered.seconds_ago) == (600, 1800)


def test_what_the_diary_tells_while_the_questions_are_answered_is_asked_after_the_one_that_stands(
    house: House,
) -> None:
    house.kill()
    session = create_session(
        HEAT, None, place=None, skin_seconds=1200, get_ready_seconds=0, memory=house.memory, now=house.clock.now()
    )
    runner = SessionRunner(session, place=None, clock=house.clock, background=InlineQueue(), skin_memory=house.memory)
    runner.start()
    runner.apply(Event.YES)
    diary = FakeDiary(recent=[used(house.clock, 300)])
    runner.learn_uses(find_diary_uses(diary, BOOK, house.memory, house.clock.now()))
    assert runner.tick().question == HEAT.asks_before[1]
    runner.apply(Event.NO)
    question = runner.tick().question
    assert question is not None
    assert question.ask.startswith("The last heat ended at 03:07, 5 min ago.")
    assert runner.session.routine.skin is not None
    assert runner.session.routine.skin.longest_seconds == 600


def test_what_the_diary_tells_later_ends_the_start_or_asks_while_nothing_is_on_the_skin(house: House) -> None:
    house.start(0, 1200)
    runner = house.runner
    assert runner is not None
    runner.learn_uses(
        find_diary_uses(FakeDiary(recent=[used(house.clock, 300)]), BOOK, house.memory, house.clock.now())
    )
    assert runner.apply(Event.NEXT) == "That does nothing now."
    assert runner.tick().question is not None
    house.answer()
    assert runner.session.state is State.RUNNING
    house.start(0, 1200)
    runner = house.runner
    assert runner is not None
    diary = FakeDiary(recent=[used(house.clock, 300, 1200)])
    runner.learn_uses(find_diary_uses(diary, BOOK, house.memory, house.clock.now()))
    assert runner.tick().state is State.REFUSED
    assert runner.session.reason.endswith("Wait until 04:07, and until the skin feels and looks normal.")


def test_a_damaged_memory_is_named_once(house: House) -> None:
    (house.folder / "skin").write_text("junk")
    assert house.start(0) is State.RUNNING
    with pytest.raises(DataError) as caught:
        settle(house.memory)
    assert caught.value.message == (
        f"{house.folder}/skin could not be read, so earlier heat and cold are not known. It is kept as skin.broken."
    )
    settle(house.memory)


def test_a_cramp_routine_reads_no_memory(house: House) -> None:
    (house.folder / "skin").write_text("junk")
    house.routines = (BOOK.find("calf").routine,)
    house.start(0)
    house.run(20)
    house.hang_up()
    assert (house.folder / "skin").read_text() == "junk"
