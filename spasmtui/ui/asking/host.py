"""An app that asks for the passphrase of an encrypted diary, and offers what was left unfinished."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.app import App

from spasmtui.errors import DataError
from spasmtui.terminal.sanitize import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.screen import Screen


class Asking(App[None]):
    """Looks, once it has painted, for what the person has to be asked about."""

    services: Any
    _is_diary_readable = False
    """True once it is known that no passphrase has to be asked for."""

    def every_screen(self) -> Iterator[Screen[Any]]:
        """Yield the screens of all modes that were visited, and the dialogs above them."""
        raise NotImplementedError

    def offer_unfinished(self) -> None:
        """Open the dialog for an interrupted routine, else the one for last night's incomplete episode, if any.

        For a thread, when the app was not started with a routine.
        """
        self._look_for_key()
        services = self.services
        if _load("spasmtui.episodes.store.unsaved.kept_files:find_kept_files")(str(services.state)):
            self._take_in_kept()
        dialog: Screen[Any] | None = None
        try:
            dialog = _load("spasmtui.relief.tui.resume_dialog:resume_dialog")(
                services.state, services.clock, services.diary_port
            )
        except DataError as error:
            self.call_from_thread(self.notify, shown_text(error.message), severity="warning", markup=False)
        dialog = dialog or _load("spasmtui.episodes.tui.morning_dialog:morning_dialog")(
            services.diary, services.clock, services.content, services.config
        )
        if dialog is not None:
            self.call_from_thread(self.push_screen, dialog)

    def _take_in_kept(self) -> None:
        """Store what earlier runs have kept, and say so."""
        for line in _load("spasmtui.episodes.commands.unsaved:taken_in_lines")(self.services.diary.keeper):
            self.call_from_thread(self.notify, shown_text(line), markup=False)

    def ask_for_passphrase(self) -> None:
        """Ask for the passphrase of the diary's key, if it has one and it was not given."""
        if not self._is_diary_readable:
            self.run_worker(self._look_for_key, thread=True, group="key")

    def _look_for_key(self) -> None:
        """Look on a thread whether a passphrase is needed, and ask for it."""
        journals = self.services.diary.journals
        try:
            is_locked = journals.is_encrypted() and not journals.sealing.has_key()
            is_locked = is_locked and journals.sealing.source is not None and journals.sealing.source.is_locked()
            is_open = is_locked and journals.sealing.unlock_by_agent()
        except DataError:
            return  # every screen that shows the diary says what is wrong
        self._is_diary_readable = is_open or not is_locked
        if is_open:
            self.call_from_thread(self._show_diary, True)
        elif is_locked:
            self.call_from_thread(self._open_question)

    def _open_question(self) -> None:
        dialog = _load("spasmtui.ui.asking.passphrase_dialog:PassphraseDialog")
        if not any(isinstance(screen, dialog) for screen in self.screen_stack):
            self.push_screen(dialog(self.services.diary.journals.sealing.unlock), self._show_diary)

    def _show_diary(self, is_open: bool | None) -> None:
        if is_open:
            self._is_diary_readable = True
            for screen in self.every_screen():
                if (follow := getattr(screen, "follow_diary", None)) is not None:
                    follow()


def _load(target: str) -> Any:
    """Import what a room has to ask, after the first paint."""
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
