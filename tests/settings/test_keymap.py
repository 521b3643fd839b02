"""Other keys for actions: what cannot be used is named with both actions, and no other action loses its key."""

from dataclasses import replace

from textual.binding import Binding, BindingsMap

from spasmtui.settings.keymap import Action, key_name, key_text, plan_keys, refusal
from tests.support.cases import with_each


def action(name: str, *keys: str, owner: str = "Relief", rooms: str = "relief", is_modal: bool = False) -> Action:
    return Action(
        id=name,
        keys=keys,
        text=f"Do {name}",
        owner=owner,
        where=owner,
        rooms=frozenset(rooms.split()),
        is_screen=owner not in ("Reader", "List", "Everywhere"),
        is_modal=is_modal,
    )


ACTIONS = (
    action("app.keys", "question_mark", owner="Everywhere", rooms=""),
    action("app.urgent", "exclamation_mark", owner="Everywhere", rooms=""),
    action("relief.gone", "g"),
    action("relief.mute", "n"),
    action("relief.skip", "n"),
    action("relief.close", "c", "escape"),
    action("relief.pain.10", "t"),
    action("relief.pain.5", "5"),
    action("relief.breathe", "r"),
    action("editor.save", "b", owner="Editor"),
    action("list.map", "m", owner="List"),
    action("app.undo", "u", owner="Everywhere", rooms=""),
    action("reader.top", "home", owner="Reader", rooms="guide log"),
    action("log.new", "n", owner="Log", rooms="log"),
    action("ask.yes", "y", owner="Ask", rooms="relief", is_modal=True),
)
BY_ID = {each.id: each for each in ACTIONS}


@with_each(
    ("name", "key", "words"),
    [
        ("relief.gone", "", "not the name of a key"),
        ("relief.gone", "escape", "Esc always goes back"),
        ("relief.gone", "exclamation_mark", "! always gets help"),
        ("relief.gone", "7", "The digits answer questions"),
        ("relief.gone", "ctrl+c", "Ctrl+C belongs to the terminal"),
        (
            "relief.gone",
            "n",
            "n is already “Do relief.mute” (Relief), so “Do relief.gone” (Relief) cannot have it as well.",
        ),
        (
            "reader.top",
            "u",
            "(Reader) cannot have it as well. Choose another key.",
        ),
        ("relief.gone", "m", "m is already “Do list.map” (List)"),
        ("relief.gone", "question_mark", "? is already “Do app.keys” (Everywhere)"),
        ("app.keys", "home", "Home is already “Do reader.top” (Reader)"),
        ("log.new", "home", "Home is already “Do reader.top” (Reader)"),
    ],
)
def test_a_key_that_cannot_be_given_is_refused_with_a_sentence(name: str, key: str, words: str) -> None:
    assert words in refusal(BY_ID[name], key, ACTIONS, {})


@with_each(
    ("name", "key"),
    [("relief.gone", "home"), ("relief.gone", "b"), ("log.new", "g"), ("ask.yes", "g"), ("app.keys", "y")],
)
def test_a_key_may_mean_another_action_where_the_two_never_meet(name: str, key: str) -> None:
    assert refusal(BY_ID[name], key, ACTIONS, {}) == ""


def test_a_key_that_another_action_has_given_up_is_free() -> None:
    assert refusal(BY_ID["relief.gone"], "c", ACTIONS, {"relief.close": ("z", "escape")}) == ""


@with_each(
    ("name", "key", "keys"),
    [
        ("relief.close", "z", ("z", "escape")),
        ("app.urgent", "f9", ("f9", "exclamation_mark")),
        ("app.undo", "z", ("z", "u")),
        ("app.undo", "u", ("u",)),
        ("relief.pain.5", "f5", ("f5", "5")),
        ("relief.pain.10", "z", ("z", "t")),
    ],
)
def test_an_action_keeps_its_reserved_key_and_one_that_sentences_name_beside_the_new_one(
    name: str, key: str, keys: tuple[str, ...]
) -> None:
    plan = plan_keys({name: key}, ACTIONS)
    assert (plan.keys, plan.faults) == ({name: keys}, {})


def test_help_and_the_way_out_are_in_force_over_dialogs_so_that_no_dialog_has_their_keys() -> None:
    leave = replace(action("app.leave", "q", owner="Everywhere", rooms=""), is_over_dialogs=True)
    assert "q is already “Do app.leave”" in refusal(BY_ID["ask.yes"], "q", (*ACTIONS, leave), {})
    assert "y is already “Do ask.yes”" in refusal(leave, "y", (*ACTIONS, leave), {})


def test_two_actions_may_exchange_their_keys() -> None:
    plan = plan_keys({"relief.breathe": "c", "relief.close": "r"}, ACTIONS)
    assert (plan.keys, plan.faults) == ({"relief.breathe": ("c",), "relief.close": ("r", "escape")}, {})


def test_an_entry_that_cannot_be_used_is_named_and_the_others_hold() -> None:
    plan = plan_keys(
        {"relief.gone": "z", "relief.mute": "z", "nope": "q", "log.new": "foo", "relief.close": "5"}, ACTIONS
    )
    assert plan.keys == {"relief.mute": ("z",)}
    assert plan.faults["nope"] == "[keys] has nope, which is the id of no action."
    assert "“Do relief.mute” (Relief)" in plan.faults["relief.gone"]
    assert plan.faults["log.new"].startswith("[keys] log.new = 'foo' cannot be used. That is not the name of a key")
    assert "The digits" in plan.faults["relief.close"]


def test_textual_leaves_every_other_action_of_the_screen_its_key_and_its_place() -> None:
    here = [each for each in ACTIONS if each.owner == "Relief"]
    bindings = BindingsMap([Binding(",".join(each.keys), f"do('{each.id}')", each.text, id=each.id) for each in here])
    bindings.apply_keymap(dict(plan_keys({"relief.mute": "z"}, ACTIONS).keymap))
    left = {key: [binding.id for binding in found] for key, found in bindings.key_to_bindings.items()}
    assert {key: set(ids) for key, ids in left.items()} == {
        "g": {"relief.gone"}, "z": {"relief.mute"}, "n": {"relief.skip"}, "c": {"relief.close"},
        "escape": {"relief.close"}, "t": {"relief.pain.10"}, "5": {"relief.pain.5"}, "r": {"relief.breathe"},
    }  # fmt: skip
    assert list(left)[:2] == ["g", "z"]


@with_each(
    ("written", "name", "shown"),
    [
        ("?", "question_mark", "?"), ("Ctrl+K", "ctrl+k", "Ctrl+K"), ("shift+g", "G", "G"), (",", "comma", ","),
        ("F2", "f2", "F2"), ("full_stop", "full_stop", "."), ("+", "plus", "+"), ("é", "é", "é"),
        (" ", "space", "space"),
        ("-", "minus", "−"), ("Enter", "enter", "⏎"), ("PgDn", "pagedown", "PgDn"),
        ("Del", "delete", "Del"), ("shift+tab", "shift+tab", "Shift+Tab"), ("ctrl+slash", "ctrl+slash", "Ctrl+/"),
        ("foo", "", ""), ("\x07", "", ""), ("ctrl+foo", "", ""),
    ],
)  # fmt: skip
def test_a_key_is_known_by_its_character_or_its_name(written: str, name: str, shown: str) -> None:
    assert (key_name(written), key_text(key_name(written))) == (name, shown)
