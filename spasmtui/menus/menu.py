"""Define a numbered menu, its text, and the item that a typed line means. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spasmtui.shared.words.fold import fold_word

if TYPE_CHECKING:
    from collections.abc import Callable

URGENT_LINE = "! Urgent: get help now"
"""The first line of every list."""

YES = ("y", "yes", "oui", "o")
NO = ("n", "no", "non")
"""The words for the first and the second of two answers."""


class Item(NamedTuple):
    """One line of a menu."""

    label: str
    """A few words; those before a colon name the item, and may be typed in place of its number."""
    act: Callable[[], None]
    """Does what the item says, and tells the person what was done."""


class Menu(NamedTuple):
    """A menu: its title and its items, whose numbers begin with 1 and keep their meaning."""

    title: str
    items: tuple[Item, ...]
    help: str = ""
    """What can be done here, for `?`."""

    @property
    def text(self) -> str:
        """The lines of the menu: the title, what is urgent, and the items with their numbers."""
        return list_text(self.title, [item.label for item in self.items])

    def find(self, typed: str) -> Item | None:
        """Return the item of this number or of this name; None where there is none."""
        number = find_label([item.label for item in self.items], typed)
        return None if number is None else self.items[number]


def list_text(title: str, labels: list[str]) -> str:
    """Return the lines of a numbered list under its title."""
    return "\n".join((title, URGENT_LINE, *(f"{number} {label}" for number, label in enumerate(labels, 1))))


def find_label(labels: list[str], typed: str) -> int | None:
    """Return the place, from 0, of the label that a typed number or name means; None where there is none.

    A label may be typed as a whole, or as its part before a colon or a comma. Of two labels `yes` means the first, and
    `no` the second.
    """
    typed = typed.rstrip(".) ")
    if typed.isascii() and typed.isdecimal():
        number = int(typed[:9])
        return number - 1 if 1 <= number <= len(labels) else None
    wanted = _name(typed)
    if len(labels) == len((YES, NO)) and wanted in (*YES, *NO):
        return int(wanted in NO)
    names = [(_name(label), _name(label.partition(":")[0]), _name(label.partition(",")[0])) for label in labels]
    return next((at for at, each in enumerate(names) if wanted and wanted in each), None)


def _name(text: str) -> str:
    return " ".join(fold_word(text).split())
