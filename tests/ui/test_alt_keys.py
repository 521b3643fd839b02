"""A key right behind an escape is Esc and the key, a chord that is held is one, and a typed line loses nothing."""

from textual.events import Key

from spasmtui.ui.keys.alt_keys import HELD_SECONDS, AltKeys
from tests.support.cases import with_each


def keys_of(*names: str, after: float = 10.0, is_bound: bool = False, is_typing: bool = False) -> list[str]:
    """Return the keys that chords stand for, each after some seconds; each with the time of its chord."""
    alt_keys, found = AltKeys(), list[str]()
    for number, name in enumerate(names):
        event = Key(name, "\r" if name == "alt+enter" else None)  # as the parser names it; of others the name tells
        event.time = 100 + number * after
        parts = alt_keys.keys_of(event, is_bound=is_bound, is_typing=is_typing)
        assert {part.time for part in parts} <= {event.time}
        found += [part.key for part in parts]
    return found


@with_each("name", ["g", "G", "é", "3", "enter", "space", "exclamation_mark"])
def test_a_chord_is_an_escape_and_the_key(name: str) -> None:
    assert keys_of(name) == [name]
    assert keys_of(f"alt+{name}") == ["escape", name]
    assert keys_of(f"alt+{name}", is_bound=True) == [f"alt+{name}"]


def test_the_key_has_its_character_and_one_with_an_action_types_nothing() -> None:
    event = Key("alt+minus", "-")
    assert [part.character for part in AltKeys().keys_of(event, is_bound=False, is_typing=False)] == ["\x1b", "-"]
    assert [part.character for part in AltKeys().keys_of(event, is_bound=True, is_typing=True)] == [None]


def test_a_chord_that_is_held_is_pressed_once() -> None:
    assert keys_of(*["alt+g"] * 30, after=0.033) == ["escape", "g"]
    assert keys_of(*["alt+g"] * 2, after=HELD_SECONDS - 0.01) == ["escape", "g"]
    assert keys_of(*["alt+g"] * 2, after=HELD_SECONDS) == ["escape", "g"] * 2
    assert keys_of("alt+5", "alt+6", after=0.0) == ["escape", "5", "escape", "6"]


def test_a_letter_with_alt_throws_nothing_away_that_is_typed() -> None:
    assert keys_of("alt+d", "alt+D", "alt+é", is_typing=True) == []
    assert keys_of("alt+b", "alt+f", "alt+b", is_typing=True) == ["ctrl+left", "ctrl+right", "ctrl+left"]
    assert keys_of("alt+b", "alt+b", is_typing=True, after=0.03) == ["ctrl+left"] * 2
    assert keys_of("alt+3", "alt+enter", is_typing=True) == ["escape", "3", "escape", "enter"]
    assert keys_of("alt+left", "alt+f5") == []
