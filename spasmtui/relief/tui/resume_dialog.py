"""Ask at the next start about an interrupted routine: resume it, or record when the cramp stopped."""

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from spasmtui.clock import Clock
from spasmtui.errors import DataError, SpasmError
from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.relief.running.diary_port import DiaryPort
from spasmtui.relief.running.interrupted_start import adopt_starts
from spasmtui.relief.running.resume import SavedRun, close_saved_run, find_saved_run, record_replaced
from spasmtui.relief.running.snapshot import Snapshot
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.words import words
from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import KeyLines
from spasmtui.ui.messages import StartRelief


class ResumeDialog(Dialog[None]):
    """Asks about an interrupted routine; dismissed without an answer it changes nothing in the diary."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,enter", "resume", "go on", tooltip="Go on with the routine where it was", id="interrupted.resume"),
        Binding(
            "t", "close('then')", "it stopped then", tooltip="The cramp stopped at that time", id="interrupted.then"
        ),
        Binding(
            "d", "close('unknown')", "I don't know", tooltip="I don't know when it stopped", id="interrupted.unknown"
        ),
        Binding(
            "t",
            "close('then', 'practice')",
            "I stopped then",
            tooltip="You stopped when the routine did",
            id="interrupted.practice",
        ),
        Binding("escape", "dismiss", "later", tooltip="Decide later", id="interrupted.later"),
    ]
    DEFAULT_CSS = """
    ResumeDialog { align: center middle;
        Vertical { width: 64; max-width: 100%; height: auto; padding: 1 2; background: $surface; }
        Static { height: auto; }
        .keys { margin-top: 1; color: $text-accent; }
    }
    """

    def __init__(self, saved: SavedRun, *, diary_port: DiaryPort, file: StateFile) -> None:
        super().__init__()
        self._saved = saved
        self._diary_port = diary_port
        self._file = file

    def compose(self) -> ComposeResult:
        """Show the interruption and the possible answers."""
        with Vertical():
            yield Static(as_content(self._saved.sentence))
            yield KeyLines(self.keys, classes="keys")

    @property
    def keys(self) -> str:
        """The possible answers with their keys, one of which may be a brace."""
        snapshot = self._saved.snapshot
        keys = words().saved_practice_keys if snapshot.is_practice else words().saved_keys
        return keys.replace("{time}", f"{snapshot.seen_at:%H:%M}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a practice, which has no cramp, its own answer."""
        return action != "close" or self._saved.snapshot.is_practice is ("practice" in parameters)

    def action_resume(self) -> None:
        """Resume the routine."""
        self.app.post_message(StartRelief(resumes=True))
        self.dismiss()

    def action_close(self, end: str, _of: str = "") -> None:
        """Close its episode: the cramp stopped `then`, when the routine was last seen, or at an `unknown` time."""
        snapshot = self._saved.snapshot
        close_saved_run(
            snapshot,
            stopped_then=end == "then",
            diary_port=self._diary_port if snapshot.keeps else None,
            background=BackgroundQueue(self._report),
            file=self._file,
        )
        self.dismiss()

    def _report(self, sentence: str) -> None:
        self.app.call_from_thread(self.app.notify, sentence, markup=False, severity="warning")


def resume_dialog(state: Path, clock: Clock, diary_port: DiaryPort) -> ResumeDialog | None:
    """Return the dialog for an interrupted routine; None without one, or when it runs in another terminal.

    Raises:
        DataError: its file cannot be used; it was set aside.
    """
    file = StateFile(state, clock)

    def record(snapshot: Snapshot) -> None:
        with suppress(SpasmError):  # it is named when the program ends
            record_replaced(snapshot, diary_port)

    adopt_starts(file, clock.now(), replaces=record)
    saved = find_saved_run(file, clock.now())
    if fault := file.take_fault():
        raise DataError(fault)
    return ResumeDialog(saved, diary_port=diary_port, file=file) if saved and not saved.is_elsewhere else None
