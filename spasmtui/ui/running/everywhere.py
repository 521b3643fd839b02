"""Put the line about a running routine on whichever screen is shown."""

from __future__ import annotations

import importlib
from typing import Any

from textual import on
from textual.app import App
from textual.screen import Screen

from spasmtui.ui.running.routine import RoutineRuns

LINE_ID = "running-line"


class RunningEverywhere(App[None]):
    """An app that shows the routine that runs on every screen but the routine's own, dialogs too.

    Without a running routine no screen has a line. A screen is given its own when it is shown for the first time, and
    the line of a screen that is not shown is brought up to date when it is shown again.
    """

    running: RoutineRuns | None = None
    """What was said last of a routine that runs; None without one."""
    _follows_screens = False

    @property
    def rows_above_toasts(self) -> int:
        """The lines of this screen that a notification must not cover: heat on the skin is one of them."""
        return int(any(child.id == LINE_ID for child in self.screen.children))

    @on(RoutineRuns)
    def follow_routine(self, message: RoutineRuns) -> None:
        """Show what a routine has come to, or that it has ended."""
        self.running = message if message.routine is not None else None
        if not self._follows_screens:
            self._follows_screens = True
            self.screen_change_signal.subscribe(self, self._show_running, immediate=True)
        self._show_running(self.screen)

    def _show_running(self, screen: Screen[Any]) -> None:
        running = self.running
        line: Any = next((child for child in screen.children if child.id == LINE_ID), None)
        if running is None or screen is running.shown_by:
            if line is not None:
                line.remove()
        else:
            if line is None:
                # Not with the first frame, which has no line.
                module = importlib.import_module("spasmtui.ui.running.line")
                line = module.RunningLine(running.goes_back, running.way_back, id=LINE_ID)
                screen.mount(line)
            line.routine = running.routine
        if (show := getattr(screen, "show_running", None)) is not None:
            show(running.routine if running is not None else None)
