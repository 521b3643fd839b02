"""The diary as files: what `doctor`, backups and a thread that reads ahead ask of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from spasmtui.clock import Clock
from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.record_codec import EPISODES, read_record
from spasmtui.episodes.store.maintenance.after_change import AfterChange
from spasmtui.episodes.store.maintenance.backup import Backups

if TYPE_CHECKING:
    from spasmtui.episodes.store.maintenance.archive import Restored
    from spasmtui.episodes.store.maintenance.health_report import Health
    from spasmtui.episodes.store.maintenance.history import Conflict
    from spasmtui.episodes.store.maintenance.purge import Purged


class DiaryMaintenance:
    """Looks after the journals of a diary. Files are opened at the first use, from any thread."""

    def __init__(self, folder: Path, state: Path, clock: Clock, disk: Disk | None = None) -> None:
        self.folder = folder
        self.state = state
        self.clock = clock
        self.book = JournalSet(folder, state, clock, disk, read_record)
        self.backups = Backups(state / "backups", state / "mirror", self.book.disk)
        self._upkeep = AfterChange(self.book, self.backups)

    @property
    def device(self) -> str:
        """This device's id, kept in the state folder."""
        return self.book.device

    def mark(self) -> object:
        """A value that is another one when another terminal or a sync has changed the diary; costs a few stats."""
        return tuple(sorted(folders.look(self.folder).journals.items()))

    def health(self) -> "Health":
        """A look at every line of every journal, and at every backup, for `doctor`."""
        from spasmtui.episodes.store.maintenance.health_check import examine  # noqa: PLC0415 -- only doctor asks

        self._look()
        return examine(self.book, self.backups)

    def put_back_lost(self) -> int:
        """Write records that went missing back into a journal; returns how many."""
        from spasmtui.episodes.store.maintenance.lost_lines import put_back  # noqa: PLC0415 -- only after damage

        return put_back(self.book)

    def let_lost_go(self) -> int:
        """Records that went missing were meant to go: delete them, undoably; returns how many."""
        from spasmtui.episodes.store.maintenance.lost_lines import let_go  # noqa: PLC0415 -- only after damage

        return let_go(self.book)

    def absorb_copies(self) -> int:
        """Take over the lines that only a sync program's copies of journals hold; returns about how many records."""
        from spasmtui.episodes.store.maintenance.lost_lines import absorb  # noqa: PLC0415 -- only after a conflict

        return absorb(self.book)

    def back_up(self, path: Path, *, recipient: str | None = None, replaces: bool = False) -> int:
        """Write the whole diary into one file and read it back; see `archive.write_archive`."""
        from spasmtui.episodes.store.maintenance.archive import write_archive  # noqa: PLC0415 -- only on request

        self._look()
        return write_archive(self.book, path, recipient=recipient, replaces=replaces)

    def restore(self, path: Path, *, identity: Path | None = None) -> "Restored":
        """Take in a backup: whatever is newer in the diary stays; see `archive.merge_lines`."""
        from spasmtui.episodes.store.maintenance.archive import merge_lines, read_archive  # noqa: PLC0415 -- only on request

        restored = merge_lines(self.book, read_archive(self.book, path, identity=identity))
        self._upkeep.after_change()
        return restored

    def purge(self, *episode_ids: str) -> "Purged":
        """Remove the text of episodes from everything this device owns. It cannot be undone."""
        from spasmtui.episodes.store.maintenance.purge import purge  # noqa: PLC0415 -- only on request

        self._look()
        purged = purge(self.book, self.backups, EPISODES, episode_ids)
        self._upkeep.after_change()
        return purged

    def conflicts(self) -> "tuple[Conflict, ...]":
        """Episodes and days that devices changed without knowing of each other; see `history.conflicts`."""
        from spasmtui.episodes.store.maintenance.history import conflicts  # noqa: PLC0415 -- only on request

        with self._reading():
            self.book.reader.load()
            return tuple(conflicts(self.book.ledger))

    def accept_hand_edits(self) -> int:
        """Make what was changed in an editor changes of this device, undoably; returns of how many records."""
        from spasmtui.episodes.store.maintenance.hand_edits import accept  # noqa: PLC0415 -- only on request

        count = accept(self.book)
        self._upkeep.after_change()
        return count

    def has_unread(self) -> bool:
        """Whether there are journals that no question has needed so far."""
        with self.book.guard:
            return bool(self.book.reader.unread())

    def read_older(self) -> bool:
        """Read one of these journals, the newest; returns whether there was one.

        For a thread that reads ahead: other threads have their turn between two journals.
        """
        with self._reading():
            return self.book.reader.load_next()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self.book.locked():
            yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """See what is in the folder now, and afterwards bring the mirror up to what was read."""
        self._look()
        with self.book.guard:
            yield
            self.book.settle()

    def _look(self) -> None:
        with self.book.guard:
            self.book.reader.refresh()
