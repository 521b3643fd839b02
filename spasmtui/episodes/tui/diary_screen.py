"""A screen over the diary: it is read and changed in threads, and read again where somebody else has changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from spasmtui.episodes.tui.log_data import LogData, read_in_steps
from spasmtui.errors import DataError, KeptAside, SpasmError
from spasmtui.launcher.collector import leave_out
from spasmtui.shared.regular_file import promptly
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.disk.errands import say_if_slow
from spasmtui.ui.messages import SaveResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from spasmtui.clock import Clock
    from spasmtui.episodes.store.diary import Diary

POLL_SECONDS = 1.0
"""The interval at which the screen checks for changes by another terminal or a sync program."""
READING_SECONDS = 1.0
"""What is read by then needs no word on it."""
READING = "The diary is still being read: the disk takes long to answer."
OPENS_LATER = "This opens as soon as the diary has been read."


class DiaryScreen(Screen[None]):
    """Holds a snapshot of the diary that follows every change while the screen is shown."""

    def __init__(self, diary: Diary, clock: Clock, own_routines: Path | None = None) -> None:
        super().__init__()
        self.own_routines = own_routines
        """The folder with the person's own routines, whose titles are read with the diary."""
        self.diary = diary
        self.clock = clock
        self.snapshot = LogData()
        self.is_unread = True
        """True until the diary has been read for the first time, or could not be."""
        self._poll: Timer | None = None
        self._is_reading = False
        self._wants_reread = False
        self._waiting: Callable[[], object] | None = None
        self._waiting_unread: Callable[[], object] | None = None
        self._is_late = False
        """True once it was said that the diary is still being read."""
        self._last_error = ""
        self._is_left_out = False
        """Whether a diary of many records has been left out of the searches for circles."""

    def show_reading(self, words: str) -> None:
        """Show that the diary is being read, which takes a while; empty words for a diary that is read."""
        raise NotImplementedError

    def show_snapshot(self) -> None:
        """Show the snapshot that was just read."""
        raise NotImplementedError

    @property
    def is_opening(self) -> bool:
        """True while a screen that was asked for waits for the diary."""
        return bool(self._waiting or self._waiting_unread)

    def on_mount(self) -> None:
        """Check for changes from now on; the first check reads the diary."""
        self._poll = self.set_interval(POLL_SECONDS, self.check_for_changes)
        self.set_timer(READING_SECONDS, self._say_reading)

    def _say_reading(self) -> None:
        if self.is_unread:
            self._is_late = True
            self.show_reading(READING)

    def on_screen_resume(self) -> None:
        """Check for changes now, and regularly while the screen is shown."""
        if self._poll is not None:
            self._poll.resume()
        self.check_for_changes()

    def on_screen_suspend(self) -> None:
        """Stop checking while another screen is shown."""
        if self._poll is not None:
            self._poll.pause()

    @property
    def is_on_top(self) -> bool:
        """True where no other screen is above this one; Textual's `is_current` is true below a dialog too."""
        return self.app.screen is self

    def reload(self) -> None:
        """Read the diary again in a thread; a read that is under way is followed by another."""
        self._wants_reread = self._is_reading
        if not self._is_reading:
            self._is_reading = True
            self.run_worker(self._read, thread=True, group="read")

    def check_for_changes(self) -> None:
        """Read the diary again where another terminal or a sync program has changed it; a slow disk tells later."""
        shown = self.snapshot
        try:
            mark = promptly(self.diary.mark, shown.mark, is_of_another_disk=True) if shown.is_whole else None
            is_old = not shown.is_whole or mark != shown.mark
        except SpasmError:
            return
        if is_old and not self._is_reading:
            self.reload()

    def _read(self) -> None:
        worker = get_current_worker()
        try:
            for snapshot in self._steps(lambda: worker.is_cancelled):
                self.app.call_from_thread(self._take, snapshot)
        except SpasmError as error:
            self.app.call_from_thread(self._not_read, error.message)

    def _steps(self, is_cancelled: Callable[[], bool]) -> Iterator[LogData]:
        return read_in_steps(self.diary, self.clock.now(), is_cancelled, self.own_routines)

    def _take(self, snapshot: LogData) -> None:
        self.snapshot = snapshot
        self.is_unread = False
        self._is_reading, self._is_late = not snapshot.is_whole, False
        self._run_waiting_unread()  # first, so that nothing is shown below a screen that opens now
        self.show_snapshot()
        if snapshot.is_whole:
            # Only once: what is thrown away meanwhile would stay for ever.
            self._is_left_out = self._is_left_out or leave_out(len(snapshot.episodes))
            self._run_waiting()
        if self._wants_reread:
            self.reload()

    def _not_read(self, reason: str) -> None:
        """Report once why the diary cannot be read; the next check tries again."""
        if self.is_unread:
            self.show_reading("")
        self._is_reading = self.is_unread = self._is_late = False
        self._run_waiting_unread()
        self._run_waiting()
        if reason != self._last_error:
            self._last_error = reason
            self.report(reason)

    def with_whole_diary(self, action: Callable[[], object]) -> None:
        """Run an action that needs the whole diary: now, or as soon as the diary has been read."""
        if self._is_reading:
            self._say_opens_later()
        self._waiting = action
        if not self._is_reading:
            self._run_waiting()

    def with_diary(self, action: Callable[[], object]) -> None:
        """Run an action that needs the diary as far as it was read at first: now, or as soon as that has been read."""
        if not self.is_unread:
            action()
            return
        self._say_opens_later()
        self._waiting_unread = action

    def _say_opens_later(self) -> None:
        if self._is_late and not self.is_opening:
            self.report(OPENS_LATER)

    def _run_waiting_unread(self) -> None:
        action, self._waiting_unread = self._waiting_unread, None
        if action is not None and self.is_on_top:
            action()

    def _run_waiting(self) -> None:
        action, self._waiting = self._waiting, None
        if action is not None and self.is_on_top:
            action()

    def report(self, text: str) -> None:
        """Show a sentence for a few seconds."""
        self.notify(shown_text(text), markup=False)

    def change(self, change: Callable[[], str], what: str) -> None:
        """Change the diary in a thread, show the sentence that `change` returns, and read again.

        Args:
            change: makes the change.
            what: names what is changed, so that a later success takes back a failure.
        """

        def run() -> None:
            try:
                message = change()
                self.post_message(SaveResult(what))
            except SpasmError as error:
                message = error.message
                # The end of the program names what is kept aside at any rate.
                if isinstance(error, DataError) and not isinstance(error, KeptAside):
                    self.post_message(SaveResult(what, message))
            self.app.call_from_thread(self.report, message)
            self.app.call_from_thread(self.reload)

        say_if_slow(self.app, self.run_worker(run, thread=True, group="change"))
