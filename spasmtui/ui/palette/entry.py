"""Define an entry of the palette: its words, and what happens when it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.message import Message

HEADINGS = {
    "command": "Do",
    "place": "Relief for a place",
    "routine": "Routines",
    "diary": "Diary",
    "drink": "Drink",
    "colours": "Colours",
    "setting": "Settings",
    "page": "Pages of the guide",
}
"""The kinds of entries in the order in which all are listed, and the heading of each."""

LABELS = {
    "place": "relief",
    "routine": "routine",
    "diary": "diary",
    "drink": "drink",
    "setting": "setting",
    "page": "page",
}
"""The word beside an entry that was found, for the kinds that do not say themselves what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the palette. One of `message`, `action` and `call` says what it does."""

    id: str
    """The same in every run, such as `page:calf`: what was used last is remembered by it."""
    title: str
    kind: str
    """A name of `HEADINGS`."""
    help: str = ""
    """One line about it, shown while it is chosen."""
    words: tuple[str, ...] = ()
    """What people say for it who do not know its title."""
    key: str = ""
    """The label of the key that does the same."""
    is_listed: bool = True
    """False for an entry that only words bring up."""
    message: Message | None = None
    """Posted to the app."""
    mode: str = ""
    """The mode to go to before the action runs on its screen; empty for an action of the app or of `node`."""
    action: str = ""
    """An action with its parameters, such as `go('log')`."""
    node: DOMNode | None = None
    """The widget that has the action."""
    call: str = ""
    """`module:function`, called with the app and the argument."""
    argument: str = ""
