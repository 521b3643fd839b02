"""The lines of the form: each field with its value, one of them chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Key
from textual.message import Message

from spasmtui.episodes.entry.form_fields import OPTION_KEYS, FormField, Value, Values, begins_typing, where_words
from spasmtui.episodes.episode_text import NOT_RECORDED
from spasmtui.episodes.model.names import SHIPPED, Names, id_words, word_name
from spasmtui.episodes.tui.widgets import LineList
from spasmtui.shared.formats import moment
from spasmtui.shared.times.length_words import parse_duration
from spasmtui.shared.times.lengths import format_duration
from spasmtui.ui.key_bar import KeyBar

ANSWER_KEYS = frozenset(OPTION_KEYS + "tlrb")
"""The characters that may answer a field; every other key keeps the meaning it has on every screen."""
WIDE_FROM_CELLS = 44
"""Cells of the list from which labels stand apart from the pointer, as in other lists."""


class FieldList(LineList[FormField]):
    """The list of fields: it reports keys that may be answers, and shows the values that the form sets."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "type", tooltip="Type a line for this field, or go to the next", id="form.type"),
        Binding("backspace,delete", "clear", "clear", tooltip="Clear the field: not recorded", id="form.clear"),
        Binding("tab", "move(1)", "next", show=False, tooltip="The next field", id="form.next"),
        Binding("shift+tab", "move(-1)", "previous", show=False, tooltip="The previous field", id="form.before"),
    ]

    @dataclass
    class Pressed(Message):
        """A key that may be an answer was pressed."""

        key: str
        """One character, or `left` or `right`."""

    @dataclass
    class Typing(Message):
        """A line of text is requested for the field."""

        first: str = ""
        """The text that was typed already."""
        ahead: Key | None = None
        """A key that came before the line that was requested had the focus."""

    def __init__(self, fields: tuple[FormField, ...], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.values: Values = {}
        self.names = SHIPPED
        """The titles of routines."""
        self.items = fields
        self.has_requested_line = False
        """Whether what is typed belongs to a line that is opening: keys of a slow connection come several at once."""

    def on_mount(self) -> None:
        """Show the lines."""
        self.show_items(self.items, self.chosen)

    @property
    def field(self) -> FormField:
        """The chosen field."""
        return self.items[self.chosen]

    def on_click(self, event: Click) -> None:
        """Leave the chosen field chosen where nothing can be typed: its options are beside it."""
        if event.y + self.scroll_offset.y == self.chosen and not self.field.can_be_typed:
            event.prevent_default()

    def put(self, value: Value | None) -> None:
        """Set the chosen field's value; None is "not recorded"."""
        self.values = {name: old for name, old in self.values.items() if name != self.field.name}
        if value is not None:
            self.values[self.field.name] = value
        self.refresh()

    def line_of(self, item: FormField, width: int) -> tuple[str, bool]:
        """Return the label and the value; quiet where nothing was recorded."""
        value = self.values.get(item.name)
        before = "  " if width >= WIDE_FROM_CELLS else " "  # the pointer, and where there is room a gap after it
        return f"{before}{item.label:<16} {value_text(item, value, self.names)}", value is None

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key may be an answer here, so that nobody shows it with the meaning it has elsewhere."""
        return key in ("left", "right") or (character or "") in ANSWER_KEYS

    def typed_field(self, key: str, character: str | None) -> int | None:
        """Return the number of the field that a key types into, or turns; None for any other key."""
        is_typed = self.has_requested_line or begins_typing(self.field, character or "")
        return self.chosen if is_typed or key in ("left", "right") else None

    def on_key(self, event: Key) -> None:
        """Report a key as a possible answer; keys with a meaning on every screen pass."""
        key = event.key if event.key in ("left", "right") else event.character or ""
        if self.has_requested_line:
            event.stop()
            event.prevent_default()
            self.post_message(self.Typing(ahead=Key(event.key, event.character)))
        elif begins_typing(self.field, key):
            event.stop()
            event.prevent_default()
            self._request_line(key)
        elif self._opens_line(event):
            event.stop()
            event.prevent_default()
            self.action_open()
        elif key in ANSWER_KEYS or key in ("left", "right"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Pressed(key))

    def action_open(self) -> None:
        """Type a line for the field where that is possible; else go on to the next field."""
        if self.field.can_be_typed:
            self._request_line()
        else:
            self.action_move(1)

    def on_focus(self) -> None:
        """Take keys for answers again, once the line is closed."""
        self.has_requested_line = False

    def _request_line(self, first: str = "") -> None:
        self.has_requested_line = True
        self.post_message(self.Typing(first))

    def _opens_line(self, event: Key) -> bool:
        """Return whether a key requests a line; a person may have set another one than Enter."""
        active = self.screen.active_bindings.get(event.key)
        return active is not None and active.binding.id == "form.type" and self.field.can_be_typed

    def action_clear(self) -> None:
        """Make the chosen field "not recorded"; the start of an episode is always known."""
        if self.field.kind != "moment":
            self.put(None)
            self.post_message(self.Chosen(self))  # type: ignore[arg-type]


class FormKeyBar(KeyBar):
    """The last line of a form: Enter types where a line can be typed, and goes on elsewhere."""

    def words_of(self, binding: Binding) -> str:
        """Return what a key does in the chosen field."""
        goes_on = binding.id == "form.type" and not self.screen.query_one(FieldList).field.can_be_typed
        return "next" if goes_on else super().words_of(binding)


def value_text(field: FormField, value: Value | None, names: Names = SHIPPED) -> str:
    """Return a value for people, in one line; a dot for "not recorded"."""
    if value is None:
        return "now" if field.kind == "moment" else NOT_RECORDED
    if isinstance(value, tuple):
        name_of = names.tried_text if field.kind == "tried" else id_words if field.name == "signs" else word_name
        return ", ".join(map(name_of, value))
    if field.kind == "place":
        return where_words(value)
    if field.kind == "moment":
        return moment(datetime.fromisoformat(value))
    if field.kind == "length":
        return format_duration(parse_duration(value))
    if field.kind == "score":
        return f"{value} of 10"
    return " ".join(value.split()) if field.kind == "text" else id_words(value)
