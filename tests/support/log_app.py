"""An app with nothing but the log, and its screen as text."""

from collections.abc import Iterable

from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot

from spasmtui.clock import Clock
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.tui.conflict_dialog import ConflictDialog
from spasmtui.episodes.tui.screen import LogScreen
from spasmtui.ui.clicks import ClickKeys
from spasmtui.ui.messages import ChooseValues, ShowPage
from tests.conftest import ROOT
from tests.support.memory_diary import MemoryDiary

Record = Episode | Day | Practice


class LogApp(ClickKeys):
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

    def on_choose_values(self, message: ChooseValues) -> None:
        self.push_screen(ConflictDialog(self.diary, self.clock, message.first))

    def on_show_page(self, message: ShowPage) -> None:
        self.pages.append(message.page)


def text_of(app: App[None]) -> str:
    """Return the screen as lines of text."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 -- Textual offers the screen as SVG only
    lines = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    assert Region(0, 0, width, height).height == len(lines)
    return "\n".join(lines)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as a person does: each after the effect of the one before is on the screen."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no worker of the app is running and its result is on the screen."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def messages(app: App[None]) -> list[str]:
    """Return the texts of the notifications that were shown."""
    return [each.message for each in app._notifications]  # noqa: SLF001 -- Textual has no public list of them
