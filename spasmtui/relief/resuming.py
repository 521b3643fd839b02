"""What another run of the program has left behind: a routine that was broken off, or one that still runs elsewhere."""

import os
from dataclasses import dataclass
from datetime import datetime

from spasmtui.relief.errands import Errands
from spasmtui.relief.keeping import Keeper, Use
from spasmtui.relief.saved import Interrupted, read_document
from spasmtui.relief.state import StateFile, is_alive


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


def interruption(file: StateFile, now: datetime, process: int | None = None) -> Interruption | None:
    """What the state file says of another run; None when there is nothing, or it is this run's own.

    Args:
        file: where it is.
        now: the present, for the zone of its times.
        process: this run's process; None is the present one.
    """
    document = file.read()
    if document is None or (is_alive(document) and document["pid"] == (process or os.getpid())):
        return None
    interrupted = read_document(document, now)
    return Interruption(what=interrupted, is_elsewhere=is_alive(document)) if interrupted else None


def settle(
    interrupted: Interrupted, *, stopped_then: bool, keeper: Keeper | None, errands: Errands, file: StateFile
) -> None:
    """Close what was broken off: it stopped when it was last seen, or nobody knows when and the end stays unknown."""

    def close() -> None:
        if keeper is not None and interrupted.episode is not None:
            seconds = max(0, round(float(interrupted.document.get("active", 0))))
            if seconds:
                keeper.use(interrupted.episode, Use(routine=interrupted.routine, seconds=seconds, completed=False))
            keeper.close(interrupted.episode, ended_at=interrupted.seen_at if stopped_then else None)
        file.discard()

    errands.add(close)
