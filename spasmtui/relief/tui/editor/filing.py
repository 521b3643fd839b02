"""Save, keep and delete the routine that a screen changes, in a thread and in the order in which it was asked for."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from spasmtui.errors import NotSaved
from spasmtui.relief.editor.unfinished import UnfinishedRoutine
from spasmtui.shared.regular_file import promptly
from spasmtui.ui.disk.errands import errands_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.screen import Screen

    from spasmtui.relief.editor.draft import Draft
    from spasmtui.relief.editor.library import OpenedRoutine, OwnRoutines

ENDING_SECONDS = 0.8
"""The longest wait for the disk when a signal ends the program."""


class Filing:
    """The file of one routine, and the file with the changes to it that are not saved."""

    def __init__(self, screen: Screen[None], library: OwnRoutines, state: Path, opened: OpenedRoutine) -> None:
        self._screen = screen
        self._library = library
        self._state = state
        self.opened = opened
        """The routine as it is in its file."""
        self._unfinished = UnfinishedRoutine(state, opened.id)
        self._is_saving = False

    def keep(self, draft: Draft) -> None:
        """Keep changes that are not saved; of those that wait for the disk only the latest are kept."""
        work = self._keeping(draft)
        errands_of(self._screen.app).add(work, key=self._unfinished.path)

    def keep_now(self, draft: Draft) -> None:
        """Keep changes before the program ends, if the disk takes no longer than that may; callable from any thread."""
        promptly(self._keeping(draft), None, ENDING_SECONDS)

    def _keeping(self, draft: Draft) -> Callable[[], None]:
        opened, unfinished = self.opened, self._unfinished

        def keep() -> None:
            with suppress(OSError):
                unfinished.keep(opened, draft)

        return keep

    def forget(self) -> None:
        """Forget the changes: they were saved or thrown away."""
        unfinished = self._unfinished

        def forget() -> None:
            with suppress(OSError):
                unfinished.forget()

        errands_of(self._screen.app).add(forget, key=unfinished.path)

    def save(self, draft: Draft, tell: Callable[[NotSaved | None], object]) -> None:
        """Save a draft, and tell why it could not be; not again while it is being saved."""
        if self._is_saving:
            return
        self._is_saving = True
        opened = self.opened

        def save() -> OpenedRoutine | NotSaved:
            try:
                return self._library.save(opened, draft)
            except NotSaved as error:
                return error

        def take(saved: OpenedRoutine | NotSaved) -> None:
            self._is_saving = False
            if not isinstance(saved, NotSaved):
                self.forget()
                self.opened, self._unfinished = saved, UnfinishedRoutine(self._state, saved.id)
            tell(saved if isinstance(saved, NotSaved) else None)

        errands_of(self._screen.app).add(save, take)

    def delete(self, tell: Callable[[Path | NotSaved | None], object]) -> None:
        """Delete the routine, and tell where its file is kept, None where it had gone, or why it is still there."""
        routine_id = self.opened.id

        def delete() -> Path | NotSaved | None:
            try:
                return self._library.delete(routine_id)
            except NotSaved as error:
                return error

        errands_of(self._screen.app).add(delete, tell)
