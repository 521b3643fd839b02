"""The files of a diary that this device may rewrite, and what killed sessions have left beside them."""

from pathlib import Path

from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.ids import known_device_ids
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.year_index import INDEX
from spasmtui.episodes.store.maintenance.backup import MANIFEST, Backups
from spasmtui.episodes.store.maintenance.remains import remove_remains
from spasmtui.shared.atomic_file import remove_drafts

SET_ASIDE = "unreadable-lines-{}.age"
"""A file of the state folder with what was in a journal and could not be read, encrypted: it may have text."""


def own_journals(journals: JournalSet) -> list[Path]:
    """Return the journals that this device may rewrite."""
    return [
        journals.folder / name for name in sorted(folders.scan_folder(journals.folder).journals) if journals.owns(name)
    ]


def files_in(folder: Path) -> list[Path]:
    """Return the files with lines in a folder of the mirror or of a backup."""
    return [path for path in sorted(folder.glob("*")) if path.is_file() and path.name not in (INDEX, MANIFEST)]


def backup_files(backups: Backups) -> list[Path]:
    """Return the files with lines of every backup."""
    return [path for backup in backups.paths() for path in files_in(backup)]


def remove_session_remains(journals: JournalSet, backups: Backups) -> None:
    """Remove the unfinished files of sessions that were killed; under the lock nobody is writing one of them."""
    for path in journals.folder.glob(".*.tmp"):
        name = folders.journal_of_draft(path.name)
        if name and folders.owner_of(name) in {"", *known_device_ids(journals.disk, journals.state)}:
            journals.disk.remove(path)
    for path in journals.mirror.folder.glob(".*.tmp"):
        journals.disk.remove(path)
    remove_drafts(journals.state)
    remove_remains(str(journals.state))
    backups.remove_remains()
