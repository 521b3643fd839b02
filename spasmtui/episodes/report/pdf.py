"""The sheet as PDF by the extra `pdf` (fpdf2): one A4 page with the same words, tables and pictures."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.report.charts import Bars, hour_bars, pain_dots, period_ends, trend_bars
from spasmtui.episodes.report.sheet import Listing, Sheet, Table
from spasmtui.errors import WrongUsage

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
"""Where systems keep DejaVu Sans, which has the letters of most languages; without it Latin-1 must do."""
MARGIN_MM = 14.0
LINE_MM = 4.5
POINTS = 9.6
SMALL_POINTS = 6.5
DIGIT_MM = 0.26
"""Width of a figure and the gap beside it, for a font of one point."""
LABEL_MM = 30.0
PICTURES_MM = 60.0
GAP_MM = 5.0
SCALES = (1.0, 0.92, 0.84, 0.76, 0.68)
"""Sizes of the print, the first that fits on one page."""
GREY = (90, 90, 90)
RULE = (200, 200, 200)
INK = (50, 50, 50)


def pdf(sheet: Sheet) -> bytes:
    """The page as a file.

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
    """The folder that has DejaVu Sans in both weights, if any."""
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

    def font(self, points: float = POINTS, *, is_bold: bool = False) -> None:
        """Choose the print."""
        self.file.set_font(self.family, "B" if is_bold else "", points * self.scale)

    def words(self, text: str) -> str:
        """What the font can show: a letter it lacks becomes a question mark."""
        if self.letters is None:
            return text.encode("latin-1", "replace").decode("latin-1")
        return "".join(letter if ord(letter) in self.letters else "?" for letter in text)

    def text(self, x: float, y: float, width: float, text: str, *, align: str = "L") -> float:
        """Write words from a corner on; returns where the next line begins."""
        self.file.set_xy(x, y)
        self.file.multi_cell(width, self.line_mm, self.words(text), align=align, padding=0)
        return float(self.file.get_y())

    def rule(self, y: float, *, weight: float = 0.15, color: tuple[int, int, int] = RULE) -> None:
        """A line across the page."""
        self.file.set_line_width(weight)
        self.file.set_draw_color(*color)
        self.file.line(self.left, y, self.right, y)

    def fill(self, sheet: Sheet) -> None:
        """Everything the sheet says."""
        self.begin(sheet)
        self.overview(sheet)
        for table in (sheet.places, sheet.tried):
            self.table(table)
        for listing in sheet.lists:
            self.listing(listing)
        self.footer(sheet.footer)

    @property
    def fits(self) -> bool:
        """Whether the page ends above its margin."""
        return float(self.y) <= float(self.file.h) - MARGIN_MM

    def begin(self, sheet: Sheet) -> None:
        """Title and period."""
        made = sheet.report.made_on
        self.file.set_title(self.words(sheet.title))
        self.file.set_lang("en")
        self.file.set_creation_date(datetime(made.year, made.month, made.day, tzinfo=UTC))
        self.file.add_page()
        self.font(15, is_bold=True)
        self.file.set_xy(self.left, MARGIN_MM - 2)
        self.file.cell(0, 7, self.words(sheet.title))
        self.font()
        self.file.set_text_color(*GREY)
        y = self.text(self.left, MARGIN_MM + 5, 0, sheet.period)
        self.file.set_text_color(0)
        self.rule(y + 1, weight=0.5, color=INK)
        self.y = y + 3

    def overview(self, sheet: Sheet) -> None:
        """The facts, with the pictures beside them."""
        width = self.right - self.left - PICTURES_MM - GAP_MM - LABEL_MM
        top = y = self.y
        for label, phrase in sheet.overview:
            self.file.set_text_color(*GREY)
            self.text(self.left, y, LABEL_MM, label)
            self.file.set_text_color(0)
            y = self.text(self.left + LABEL_MM, y, width, phrase) + 0.7
        bottom = self._pictures(sheet, top)
        self.y = max(y, bottom) + 2

    def _pictures(self, sheet: Sheet, top: float) -> float:
        for bars in (hour_bars(sheet.report), trend_bars(sheet.report)):
            top = self.bars(bars, top)
        return self.pains(sheet.report, top) if sheet.report.pains else top

    def bars(self, bars: Bars, top: float) -> float:
        """A picture of bars at the right; returns where the next begins."""
        high, left = 12.0, self.right - PICTURES_MM
        base = self._picture(bars.title, top, high)
        slot = PICTURES_MM / len(bars.counts)
        wide = min(slot * 0.75, 8)
        counted = min(SMALL_POINTS, slot / len(str(bars.highest)) / DIGIT_MM)
        for index, (count, label) in enumerate(zip(bars.counts, bars.labels, strict=True)):
            middle = left + slot * (index + 0.5)
            tall = high * (count or 0) / bars.highest
            if count is None or count:
                self.file.rect(middle - wide / 2, base - tall, wide, tall, style="F")
                self.font(counted)
                self._centred(middle, base - tall - 3, "-" if count is None else str(count))
            self.font(SMALL_POINTS)
            self._centred(middle, base + 0.3, label)
        self.font()
        return base + 5

    def pains(self, report: Report, top: float) -> float:
        """A dot for the worst pain of each episode; returns where the next picture begins."""
        high, left = 14.0, self.right - PICTURES_MM
        base = self._picture("Worst pain over time, 0-10", top, high)
        self.font(SMALL_POINTS)
        self.file.set_draw_color(*RULE)
        for level in (0, 5, 10):
            self._centred(left - 2, base - high * level / 10 - 1.5, str(level))
            self.file.line(left, base - high * level / 10, self.right, base - high * level / 10)
        for share, pain in pain_dots(report):
            x = left + 1 + (PICTURES_MM - 2) * share
            self.file.circle(x=x, y=base - high * pain / 10, radius=0.6, style="F")
        for words, align in zip(period_ends(report), "LR", strict=True):
            self.file.set_xy(left, base + 0.5)
            self.file.cell(PICTURES_MM, 3, words, align=align)
        self.font()
        return base + 5

    def _picture(self, title: str, top: float, high: float) -> float:
        """A title and a base line; returns where the base is."""
        left = self.right - PICTURES_MM
        self.font(is_bold=True)
        self.text(left, top, PICTURES_MM, title)
        base = top + self.line_mm + 3.5 + high
        self.file.set_line_width(0.2)
        self.file.set_draw_color(*INK)
        self.file.set_fill_color(*INK)
        self.file.line(left, base, self.right, base)
        return base

    def _centred(self, x: float, y: float, text: str) -> None:
        self.file.set_xy(x - 6, y)
        self.file.cell(12, 3, self.words(text), align="C")

    def table(self, table: Table) -> None:
        """A table with a rule under each row."""
        if not table.rows:
            return
        widths = self._widths(table)
        for index, row in enumerate((table.head, *table.rows)):
            self.file.set_text_color(*(GREY if index == 0 else (0, 0, 0)))
            self.file.set_xy(self.left, self.y)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
                self.file.cell(width, self.line_mm + 0.6, self.words(cell), align="R" if column else "L")
            self.y += self.line_mm + 0.6
            self.rule(self.y)
        self.y += 2

    def _widths(self, table: Table) -> list[float]:
        """Each column as wide as its longest cell, and what is left shared among the figures."""
        columns = zip(table.head, *table.rows, strict=True)
        needed = [max(self.file.get_string_width(self.words(cell)) for cell in column) for column in columns]
        spare = (self.right - self.left - sum(needed)) / (len(needed) - 1)
        return [needed[0], *(width + spare for width in needed[1:])]

    def listing(self, listing: Listing) -> None:
        """A title and its entries."""
        self.font(is_bold=True)
        self.y = self.text(self.left, self.y, 0, listing.title)
        self.font()
        for entry in (*listing.entries, *([listing.more] if listing.more else [])):
            self.text(self.left, self.y, 4, "-")
            self.y = self.text(self.left + 3.5, self.y, self.right - self.left - 3.5, entry)
        self.y += 2

    def footer(self, paragraphs: Sequence[str]) -> None:
        """What holds for the whole page."""
        self.rule(self.y)
        self.font(7.2)
        self.file.set_text_color(*GREY)
        for words in paragraphs:
            self.y = self.text(self.left, self.y + 1, 0, words)
