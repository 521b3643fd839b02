"""Write the sheet as PDF with the extra `pdf` (fpdf2): one A4 page with the same words, tables and pictures."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.report.paper.body_picture import HEIGHT, WIDTH, BodyPicture, body_picture
from spasmtui.episodes.report.paper.charts import Bars, hour_bars, pain_dots, period_ends, trend_bars
from spasmtui.episodes.report.sheet import Listing, Sheet, Table
from spasmtui.errors import WrongUsage
from spasmtui.ui.drawing.body_map import LEVELS

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from spasmtui.episodes.report.data import Report

FONT_FOLDERS = (
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/usr/share/fonts/dejavu",
    "/usr/share/fonts/TTF",
    "/usr/local/share/fonts/dejavu",
    "/Library/Fonts",
)
"""Folders in which systems keep DejaVu Sans, which has the letters of most languages; without it Latin-1 must do."""
MARGIN_MM = 14.0
LINE_MM = 4.5
POINTS = 9.6
SMALL_POINTS = 6.5
DIGIT_MM = 0.26
"""Width of a figure and the gap beside it, for a font of one point."""
LABEL_MM = 30.0
PICTURES_MM = 60.0
BODY_MM = 40.0
GAP_MM = 5.0
SEAM_MM = 0.03
"""Boxes beside each other overlap by this much, else a viewer shows a line of paper between them."""
SHADES = {-1: 196, 0: 227, 1: 180, 2: 133, 3: 59}
"""The greys of a body by level, as in `svg.py`."""
SCALES = (1.0, 0.92, 0.84, 0.76, 0.68)
"""Scales of the print; the first that fits on one page is taken."""
GREY = (90, 90, 90)
RULE = (200, 200, 200)
INK = (50, 50, 50)


def pdf(sheet: Sheet) -> bytes:
    """Write the page as a file.

    Raises:
        WrongUsage: the extra is not installed.
    """
    try:
        from fpdf import FPDF  # noqa: PLC0415 -- an extra
    except ImportError:
        raise WrongUsage("A PDF needs the extra 'pdf'. Install it with: pip install 'spasmtui[pdf]'") from None
    fonts = find_font()
    for scale in SCALES:
        page = Page(FPDF(format="A4", unit="mm"), fonts, scale)
        page.fill(sheet)
        data = bytes(page.file.output())  # also closes the font files, so a page that is thrown away is written too
        if page.fits:
            break
    return data


def find_font(folders: Sequence[str] = FONT_FOLDERS) -> Path | None:
    """Return the folder that has DejaVu Sans in both weights, if any."""
    for folder in map(Path, folders):
        if all((folder / name).is_file() for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")):
            return folder
    return None


class Page:
    """One page of A4, filled from top to bottom."""

    def __init__(self, file: Any, fonts: Path | None, scale: float) -> None:
        self.file = file
        self.scale = scale
        self.line_mm = LINE_MM * scale
        self.y = MARGIN_MM
        self.family = "helvetica"
        self.letters: Container[int] | None = None
        if fonts is not None:
            self.family = "dejavu"
            file.add_font(self.family, "", fonts / "DejaVuSans.ttf")
            file.add_font(self.family, "B", fonts / "DejaVuSans-Bold.ttf")
            self.letters = file.fonts[self.family].cmap
        file.set_auto_page_break(auto=False)
        file.set_margins(MARGIN_MM, MARGIN_MM, MARGIN_MM)
        file.c_margin = 0
        self.left = MARGIN_MM
        self.right = file.w - MARGIN_MM

    def set_font(self, points: float = POINTS, *, is_bold: bool = False) -> None:
        """Set the font size and weight."""
        self.file.set_font(self.family, "B" if is_bold else "", points * self.scale)

    def encodable(self, text: str) -> str:
        """Replace letters that the font lacks by question marks."""
        if self.letters is None:
            return text.encode("latin-1", "replace").decode("latin-1")
        return "".join(letter if ord(letter) in self.letters else "?" for letter in text)

    def write_text(self, x: float, y: float, width: float, text: str, *, align: str = "L") -> float:
        """Write text with its top left corner at (x, y); return the y of the next line."""
        self.file.set_xy(x, y)
        self.file.multi_cell(width, self.line_mm, self.encodable(text), align=align, padding=0)
        return float(self.file.get_y())

    def draw_rule(self, y: float, *, weight: float = 0.15, color: tuple[int, int, int] = RULE) -> None:
        """Draw a line across the page."""
        self.file.set_line_width(weight)
        self.file.set_draw_color(*color)
        self.file.line(self.left, y, self.right, y)

    def fill(self, sheet: Sheet) -> None:
        """Write the whole sheet."""
        self.write_header(sheet)
        self.write_overview(sheet)
        self.write_tables(sheet)
        for listing in sheet.lists:
            self.write_list(listing)
        self.write_footer(sheet.footer)

    @property
    def fits(self) -> bool:
        """True if the page ends above its margin."""
        return float(self.y) <= float(self.file.h) - MARGIN_MM

    def write_header(self, sheet: Sheet) -> None:
        """Write title and period."""
        made = sheet.report.made_on
        self.file.set_title(self.encodable(sheet.title))
        self.file.set_lang("en")
        self.file.set_creation_date(datetime(made.year, made.month, made.day, tzinfo=UTC))
        self.file.add_page()
        self.set_font(15, is_bold=True)
        self.file.set_xy(self.left, MARGIN_MM - 2)
        self.file.cell(0, 7, self.encodable(sheet.title))
        self.set_font()
        self.file.set_text_color(*GREY)
        y = self.write_text(self.left, MARGIN_MM + 5, 0, sheet.period)
        self.file.set_text_color(0)
        self.draw_rule(y + 1, weight=0.5, color=INK)
        self.y = y + 3

    def write_overview(self, sheet: Sheet) -> None:
        """Write the overview, with the pictures beside it."""
        width = self.right - self.left - PICTURES_MM - GAP_MM - LABEL_MM
        top = y = self.y
        for label, phrase in sheet.overview:
            self.file.set_text_color(*GREY)
            self.write_text(self.left, y, LABEL_MM, label)
            self.file.set_text_color(0)
            y = self.write_text(self.left + LABEL_MM, y, width, phrase) + 0.7
        bottom = self._draw_pictures(sheet, top)
        self.y = max(y, bottom) + 2

    def _draw_pictures(self, sheet: Sheet, top: float) -> float:
        for bars in (hour_bars(sheet.report), trend_bars(sheet.report)):
            top = self.draw_bars(bars, top)
        return self.draw_pains(sheet.report, top) if sheet.report.pains else top

    def draw_bars(self, bars: Bars, top: float) -> float:
        """Draw bars at the right; return the y of the next picture."""
        high, left = 12.0, self.right - PICTURES_MM
        base = self._draw_frame(bars.title, top, high)
        slot = PICTURES_MM / len(bars.counts)
        wide = min(slot * 0.75, 8)
        counted = min(SMALL_POINTS, slot / len(str(bars.highest)) / DIGIT_MM)
        for index, (count, label) in enumerate(zip(bars.counts, bars.labels, strict=True)):
            middle = left + slot * (index + 0.5)
            tall = high * (count or 0) / bars.highest
            if count is None or count:
                self.file.rect(middle - wide / 2, base - tall, wide, tall, style="F")
                self.set_font(counted)
                self._write_centred(middle, base - tall - 3, "-" if count is None else str(count))
            self.set_font(SMALL_POINTS)
            self._write_centred(middle, base + 0.3, label)
        self.set_font()
        return base + 5

    def draw_pains(self, report: Report, top: float) -> float:
        """Draw a dot for the worst pain of each episode; return the y of the next picture."""
        high, left = 14.0, self.right - PICTURES_MM
        base = self._draw_frame("Worst pain over time, 0-10", top, high)
        self.set_font(SMALL_POINTS)
        self.file.set_draw_color(*RULE)
        for level in (0, 5, 10):
            self._write_centred(left - 2, base - high * level / 10 - 1.5, str(level))
            self.file.line(left, base - high * level / 10, self.right, base - high * level / 10)
        for share, pain in pain_dots(report):
            x = left + 1 + (PICTURES_MM - 2) * share
            self.file.circle(x=x, y=base - high * pain / 10, radius=0.6, style="F")
        for words, align in zip(period_ends(report), "LR", strict=True):
            self.file.set_xy(left, base + 0.5)
            self.file.cell(PICTURES_MM, 3, words, align=align)
        self.set_font()
        return base + 5

    def _draw_frame(self, title: str, top: float, high: float) -> float:
        """Draw a title and a base line; return the y of the base line."""
        left = self.right - PICTURES_MM
        self.set_font(is_bold=True)
        self.write_text(left, top, PICTURES_MM, title)
        base = top + self.line_mm + 3.5 + high
        self.file.set_line_width(0.2)
        self.file.set_draw_color(*INK)
        self.file.set_fill_color(*INK)
        self.file.line(left, base, self.right, base)
        return base

    def _write_centred(self, x: float, y: float, text: str) -> None:
        self.file.set_xy(x - 6, y)
        self.file.cell(12, 3, self.encodable(text), align="C")

    def write_tables(self, sheet: Sheet) -> None:
        """Write the tables, with the picture of the places beside them."""
        top, right, body = self.y, self.right, body_picture(sheet.report)
        if body is not None:
            self.right -= BODY_MM + GAP_MM
        for table in (sheet.places, sheet.tried):
            self.write_table(table)
        self.right = right
        if body is not None:
            self.y = max(self.y, self._draw_body(body, top) + 2)

    def _draw_body(self, body: BodyPicture, top: float) -> float:
        """Draw both views of a body at the right; return the y below them."""
        left, dot = self.right - BODY_MM, BODY_MM / WIDTH
        self.set_font(is_bold=True)
        top = self.write_text(left, top, BODY_MM, body.caption) + 0.5
        for area in body.areas:
            self.file.set_fill_color(SHADES[area.level])
            for x, y, width, height in area.boxes:
                self.file.rect(left + x * dot, top + y * dot, width * dot + SEAM_MM, height * dot + SEAM_MM, style="F")
        self.set_font(SMALL_POINTS, is_bold=True)
        for number in body.numbers:
            self.file.set_text_color(255 if number.level == LEVELS else 0)
            self._write_centred(left + number.x * dot, top + number.y * dot - 1.5, number.text)
        self.set_font(SMALL_POINTS * 0.9)
        self.file.set_text_color(0)
        for middle, words in body.titles:
            self._write_centred(left + middle * dot, top - 0.3, words)
        self.set_font()
        return top + HEIGHT * dot

    def write_table(self, table: Table) -> None:
        """Write a table with a rule under each row."""
        if not table.rows:
            return
        widths = self._column_widths(table)
        for index, row in enumerate((table.head, *table.rows)):
            self.file.set_text_color(*(GREY if index == 0 else (0, 0, 0)))
            self.file.set_xy(self.left, self.y)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
                self.file.cell(width, self.line_mm + 0.6, self.encodable(cell), align="R" if column else "L")
            self.y += self.line_mm + 0.6
            self.draw_rule(self.y)
        self.y += 2

    def _column_widths(self, table: Table) -> list[float]:
        """Return column widths: each as wide as its longest cell, with the spare width shared among the figures."""
        columns = zip(table.head, *table.rows, strict=True)
        needed = [max(self.file.get_string_width(self.encodable(cell)) for cell in column) for column in columns]
        spare = (self.right - self.left - sum(needed)) / (len(needed) - 1)
        return [needed[0], *(width + spare for width in needed[1:])]

    def write_list(self, listing: Listing) -> None:
        """Write a title and its entries."""
        self.set_font(is_bold=True)
        self.y = self.write_text(self.left, self.y, 0, listing.title)
        self.set_font()
        for entry in (*listing.entries, *([listing.more] if listing.more else [])):
            self.write_text(self.left, self.y, 4, "-")
            self.y = self.write_text(self.left + 3.5, self.y, self.right - self.left - 3.5, entry)
        self.y += 2

    def write_footer(self, paragraphs: Sequence[str]) -> None:
        """Write the remarks on the whole page."""
        self.draw_rule(self.y)
        self.set_font(7.2)
        self.file.set_text_color(*GREY)
        for words in paragraphs:
            self.y = self.write_text(self.left, self.y + 1, 0, words)
