"""Open the editor of routines from the list, and from everywhere by the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.errors import SpasmError
from spasmtui.relief.editor.library import OwnRoutines
from spasmtui.relief.editor.unfinished import UnfinishedRoutine
from spasmtui.relief.tui.editor.screen import EditorScreen
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.confirm_dialog import ConfirmDialog

if TYPE_CHECKING:
    from spasmtui.ui.messages import EditRoutine


def open_editor(app: Any, message: EditRoutine) -> None:
    """Open the editor with a new routine, one of the person's own, or a copy.

    Args:
        app: the running app; its services have the content, the configuration and the state.
        message: which routine, or none for a new one.
    """
    library = OwnRoutines(app.services.content, app.services.config / "routines", app.options.language)
    try:
        if not message.routine:
            opened = library.new(message.place)
        elif message.copies or not library.is_own(message.routine):
            opened = library.copy(message.routine)
        else:
            opened = library.open(message.routine)
    except SpasmError as error:
        app.notify(shown_text(error.message), severity="warning", markup=False)
        return
    file = UnfinishedRoutine(app.services.state, opened.id)
    if (found := file.read()) is None:
        app.push_screen(EditorScreen(app, library, opened))
        return
    before, draft = found

    def choose(goes_on: bool | None) -> None:
        if not goes_on:
            file.leave()
        app.push_screen(EditorScreen(app, library, before, draft) if goes_on else EditorScreen(app, library, opened))

    question = f"“{draft.title or 'A new routine'}” has changes that were not saved. Go on with them?"
    app.push_screen(ConfirmDialog(question, "go on", "leave them"), choose)
