"""Open the editor of routines from the list, and from everywhere by the palette."""

from __future__ import annotations

from typing import Any, cast

from textual import on
from textual.app import App

from spasmtui.errors import SpasmError
from spasmtui.shell import load
from spasmtui.terminal.sanitize import sanitize
from spasmtui.ui.messages import EditRoutine


class RoutineEditing(App[None]):
    """An app in which routines of the person's own are made and changed."""

    def action_new_routine(self) -> None:
        """Begin a routine of the person's own."""
        self.edit_routine(EditRoutine())

    @on(EditRoutine)
    def edit_routine(self, message: EditRoutine) -> None:
        """Open the editor with a new routine, one of the person's own, or a copy."""
        services, options = cast("Any", self).services, cast("Any", self).options
        library = load("spasmtui.relief.editor.library:OwnRoutines")(
            services.content, services.config / "routines", options.language
        )
        try:
            if not message.routine:
                opened = library.new(message.place)
            elif message.copies or not library.is_own(message.routine):
                opened = library.copy(message.routine)
            else:
                opened = library.open(message.routine)
        except SpasmError as error:
            self.notify(sanitize(error.message), severity="warning", markup=False)
            return
        self._ask_for_unfinished(library, opened)

    def _ask_for_unfinished(self, library: Any, opened: Any) -> None:
        """Open the editor; where changes of an earlier time were not saved, ask first whether to go on with them."""
        file = load("spasmtui.relief.editor.unfinished:UnfinishedRoutine")(cast("Any", self).services.state, opened.id)
        screen = load("spasmtui.relief.tui.editor.screen:EditorScreen")
        if (found := file.read()) is None:
            self.push_screen(screen(self, library, opened))
            return
        before, draft = found

        def choose(goes_on: bool | None) -> None:
            if not goes_on:
                file.leave()
            self.push_screen(screen(self, library, before, draft) if goes_on else screen(self, library, opened))

        question = f"“{draft.title or 'A new routine'}” has changes that were not saved. Go on with them?"
        self.push_screen(load("spasmtui.ui.confirm_dialog:ConfirmDialog")(question, "go on", "leave them"), choose)

    def forget_own_routines(self) -> None:
        """Let every screen read the person's own routines again."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if (controller := getattr(screen, "controller", None)) is not None:
                    controller.book.forget_own()
