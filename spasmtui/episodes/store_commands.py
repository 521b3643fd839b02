"""Commands of the diary's store."""

from spasmtui.terminal.shell import Command

COMMANDS: tuple[Command, ...] = ()
