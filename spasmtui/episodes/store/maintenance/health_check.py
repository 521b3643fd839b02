"""Check every line of every journal, and every backup, for `doctor`."""

import os
import shlex
import stat
from datetime import datetime, timedelta
from pathlib import Path

from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import read_file
from spasmtui.episodes.store.journal.history import find_conflicts
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import VERSION, Header, read_line
from spasmtui.episodes.store.journal.record_codec import TooNewDocument, read_record
from spasmtui.episodes.store.journal.writer import translate_read_errors
from spasmtui.episodes.store.maintenance.backup import Backups
from spasmtui.episodes.store.maintenance.hand_edits import find_hand_edits, is_accepted
from spasmtui.episodes.store.maintenance.health_report import BadLines, Device, Health
from spasmtui.episodes.store.maintenance.lost_lines import missing_lines
from spasmtui.terminal.sanitize import sanitize

_BEGINNINGS = (b'{"at":"', b'{"journal":"')


def check_health(journals: JournalSet, backups: Backups) -> Health:
    """Read every line of every journal, and every backup, and return the diary's state."""
    now = journals.clock.now()
    with journals.ledger_lock, translate_read_errors(journals.folder):
        lost = missing_lines(journals)
        journals.sync_mirror()
        listing = journals.reader.listing
        last: dict[str, str] = {}
        bad: list[BadLines] = []
        torn: list[BadLines] = []
        too_new: set[str] = set()
        for name in sorted(listing.journals):
            wrong, cut, is_newer = _read_through(journals, read_file(journals.disk, journals.folder / name), last)
            if wrong:
                bad.append(BadLines(_plain(name), len(wrong), wrong[0]))
            if cut:
                torn.append(BadLines(_plain(name), len(cut), cut[0]))
            if is_newer:
                too_new.add(_plain(name))
        # A check must not create anything: a device without a state folder has no id yet.
        ours = journals.device if journals.state.is_dir() else ""
        return Health(
            folder=journals.folder,
            devices=tuple(
                _device(name, at, now, ours)
                for name, at in sorted(last.items(), key=lambda each: (each[0] != ours, each[0]))
            ),
            conflict_copies=tuple(_plain(name) for name in sorted(listing.journals) if not folders.owner_of(name)),
            bad_lines=tuple(bad),
            torn_lines=tuple(torn),
            hand_edits=tuple(find_hand_edits(journals)) if bad else (),
            conflicts=tuple(find_conflicts(journals.ledger)),
            lost=len({(line.table, line.key) for line in lost}),
            too_new=tuple(sorted(too_new)),
            not_files=tuple(_plain(name) for name in listing.irregular),
            backups=backups.verify(now),
            open_modes=_open_modes(journals),
            unwritable=tuple(
                _unwritable("The diary's folder", journals.folder) + _unwritable("The state folder", journals.state)
            ),
        )


def _read_through(journals: JournalSet, data: bytes, last: dict[str, str]) -> tuple[list[int], list[int], bool]:
    """Return the numbers of damaged and of torn lines, and whether any is of a newer version.

    The last time of writing by each device is noted in `last`.
    """
    wrong: list[int] = []
    torn: list[int] = []
    is_newer = False
    for number, raw in enumerate(data.split(b"\n"), start=1):
        if not raw.strip(b"\0\r\t \xef\xbb\xbf"):
            continue
        line = read_line(raw)
        if isinstance(line, Header):
            is_newer = is_newer or line.version > VERSION
        elif line is None:
            if not is_accepted(journals, raw):
                (torn if _is_torn(raw) else wrong).append(number)
        else:
            try:
                if not line.is_deletion:
                    read_record(line.table, line.key, line.document())
            except TooNewDocument:
                is_newer = True
            except ValueError:
                wrong.append(number)
                continue
            last[line.by] = max(last.get(line.by, ""), line.at)
    return wrong, torn, is_newer


def _is_torn(raw: bytes) -> bool:
    """Return whether these bytes are the beginning of a journal line without its end."""
    raw = raw.strip(b"\0\r\t \xef\xbb\xbf")
    return not raw.endswith(b'"}') and any(raw[: len(begin)] == begin[: len(raw)] for begin in _BEGINNINGS)


def _device(name: str, at: str, now: datetime, ours: str) -> Device:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        moment = now
    return Device(name, moment, max(moment - now, timedelta()), name == ours)


def _open_modes(journals: JournalSet) -> tuple[str, ...]:
    """Return the folders that other accounts can read; files in a closed one are safe whatever modes git gives them."""
    return tuple(
        str(folder)
        for folder in (journals.folder, journals.state)
        if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077
    )


def _unwritable(label: str, folder: Path) -> list[str]:
    """Return a sentence if the system reports that a folder cannot be written or created; write nothing."""
    place = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return []
    verb = "written" if place == folder else "made"
    advice = f"see who may write there: ls -ld {shlex.quote(str(place))}"
    return [f"{label} {folder} cannot be {verb}; until it can, nothing new is saved. To mend it, {advice}"]


def _plain(name: str) -> str:
    return sanitize(name, one_line=True)
