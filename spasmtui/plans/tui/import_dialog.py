"""Take a plan from a file: ask for its path, show what it adds, and add it once the person says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.errors import SpasmError
from spasmtui.plans.arrival import add_arrival, arrival_lines, read_arrival
from spasmtui.plans.routine_names import RoutineNames
from spasmtui.shared.formats import many
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.toml_files import read_text
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.disk.errands import errands_of
from spasmtui.ui.form.text_dialog import TextDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from spasmtui.plans.arrival import Arrival

HINT = "A plan that was sent to you, such as ~/plan.toml. You see what is in it before it is added."
LONGEST_PATH = 1000


def open_from_palette(app: Any, _argument: str) -> None:
    """Take a plan from a file, and show the plan then."""
    ask_for_plan(app, lambda: getattr(app.screen, "follow_diary", lambda: None)())


def ask_for_plan(app: Any, follow: Callable[[], object]) -> None:
    """Ask for the path of a plan, show what it adds, and add it after a yes.

    Args:
        app: the app.
        follow: reads the plan again.
    """
    services = app.services

    def take(text: str | None) -> None:
        if text:
            errands_of(app).add(lambda: read(text), show, saves=False)

    def read(text: str) -> tuple[Arrival, str] | str:
        try:
            path = Path(text).expanduser()
            arrival = read_arrival(services, read_text(path), path.name)
        except SpasmError as error:
            return error.message
        except RuntimeError:  # no home folder is known for a `~name`
            return f"{text} names no folder. Nothing was added."
        names = RoutineNames(services.content, services.config / "routines")
        return arrival, "\n".join(arrival_lines(arrival, names, plan_day(services.clock.now())))

    def show(found: tuple[Arrival, str] | str) -> None:
        if isinstance(found, str):
            app.notify(shown_text(found), severity="warning", markup=False)
            return
        arrival, lines = found
        if not arrival.has_news:
            app.notify("All of it is in the plan already.", markup=False)
            return
        app.push_screen(ConfirmDialog(lines, "add it", "leave it"), lambda is_sure: add(arrival) if is_sure else None)

    def add(arrival: Arrival) -> None:
        def write() -> str:
            try:
                add_arrival(arrival, services, plan_day(services.clock.now()))
            except SpasmError as error:
                return error.message
            return f"{many(len(arrival.new) + len(arrival.changed), 'item')} added to the plan."

        def tell(said: str) -> None:
            app.notify(shown_text(said), markup=False)
            follow()

        errands_of(app).add(write, tell)

    dialog = TextDialog("Take a plan from a file", "", hint=HINT, longest=LONGEST_PATH, keys="⏎ show it   Esc back")
    app.push_screen(dialog, take)
