"""Collect the actions of all screens from their bindings, and write the table of the settings that has them."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

import spasmtui
from spasmtui.settings.keymap import Action, key_text
from spasmtui.ui.dialog import IN_DIALOGS

TABLE = Path(__file__).parent.parent / "spasmtui" / "settings" / "_generated_actions.py"
_ROOMS = {"app": "Everywhere", "episodes": "Log", "ui": "Lists and dialogs"}
"""The packages whose name is not the word on the screen."""
_ORDER = ("home", "relief", "episodes", "guide", "drink", "settings")
"""The packages of the screens in the order of their digits."""


NOT_LOADED = ("spasmtui.__main__", "spasmtui.system.windows", "spasmtui.terminal.drivers.windows_driver")
"""Modules without an action that would run the program, or are of another system."""


def loaded_actions() -> tuple[Action, ...]:
    """Return the actions of the classes that are loaded so far."""
    return tuple(action for owner in sorted(_owners(DOMNode), key=_rank) for action in _actions_of(owner))


def all_actions() -> tuple[Action, ...]:
    """Return every action of the program, for which all its modules are loaded."""
    for package in pkgutil.walk_packages(spasmtui.__path__, "spasmtui."):
        if package.name not in NOT_LOADED:
            importlib.import_module(package.name)
    return loaded_actions()


def actions_module() -> str:
    """Return the source text of `settings/_generated_actions.py`: a line for each action."""
    return "\n".join([
        '"""Every action of the screens with its keys, made from their bindings by `make generated`."""',
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
        "ACTIONS: tuple[tuple[str, tuple[str, ...], str, str, str, tuple[str, ...], bool, bool, bool], ...] = (",
        *(f"    {_row(action)!r}," for action in all_actions()),
        ")",
        '"""The fields of an `Action`: id, keys, text, owner, where, rooms, is_screen, is_modal, is_over_dialogs."""',
        "",
    ])


def _row(action: Action) -> tuple[object, ...]:
    return (
        action.id, action.keys, action.text, action.owner, action.where, tuple(sorted(action.rooms)), action.is_screen,
        action.is_modal, action.is_over_dialogs,
    )  # fmt: skip


def main() -> None:
    """Write the table."""
    TABLE.write_text(actions_module(), encoding="utf-8")


def _owners(base: type[DOMNode]) -> Iterator[type[DOMNode]]:
    """Yield the classes of ours below a class, each once, that declare bindings."""
    seen: set[type[DOMNode]] = set()
    waiting = [base]
    while waiting:
        for owner in waiting.pop().__subclasses__():
            if owner not in seen:
                seen.add(owner)
                waiting.append(owner)
    yield from (owner for owner in seen if owner.__module__.startswith("spasmtui.") and "BINDINGS" in vars(owner))


def _rank(owner: type[DOMNode]) -> tuple[int, bool, bool, str]:
    """Return the place of a class in the list: the app, then each room in the order of its digit, dialogs last."""
    package = owner.__module__.split(".")[1]
    room = _ORDER.index(package) if package in _ORDER else len(_ORDER)
    is_dialog = issubclass(owner, ModalScreen)
    return (-1 if issubclass(owner, App) else room), is_dialog, not issubclass(owner, Screen), owner.__qualname__


def _rooms_with(owner: type[DOMNode]) -> frozenset[str]:
    """Return the packages in whose modules a class, or one that is derived from it, is named."""
    return frozenset(
        name.split(".")[1]
        for name, module in list(sys.modules.items())
        if name.startswith("spasmtui.") and not name.startswith("spasmtui.ui.")
        for value in list(vars(module).values())
        if isinstance(value, type) and issubclass(value, owner)
    )


def _actions_of(owner: type[DOMNode]) -> Iterator[Action]:
    found: dict[str, list[Binding]] = {}
    for binding in Binding.make_bindings(vars(owner)["BINDINGS"]):
        if binding.id:
            found.setdefault(binding.id, []).append(binding)
    is_modal = issubclass(owner, ModalScreen)
    package = owner.__module__.split(".")[1]
    rooms = frozenset() if issubclass(owner, App) else _rooms_with(owner)
    where = "Everywhere" if issubclass(owner, App) else _ROOMS.get(package, package.capitalize())
    if is_modal:
        where = f"{where}, {re.sub(r'(?<!^)([A-Z])', lambda each: f' {each[1]}', owner.__name__).lower()}"
    for name, bindings in found.items():
        yield Action(
            id=name,
            keys=_in_order(bindings),
            text=bindings[0].tooltip or bindings[0].description,
            owner=f"{owner.__module__}.{owner.__qualname__}",
            where=where,
            rooms=rooms,
            is_screen=issubclass(owner, Screen),
            is_modal=is_modal,
            is_over_dialogs=issubclass(owner, App) and bindings[0].action in IN_DIALOGS,
        )


def _in_order(bindings: list[Binding]) -> tuple[str, ...]:
    """Return the keys of an action, the one that its footer names first."""
    keys = [binding.key for binding in bindings]
    shown = bindings[0].key_display
    return tuple(sorted(keys, key=lambda key: key_text(key) != shown))
