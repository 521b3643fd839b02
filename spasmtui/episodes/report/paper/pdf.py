"""Write the sheet as PDF with the extra `pdf` (fpdf2): the pages that `room.py` has measured, line by line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from spasmtui.episodes.report.paper.body_picture import WIDTH, BodyPicture, body_picture
from spasmtui.episodes.report.paper.charts import (
    Bars,
    hour_bars,
    pain_dots,
    period_ends,
    recorded_texts,
    trend_bars,
)
from spasmtui.episodes.report.paper.fonts import Fonts, advice, remarks
from spasmtui.episodes.report.paper.room import (
    BARS_MM,
    BODY_MM,
    CELL_GAP_MM,
    GAP_MM,
    INDENT_MM,
    LABEL_MM,
    MARGIN_DOWN_MM,
    MARGIN_SIDE_MM,
    PERSON_GAP_MM,
    PERSON_SHARES,
    PICTURES_MM,
    POINTS,
    ROW_GAP_MM,
    RULE_MM,
    SMALL_POINTS,
    TITLE_MM,
    TREND_MM,
    PaperRoom,
    fill_paper,
)
from spasmtui.errors import WrongUsage
from spasmtui.shared.installation.hint import extra_hint
from spasmtui.ui.drawing.body_map import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spasmtui.episodes.report.data import Report
    from spasmtui.episodes.report.filling import Filled
    from spasmtui.episodes.report.sheet import Listing, Sheet, SheetContents, Table

TITLE_POINTS = 15.0
FIGURE_POINTS = 6.5
SMALLEST_POINTS = 5.5
DIGIT_MM = 0.26
"""Width of a figure and the gap beside it, for a font of one point."""
COUNT_MM = 3.0
"""Space for the figure above the highest bar."""
LABELS_MM = 3.4
"""Space for the hours or dates below bars."""
SEAM_MM = 0.03
"""Boxes beside each other overlap by this much, else a viewer shows a line of paper between them."""
SHADES = {-1: 196, 0: 227, 1: 180, 2: 133, 3: 59}
"""The greys of a body by level, as in `svg.py`."""
GREY = (68, 68, 68)
RULE = (200, 200, 200)
INK = (50, 50, 50)


class Pdf(NamedTuple):
    """A PDF, and what its reader or its maker must know of it."""

    data: bytes
    filled: Filled
    advice: tuple[str, ...]
    """Sentences on what could not be printed, and what the person can do about it."""


def pdf(contents: SheetContents) -> Pdf:
    """Write the pages as a file.

    Raises:
        WrongUsage: the extra is not installed.
    """
    try:
        from fpdf import FPDF  # noqa: PLC0415 -- an extra
    except ImportError:
        raise WrongUsage(f"A PDF needs the extra 'pdf'. {extra_hint('pdf')}") from None
    file = FPDF(format=(contents.paper.width_mm, contents.paper.height_mm), unit="mm")
    fonts = Fonts(file)
    filled, room = fill_paper(contents, fonts)
    fonts.missing.clear()
    for page in filled.pages:
        for text in _texts(page):
            fonts.readable(text)
    if fonts.missing:
        filled, room = fill_paper(contents, fonts, missing=remarks(fonts.missing))
    made = contents.report.made_on
    file.set_title(filled.pages[0].title)
    file.set_lang("en")
    file.set_creation_date(datetime(made.year, made.month, made.day, tzinfo=UTC))
    file.set_auto_page_break(auto=False)
    file.set_margins(MARGIN_SIDE_MM, MARGIN_DOWN_MM, MARGIN_SIDE_MM)
    file.c_margin = 0
    for page in filled.pages:
        PdfPage(file, fonts, room).draw(page)
    return Pdf(bytes(file.output()), filled, advice(fonts.missing))


def _texts(sheet: Sheet) -> Iterator[str]:
    """Yield every text of the person's on a page."""
    yield from (words for _label, words in sheet.person)
    yield from (words for _label, words in sheet.overview)
    for table in (sheet.places, sheet.tried, *sheet.plan):
        yield from (row[0] for row in table.rows)
    for listing in sheet.lists:
        yield from listing.entries


class PdfPage:
    """One page, drawn from top to bottom."""

    def __init__(self, file: Any, fonts: Fonts, room: PaperRoom) -> None:
        self._file, self._fonts, self.room = file, fonts, room
        self._line_mm = room.line_mm
        self._left = MARGIN_SIDE_MM
        self._right = MARGIN_SIDE_MM + room.width_mm
        self.y = MARGIN_DOWN_MM

    def draw(self, sheet: Sheet) -> None:
        """Draw a whole page."""
        self._file.add_page()
        self._draw_head(sheet)
        self._draw_overview(sheet)
        for table in sheet.trend:
            self._draw_table(table, self.room.width_mm)
        self._draw_where(sheet)
        for table in sheet.plan:
            self._draw_table(table, self.room.width_mm)
        for listing in sheet.lists:
            self._draw_list(listing)
        if sheet.footer:
            self._draw_footer(sheet.footer)

    def _write(
        self, x: float, y: float, text: str, points: float = POINTS, *, is_bold: bool = False, height: float = 0.0
    ) -> None:
        """Write a line of text with its top left corner at (x, y), in the fonts that its letters need."""
        text = self._fonts.readable(text)
        for family, run in self._fonts.runs(text):
            self._file.set_font(
                family, "B" if is_bold and family == self._fonts.family else "", points * self.room.scale
            )
            width = self._file.get_string_width(run)
            self._file.set_xy(x, y)
            self._file.cell(width, height or self._line_mm, run)
            x += width

    def _write_right(self, x: float, y: float, text: str, points: float = POINTS) -> None:
        self._write(x - self.room.text_width(text, points), y, text, points)

    def _write_lines(self, x: float, y: float, lines: Sequence[str]) -> float:
        """Write lines of text; return the y below them."""
        for line in lines:
            self._write(x, y, line)
            y += self._line_mm
        return y

    def _write_centred(self, x: float, y: float, text: str, points: float, *, is_bold: bool = False) -> None:
        """Write a figure of a picture, whose print has the same size at every scale."""
        self._file.set_font(self._fonts.family, "B" if is_bold else "", points)
        self._file.set_xy(x - 8, y)
        self._file.cell(16, 3, text, align="C")

    def _draw_rule(self, y: float, *, weight: float = 0.15, color: tuple[int, int, int] = RULE) -> None:
        self._draw_line(self._left, y, self._right, weight=weight, color=color)

    def _draw_line(
        self, left: float, y: float, right: float, *, weight: float = 0.15, color: tuple[int, int, int] = RULE
    ) -> None:
        self._file.set_line_width(weight)
        self._file.set_draw_color(*color)
        self._file.line(left, y, right, y)

    def _draw_head(self, sheet: Sheet) -> None:
        room = self.room
        self._write(self._left, self.y, sheet.title, TITLE_POINTS, is_bold=True, height=TITLE_MM * room.scale)
        self.y += TITLE_MM * room.scale
        self._file.set_text_color(*GREY)
        self._write(self._left, self.y, sheet.period)
        self._file.set_text_color(0)
        self.y += self._line_mm + PERSON_GAP_MM
        x, bottom = self._left, self.y
        fields = zip(sheet.person, room.person_fields(sheet), PERSON_SHARES, strict=True)
        for (label, _words), (words, width), share in fields:
            self._write(x, self.y, label)
            begin = x + share * room.width_mm - CELL_GAP_MM - width
            y = self._write_lines(begin, self.y, room.lines(words, width))
            self._draw_line(begin, y, begin + width, weight=0.25, color=INK)
            x += share * room.width_mm
            bottom = max(bottom, y)
        self._draw_rule(bottom + 1.2, weight=0.5, color=INK)
        self.y = bottom + RULE_MM

    def _draw_overview(self, sheet: Sheet) -> None:
        if not sheet.overview:
            return
        top = y = self.y
        for label, phrase in sheet.overview:
            self._file.set_text_color(*GREY)
            self._write(self._left, y + ROW_GAP_MM / 2, label)
            self._file.set_text_color(0)
            lines = self.room.lines(phrase, self.room.phrase_mm)
            y = self._write_lines(self._left + LABEL_MM, y + ROW_GAP_MM / 2, lines) + ROW_GAP_MM / 2
            self._draw_line(self._left, y, self._left + LABEL_MM + self.room.phrase_mm)
        bottom = self._draw_pictures(sheet, top) if sheet.number == 1 else top
        self.y = max(y, bottom) + GAP_MM

    def _draw_pictures(self, sheet: Sheet, top: float) -> float:
        top = self._draw_bars(hour_bars(sheet.report), top, BARS_MM)
        top = self._draw_bars(trend_bars(sheet.report), top, TREND_MM)
        return self._draw_pains(sheet.report, top) if sheet.report.pains else top

    def _draw_caption(self, words: str, top: float) -> float:
        self._write(self._right - PICTURES_MM, top, words, is_bold=True)
        self._file.set_fill_color(*INK)
        return top + self._line_mm

    def _draw_bars(self, bars: Bars, top: float, height: float) -> float:
        """Draw bars at the right; return the y of the next picture."""
        left = self._right - PICTURES_MM
        top = self._draw_caption(bars.title, top)
        base = top + BARS_MM - LABELS_MM
        high = base - top - COUNT_MM
        self._draw_line(left, base, self._right, weight=0.2, color=INK)
        slot = PICTURES_MM / len(bars.counts)
        wide = min(slot * 0.75, 8)
        counted = min(FIGURE_POINTS, slot / len(str(bars.highest)) / DIGIT_MM)
        texts = recorded_texts(bars, slot, DIGIT_MM, SMALLEST_POINTS)
        for index, (count, label) in enumerate(zip(bars.counts, bars.labels, strict=True)):
            middle = left + slot * (index + 0.5)
            tall = high * (count or 0) / bars.highest
            if count is None or count:
                self._file.rect(middle - wide / 2, base - tall, wide, tall, style="F")
                self._write_centred(middle, base - tall - COUNT_MM, "-" if count is None else str(count), counted)
            self._write_centred(middle, base + 0.3, label, FIGURE_POINTS)
            if texts:
                self._write_centred(middle, base + LABELS_MM, texts[index], SMALLEST_POINTS)
            elif bars.recorded:
                recorded, days = bars.recorded[index]
                self._file.rect(middle - wide / 2, base + LABELS_MM + 0.4, wide, 1.2)
                self._file.rect(middle - wide / 2, base + LABELS_MM + 0.4, wide * recorded / days, 1.2, style="F")
        return top + height + GAP_MM

    def _draw_pains(self, report: Report, top: float) -> float:
        """Draw a dot for the worst pain of each episode; return the y below."""
        left = self._right - PICTURES_MM + INDENT_MM
        top = self._draw_caption("Worst pain over time (0-10)", top)
        base, high = top + BARS_MM - LABELS_MM, BARS_MM - LABELS_MM - 1.5
        for level in (0, 5, 10):
            self._write_centred(left - 2.5, base - high * level / 10 - 1.5, str(level), FIGURE_POINTS)
            self._draw_line(left, base - high * level / 10, self._right)
        for share, pain in pain_dots(report):
            x = left + 1 + (self._right - left - 2) * share
            self._file.circle(x=x, y=base - high * pain / 10, radius=0.6, style="F")
        self._file.set_font(self._fonts.family, "", FIGURE_POINTS)
        for words, align in zip(period_ends(report), "LR", strict=True):
            self._file.set_xy(left, base + 0.5)
            self._file.cell(self._right - left, 3, words, align=align)
        return top + BARS_MM + GAP_MM

    def _draw_where(self, sheet: Sheet) -> None:
        """Draw the tables of places and of what was tried, with the picture of the places beside them."""
        top, width = self.y, self.room.where_width(sheet)
        for table in (sheet.places, sheet.tried):
            self._draw_table(table, width)
        if width < self.room.width_mm and (body := body_picture(sheet.report)) is not None:
            self._draw_body(body, top)
            self.y = max(self.y, top + self.room.body_mm)

    def _draw_body(self, body: BodyPicture, top: float) -> None:
        """Draw both views of a body at the right."""
        left, dot = self._right - BODY_MM, BODY_MM / WIDTH
        self._write(left, top, body.caption, is_bold=True)
        top += self._line_mm
        for area in body.areas:
            self._file.set_fill_color(SHADES[area.level])
            for x, y, width, height in area.boxes:
                self._file.rect(left + x * dot, top + y * dot, width * dot + SEAM_MM, height * dot + SEAM_MM, style="F")
        for number in body.numbers:
            self._file.set_text_color(255 if number.level == LEVELS else 0)
            self._write_centred(left + number.x * dot, top + number.y * dot - 1.5, number.text, 6.5, is_bold=True)
        self._file.set_text_color(0)
        for middle, words in body.titles:
            self._write_centred(left + middle * dot, top - 0.3, words, 6.0)

    def _draw_table(self, table: Table, width_mm: float) -> None:
        """Draw a table with a rule under each row."""
        if not table.rows:
            return
        widths = self.room.column_widths(table, width_mm)
        for index, row in enumerate((table.head, *table.rows)):
            self._file.set_text_color(*(GREY if index == 0 else (0, 0, 0)))
            top = self.y + ROW_GAP_MM / 2
            lines = self.room.lines(row[0], widths[0]) if index else (row[0],)
            bottom = self._write_lines(self._left, top, lines)
            right = self._left + widths[0]
            for cell, width in zip(row[1:], widths[1:], strict=True):
                right += width
                self._write_right(right, top, cell)
            self.y = bottom + ROW_GAP_MM / 2
            self._draw_line(self._left, self.y, self._left + width_mm)
        self._file.set_text_color(0)
        if table.more:
            self._write(self._left, self.y, table.more)
            self.y += self._line_mm
        self.y += GAP_MM

    def _draw_list(self, listing: Listing) -> None:
        """Draw a title and its entries."""
        self._write(self._left, self.y, listing.title, is_bold=True)
        self.y += self._line_mm
        for entry in (*listing.entries, *([listing.more] if listing.more else [])):
            self._write(self._left, self.y, "-")
            lines = self.room.lines(entry, self.room.width_mm - INDENT_MM)
            self.y = self._write_lines(self._left + INDENT_MM, self.y, lines)
        self.y += GAP_MM

    def _draw_footer(self, paragraphs: Sequence[str]) -> None:
        """Draw the remarks on the whole sheet."""
        self._draw_rule(self.y + 0.5)
        self.y += GAP_MM
        self._file.set_text_color(*GREY)
        for words in paragraphs:
            for line in self.room.lines(words, self.room.width_mm, SMALL_POINTS):
                self._write(self._left, self.y, line, SMALL_POINTS, height=self.room.small_line_mm)
                self.y += self.room.small_line_mm
        self._file.set_text_color(0)
