"""Lock, flush, rename and link files: what is acknowledged survives a power cut on each system as far as it can."""

import errno
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    from spasmtui.system.calls import SAFE

    LOCK_NAME = ".spasmtui.lock"
    """The file in a folder by which the folder is locked: Windows opens no folder."""
    _RENAME_SECONDS = 1.0
    """For so long a virus scanner, or a reader, may hold a file that is to be replaced."""

    def try_lock(descriptor: int) -> bool:
        """Lock an open file until it is closed, and return True; return False where another process has locked it.

        Raises:
            OSError: the file system has no locks.
        """
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        return True

    def open_folder_lock(folder: "Path") -> int:
        """Return the descriptor by which a folder is locked.

        Raises:
            OSError: it cannot be opened.
        """
        return os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | SAFE, 0o600)

    def sync_file(descriptor: int) -> None:
        """Flush the file's bytes to the disk, past every cache."""
        os.fsync(descriptor)

    def sync_folder(_folder: "Path") -> None:
        """Do nothing: NTFS keeps its names in a journal of its own, and no folder can be flushed."""

    def read_at(descriptor: int, length: int, start: int) -> bytes:
        """Read up to `length` bytes from offset `start`; fewer at the end of the file."""
        os.lseek(descriptor, start, os.SEEK_SET)
        return os.read(descriptor, length)

    def replace(source: "Path | str", target: "Path | str") -> None:
        """Rename a file atomically, over any file of that name.

        Raises:
            PermissionError: something holds it for longer.
            OSError: it cannot be renamed.
        """
        end = time.monotonic() + _RENAME_SECONDS
        while True:
            try:
                os.replace(source, target)
                return
            except PermissionError:
                if time.monotonic() >= end:
                    raise
                time.sleep(0.01)

    def link(source: "Path", target: "Path") -> None:
        """Create a hard link to a file.

        Raises:
            OSError: the name is taken, or the file system has no hard links.
        """
        os.link(source, target)

else:
    import fcntl

    read_at = os.pread

    def replace(source: "Path | str", target: "Path | str") -> None:
        """Rename a file atomically, over any file of that name.

        Raises:
            OSError: it cannot be renamed.
        """
        os.replace(source, target)

    def try_lock(descriptor: int) -> bool:
        """Lock an open file until it is closed, and return True; return False where another process has locked it.

        Raises:
            OSError: the file system has no locks.
        """
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def open_folder_lock(folder: "Path") -> int:
        """Return the descriptor by which a folder is locked.

        Raises:
            OSError: it cannot be opened.
        """
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def sync_file(descriptor: int) -> None:
        """Flush the file's bytes to the disk, past every cache.

        Raises:
            OSError: the disk has not taken them.
        """
        if sys.platform == "darwin":
            # There `fsync` leaves them in the cache of the drive. A disk that knows no other way, such as one of a
            # network, says so.
            try:
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                return
            except OSError as error:
                if error.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):
                    raise
        os.fsync(descriptor)

    def sync_folder(folder: "Path") -> None:
        """Flush a folder's names to the disk: without it a new file can vanish in a power cut.

        Raises:
            OSError: the folder cannot be opened, or its file system cannot do it.
        """
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def link(source: "Path", target: "Path") -> None:
        """Create a hard link to a file.

        Raises:
            OSError: the name is taken, or the file system has no hard links.
        """
        os.link(source, target, follow_symlinks=False)
