"""Check every line of every journal, and every backup, for `doctor`."""

import os
import shlex
import sys
from binascii import crc32
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import read_file
from spasmtui.episodes.store.journal.history import find_conflicts
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import VERSION, Header, Line, read_line
from spasmtui.episodes.store.journal.record_codec import DAYS, EPISODES, BadDocument, TooNewDocument, read_record
from spasmtui.episodes.store.journal.snapshot.file import NAME
from spasmtui.episodes.store.journal.writer import translate_read_errors
from spasmtui.episodes.store.maintenance.backup import Backups
from spasmtui.episodes.store.maintenance.hand_edits import SealedContents, find_hand_edits, is_accepted
from spasmtui.episodes.store.maintenance.health_report import SKEW, BadLines, Device, Health, KeptSnapshot, RefusedLines
from spasmtui.episodes.store.maintenance.lost_lines import missing_lines
from spasmtui.system.calls import is_closed_to_others
from spasmtui.terminal.sanitize import sanitize

IMPOSSIBLE_LINE = (
    "It is sealed, and its time, its id, its revision or its length cannot be; a program with a fault wrote it."
)
IMPOSSIBLE_REVISION = "It claims to follow more changes than anybody makes."
NO_RECORD = "It is sealed and holds no record."
_AROUND_LINES = b"\0\r\t \xef\xbb\xbf"
_BEGINNINGS = (b'{"at":"', b'{"journal":"')


def check_health(journals: JournalSet, backups: Backups) -> Health:
    """Read every line of every journal, and every backup, and return the diary's state."""
    now = journals.clock.now()
    with journals.ledger_lock, translate_read_errors(journals.folder):
        lost = missing_lines(journals)
        journals.sync_mirror()
        listing = journals.reader.listing
        sealed = SealedContents(journals)
        found = {
            _plain(name): _read_through(journals, sealed, read_file(journals.disk, journals.folder / name))
            for name in sorted(listing.journals)
        }
        # A check must not create anything: a device without a state folder has no id yet.
        ours = journals.own_devices if journals.state.is_dir() else ()
        last: dict[str, str] = {}
        for each in found.values():
            for device, at in each.last_at.items():
                last[device] = max(last.get(device, ""), at)
        bad = tuple(BadLines(name, len(each.bad), each.bad[0]) for name, each in found.items() if each.bad)
        return Health(
            folder=journals.folder,
            devices=tuple(
                _device(name, at, now, ours)
                for name, at in sorted(last.items(), key=lambda each: (_order(each[0], ours), each[0]))
            ),
            conflict_copies=tuple(_plain(name) for name in sorted(listing.journals) if not folders.owner_of(name)),
            bad_lines=bad,
            refused_lines=tuple(
                RefusedLines(name, len(numbers), numbers[0], reason)
                for name, each in found.items()
                for reason, numbers in each.refused.items()
            ),
            torn_lines=tuple(BadLines(name, len(each.torn), each.torn[0]) for name, each in found.items() if each.torn),
            hand_edits=tuple(find_hand_edits(journals)) if bad else (),
            conflicts=tuple(find_conflicts(journals.ledger)),
            future_episodes=tuple(
                line.key for line in journals.ledger.starting_between(EPISODES, (now + SKEW).timestamp())
            ),
            future_days=tuple(
                day for day in sorted(journals.ledger.keys(DAYS)) if day > (now + SKEW).date().isoformat()
            ),
            lost=len({(line.table, line.key) for line in lost}),
            too_new=tuple(name for name, each in found.items() if each.is_too_new),
            not_files=tuple(_plain(name) for name in listing.irregular),
            snapshot=_kept_snapshot(journals),
            backups=backups.verify(now),
            open_modes=_open_modes(journals),
            unwritable=tuple(
                _unwritable("The diary's folder", journals.folder) + _unwritable("The state folder", journals.state)
            ),
        )


def _kept_snapshot(journals: JournalSet) -> KeptSnapshot | None:
    path = journals.state / NAME
    try:
        size = path.stat().st_size
    except OSError:
        return None
    answers = journals.snapshot_instead(sys.maxsize)
    return KeptSnapshot(path, size, is_current=answers is not None and answers.is_usable())


@dataclass(slots=True)
class _Lines:
    """The lines of one journal that do not count, by their numbers, counted from 1."""

    bad: list[int] = field(default_factory=list)
    torn: list[int] = field(default_factory=list)
    refused: dict[str, list[int]] = field(default_factory=dict)
    """By the reason."""
    is_too_new: bool = False
    last_at: dict[str, str] = field(default_factory=dict)
    """The last time of writing by each device."""


def _read_through(journals: JournalSet, sealed: SealedContents, data: bytes) -> _Lines:
    found = _Lines()
    for number, raw in enumerate(data.split(b"\n"), start=1):
        if not raw.strip(_AROUND_LINES):
            continue
        line = read_line(raw)
        if isinstance(line, Header):
            found.is_too_new |= line.version > VERSION
        elif line is None:
            if _is_sealed(raw):
                found.refused.setdefault(IMPOSSIBLE_LINE, []).append(number)
            elif not is_accepted(sealed, raw):
                (found.torn if _is_torn(raw) else found.bad).append(number)
        elif not line.is_purge and journals.ledger.is_purged(line.table, line.key):
            continue  # what a purge has absorbed is no fault, whatever it says
        elif (reason := _refusal(journals, line)) is None:
            found.is_too_new = True
        elif reason:
            found.refused.setdefault(reason, []).append(number)
        else:
            found.last_at[line.by] = max(found.last_at.get(line.by, ""), line.at)
    return found


def _refusal(journals: JournalSet, line: Line) -> str | None:
    """Return why a line does not count, empty where it does; None for a document of a newer version."""
    if journals.ledger.is_set_aside(line):
        return IMPOSSIBLE_REVISION
    if line.is_sealed:
        line.opener = journals.sealing  # type: ignore[attr-defined]
    try:
        if not line.is_deletion:
            read_record(line.table, line.key, line.document())
    except TooNewDocument:
        return None
    except BadDocument as reason:
        return str(reason)
    except ValueError as reason:
        return str(reason) if line.is_sealed else NO_RECORD
    return ""


def _is_sealed(raw: bytes) -> bool:
    """Return whether the checksum of a line is right, so that it was written as it is."""
    raw = raw.strip(_AROUND_LINES)
    return raw[-18:-10] == b',"crc":"' and raw[-10:] == b'%08x"}' % crc32(raw[:-18])


def _is_torn(raw: bytes) -> bool:
    """Return whether these bytes are the beginning of a journal line without its end."""
    raw = raw.strip(_AROUND_LINES)
    return not raw.endswith(b'"}') and any(raw[: len(begin)] == begin[: len(raw)] for begin in _BEGINNINGS)


def _order(name: str, ours: tuple[str, ...]) -> int:
    return ours.index(name) if name in ours else len(ours)


def _device(name: str, at: str, now: datetime, ours: tuple[str, ...]) -> Device:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        moment = now
    return Device(name, moment, max(moment - now, timedelta()), name in ours, is_former=name in ours[1:])


def _open_modes(journals: JournalSet) -> tuple[str, ...]:
    """Return the folders that other accounts can read; files in a closed one are safe whatever modes git gives them."""
    return tuple(
        str(folder)
        for folder in (journals.folder, journals.state)
        if folder.is_dir() and not is_closed_to_others(folder.stat())
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
