"""What another run of the program has left behind: a routine that was broken off, or one that still runs elsewhere."""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from spasmtui.clock import Clock
from spasmtui.errors import NotFound
from spasmtui.relief.routines.model import Routine
from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.relief.running.diary_port import DiaryPort, Use
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.snapshot import Interrupted, read_document, restored
from spasmtui.relief.running.state_file import StateFile, is_alive
from spasmtui.relief.session.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """A routine of another run."""

    what: Interrupted
    is_elsewhere: bool
    """Whether it still runs, in another terminal."""

    @property
    def sentence(self) -> str:
        """What happened, for a person."""
        where = f"{self.what.title}, step {self.what.step} of {self.what.steps}"
        if self.is_elsewhere:
            return f"Running in another terminal since {self.what.began_at:%H:%M}: {where}."
        return f"Interrupted at {self.what.seen_at:%H:%M}: {where}."


def interruption(
    file: StateFile, now: datetime, process: int | None = None, *, content: tuple[bytes, float] | None = None
) -> Interruption | None:
    """What the state file says of another run; None when there is nothing, or it is this run's own.

    Args:
        file: where it is.
        now: the present, for the zone of its times.
        process: this run's process; None is the present one.
        content: what was in the file, when it may have changed since; None reads it.
    """
    document = file.read(content)
    if document is None or (is_alive(document) and document["pid"] == (process or os.getpid())):
        return None
    interrupted = read_document(document, now)
    return Interruption(what=interrupted, is_elsewhere=is_alive(document)) if interrupted else None


def seconds_done(interrupted: Interrupted) -> int:
    """How long its timer ran: to the last save, and from there for as long as it was seen to go on."""
    document = interrupted.document
    seconds = float(document.get("active", 0))
    if document.get("state") == State.RUNNING:
        seconds += max(0.0, interrupted.seen_at.timestamp() - float(document["saved_at"]))
    return max(0, round(seconds))


def note_tried(interrupted: Interrupted, keeper: DiaryPort) -> str | None:
    """Note in its episode how much of it was done, and return the episode; None when it has none.

    A routine nobody has run for a second leaves no note. An episode that had not reached the diary is opened now.
    """
    if not interrupted.keeps:
        return None
    episode, seconds = interrupted.episode, seconds_done(interrupted)
    if episode is None and interrupted.is_relief:
        episode = keeper.begin(place=interrupted.place, side=interrupted.side, started_at=interrupted.began_at)
    if episode is not None and seconds:
        with suppress(NotFound):  # somebody has deleted it since
            keeper.use(episode, Use(routine=interrupted.routine, seconds=seconds, completed=False))
    return episode


def is_episode_open(episode_id: str, keeper: DiaryPort) -> bool:
    """Whether nobody has closed an episode since, such as with `spasmtui log done`."""
    return any(episode.id == episode_id for episode in keeper.open_episodes())


def settle(
    interrupted: Interrupted, *, stopped_then: bool, keeper: DiaryPort | None, errands: BackgroundQueue, file: StateFile
) -> None:
    """Close what was broken off: it stopped when it was last seen, or nobody knows when and the end stays unknown."""

    def close() -> None:
        episode = note_tried(interrupted, keeper) if keeper is not None else None
        # An end that somebody has given since stands.
        if keeper is not None and episode is not None and is_episode_open(episode, keeper):
            keeper.close(episode, ended_at=interrupted.seen_at if stopped_then else None)
        file.discard()

    errands.add(close)


def resumed(
    interrupted: Interrupted,
    routine: Routine,
    clock: Clock,
    errands: BackgroundQueue,
    keeper: DiaryPort | None,
    file: StateFile,
) -> SessionRunner:
    """A course that goes on where the interrupted one was; from here on the state file is its own."""
    file.take_over()
    session = restored(interrupted, routine, now=clock.elapsed(), wall=clock.now())
    course = SessionRunner(
        session,
        place=interrupted.place,
        clock=clock,
        errands=errands,
        keeper=keeper if interrupted.keeps else None,
        file=file,
        episode=interrupted.episode,
    )
    course.go_on()
    return course
