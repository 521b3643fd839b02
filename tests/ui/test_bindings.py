"""Keys: declared once, described, without a clash, and the page of keys shows the bindings' own."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

import spasmtui
from spasmtui.settings.keymap import key_text
from spasmtui.settings.known_actions import known_actions
from spasmtui.ui.key_bar import KEY_NAMES
from spasmtui.ui.palette.commands import ACTIONS, is_moving
from tests.conftest import ROOT
from tests.support.cases import with_each
from tools.actions import NOT_LOADED, TABLE, actions_module
from tools.key_table import PAGE, page


def owners() -> Iterator[type[DOMNode]]:
    """Every class of ours that declares bindings."""
    for found in pkgutil.walk_packages(spasmtui.__path__, "spasmtui."):
        if found.name in NOT_LOADED:
            continue
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            is_ours = isinstance(value, type) and issubclass(value, DOMNode) and value.__module__ == found.name
            if is_ours and "BINDINGS" in vars(value):
                yield value


OF_ANOTHER_PLACE = ("relief.list.start", "relief.next")
"""Actions that have the key of such a sentence on another screen than that which shows it."""
OWNERS = sorted(set(owners()), key=lambda owner: f"{owner.__module__}.{owner.__name__}")


def bindings_of(owner: type[DOMNode]) -> list[Binding]:
    return list(Binding.make_bindings(vars(owner)["BINDINGS"]))


@with_each("owner", OWNERS, ids=lambda owner: owner.__name__)
def test_every_key_is_described_and_has_a_stable_id(owner: type[DOMNode]) -> None:
    silent = [binding.key for binding in bindings_of(owner) if not binding.tooltip or not binding.id]
    assert silent == []


@with_each("owner", [owner for owner in OWNERS if "check_action" not in vars(owner)], ids=lambda owner: owner.__name__)
def test_no_key_is_declared_twice_where_no_part_of_the_screen_decides(owner: type[DOMNode]) -> None:
    keys = [key for binding in bindings_of(owner) for key in binding.key.split(",")]
    assert sorted(set(keys)) == sorted(keys)


@with_each("owner", OWNERS, ids=lambda owner: owner.__name__)
def test_no_key_needs_ctrl_or_alt_alone(owner: type[DOMNode]) -> None:
    for binding in bindings_of(owner):
        keys = binding.key.split(",")
        needs = [key for key in keys if key.startswith(("ctrl+", "alt+", "super+"))]
        assert needs == [] or len(needs) < len(keys) or binding.action == "redraw", binding


def test_screens_leave_the_global_keys_alone() -> None:
    """A screen may give `/` `!` `u` and Esc a nearer meaning, but 1 to 5, ? and q mean the same everywhere."""
    taken = {
        f"{owner.__name__} {key}"
        for owner in OWNERS
        if issubclass(owner, Screen) and not issubclass(owner, (App, ModalScreen))
        for binding in bindings_of(owner)
        for key in binding.key.split(",")
        if key in ("1", "2", "3", "4", "5", "question_mark", "q", "colon", "exclamation_mark", "f1", "f2", "f3")
    }
    # After relief a digit is the pain; while a routine runs it goes to a mode (tests/ui/test_app.py).
    assert taken == {f"ReliefScreen {digit}" for digit in "12345"}


def test_what_takes_shift_has_another_key_too_or_is_in_the_palette() -> None:
    """Signs that take Shift on a keyboard of the United States; a hand alone reaches every key that is left."""
    is_shifted = re.compile(r"[A-Z]$|shift\+|(exclamation_mark|question_mark|colon|plus|quotation_mark|underscore)$")
    named = {name for name, *_row in ACTIONS}
    for owner in OWNERS:
        keys: dict[str, list[str]] = {}
        for binding in bindings_of(owner):
            keys.setdefault(binding.action, []).append(binding.key)
        chords = {action for action, found in keys.items() if all(map(is_shifted.match, found))}
        # Tab goes round, and in a form the arrow keys move too.
        chords -= {"link(-1)", "move(-1)"}
        assert {action for action in chords if is_moving(action) and action not in named} == set(), owner


@with_each("owner", OWNERS, ids=lambda owner: owner.__name__)
def test_no_key_is_shown_by_the_name_that_the_framework_gives_it(owner: type[DOMNode]) -> None:
    keys = [key for binding in bindings_of(owner) for key in binding.key.split(",")]
    shown = [KEY_NAMES.get(key, key) for key in keys]
    assert [label for label in shown if len(label) > 1 and label.islower() and label != "space"] == []
    assert shown == [key_text(key) for key in keys]


def test_a_key_that_shows_another_one_beside_it_names_both_and_the_other_has_no_row_of_its_own() -> None:
    pairs = {"← →": "right", "↑↓": "up", "[ ]": "right_square_bracket"}
    for owner in OWNERS:
        for binding in bindings_of(owner):
            if (other := pairs.get(binding.key_display or "")) is not None:
                assert [each.system for each in bindings_of(owner) if other in each.key.split(",")] == [True]
                assert " or " in binding.tooltip


def test_a_key_that_a_click_on_words_presses_stays_with_its_action_beside_any_other() -> None:
    named = {
        (path.parts[1], key)
        for path in (each.relative_to(ROOT) for each in (ROOT / "spasmtui").rglob("*.py"))
        for key in re.findall(r'pressing\([^\n]*, "([a-z]+)"\)', (ROOT / path).read_text(encoding="utf-8"))
    }
    assert ("drink", "w") in named
    actions = known_actions()
    lost = {
        (action.id, key)
        for room, key in named
        for action in actions
        if action.id.startswith(f"{room}.") and key in action.keys and key not in action.fixed_keys
    }
    assert {(name, key) for name, key in lost if name not in OF_ANOTHER_PLACE} == set()


def test_the_page_of_keys_shows_the_bindings_of_the_screens() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_table_of_actions_is_that_of_the_screens() -> None:
    assert TABLE.read_text(encoding="utf-8") == actions_module()
