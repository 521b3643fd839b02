"""A diary in memory, lines from a script, and runners over them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from spasmtui.errors import DataError
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Routine
from spasmtui.relief.running.background import BackgroundQueue, Work
from spasmtui.relief.running.diary_port import RoutineUse, Use
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.session import Session
from tests.conftest import ROOT, FakeClock

CONTENT = ROOT / "content"


@dataclass(frozen=True)
class Opened:
    """An episode as it was opened."""

    id: str
    place: str | None
    side: str | None
    started_at: datetime


@dataclass
class Record:
    """The past uses of a routine."""

    used: int
    recorded: int = 0
    eased: int = 0
    at_places: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass
class Past:
    """What the diary knows of all routines and places."""

    routines: dict[str, Record] = field(default_factory=dict)
    places: dict[tuple[str, str | None], int] = field(default_factory=dict)


@dataclass
class FakeDiary:
    """A diary port that remembers every call."""

    usual_is: tuple[str | None, str | None] = (None, None)
    opened: dict[str, Opened] = field(default_factory=dict)
    closed: dict[str, datetime | None] = field(default_factory=dict)
    used: dict[str, list[Use]] = field(default_factory=dict)
    rated: dict[str, tuple[int | None, str | None]] = field(default_factory=dict)
    practised: list[tuple[str, int, bool]] = field(default_factory=list)
    practised_sides: list[str | None] = field(default_factory=list)
    practice_scores: dict[str, tuple[int | None, int | None, int | None]] = field(default_factory=dict)
    recent: list[RoutineUse] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    behind: dict[str, timedelta] = field(default_factory=dict)

    past: Past = field(default_factory=Past)

    failures: list[DataError] = field(default_factory=list)
    """Raised at the end of the next tasks."""
    is_kept_aside: bool = False

    def settle(self) -> None:
        if self.failures:
            raise self.failures.pop(0)

    @contextmanager
    def keeping_aside(self) -> Iterator[None]:
        self.is_kept_aside = True
        yield

    def take_in(self) -> None:
        return

    def usual_place(self) -> tuple[str | None, str | None]:
        return self.usual_is

    def open_episodes(self) -> tuple[Opened, ...]:
        return tuple(e for e in reversed(self.opened.values()) if e.id not in self.closed)

    def start_episode(self, *, place: str | None, side: str | None, started_at: datetime) -> str:
        episode = Opened(id=f"e{len(self.opened) + 1}", place=place, side=side, started_at=started_at)
        self.opened[episode.id] = episode
        return episode.id

    def correct_start(self, episode_id: str) -> None:
        self.corrected.append(episode_id)

    def measure_on(self, episode_id: str, *, behind: timedelta) -> None:
        self.behind[episode_id] = behind

    def set_side(self, episode_id: str, side: str | None) -> None:
        e = self.opened[episode_id]
        self.opened[episode_id] = Opened(id=e.id, place=e.place, side=side, started_at=e.started_at)

    def add_use(self, episode_id: str, use: Use) -> None:
        self.used.setdefault(episode_id, []).append(use)

    def close(self, episode_id: str, *, ended_at: datetime | None) -> None:
        self.closed[episode_id] = ended_at

    def rate(self, episode_id: str, *, pain_after: int | None = None, helped: str | None = None) -> None:
        self.rated[episode_id] = (pain_after, helped)

    def recent_uses(self, within_seconds: float) -> tuple[RoutineUse, ...]:  # noqa: ARG002 -- the port's
        return tuple(self.recent)

    def past_uses(self) -> Past:
        return self.past

    def add_practice(
        self,
        *,
        routine: str,
        started_at: datetime,  # noqa: ARG002 -- the port's
        seconds: int,
        completed: bool,
        side: str | None = None,
    ) -> str:
        self.practised.append((routine, seconds, completed))
        self.practised_sides.append(side)
        return f"p{len(self.practised)}"

    def rate_practice(self, practice_id: str, *, pain: int | None, pain_after: int | None, effort: int | None) -> None:
        self.practice_scores[practice_id] = (pain, pain_after, effort)

    def take_back_use(self, episode_id: str, *, routine: str | None, began_at: datetime) -> None:  # noqa: ARG002 -- the port's
        self.taken_back.append(episode_id)

    def take_back_practice(self, practice_id: str) -> None:
        self.taken_back.append(practice_id)


def passing_answers(routine: Routine) -> tuple[str, ...]:
    """Return the answer to each question before the start that lets the routine begin."""
    return tuple("no" if question.stop_on == "yes" else "yes" for question in routine.asks_before)


class InlineQueue(BackgroundQueue):
    """Runs each task when it is added, in the test's own thread."""

    def __init__(self) -> None:
        self.reports: list[str] = []
        super().__init__(self.reports.append)

    def add(self, work: Work) -> None:
        self.run_task(work)

    def read(self, work: Work) -> None:
        self.run_task(work)

    def drain(self, limit_seconds: float) -> bool:  # noqa: ARG002 -- the queue's
        return True


class Script:
    """Lines at given moments after the start; waiting moves the fake clock."""

    def __init__(self, clock: FakeClock, lines: Iterable[tuple[float, str]], *, stays_open: bool = False) -> None:
        self.clock = clock
        self.lines = [(clock.seconds + after, line) for after, line in lines]
        self.stays_open = stays_open

    @property
    def is_closed(self) -> bool:
        return not self.lines and not self.stays_open

    def wait(self, seconds: float | None) -> str | None:
        due = self.lines[0][0] if self.lines else None
        if due is not None and (seconds is None or due <= self.clock.seconds + seconds):
            self.clock.seconds = max(self.clock.seconds, due)
            return self.lines.pop(0)[1]
        if seconds is None:
            self.stays_open = False
            return None
        self.clock.advance(seconds)
        return None


@pytest.fixture(scope="session")
def book() -> RoutineBook:
    return RoutineBook(CONTENT)


@pytest.fixture
def diary_port() -> FakeDiary:
    return FakeDiary()


@pytest.fixture
def make_runner(book: RoutineBook, clock: FakeClock, diary_port: FakeDiary) -> Callable[..., SessionRunner]:
    def build(
        what: str,
        side: str | None = "left",
        *,
        file: StateFile | None = None,
        background: BackgroundQueue | None = None,
        **request: Any,
    ) -> SessionRunner:
        match = book.find(what)
        return SessionRunner(
            Session.create(match.routine, side, **request),
            place=match.place,
            clock=clock,
            background=background or InlineQueue(),
            diary_port=diary_port,
            file=file,
        )

    return build
