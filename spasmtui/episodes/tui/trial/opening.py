"""Open the screen of the trials for the palette and for the insights."""

from __future__ import annotations

from typing import Any

from spasmtui.episodes.tui.trial.screen import TrialScreen


def open_trials(app: Any, _argument: str = "") -> None:
    """Open the screen of the trials, unless it is open."""
    if isinstance(app.screen, TrialScreen):
        return
    services = app.services
    screen = TrialScreen(
        diary=services.diary,
        clock=services.clock,
        content=services.content,
        config=services.config,
        is_ascii=app.options.is_ascii,
    )
    app.push_screen(screen)
