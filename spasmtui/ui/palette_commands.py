"""List the commands of the palette: the app's own and none of the framework's."""

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast

from textual import work
from textual.app import App, SystemCommand
from textual.command import CommandInput, CommandList, CommandPalette, Hit, Hits, Provider
from textual.content import Content
from textual.css.query import NoMatches
from textual.system_commands import SystemCommandsProvider

from spasmtui.shared.danger.answer import lead_and_rest
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.emergency_numbers import emergency_number
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.messages import LogEpisode, StartRelief
from spasmtui.ui.short_input import LONGEST

MODES = (
    ("home", "Home", "The first screen"),
    ("relief", "Relief", "Routines, and the one that is running"),
    ("log", "Log", "Nights and episodes"),
    ("guide", "Guide", "Pages to read and search"),
    ("drink", "Drink", "The electrolyte drink"),
)
ACTIONS = (
    ("Get help now", "What is urgent, and whom to call", "urgent"),
    ("Search the guide", "Find a page by how it feels", "search"),
    ("Undo", "Take back the last change to the diary", "undo"),
    ("Choose between two devices' values", "What both changed, each without the other", "choose"),
    ("Keys", "All keys that work here", "keys"),
    ("Leave", "End the program; a running routine is kept", "leave"),
)
CERTAIN = 100.0
"""More than any likeness of words, so that it comes first."""
THEMES = (("dark", "spasm-dark"), ("light", "spasm-light"), ("night", "spasm-night"), ("terminal", "spasm-terminal"))


class SafeCommandPalette(DismissOnce, CommandPalette):
    """The framework's palette; a key or a search before its list is there, or after it is gone, does nothing.

    Stock Textual 8.2 ends the program when the palette is closed while it begins to search.
    """

    def on_mount(self) -> None:
        """Bound what can be looked for; it may be closed already."""
        for line in self.query(CommandInput):
            line.max_length = LONGEST

    def _action_command_list(self, action: str) -> None:
        if any(listed.scrollable_content_region for listed in self.query(CommandList)):
            super()._action_command_list(action)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)  # noqa: SLF001 -- the search that it replaces
    async def _gather_commands(self, search_value: str) -> None:
        with suppress(NoMatches):  # it was closed meanwhile
            await cast("Any", CommandPalette._gather_commands).__wrapped__(self, search_value)  # noqa: SLF001 -- no public way


class DangerProvider(Provider):
    """Answers words of danger before every command: Enter opens the urgent screen."""

    async def search(self, query: str) -> Hits:
        """Yield the flag that the words describe, if any: what to do first, and the number, in its first lines."""
        app = cast("Any", self.app)
        if (flag := find_flag(query)) is not None:
            number = emergency_number(os.environ, str(app.services.config))
            lead, rest = lead_and_rest(flag, number)
            shown = Content.assemble((lead, "$text-error"), "\n", rest)
            yield Hit(CERTAIN, shown, lambda: app.call_later(app.run_action, "urgent"), text=f"Get help now: {lead}")


PROVIDERS = (DangerProvider, SystemCommandsProvider)
"""Where the palette finds its entries."""


def palette_commands(app: App[None]) -> Iterator[SystemCommand]:
    """Yield every command with its line of help."""
    yield SystemCommand("Start relief", "For the usual place, at once", lambda: app.post_message(StartRelief()))
    yield SystemCommand("Log an episode", "Without the timer", lambda: app.post_message(LogEpisode()))
    for mode, name, text in MODES:
        yield SystemCommand(name, text, lambda mode=mode: app.call_later(app.run_action, f"go('{mode}')"))
    for name, text, action in ACTIONS:
        yield SystemCommand(name, text, lambda action=action: app.call_later(app.run_action, action))
    for name, theme in THEMES:
        yield SystemCommand(
            f"Colours: {name}", "Until the program ends", lambda theme=theme: setattr(app, "theme", theme)
        )
