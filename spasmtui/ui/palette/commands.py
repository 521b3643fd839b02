"""List the commands that belong to no room: modes, help, undo, colours, and what the screen below offers by key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spasmtui.ui.key_bar import bindings_in_force, key_label, shown_labels
from spasmtui.ui.messages import ChangeSetting, LogEpisode, StartRelief
from spasmtui.ui.palette.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.screen import Screen

Row = tuple[str, str, str, tuple[str, ...]]
"""A name, a title, a line of help, and what people say for it."""

MODES: tuple[Row, ...] = (
    ("home", "Home", "The first screen", ("start", "beginning", "today", "overview")),
    ("relief", "Relief", "Routines, and the one that is running", ("timer", "routines", "exercises", "stretches")),
    ("log", "Log", "Nights and episodes", ("diary", "history", "nights", "list")),
    ("guide", "Guide", "Pages to read and search", ("read", "help", "articles", "handbook", "pages")),
    ("drink", "Drink", "The electrolyte drink", ("recipe", "salt", "electrolytes", "water")),
)
ACTIONS: tuple[Row, ...] = (
    ("urgent", "Get help now", "What is urgent, and whom to call", ("emergency", "danger", "ambulance", "doctor")),
    ("search", "Search the guide", "Find a page by how it feels", ("find", "look up", "read")),
    (
        "undo",
        "Undo",
        "Take back the last change to the diary",
        ("take back", "revert", "restore", "oops", "deleted", "mistake", "wrong entry"),
    ),
    ("redo", "Redo", "Make the last undone change again", ("again", "repeat")),
    (
        "choose",
        "Choose between two devices' values",
        "What both changed, each without the other",
        ("conflict", "sync", "device"),
    ),
    ("keys", "All keys", "Every key that works here", ("help", "shortcuts", "keyboard", "bindings")),
    ("settings", "Settings and keys", "All of them, with their meaning", ("preferences", "options", "configuration")),
    ("redraw", "Draw the screen again", "Where something else has written over it", ("refresh", "repaint", "garbage")),
    ("leave", "Leave", "End the program; a running routine is kept", ("quit", "exit", "close", "end")),
)
THEMES: tuple[Row, ...] = (
    ("auto", "by the hour", "Dark by day, and dim red from 22:00 to 06:00", ("automatic", "default")),
    ("dark", "dark", "Light words on dark", ("black",)),
    ("light", "light", "Dark words on light", ("white", "bright", "day")),
    ("night", "night", "A dim red that keeps you drowsy", ("red", "dim", "sleep")),
    ("high-contrast", "high contrast", "White and one yellow on black", ("accessible", "bold", "low vision", "sight")),
    ("terminal", "the terminal's own", "As the terminal is set", ("ansi", "plain")),
)
_ABOUT_COLOURS = ("theme", "colour", "color", "appearance", "look", "scheme", "mode")
_MOVES = re.compile(
    r"(screen\.)?(move|page|scroll|edge|turn|link|follow|letters?|open|cursor_\w+|select|select_field|change_value|"
    r"step|into_hits|find_hit|end_find|submit|rate|helped|back|to_list|dismiss|unfilter|leave)\b"
)
"""Actions that move a cursor or a page, or go back: they belong under the fingers."""


def is_moving(action: str) -> bool:
    """Return whether an action belongs under the fingers, so that the palette leaves it out."""
    return _MOVES.match(action) is not None


def app_entries(screen: Screen[Any]) -> Iterator[Entry]:
    """Yield the commands of the app, each with the key that it has on this screen."""
    keys = {
        active.binding.action: shown_labels(key_label(active.binding)) for active in bindings_in_force(screen).values()
    }
    yield Entry(
        id="relief",
        title="Start relief",
        kind="command",
        help="For the usual place, at once",
        words=("cramp", "timer"),
        message=StartRelief(),
    )
    yield Entry(
        id="log.new",
        title="Log an episode",
        kind="command",
        help="Record one without the timer",
        words=("record", "new entry", "add", "write down", "forgot to record", "missed one"),
        message=LogEpisode(),
    )
    for action, title, text, words in ACTIONS:
        yield Entry(
            id=action, title=title, kind="command", help=text, words=words, key=keys.get(action, ""), action=action
        )
    for mode, title, text, words in MODES:
        action = f"go('{mode}')"
        yield Entry(
            id=f"go.{mode}",
            title=f"Go to {title}",
            kind="command",
            help=text,
            words=words,
            key=keys.get(action, ""),
            action=action,
        )
    for value, title, text, words in THEMES:
        yield Entry(
            id=f"colours.{value}",
            title=f"Colours: {title}",
            kind="colours",
            help=f"{text}; kept",
            words=(value, *words, *_ABOUT_COLOURS),
            message=ChangeSetting(("screen", "theme"), value),
        )


def here_entries(screen: Screen[Any]) -> Iterator[Entry]:
    """Yield what the keys of a screen do, except moving about in it."""
    seen: set[str] = set()
    for active in bindings_in_force(screen).values():
        binding = active.binding
        is_ours = binding.id is not None and not binding.system and active.node is not screen.app
        if not is_ours or not active.enabled or binding.action in seen or is_moving(binding.action):
            continue
        seen.add(binding.action)
        yield Entry(
            id=f"key.{binding.id}",
            title=(active.tooltip or binding.description).partition("; ")[0],
            kind="command",
            help="On the screen you came from",
            key=shown_labels(key_label(binding)),
            action=binding.action,
            node=active.node,
        )
