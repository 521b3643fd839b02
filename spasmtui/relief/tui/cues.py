"""Play the cues of a routine on the full screen: control characters by the driver, a flash by the timer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.relief.running.cue_player import CuePlayer

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from spasmtui.shared.settings import ReliefSettings


def create_cues(
    screen: Screen[None], settings: ReliefSettings, flash: Callable[[], None], report: Callable[[str], None]
) -> CuePlayer:
    """Return the player of a screen.

    Args:
        screen: the screen whose terminal rings.
        settings: the kinds of cue that are switched on.
        flash: lights up the time.
        report: says that nothing here speaks; called from a thread.
    """

    def write(text: str) -> None:
        driver = screen.app._driver  # noqa: SLF001 -- Textual has no public way to write a control character
        if driver is not None and not screen.app.is_headless:
            driver.write(text)
            driver.flush()

    return CuePlayer(settings, write=write, flash=flash, report=report)
