"""What follows a change that is already safe: it must not fail, and nobody waits for its own durability."""

from datetime import date

from spasmtui.episodes.model.usual_place import LOOK_BACK, usual_place
from spasmtui.episodes.store.journal.disk import replace_file
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.queries import newest
from spasmtui.episodes.store.journal.record_codec import EPISODES
from spasmtui.episodes.store.maintenance.backup import Backups
from spasmtui.errors import DataError


class AfterChange:
    """Keeps the launcher's usual place, the mirror and the day's backup up to the diary."""

    def __init__(self, book: JournalSet, backups: Backups) -> None:
        self._book = book
        self._backups = backups
        self._usual: str | None = None
        self._tended_on: date | None = None

    def after_change(self) -> None:
        """Do what is due; what cannot be done now is left to the next change."""
        try:
            with self._book.guard:
                self._leave_usual_place()
            self._book.settle()
            self._tend()
        except (OSError, DataError):
            return

    def _tend(self) -> None:
        """Once a day: purge what other devices have purged, and make the backups that are due."""
        now = self._book.clock.now()
        if self._tended_on == now.date() or self._backups.has_made(now):
            return
        from spasmtui.episodes.store.maintenance.purge import purge_pending  # noqa: PLC0415 -- once a day

        with self._book.locked():
            purge_pending(self._book, self._backups)
            self._backups.make(now)
        self._tended_on = now.date()

    def _leave_usual_place(self) -> None:
        count = LOOK_BACK
        while True:
            episodes = newest(self._book, EPISODES, limit=count)
            placed = sum(episode.place is not None for episode in episodes)
            if placed >= LOOK_BACK or len(episodes) < count:
                break
            count *= 4
        usual = " ".join(part for part in usual_place(episodes) or () if part)
        if usual.isascii() and usual != self._usual:
            replace_file(self._book.disk, self._book.state / "usual", f"{usual}\n".encode("ascii"), is_durable=False)
            self._usual = usual
