"""Open the plan from everywhere, and have the diary record what its screen asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.app import App

from spasmtui.shell import load

if TYPE_CHECKING:
    from spasmtui.shared.plans.told import DonePractice, RatedPractice, SkippedPractice

PRACTICES = "spasmtui.episodes.entry.day_answers"


class PlanHost(App[None]):
    """An app that shows the plan."""

    def action_plan(self) -> None:
        """Open the plan above the current screen."""
        screen = load("spasmtui.plans.tui.screen:PlanScreen")
        if not isinstance(self.screen, screen):
            self.push_screen(screen.create(self))

    def record_skipped(self, skipped: SkippedPractice) -> None:
        """Record that a routine is left out this time, on a thread."""
        self._record("skip_practice", skipped)

    def record_done(self, done: DonePractice) -> None:
        """Record a routine that was done without the timer, on a thread."""
        self._record("record_practice", done)

    def record_rated(self, rated: RatedPractice) -> None:
        """Record how a practice was, on a thread."""
        self._record("rate_practice", rated)

    def _record(self, function: str, told: object) -> None:
        cast("Any", self)._change_diary(f"{PRACTICES}:{function}", told)  # noqa: SLF001 -- the app's own
