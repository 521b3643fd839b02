"""List the reminders for the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.ui.palette.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING = "spasmtui.reminders.tui.opening:open_reminders"


def reminder_entries(_host: object) -> Iterator[Entry]:
    """Yield a new reminder, and the list of those there are."""
    yield Entry(
        id="remind",
        title="Remind me ...",
        kind="command",
        help="At a time of day, through the system; silent when it was done",
        words=(
            "reminder",
            "alarm",
            "notify",
            "notification",
            "bell",
            "timer",
            "every day",
            "evening",
            "cron",
            "systemd",
        ),
        call=OPENING,
        argument="bedtime 22:15",
    )
    yield Entry(
        id="reminders",
        title="Reminders",
        kind="command",
        help="Those there are, and how to remove one",
        words=("reminder", "alarms", "remove reminder", "stop reminding"),
        call=OPENING,
    )
