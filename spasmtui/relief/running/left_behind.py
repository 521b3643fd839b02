"""What another run of the program has left, as the full screen deals with it. Loads nothing where there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.launcher.process_check import is_running_elsewhere

if TYPE_CHECKING:
    from spasmtui.clock import Clock
    from spasmtui.relief.routines.model import Routine
    from spasmtui.relief.running.background import BackgroundQueue
    from spasmtui.relief.running.diary_port import DiaryPort
    from spasmtui.relief.running.resume import Interruption
    from spasmtui.relief.running.runner import SessionRunner
    from spasmtui.relief.running.state_file import StateFile


class LeftBehind:
    """A routine that was broken off, or one that runs in another terminal, if there is one."""

    def __init__(self, file: StateFile, clock: Clock, errands: BackgroundQueue, keeper: DiaryPort) -> None:
        self._file = file
        self._clock = clock
        self._errands = errands
        self._keeper = keeper
        self.found: Interruption | None = None
        """What the last look found."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it still runs, in another terminal."""
        return self.found is not None and self.found.is_elsewhere

    @property
    def sentence(self) -> str:
        """What happened, for a person; empty when nothing did."""
        return self.found.sentence if self.found is not None else ""

    def look(self) -> Interruption | None:
        """Look at the state file, and keep what was found."""
        self.found = None
        if self._file.exists():
            from spasmtui.relief.running.resume import interruption  # noqa: PLC0415

            self.found = interruption(self._file, self._clock.now())
        return self.found

    def gives_way(self) -> bool:
        """Whether another routine may take its place: not while it runs elsewhere.

        Its episode hears how much of it was done, in an errand: a start reads no more of the file than it must.
        """
        self.found = None
        content = self._file.content()
        if content is None:
            return True
        # Where the system does not say at once who is alive, the answer is yes, and only a proper look knows.
        if is_running_elsewhere(str(self._file.path.parent)):
            self.look()
            if self.is_elsewhere:
                return False
            self.found = None
        self._errands.add(lambda: self._note_tried(content))
        return True

    def _note_tried(self, content: tuple[bytes, float]) -> None:
        from spasmtui.relief.running.resume import interruption, note_tried  # noqa: PLC0415 -- in the thread of the errands

        if (found := interruption(self._file, self._clock.now(), content=content)) is not None:
            note_tried(found.what, self._keeper)

    def resumed(self, routine: Routine) -> SessionRunner:
        """A course that goes on with it; from now on nothing is left behind."""
        from spasmtui.relief.running.resume import resumed  # noqa: PLC0415

        assert self.found is not None
        found, self.found = self.found, None
        return resumed(found.what, routine, self._clock, self._errands, self._keeper, self._file)

    def settle(self, how: str) -> None:
        """Close its episode: it stopped `then`, when it was last seen, or at a time nobody knows."""
        if (found := self.found) is not None:
            from spasmtui.relief.running.resume import settle  # noqa: PLC0415

            keeper = self._keeper if found.what.keeps else None
            settle(found.what, stopped_then=how == "then", keeper=keeper, errands=self._errands, file=self._file)
            self.found = None
