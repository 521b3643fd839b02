"""List the plan for the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.shell import load
from spasmtui.ui.palette.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator


def print_plan(app: object, _argument: str) -> None:
    """Write the plan as a page to print."""
    load("spasmtui.plans.tui.handout:write_handout")(app)


def plan_entries(_host: object) -> Iterator[Entry]:
    """Yield the plan, and a new item of it."""
    yield Entry(
        id="plan",
        title="Plan",
        kind="command",
        help="What is due today, and what was done in each week",
        words=(
            *("exercises", "exercise plan", "today", "due", "schedule", "programme", "homework", "physiotherapist"),
            *("prescribed", "weeks", "adherence", "practice", "skip", "reminder"),
        ),
        action="plan",
    )
    yield Entry(
        id="plan.handout",
        title="Print the plan",
        kind="command",
        help="Its exercises with their figures, as a page for the browser in this folder",
        words=("handout", "paper", "exercises", "physiotherapist", "html"),
        call="spasmtui.plans.tui.palette_entries:print_plan",
    )
    yield Entry(
        id="plan.import",
        title="Take a plan from a file",
        kind="command",
        help="One that a physiotherapist has sent, or another device has written",
        words=("import a plan", "exercises", "mail", "prescription", "load"),
        call="spasmtui.plans.tui.import_dialog:open_from_palette",
    )
