"""The dialog that describes a day in two keys: the one that opens it, and the one of the word."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from spasmtui.episodes.entry.day_words import DAY_WORDS, toggle_word
from spasmtui.episodes.model.names import NO_CRAMP, day_text
from spasmtui.shared.formats import day_name
from spasmtui.ui.clicks import pressing
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import key_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

DayResult = tuple[date, tuple[str, ...]]


class DayDialog(Dialog["DayResult | None"]):
    """The kinds of day to choose from; it dismisses with the date and its words, or None where nothing was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", tooltip="Back without a change", id="day.back"),
        Binding("left,h", "shift(-1)", "day before", tooltip="The day before", id="day.before"),
        Binding("right,l", "shift(1)", "day after", tooltip="The day after", id="day.after"),
    ]
    CSS_PATH = "episodes.tcss"

    def __init__(
        self, on: date, *, today: date, known: Mapping[date, tuple[str, ...]], affected: frozenset[date]
    ) -> None:
        super().__init__()
        self.on = on
        self.today = today
        self.known = known
        self.affected = affected

    def compose(self) -> ComposeResult:
        """Lay out one list."""
        with Vertical():
            yield Static(id="kinds")

    def on_mount(self) -> None:
        """Show the day."""
        self._show()

    def _show(self) -> None:
        words = self.known.get(self.on, ())
        gap = [Content("")] if self.size.height >= 17 else []
        lines = [Content.assemble("What kind of day was ", (day_name(self.on), "bold"), "?"), *gap]
        for key, word in self._options():
            mark = "✓" if word in words else " "
            name = day_text((word,))
            lines.append(pressing(Content.assemble((key, "$text-accent bold"), f" {mark} {name}"), key))
        if self.on in self.affected:
            lines.append(Content.styled("A cramp is recorded for that night.", "$text-muted"))
        lines += [
            *gap,
            *key_lines(
                "{←:day.before} day before   {→:day.after} day after   Esc back   ! get help",
                min(40, self.size.width - 2),
                "$text-muted",
            ),
        ]
        self.query_one("#kinds", Static).update(Content("\n").join(lines))

    def _options(self) -> list[tuple[str, str]]:
        kinds = [(str(number), word) for number, word in enumerate(DAY_WORDS, 1)]
        return kinds if self.on in self.affected else [("0", NO_CRAMP), *kinds]

    def action_shift(self, days: int) -> None:
        """Move to another day, at most to today."""
        self.on = min(self.today, self.on + timedelta(days=days))
        self._show()

    def on_key(self, event: Key) -> None:
        """Toggle the word of a key, and close."""
        for key, word in self._options():
            if event.character == key:
                event.stop()
                self.dismiss((self.on, toggle_word(self.known.get(self.on, ()), word)))
