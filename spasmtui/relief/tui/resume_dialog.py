"""The question of the next start: go on with what was broken off, or say when the cramp stopped."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from spasmtui.clock import Clock
from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.relief.running.diary_port import DiaryPort
from spasmtui.relief.running.resume import Interruption, interruption, settle
from spasmtui.relief.running.state_file import StateFile
from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.messages import StartRelief


class ResumeDialog(DismissOnce, ModalScreen[None]):
    """Asks about an interrupted routine; every way out leaves the diary as somebody said, or untouched."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,enter", "go_on", "go on", tooltip="Go on with the routine where it was", id="offer.resume"),
        Binding("t", "settle('then')", "it stopped then", tooltip="The cramp stopped at that time", id="offer.then"),
        Binding("d", "settle('unknown')", "I don't know", tooltip="Nobody knows when it stopped", id="offer.unknown"),
        Binding("escape,q", "dismiss", "later", tooltip="Decide later", id="offer.later"),
    ]
    DEFAULT_CSS = """
    ResumeDialog { align: center middle;
        Vertical { width: 64; max-width: 100%; height: auto; padding: 1 2; background: $surface; }
        Static { height: auto; }
        .keys { margin-top: 1; color: $text-accent; }
    }
    """

    def __init__(self, offer: Interruption, *, keeper: DiaryPort, file: StateFile) -> None:
        super().__init__()
        self._offer = offer
        self._keeper = keeper
        self._file = file

    def compose(self) -> ComposeResult:
        """What happened, and what can be said about it."""
        with Vertical():
            yield Static(as_content(self._offer.sentence))
            keys = f"r go on   t it stopped at {self._offer.what.seen_at:%H:%M}   d I don't know   Esc later"
            yield Static(as_content(keys), classes="keys")

    def action_go_on(self) -> None:
        """Go on where it was left."""
        self.app.post_message(StartRelief(resumes=True))
        self.dismiss()

    def action_settle(self, how: str) -> None:
        """Close its episode: it stopped when it was last seen, or nobody knows when."""
        errands = BackgroundQueue(self._tell)
        what = self._offer.what
        settle(
            what,
            stopped_then=how == "then",
            keeper=self._keeper if what.keeps else None,
            errands=errands,
            file=self._file,
        )
        self.dismiss()

    def _tell(self, sentence: str) -> None:
        self.app.call_from_thread(self.app.notify, sentence, markup=False, severity="warning")


def offer_to_resume(state: Path, clock: Clock, keeper: DiaryPort) -> ResumeDialog | None:
    """The question, when a routine was interrupted; None when there is none or it runs in another terminal."""
    file = StateFile(state)
    found = interruption(file, clock.now())
    return ResumeDialog(found, keeper=keeper, file=file) if found and not found.is_elsewhere else None
