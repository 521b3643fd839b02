"""List what the drink's screen can do for the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.ui.palette.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTIONS = (
    ("show_steps", "How the drink is made", "With the amounts that are set", ("recipe", "mix", "prepare", "steps")),
    ("show_shopping", "Shopping list for the drink", "What to buy", ("buy", "ingredients", "groceries")),
    ("show_label", "Label for the bottle", "With its date", ("print", "fridge", "sticker")),
    ("show_favourites", "Favourite drinks", "Take one, or keep this one", ("saved", "favorites", "my drink")),
    ("show_warnings", "When to take care with the drink", "All warnings, with sources", ("safe", "danger", "kidney")),
    ("copy", "Copy the drink as text", "It leaves this machine by the terminal", ("clipboard", "share")),
    ("reset", "Back to the recipe for four", "The drink as it was at first", ("default", "start again")),
)


def drink_entries(_host: object) -> Iterator[Entry]:
    """Yield what the drink's screen can do; its own mode is shown first."""
    for action, title, text, words in ACTIONS:
        yield Entry(
            id=f"drink.{action}",
            title=title,
            kind="drink",
            help=text,
            words=(*words, "drink"),
            mode="drink",
            action=action,
        )
