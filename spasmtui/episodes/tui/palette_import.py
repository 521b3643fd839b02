"""Import a file for the palette: ask for its path, take in what is new, and say how much that was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.exchange.importers.detect import AUTO, import_data
from spasmtui.episodes.exchange.importers.import_plan import leave_out, plan_import
from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.episodes.exchange.importers.source import read_file
from spasmtui.errors import SpasmError
from spasmtui.shared.formats import many
from spasmtui.shared.times.date_order import locale_order
from spasmtui.terminal.sanitize import sanitize
from spasmtui.ui.form.text_dialog import TextDialog

if TYPE_CHECKING:
    from spasmtui.shell import Services

HINT = "Its path, such as ~/cramps.csv. A table, JSON, or the export of another program; u takes it back."
LONGEST_PATH = 1000


def ask_for_file(app: Any, _argument: str) -> None:
    """Ask for the path of a file, and import it in a thread."""

    def take(text: str | None) -> None:
        if text:
            app.run_worker(lambda: run(text), thread=True, group="change")

    def run(text: str) -> None:
        try:
            message = import_path(app.services, Path(text).expanduser().absolute())
        except SpasmError as error:
            message = error.message
        except RuntimeError:  # no home folder is known for a `~name`
            message = f"{text} names no folder. Nothing was imported."
        app.call_from_thread(app.notify, sanitize(message), markup=False)

    app.push_screen(TextDialog("Import a file", "", hint=HINT, longest=LONGEST_PATH, keys="⏎ import   Esc back"), take)


def import_path(services: Services, path: Path) -> str:
    """Import a file, whose format is detected; return a sentence about what that has changed.

    Raises:
        DataError: it cannot be read, or nothing be written.
        WrongUsage: its columns need to be named, which only the command can.
    """
    diary = services.diary
    context = ImportContext(
        name=path.name,
        folder=path.parent.name,
        now=services.clock.now(),
        device=diary.device,
        content=services.content,
        date_order=locale_order(os.environ),
    )
    result = import_data(read_file(path), AUTO, context)
    plan = plan_import(result, diary.episodes(), diary.days(), diary.practices())
    plan = leave_out(plan, diary.why_left_out(plan.new))
    written = diary.merge(plan.records) if plan.records else 0
    parts = [f"{many(written, 'record')} imported" if written else "Nothing new"]
    if plan.same or plan.older:
        parts.append(f"{plan.same + plan.older} known already")
    if result.rejected:
        first = result.rejected[0]
        parts.append(f"{len(result.rejected)} not read, the first in {result.unit} {first.line}: {first.reason}")
    if result.cells:
        cell = result.cells[0]
        count = f"{many(len(result.cells), 'cell')} not used, the first in {result.unit} {cell.line}"
        parts.append(f"{count} ({cell.column}): {cell.reason}")
    return f"{', '.join(parts).rstrip('.')}.{' u takes them back.' if written else ''}"
