"""The full-screen timer, driven by keys on a fake clock: the same results as in linear mode."""

import asyncio
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.message import Message
from textual.pilot import Pilot

from spasmtui.launcher.process_check import process_identity
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Kind
from spasmtui.relief.routines.sign_advice import SignAdvice
from spasmtui.relief.running.diary_port import Use
from spasmtui.relief.running.snapshot import snapshot_document
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.transitions import apply_event
from spasmtui.relief.tui.figure_view import FigureView
from spasmtui.relief.tui.keys import BINDINGS
from spasmtui.relief.tui.routine_list import RoutineList
from spasmtui.relief.tui.screen import ReliefScreen
from spasmtui.relief.tui.widgets import Lines
from spasmtui.terminal.crash_guard import CrashGuard
from spasmtui.ui.help_screen import keys_of
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.keys.held_keys import KeyPresses
from spasmtui.ui.messages import ShowMode, ShowPage, StartRelief
from tests.conftest import LIMIT_SECONDS, ROOT, FakeClock
from tests.relief.conftest import CONTENT, FakeDiary, Opened, passing_answers
from tests.support.clicks import clicks_on

pytestmark = pytest.mark.pilot
HEAT_PASSES = tuple(answer[0] for answer in passing_answers(RoutineBook(CONTENT).routine("heat-session")))
"""The keys that answer every question before heat so that it starts."""
ROUTINES = sorted(path.stem for path in (ROOT / "content" / "routines").glob("*.toml"))


class ReliefApp(CrashGuard, KeyPresses):
    """Shows the relief screen alone and remembers what it asks the other rooms for."""

    def __init__(self, screen: ReliefScreen) -> None:
        super().__init__()
        self.relief = screen
        self.asked: list[Message] = []

    def on_mount(self) -> None:
        self.push_screen(self.relief)

    def on_show_page(self, message: ShowPage) -> None:
        self.asked.append(message)

    def on_show_mode(self, message: ShowMode) -> None:
        self.asked.append(message)


class Room:
    """A running app and the shortest way to what it shows."""

    def __init__(self, app: ReliefApp, pilot: Pilot[None], clock: FakeClock) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self.screen = app.relief

    async def begin(self, what: str | None, side: str | None = None, **request: object) -> None:
        self.screen.begin_request(StartRelief(what, side, **request))  # type: ignore[arg-type]
        await self.pilot.pause()

    async def pass_seconds(self, seconds: float) -> None:
        """Let time pass in steps that somebody who looks would see."""
        while seconds > 0:
            step = min(4.0, seconds)
            self.clock.advance(step)
            self.screen.show_now()
            seconds -= step
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        self.settle()
        await self.pilot.pause()  # what the background reported is on the screen

    def settle(self) -> None:
        assert self.screen.background_queue.drain(60)

    @property
    def text(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())  # noqa: SLF001 -- the rendered screen


Open = Callable[..., "object"]


@asynccontextmanager
async def room(
    clock: FakeClock,
    diary_port: FakeDiary,
    state: Path,
    *,
    size: tuple[int, int] = (80, 24),
    own: Path | None = None,
    is_ascii: bool = False,
    advice: SignAdvice | None = None,
) -> AsyncIterator[Room]:
    screen = ReliefScreen(
        routines=RoutineBook(CONTENT, own),
        diary_port=lambda: diary_port,
        clock=clock,
        state=state,
        figures=CONTENT / "figures",
        advice=advice,
        is_ascii=is_ascii,
    )
    app = ReliefApp(screen)
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield Room(app, pilot, clock)


@pytest.mark.long
async def test_every_routine_runs_from_its_first_step_to_its_last(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        for name in ROUTINES:
            it.screen.begin(name, "left")
            runner = it.screen.controller.runner
            assert runner is not None
            for question in runner.session.routine.asks_before:
                it.screen.action_answer("no" if question.stop_on == "yes" else "yes")
            seen = []
            for segment in runner.session.plan:
                seen.append((runner.routine_id, runner.session.step_index))
                clock.advance(segment.seconds - 1)
                runner.session = runner.session.caught_up(clock.elapsed())
                clock.advance(1)
                it.screen.show_now()
                if segment.on_no == "stop":
                    it.screen.action_answer("yes")
            assert seen == [(name, index) for index in range(len(runner.session.plan))]
            assert runner.session.state is State.FINISHED
            await it.pilot.pause()
        it.settle()


@pytest.mark.long
async def test_gone_closes_the_episode_and_one_key_rates_it(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    began = clock.now()
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(20)
        await it.press("g", "3", "m")
        assert diary_port.opened["e1"].started_at == began
        assert diary_port.opened["e1"].side == "left"
        assert diary_port.closed == {"e1": began + timedelta(seconds=20)}
        assert diary_port.used == {"e1": [Use(routine="night-calf-rescue", seconds=20, completed=False)]}
        assert diary_port.rated["e1"] == (None, "most")
        assert "Gone after 20 s." in it.text
        figure = it.app.screen.query_one("AfterPanel FigureView", FigureView)
        assert figure.figure is not None, "the pose that was held last stays"
        assert figure.is_mirrored
        await it.press("enter")
        assert it.app.asked == [ShowMode("home")] or isinstance(it.app.asked[0], ShowMode)


async def test_the_timer_shows_the_step_the_time_the_side_and_when_to_stop(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(8)
        text = it.text
        assert "Night calf cramp: rescue · left" in text
        assert "Pull your toes towards your shin" in text
        assert "hold until it eases" in text
        assert "2 of 6" in text
        assert "Stop for any of these: sharp or growing pain" in text
        assert "g it's gone" in text
        assert "██" in text
        assert any("\u2800" < character <= "\u28ff" for character in text)


@pytest.mark.long
async def test_with_ascii_nothing_but_ascii_is_shown_on_the_timer(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, is_ascii=True) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(8)
        shown = it.text.rpartition("g it's gone")[0]
        assert not any("\u2500" <= character <= "\u28ff" for character in shown)


async def test_everything_that_matters_fits_the_smallest_screen(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=(40, 12)) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(8)
        text = it.text
        assert "Pull your toes" in text
        assert "not bounce." in text
        assert "2 of 6" in text
        assert "Stop for any of these" in text
        assert "g it's gone" in text
        assert "━" in text
        assert "█ █ · ▀▀█" in text or "█▀█ · ▀▀█" in text, "the time in large digits, with the words beside it"
        await it.press("right")
        await it.pass_seconds(1)
        text = it.text
        assert "rub the calf" in text
        assert all(words in text for words in ("space pause", "k keep nothing")), "there is room for more"


async def test_space_pauses_and_nothing_is_planned_at_rest(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("foot", "right", keeps=False)
        await it.pass_seconds(7)
        await it.press("space")
        assert "paused" in it.text
        assert "space go on" in it.text
        assert [key for lines in it.screen.query(Lines) for _words, key in clicks_on(lines.text)] == ["space"]
        await it.pass_seconds(60)
        assert it.screen.controller.frame is not None
        assert it.screen.controller.frame.remaining_seconds == 13
        await it.press("space")
        assert it.screen.controller.frame.state is State.RUNNING
    assert diary_port.opened == {}


async def test_worse_stops_the_clock_and_asks_for_the_page(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf")
        await it.press("w")
        await it.pilot.pause()
        assert [type(message) for message in it.app.asked] == [ShowPage]
        assert it.screen.controller.frame is not None
        assert it.screen.controller.frame.state is State.WORSE
        assert [key for lines in it.screen.query(Lines) for _words, key in clicks_on(lines.text)] == ["space"]


async def test_an_answer_that_says_stop_keeps_heat_from_starting(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("heat")
        assert "Is the skin whole" in it.text
        await it.press("n")
        await it.pilot.pause()
        assert "Do not use heat." in it.text
        assert [type(message) for message in it.app.asked] == [ShowPage]
        await it.press("enter")
        assert diary_port.practised == []


async def test_enter_on_the_list_starts_the_routine_under_the_cursor(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.app.workers.wait_for_complete()
        await it.pilot.pause()
        listed = it.screen.query_one(RoutineList)
        assert listed.option_count == len(ROUTINES)
        await it.press("enter")
        assert it.screen.controller.runner is not None


async def test_the_routine_under_the_cursor_is_described_below_the_list(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        assert "Evidence: A (stretch), C (rest)." in it.text
        await it.press("down", "down")
        assert "Stand by a wall, then put a heel on a low step, then sit on the bed." in it.text
        assert "nightly before sleep for six weeks" in it.text
        assert "Sitting: If standing is hard, do the sitting stretch in all nine rounds" in it.text


@pytest.mark.long
@pytest.mark.parametrize(
    ("size", "words"),
    [((80, 24), "heat on · skin: 20 of 20 min left"), ((40, 12), "2 of 7 · skin: 20 of 20 min left")],
)
async def test_the_time_left_for_the_skin_is_beside_the_timer_and_other_ways_below_it(
    size: tuple[int, int], words: str, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=size) as it:
        await it.begin("heat", keeps=False)
        await it.press(*HEAT_PASSES, "right")
        assert words in it.text
        await it.begin("hamstring", keeps=False)
        notes = []
        for _ in range(6):
            await it.press("right")
            notes.append(it.text)
        assert any("Sitting: Sit with the legs straight" in text for text in notes) is (size[0] == 80)


async def test_digits_are_left_to_the_app_while_a_routine_runs(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf")
        assert "1" not in it.screen.active_bindings
        await it.press("g")
        assert "1" in it.screen.active_bindings


async def test_the_key_help_has_a_row_for_more_time_and_one_for_less(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf")
        rows = dict(keys_of(it.app.screen).here)
        assert {keys: words for keys, words in rows.items() if words.startswith("10 seconds")} == {
            "+": "10 seconds more",
            "−": "10 seconds less",
        }


def leave_behind(state: Path, clock: FakeClock, *, process: int, routine: str = "foot-toes") -> None:
    """A routine of another run, as its file tells."""
    session = apply_event(Session.create(RoutineBook(CONTENT).routine(routine), "right"), Event.START, clock.elapsed())
    document = snapshot_document(
        session.caught_up(clock.elapsed() + 7),
        place="foot",
        episode="e9" if routine == "foot-toes" else None,
        keeps=True,
        now=clock.elapsed() + 7,
        wall=clock.now() + timedelta(seconds=7),
    )  # fmt: skip
    file = StateFile(state)
    file.write(document, seen_at=clock.now().timestamp() + 7)
    seen = file.path.stat().st_mtime
    file.path.write_text(json.dumps({**document, "version": 1, **process_identity(process)}), encoding="utf-8")
    os.utime(file.path, (seen, seen))
    clock.advance(600)


async def test_a_routine_that_runs_elsewhere_is_told_and_can_be_moved_here(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    leave_behind(tmp_path, clock, process=1)
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        assert "Running in another terminal since 03:12: Foot and toe cramp" in it.text
        assert "Enter move it here" in it.text
        await it.press("enter")
        assert it.screen.controller.runner is not None
        assert (it.screen.controller.runner.routine_id, it.screen.controller.runner.episode) == ("foot-toes", "e9")


@pytest.fixture
def other_terminal() -> Iterator[subprocess.Popen[bytes]]:
    """A process that waits until it is killed."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("is_over", [False, True], ids=["killed", "over"])
async def test_the_end_of_the_other_terminal_is_noticed(
    is_over: bool,
    other_terminal: subprocess.Popen[bytes],
    clock: FakeClock,
    diary_port: FakeDiary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("spasmtui.relief.tui.screen.LOOK_SECONDS", 0.01)
    leave_behind(tmp_path, clock, process=other_terminal.pid)
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        assert "Running in another terminal" in it.text
        if is_over:
            (tmp_path / "relief.json").unlink()
        else:
            other_terminal.kill()  # its parent, this test, has not yet asked how it ended
        deadline = time.monotonic() + LIMIT_SECONDS
        while "another terminal" in it.text and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
            await it.pilot.pause()
        assert "another terminal" not in it.text
        assert ("Interrupted at 03:12: Foot and toe cramp" in it.text) is not is_over
        assert not it.screen._alarm.is_set, "nothing is asked at rest"  # noqa: SLF001 -- a timer shows nothing


async def test_a_routine_that_runs_elsewhere_need_not_keep_anybody_from_another(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    leave_behind(tmp_path, clock, process=1)
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        await it.press("n")
        assert it.screen.controller.runner is not None
        assert it.screen.controller.runner.routine_id == "night-calf-rescue"


@pytest.mark.parametrize(("key", "closed"), [("t", True), ("d", False)])
async def test_the_list_offers_what_was_interrupted(
    key: str, closed: bool, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    ended = clock.now() + timedelta(seconds=7)
    diary_port.opened["e9"] = Opened(id="e9", place="foot", side="right", started_at=clock.now())
    leave_behind(tmp_path, clock, process=2**22 + 1)
    async with room(clock, diary_port, tmp_path) as it:
        assert "Interrupted at 03:12: Foot and toe cramp, step 1 of 9." in it.text
        await it.press(key)
        assert diary_port.closed == {"e9": ended if closed else None}
        assert diary_port.used == {"e9": [Use(routine="foot-toes", seconds=7, completed=False)]}
        assert "Snapshot" not in it.text


async def test_a_routine_that_takes_the_place_of_an_interrupted_one_leaves_a_note_of_it(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    leave_behind(tmp_path, clock, process=2**22 + 1)
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        it.settle()
        assert diary_port.used == {"e9": [Use(routine="foot-toes", seconds=7, completed=False)]}
        assert diary_port.closed == {}


async def test_an_interrupted_routine_goes_on_where_it_was(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    leave_behind(tmp_path, clock, process=2**22 + 1)
    async with room(clock, diary_port, tmp_path) as it:
        await it.press("r")
        assert it.screen.controller.frame is not None
        assert (it.screen.controller.frame.step, it.screen.controller.frame.remaining_seconds) == (1, 13)
        assert it.screen.controller.runner is not None
        assert it.screen.controller.runner.session.side == "right"


@pytest.mark.long
async def test_an_interrupted_routine_that_cannot_be_read_any_more_is_told_and_nothing_else_begins(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    leave_behind(tmp_path, clock, process=2**22 + 1)
    own = tmp_path / "own"
    own.mkdir()
    (own / "foot-toes.toml").write_text("title = 3", encoding="utf-8")
    async with room(clock, diary_port, tmp_path, own=own) as it:
        await it.begin(None, resumes=True)
        assert it.screen.controller.runner is None
        assert "Interrupted at 03:12" in it.text


async def test_somebody_who_was_away_is_asked_and_nothing_has_run(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("foot", "left")
        await it.pass_seconds(7)
        clock.advance(540)
        it.screen.show_now()
        await it.pilot.pause()
        assert "You were away for 9 min. Go on" in it.text
        await it.press("space")
        assert it.screen.controller.frame is not None
        assert it.screen.controller.frame.remaining_seconds == 13


@pytest.mark.long
async def test_a_refusal_stands_long_enough_to_be_read(clock: FakeClock, diary_port: FakeDiary, tmp_path: Path) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("heat", skin_seconds=1200)
        for answer in (*HEAT_PASSES, "right", "plus"):
            await it.press(answer)
        await it.pass_seconds(3)
        assert "No longer than 20 minutes on the skin" in it.text
        await it.pass_seconds(3)
        assert "Never fall asleep with it. Never put it on bare skin." in it.text


@pytest.mark.long
async def test_a_reply_is_gone_when_the_next_key_has_done_something(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("heat")
        for answer in (*HEAT_PASSES, "right", "right"):
            await it.press(answer)
        await it.press("right")
        assert "Look at the skin first" in it.text
        await it.press("n")
        assert "Take it off now and leave it off." in it.text
        assert "Look at the skin first" not in it.text


async def test_the_last_line_has_seven_keys_at_most_and_yes_and_no_only_while_something_is_asked(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=(120, 40)) as it:
        keys = it.screen.query_one(KeyBar)

        def offered() -> str:
            labels = [label for label, _words in keys.entries()]
            assert len(labels) <= 5  # this app has neither ! nor ?
            return " ".join(labels)

        await it.begin("bedtime", "left")
        assert " y " not in offered()
        await it.begin("calf", "left")
        assert offered() == "g w space → k"
        await it.press("right")
        hold = it.screen.controller.session
        assert hold is not None
        assert hold.segment.eases
        assert " y " not in offered()
        await it.press("n", "right", "right")  # a hold is lengthened all the same
        check = it.screen.controller.session
        assert check is not None
        assert (check.segment.kind, check.held_again) == (Kind.CHECK, 1)
        assert offered() == "g w space y n"


@pytest.mark.usefixtures("every_picture")
@pytest.mark.long
async def test_no_keys_in_whatever_order_end_the_app_or_lose_an_episode(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    chance = random.Random(20261122)
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        keys = [key for binding in BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")]
        for _ in range(20):
            await it.press(*chance.choices(keys, k=5))
            clock.advance(chance.choice((0.2, 1, 4, 30, 700)))
            it.screen.show_now()
        it.settle()
        assert it.app.is_running
        assert diary_port.opened["e1"].place == "calf"


async def test_who_leaves_at_once_loses_nothing_that_a_slow_disk_has_yet_to_write(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spasmtui.relief.tui.screen.SAVE_SECONDS", 0.0)
    left, close = threading.Event(), diary_port.close

    def slow(episode_id: str, *, ended_at: datetime | None) -> None:
        left.wait(10)
        close(episode_id, ended_at=ended_at)

    monkeypatch.setattr(diary_port, "close", slow)
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        it.screen.action_apply("gone")
        it.screen.action_finish()
        drain = it.screen.background_queue.drain

        def drain_after_leaving(limit_seconds: float) -> bool:
            left.set()
            return drain(limit_seconds)

        monkeypatch.setattr(it.screen.background_queue, "drain", drain_after_leaving)
    assert diary_port.closed == {"e1": clock.now()}


@pytest.mark.long
@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_a_sign_that_can_wait_is_said_at_the_start_and_at_the_end(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path, size: tuple[int, int]
) -> None:
    notice = "Book an appointment. In an emergency call 999.\nCramps that often break your sleep."
    async with room(clock, diary_port, tmp_path, size=size) as it:
        await it.begin("calf", "left", notice=notice)
        assert "Book an appointment." in it.text
        await it.pass_seconds(20)
        assert "Book an appointment." not in it.text, "the routine's own cautions follow"
        await it.press("g")
        assert "Book an appointment." in it.text
        assert "call 999." in " ".join(it.text.split())
        assert ("often break your sleep" in it.text) is (size == (80, 24))
        assert "Is one leg swollen" in it.text
        await it.begin("calf", "left")
        assert "Book an appointment." not in it.text


async def test_in_a_wide_window_the_instruction_keeps_the_lines_of_80_columns(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=(120, 40)) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(8)
        lines = [line.strip() for line in it.text.splitlines()]
        assert "of the foot. Keep the knee straight. Do not bounce." in lines
