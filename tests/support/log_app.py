"""An app with nothing but the log, and its screen as text."""

from collections.abc import Iterable

from textual.app import App
from textual.geometry import Region

from spasmtui.clock import Clock
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.tui.screen import LogScreen
from spasmtui.ui.messages import ShowPage
from tests.conftest import ROOT
from tests.support.memory_diary import MemoryDiary

Record = Episode | Day | Practice


class LogApp(App[None]):
    """The log on its own, over a diary in memory."""

    CSS_PATH = str(ROOT / "spasmtui/app.tcss")
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, clock: Clock, records: Iterable[Record] = ()) -> None:
        super().__init__()
        self.diary = MemoryDiary(clock, records)
        self.clock = clock
        self.pages: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(
            LogScreen(diary=self.diary, clock=self.clock, content=ROOT / "content", config=self.diary.state)
        )

    def on_show_page(self, message: ShowPage) -> None:
        self.pages.append(message.page)


def text_of(app: App[None]) -> str:
    """Return the screen as lines of text."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    assert Region(0, 0, width, height).height == len(lines)
    return "\n".join(lines)
