"""Keep what is typed into the form in its draft file, in the order in which it was typed, whatever the disk does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.shared.regular_file import promptly
from spasmtui.ui.disk.errands import ask_disk, errands_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from spasmtui.episodes.entry.draft_file import Draft
    from spasmtui.episodes.entry.form_fields import Values
    from spasmtui.episodes.model.episode import Episode

ENDING_SECONDS = 0.8
"""The longest wait for the disk when a signal ends the program."""


class KeptDraft:
    """The draft of a form on the screen."""

    def __init__(self, form: Screen[Episode | None], draft: Draft) -> None:
        self._form = form
        self.file = draft
        self._is_read = False

    def read(self, take: Callable[[Values], object]) -> None:
        """Read what an earlier form has left, and call `take` with it: now, or when a slow disk has told it."""

        def found(values: Values) -> None:
            self._is_read = True
            take(values)

        ask_disk(self._form, self.file.read, found)

    def keep(self, values: Values) -> None:
        """Keep these answers; of those that wait for the disk only the latest are written."""
        answers = dict(values)
        errands_of(self._form.app).add(lambda: self.file.keep(answers), key=self.file.path)

    def keep_now(self, values: Values) -> None:
        """Keep these answers before the program ends, if the disk takes no longer than that may."""
        answers = dict(values)
        promptly(lambda: self.file.keep(answers), None, ENDING_SECONDS)

    def forget(self) -> None:
        """Forget the answers. What an earlier form has left stays while nobody has seen it."""
        forget = self.file.delete if self._is_read else lambda: None
        errands_of(self._form.app).add(forget, key=self.file.path)
