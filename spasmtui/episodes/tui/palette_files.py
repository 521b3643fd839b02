"""Write the diary to a file in the current folder for the palette: an export, the sheet to print, a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.exchange.exporters.export import export_records
from spasmtui.episodes.report.data import default_period
from spasmtui.episodes.report.formats import render_sheet
from spasmtui.episodes.report.questions import read_questions
from spasmtui.episodes.report.request import SheetRequest, make_contents, sources_of
from spasmtui.errors import SpasmError
from spasmtui.shared.language import ENGLISH
from spasmtui.terminal.printing.output_file import write_file
from spasmtui.terminal.sanitize import shown_text

if TYPE_CHECKING:
    from spasmtui.services import Services

STEMS = {"sheet": "spasmtui-report", "backup": "diary", "app": "spasm"}
"""The first words of a file's name; those of an export are others."""
ENDINGS = {"sheet": "html", "app": "html", "backup": "jsonl.gz", "tinydb": "tinydb.json", "fhir": "fhir.json"}
"""The endings of the files that do not have their format's name."""


def write(app: Any, what: str) -> None:
    """Write a file in a thread of the app, and say where it is.

    Args:
        app: the app, with its services.
        what: a format of an export, `app`, `sheet` or `backup`.
    """

    def run() -> None:
        try:
            path = write_file_of(app.services, what, Path.cwd(), app.options.language)
            message = written_text(path, Path.home())
        except (SpasmError, OSError) as error:
            message = error.message if isinstance(error, SpasmError) else f"Not written: {error.strerror}."
        app.call_from_thread(app.notify, shown_text(message), markup=False)

    app.run_worker(run, thread=True, group="save")


def written_text(path: Path, home: Path) -> str:
    """Return a sentence on where a file was written."""
    folder = path.parent
    if folder == home:
        return f"Written: {path.name}, in your home folder."
    return f"Written: {path.name}, in {f'~/{folder.relative_to(home)}' if folder.is_relative_to(home) else folder}."


def write_file_of(services: Services, what: str, folder: Path, language: str = ENGLISH) -> Path:
    """Write a new file in a folder and return its path; no file is replaced.

    Args:
        services: the services of the app.
        what: as for `write`.
        folder: where to.
        language: the language of the run, for a page that has nothing of the diary.

    Raises:
        DataError: the diary cannot be read, or the file not written.
    """
    path = _free_path(
        folder, f"{STEMS.get(what, 'spasmtui-diary')}-{services.clock.now().date()}", ENDINGS.get(what, what)
    )
    if what == "backup":
        services.diary.maintenance.backup(path)
    elif what == "app":
        write_file(path, services.offline_page(language))
    else:
        write_file(path, _sheet(services) if what == "sheet" else _export(services, what))
    return path


def _free_path(folder: Path, stem: str, ending: str) -> Path:
    path, number = folder / f"{stem}.{ending}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.{ending}"
    return path


def _export(services: Services, format_name: str) -> bytes:
    diary = services.diary
    episodes = diary.episodes()
    tried = (each.routine for episode in episodes for each in episode.tried if each.routine is not None)
    return export_records(
        episodes,
        format_name,
        omits_notes=False,
        has_notes_in_calendar=False,
        now=services.clock.now(),
        days=tuple(diary.days()),
        practices=tuple(diary.practices()),
        names=load_names(tried, services.config / "routines"),
    )


def _sheet(services: Services) -> bytes:
    today, diary = services.clock.now().date(), services.diary
    since, until = default_period(today)
    request = SheetRequest(since=since, until=until, today=today, questions=read_questions(services.config))
    records = diary.episodes(), diary.days(), diary.practices()
    return render_sheet(
        make_contents(records, request, sources_of(services, since), services.config / "routines"), "html"
    )
