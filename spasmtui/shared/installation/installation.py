"""Describe an installed copy of the program, as far as a command needs it to add an extra or a package."""

from typing import Literal, NamedTuple

PACKAGE = "spasmtui"

Manager = Literal["pip", "pipx", "uv", "uv-tool", "system"]


class Installation(NamedTuple):
    """One copy, with everything that a command has to repeat in order to add something to it."""

    manager: Manager
    python: str = "python3"
    """The interpreter that runs the program."""
    outer_python: str = ""
    """The interpreter whose pip installs into this environment, where the environment has no pip of its own."""
    source: str = ""
    """The folder, the file or the address that it was installed from; empty for the name on an index."""
    is_editable: bool = False
    extras: tuple[str, ...] = ()
    """The extras that were installed before, as far as the manager wrote them down."""
    beside: tuple[str, ...] = ()
    """Other packages that uv was asked to install with it."""
    host: str = PACKAGE
    """The environment's main package as pipx knows it."""
    suffix: str = ""
    """The suffix that pipx adds to the names of the commands."""
    options: tuple[str, ...] = ()
    """Options that pip needs outside an environment."""
    is_active: bool = False
    """True if the shell's `pip` is that of this environment."""
    needs: dict[str, tuple[str, ...]] = {}
    """The packages of each extra, with their bounds."""
