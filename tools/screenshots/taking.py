"""Drive the app to its screens, and read what it has painted."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.relief.tui.screen import ReliefScreen
from spasmtui.shell import Options
from tools.screenshots.cells import Look, Rows, Run, read_cells
from tools.screenshots.sample import StandingClock, sample_plan, sample_practices, sample_records
from tools.screenshots.scenes import LOOP, NIGHT, Chapter, Scene

THEMES = ("dark", "light", "night")
LOOP_SIZE = (80, 24)


@contextmanager
def new_home() -> Iterator[None]:
    """Give the program a home folder of its own, which is deleted afterwards."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            HOME=home, SPASMTUI_DATA=f"{home}/diary", TZ="UTC", SPASMTUI_REGION="gb", SPASMTUI_LANGUAGE="en"
        )
        yield


async def press(pilot: Pilot[Any], clock: StandingClock, keys: tuple[str, ...]) -> None:
    """Press keys one after the other and wait for what they set off; two digits are seconds that pass."""
    for key in keys:
        if key.isdigit() and len(key) > 1:
            _pass_seconds(pilot.app.screen, clock, int(key))
        else:
            await pilot.press(key)
        await settle(pilot)


def _pass_seconds(screen: Screen[Any], clock: StandingClock, seconds: int) -> None:
    """Let time go by a second at a time: a longer gap would be taken for the sleep of the machine."""
    for _ in range(seconds):
        clock.move(1)
        if isinstance(screen, ReliefScreen):
            screen.show_now()


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is being worked on and what is shown has been painted."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def take(scene: Scene, size: tuple[int, int]) -> dict[str, Rows]:
    """Drive the app to a screen; return what it shows in each theme."""
    clock = StandingClock(scene.at)
    services = Composition(Options(), clock)
    if scene.has_diary:
        services.diary.merge(sample_records(scene.at))
    if scene.has_plan:
        services.diary.merge(sample_practices(scene.at))
        services.config.mkdir(parents=True)
        (services.config / "plan.toml").write_text(sample_plan(scene.at.date()), encoding="utf-8")
    app = SpasmApp(services, Options(), scene.start)
    app.animation_level = "none"
    shown = {}
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, clock, scene.keys)
        for theme in THEMES:
            app.theme = f"spasm-{theme}"
            await settle(pilot)
            shown[theme] = read_cells(app)
    return shown


async def take_loop() -> list[tuple[Rows, float]]:
    """Live through a night; return each frame with its caption, and the seconds that it is shown."""
    Composition(Options(), StandingClock(NIGHT)).diary.merge(sample_records(NIGHT))
    frames: list[tuple[Rows, float]] = []
    for chapter in LOOP:
        frames += await _take_chapter(chapter)
    return frames


async def _take_chapter(chapter: Chapter) -> list[tuple[Rows, float]]:
    clock, frames = StandingClock(chapter.at), []
    app = SpasmApp(Composition(Options(), clock), Options(), chapter.start)
    app.animation_level = "none"
    async with app.run_test(size=LOOP_SIZE) as pilot:
        await settle(pilot)
        for keys, seconds, caption in chapter.frames:
            await press(pilot, clock, keys)
            rows = read_cells(app)
            frames.append(((*rows, (), _caption(caption, rows[0][0].look)), seconds))
    return frames


def _caption(text: str, look: Look) -> tuple[Run, ...]:
    return (Run(1, text, Look("#9a9aa5", look.paper, is_italic=True)),)
