"""Write the plan as a page to print into the present folder, without overwriting a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.errors import SpasmError
from spasmtui.plans.handout.html import handout_html
from spasmtui.plans.handout.making import make_handout
from spasmtui.shared.paper import find_paper
from spasmtui.shared.plans.model import plan_day
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.disk.errands import errands_of

if TYPE_CHECKING:
    from spasmtui.services import Services


def write_handout(app: Any) -> None:
    """Write the page in a thread, and say where it is."""
    errands_of(app).add(lambda: _write(app.services), lambda said: app.notify(shown_text(said), markup=False))


def _write(services: Services) -> str:
    path = Path(f"spasmtui-plan-{plan_day(services.clock.now())}.html").absolute()
    try:
        handout = make_handout(services, services.plan)
        paper = find_paper(services.settings.settings.report.paper, os.environ, str(services.config))
        with path.open("xb") as file:
            file.write(handout_html(handout, paper).encode())
    except FileExistsError:
        return f"{path} already exists; nothing was overwritten."
    except (OSError, SpasmError) as error:
        return f"Not written: {error}"
    return f"Written: {path}"
