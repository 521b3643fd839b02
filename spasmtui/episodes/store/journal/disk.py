"""System calls of the store, one method each: the seam where tests inject faults, kills and power cuts.

Modes are set at creation, never afterwards: folders 0700, files 0600, whatever the umask. Symbolic links are not
followed and only regular files are opened, so a planted link or pipe can neither be overwritten nor block us.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from spasmtui.system import files
from spasmtui.system.calls import NO_LINK, SAFE


class Disk:
    """The real file system."""

    def open(self, path: Path, flags: int) -> int:
        """Open a regular file and return its descriptor; a file that is created gets mode 0600.

        Raises:
            OSError: also when the name is a link, a folder, a pipe or a device (`ELOOP`, `EISDIR`, `EINVAL`).
        """
        descriptor = os.open(path, flags | SAFE | NO_LINK, 0o600)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        return descriptor

    def read(self, descriptor: int, start: int, length: int) -> bytes:
        """Read up to `length` bytes from offset `start`; fewer at the end of the file."""
        return files.read_at(descriptor, length, start)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write and return the number of bytes written: fewer than given when the disk fills up."""
        return os.write(descriptor, data)

    def truncate(self, descriptor: int, length: int) -> None:
        """Truncate the file to `length` bytes."""
        os.ftruncate(descriptor, length)

    def sync(self, descriptor: int) -> None:
        """Flush the file's bytes to the disk, past every cache."""
        files.sync_file(descriptor)

    def close(self, descriptor: int) -> None:
        """Close the descriptor."""
        os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file atomically, over any file of that name."""
        files.replace(source, target)

    def link(self, source: Path, target: Path) -> None:
        """Create a hard link to a file."""
        files.link(source, target)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        os.unlink(path)

    def make_folder(self, path: Path) -> None:
        """Create one folder with mode 0700; its parent exists."""
        path.mkdir(mode=0o700)

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def sync_folder(self, path: Path) -> None:
        """Flush a folder's entries to the disk: without it a new file can vanish in a power cut."""
        files.sync_folder(path)


@contextlib.contextmanager
def opened(disk: Disk, path: Path, flags: int) -> Iterator[int]:
    """Open a file for the length of the block."""
    descriptor = disk.open(path, flags)
    try:
        yield descriptor
    finally:
        disk.close(descriptor)


def make_folders(disk: Disk, path: Path) -> None:
    """Create a folder and its missing parents durably, with mode 0700 at every level."""
    missing = []
    while not path.is_dir():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        with contextlib.suppress(FileExistsError):
            disk.make_folder(folder)
        disk.sync_folder(folder.parent)


def read_file(disk: Disk, path: Path, start: int = 0) -> bytes:
    """Return the bytes of a file from offset `start` to its end."""
    with opened(disk, path, os.O_RDONLY) as descriptor:
        # All of it at once: parts of a large file would have to be copied together.
        length = max(1 << 16, os.fstat(descriptor).st_size - start)
        parts = []
        while part := disk.read(descriptor, start, length):
            parts.append(part)
            start += len(part)
    return b"".join(parts)


def read_parts(disk: Disk, path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file from its beginning, of which only a part at a time is in memory."""
    start = 0
    with opened(disk, path, os.O_RDONLY) as descriptor:
        while part := disk.read(descriptor, start, 1 << 18):
            yield part
            start += len(part)


def write_all(disk: Disk, descriptor: int, data: bytes) -> None:
    """Write every byte.

    Raises:
        OSError: the disk refused some of them; `ENOSPC` when it took none without an error.
    """
    view = memoryview(data)
    while view:
        count = disk.write(descriptor, view)
        if count <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        view = view[count:]


def replace_file(disk: Disk, path: Path, data: bytes, *, is_durable: bool = True) -> None:
    """Replace a file's content atomically: readers see the old bytes or the new ones, never a mixture.

    Args:
        disk: the file system.
        path: the file; its folder exists.
        data: the whole content.
        is_durable: whether the content must survive a power cut; content that can be rebuilt need not.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with opened(disk, draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
            write_all(disk, descriptor, data)
            if is_durable:
                disk.sync(descriptor)
        disk.replace(draft, path)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(draft)
        raise
    if is_durable:
        disk.sync_folder(path.parent)
