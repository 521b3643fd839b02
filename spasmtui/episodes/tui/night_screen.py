"""The screen of one night: its episodes, and the chosen one in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.episodes.model.night_rows import NightRow
from spasmtui.episodes.tui.detail import episode_content, night_content, night_heading
from spasmtui.episodes.tui.widgets import EpisodeList
from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from spasmtui.episodes.model.episode import Episode

NightResult = tuple[str, "Episode"]


class NightScreen(DismissOnce, Screen["NightResult | None"]):
    """The episodes of one night; it dismisses with `edit` or `delete` and the chosen episode, or with None."""

    CSS_PATH = "episodes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,enter", "finish('edit')", "edit", tooltip="Change the chosen episode", id="night.edit"),
        Binding(
            "x", "finish('delete')", "delete", tooltip="Delete the chosen episode; u brings it back", id="night.delete"
        ),
        Binding("escape", "dismiss(None)", "back", tooltip="Back to the log", id="night.back"),
    ]

    def __init__(self, row: NightRow) -> None:
        super().__init__()
        self.row = row

    def compose(self) -> ComposeResult:
        """Lay out the title, the list of episodes and the chosen one."""
        yield Static(as_content(night_heading(self.row)), id="title")
        yield EpisodeList(id="episodes")
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="episode")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the list where there are several episodes, and choose the first."""
        episodes = self.query_one(EpisodeList)
        episodes.show_items(self.row.episodes)
        episodes.styles.height = min(5, len(self.row.episodes)) if len(self.row.episodes) > 1 else 0
        episodes.focus()
        self._show()

    @on(EpisodeList.Chosen)
    def _show(self) -> None:
        episode = self.query_one(EpisodeList).item
        whole = episode_content(episode) if episode else night_content(self.row, has_heading=False)
        self.query_one("#episode", Static).update(whole)

    @on(EpisodeList.Opened)
    def _edit(self) -> None:
        self.action_finish("edit")

    def action_finish(self, action: str) -> None:
        """Return to the log with an action for the chosen episode."""
        if episode := self.query_one(EpisodeList).item:
            self.dismiss((action, episode))
