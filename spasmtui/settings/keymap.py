"""Decide which keys an action can be given, and what Textual must be told for them. Pure.

A key means one action at a place: on one screen, or everywhere. Every action can be given another one. Keys on which a
person relies in pain are reserved, and those that answer a question or give help stay beside the new one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spasmtui.shared.key_names import ChosenKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DIGITS = tuple("0123456789")
HELP_KEY, BACK_KEY = "exclamation_mark", "escape"
_SYSTEM_KEYS = ("ctrl+c", "ctrl+q", "ctrl+z", "ctrl+s")
RESERVED = frozenset((HELP_KEY, BACK_KEY, *DIGITS, *_SYSTEM_KEYS))
"""Keys that always mean the same; an action that has one keeps it beside any other."""
_KEPT = (
    "relief.pain.", "relief.how.", "relief.helped.", "relief.worse", "relief.hurts", "relief.help", "relief.yes",
    "relief.no",
    "relief.swap", "relief.version", "relief.settle.", "relief.resume", "relief.move", "relief.another", "relief.gone",
    "relief.done", "relief.stop", "relief.again", "relief.to_list", "relief.finish", "relief.pause", "relief.back",
    "interrupted.", "urgent.", "confirm.", "notice.", "conflict.", "day.", "text.", "note.", "form.", "rows.",
    "bodymap", "drink.left", "drink.right", "drink.type", "drink.warnings", "favourites.keep", "newkey.", "keyhelp.",
    "app.undo", "app.redo", "home.choose", "log.choose", "night.choose", "typing.", "log.filtered", "guide.words.",
    "palette.",
)  # fmt: skip
"""The beginnings of the ids of actions that keep their own keys beside any other: those that answer questions, end or
halt a routine, give advice on danger or take back a change, and those of a line that is typed, where another may be a
letter. Whoever helps a person finds them by the guide and the docs, which name these keys."""
_WHILE_TYPING = frozenset(("f1", "f2", "f3"))
"""The keys of help, of all keys and of the palette that work in a line too; those actions keep them for it."""
_NAMED = frozenset((
    "enter", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "up", "down", "left",
    "right", *(f"f{number}" for number in range(1, 25)),
))  # fmt: skip
_SHORT_NAMES = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
    "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip
"""The names that Textual gives to some characters in place of those of Unicode."""
_WRITTEN = {"pgup": "pageup", "pgdn": "pagedown", "del": "delete"}
"""What the screens call some keys, and the names that Textual gives them."""
_MODIFIERS = re.compile(r"((?:ctrl|alt|shift)\+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that a key does at one place."""

    id: str
    """The id of its binding."""
    keys: tuple[str, ...]
    """Its own keys, as the program has them."""
    text: str
    """What it does, as help says it."""
    owner: str
    """The class that declares it."""
    where: str
    """Its screen or dialog in words."""
    rooms: frozenset[str] = frozenset()
    """The packages with the screens on which it can be in force; empty for everywhere."""
    is_screen: bool = False
    """True if it belongs to a screen, of which one is in force at a time, and not to a widget that several may have."""
    is_modal: bool = False
    """True if it belongs to a dialog, over which no key of another screen works."""
    is_over_dialogs: bool = False
    """True if it is one of the few of the app that work over dialogs too."""

    @property
    def fixed_keys(self) -> tuple[str, ...]:
        """Those of its keys that it keeps beside any other."""
        kept = RESERVED | _WHILE_TYPING
        return self.keys if self.id.startswith(_KEPT) else tuple(key for key in self.keys if key in kept)


@dataclass(frozen=True, slots=True)
class KeyPlan:
    """The keys that the entries of `[keys]` bring."""

    keys: Mapping[str, tuple[str, ...]]
    """The keys of every action that has others than its own, by its id."""
    keymap: Mapping[str, str]
    """What Textual is told: the same, and all other actions of the screens that have one of these."""
    faults: Mapping[str, str]
    """A sentence for each entry that cannot be used, by its name."""


def key_name(text: str) -> str:
    """Return the name of a key as Textual has it: of `?`, `Ctrl+K`, `shift+g` or `full_stop`; empty for no key."""
    text = text.strip() or text[:1]
    if len(text) == 1:
        return _name_of(text)
    lower = text.lower()
    modifiers = _MODIFIERS.match(lower)
    assert modifiers is not None
    base = text[modifiers.end() :]
    held = set(modifiers[0].split("+")) - {""}
    if held - {"shift"}:
        base = base.lower()
    if len(base) == 1 and base.isalpha() and held == {"shift"}:
        return base.upper()
    name = _name_of(base) if len(base) == 1 and base != "+" else _WRITTEN.get(base.lower(), base.lower())
    is_known = len(base) == 1 or name in _NAMED or name in _PUNCTUATION
    return "".join(f"{each}+" for each in ("alt", "ctrl", "shift") if each in held) + name if is_known else ""


def _name_of(character: str) -> str:
    if character.isalnum():
        return character
    if not character.isprintable():
        return ""
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _SHORT_NAMES.get(name, name)


_PUNCTUATION = {name: mark for mark in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" if (name := _name_of(mark))}
_SHOWN = {
    "enter": "⏎", "escape": "Esc", "left": "←", "right": "→", "up": "↑", "down": "↓", "minus": "−", "backspace": "⌫",
    "tab": "Tab", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "delete": "Del",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
    **{name: mark for name, mark in _PUNCTUATION.items() if name != "minus"},
}  # fmt: skip

_IN_WORDS = {"enter": "Enter", "backspace": "Backspace"}
"""What sentences call the keys whose sign is not in every font."""


def key_text(key: str) -> str:
    """Return a key as a person reads it."""
    *held, base = key.split("+")
    shown = base.upper() if held and len(base) == 1 else _SHOWN.get(base, base)
    return "+".join((*(modifier.capitalize() for modifier in held), shown))


def chosen_keys(plan: KeyPlan) -> dict[str, ChosenKey]:
    """Return the keys to name for a plan: the first of each action that has others than its own."""
    firsts = {name: keys[0] for name, keys in plan.keys.items()}
    return {name: ChosenKey(key, _IN_WORDS.get(key) or key_text(key)) for name, key in firsts.items()}


def refusal(action: Action, key: str, actions: Sequence[Action], keys: Mapping[str, tuple[str, ...]]) -> str:
    """Return a sentence on why an action cannot have a key; empty where it can.

    Args:
        action: the action.
        key: the name of the key; empty for one that has none.
        actions: all actions.
        keys: the keys of those that have others than their own.
    """
    if not key:
        return "That is not the name of a key, such as x, f2 or ctrl+k."
    if key == BACK_KEY:
        return "Esc always goes back, so no other action can have it."
    if key == HELP_KEY:
        return "! always gets help, so no other action can have it."
    if key in DIGITS:
        return "The digits answer questions, such as how strong the pain is, so no other action can have them."
    if key in RESERVED:
        return f"{key_text(key)} belongs to the terminal, so no action can have it."
    for other in actions:
        if other.id != action.id and _meet(action, other) and key in keys.get(other.id, other.keys):
            is_kept = key in other.fixed_keys
            way_out = "Choose another key." if is_kept else "Choose another key, or first give that action one."
            return (
                f"{key_text(key)} is already “{other.text}” ({other.where}), so “{action.text}” ({action.where}) "
                f"cannot have it as well. {way_out}"
            )
    return ""


def _meet(one: Action, other: Action) -> bool:
    """Return whether two actions can be in force at the same time."""
    if one.is_modal or other.is_modal:
        return one.owner == other.owner or one.is_over_dialogs or other.is_over_dialogs
    if one.is_screen and other.is_screen:
        return one.owner == other.owner
    return not one.rooms or not other.rooms or bool(one.rooms & other.rooms)


def plan_keys(changes: Mapping[str, str], actions: Sequence[Action]) -> KeyPlan:
    """Return what the entries of `[keys]` come to; one that cannot be used is named, and its action keeps its keys.

    Args:
        changes: the key of each action by its id, as the file has them.
        actions: all actions.
    """
    known = {action.id: action for action in actions}
    faults: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for name, written in changes.items():
        if (action := known.get(name)) is None:
            faults[name] = f"[keys] has {name}, which is the id of no action."
        elif fault := refusal(action, key := key_name(written), (), {}):
            faults[name] = f"[keys] {name} = {written[:20]!r} cannot be used. {fault}"
        else:
            keys[name] = tuple(dict.fromkeys((key, *action.fixed_keys)))
    # Two actions may exchange their keys, so that each is compared with what the others will have.
    for name in list(keys):
        key = keys[name][0]
        if key not in known[name].keys and (fault := refusal(known[name], key, actions, keys)):
            del keys[name]
            faults[name] = f"[keys] {name} = {changes[name][:20]!r} cannot be used. {fault}"
    keymap = {name: ",".join(own) for name, own in keys.items()}
    return KeyPlan(keys, _beside(keys, actions) | keymap, faults)


def _beside(keys: Mapping[str, tuple[str, ...]], actions: Iterable[Action]) -> dict[str, str]:
    """Return the other actions of each owner with a changed one, with their own keys.

    Textual 8.2 takes a key from all of an owner's bindings where one of them gets another, or gets this one. The others
    are named with it, so that they keep their keys and their order in the footer.
    """
    actions = tuple(actions)
    owners = {action.owner for action in actions if action.id in keys}
    return {action.id: ",".join(action.keys) for action in actions if action.owner in owners}
