"""The upkeep of a diary's files, as `doctor`, `log backup`, `log restore` and `log purge` ask for it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from spasmtui.episodes.store.journal.record_codec import EPISODES
from spasmtui.episodes.store.maintenance import conversion
from spasmtui.episodes.store.maintenance.after_change import AfterChange
from spasmtui.episodes.store.maintenance.archive import Restored, merge_lines, read_archive, write_archive
from spasmtui.episodes.store.maintenance.conversion import Converted
from spasmtui.episodes.store.maintenance.hand_edits import accept_hand_edits
from spasmtui.episodes.store.maintenance.health_check import check_health
from spasmtui.episodes.store.maintenance.health_report import Health
from spasmtui.episodes.store.maintenance.lost_lines import absorb_copies, accept_as_deleted, write_back
from spasmtui.episodes.store.maintenance.purge import Purged, purge
from spasmtui.episodes.store.tinydb_adapter import JournalDB


class DiaryMaintenance:
    """Looks after the journals, the mirror and the backups of one diary; see `Diary.maintenance`."""

    def __init__(self, database: JournalDB, after_change: AfterChange) -> None:
        self._database = database
        self._after_change = after_change
        self.backups = after_change.backups

    def check_health(self) -> Health:
        """Read every line of every journal, and every backup."""
        return check_health(self._database.journals, self.backups)

    def write_back_lost(self) -> int:
        """Write records that went missing back into a journal; return their number."""
        return write_back(self._database)

    def accept_lost_as_deleted(self) -> int:
        """Delete, undoably, the records that went missing; return their number."""
        return accept_as_deleted(self._database)

    def absorb_copies(self) -> int:
        """Take over the lines that only a sync program's copies of journals hold; return the number of records."""
        return absorb_copies(self._database)

    def accept_hand_edits(self) -> int:
        """Make lines that were changed in an editor changes of this device, undoably; return the number of records."""
        count = accept_hand_edits(self._database)
        self._after_change.run()
        return count

    def backup(self, path: Path, *, recipient: str | None = None, replaces: bool = False) -> int:
        """Write the whole diary into one file and read it back; see `archive.write_archive`."""
        return write_archive(self._database.journals, path, recipient=recipient, replaces=replaces)

    def restore(
        self,
        path: Path,
        *,
        identity: Path | None = None,
        over: Callable[[list[bytes]], Iterable[bytes]] = list,
    ) -> Restored:
        """Restore a backup but keep newer records of the diary; see `archive.merge_lines`.

        Args:
            path: the backup.
            identity: the file with the secret key.
            over: goes through the lines, and may show how far it has come.
        """
        raws = read_archive(self._database.journals, path, identity=identity)
        restored = merge_lines(self._database, over(raws))
        self._after_change.run()
        return restored

    def encrypt(self, recipients: Iterable[str]) -> Converted:
        """Encrypt the diary for these public keys; see `conversion.begin`."""
        converted = conversion.begin(self._database.journals, self.backups, tuple(recipients))
        self._after_change.run()
        return converted

    def end_encryption(self) -> Converted:
        """Open the diary for good; see `conversion.end`."""
        converted = conversion.end(self._database.journals, self.backups)
        self._after_change.run()
        return converted

    def purge(self, *episode_ids: str) -> Purged:
        """Remove the text of episodes from everything this device owns. It cannot be undone."""
        purged = purge(self._database, self.backups, EPISODES, episode_ids)
        self._after_change.run()
        return purged
