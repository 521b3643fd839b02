"""Keys that come again do in an app, its lines and its widgets what their class and their place allow."""

from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from spasmtui.ui.clicks import ClickKeys
from tests.support.idle import settled

pytestmark = pytest.mark.pilot


class Answers(Widget, can_focus=True):
    """Takes digits without a binding, as a form does, into the field that is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("9", "app.note('own')", "own", id="list.down")]

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[str] = []
        self.field: object = None

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 -- Textual's
        return key.isdigit()

    def typed_field(self, key: str, character: str | None) -> object:  # noqa: ARG002 -- that of a field list
        return self.field if key.isdigit() else None

    def on_key(self, event: Key) -> None:
        if event.key.isdigit() and event.key != "9":
            self.taken.append(event.key)
            event.stop()


class Phases(Screen[None]):
    """A screen whose keys mean something else after `p`, and after a `w` that no widget has a binding for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "app.note('moved')", "move", id="list.down"),
        Binding("h", "app.note('shown')", "show", id="go.home"),
        Binding("s", "app.note('stepped')", "step", id="relief.next"),
        Binding("g", "app.note('stored')", "store", id="relief.gone"),
        Binding("p", "phase('p')", "phase", id="relief.pause"),
        Binding("d", "phase('m')", "move on", id="list.up"),
        Binding("7", "app.note('seven')", "seven", id="list.up"),
        Binding("x", "off", "off", id="list.first"),
        Binding("x", "app.note('other')", "other", id="relief.done"),
    ]
    key_phase = 0

    def compose(self) -> ComposeResult:
        yield Answers()
        yield Input()

    def action_phase(self, _by: str) -> None:
        self.key_phase += 1
        self.app.noted.append("phase")  # type: ignore[attr-defined]

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return action != "off"

    def on_key(self, event: Key) -> None:
        if event.key == "w":
            self.app.noted.append("w")  # type: ignore[attr-defined]
            self.key_phase += 1


class Noting(ClickKeys):
    """An app that notes what its keys do."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(Phases())

    def action_note(self, what: str) -> None:
        self.noted.append(what)


async def press(app: Noting, *keys: tuple[str, float]) -> list[str]:
    """Press keys at some seconds after the first, which has been acted on by then; return what they did."""
    app.release_key()
    app.noted.clear()
    first = Key("f12", None).time
    for name, seconds in keys:
        event = Key(name, key_to_character(name))
        event.time = first + seconds
        app.post_message(event)
        if not seconds:
            await settled(app)
    await settled(app)
    return list(app.noted)


def again(key: str, *seconds: float) -> list[tuple[str, float]]:
    return [(key, each) for each in (0.0, *seconds)]


HELD = (0.5, 0.53, 0.56, 0.6)


CASES: dict[tuple[str, tuple[float, ...]], list[str]] = {
    ("m", HELD): ["moved"] * 5,
    ("h", HELD): ["shown"],
    ("s", HELD): ["stepped"],
    ("g", HELD): ["stored"],
    ("h", (0.3, 0.6)): ["shown"] * 3,
    ("s", (0.3, 0.6)): ["stepped"] * 3,
    ("g", (0.3, 0.6)): ["stored"],
    ("g", (0.3, 0.9)): ["stored"] * 2,
    ("g", (0.8,)): ["stored"] * 2,
    ("h", (0.05,)): ["shown"],
    ("p", HELD): ["phase"],
    ("p", (0.8,)): ["phase"] * 2,
    ("d", HELD): ["phase"],
    ("w", (0.3, 0.33)): ["w"],
    ("x", (0.3,)): ["other"],
}
"""What keys that come again at some seconds after their press come to."""


async def test_a_key_that_comes_again_does_what_its_class_lets_it() -> None:
    app = Noting()
    async with app.run_test(size=(40, 8)):
        await settled(app)
        found = {case: await press(app, *again(case[0], *case[1])) for case in CASES}
    assert found == CASES


@pytest.mark.long
async def test_what_is_typed_repeats_in_its_field_and_a_word_may_begin_with_the_key_that_has_opened_the_line() -> None:
    app = Noting()
    async with app.run_test(size=(40, 8)):
        await settled(app)
        answers, line = app.screen.query_one(Answers), app.screen.query_one(Input)
        line.focus()
        assert await press(app, *again("o", *HELD)) == []
        assert line.value == "ooooo"
        await press(app, ("1", 0.0), ("1", 0.01), ("m", 0.02), ("m", 0.03), ("full_stop", 0.04), ("full_stop", 0.05))
        assert line.value == "ooooo11mm.."
        line.clear()
        answers.focus()
        assert await press(app, ("m", 0.0)) == ["moved"]
        line.focus()  # as by the key before it
        held = app._held_key  # noqa: SLF001 -- the key that has opened the line
        event = Key("m", "m")
        event.time = held.last_at + 0.05
        app.post_message(event)
        await settled(app)
        assert line.value == "m"
        line.clear()
        answers.focus()
        app.bind("full_stop", "note('dot')")
        assert await press(app, ("full_stop", 0.0)) == ["dot"]
        line.focus()
        event = Key("full_stop", ".")
        event.time = app._held_key.last_at + 0.05  # noqa: SLF001 -- the same
        app.post_message(event)
        await settled(app)
        assert line.value == "", "a sign opens lines, and begins no word"


async def test_a_digit_answers_the_next_of_several_questions_but_none_while_it_is_held() -> None:
    app = Noting()
    async with app.run_test(size=(40, 8)):
        await settled(app)
        answers = app.screen.query_one(Answers)
        answers.focus()
        assert await press(app, *again("5", *HELD)) == []
        assert answers.taken == ["5"]
        await press(app, *again("5", 0.3))
        assert answers.taken == ["5"] * 3, "twice on purpose"
        answers.field = "a number"
        await press(app, *again("5", *HELD))
        assert answers.taken == ["5"] * 8, "it is typed"
        assert await press(app, *again("7", 0.3)) == []
        assert answers.taken[-2:] == ["7"] * 2, "the widget takes it, whatever the screen has it for"
        answers.field = None
        assert await press(app, *again("9", *HELD)) == ["own"] * 5, "the widget's own key moves"
