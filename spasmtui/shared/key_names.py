"""Name keys in sentences: each by its own label, or by that of the key which the person has given its action.

Where a sentence names a key it has the label and the id of the action in braces: `{u:app.undo} brings it back.`
"""

from __future__ import annotations

import re
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

NAMED_KEY = re.compile(r"\{([^{}:\s]+):([a-z_]+(?:\.[a-z0-9_-]+)+)\}")
"""A key that a sentence names: its label, and the id of its action."""
TAKES_BACK = "{u:app.undo} takes it back."
BRINGS_BACK = "{u:app.undo} brings it back."


class ChosenKey(NamedTuple):
    """The key that the person has given an action."""

    name: str
    """Its name as Textual has it."""
    label: str
    """Its name for people."""


_chosen: Mapping[str, ChosenKey] = {}


def use_chosen_keys(keys: Mapping[str, ChosenKey]) -> bool:
    """Name these keys from now on, by the ids of their actions; return whether any is another than before."""
    global _chosen
    # Never changed in place: threads make sentences too.
    before, _chosen = _chosen, dict(keys)
    return _chosen != before


def keys_in_use() -> Mapping[str, ChosenKey]:
    """Return the keys that sentences name instead of their own, by the ids of their actions."""
    return _chosen


def with_keys(text: str) -> str:
    """Return a text with the labels of the keys that it names."""
    return NAMED_KEY.sub(lambda key: label_of(key[2], key[1]), text) if "{" in text else text


def label_of(action: str, own: str) -> str:
    """Return the label of an action's key.

    Args:
        action: the id of the action.
        own: the label of the key that it has unless the person has given it another.
    """
    return own if (chosen := _chosen.get(action)) is None else chosen.label


def chosen_label(name: str) -> str | None:
    """Return the label of a key that the person has chosen for any action; None for another key."""
    return next((key.label for key in _chosen.values() if key.name == name), None)


def chosen_name(label: str) -> str | None:
    """Return the name of a key that the person has chosen for any action, by its label; None for another key."""
    return next((key.name for key in _chosen.values() if key.label == label), None)
