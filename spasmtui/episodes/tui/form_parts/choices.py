"""Render what a field of the form offers: its options with their keys, the whole of a note, and how to answer."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from spasmtui.episodes.entry.form_fields import OPTION_KEYS, FormField, Value, Values, chosen_words
from spasmtui.episodes.model.names import id_words
from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.sanitize import as_content, shown_text
from spasmtui.ui.clicks import pressing
from spasmtui.ui.key_bar import key_line

CHOSEN = " ✓"


class Choices(Static):
    """The options of the chosen field."""

    def on_click(self, event: Click) -> None:
        """Send no key to a line that is being typed."""
        if not self.screen.query_one("#fields").can_focus:
            event.stop()


def choices_text(field: FormField, values: Values, width: int, room: int) -> Content:
    """Return a field's options with their keys, and its hints, one below the other where there is room.

    Args:
        field: the chosen field.
        values: the answers.
        width: cells of the window.
        room: cells of the column beside the fields.
    """
    value = values.get(field.name, ())
    if field.kind == "text":
        return Content("\n").join(_note_parts(field, value))
    is_wide = width >= 60
    parts = [
        _option(
            key,
            shown_text(text if is_wide or field.name != "signs" else id_words(option)),
            is_chosen=bool(chosen_words(value, option)),
            room=room if is_wide else width - 2,
        )
        for key, (option, text) in zip(OPTION_KEYS, field.options, strict=False)
    ]
    if field.kind in ("score", "length"):
        parts.append(_numbers(field, value))
    hints = [hint for hint in field.hint.split("   ") if hint]
    said = [(Content(hint) if hint[0].isdigit() else key_line(hint)).stylize_before("$text-muted") for hint in hints]
    if is_wide:
        return Content("\n").join([*parts, *said])
    # Of many options the last ones have no room in a small window, but that others can be typed stays in sight.
    return Content("\n").join(_packed([*said, *parts] if field.takes_many else [*parts, *said], width - 2))


def _note_parts(field: FormField, value: Value) -> list[Content]:
    """Return the whole of a text, and below it how to write."""
    hint = key_line(field.hint).stylize_before("$text-muted")
    return [as_content(value), Content(""), hint] if isinstance(value, str) and value else [hint]


def _numbers(field: FormField, value: Value | None) -> Content:
    """Return the numbers that one key answers with, in a line; the last of a score is ten, whose key is `t`."""
    keys = "123456789" if field.kind == "length" else "0123456789t"
    marks: list[Content] = []
    for key in keys:
        is_chosen = value == (f"{key}m" if field.kind == "length" else "10" if key == "t" else key)
        mark = Content.styled(key, "$text-accent bold reverse" if is_chosen else "$text-accent bold")
        marks.append(pressing(Content.assemble(" " if marks else "", mark, " "), key))
    return Content("").join(marks)


def _option(key: str, text: str, *, is_chosen: bool, room: int) -> Content:
    """Return an option that goes on below its words, not below its key; the mark stays beside the last of them."""
    lines = wrap(text, room - len(CHOSEN) if is_chosen else room, first="  ", rest="  ")
    words = "\n".join(lines)[1:] + (CHOSEN if is_chosen else "")
    return pressing(Content.assemble((key, "$text-accent bold"), words), key)


def _packed(parts: list[Content], width: int) -> list[Content]:
    """Join as many options into a line as fit, each of them whole."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + 2 + part.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], "  ", part)
        else:
            lines.append(part)
    return lines
