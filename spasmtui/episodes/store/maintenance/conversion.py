"""Encrypt what this device has of a diary, or open it for good: journals, mirror, backups, drafts.

No key is needed to encrypt. Each file is replaced as a whole; a line keeps the checksum by which others name it, and a
line that several files have is the same in all of them. What is killed half-way goes on at the next change or question;
until then a line may be encrypted in one file and not in another, and counts once. Other devices convert their own.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import read_file, replace_file
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import PLAIN_VERSION, VERSION, Header, Line, header_line, read_line
from spasmtui.episodes.store.journal.mirror import LOST, line_name
from spasmtui.episodes.store.journal.snapshot.file import remove_snapshot
from spasmtui.episodes.store.journal.writer import translate_read_errors, translate_write_errors
from spasmtui.episodes.store.journal.year_index import INDEX
from spasmtui.episodes.store.maintenance.backup import Backups
from spasmtui.episodes.store.maintenance.own_files import SET_ASIDE, backup_files, files_in, remove_session_remains
from spasmtui.episodes.store.sealing.age import is_encrypted
from spasmtui.episodes.store.sealing.opened_texts import remove_texts
from spasmtui.episodes.store.sealing.recipients import Decision, write_folder, write_own
from spasmtui.episodes.store.unsaved.kept_files import all_kept_files
from spasmtui.errors import CannotStore, DiaryLocked
from spasmtui.launcher.status_files import OPEN_NAME
from spasmtui.terminal.interruption import note_written

USUAL = "usual"
_AROUND_LINES = b"\0\r\t \xef\xbb\xbf"


@dataclass(slots=True)
class Converted:
    """The result of a conversion."""

    lines: int = 0
    """Lines of this device's journals that were changed."""
    left: int = 0
    """Lines that could not be: they are too long to encrypt, or cannot be opened."""
    set_aside: list[Path] = field(default_factory=list)
    """The files with what could not be read as a line."""


def begin(journals: JournalSet, backups: Backups, recipients: tuple[str, ...]) -> Converted:
    """Encrypt a diary for these public keys from now on, with all that this device has of it.

    Raises:
        NotSaved: a file could not be written. What was decided is done at the next change.
    """
    with journals.locked():
        with translate_write_errors(journals.state):
            decision = Decision(is_on=True, recipients=recipients)
            write_own(journals.disk, journals.state, decision, is_converting=True)
        with translate_write_errors(journals.folder):
            write_folder(journals.disk, journals.folder, decision)
        note_written()
        return convert(journals, backups)


def end(journals: JournalSet, backups: Backups) -> Converted:
    """Encrypt nothing from now on, and open for good what this device has.

    Raises:
        DiaryLocked: there is no key; nothing was changed.
        NotSaved: a file could not be written.
    """
    with journals.locked():
        before = journals.sealing.decision()
        journals.sealing.require_key()
        with translate_write_errors(journals.state):
            decision = before._replace(is_on=False)
            write_own(journals.disk, journals.state, decision, is_converting=True)
        with translate_write_errors(journals.folder):
            write_folder(journals.disk, journals.folder, decision)
        note_written()
        return convert(journals, backups)


def convert(journals: JournalSet, backups: Backups) -> Converted:
    """Make this device's files as it was decided; the caller holds the lock.

    Raises:
        DiaryLocked: they are to be opened, and there is no key.
        NotSaved: a file could not be written.
    """
    with translate_read_errors(journals.state):
        work = _Work(journals)
    if not work.is_on and not journals.sealing.has_key():
        raise DiaryLocked("The diary is still encrypted in part, and no key was given.")
    with translate_read_errors(journals.folder), translate_write_errors(journals.folder):
        remove_snapshot(journals.disk, journals.state)
        remove_texts(journals.disk, journals.state)
        for name in (OPEN_NAME, f"mirror/{INDEX}", *((USUAL,) if work.is_on else ())):
            with contextlib.suppress(FileNotFoundError):
                journals.disk.remove(journals.state / name)
        remove_session_remains(journals, backups)
        own = [journals.folder / name for name in sorted(folders.scan_folder(journals.folder).journals)]
        copies = [*files_in(journals.mirror.folder), *backup_files(backups)]
        for path in (*own, *copies):
            work.note_known(read_file(journals.disk, path))
        work.keep_unreadable([path for path in (*own, *copies) if work.is_ours(path.name)])
        for path in own:
            if work.is_ours(path.name):
                work.rewrite(path, is_journal=True)
        for path in files_in(journals.mirror.folder):
            work.rewrite(path)
        for folder in backups.paths():
            backups.convert(folder, lambda name, data: work.changed(data, is_ours=work.is_ours(name)))
        work.convert_small_files()
        journals.disk.remove(journals.state / folders.CONVERTING)
    journals.reset()
    return work.result


def plain_lines(journals: JournalSet) -> Iterator[tuple[str, int]]:
    """Yield the journals with lines whose record is not encrypted, and the number of these lines."""
    for name in sorted(folders.scan_folder(journals.folder).journals):
        lines = map(read_line, read_file(journals.disk, journals.folder / name).split(b"\n"))
        count = sum(isinstance(line, Line) and not line.is_deletion and not line.is_sealed for line in lines)
        if count:
            yield name, count


def _words(journals: JournalSet, path: Path) -> list[str]:
    return read_file(journals.disk, path).decode("ascii", "replace").split()


class _Work:
    def __init__(self, journals: JournalSet) -> None:
        self._journals = journals
        self._sealing = journals.sealing
        self.is_on = self._sealing.decision().is_on
        self.result = Converted()
        # An error of the disk ends it here: a journal that was taken for another device's would stay as it is.
        files = (*journals.state.glob("device.*"), *journals.state.glob("former.*"))
        self._own_ids = {each for path in files for each in _words(journals, path)}
        self._known: dict[object, bytes] = {}
        """Lines as they are to be, by what does not change of them."""

    def is_ours(self, name: str) -> bool:
        """Return whether the lines of a journal, or of a copy of one, are this device's to change."""
        owner = folders.owner_of(name)
        return name == LOST or (owner in self._own_ids if owner else any(map(name[5:].startswith, self._own_ids)))

    def note_known(self, data: bytes) -> None:
        """Note the lines that are as they are to be: the same line in another file becomes the same bytes."""
        if self.is_on and b',"as":"' not in data:
            return
        for raw in data.split(b"\n"):
            line = read_line(raw)
            if isinstance(line, Line) and line.is_sealed == self.is_on and not line.is_deletion:
                self._known.setdefault(line_name(line), line.raw)

    def rewrite(self, path: Path, *, is_journal: bool = False) -> None:
        data = read_file(self._journals.disk, path)
        if (changed := self.changed(data, is_ours=self.is_ours(path.name), counts=is_journal)) != data:
            replace_file(self._journals.disk, path, changed)

    def changed(self, data: bytes, *, is_ours: bool, counts: bool = False) -> bytes:
        """Return the bytes of a file as they are to be."""
        raws = []
        for raw in data.split(b"\n"):
            line = read_line(raw)
            if isinstance(line, Header):
                is_plain = is_ours and bool(line.device)
                raws.append(header_line(line.device, VERSION if self.is_on else PLAIN_VERSION) if is_plain else raw)
            elif line is None:
                is_text = is_ours and self.is_on and bool(raw.strip(_AROUND_LINES))
                raws.append(b"" if is_text else raw)
            else:
                raws.append(made := self._changed(line, raw, is_ours=is_ours))
                self.result.lines += counts and made != raw
        return b"\n".join(raws)

    def _changed(self, line: Line, raw: bytes, *, is_ours: bool) -> bytes:
        if line.is_deletion or line.is_sealed == self.is_on:
            return raw
        if (known := self._known.get(line_name(line))) is not None:
            return known
        if not is_ours:
            return raw
        if line.is_sealed:
            line.opener = self._sealing  # type: ignore[attr-defined]
        try:
            made: bytes = self._sealing.sealed_raw(line) if self.is_on else self._sealing.opened_raw(line)
        except (CannotStore, ValueError):
            self.result.left += 1
            return raw
        self._known[line_name(line)] = made
        return made

    def keep_unreadable(self, paths: list[Path]) -> None:
        """Keep what is no line in an encrypted file; it may be the remains of one, with text."""
        if not self.is_on:
            return
        found: dict[bytes, None] = {}
        for path in paths:
            for raw in read_file(self._journals.disk, path).split(b"\n"):
                if raw.strip(_AROUND_LINES) and read_line(raw) is None:
                    found[raw] = None
        if found:
            number = 1
            while os.path.lexists(path := self._journals.state / SET_ASIDE.format(number)):
                number += 1
            replace_file(self._journals.disk, path, self._sealing.encrypt(b"\n".join([*found, b""])))
            self.result.set_aside.append(path)

    def convert_small_files(self) -> None:
        """Encrypt, or open, what forms hold and what could not be saved."""
        state = self._journals.state
        for path in (*sorted(state.glob("draft*")), *map(Path, all_kept_files(str(state)))):
            with contextlib.suppress(FileNotFoundError, ValueError):
                data = read_file(self._journals.disk, path)
                if is_encrypted(data) != self.is_on:
                    made = self._sealing.encrypt(data) if self.is_on else self._sealing.decrypt(data)
                    replace_file(self._journals.disk, path, made)
