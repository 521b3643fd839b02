"""The shape of screens: what has the room, and what reaches which widget, at each size and with a bar open."""

from collections.abc import Iterator

import pytest
from textual.css.model import SelectorType
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.shell import Options
from spasmtui.ui.key_bar import KeyBar
from tests.conftest import FakeClock
from tests.support.store.values import an_episode

SIZES = [(40, 12), (80, 24), (120, 40)]
SCREENS: dict[str, tuple[tuple[str, ...], str, int, int]] = {
    "relief": (("2",), "#relief-list", 6, 9),
    "log": (("3",), "#nights", 4, 5),
    "filter": (("f", "c"), "#nights", 5, 6),
    "form": (("escape", "n"), "#answers", 4, 3),
    "insights": (("escape", "i"), "#page", 2, 2),
    "sheet": (("escape", "r"), "#page", 2, 2),
    "guide": (("escape", "4"), "#guide-list", 2, 3),
    "search": (("slash", "c"), "#guide-list", 3, 4),
    "page": (("escape", "enter"), "#guide-page", 2, 3),
    "find": (("slash", "c"), "#guide-page", 3, 4),
    "found": (("enter",), "#guide-page", 3, 4),
}
"""The keys from the screen before, the widget with the room, and the rows for all others: in a small window, else."""


def overlapping(screen: Screen[object]) -> Iterator[tuple[Widget, Widget]]:
    """Yield each two children of the screen that lie over each other."""
    shown = [child for child in screen.children if child.display and child.region.area]
    for index, widget in enumerate(shown):
        yield from ((widget, other) for other in shown[index + 1 :] if widget.region.overlaps(other.region))


def reached_by_mistake(screen: Screen[object]) -> Iterator[str]:
    """Yield each rule of a screen for a widget of the framework that reaches a widget derived from it."""
    stylesheet = screen.app.stylesheet
    for rule in (rule for rule in stylesheet.rules if not rule.is_default_rules):
        for last in (each.selectors[-1] for each in rule.selector_set if len(each.selectors) > 1):
            if last.type is not SelectorType.TYPE:
                continue
            for node in screen.walk_children():
                kinds = {kind.__name__ for kind in type(node).__mro__[1:] if kind.__module__.startswith("textual.")}
                if last.name in kinds and list(stylesheet._check_rule(rule, node.css_path_nodes)):  # noqa: SLF001 -- no public name
                    yield f"{rule.selectors} reaches {type(node).__name__}"


async def go(app: SpasmApp, pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    for key in keys:
        await pilot.press(key)
        await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.long
@pytest.mark.pilot
async def test_every_screen_gives_its_content_the_room_at_every_size_also_with_a_bar_open(clock: FakeClock) -> None:
    services = Composition(Options(), clock)
    services.diary.add(an_episode(1, started_at=clock.now()))  # an empty log has nothing to filter
    app = SpasmApp(services, Options())
    async with app.run_test(size=SIZES[0]) as pilot:
        for name, (keys, selector, when_small, when_large) in SCREENS.items():
            await go(app, pilot, keys)
            for size in SIZES:
                await pilot.resize_terminal(*size)
                content = app.screen.query_one(selector)
                least = size[1] - (when_small if size == SIZES[0] else when_large)
                assert content.region.height >= least, (name, size, content.region)
                # The form has more keys than a line of a small window.
                lines = 2 if name == "form" and size == SIZES[0] else 1
                assert app.screen.query_one(KeyBar).region.height == lines
                assert list(overlapping(app.screen)) == [], (name, size)
            assert list(reached_by_mistake(app.screen)) == [], name
