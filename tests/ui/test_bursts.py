"""Keys and the mouse that come in one burst act in their order, each on the screen that the one before it has made."""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.content import Content
from textual.events import Compose, Key, MouseDown, MouseUp
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widgets import Input, Static

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.shell import Options
from spasmtui.terminal.crash_guard import CrashGuard
from spasmtui.ui.clicks import ClickKeys, pressing
from spasmtui.ui.keys import input_order
from spasmtui.ui.keys.held_keys import KeyPresses
from spasmtui.ui.keys.input_order import LOOKS_AT_ONCE, LOOKS_LATER, InputOrder
from tests.conftest import FakeClock
from tests.support.idle import settled
from tests.support.shown_app import settle
from tests.support.store.values import an_episode

# What waits is private.
# ruff: noqa: SLF001

pytestmark = pytest.mark.pilot

NAMES = {"\N{ESCAPE}": "escape", "\r": "enter", "↓": "down"}


def press_at_once(app: ClickKeys, text: str) -> None:
    """Press keys as they come in one packet, and click for each `^`: none waits for what the one before it does."""
    app.release_key()
    for character in text:
        if character == "^":
            for kind in (MouseDown, MouseUp):
                app.post_message(kind(None, 1, 0, 0, 0, 1, False, False, False, 1, 0))
        else:
            key = NAMES.get(character) or (character if character.isalnum() else _character_to_key(character))
            app.post_message(Key(key, character))


class Line(Screen[None]):
    """A screen in which text is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.close", "close")]

    def compose(self) -> ComposeResult:
        yield Input()


class Opener(ClickKeys):
    """An app with a key, and words in the upper left corner, that open a line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open", "open"),
        Binding("x", "mark", "mark"),
        Binding("exclamation_mark,h", "nothing", id="app.urgent"),
        Binding("q", "nothing", id="app.leave"),
    ]
    CLICK_CHAIN_TIME_THRESHOLD = 0.0
    """Clicks of one moment are else one double click."""
    lines: list[str]
    """What was typed in each line that was closed, and `x` for each mark."""
    is_opening = False

    def compose(self) -> ComposeResult:
        yield Static(pressing(Content("open"), "o"))

    def on_mount(self) -> None:
        self.lines = []

    def action_open(self) -> None:
        self.push_screen(Line())

    def action_mark(self) -> None:
        self.lines.append("x")

    def action_close(self) -> None:
        self.lines.append(self.screen.query_one(Input).value)
        self.pop_screen()


BURSTS = {
    "obell\N{ESCAPE}": ["bell"],
    "xoox\N{ESCAPE}x": ["x", "ox", "x"],
    "oleg\N{ESCAPE}oarm\N{ESCAPE}xxo\N{ESCAPE}": ["leg", "arm", "x", ""],
    "^bell\N{ESCAPE}": ["bell"],
    "x^x\N{ESCAPE}x": ["x", "x", "x"],
}


@pytest.mark.long
async def test_each_key_and_click_of_a_burst_meets_what_the_one_before_it_has_made() -> None:
    app = Opener()
    async with app.run_test(size=(40, 5)):
        for text, lines in BURSTS.items():
            press_at_once(app, text)
            await settled(app)
            assert app.lines == lines, text
            app.lines.clear()


async def test_a_key_that_came_in_one_packet_with_an_escape_comes_to_the_screen_that_this_has_left() -> None:
    app = Opener()
    async with app.run_test(size=(40, 5)):
        for text in ("oleg", "alt+x", "alt+5", "x", "alt+x", "oa", "alt+b", "b", "escape"):
            for key in [text] if len(text) > 4 else text:
                app.post_message(Key(key, None if key == "escape" else key[-1]))
        await settled(app)
        assert app.lines == ["leg", "x", "x", "ba"]
        app.set_keymap({"own.mark": "alt+m"})
        app.bind("y", "mark")
        app._bindings.key_to_bindings["y"] = [Binding("y", "mark", id="own.mark")]
        app.post_message(Key("alt+m", "m"))
        await settled(app)
        assert app.lines[-1] == "x"


async def test_what_came_of_a_key_is_on_its_way_also_where_the_app_has_taken_it_from_its_queue() -> None:
    app = Opener()
    async with app.run_test(size=(40, 5)):
        key = Key("x", "x")
        app._pending_message = key
        assert not app._has_messages(), "it is the next key"
        key._set_forwarded()
        assert app._has_messages()
        app._pending_message = None


async def test_what_hangs_is_waited_for_once_and_not_for_each_key(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    def count(app: Opener) -> bool:
        nonlocal looks
        looks += 1
        return has_messages(app)

    has_messages = InputOrder._has_messages
    monkeypatch.setattr(InputOrder, "_has_messages", count)
    app = Opener()
    async with app.run_test(size=(40, 5)):
        stuck = asyncio.Event()
        app.screen.query_one(Static).call_later(stuck.wait)
        try:
            press_at_once(app, "x" + "yzx" * 20)
            await becomes_true(lambda: len(app.lines) == 21)
        finally:
            stuck.set()  # the app could not end before
        assert looks < 2 * (LOOKS_AT_ONCE + LOOKS_LATER) + 60
        await settled(app)
        press_at_once(app, "xx")
        await settled(app)
        assert not app._hangs


async def becomes_true(found: Callable[[], object]) -> None:
    """Wait until something is true, while the app may be at work.

    Raises:
        AssertionError: it does not come true.
    """
    for _ in range(20_000):
        if found():
            return
        await asyncio.sleep(0.001)
    raise AssertionError(found)


async def test_keys_wait_for_a_screen_that_is_to_come_but_not_for_long_where_one_must_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(input_order, "MOST_READING_SECONDS", 1000.0)
    monkeypatch.setattr(input_order, "MOST_HURRIED_SECONDS", 0.0)
    app = Opener()
    async with app.run_test(size=(40, 5)):
        screen: Any = app.screen
        screen.is_opening = True
        press_at_once(app, "xo")
        for _ in range(100):
            await asyncio.sleep(0)
        assert app.lines == []
        app.push_screen(Line())
        await settled(app)
        app.action_close()
        assert app.lines == ["xo"]
        for hurried in "!hq":
            press_at_once(app, f"x{hurried}")
            await settled(app)
        assert app.lines == ["xo", "x", "x", "x"]
        app.set_keymap({"app.urgent": "u,exclamation_mark", "app.leave": "e"})
        for hurried in "!ue":
            press_at_once(app, f"x{hurried}")
            await settled(app)
        assert app.lines == ["xo", *"xxxxxx"]
        press_at_once(app, "qh")
        for _ in range(100):
            await asyncio.sleep(0)
        assert len(app._waiting_input) == 2, "a key that was taken from them waits as any other"
        screen.is_opening = False
        await settled(app)


async def test_a_key_of_the_screen_waits_for_what_is_read_and_one_of_the_app_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(input_order, "MOST_READING_SECONDS", 1000.0)
    app = Opener()
    async with app.run_test(size=(40, 5)):
        screen: Any = app.screen
        screen._bindings = BindingsMap([Binding("y", "app.mark", id="own.mark")])
        app.set_keymap({"own.mark": "z"})
        read: list[str] = []
        screen.awaits_reading = lambda action: not read and action in ("mark", "app.mark")
        press_at_once(app, "x")
        await settled(app)
        assert app.lines == ["x"]
        press_at_once(app, "z")
        for _ in range(100):
            await asyncio.sleep(0)
        assert app.lines == ["x"]
        read.append("all")
        await settled(app)
        assert app.lines == ["x", "x"]


class Phased(Screen[None]):
    """A screen whose keys depend on a widget, and whose composition takes as long as the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = asyncio.Event()

    async def _on_compose(self, event: Compose) -> None:
        await self.may_go_on.wait()
        await super()._on_compose(event)

    def compose(self) -> ComposeResult:
        yield Static("phase", id="shown")

    @property
    def key_phase(self) -> object:
        return self.query_one("#shown")


class KeysFirst(KeyPresses, CrashGuard):
    """An app with its bases in one order."""


class KeysLast(CrashGuard, KeyPresses):
    """An app with its bases in the other order."""


@pytest.mark.parametrize("order", [KeysFirst, KeysLast])
async def test_a_key_is_judged_on_the_composed_screen_however_the_bases_are_ordered(order: type[KeyPresses]) -> None:
    app = order()
    async with app.run_test(size=(40, 5)):
        app.post_message(Key("x", "x"))
        app.push_screen(screen := Phased())
        for _ in range(100):
            await asyncio.sleep(0)
        screen.may_go_on.set()
        await settled(app)
        assert isinstance(app._held_key.began_in[1], Static)


def typed(app: SpasmApp) -> str:
    """Return what is in the line that has the focus."""
    return app.focused.value if isinstance(app.focused, Input) else ""


SHOWN = {
    ":bell": ("PaletteScreen", "bell"),
    "/calf\r": ("GuideScreen", ""),
    "2↓!": ("UrgentScreen", ""),
    "3n": ("EpisodeForm", ""),
    "3fcal\re": ("EpisodeForm", ""),
}
"""The screen that a burst leads to from home, and what stands in its line."""


@pytest.mark.long
async def test_a_burst_from_home_comes_to_the_screen_that_its_keys_name(clock: FakeClock) -> None:
    services = Composition(Options(), clock)
    services.diary.add(an_episode(1, started_at=clock.now(), place="calf"))
    app = SpasmApp(services, Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        for text, shown in SHOWN.items():
            press_at_once(app, text)
            await settled(app)
            assert (type(app.screen).__name__, typed(app)) == shown, text
            while len(app.screen_stack) > 1:
                await app.pop_screen()
            await app.action_go("home")
            await settled(app)
