"""Plan and name the keys of the settings with the table of all actions, for which no screen is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.settings._generated_actions import ACTIONS
from spasmtui.settings.keymap import Action, KeyPlan, chosen_keys, plan_keys
from spasmtui.shared.key_names import use_chosen_keys, with_keys

if TYPE_CHECKING:
    from collections.abc import Mapping


def known_actions() -> tuple[Action, ...]:
    """Return every action of the program, in the order in which the screen of the keys lists them."""
    return tuple(
        Action(
            id=name, keys=keys, text=with_keys(text), owner=owner, where=where, rooms=frozenset(rooms),
            is_screen=is_screen, is_modal=is_modal, is_over_dialogs=is_over_dialogs,
        )
        for name, keys, text, owner, where, rooms, is_screen, is_modal, is_over_dialogs in ACTIONS
    )  # fmt: skip


def plan_own_keys(keys: Mapping[str, str]) -> KeyPlan:
    """Return what the entries of `[keys]` come to among all actions."""
    return plan_keys(keys, known_actions())


def name_own_keys(keys: Mapping[str, str]) -> None:
    """Name the keys of the entries of `[keys]` that can be used in all sentences from now on."""
    use_chosen_keys(chosen_keys(plan_own_keys(keys)))
