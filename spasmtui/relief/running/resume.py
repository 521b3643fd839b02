"""Find the routine that another run of the program has saved, and resume it, close it or let a new one replace it."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.errors import DataError, NotFound
from spasmtui.launcher.process_check import is_alive, is_running_elsewhere
from spasmtui.relief.running.diary_port import Use
from spasmtui.relief.running.interrupted_start import adopt_starts, record_starts
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.skin_gate import limited_as_saved, limited_by_others
from spasmtui.relief.running.skin_memory import as_word
from spasmtui.relief.running.snapshot import Snapshot, parse_snapshot, restore_session
from spasmtui.relief.session.completion import is_worth_recording
from spasmtui.relief.session.states import State
from spasmtui.relief.words import words
from spasmtui.shared.formats import day_name
from spasmtui.shared.regular_file import promptly

if TYPE_CHECKING:
    from spasmtui.clock import Clock
    from spasmtui.relief.routines.model import Routine
    from spasmtui.relief.running.background import BackgroundQueue
    from spasmtui.relief.running.diary_port import DiaryPort
    from spasmtui.relief.running.skin_memory import SkinMemory
    from spasmtui.relief.running.state_file import StateFile


TELLS_THE_DAY_AFTER = timedelta(hours=12)


class SavedRun(NamedTuple):
    """A routine that another run of the program has left in the state file."""

    snapshot: Snapshot
    is_elsewhere: bool
    """True if it still runs, in another terminal."""
    is_of_another_day: bool = False
    """True if it was interrupted so long ago that a time of day does not tell when."""

    @property
    def sentence(self) -> str:
        """The state of that run in words for the person."""
        saved = self.snapshot
        step = words().saved_step.format(title=saved.title, step=saved.step, steps=saved.steps)
        if self.is_elsewhere:
            return words().saved_elsewhere.format(time=f"{saved.began_at:%H:%M}", what=step)
        day = f", {day_name(saved.seen_at.date())}" if self.is_of_another_day else ""
        return words().saved_interrupted.format(time=f"{saved.seen_at:%H:%M}{day}", what=step)


def find_saved_run(
    file: StateFile, now: datetime, process: int | None = None, *, content: tuple[bytes, float] | None = None
) -> SavedRun | None:
    """Return the run that the state file holds; None without a readable file, or when the run is this process's own.

    Args:
        file: the state file.
        now: the present moment, for the time zone of the result.
        process: the id of this process; None is the real one.
        content: bytes and modification time read earlier, when the file may have changed since; None reads it now.
    """
    document = file.read(content)
    if document is None or (is_alive(document) and document["pid"] == (process or os.getpid())):
        return None
    snapshot = parse_snapshot(document, now)
    if snapshot is None:
        return None
    return SavedRun(snapshot, is_alive(document), now - snapshot.seen_at > TELLS_THE_DAY_AFTER)


def use_so_far(snapshot: Snapshot) -> Use:
    """Return what was held of it: up to the last save, and on to when it was last seen alive.

    What a step was short of at the last save keeps it from being completed.
    """
    document = snapshot.document
    seconds = float(document.get("held_s", document.get("active", 0)))
    if document.get("state") == State.RUNNING and not document.get("is_question", False):
        seconds += max(0.0, snapshot.seen_at.timestamp() - float(document["saved_at"]))
    is_completed = bool(document.get("is_completed", False))
    return Use(routine=snapshot.routine, seconds=max(0, round(seconds)), completed=is_completed)


def record_partial_use(snapshot: Snapshot, diary_port: DiaryPort) -> str | None:
    """Record how much of the routine was held; return the id of its episode, or None where it has none.

    A routine that ran for less than a second is not recorded, nor is a practice that was only a look at it. An episode
    that had not reached the diary before the interruption is opened now.
    """
    if not snapshot.keeps:
        return None
    episode, use = snapshot.episode, use_so_far(snapshot)
    if episode is None and snapshot.is_relief:
        episode = diary_port.start_episode(place=snapshot.place, side=snapshot.side, started_at=snapshot.began_at)
    if episode is None:
        _record_practice(snapshot, use, diary_port)
    elif use.seconds:
        with suppress(NotFound):  # the episode has been deleted since
            diary_port.add_use(episode, use)
    return episode


def _record_practice(snapshot: Snapshot, use: Use, diary_port: DiaryPort) -> None:
    document = snapshot.document
    seconds = round(use.seconds - float(document.get("before_round", 0.0)))
    if is_worth_recording(seconds, completed=use.completed):
        diary_port.add_practice(
            routine=use.routine,
            started_at=datetime.fromtimestamp(
                document.get("round_began_at", document["began_at"]), snapshot.began_at.tzinfo
            ),
            seconds=seconds,
            completed=use.completed,
            side=side if (side := document.get("practised_side")) in ("left", "right", "both") else None,
        )


def record_replaced(snapshot: Snapshot, diary_port: DiaryPort) -> None:
    """Record what was done of a routine that another takes the place of.

    Raises:
        DataError: that could not be stored; the message says where it is kept.
    """
    record_partial_use(snapshot, diary_port)
    diary_port.settle()


def is_episode_open(episode_id: str, diary_port: DiaryPort) -> bool:
    """Return whether the episode is still open; `spasmtui log done` may have closed it meanwhile."""
    return any(episode.id == episode_id for episode in diary_port.open_episodes())


def close_saved_run(
    snapshot: Snapshot,
    *,
    stopped_then: bool,
    diary_port: DiaryPort | None,
    background: BackgroundQueue,
    file: StateFile,
) -> None:
    """Close an interrupted routine and its episode, on the background queue.

    Args:
        snapshot: the interrupted routine.
        stopped_then: the cramp stopped when the routine was last seen; otherwise the end stays unknown.
        diary_port: the diary; None records nothing.
        background: the queue that does the work.
        file: the state file, which is deleted.
    """

    def close() -> None:
        episode = record_partial_use(snapshot, diary_port) if diary_port is not None else None
        # An end that the person has recorded meanwhile is kept.
        if diary_port is not None and episode is not None and is_episode_open(episode, diary_port):
            diary_port.close(episode, ended_at=snapshot.seen_at if stopped_then else None)
        file.discard()
        if diary_port is not None:
            diary_port.settle()

    background.add(close)


def resume_run(
    snapshot: Snapshot,
    routine: Routine,
    clock: Clock,
    background: BackgroundQueue,
    diary_port: DiaryPort | None,
    file: StateFile,
    skin_memory: SkinMemory | None = None,
) -> SessionRunner:
    """Return a runner that continues the interrupted routine; from here on the state file belongs to this process."""
    file.take_over()
    skin_id = as_word(str(snapshot.document.get("skin_id", "")))
    routine = limited_as_saved(snapshot.planned.routine(routine), snapshot)
    session = restore_session(snapshot, routine, now=clock.elapsed(), wall=clock.now())
    if skin_memory is not None:
        session = limited_by_others(session, snapshot.place, skin_id, skin_memory)
    runner = SessionRunner(
        session,
        place=snapshot.place,
        clock=clock,
        background=background,
        diary_port=diary_port if snapshot.keeps else None,
        file=file,
        episode=snapshot.episode,
        skin_memory=skin_memory,
        skin_id=skin_id,
        planned=snapshot.planned,
        set_number=snapshot.set_number,
    )
    runner.measure_on(snapshot.seen_at)
    runner.resume()
    return runner


class FoundRun(NamedTuple):
    """The result of a look at the state file."""

    saved: SavedRun | None
    fault: str
    """A sentence about a file that could not be used and was set aside; mostly empty."""


class PreviousRun:
    """The run that the state file holds, as the full screen deals with it: found, resumed, closed or replaced."""

    def __init__(
        self,
        file: StateFile,
        clock: Clock,
        background: BackgroundQueue,
        diary_port: DiaryPort,
        skin_memory: SkinMemory | None = None,
    ) -> None:
        self._file = file
        self._clock = clock
        self._background = background
        self._diary_port = diary_port
        self._skin_memory = skin_memory
        self.saved: SavedRun | None = None
        """The result of the last `refresh`."""
        self.is_late = False
        """True where a new routine has begun before a slow disk could tell whether there was one."""
        self._fault = ""
        self._finding = Lock()

    @property
    def is_elsewhere(self) -> bool:
        """True if it still runs, in another terminal."""
        return self.saved is not None and self.saved.is_elsewhere

    @property
    def snapshot(self) -> Snapshot | None:
        """The saved routine; None where there is none."""
        return self.saved.snapshot if self.saved is not None else None

    @property
    def sentence(self) -> str:
        """Its state in words for the person, or why its file cannot be used; empty where there is no such run."""
        return self.saved.sentence if self.saved is not None else self._fault

    def find(self) -> FoundRun:
        """Read the state file and return the run that it holds, or the start that was interrupted after it.

        It takes as long as the disk does, and changes nothing here: `take` does, in the thread of the screen.
        """
        with self._finding:
            adopt_starts(self._file, self._clock.now(), replaces=self._record_later)
            saved = find_saved_run(self._file, self._clock.now()) if self._file.exists() else None
            return FoundRun(saved, self._file.take_fault())

    def take(self, found: FoundRun) -> None:
        """Take what `find` has returned."""
        self.saved, self._fault = found.saved, found.fault

    def look(self) -> bool:
        """Find the saved run and take it, if the disk answers in time; return whether it has."""
        found = promptly(self.find, None)
        if found is not None:
            self.take(found)
        return found is not None

    def is_known_promptly(self) -> bool:
        """Return whether the disk answers in time to ask it for the saved run."""
        return promptly(lambda: bool(self._file.content()) or True, False)

    def refresh(self) -> SavedRun | None:
        """Look again and return the saved run; while a disk takes long to tell it, the one that was known."""
        self.look()
        return self.saved

    def has_ended_elsewhere(self) -> bool:
        """Return whether the other terminal has ended; the run that it left, if any, is the saved one then."""
        folder = str(self._file.path.parent)
        if promptly(lambda: is_running_elsewhere(folder), True):
            return False
        return self.look() and not self.is_elsewhere

    def try_replace(self) -> bool:
        """Return whether a new routine may start: False while the saved one runs in another terminal.

        How much was done of the replaced routine is recorded on the background queue: a start reads no more of the
        state file than it must, and nothing while a disk takes long. What runs in another terminal goes on here then.
        """
        self.saved = None
        folder = str(self._file.path.parent)
        # True also where the text of the file tells no process; then only a full read decides.
        found = promptly(lambda: (self._file.content(), is_running_elsewhere(folder)), None)
        self.is_late = found is None
        content, may_be_elsewhere = found or (None, False)
        if content is None:
            self._background.add(self._record_late)
            self._background.add(self._record_starts)
            return True
        if may_be_elsewhere:
            if not self.look():
                self.is_late = True
            if self.is_elsewhere:
                return False
            self.saved = None
            self._background.add(self._raise_fault)
        self._background.add(lambda: self._record_replaced(content))
        self._background.add(self._record_starts)
        return True

    def _record_starts(self) -> None:
        record_starts(self._file, self._clock.now(), lambda snapshot: record_replaced(snapshot, self._diary_port))

    def _record_late(self) -> None:
        """Record the replaced routine before the first save of the new one, which comes after this in the queue."""
        if (content := self._file.content()) is not None:
            self._record_replaced(content)
        else:
            self._file.read()  # what is there and is no state file is set aside
            self._raise_fault()

    def _record_later(self, snapshot: Snapshot) -> None:
        self._background.add(lambda: record_replaced(snapshot, self._diary_port))

    def _record_replaced(self, content: tuple[bytes, float]) -> None:
        if (saved := find_saved_run(self._file, self._clock.now(), content=content)) is not None:
            record_replaced(saved.snapshot, self._diary_port)
        else:
            self._raise_fault()

    def _raise_fault(self) -> None:
        """Report what is wrong with a file that was set aside; the queue shows the sentence of an error.

        Raises:
            DataError: there was such a file.
        """
        fault, self._fault = self._fault or self._file.take_fault(), ""
        if fault:
            raise DataError(fault)

    def resume(self, saved: SavedRun, routine: Routine) -> SessionRunner:
        """Return a runner that continues `saved`; afterwards there is no previous run."""
        self.saved = None
        return resume_run(
            saved.snapshot,
            routine,
            self._clock,
            self._background,
            self._diary_port,
            self._file,
            self._skin_memory,
        )

    def close(self, *, stopped_then: bool) -> None:
        """Close its episode: it ended when the routine was last seen, or at a time that stays unknown."""
        if (saved := self.saved) is not None:
            close_saved_run(
                saved.snapshot,
                stopped_then=stopped_then,
                diary_port=self._diary_port if saved.snapshot.keeps else None,
                background=self._background,
                file=self._file,
            )
            self.saved = None
