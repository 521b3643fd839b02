"""Open the reminders over any screen, ask for a new one, and install or remove it in the errands of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.errors import SpasmError, WrongUsage
from spasmtui.reminders.installing import find_all, install, remove, setup_of
from spasmtui.reminders.listing import list_line, setup_text, what_is_seen
from spasmtui.reminders.making import diary_digits, make_reminder
from spasmtui.reminders.model import ICS, KIND_NAMES
from spasmtui.reminders.requests import divide
from spasmtui.reminders.system import System
from spasmtui.reminders.tui.dialogs import InstallDialog, RemindersDialog
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.disk.errands import ask_disk, errands_of
from spasmtui.ui.form.text_dialog import TextDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from spasmtui.reminders.installing import Found
    from spasmtui.reminders.model import Reminder, Setup

HINT = "A routine or a place, a time, and days where it is not every day: calf wall 7:30 mon-fri"
ONLY_CALENDARS = (
    "Nothing on this system can remind by itself: no systemd, launchd or cron. "
    "For a calendar file run: spasmtui remind {} -o reminder.ics"
)
FIRST = "bedtime 22:15"


def open_reminders(app: Any, argument: str) -> None:
    """Show the reminders there are, or ask for the time of a new one.

    Args:
        app: the app.
        argument: words for a routine, and perhaps a time, of a new reminder; empty for the list.
    """
    reminders = Reminders(app)
    if argument:
        reminders.ask(argument)
    else:
        reminders.show()


class Reminders:
    """Reminders as the app deals with them: what touches the disk or asks the system is done in threads."""

    def __init__(self, app: Any, system: System | None = None) -> None:
        self._app = app
        self._system = system or System()
        self._found: tuple[Found, ...] = ()

    def show(self) -> None:
        """Show the reminders; they are filled in when the system has told them."""
        dialog = RemindersDialog()
        self._app.push_screen(dialog, self._apply)
        ask_disk(dialog, self._read, lambda told: self._fill(dialog, *told))

    def ask(self, words: str, hint: str = HINT) -> None:
        """Ask for a routine, a time and days.

        Args:
            words: what stands in the line at first.
            hint: a sentence below it.
        """
        dialog = TextDialog("Remind me of", words, hint=hint, check=self._fault, keys="⏎ go on   Esc back")
        self._app.push_screen(dialog, lambda typed: None if typed is None else self._prepare(typed))

    def _fault(self, text: str) -> str:
        """Return why a text is no routine and time; which routine it is, is looked up later."""
        try:
            divide(text.split(), self._app.services.clock.now().date())
        except WrongUsage as error:
            return error.message
        return ""

    def _read(self) -> tuple[tuple[Found, ...], tuple[str, ...], tuple[str, ...]]:
        found, faults = find_all(self._system, self._app.services.state, diary_digits(self._app))
        return found, tuple(list_line(row, self._app) for row in found), faults

    def _fill(
        self, dialog: RemindersDialog, found: tuple[Found, ...], lines: tuple[str, ...], faults: tuple[str, ...]
    ) -> None:
        self._found = found
        dialog.fill(lines, faults)

    def _apply(self, result: tuple[str, int] | None) -> None:
        action, number = result or ("", 0)
        if action == "new":
            self.ask(FIRST)
        elif action == "remove" and number < len(self._found):
            row = self._found[number]
            self._change(lambda: self._remove(row))

    def _remove(self, row: Found) -> str:
        notes = remove(row, self._system, self._app.services.state)
        return " ".join((f"Removed: {list_line(row, self._app)}.", *notes))

    def _prepare(self, typed: str) -> None:
        """Find out in a thread what will be written, and show it; what cannot be set is asked for again."""
        errands_of(self._app).add(lambda: self._make(typed), lambda made: self._show_setup(typed, made), saves=False)

    def _make(self, typed: str) -> tuple[Reminder, Setup] | str:
        try:
            reminder = make_reminder(typed.split(), self._app, self._system)
            kind = self._system.kinds()[0]
            return ONLY_CALENDARS.format(typed) if kind == ICS else setup_of(reminder, kind, self._system)
        except SpasmError as error:
            return error.message

    def _show_setup(self, typed: str, made: tuple[Reminder, Setup] | str) -> None:
        if isinstance(made, str):
            self.ask(typed, made)
            return
        reminder, setup = made
        title = f"{reminder.title}, {reminder.when}, as {KIND_NAMES[setup.kind]}. This will be written:"
        dialog = InstallDialog(
            title, setup_text(setup), f"It says one line, and nothing when it was done. {what_is_seen(reminder)}"
        )
        self._app.push_screen(dialog, lambda is_sure: self._install(reminder, setup.kind) if is_sure else None)

    def _install(self, reminder: Reminder, kind: str) -> None:
        def work() -> str:
            has_changed = install(reminder, kind, self._system, self._app.services.state)
            said = "Installed" if has_changed else "Installed before, nothing changed"
            return f"{said}: {reminder.title}, {reminder.when}."

        self._change(work)

    def _change(self, work: Callable[[], str]) -> None:
        """Do something on the system in a thread, then say what was done, or why not."""

        def run() -> tuple[str, bool]:
            try:
                return work(), False
            except SpasmError as error:
                return error.message, True

        errands_of(self._app).add(run, lambda told: self._say(told[0], is_failure=told[1]))

    def _say(self, text: str, *, is_failure: bool = False) -> None:
        self._app.notify(shown_text(text), severity="error" if is_failure else "information", markup=False)
