"""Store what a form says: a new episode, or the changes to one. Takes as long as the disk does: call it in a thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.field_input import drop_unchanged, new_episode
from spasmtui.errors import DataError

if TYPE_CHECKING:
    from datetime import datetime

    from spasmtui.clock import Clock
    from spasmtui.episodes.entry.form_fields import Values
    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.store.diary import Diary


class FormStore:
    """Stores the episode of one form, and knows it as it was to be stored last."""

    def __init__(self, diary: Diary, clock: Clock) -> None:
        self._diary = diary
        self._clock = clock
        self.unsaved: Episode | None = None
        """The episode as it was to be stored last."""

    def add(self, fields: Values, now: datetime) -> Episode:
        """Store a new episode; each attempt is for the same one."""
        identity = self._diary.new_id() if self.unsaved is None else self.unsaved.id
        self.unsaved = new_episode(fields, identity=identity, device=self._diary.known_device, now=now)
        return self._diary.keeper.store(self.unsaved)

    def change(self, before: Episode, fields: Values) -> Episode:
        """Store the changes to an episode, unless another session has changed the same fields."""
        changes = drop_unchanged(before, fields)
        if not changes:
            return before
        self.unsaved = replace(before, **changes, updated_at=self._clock.now().replace(microsecond=0))
        try:
            stored = self._diary.edit(before.id, seen=before, **changes)
        except DataError as error:
            raise self._diary.keeper.keep(self.unsaved, before, error) from error
        self._diary.keeper.forget(self.unsaved)
        return stored

    def forget(self) -> None:
        """Drop what could not be stored: the person has thrown it away."""
        if self.unsaved is not None:
            self._diary.keeper.forget(self.unsaved)
