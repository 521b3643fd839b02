"""Leave when everything is saved; while a disk takes long, say so, and how to leave without."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from spasmtui.shared import regular_file
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.disk.errands import errands_of
from spasmtui.ui.key_bar import KeyLines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.timer import Timer

SAVING = ("save", "change", "undo")
"""The groups of the workers that write; the end waits for them."""
LOOK_SECONDS = 0.05
"""The time between two looks whether all is saved."""
SAY_SECONDS = 0.2
"""What is saved by then needs no word on it."""
KEEP_SECONDS = 10.0
"""After this time what the diary does not take is kept aside, and the program ends if that works."""
LAST_SECONDS = 1.0
"""The longest wait for that when the person leaves without saving."""
SMALL_COLUMNS, SMALL_ROWS = 40, 12
"""A window with fewer has no room for more than the first sentence and the keys."""
UNSAVED = "Not everything was saved: the disk did not answer."


class LeaveDialog(Dialog[bool]):
    """Says that the program saves, and ends when it has; the result is False where the person stays."""

    needs_answer = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave_now", "leave now", tooltip="Leave without saving what is left", id="leaving.now"),
        Binding("escape", "dismiss(False)", "stay", tooltip="Stay; it is saved all the same", id="leaving.stay"),
    ]
    DEFAULT_CSS = """
    LeaveDialog { align: center middle;
        Vertical { width: 62; max-width: 100%; height: auto; padding: 1 2; background: $surface; }
        Static { height: auto; }
        .keys { margin-top: 1; color: $text-muted; }
        &.-small { Vertical { padding: 0 1; } #leaving-why { display: none; } .keys { margin-top: 0; } }
    }
    """

    def compose(self) -> ComposeResult:
        """Compose what is going on above the two keys."""
        with Vertical():
            yield Static("Saving what was recorded.", markup=False)
            yield Static(
                "The disk has not answered yet; the program ends as soon as it has. "
                "If you leave now, you are told what is not saved.",
                id="leaving-why",
                markup=False,
            )
            yield KeyLines("{q:leaving.now} leave now   {Esc:leaving.stay} stay", classes="keys")

    def on_resize(self) -> None:
        """Leave out the reasons where they would push the keys out of sight."""
        self.set_class(self.size.width < SMALL_COLUMNS or self.size.height < SMALL_ROWS, "-small")

    def action_leave_now(self) -> None:
        """Leave without what is not saved: the person asks to leave a second time."""
        cast("Any", self.app).action_leave()


class Leaving(App[None]):
    """An app whose screens may have something to save: it is in their `saved_before_leaving`."""

    _looking: Timer | None = None
    _since = 0.0
    """When the person asked to leave."""
    _keeping: tuple[Any, ...] = ()
    """The threads that keep aside what is not saved; none before they are begun."""
    _leaves_unsaved = False
    _dialog: LeaveDialog | None = None
    """The dialog that says so, while it is there."""

    def action_leave(self) -> None:
        """Leave as soon as everything is saved, which mostly is at once; a second time without waiting."""
        if self._looking is not None:
            self.leave_unsaved()
            return
        for each in self._to_save():
            each.begin_to_leave()
        if self._is_all_saved(regular_file.LONGEST_WAIT_SECONDS):
            self.exit()
            return
        self._since = monotonic()
        self._looking = self.set_interval(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        """Leave when everything is saved, unless something other than the dialog is being read."""
        seconds = monotonic() - self._since
        dialog = self._dialog
        if dialog is not None and self.screen is not dialog and not self._leaves_unsaved:
            if dialog not in self.screen_stack:  # the person has gone on to another mode, such as to a page on danger
                self._stay(dialog)
                dialog.dismiss(False)
            return
        if self._is_all_saved() or (self._leaves_unsaved and seconds >= LAST_SECONDS):
            self._end()
        elif dialog is None and seconds >= SAY_SECONDS:
            self._dialog = dialog = LeaveDialog()
            self.push_screen(dialog, lambda _result: self._stay(dialog))
        elif seconds >= KEEP_SECONDS and not self._keeping:
            self._keep_aside()

    @property
    def is_saving(self) -> bool:
        """True while a worker of the app writes."""
        is_worker_saving = any(worker.group in SAVING and not worker.is_finished for worker in self.workers)
        return is_worker_saving or not errands_of(self).has_saved

    def _is_all_saved(self, limit_seconds: float = 0.0) -> bool:
        if self.is_saving:
            return False
        if self._keeping:
            return not any(thread.is_alive() for thread in self._keeping)
        return all(each.is_saved(limit_seconds) for each in self._to_save())

    def _stay(self, dialog: LeaveDialog) -> None:
        if self._looking is not None and self._dialog is dialog and not self._leaves_unsaved:
            self._looking.stop()
            self._looking, self._dialog, self._keeping = None, None, ()
            for each in self._to_save():
                each.stay()

    def leave_unsaved(self) -> None:
        """Leave within a second: what could not be saved is kept aside, or named when the program ends."""
        if not self._leaves_unsaved:
            self._leaves_unsaved = True
            self._since = monotonic()
            self._keep_aside()

    def _keep_aside(self) -> None:
        if not self._keeping:
            self._keeping = tuple(each.keep_aside() for each in self._to_save())

    def _end(self) -> None:
        if self._looking is not None:
            self._looking.stop()
        if self._leaves_unsaved:
            unsaved: dict[str, str] = cast("Any", self).services.unsaved
            sentences = [sentence for each in self._to_save() for sentence in each.unsaved_sentences()]
            if sentences or not self._is_all_saved():
                unsaved["disk"] = " ".join(sentences) or UNSAVED
        self.exit()

    def _to_save(self) -> Iterator[Any]:
        for screen in cast("Any", self).every_screen():
            if (found := getattr(screen, "saved_before_leaving", None)) is not None:
                yield found
