"""Mark the chosen row of a list, in the same way in every list.

A row that was painted with a background would be written twice at every arrow key, blanks and all, and each colour of
its words would need a partner for that background. A mark in the margin and bold first words cost a tenth of the bytes,
and the words keep their colours.
"""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from spasmtui.ui.themes import HIGH_CONTRAST

_BOLD = Style(bold=True)
_MARK = Style(bold=True, reverse=True)


def pointer(app: App[object]) -> str:
    """Return the mark of a chosen row, one cell wide: it says without colour which row a key acts on."""
    return ">" if getattr(getattr(app, "options", None), "is_ascii", False) else "▸"


def chosen_words(app: App[object], words: str) -> Content:
    """Return words with the mark before them, for what is chosen but is no row of a list."""
    return Content.assemble((pointer(app), "bold reverse"), " ", (words, "bold"))


def mark_chosen(strip: Strip, widget: Widget) -> Strip:
    """Return a row with the mark in its first cell, where that is blank, and its first words in bold.

    The mark is reversed while keys go to the list, and with high contrast these words are too. Words in another colour
    than the list's own are skipped.

    Args:
        strip: the row as it looks when it is not chosen.
        widget: the list.
    """
    if not strip.text.startswith(" "):
        return strip
    begin, end = _first_words(strip, widget)
    margin, before, words, after = strip.divide([1, begin, end, strip.cell_length])
    mark = Segment(pointer(widget.app), next(iter(margin)).style)
    return Strip.join([
        _with(Strip([mark], 1), _MARK if widget.has_focus_within else _BOLD),
        before,
        _with(words, _MARK if widget.app.theme == HIGH_CONTRAST.name and widget.has_focus_within else _BOLD),
        after,
    ])


def _with(strip: Strip, style: Style) -> Strip:
    segments = [Segment(text, (own or Style()) + style, control) for text, own, control in strip]
    return Strip(segments, strip.cell_length)


def _first_words(strip: Strip, widget: Widget) -> tuple[int, int]:
    """Return where the words begin and end that name the row, in cells; they end before two blanks."""
    own_color = widget.rich_style.color
    at, found = 0, (1, 1)
    for text, style, _control in strip:
        words = text if at else f" {text[1:]}"
        if named := words.strip():
            is_own = style is not None and style.color == own_color
            if is_own or found == (1, 1):
                begin = at + len(words) - len(words.lstrip())
                found = (begin, begin + cell_len(named.partition("  ")[0]))
            if is_own:
                break
        at += cell_len(text)
    return found
