"""The command `log` alone: the list of its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.command_table import COMMANDS
from spasmtui.errors import WrongUsage
from spasmtui.shared.suggest import did_you_mean

if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell


def overview_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `overview`."""
    parser.add_argument("words", nargs="*", metavar="COMMAND", help="add, list, show, ...; alone it lists them all")
    names = [command.name.removeprefix("log ") for command in COMMANDS if command.name.startswith("log ")]
    parser.epilog = f"Commands: {', '.join(names)}. For help on one: spasmtui log add --help"


def overview(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the commands of the log.

    Raises:
        WrongUsage: a word was typed that is none of them.
    """
    listed = [(command.name, command.summary) for command in COMMANDS if command.name.startswith("log ")]
    if arguments.words:
        typed = f"log {arguments.words[0]}"
        hint = did_you_mean(typed, [name for name, _summary in listed])
        raise WrongUsage(f"There is no command {typed!r}.{hint} See: spasmtui log")
    if shell.options.wants_json:
        shell.write_json([{"command": name, "summary": summary} for name, summary in listed])
    else:
        width = max(len(name) for name, _summary in listed)
        shell.write("\n".join(f"spasmtui {name:<{width}}  {summary}" for name, summary in listed))
    return 0
