"""Text that is set in lines: passages with marks, laid out for a width. Pure, so the shell and the reader share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spasmtui.shared.text_wrap import cell_width, wrap_spans

if TYPE_CHECKING:
    from spasmtui.shared.text_wrap import Measure

PLAIN = "plain"
TITLE = "title"
HEADING = "heading"
CARD = "card"
"""What a tired person reads first; set apart from the rest."""
QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage that stands out."""

    start: int
    end: int
    look: str
    """A name the output knows: `strong`, `emphasis`, `key`, `link`, `quiet`."""
    target: str | None = None
    """Where a link leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, a heading or an item."""

    text: str
    marks: tuple[Span, ...] = ()
    style: str = PLAIN
    """`plain`, `title`, `heading`, `card` or `quiet`."""
    first: str = ""
    """What stands before the first line, such as ` 1. `."""
    rest: str = ""
    """What stands before the lines after it."""
    gap: int = 1
    """Blank lines before it."""
    rows: tuple[tuple[Paragraph, ...], ...] = ()
    """A table's rows of cells; it is laid out as passages of one line each."""
    is_line: bool = False
    """Whether it is one line of columns already, to be kept as it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a layout: a stretch of a passage's text behind what stands before it."""

    passage: int
    """The passage's place in the layout; -1 is a blank line."""
    start: int
    end: int
    before: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Passages set for one width."""

    passages: tuple[Paragraph, ...]
    lines: tuple[Line, ...]

    def line_of(self, passage: int, offset: int = 0) -> int:
        """The line that shows a passage's character; the last line when the passage has no such character."""
        best = 0
        for index, line in enumerate(self.lines):
            if line.passage == passage and line.start <= offset:
                best = index
        return best


def lay_out(passages: Sequence[Paragraph], width: int, measure: Measure = cell_width) -> Layout:
    """Set passages in lines of at most `width` cells."""
    width = max(width, 8)
    flat: list[Paragraph] = []
    for passage in passages:
        flat += _as_lines(passage, width, measure) if passage.rows else [passage]
    lines: list[Line] = []
    for index, passage in enumerate(flat):
        lines += [Line(-1, 0, 0)] * (passage.gap if lines else 0)
        room = max(4, width - max(measure(passage.first), measure(passage.rest)))
        stretches = [(0, len(passage.text))] if passage.is_line else wrap_spans(passage.text, room, measure)
        for number, (start, end) in enumerate(stretches):
            lines.append(Line(index, start, end, passage.rest if number else passage.first))
    return Layout(tuple(flat), tuple(lines))


def _as_lines(table: Paragraph, width: int, measure: Measure) -> list[Paragraph]:
    """A table as lines of columns, or, where the columns would be too thin, each row as "head: cell" lines."""
    columns = len(table.rows[0])
    widest = [max(measure(row[at].text) for row in table.rows if at < len(row)) for at in range(columns)]
    room = width - 2 * (columns - 1)
    if sum(widest) > room:
        words = [
            max(measure(word) for row in table.rows if at < len(row) for word in row[at].text.split() or [""])
            for at in range(columns)
        ]
        if sum(words) > room or room // columns < 9:
            return _stacked(table)
        share = _shares(widest, words, room)
    else:
        share = widest
    lines: list[Paragraph] = []
    for number, row in enumerate(table.rows):
        cut = [wrap_spans(cell.text, share[at], measure) for at, cell in enumerate(row)]
        for level in range(max(map(len, cut))):
            parts = [(cell, *spans[level]) for cell, spans in zip(row, cut, strict=True) if level < len(spans)]
            at_columns = [at for at, spans in enumerate(cut) if level < len(spans)]
            line = _beside(parts, at_columns, share, measure)
            look = (Span(0, len(line.text), "strong"),) if number == 0 else line.marks
            gap = table.gap if not lines else 1 if level == 0 and number == 1 else 0
            lines.append(replace(line, gap=gap, marks=look, rest=table.rest, first=table.first))
    return lines


def _shares(widest: list[int], words: list[int], room: int) -> list[int]:
    """Widths that fit: every column gets its longest word, and what is left goes where most is missing."""
    share = list(words)
    for _ in range(room - sum(share)):
        at = max(range(len(share)), key=lambda column: widest[column] - share[column])
        share[at] += 1
    return share


def _beside(
    parts: list[tuple[Paragraph, int, int]], columns: list[int], share: list[int], measure: Measure
) -> Paragraph:
    text, marks = "", []
    for (cell, start, end), column in zip(parts, columns, strict=True):
        left = sum(share[:column]) + 2 * column
        text += " " * (left - measure(text))
        shift = len(text) - start
        marks += [
            replace(mark, start=max(mark.start, start) + shift, end=min(mark.end, end) + shift)
            for mark in cell.marks
            if mark.start < end and mark.end > start
        ]
        text += cell.text[start:end]
    return Paragraph(text=text, marks=tuple(marks), is_line=True)


def _stacked(table: Paragraph) -> list[Paragraph]:
    head, *rows = table.rows
    lines: list[Paragraph] = []
    for row in rows:
        for at, (name, cell) in enumerate(zip(head, row, strict=False)):
            shift = len(name.text) + 2 if at else 0
            text = f"{name.text}: {cell.text}" if at else cell.text
            moved = [replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in cell.marks]
            marks = (*moved, *(() if at else (Span(0, len(text), "strong"),)))
            lines.append(Paragraph(text=text, marks=marks, gap=0 if at else 1, first="  " if at else "", rest="  "))
    return lines
