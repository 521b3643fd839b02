"""A routine on a disk that hangs: it starts as it would without files, and takes up what the disk tells later."""

import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from spasmtui.launcher import handoff
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.background import BackgroundQueue, Work
from spasmtui.relief.running.cue_player import CuePlayer
from spasmtui.relief.running.selection import find_usual_place
from spasmtui.relief.running.skin_gate import entry_of
from spasmtui.relief.running.skin_memory import SkinMemory
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.tui.controller import ReliefController
from spasmtui.shared.settings import ReliefSettings
from spasmtui.ui.messages import StartRelief
from tests.conftest import LIMIT_SECONDS, FakeClock
from tests.relief.conftest import FakeDiary, passing_answers
from tests.relief.running.test_saved_document import put, saved_document
from tests.support.content import CONTENT
from tests.support.slow_disk import HangingDisk

OWN = """
title = "{title}"
purpose = "relief"

[[steps]]
say = "As the physiotherapist showed."
kind = "hold"
seconds = 30
"""


@pytest.fixture(autouse=True)
def _no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@dataclass
class Relief:
    """The full screen's part that knows no screen, with its folders on the disk that hangs."""

    home: Path
    clock: FakeClock
    diary: FakeDiary
    state: Path = Path()
    reports: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.own = self.home / "routines"
        if self.state == Path():
            self.state = self.home / "state"
        for folder in (self.state, self.own):
            folder.mkdir(parents=True, exist_ok=True)
        self.background = BackgroundQueue(self.reports.append)
        self.controller = ReliefController(
            book=RoutineBook(CONTENT, self.own),
            diary_port=self.diary,
            clock=self.clock,
            state=self.state,
            settings=ReliefSettings(),
            background=self.background,
            cues=CuePlayer(ReliefSettings(), write=lambda _text: None),
        )

    def begin(self, what: str | None) -> str:
        """Start it, and return the title of what runs now."""
        assert self.controller.begin(StartRelief(what))
        return self.session.routine.title

    @property
    def session(self) -> Session:
        """What runs now."""
        assert self.controller.session is not None
        return self.controller.session

    def pass_questions(self) -> None:
        """Answer each so that it begins."""
        for answer in passing_answers(self.session.routine)[self.session.question :]:
            self.controller.apply(Event(answer))

    def settle(self) -> None:
        """Wait until everything is done that was put off, and show the next frame."""
        assert self.background.drain(LIMIT_SECONDS)
        if self.controller.runner is not None:
            self.controller.sample()


@pytest.fixture
def relief(own_home: Path, clock: FakeClock, disk: HangingDisk) -> Relief:  # noqa: ARG001 -- it hangs later
    return Relief(own_home, clock, FakeDiary())


@pytest.mark.parametrize(("what", "place"), [(None, "calf"), ("calf", "calf"), ("foot", "foot")])
def test_it_starts_at_once_and_is_saved_when_the_disk_answers(
    what: str | None, place: str, relief: Relief, disk: HangingDisk
) -> None:
    disk.hang()
    relief.begin(what)
    relief.clock.advance(1)
    assert relief.controller.sample().state is State.RUNNING
    disk.answer()
    relief.settle()
    assert json.loads((relief.state / "relief.json").read_bytes())["place"] == place
    assert [episode.place for episode in relief.diary.opened.values()] == [place]


def test_the_routine_that_it_takes_the_place_of_is_recorded_before_its_file_is_replaced(
    relief: Relief, disk: HangingDisk
) -> None:
    document = saved_document(relief.state, relief.clock)
    put(relief.state, {**document, "state": "paused", "held_s": 25.0, "place": "foot", "keeps": True})
    disk.hang()
    relief.begin("calf")
    disk.answer()
    relief.settle()
    assert [episode.place for episode in relief.diary.opened.values()] == ["foot", "calf"]
    assert [[use.seconds for use in uses] for uses in relief.diary.used.values()] == [[25]]
    assert relief.reports == []


def test_no_marker_or_second_thread_saves_it_before_the_one_it_replaces_is_known(
    relief: Relief, disk: HangingDisk
) -> None:
    relief.begin("calf")
    assert not relief.controller.previous_run.is_late
    disk.hang()
    relief.begin("foot")
    assert relief.controller.previous_run.is_late
    assert not handoff.has_marker()


@pytest.mark.parametrize(("heat_seconds", "left_minutes"), [(1200, 0), (600, 10), (0, 20)])
def test_heat_asks_what_is_not_known_and_later_has_no_more_than_is_left(
    heat_seconds: int, left_minutes: int, relief: Relief, disk: HangingDisk
) -> None:
    heat = RoutineBook(CONTENT).routine("heat-session")
    memory = SkinMemory(relief.state, relief.clock)
    if heat_seconds:
        entry = entry_of(heat, skin_id="before", place=None, side=None, seconds=heat_seconds, routine_seconds=1200)
        memory.note(entry)
        memory.write()
    relief.clock.advance(300)
    disk.hang()
    relief.begin("heat")
    asking = relief.session
    assert asking.state is State.ASKING
    assert "Has the skin been without either for at least 1 h" in asking.routine.asks_before[asking.question].ask
    relief.pass_questions()
    assert (relief.session.state, relief.session.on_skin) == (State.RUNNING, 0)
    disk.answer()
    relief.settle()
    assert relief.session.state is {0: State.REFUSED, 10: State.ASKING, 20: State.RUNNING}[left_minutes]
    assert relief.session.routine.skin is not None
    assert relief.session.routine.skin.longest_seconds == (left_minutes or 20) * 60


def test_heat_that_is_on_already_ends_by_what_the_disk_tells(relief: Relief, disk: HangingDisk) -> None:
    heat = RoutineBook(CONTENT).routine("heat-session")
    memory = SkinMemory(relief.state, relief.clock)
    memory.note(entry_of(heat, skin_id="before", place=None, side=None, seconds=1140, routine_seconds=1140))
    memory.write()
    disk.hang()
    relief.begin("heat")
    relief.pass_questions()
    while relief.session.on_skin <= 90:
        relief.clock.advance(4)
        assert relief.controller.sample().state is State.RUNNING
    disk.answer()
    relief.settle()
    relief.clock.advance(1)
    assert relief.controller.sample().state is State.STOPPED


def test_no_tick_waits_and_no_work_gathers(relief: Relief, disk: HangingDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    relief.begin("calf")
    assert relief.background.drain(LIMIT_SECONDS)
    disk.hang()
    added: list[object] = []

    def counted(put: Callable[[Work], None]) -> Callable[[Work], None]:
        def count(work: Work) -> None:
            added.append(work)
            put(work)

        return count

    for name in ("add", "read"):
        monkeypatch.setattr(relief.background, name, counted(getattr(relief.background, name)))
    for _second in range(4):  # within the first step: nothing is saved
        relief.clock.advance(1)
        assert relief.controller.sample().state is State.RUNNING
    assert len(added) == 1


def test_a_word_means_what_it_means_without_the_persons_own_files_and_another_waits_for_them(
    relief: Relief, disk: HangingDisk
) -> None:
    (relief.own / "my-calf.toml").write_text(OWN.format(title="Mine"), encoding="utf-8")
    (relief.own / "night-calf-rescue.toml").write_text(OWN.format(title="Instead"), encoding="utf-8")
    shipped = RoutineBook(CONTENT).routine("night-calf-rescue").title
    book = relief.controller.book
    disk.hang()
    threading.Thread(target=lambda: book.ids).start()  # the list of the screen
    assert book.find("calf").routine.title == shipped
    assert not book.has_listed_own()
    assert book.without_own.by_place() == RoutineBook(CONTENT).by_place()
    disk.answer()
    assert book.find("my-calf").routine.title == "Mine"
    assert book.find("calf").routine.title == "Instead"


def test_no_usual_place_is_known(own_home: Path, disk: HangingDisk) -> None:
    (own_home / "usual").write_text("foot left\n", encoding="ascii")
    diary = FakeDiary(usual_is=("hand", "left"))
    assert find_usual_place(own_home, diary) == ("foot", "left")
    disk.hang()
    assert find_usual_place(own_home, diary) == (None, None)
