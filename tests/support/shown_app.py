"""Wait for the app as it is shown, and read its screen."""

from typing import Any

from textual.app import App
from textual.pilot import Pilot


async def settle(app: App[Any], pilot: Pilot[Any]) -> None:
    """Wait until the workers have ended and what they told is on the screen."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def text_of(app: App[Any]) -> str:
    """Return the lines on the screen."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())  # noqa: SLF001 -- the screen as it is shown
