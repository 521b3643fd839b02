"""Import a file for the palette: ask for its path, show what would come in, take that in, and say how much it was."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.exchange.import_review import open_review
from spasmtui.episodes.exchange.import_text import written_text
from spasmtui.episodes.exchange.importers.detect import AUTO, open_data
from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.episodes.exchange.importers.source import read_file
from spasmtui.episodes.tui.importing.screen import ImportScreen, look
from spasmtui.errors import SpasmError
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.times.date_order import locale_order
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.form.text_dialog import TextDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spasmtui.episodes.exchange.import_review import Counts, ImportReview
    from spasmtui.services import Services

HINT = "A table, JSON, or another program's export, such as ~/cramps.csv. You see what is in it before it is imported."
LONGEST_PATH = 1000
DELAY_SECONDS = 0.5
"""What is done by then needs no word on it."""
UNDO_KEY = " {u:app.undo} takes all of them back."


def ask_for_file(app: Any, _argument: str) -> None:
    """Ask for the path of a file, show what is in it, and import it once the person says so."""

    def take(text: str | None) -> None:
        if text:
            app.run_worker(lambda: run(text), thread=True, group="change")

    def run(text: str) -> None:
        with said_if_long(app, "Reading the file ..."):
            open_screen(text)

    def open_screen(text: str) -> None:
        try:
            review = review_path(app.services, Path(text).expanduser().absolute())
        except SpasmError as error:
            app.call_from_thread(app.notify, shown_text(error.message), markup=False)
        except RuntimeError:  # no home folder is known for a `~name`
            message = f"{text} names no folder. Nothing was imported."
            app.call_from_thread(app.notify, shown_text(message), markup=False)
        else:
            diary = app.services.diary
            screen = ImportScreen(review, diary, look(review, diary), is_ascii=app.options.is_ascii)
            app.call_from_thread(app.push_screen, screen, write)

    def write(counts: Counts | None) -> None:
        if counts is not None:
            app.run_worker(lambda: finish(counts), thread=True, group="change")

    def finish(counts: Counts) -> None:
        try:
            with said_if_long(app, "Writing ..."):
                message = write_counted(app.services, counts)
        except SpasmError as error:
            message = error.message
        app.call_from_thread(app.say_changed, message)

    app.push_screen(
        TextDialog("Import a file", "", hint=HINT, longest=LONGEST_PATH, keys="⏎ show what is in it   Esc back"), take
    )


@contextmanager
def said_if_long(app: Any, what: str) -> Iterator[None]:
    """Say what a thread of the app does, once it takes longer than a moment."""
    timer = app.call_from_thread(app.set_timer, DELAY_SECONDS, lambda: app.notify(what, markup=False))
    try:
        yield
    finally:
        app.call_from_thread(timer.stop)


def review_path(services: Services, path: Path) -> ImportReview:
    """Open a file, whose format is detected, for a look before its import.

    Raises:
        DataError: it cannot be read.
        WrongUsage: it could be more than one thing.
    """
    context = ImportContext(
        name=path.name,
        folder=path.parent.name,
        now=services.clock.now(),
        device=services.diary.device,
        content=services.content,
        own_routines=services.config / "routines",
        date_order=locale_order(os.environ),
    )
    return open_review(open_data(read_file(path), AUTO, context), context)


def write_counted(services: Services, counts: Counts) -> str:
    """Import what was counted, and return what that has changed, in the words of the look before it.

    Raises:
        NotSaved: nothing was written.
    """
    records = counts.plan.records
    written = services.diary.merge(records, is_import=True) if records else 0
    return f"{written_text(written, with_keys(UNDO_KEY))} {counts.words}"
