"""Measure a page of paper: the one layout of HTML and PDF, in millimetres, from the widths of their letters.

`pdf.py` draws by these measures, and the style of `html.py` repeats them. They hold at a scale of the print; what is
drawn keeps its size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.report.filling import Filled, Room, fill_pages
from spasmtui.episodes.report.paper.body_picture import HEIGHT, WIDTH, has_body_picture
from spasmtui.shared.text_wrap import cell_width

if TYPE_CHECKING:
    from typing import Protocol

    from spasmtui.episodes.report.sheet import Listing, Sheet, SheetContents, Table
    from spasmtui.shared.paper import Paper

    class Letters(Protocol):
        """The letters of a format."""

        def readable(self, text: str) -> str:
            """Return a text as the format can print it."""
            ...

        def letter_width(self, letter: str) -> float:
            """Return the width of a letter in a print of size 1."""
            ...


MARGIN_DOWN_MM, MARGIN_SIDE_MM = 12.0, 14.0
POINTS, SMALL_POINTS = 9.6, 7.6
POINT_MM = 25.4 / 72
LINE_MM, SMALL_LINE_MM = 4.5, 3.6
TITLE_MM = 7.0
PERSON_GAP_MM = 2.5
"""Space above the lines to write on, which a hand needs."""
RULE_MM = 3.0
"""The line below the head, and the space around it."""
ROW_GAP_MM = 0.9
"""Padding and line of a row."""
GAP_MM = 2.0
"""Space after a table, a list or a picture."""
LABEL_MM = 42.0
PICTURES_MM = 58.0
COLUMN_GAP_MM = 5.0
CELL_GAP_MM = 3.0
BODY_MM = 46.0
INDENT_MM = 4.0
BARS_MM, TREND_MM = 15.5, 18.5
"""The height of a picture, below its caption."""
PERSON_SHARES = (0.42, 0.23, 0.35)
"""The part of the line that name, date of birth and clinician have."""
SCALES = (1.0, 0.95, 0.9, 0.84)
"""Scales of the print: the largest that shows all is taken, and the last, with 8 points, where none does."""
CROWDED_SCALES = (0.76, 0.68, 0.6)
"""Scales for a page whose least content has no room otherwise."""
TABLE_CELLS = 140
"""The cells of a table, as `sheet.py` counts them; longer names are wrapped."""
_ASCII_WIDTHS = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
)  # fmt: skip
"""The widths of the printable letters of ASCII in DejaVu Sans, in thousandths of its size: it is the widest of the
fonts with which a browser sets the page."""
_OTHER_WIDTH, _WIDE_WIDTH = 0.8, 1.05
_BROWSER_SIZE = 0.95
"""The size of that font where a browser adjusts it to the height of Arial's small letters, 519 to 547."""


class BrowserLetters:
    """The letters of a browser, which finds a font for each, as wide as they can be there."""

    def readable(self, text: str) -> str:
        """Return the text itself."""
        return text

    def letter_width(self, letter: str) -> float:
        """Return the width of a letter in a print of size 1, at most."""
        if " " <= letter <= "~":
            return _BROWSER_SIZE * _ASCII_WIDTHS[ord(letter) - 32] / 1000
        return (0.0, _OTHER_WIDTH, _WIDE_WIDTH)[cell_width(letter)]


class PaperRoom:
    """A page of one size of paper, with print of one scale."""

    def __init__(self, paper: Paper, scale: float, letters: Letters, *, spare_mm: float = 0.0) -> None:
        """Create a room.

        Args:
            paper: the size of the paper.
            scale: the size of the print.
            letters: the letters of the format.
            spare_mm: what is left free at the foot, for what is measured less exactly.
        """
        self.paper = paper
        self.scale = scale
        self.line_mm = LINE_MM * scale
        self.small_line_mm = SMALL_LINE_MM * scale
        self.width_mm = paper.width_mm - 2 * MARGIN_SIDE_MM
        self.height_mm = paper.height_mm - 2 * MARGIN_DOWN_MM - spare_mm
        self._letters = letters
        self._widths: dict[str, float] = {}
        self._wrapped: dict[tuple[str, float, float], tuple[str, ...]] = {}

    def fits(self, sheet: Sheet) -> bool:
        """Return whether a page ends above its margin, and its tables between theirs."""
        return self.height(sheet) <= self.height_mm

    def text_width(self, text: str, points: float = POINTS) -> float:
        """Return the width of a text in millimetres."""
        total = 0.0
        for letter in self._letters.readable(text):
            if (width := self._widths.get(letter)) is None:
                width = self._widths[letter] = self._letters.letter_width(letter)
            total += width
        return total * points * self.scale * POINT_MM

    def lines(self, text: str, width_mm: float, points: float = POINTS) -> tuple[str, ...]:
        """Return a text wrapped at its words, and inside a word that is wider than a line."""
        key = text, width_mm, points
        if (known := self._wrapped.get(key)) is None:
            known = self._wrapped[key] = tuple(self._wrap(self._letters.readable(text), width_mm, points))
        return known

    def _wrap(self, text: str, width_mm: float, points: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if self.text_width(longer, points) <= width_mm:
                lines[-1] = longer
                continue
            rest = word
            if lines[-1]:
                lines.append("")
            while self.text_width(rest, points) > width_mm:
                end = self._count_letters(rest, width_mm, points)
                lines[-1:] = [rest[:end], ""]
                rest = rest[end:]
            lines[-1] = rest
        return lines

    def _count_letters(self, word: str, width_mm: float, points: float) -> int:
        """Return how many letters of a word fit on a line, one at least."""
        used = 0.0
        for index, letter in enumerate(word):
            used += self.text_width(letter, points)
            if used > width_mm:
                return max(1, index)
        return len(word)

    def height(self, sheet: Sheet) -> float:
        """Return the height of a page in millimetres."""
        total = self.head_mm(sheet)
        if sheet.overview:
            total += max(self.overview_mm(sheet), self.pictures_mm(sheet)) + GAP_MM
        total += sum(self.table_mm(each, self.width_mm) for each in (*sheet.trend, *sheet.plan))
        total += self.where_mm(sheet)
        total += sum(map(self.list_mm, sheet.lists))
        return total + self.footer_mm(sheet)

    def head_mm(self, sheet: Sheet) -> float:
        """Return the height of title, period, the lines to write on, and the line below."""
        lines = max(len(self.lines(words, width)) for words, width in self.person_fields(sheet))
        return TITLE_MM * self.scale + PERSON_GAP_MM + (1 + lines) * self.line_mm + RULE_MM

    def person_fields(self, sheet: Sheet) -> list[tuple[str, float]]:
        """Return the words of each line to write on, and the width that they have."""
        return [
            (words, share * self.width_mm - self.text_width(f"{label} ") - CELL_GAP_MM)
            for (label, words), share in zip(sheet.person, PERSON_SHARES, strict=True)
        ]

    @property
    def phrase_mm(self) -> float:
        """The width of a phrase of the overview."""
        return self.width_mm - PICTURES_MM - COLUMN_GAP_MM - LABEL_MM

    def overview_mm(self, sheet: Sheet) -> float:
        """Return the height of the overview, without the pictures beside it."""
        width = self.phrase_mm
        return sum(len(self.lines(phrase, width)) * self.line_mm + ROW_GAP_MM for _label, phrase in sheet.overview)

    def pictures_mm(self, sheet: Sheet) -> float:
        """Return the height of the pictures beside the overview."""
        if sheet.number > 1:
            return 0.0
        heights = [BARS_MM, TREND_MM, *([BARS_MM] if sheet.report.pains else [])]
        return sum(self.line_mm + height + GAP_MM for height in heights)

    def where_mm(self, sheet: Sheet) -> float:
        """Return the height of the tables of places and of what was tried, with the picture of the places beside."""
        width = self.where_width(sheet)
        tables = sum(self.table_mm(each, width) for each in (sheet.places, sheet.tried))
        return max(tables, self.body_mm if width < self.width_mm else 0.0)

    def where_width(self, sheet: Sheet) -> float:
        """Return the width of these tables."""
        has_body = sheet.number == 1 and has_body_picture(sheet.report)
        return self.width_mm - (BODY_MM + COLUMN_GAP_MM) * has_body

    @property
    def body_mm(self) -> float:
        """The height of the picture of the places, with its caption."""
        return self.line_mm + BODY_MM * HEIGHT / WIDTH + GAP_MM

    def table_mm(self, table: Table, width_mm: float) -> float:
        """Return the height of a table, with the space after it."""
        if not table.rows:
            return 0.0
        first = self.column_widths(table, width_mm)[0]
        lines = sum(len(self.lines(row[0], first)) for row in table.rows)
        return (1 + lines + bool(table.more)) * self.line_mm + (1 + len(table.rows)) * ROW_GAP_MM + GAP_MM

    def column_widths(self, table: Table, width_mm: float) -> list[float]:
        """Return the widths of a table's columns: figures have what they need, and a share of what is left over."""
        needed = [
            max(map(self.text_width, column)) + CELL_GAP_MM for column in zip(table.head, *table.rows, strict=True)
        ]
        spare = max(0.0, width_mm - sum(needed)) / max(1, len(needed) - 1)
        figures = [width + spare for width in needed[1:]]
        return [max(CELL_GAP_MM, width_mm - sum(figures)), *figures]

    def list_mm(self, listing: Listing) -> float:
        """Return the height of a list with its title, and the space after it."""
        width = self.width_mm - INDENT_MM
        lines = 1 + sum(len(self.lines(entry, width)) for entry in listing.entries) + bool(listing.more)
        return lines * self.line_mm + GAP_MM

    def footer_mm(self, sheet: Sheet) -> float:
        """Return the height of the remarks and the line above them."""
        lines = sum(len(self.lines(words, self.width_mm, SMALL_POINTS)) for words in sheet.footer)
        return lines * self.small_line_mm + GAP_MM if lines else 0.0


def fill_paper(
    contents: SheetContents, letters: Letters, *, spare_mm: float = 0.0, missing: tuple[str, ...] = ()
) -> tuple[Filled, PaperRoom]:
    """Return the pages of a sheet, and the room with the scale of the print on which they were measured.

    Args:
        contents: all there is to say.
        letters: the letters of the format.
        spare_mm: what is left free at the foot of a page.
        missing: sentences about text that the format cannot print.
    """
    for scale in (*SCALES, *CROWDED_SCALES):
        room = PaperRoom(contents.paper, scale, letters, spare_mm=spare_mm)
        filled = fill_pages(contents, Room(room.fits, TABLE_CELLS), missing)
        if all(map(room.fits, filled.pages)) and (filled.is_whole or scale <= SCALES[-1]):
            break
    return filled, room
