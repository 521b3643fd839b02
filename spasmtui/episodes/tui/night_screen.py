"""The screen of one night: its episodes, and the chosen one in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.episodes.model.names import SHIPPED, Names
from spasmtui.episodes.model.night_rows import NightRow
from spasmtui.episodes.tui.detail import day_and_practices, episode_content, night_content, night_heading
from spasmtui.episodes.tui.widgets import EpisodeList
from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.store.journal.history import Conflict

NightResult = tuple[str, "Episode"]
"""`edit`, `delete` or `choose`, and the episode."""


class NightScreen(DismissOnce, Screen["NightResult | None"]):
    """The episodes of one night; it dismisses with an action and the chosen episode, or with None."""

    CSS_PATH = "episodes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,enter", "finish('edit')", "change", tooltip="Change the chosen episode", id="night.edit"),
        Binding(
            "x",
            "finish('delete')",
            "delete",
            tooltip="Delete the chosen episode; {u:app.undo} brings it back",
            id="night.delete",
        ),
        Binding("v", "finish('choose')", "choose", tooltip="Choose between two devices' values", id="night.choose"),
        Binding("escape", "dismiss(None)", "back", tooltip="Back to the log", id="night.back"),
    ]

    def __init__(self, row: NightRow, conflicts: Mapping[str, Conflict], names: Names = SHIPPED) -> None:
        super().__init__()
        self.names = names
        self.row = row
        self.conflicts = conflicts

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
        episodes.contested = frozenset(self.conflicts)
        episodes.show_items(self.row.episodes)
        episodes.styles.height = min(5, len(self.row.episodes)) if len(self.row.episodes) > 1 else 0
        episodes.focus()
        self._show()

    def on_resize(self) -> None:
        """Wrap the lines to the width of the window."""
        self.call_after_refresh(self._show)

    @on(EpisodeList.Chosen)
    def _show(self) -> None:
        episode = self.query_one(EpisodeList).item
        width = self.query_one("#whole").scrollable_content_region.width
        if episode is None:
            whole = night_content(self.row, self.conflicts, self.names, width=width, has_heading=False)
        else:
            parts = [
                *day_and_practices(self.row, self.names, width=width),
                episode_content(episode, self.conflicts.get(episode.id), self.names, width=width),
            ]
            whole = Content("\n").join(parts)
        self.query_one("#episode", Static).update(whole)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable choosing only where two devices changed something differently, the rest where an episode is."""
        if (action, *parameters) == ("finish", "choose"):
            return bool(self.conflicts)
        return action != "finish" or bool(self.row.episodes)

    @on(EpisodeList.Opened)
    def _edit(self) -> None:
        self.action_finish("edit")

    def action_finish(self, action: str) -> None:
        """Return to the log with an action for the chosen episode."""
        if episode := self.query_one(EpisodeList).item:
            self.dismiss((action, episode))
