"""Show the favourites over the drink's screen, and keep, take or forget one, in threads that may wait for a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.drink.favourites import Favourite, Favourites
from spasmtui.drink.form import format_size
from spasmtui.drink.tui.dialogs import FavouritesDialog
from spasmtui.errors import SpasmError
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.regular_file import promptly
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.disk.errands import ask_disk, errands_of
from spasmtui.ui.messages import SaveResult

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from spasmtui.drink.form import Form


class KeptDrinks:
    """The favourites as the screen deals with them."""

    def __init__(self, screen: Screen[None], file: Favourites, *, take: Callable[[Form], object]) -> None:
        """Create it with nothing read.

        Args:
            screen: the screen.
            file: the file of the favourites.
            take: called with the form of the favourite that was chosen.
        """
        self._screen = screen
        self._file = file
        self._take = take

    def show(self, form: Form | None) -> None:
        """Open the favourites; those that a slow disk has are filled in when they are known.

        Args:
            form: the drink that can be kept; None for none.
        """
        dialog = FavouritesDialog()
        self._screen.app.push_screen(dialog, lambda result: self._apply(result, dialog.favourites, form))
        ask_disk(dialog, self._read, lambda found: self._fill(dialog, found))

    def _read(self) -> tuple[Favourite, ...] | SpasmError:
        try:
            return self._file.load()
        except SpasmError as error:
            return error

    def _fill(self, dialog: FavouritesDialog, found: tuple[Favourite, ...] | SpasmError) -> None:
        if isinstance(found, SpasmError):
            dialog.dismiss(None)
            self._say(found.message, is_failure=True)
        else:
            dialog.fill(found)

    def _apply(self, result: tuple[str, str] | None, known: tuple[Favourite, ...], form: Form | None) -> None:
        action, name = result or ("", "")
        if action == "open":
            self._open(name, known)
        elif action == "remove":
            self._change(lambda: self._file.remove(name), "")
        elif action == "add" and form is not None:
            said = with_keys("Kept. {f:drink.favourites} shows your favourites.")
            self._change(lambda: self._file.add(Favourite(_name_of(form), form)), said)

    def _open(self, name: str, known: tuple[Favourite, ...]) -> None:
        present = promptly(self._read, known)
        if isinstance(present, SpasmError):
            self._say(present.message, is_failure=True)
            return
        forms = {favourite.name: favourite.form for favourite in present}
        if name in forms:
            self._take(forms[name])
        else:
            self._say("This favourite has been forgotten in the meantime.")

    def _change(self, change: Callable[[], None], said: str) -> None:
        """Change the file in a thread, then say so, or why not."""

        def run() -> str:
            try:
                change()
            except SpasmError as error:
                return error.message
            return ""

        def tell(failure: str) -> None:
            self._screen.post_message(SaveResult("favourites", failure))
            if text := failure or said:
                self._say(text, is_failure=bool(failure))

        errands_of(self._screen.app).add(run, tell)

    def _say(self, text: str, *, is_failure: bool = False) -> None:
        self._screen.notify(shown_text(text), severity="error" if is_failure else "information", markup=False)


def _name_of(form: Form) -> str:
    """Build a name from the size and the values that differ from a plain drink."""
    values = [field.value for field in form.fields()[1:]]
    plain = {"none", "no", "not counted", "table"}
    return f"{format_size(form.size)}: {', '.join(value for value in values if value not in plain)}"
