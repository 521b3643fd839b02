"""Plan the changes of an installation and of its removal, and carry them out: a foreign file is never touched.

A step that fails takes back the ones before it, and what could not be taken back is named.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.command_line.completions.shell_files import BLOCK_BEGINS, BLOCK_ENDS, MARK, OWN_LINE, Written
from spasmtui.errors import DataError, NotSaved
from spasmtui.shared.atomic_file import put_back, replace_file
from spasmtui.shared.regular_file import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

READABLE = 0o644
WITH_FILE = "# There was no such file before.\n"
"""A line of a block where that is so: the file goes with it."""
_BLANK_LAST = re.compile(r"(?<=\n)\r?\n\Z")
"""The blank line that a block is set apart by."""
_MARKS = re.compile(
    rf"^(?:(?P<begins>{re.escape(BLOCK_BEGINS)})|{re.escape(BLOCK_ENDS)})[ \t\r]*(?:\n|\Z)", re.MULTILINE
)
"""The lines that begin and end a block: whole ones, so that one of the person's may quote them."""


class Change(NamedTuple):
    """A file as it is, and as it is to be."""

    path: str
    before: bytes | None
    """None where there is no file."""
    after: bytes | None
    """None where it is to be deleted."""
    says: str
    shown: str = ""
    """The lines that a block adds."""

    @property
    def is_needed(self) -> bool:
        """True if it is not yet as it is to be."""
        return self.before != self.after

    @property
    def verb(self) -> str:
        """The change to the file: `create`, `change`, `delete` or `keep`."""
        if not self.is_needed:
            return "keep"
        if self.after is None:
            return "delete"
        return "create" if self.before is None else "change"


def plan_install(files: Iterable[Written]) -> tuple[Change, ...]:
    """Return the changes that install these files.

    Raises:
        DataError: a file of that name is not ours, cannot be read, or may not be written.
    """
    return tuple(_block_change(each) if each.is_block else _file_change(each) for each in files)


def _file_change(file: Written) -> Change:
    """Return the change of a file of our own.

    Raises:
        DataError: it is not ours.
    """
    before = _read_target(file.path)
    after = file.text.encode()
    if before is not None and MARK.encode() not in before:
        raise DataError(
            f"{file.path} was not written by `spasmtui completions --install`, and stays as it is. Move it away, then "
            "try again. Nothing was written."
        )
    return Change(file.path, before, after, file.says)


def _block_change(file: Written) -> Change:
    """Return the change of a start-up file; its block stays where it is, a new one comes to the end.

    Raises:
        DataError: it cannot be read, or may not be written.
    """
    before = _read_target(file.path)
    text = (before or b"").decode("utf-8", "surrogateescape")
    head, old, tail = _divide(text, file.path)
    is_with_file = before is None or WITH_FILE in old
    block = f"{BLOCK_BEGINS}\n# {MARK}\n{WITH_FILE if is_with_file else ''}{file.text}\n{BLOCK_ENDS}\n"
    if not old:
        head = f"{head}\n" if head and not head.endswith("\n") else head
        head = f"{head}\n" if head else head
    after = f"{head}{block}{tail}".encode("utf-8", "surrogateescape")
    return _writable(Change(file.path, before, after, file.says, shown=block))


def _writable(change: Change) -> Change:
    """Return the change of a start-up file, which is replaced as a whole, so that its mode alone would not protect it.

    Raises:
        DataError: the file may not be written, such as one that another program manages.
    """
    if change.before is None or not change.is_needed:
        return change
    # Root may write everything, so the mode is asked too.
    if os.access(change.path, os.W_OK) and os.stat(change.path).st_mode & stat.S_IWUSR:
        return change
    raise DataError(
        f"{change.path} is read-only, and stays as it is. Nothing was written. Make it writable, then try again, or "
        "put the script somewhere yourself: spasmtui completions SHELL prints it."
    )


def _divide(text: str, path: str) -> tuple[str, str, str]:
    """Return the text before our block, the block, and the text after it; the whole as the first where there is none.

    Raises:
        DataError: the block has a beginning and no end, or lines that are not ours.
    """
    marks = list(_MARKS.finditer(text))
    begins = next((each for each in marks if each["begins"]), None)
    if begins is None:
        return text, "", ""
    ends = next((each for each in marks if each.start() > begins.start()), None)
    if ends is None or ends["begins"]:
        raise DataError(
            f"{path} has the line {BLOCK_BEGINS!r} without the one that ends it. Delete it, then try again."
        )
    inside = (line.strip() for line in text[begins.end() : ends.start()].split("\n"))
    if any(line and not OWN_LINE.fullmatch(line) for line in inside):
        raise DataError(
            f"{path} has lines of yours between {BLOCK_BEGINS!r} and {BLOCK_ENDS!r}, and stays as it is. Move them "
            "out of there, then try again. Nothing was written."
        )
    return text[: begins.start()], text[begins.start() : ends.end()], text[ends.end() :]


def plan_removal(paths: Iterable[str], start_files: Iterable[str]) -> tuple[Change, ...]:
    """Return the changes that delete our files and take out our blocks.

    Args:
        paths: where files of ours may be; others of these names stay.
        start_files: the files that may have a block.

    Raises:
        DataError: a file cannot be read, a block is no longer as it was written, or its file cannot be written.
    """
    changes = []
    for path in dict.fromkeys(paths):
        before = _read(path)
        if before is not None and MARK.encode() in before:
            changes.append(Change(path, before, None, ""))
    for path in dict.fromkeys(start_files):
        before = _read(path)
        rest, taken = (before or b"").decode("utf-8", "surrogateescape"), ""
        while (parts := _divide(rest, path))[1]:
            head, old, tail = parts
            rest, taken = f"{_BLANK_LAST.sub('', head)}{tail}", taken + old
        if taken:
            # A link to it was made by the person, and would lead nowhere.
            is_all = WITH_FILE in taken and not rest.strip() and not os.path.islink(path)
            after = None if is_all else rest.encode("utf-8", "surrogateescape")
            changes.append(_writable(Change(path, before, after, "", shown=taken)))
    return tuple(changes)


def carry_out(changes: Sequence[Change], stop_at: Iterable[str]) -> bool:
    """Write and delete the files; return False where nothing had to be done.

    Args:
        changes: what is to be done.
        stop_at: folders that stay even if they are empty.

    Raises:
        NotSaved: a step failed; those before it were taken back.
    """
    needed = [each for each in changes if each.is_needed]
    begun: list[Change] = []
    try:
        for each in needed:
            if _is_done(each):
                continue
            begun.append(each)
            _write(each)
    except OSError as error:
        left = put_back(((Path(os.path.realpath(each.path)), each.before) for each in begun), mode=READABLE)
        reason = f"{error.filename or begun[-1].path} could not be written: {error.strerror or error}"
        rest = f"This could not be taken back: {', '.join(left)}." if left else "What had been written was taken back."
        raise NotSaved(f"{reason}. {rest}") from None
    kept = {os.path.normpath(each) for each in stop_at}
    for each in needed:
        if each.after is None:
            _remove_empty(os.path.dirname(each.path), kept)
    return bool(needed)


def _is_done(change: Change) -> bool:
    """Return whether another run has made the change since it was planned.

    Raises:
        OSError: the file is another than the one that was planned with, so that writing would lose what is new in it.
    """
    try:
        now = read_regular(change.path)
    except (FileNotFoundError, NotADirectoryError):
        now = None
    if now not in (change.before, change.after):
        raise OSError(errno.EBUSY, "it has just been changed by another program", change.path)
    return now == change.after


def _write(change: Change) -> None:
    """Write or delete a file; a link to it stays one, and who may read it stays the same.

    Raises:
        OSError: it could not be done.
    """
    path = Path(os.path.realpath(change.path))
    if change.after is None:
        os.unlink(path)
        if os.path.islink(change.path):
            os.unlink(change.path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else READABLE
    replace_file(path, change.after, mode=mode, syncs_folder=True)


def _remove_empty(folder: str, kept: set[str]) -> None:
    """Remove a folder that is empty now, and those above it, up to the ones that stay."""
    with suppress(OSError):
        while any(os.path.normpath(folder).startswith(f"{each}/") for each in kept):
            os.rmdir(folder)
            folder = os.path.dirname(folder)


def _read_target(path: str) -> bytes | None:
    """Return the bytes of a file that is to be written; None where there is none.

    Raises:
        DataError: it cannot be read, or is a link that leads nowhere.
    """
    before = _read(path)
    if before is None and os.path.lexists(path):
        raise DataError(
            f"{path} is a link that leads nowhere, and stays as it is. Remove it or mend it, then try again. Nothing "
            "was written."
        )
    return before


def _read(path: str) -> bytes | None:
    """Return the bytes of a file; None where there is none.

    Raises:
        DataError: it cannot be read.
    """
    try:
        return read_regular(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DataError(f"{path} could not be read: {error.strerror or error}. Nothing was written.") from None
