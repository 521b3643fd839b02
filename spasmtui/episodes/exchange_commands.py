"""Commands of the diary's exchange."""

from spasmtui.terminal.shell import Command

COMMANDS: tuple[Command, ...] = ()
