"""Remove what is left of a state folder after its contents were put into another one."""

import os
from contextlib import suppress

REMAINS = ".removed-"
"""The beginning of the name of a folder that has been joined and is being removed."""


def remove_remains(state: str) -> None:
    """Remove what a join, or one that was killed, has left of folders whose contents are in their places."""
    with suppress(OSError):
        for name in os.listdir(state):
            if name.startswith(REMAINS):
                _remove_tree(f"{state}/{name}")


def _remove_tree(folder: str) -> None:
    """Remove a folder and everything in it; a link in it is removed, not followed."""
    for parent, folders, names in os.walk(folder, topdown=False):
        for name in names:
            os.unlink(f"{parent}/{name}")
        for name in folders:
            path = f"{parent}/{name}"
            (os.unlink if os.path.islink(path) else os.rmdir)(path)
    os.rmdir(folder)
