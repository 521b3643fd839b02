"""Mark the chosen row of a list, in the same way in every list.

A row that was painted with a background would be written twice at every arrow key, blanks and all, and each colour of
its words would need a partner for that background. A mark in the margin and bold first words cost a tenth of the bytes,
and the words keep their colours. Of a long name only the beginning is bold: all of it would take as long over a poor
line as the rest of the step.
"""

import re

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from spasmtui.ui.themes import HIGH_CONTRAST

MOST_BOLD_CELLS = 12
"""The cells of a name that are bold, unless its first word is longer: two such names are in a third of a second."""
LONGEST_WORD_CELLS = 16
"""The cells that are bold of a word without an end, as in scripts that have no blanks between words."""
_NAME_ENDS = re.compile(r" {2}|[:,;(]")
_SMALL_WORD_LETTERS = 3
"""The letters of words such as `at` and `the`, with which no bold words end."""

_BOLD = Style(bold=True)
_MARK = Style(bold=True, reverse=True)


def pointer(app: App[object]) -> str:
    """Return the mark of a chosen row, one cell wide: it says without colour which row a key acts on."""
    return ">" if getattr(getattr(app, "options", None), "is_ascii", False) else "▸"


def chosen_words(app: App[object], words: str) -> Content:
    """Return words with the mark before them, for what is chosen but is no row of a list."""
    return Content.assemble((pointer(app), "bold reverse"), " ", (words, "bold"))


def mark_chosen(strip: Strip, widget: Widget, most_cells: int = MOST_BOLD_CELLS) -> Strip:
    """Return a row with the mark in its first cell, where that is blank, and its first words in bold.

    The mark is reversed while keys go to the list, and with high contrast these words are too. Words in another colour
    than the list's own are skipped.

    Args:
        strip: the row as it looks when it is not chosen.
        widget: the list.
        most_cells: the cells of the bold words, unless the first one is longer.
    """
    if not strip.text.startswith(" "):
        return strip
    begin, end = _first_words(strip, widget, most_cells)
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


def _first_words(strip: Strip, widget: Widget, most_cells: int) -> tuple[int, int]:
    """Return where the words begin and end that name the row, or the beginning of its name, in cells."""
    own_color = widget.rich_style.color
    at, found = 0, (1, 1)
    for text, style, _control in strip:
        words = text if at else f" {text[1:]}"
        if named := words.strip():
            is_own = style is not None and style.color == own_color
            if is_own or found == (1, 1):
                begin = at + len(words) - len(words.lstrip())
                found = (begin, begin + cell_len(_bold_part(named, most_cells)))
            if is_own:
                break
        at += cell_len(text)
    return found


def _bold_part(words: str, most_cells: int) -> str:
    """Return as many of the first words as are bold: up to two blanks or a punctuation mark, and what fits."""
    name = (_NAME_ENDS.split(words, maxsplit=1)[0] or words).rstrip()
    if cell_len(name) <= most_cells:
        return name
    first, *more = name.split(" ")
    kept = [first]
    while more and cell_len(" ".join((*kept, more[0]))) <= most_cells:
        kept.append(more.pop(0))
    while len(kept) > 1 and kept[-1].isalpha() and len(kept[-1]) <= _SMALL_WORD_LETTERS:
        kept.pop()
    return chop_cells(" ".join(kept), LONGEST_WORD_CELLS)[0]
