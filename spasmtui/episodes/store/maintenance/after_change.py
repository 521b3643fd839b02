"""The work after a change that is already durable: it must not fail, and its own writes need not be durable."""

import contextlib
from collections.abc import Callable
from datetime import date
from importlib import import_module

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.usual_place import LOOK_BACK, usual_place
from spasmtui.episodes.store.journal.disk import replace_file
from spasmtui.episodes.store.journal.folder import CONVERTING
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.record_codec import EPISODES
from spasmtui.episodes.store.maintenance.backup import Backups
from spasmtui.episodes.store.quiet import without_asking
from spasmtui.episodes.store.record_table import RecordTable
from spasmtui.errors import DataError
from spasmtui.launcher.status_files import OPEN_NAME, OpenEpisode, diary_stamps, open_content


class AfterChange:
    """Keeps the usual place, the open episode, the mirror and the day's backup up to date with the diary."""

    def __init__(self, journals: JournalSet) -> None:
        self.backups = Backups(journals.state / "backups", journals.state / "mirror", journals.disk)
        self._journals = journals
        self._episodes = RecordTable(journals, EPISODES)
        self.then: Callable[[], object] | None = None
        """What else follows from the diary, outside this room; it must not fail."""
        self._usual_place: str | None = None
        journals.purge_here = self._purge_here
        self._daily_work_done: date | None = None

    def run(self) -> None:
        """Do the work that is due; a failure leaves the rest to the next change."""
        try:
            self._write_usual_place()
            self._journals.sync_mirror()
            self.keep_open_episode()
            if self.then is not None:
                with without_asking(self._journals):
                    self.then()
            self._do_daily_work()
        except (OSError, DataError):
            return

    def keep_open_episode(self) -> None:
        """Keep in the state folder which episode is open, so that `status` need not read the diary."""
        with contextlib.suppress(OSError, DataError):
            if self._journals.is_encrypted():
                self._episodes.open_starts()  # brings the mirror up to date, whose stamps count too
            # Before the question: what changes after it makes the answer out of date.
            stamps = diary_stamps(str(self._journals.folder), str(self._journals.state))
            if self._journals.is_encrypted():
                starts = self._episodes.open_starts()
                told = [OpenEpisode(None, None, text, seconds) for _, text, seconds in starts]
            else:
                told = [_told(episode) for episode in self._episodes.open()[:1]]
            content = open_content(stamps, told[0] if told else None)
            replace_file(self._journals.disk, self._journals.state / OPEN_NAME, content, is_durable=False)

    def _purge_here(self) -> None:
        """Do at once what another device has purged; when another session holds the lock, that one does it."""
        with contextlib.suppress(OSError, DataError):
            with self._journals.locked(limit_seconds=0):
                self._purge_pending()
            # Without the lock: a purge forgets what was read, and under the lock the folder is not looked at again.
            self._write_usual_place()
            self._journals.sync_mirror()
            self.keep_open_episode()

    def _do_daily_work(self) -> None:
        """Purge, once a day, what other devices have purged, and make the backups that are due."""
        now = self._journals.clock.now()
        if self._daily_work_done == now.date() or self.backups.has_backup_of(now):
            return
        with self._journals.locked():
            if not self.backups.folder.exists():
                self._note_folder()
            self._purge_pending()
            self.backups.make(now)
        self._daily_work_done = now.date()

    def _note_folder(self) -> None:
        """Note in the state folder whose it is."""
        # Imported here, for the first change by this state folder alone.
        from spasmtui.episodes.store.maintenance.diary_record import write_record  # noqa: PLC0415 -- as above

        write_record(str(self._journals.state), str(self._journals.folder))

    def _purge_pending(self) -> None:
        from spasmtui.episodes.store.maintenance.purge import purge_pending  # noqa: PLC0415 -- once a day

        purge_pending(self._journals, self.backups)
        self.convert()

    def convert(self) -> None:
        """Go on with encrypting this device's files, or opening them for good; the caller holds the lock.

        Raises:
            DataError: it cannot be done now.
        """
        if (self._journals.state / CONVERTING).exists():
            conversion = import_module("spasmtui.episodes.store.maintenance.conversion")
            conversion.convert(self._journals, self.backups)

    def _write_usual_place(self) -> None:
        if self._journals.is_encrypted():
            return  # it is told by a file that anybody can read
        count = LOOK_BACK
        while True:
            episodes = self._episodes.between(limit=count)
            placed = sum(episode.place is not None for episode in episodes)
            if placed >= LOOK_BACK or len(episodes) < count:
                break
            count *= 4
        usual = " ".join(part for part in usual_place(episodes) or () if part)
        usual = usual if usual.isascii() else ""
        if usual != self._usual_place:
            path = self._journals.state / "usual"
            replace_file(self._journals.disk, path, f"{usual}\n".encode("ascii"), is_durable=False)
            self._usual_place = usual


def _told(episode: Episode) -> OpenEpisode:
    side = None if episode.side is None else episode.side.value
    started = episode.started_at
    return OpenEpisode(episode.place, side, started.isoformat(), int(started.timestamp()))
