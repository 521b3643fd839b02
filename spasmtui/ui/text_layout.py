"""Lay paragraphs with styled spans out in lines for a width. Pure, so that the shell and the reader share it."""

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
"""The style of what a tired person reads first; set apart from the rest."""
QUIET = "quiet"
LETTER = "letter"
"""The style of the letter that follows a link, in its brackets."""
LINK_LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""The letters of a text's links, in their order; links beyond them have none."""


@dataclass(frozen=True, slots=True)
class Span:
    """A styled range `text[start:end]` of a paragraph."""

    start: int
    end: int
    style: str
    """`strong`, `emphasis`, `key`, `link`, `letter` or `quiet`; each output has its own look for it."""
    target: str | None = None
    """The target of a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, a heading or an item."""

    text: str
    spans: tuple[Span, ...] = ()
    style: str = PLAIN
    """`plain`, `title`, `heading`, `card` or `quiet`."""
    first: str = ""
    """The prefix of the first line, such as ` 1. `."""
    rest: str = ""
    """The prefix of the lines after it."""
    gap: int = 1
    """Blank lines before it."""
    rows: tuple[tuple[Paragraph, ...], ...] = ()
    """The rows of cells of a table, the head first; a table is laid out as one paragraph a line."""
    is_line: bool = False
    """True for a table's line of columns, which is not wrapped again."""


@dataclass(frozen=True, slots=True)
class Line:
    """One laid-out line: `text[start:end]` of a paragraph, after the prefix."""

    paragraph: int
    """The paragraph's index in the layout; -1 is a blank line."""
    start: int
    end: int
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Paragraphs laid out for one width."""

    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...]

    def line_of(self, paragraph: int, offset: int = 0) -> int:
        """Return the index of the line that shows a character; of the paragraph's last line when it has none such."""
        best = 0
        for index, line in enumerate(self.lines):
            if line.paragraph == paragraph and line.start <= offset:
                best = index
        return best

    def next_out_of_sight(self, style: str, top: int, height: int) -> int | None:
        """Return the line of the next span of a style, or of the first; None where one is in sight, or there is none.

        Args:
            style: the style of the spans.
            top: the first line in sight.
            height: the number of lines in sight.
        """
        lines = sorted(
            self.line_of(index, span.start)
            for index, paragraph in enumerate(self.paragraphs)
            for span in paragraph.spans
            if span.style == style
        )
        if not lines or any(top <= line < top + height for line in lines):
            return None
        return next((line for line in lines if line >= top), lines[0])


def lay_out(paragraphs: Sequence[Paragraph], width: int, measure: Measure = cell_width) -> Layout:
    """Lay paragraphs out in lines of at most `width` cells (at least 8)."""
    width = max(width, 8)
    flat: list[Paragraph] = []
    for paragraph in paragraphs:
        flat += _as_lines(paragraph, width, measure) if paragraph.rows else [paragraph]
    lines: list[Line] = []
    for index, paragraph in enumerate(flat):
        lines += [Line(-1, 0, 0)] * (paragraph.gap if lines else 0)
        room = max(4, width - max(measure(paragraph.first), measure(paragraph.rest)))
        ranges = [(0, len(paragraph.text))] if paragraph.is_line else wrap_spans(paragraph.text, room, measure)
        for number, (start, end) in enumerate(ranges):
            lines.append(Line(index, start, end, paragraph.rest if number else paragraph.first))
    return Layout(tuple(flat), tuple(lines))


def _as_lines(table: Paragraph, width: int, measure: Measure) -> list[Paragraph]:
    """Return a table as lines of columns, or, where these would be too thin, each row as `head: cell` lines."""
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
            spans = (Span(0, len(line.text), "strong"),) if number == 0 else line.spans
            gap = table.gap if not lines else 1 if level == 0 and number == 1 else 0
            lines.append(replace(line, gap=gap, spans=spans, rest=table.rest, first=table.first))
    return lines


def _shares(natural: list[int], words: list[int], room: int) -> list[int]:
    """Return column widths in cells that sum to `room`.

    Each is at least the column's longest word; spare cells go to the column furthest below its natural width.
    """
    share = list(words)
    for _ in range(room - sum(share)):
        at = max(range(len(share)), key=lambda column: natural[column] - share[column])
        share[at] += 1
    return share


def _beside(
    parts: list[tuple[Paragraph, int, int]], columns: list[int], share: list[int], measure: Measure
) -> Paragraph:
    text, spans = "", []
    for (cell, start, end), column in zip(parts, columns, strict=True):
        left = sum(share[:column]) + 2 * column
        text += " " * (left - measure(text))
        shift = len(text) - start
        spans += [
            replace(span, start=max(span.start, start) + shift, end=min(span.end, end) + shift)
            for span in cell.spans
            if span.start < end and span.end > start
        ]
        text += cell.text[start:end]
    return Paragraph(text=text, spans=tuple(spans), is_line=True)


def _stacked(table: Paragraph) -> list[Paragraph]:
    head, *rows = table.rows
    lines: list[Paragraph] = []
    for row in rows:
        for at, (name, cell) in enumerate(zip(head, row, strict=False)):
            shift = len(name.text) + 2 if at else 0
            text = f"{name.text}: {cell.text}" if at else cell.text
            moved = [replace(span, start=span.start + shift, end=span.end + shift) for span in cell.spans]
            spans = (*moved, *(() if at else (Span(0, len(text), "strong"),)))
            lines.append(Paragraph(text=text, spans=spans, gap=0 if at else 1, first="  " if at else "", rest="  "))
    return lines
