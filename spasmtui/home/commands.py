"""Commands about the program itself."""

from __future__ import annotations

from spasmtui.terminal.shell import Command, Shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def show_version(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the version."""
    from spasmtui import __version__  # noqa: PLC0415

    shell.write(f"spasmtui {__version__}")
    return 0


COMMANDS: tuple[Command, ...] = (Command("version", "the version", show_version),)
