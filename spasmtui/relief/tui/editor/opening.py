"""Open the editor of routines from the list, and from everywhere by the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spasmtui.errors import SpasmError
from spasmtui.relief.editor.library import OwnRoutines
from spasmtui.relief.editor.unfinished import UnfinishedRoutine
from spasmtui.relief.tui.editor.screen import EditorScreen
from spasmtui.shared.regular_file import promptly
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.disk.errands import errands_of

if TYPE_CHECKING:
    from spasmtui.relief.editor.draft import Draft
    from spasmtui.relief.editor.library import OpenedRoutine
    from spasmtui.ui.messages import EditRoutine

LATE = "The routine opens as soon as the disk answers, if you are still here then."


class _Found(NamedTuple):
    """The content of the files of a routine that is to be changed."""

    opened: OpenedRoutine
    file: UnfinishedRoutine
    before: tuple[OpenedRoutine, Draft] | None
    """What an earlier run has not saved of it; None without anything."""


def open_editor(app: Any, message: EditRoutine) -> None:
    """Open the editor with a new routine, one of the person's own, or a copy; on a slow disk, when it has answered.

    Args:
        app: the running app; its services have the content, the configuration and the state.
        message: which routine, or none for a new one.
    """
    library = OwnRoutines(app.services.content, app.services.config / "routines", app.options.language)
    state, below = app.services.state, app.screen

    def read() -> _Found | SpasmError:
        try:
            return _find(library, state, message)
        except SpasmError as error:
            return error

    def take(found: _Found | SpasmError) -> None:
        if isinstance(found, SpasmError):
            app.notify(shown_text(found.message), severity="warning", markup=False)
        else:
            _show(app, library, found)

    if (found := promptly(read, None)) is not None:
        take(found)
        return
    app.notify(LATE, markup=False)
    errands_of(app).add(read, lambda late: take(late) if app.screen is below else None, key="editor", saves=False)


def _find(library: OwnRoutines, state: Any, message: EditRoutine) -> _Found:
    """Read what the files have.

    Raises:
        DataError: the routine cannot be read.
        WrongUsage: it is written in a way that cannot be changed here.
    """
    library.list_own()
    if not message.routine:
        opened = library.new(message.place)
    elif message.copies or not library.is_own(message.routine):
        opened = library.copy(message.routine)
    else:
        opened = library.open(message.routine)
    file = UnfinishedRoutine(state, opened.id)
    return _Found(opened, file, file.read())


def _show(app: Any, library: OwnRoutines, found: _Found) -> None:
    opened, file = found.opened, found.file
    if found.before is None:
        app.push_screen(EditorScreen(app, library, opened))
        return
    before, draft = found.before

    def choose(goes_on: bool | None) -> None:
        if not goes_on:
            errands_of(app).add(file.leave)
        app.push_screen(EditorScreen(app, library, before, draft) if goes_on else EditorScreen(app, library, opened))

    question = f"“{draft.title or 'A new routine'}” has changes that were not saved. Go on with them?"
    app.push_screen(ConfirmDialog(question, "go on", "leave them"), choose)
