"""Choose a routine: type a word of its title or its place, or go through the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from spasmtui.shared.key_names import with_keys
from spasmtui.shared.text_wrap import cell_width, pad_cells, truncate
from spasmtui.shared.times.lengths import format_duration
from spasmtui.shared.words.fold import plain_typing
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import KeyLines
from spasmtui.ui.option_list import SafeOptionList
from spasmtui.ui.short_input import ShortInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.shared.plans.routine_summary import RoutineSummary

NOTHING = (
    "No routine has these words. Delete some of them, or write one of your own: {c:own.copy} in the list of routines."
)


class RoutineDialog(Dialog[str | None]):
    """All routines, and of them those with the words that are typed; the result is an id, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "down", show=False, tooltip="The next routine", id="choose.down"),
        Binding("up", "move(-1)", "up", show=False, tooltip="The routine before", id="choose.up"),
        Binding("escape", "dismiss(None)", "back", tooltip="Back, and keep the routine", id="choose.back"),
    ]
    DEFAULT_CSS = """
    RoutineDialog { align: center middle;
        Vertical { width: 76; max-width: 100%; height: 80%; max-height: 30; padding: 1 2; background: $surface; }
        Input, Input:focus { border: none; background: $panel; height: 1; margin: 0 0 1 0; padding: 0 1; }
        OptionList { height: 1fr; border: none; background: $surface; padding: 0; scrollbar-size-vertical: 1;
            text-wrap: nowrap; text-overflow: ellipsis; }
        OptionList:focus { border: none; }
        #choose-none { height: auto; display: none; color: $text-muted; }
        .keys { height: auto; color: $text-muted; }
        &.-is-low Vertical { height: 100%; padding: 0 1; }
    }
    """

    def __init__(self, routines: Sequence[RoutineSummary], chosen: str) -> None:
        """Create the dialog.

        Args:
            routines: in the order in which they are listed.
            chosen: the id of the present one; empty for none.
        """
        super().__init__()
        self._routines = tuple(routines)
        self._chosen = chosen
        self._shown: tuple[RoutineSummary, ...] = ()
        self._list = SafeOptionList()
        self._list.can_focus = False

    def compose(self) -> ComposeResult:
        """Compose the line to type in, the list, and the keys."""
        with Vertical():
            line = ShortInput(placeholder="Type a word: calf, heel, neck")
            line.cursor_blink = False
            yield line
            yield self._list
            yield Static(with_keys(NOTHING), id="choose-none", markup=False)
            yield KeyLines("⏎ take it   ↑↓ choose   Esc back", classes="keys")

    def on_mount(self) -> None:
        """List all routines."""
        self.query_one(Input).focus()
        self._fill("")

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_resize(self) -> None:
        """Fit the rows to the width."""
        self.call_after_refresh(lambda: self._fill(self.query_one(Input).value))

    def _fill(self, text: str) -> None:
        words = plain_typing(text).casefold().split()
        before = self._current
        self._shown = tuple(each for each in self._routines if _fits(each, words))
        self._list.clear_options()
        width = max(20, (self._list.size.width or 70) - 1)
        times = [format_duration(each.seconds) for each in self._shown]
        time_cells = max(map(cell_width, times), default=0)
        room = width - 2 - time_cells - 2
        for each, length in zip(self._shown, times, strict=True):
            title = shown_text(each.title, one_line=True)
            place = shown_text(each.place, one_line=True)
            beside = f"  {place}" if cell_width(title) + cell_width(place) + 2 <= room else ""
            words_of = truncate(title, room, "…")
            gap = " " * max(0, room - cell_width(words_of) - cell_width(beside))
            self._list.add_option(
                Option(
                    Content.assemble("  ", words_of, (f"{beside}{gap}  {pad_cells(length, time_cells)}", "$text-muted"))
                )
            )
        wanted = before or self._chosen
        at = next((number for number, each in enumerate(self._shown) if each.id == wanted), 0)
        self._list.highlighted = at if self._shown else None
        self._list.display = bool(self._shown)
        self.query_one("#choose-none").display = not self._shown

    @property
    def _current(self) -> str:
        at = self._list.highlighted
        return self._shown[at].id if at is not None and at < len(self._shown) else ""

    def action_move(self, direction: int) -> None:
        """Go to the next routine, or the one before."""
        if self._list.highlighted is not None:
            self._list.highlighted = max(0, min(len(self._shown) - 1, self._list.highlighted + direction))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        if current := self._current:
            self.dismiss(current)

    @on(OptionList.OptionSelected)
    def _take_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._shown[event.option_index].id)


def _fits(routine: RoutineSummary, words: Sequence[str]) -> bool:
    text = plain_typing(f"{routine.title} {routine.place} {routine.id}").casefold()
    return all(word in text for word in words)
