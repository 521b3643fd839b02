"""Note in a state folder whose it is, by the real path, the device and the inode of the diary's folder."""

import os
from pathlib import Path

from spasmtui.launcher.locations import RECORD, inode_of, read_record, real_folder, record_text
from spasmtui.shared.atomic_file import replace_file


def write_record(state: str, data: str) -> None:
    """Write the record of a state folder, once both folders are there.

    Args:
        state: the state folder.
        data: the diary's folder, by any spelling.

    Raises:
        OSError: it could not be written.
    """
    real = real_folder(data)
    inode = inode_of(real)
    if inode and os.path.isdir(state) and read_record(state) != (real, inode):
        replace_file(Path(state) / RECORD, os.fsencode(record_text(real, inode)))
