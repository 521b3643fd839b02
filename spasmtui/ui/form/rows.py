"""List fields as rows: a label and a value that the arrow keys, Enter and the mouse change."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from spasmtui.shared.text_wrap import cell_width, truncate, wrap
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.keys.after_keys import AfterKeys
from spasmtui.ui.option_list import SafeOptionList

GUTTER_CELLS = 2
"""The cells before a label: for the pointer, and for the mark of a fault."""
VALUE_GAP = 2
"""The cells before a value, in which the chosen one has its arrow."""
LEAST_VALUE = 16
"""Cells from which a long value goes on in a second line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A field of a form, or a heading between fields."""

    id: str
    label: str
    value: str = ""
    note: str = ""
    """A number between label and value, such as a time; where there is one, it is what the arrow keys change."""
    indent: int = 0
    """Cells by which the label is moved to the right."""
    can_step: bool = False
    """True if the arrow keys change the value."""
    can_open: bool = True
    """True if Enter changes the value, or leads to where it is changed."""
    is_heading: bool = False
    is_changed: bool = False
    """True if the value is not the default."""
    fault: str = ""
    """Why the value cannot be used; the row is marked with it."""
    remark: str = ""
    """A few quiet words after the value."""


class FormList(SafeOptionList):
    """The rows of a form; the chosen one is marked, and has arrows where it can be stepped through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,h", "step(-1)", "change", tooltip="The previous value, or the next", id="rows.less", key_display="← →"
        ),
        Binding(
            "right,l", "step(1)", "more", show=False, system=True, tooltip="The next value, or more", id="rows.more"
        ),
        Binding("enter", "open", "open", tooltip="Change what is in this row", id="rows.open"),
        Binding("enter", "select", "change", show=False, tooltip="The next value, or type it", id="rows.enter"),
        Binding("down,j", "cursor_down", "down", show=False, tooltip="The next row", id="rows.down"),
        Binding("up,k", "cursor_up", "up", show=False, tooltip="The previous row", id="rows.up"),
    ]
    DEFAULT_CSS = """
    FormList { height: 1fr; border: none; padding: 0; background: $background; scrollbar-size-vertical: 1;
        text-wrap: nowrap; text-overflow: ellipsis;
        &:focus { border: none; }
    }
    """

    class Stepped(Message):
        """A value is to be exchanged for the next or the previous one."""

        def __init__(self, row_id: str, direction: int) -> None:
            super().__init__()
            self.row_id = row_id
            self.direction = direction

    class Opened(Message):
        """Enter, or the mouse, asks for a row's own way to change it."""

        def __init__(self, row_id: str) -> None:
            super().__init__()
            self.row_id = row_id

    class Moved(Message):
        """Another row was chosen, and the keys rest."""

        def __init__(self, row_id: str) -> None:
            super().__init__()
            self.row_id = row_id

    def __init__(self, label_cells: int = 22, *, is_ascii: bool = False, id: str | None = None) -> None:  # noqa: A002 -- the widget's own word
        """Create an empty list.

        Args:
            label_cells: the width of the labels in cells.
            is_ascii: draw the marks without special characters.
            id: the widget's id.
        """
        super().__init__(id=id)
        self.after_keys = AfterKeys(self, self._tell_moved)
        self._label_cells = label_cells
        self._marks = ("<", ">", "*", "!") if is_ascii else ("‹", "›", "•", "!")
        self._rows: tuple[FormRow, ...] = ()
        self._marked: int | None = None
        self._goes_on = "..." if is_ascii else "…"
        self.most_lines = 1
        """The lines in which a long value goes on; the rows that are shown already take more with the next size."""

    def on_resize(self) -> None:
        """Break long values anew, and keep the chosen row in sight."""
        for index in range(self.option_count):
            self.replace_option_prompt_at_index(index, self._prompt(index))
        self.call_after_refresh(self.scroll_to_highlight)

    @property
    def changed_mark(self) -> str:
        """The mark after a value that is not the default."""
        return self._marks[2]

    @property
    def chosen(self) -> FormRow | None:
        """The row under the cursor."""
        return self._rows[self.highlighted] if self.highlighted is not None and self._rows else None

    def show_rows(self, rows: tuple[FormRow, ...], chosen: str = "") -> None:
        """Show these rows; the cursor stays on its row, or goes to the one with the id `chosen`."""
        wanted = chosen or (self.chosen.id if self.chosen else "")
        before, self._rows = self._rows, rows
        at = next((index for index, row in enumerate(rows) if row.id == wanted and not row.is_heading), None)
        if [row.id for row in before] == [row.id for row in rows]:
            for index, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new:
                    self.replace_option_prompt_at_index(index, self._prompt(index))
        else:
            near = self.highlighted or 0
            self._marked = None
            self.clear_options()
            self.add_options(Option(self._prompt(index), disabled=row.is_heading) for index, row in enumerate(rows))
            if at is None:
                fields = [index for index, row in enumerate(rows) if not row.is_heading]
                at = min(fields, key=lambda index: abs(index - near), default=None)
        if at is not None:
            self.highlighted = at
        self._move_arrows()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Leave the arrows of the chosen row, and what is said of it, until the keys rest."""
        super().watch_highlighted(highlighted)
        if self._marked != highlighted:
            self.after_keys.start()

    def _move_arrows(self) -> None:
        """Put the arrows into the chosen row, and take them from the one before."""
        before, self._marked = self._marked, self.highlighted
        if before == self._marked:
            return
        for index in (before, self._marked):
            if index is not None and index < self.option_count:
                self.replace_option_prompt_at_index(index, self._prompt(index))

    def _tell_moved(self) -> None:
        self._move_arrows()
        self.refresh_bindings()  # the keys of the row are told once the keys rest, as is what it means
        if self.chosen is not None:
            self.post_message(self.Moved(self.chosen.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's signature
        """Offer the arrow keys only where they change something, and Enter where they do not."""
        if action == "step":
            return self.chosen is not None and self.chosen.can_step
        if action == "open":
            row = self.chosen
            return row is not None and row.can_open and (not row.can_step or bool(row.note))
        return True

    def action_step(self, direction: int) -> None:
        """Ask for the next or the previous value of the chosen row."""
        if self.chosen is not None and self.chosen.can_step:
            self.post_message(self.Stepped(self.chosen.id, direction))

    def action_open(self) -> None:
        """Ask for the chosen row's own way to change it."""
        self.action_select()

    def action_select(self) -> None:
        """Ask for the chosen row's own way to change it."""
        if self.chosen is not None and not self.chosen.is_heading:
            self.post_message(self.Opened(self.chosen.id))

    async def _on_click(self, event: events.Click) -> None:
        """Choose a row; on the chosen one the arrows step, and anything else is as Enter."""
        event.prevent_default()
        index: int | None = event.style.meta.get("option")
        if index is None or self._rows[index].is_heading:
            return
        was_chosen, self.highlighted = index == self.highlighted, index
        row = self._rows[index]
        if not was_chosen:
            return
        begin, end = self._stepped_cells(row)
        at = event.x - self.gutter.left - GUTTER_CELLS
        if row.can_step and begin <= at < end:
            self.action_step(-1 if at < begin + 2 else 1)
        else:
            self.action_select()

    def _stepped_cells(self, row: FormRow) -> tuple[int, int]:
        """Return where the part of a row that the arrows change begins and ends, in cells after its marks."""
        if row.note:
            return self._label_cells - len(row.note) - 4, self._label_cells
        before = 0 if self._is_below(row) else self._label_cells
        return before, before + len(row.value) + 4

    def _is_below(self, row: FormRow) -> bool:
        """Return whether a value has no room beside its label, and stands in a line of its own."""
        room = self.scrollable_content_region.width - GUTTER_CELLS - self._label_cells
        wanted = min(cell_width(shown_text(row.value, one_line=True)), LEAST_VALUE) + 2 * VALUE_GAP
        return bool(row.value) and not row.note and -self._label_cells < room < wanted

    def _in_lines(self, row: FormRow) -> str:
        """Return a row's value whose further lines begin below the first; the list itself moves them by the gutter."""
        value = shown_text(row.value, one_line=True)
        before = GUTTER_CELLS + self._label_cells + VALUE_GAP
        if self._is_below(row):
            return truncate(value, self.scrollable_content_region.width - before + self._label_cells, self._goes_on)
        room = self.scrollable_content_region.width - before
        if room < LEAST_VALUE:
            return value
        if self.most_lines == 1:
            after = VALUE_GAP * (row.can_step and not row.note) + VALUE_GAP * row.is_changed
            after += len(row.remark) + VALUE_GAP if row.remark else 0
            return truncate(value, max(LEAST_VALUE, room - after), self._goes_on)
        lines = wrap(value, room, max_lines=self.most_lines, mark=self._goes_on)
        return ("\n" + " " * (before - GUTTER_CELLS)).join(lines)

    def _prompt(self, index: int) -> Content:
        row = self._rows[index]
        if row.is_heading:
            return Content.styled(shown_text(row.label, one_line=True), "$text-accent bold")
        before, after, changed, faulty = self._marks
        value, note = self._in_lines(row), shown_text(row.note, one_line=True)
        stepped = note or value
        stepped = f"{before} {stepped} {after}" if index == self._marked and row.can_step else f"  {stepped}  "
        note, shown = (stepped, f"  {value}") if note else ("", stepped)
        label = " " * row.indent + shown_text(row.label, one_line=True)
        if self._is_below(row):
            width = self.scrollable_content_region.width - GUTTER_CELLS
            label, shown = truncate(label, width, self._goes_on), f"\n{shown}"
        else:
            room = self._label_cells - len(note)
            label = label.ljust(room) if len(label) <= room else f"{label[: room - 2]}… "
        if not row.is_changed and not row.remark:
            shown = shown.rstrip()
        return Content.assemble(
            " ",  # for the pointer of the chosen row
            (faulty, "$text-error bold") if row.fault else " ",
            label,
            note,
            (shown, "bold" if row.is_changed else ""),
            (f" {changed}" if row.is_changed else "", "$text-accent"),
            (f"  {row.remark}" if row.remark else "", "$text-muted"),
        )
