"""Every screen at sizes from 20 by 5 up, reached by resizing at any moment: whole words, nothing cut, as if fresh."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.shell import Options
from spasmtui.ui.messages import StartRelief
from tests.conftest import FakeClock
from tests.support import idle
from tests.support.clipped import clipped, rows_of
from tests.support.episodes import episode
from tests.support.screen_reading import cut_words, shown_seconds, without_background
from tests.support.shown_app import settle
from tests.support.terminal_kinds import SIZES, Size
from tests.support.terminal_matrix import OF_RELIEF, OF_THE_APP, Screen

pytestmark = pytest.mark.pilot
FULL: Size = (80, 24)
KEY_NAMES = {
    "\r": "enter", "\x1b": "escape", ":": "colon", "!": "exclamation_mark", "?": "question_mark", ",": "comma",
    " ": "space",
}  # fmt: skip
SMALLEST: Size = (20, 5)
NARROW: Size = (25, 24)
"""The hammer has the other sizes."""
WITHOUT_HELP_LAST = ("palette", "keys")
"""Dialogs that may end above the last row, or are the help itself."""
QUIET_SECONDS = 0.1
"""Six frames of Textual's."""
SMALLEST_WHOLE = (25, 8)
"""Columns and rows from which all text has room; in a smaller window only what matters most is shown."""


@asynccontextmanager
async def started(clock: FakeClock, start: StartRelief | None) -> AsyncIterator[Pilot[None]]:
    services = Composition(Options(), clock)
    for place, days in (("calf", 1), ("foot", 3)):
        began_at = clock.now() - timedelta(days=days)
        services.diary.add(episode(began_at.isoformat(), place=place, side="left", pain=6))
    app = SpasmApp(services, Options(), start)
    async with app.run_test(size=FULL) as pilot:
        await settle(app, pilot)
        yield pilot


async def go(pilot: Pilot[None], screen: Screen) -> None:
    for key, _shown in screen.way:
        if key:
            await pilot.press(KEY_NAMES.get(key, key))
            await settle(pilot.app, pilot)


async def resized(pilot: Pilot[None], size: Size) -> list[str]:
    await pilot.resize_terminal(*size)
    await settle(pilot.app, pilot)
    return rows_of(pilot.app)


async def at_rest(pilot: Pilot[None]) -> list[str]:
    """Return the rows once none has changed for some frames: a scroll bar, or what lies below a dialog, is late."""
    loop, rows = asyncio.get_running_loop(), rows_of(pilot.app)
    since = loop.time()

    def is_unchanged() -> bool:
        nonlocal rows, since
        if (now := rows_of(pilot.app)) != rows:
            rows, since = now, loop.time()
        return loop.time() - since > QUIET_SECONDS

    await idle.until(pilot.app, is_unchanged, "rows that stay")
    return rows


def faults(pilot: Pilot[None], screen: Screen, rows: list[str]) -> list[str]:
    """Return what is wrong with what is shown of a screen."""
    text = without_background("\n".join(rows))
    found = [f"cut or broken: {word}" for word in cut_words(text)]
    if pilot.app.size.width >= SMALLEST_WHOLE[0] and pilot.app.size.height >= SMALLEST_WHOLE[1]:
        found += clipped(pilot.app)
    if screen.name not in WITHOUT_HELP_LAST and not rows[-1].rstrip().endswith(("? keys", " ?")):
        found.append("no keys in the last row")
    if screen.has_time and shown_seconds(text) is None:
        found.append("no time")
    return [f"{screen.name}, {pilot.app.size}: {fault}\n{text}" for fault in found]


@pytest.mark.long
@pytest.mark.parametrize(
    ("start", "screens", "sizes"),
    [(None, OF_THE_APP, (NARROW,)), (StartRelief("calf", "left"), OF_RELIEF, (SMALLEST, NARROW))],
    ids=["app", "relief"],
)
async def test_every_screen_is_whole_in_small_windows(
    clock: FakeClock, start: StartRelief | None, screens: tuple[Screen, ...], sizes: tuple[Size, ...]
) -> None:
    found = []
    async with started(clock, start) as pilot:
        for screen in screens:
            await go(pilot, screen)
            for size in sizes:
                found += faults(pilot, screen, await resized(pilot, size))
    assert not found, "\n".join(found)


@pytest.mark.hammer
@pytest.mark.parametrize("seed", range(6))
async def test_a_screen_that_was_resized_at_any_moment_is_as_one_that_always_had_its_size(
    clock: FakeClock, seed: int
) -> None:
    dice = random.Random(seed)
    start, screens = ((None, OF_THE_APP), (StartRelief("calf", "left"), OF_RELIEF))[seed % 2]
    found = []
    async with started(clock, start) as pilot:
        for screen in screens:
            for key, _shown in screen.way:
                await pilot.resize_terminal(*dice.choice(SIZES))  # nothing waits for it
                if key:
                    await pilot.press(KEY_NAMES.get(key, key))
            for size in dice.sample(SIZES, 4):
                await resized(pilot, size)
                rows = await at_rest(pilot)
                found += faults(pilot, screen, rows)
                await resized(pilot, dice.choice(SIZES))
                await resized(pilot, size)
                again = await at_rest(pilot)
                found += [
                    f"{screen.name}, {size}: first {one!r}, then {other!r}"
                    for one, other in zip(rows, again, strict=True)
                    if one != other
                ]
            await resized(pilot, FULL)
    assert not found, "\n".join(found)
