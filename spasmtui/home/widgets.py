"""Draw the large line of the home screen, and what the diary says below it."""

from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.home.arrangement import arrange_home
from spasmtui.home.blocks import ACTION, cut
from spasmtui.shared.formats import place_within
from spasmtui.shared.key_names import label_of
from spasmtui.ui.diary_summary import DiarySummary
from spasmtui.ui.running.routine import RunningRoutine

NARROW = 60
"""Columns below which the margins are gone and the labels are closer."""
ENTER = "Enter"


class HomeStart(Widget):
    """The large line for the action of Enter."""

    summary: reactive[DiarySummary] = reactive(DiarySummary())
    running: reactive[RunningRoutine | None] = reactive(None)
    """The routine that runs, to which Enter goes back."""

    def render(self) -> Content:
        """Return the action at the left and its key at the right, two cells apart at least."""
        key = label_of("home.start", ENTER)
        room = max(1, self.content_size.width - len(key) - 2)
        return Content.assemble(f"{cut(self._words(room), room).ljust(room)}  ", (key, "$text-accent"))

    async def on_click(self) -> None:
        """Do what Enter does."""
        await self.run_action("screen.start")

    def _words(self, cells: int) -> str:
        if self.running is not None:
            return f"▶ Go back to: {self.running.what}"
        if self.summary.open_since:
            return f"▶ Still open: {self.summary.open_since}"
        usual = self.summary.usual
        if len(words := f"▶ Start relief: {usual}") <= cells or self.summary.place is None:
            return words
        start = "▶ Relief: "
        return start + place_within(self.summary.place, self.summary.side, cells - len(start))


class HomeBody(Widget):
    """The sentences and pictures of the diary, in as many columns as there is room for."""

    summary: reactive[DiarySummary | None] = reactive(None)
    """None until the diary has been read."""
    failure: reactive[str] = reactive("")
    """The reason why the diary could not be read, if it could not."""

    is_running: reactive[bool] = reactive(False)
    """True while a routine runs: its episode is open for good reason."""

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self._is_ascii = is_ascii

    async def on_click(self, event: Click) -> None:
        """Do what the line says that was clicked."""
        if event.chain == 1 and (action := event.style.meta.get(ACTION)):
            await self.run_action(action if action.startswith("app.") else f"screen.{action}")

    def render(self) -> Content:
        """Return all lines."""
        size = self.content_size
        summary = self.summary
        if summary is not None and self.is_running:
            summary = summary._replace(open_id="")
        lines = arrange_home(summary, self.failure, width=size.width, rows=size.height, is_ascii=self._is_ascii)
        return Content("\n").join(lines)
