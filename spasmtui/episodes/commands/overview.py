"""The command `log` alone: the list of its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.command_table import COMMANDS

if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell


def overview(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the commands of the log."""
    listed = [(command.name, command.summary) for command in COMMANDS if command.name.startswith("log ")]
    if shell.options.wants_json:
        shell.write_json([{"command": name, "summary": summary} for name, summary in listed])
    else:
        width = max(len(name) for name, _summary in listed)
        shell.write("\n".join(f"spasmtui {name:<{width}}  {summary}" for name, summary in listed))
    return 0
