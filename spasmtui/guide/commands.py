"""The guide room's commands for the shell."""

from spasmtui.terminal.shell import Command

COMMANDS: tuple[Command, ...] = ()
