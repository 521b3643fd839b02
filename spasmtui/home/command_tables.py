"""All rooms' tables of commands as one list, for help and completions."""

import importlib

from spasmtui.shell import Command

SHOWN_ORDER = ("relief", "episodes", "guide", "drink", "home")


def all_commands() -> tuple[Command, ...]:
    """Every command, the ones of the loop first."""
    # By name, because rooms do not import each other.
    modules = [
        importlib.import_module(f"spasmtui.{room}.commands.log" if room == "episodes" else f"spasmtui.{room}.commands")
        for room in SHOWN_ORDER
    ]
    return tuple(command for module in modules for command in module.COMMANDS)
