"""Write the handout as PDF with the extra `pdf` (fpdf2): an item is never divided, and no letter is under 9 points."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from spasmtui.errors import WrongUsage
from spasmtui.plans.handout.html import DAY_LETTERS
from spasmtui.shared.formats import day_name
from spasmtui.shell import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from spasmtui.plans.handout.data import Exercise, Handout, Paper, Week

POINTS, TITLE_POINTS, HEAD_POINTS, SMALL_POINTS = 9.0, 15.0, 10.5, 9.0
POINT_MM = 25.4 / 72
LEADING = 1.17
MARGIN_SIDE_MM, MARGIN_DOWN_MM = 12.0, 10.0
FIGURES_MM, GAP_MM = 34.0, 3.0
LEAST_FIGURE_MM, MOST_FIGURE_MM = 12.0, 34.0
FIGURE_GAP_MM = 1.5
CELL_MM, BOX_MM, ROW_MM, LABEL_MM = 4.0, 3.0, 4.4, 12.5
INDENT_MM = 4.5
PADDING_MM = 1.2
NONE_GREY = (228, 228, 228)
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


class Fonts(Protocol):
    """The fonts of one PDF."""

    @property
    def family(self) -> str:
        """The font of the page."""
        ...

    @property
    def missing(self) -> dict[str, bool]:
        """The scripts that could not be printed."""
        ...

    def readable(self, text: str) -> str:
        """Return a text that can be printed."""
        ...

    def runs(self, text: str) -> list[tuple[str, str]]:
        """Return a readable text divided by the fonts that it needs."""
        ...


class Line(NamedTuple):
    """A line of text, and how it is set."""

    text: str
    points: float = POINTS
    is_bold: bool = False
    indent_mm: float = 0.0
    mark: str = ""
    """What stands before it: the number of a step."""

    @property
    def height_mm(self) -> float:
        """The height of the line."""
        return self.points * POINT_MM * LEADING


def handout_pdf(handout: Handout, paper: Paper, make_fonts: Callable[[Any], Fonts]) -> tuple[bytes, tuple[str, ...]]:
    """Return the file, and the scripts that could not be printed.

    Raises:
        WrongUsage: the extra is not installed.
    """
    try:
        FPDF = load("fpdf:FPDF")  # noqa: N806 -- a class
    except ImportError:
        raise WrongUsage(
            f"A PDF needs the extra 'pdf'. {load('spasmtui.shared.installation.hint:extra_hint')('pdf')}"
        ) from None
    file = FPDF(format=(paper.width_mm, paper.height_mm), unit="mm")
    fonts = make_fonts(file)
    made = handout.made_on
    file.set_title(fonts.readable(handout.title))
    file.set_lang("en")
    file.set_creation_date(datetime(made.year, made.month, made.day, tzinfo=UTC))
    file.set_auto_page_break(auto=False)
    file.set_margins(MARGIN_SIDE_MM, MARGIN_DOWN_MM, MARGIN_SIDE_MM)
    file.c_margin = 0
    _Pages(file, fonts, paper).draw(handout)
    return bytes(file.output()), tuple(fonts.missing)


class _Pages:
    def __init__(self, file: Any, fonts: Fonts, paper: Paper) -> None:
        self._file, self._fonts = file, fonts
        self._left = MARGIN_SIDE_MM
        self._width = paper.width_mm - 2 * MARGIN_SIDE_MM
        self._bottom = paper.height_mm - MARGIN_DOWN_MM
        self.y = MARGIN_DOWN_MM

    def draw(self, handout: Handout) -> None:
        """Draw all pages."""
        self._file.add_page()
        self._draw_head(handout)
        for exercise in handout.exercises:
            self._draw_exercise(exercise)
        footer = [
            *self._wrapped(f"Get help. {handout.get_help}", self._width, is_bold=True),
            *(self._wrapped(f"Sources: {handout.sources}.", self._width, SMALL_POINTS) if handout.sources else ()),
        ]
        self._make_room(sum(line.height_mm for line in footer) + PADDING_MM)
        self.y += PADDING_MM
        for line in footer:
            self._write(self._left, line)

    def _draw_head(self, handout: Handout) -> None:
        for line in self._wrapped(handout.title, self._width, TITLE_POINTS, is_bold=True):
            self._write(self._left, line)
        made = ", ".join(
            filter(None, (f"Made by {handout.by}" if handout.by else "", day_name(handout.made_on, has_year=True)))
        )
        name_at = self._left + self._width * 0.55
        y = self.y
        for line in self._wrapped(made, self._width * 0.52):
            self._write(self._left, line)
        below, self.y = self.y, y
        self._write(name_at, Line("Name"))
        self._rule(name_at + 10, self._left + self._width, self.y - 0.4, 0.25)
        self.y = max(below, self.y) + 1.0
        self._rule(self._left, self._left + self._width, self.y, 0.5)
        if handout.stop:
            self.y += PADDING_MM
            for line in self._wrapped(handout.stop, self._width, is_bold=True):
                self._write(self._left, line)

    def _draw_exercise(self, exercise: Exercise) -> None:
        """Draw an item: its figures, its words, its boxes; on a new page where it does not fit."""
        boxes_mm = LABEL_MM + 7 * self._cell_mm(exercise)
        boxes_high = ROW_MM * (len(exercise.weeks) + 1)
        lines = self._lines(exercise, self._width - FIGURES_MM - GAP_MM, boxes_mm + GAP_MM, boxes_high)
        words_high = sum(line.height_mm for line in lines)
        count = len(exercise.figures)
        least = count * LEAST_FIGURE_MM + max(0, count - 1) * FIGURE_GAP_MM
        high = max(words_high, boxes_high, least)
        self._make_room(high + 2 * PADDING_MM)
        self.y += PADDING_MM
        top = self.y
        self._draw_figures(exercise.figures, top, high)
        for line in lines:
            self._write(self._left + FIGURES_MM + GAP_MM, line)
        self._draw_boxes(exercise, self._left + self._width - boxes_mm, top)
        self.y = top + high + PADDING_MM
        self._rule(self._left, self._left + self._width, self.y, 0.2)

    def _lines(self, exercise: Exercise, width: float, beside: float, beside_high: float) -> list[Line]:
        """Return the lines of an item; they are shorter by `beside` where the boxes are beside them."""
        lines: list[Line] = []

        def add(text: str, points: float = POINTS, *, is_bold: bool = False, mark: str = "") -> None:
            indent = INDENT_MM if mark else 0.0
            high = sum(line.height_mm for line in lines)

            def room(number: int) -> float:
                y = high + number * points * POINT_MM * LEADING
                return width - indent - (beside if y < beside_high else 0.0)

            for number, line in enumerate(self._wrapped(text, room, points, is_bold=is_bold)):
                lines.append(line._replace(indent_mm=indent, mark="" if number else mark))

        add(exercise.title, HEAD_POINTS, is_bold=True)
        add(exercise.agreed, is_bold=True)
        for text in (exercise.note, *exercise.first):
            if text:
                add(text)
        for number, step in enumerate(exercise.steps, 1):
            add(step, mark=f"{number}.")
        if exercise.stop:
            add(exercise.stop, is_bold=True)
        if exercise.cautions:
            add(" ".join(exercise.cautions))
        return lines

    def _draw_figures(self, figures: tuple[str, ...], top: float, high: float) -> None:
        if not figures:
            return
        gaps = FIGURE_GAP_MM * (len(figures) - 1)
        most = min(MOST_FIGURE_MM, (high - gaps) / len(figures))
        sizes = []
        for figure in figures:
            found = _SIZE.search(figure)
            wide, tall = (float(found[1]), float(found[2])) if found else (1.0, 1.0)
            share = min(FIGURES_MM / wide, most / tall)
            sizes.append((wide * share, tall * share))
        y = top + max(0.0, (high - gaps - sum(size[1] for size in sizes)) / 2)
        for figure, (wide, tall) in zip(figures, sizes, strict=True):
            x = self._left + (FIGURES_MM - wide) / 2
            with self._file.rect_clip(x=x, y=y, w=wide, h=tall):  # what a picture does not show is drawn too
                self._file.image(BytesIO(figure.encode()), x=x, y=y, w=wide, h=tall)
            y += tall + FIGURE_GAP_MM

    def _cell_mm(self, exercise: Exercise) -> float:
        return CELL_MM if exercise.boxes == 1 else BOX_MM * exercise.boxes

    def _draw_boxes(self, exercise: Exercise, left: float, top: float) -> None:
        cell = self._cell_mm(exercise)
        file = self._file
        file.set_draw_color(0)
        for number, letter in enumerate(DAY_LETTERS):
            self._text(left + LABEL_MM + cell * number, top, letter, SMALL_POINTS, cell)
        for row, week in enumerate(exercise.weeks):
            y = top + ROW_MM * (row + 1)
            self._text(left, y + 0.3, week.label, SMALL_POINTS)
            self._draw_week(week, left + LABEL_MM, y, cell, exercise.boxes)

    def _draw_week(self, week: Week, left: float, y: float, cell: float, boxes: int) -> None:
        file = self._file
        for number, is_open in enumerate(week.days):
            x = left + cell * number
            file.set_line_width(0.2)
            if not is_open:
                file.set_fill_color(*NONE_GREY)
            file.rect(x, y, cell, ROW_MM, "D" if is_open else "DF")
            file.set_line_width(0.1)
            for part in range(1, boxes if is_open else 1):
                file.line(x + cell * part / boxes, y, x + cell * part / boxes, y + ROW_MM)

    def _make_room(self, high: float) -> None:
        if self.y + high > self._bottom and self.y > MARGIN_DOWN_MM:
            self._file.add_page()
            self.y = MARGIN_DOWN_MM

    def _rule(self, left: float, right: float, y: float, width: float) -> None:
        self._file.set_line_width(width)
        self._file.set_draw_color(0)
        self._file.line(left, y, right, y)

    def _write(self, x: float, line: Line) -> None:
        """Write a line at the present height, and go to the next."""
        if line.mark:
            self._text(x, self.y, line.mark, line.points)
        self._text(x + line.indent_mm, self.y, line.text, line.points, is_bold=line.is_bold)
        self.y += line.height_mm

    def _text(self, x: float, y: float, text: str, points: float, width: float = 0.0, *, is_bold: bool = False) -> None:
        """Write text with its top left corner at (x, y), or in the middle of a width."""
        text = self._fonts.readable(text)
        if width:
            x += max(0.0, (width - self._measure(text, points)) / 2)
        for family, run in self._fonts.runs(text):
            self._set_font(family, points, is_bold=is_bold)
            self._file.set_xy(x, y)
            wide = float(self._file.get_string_width(run))
            self._file.cell(wide, points * POINT_MM * LEADING, run)
            x += wide

    def _set_font(self, family: str, points: float, *, is_bold: bool) -> None:
        self._file.set_font(family, "B" if is_bold and family == self._fonts.family else "", points)

    def _measure(self, text: str, points: float, *, is_bold: bool = False) -> float:
        wide = 0.0
        for family, run in self._fonts.runs(text):
            self._set_font(family, points, is_bold=is_bold)
            wide += float(self._file.get_string_width(run))
        return wide

    def _wrapped(
        self, text: str, width: float | Callable[[int], float], points: float = POINTS, *, is_bold: bool = False
    ) -> list[Line]:
        """Return a text in lines of at most this width, or of that of each line; a word that is wider is divided."""
        room = width if callable(width) else lambda _number: width
        lines = [""]

        def fits(line: str) -> bool:
            return self._measure(line, points, is_bold=is_bold) <= room(len(lines) - 1)

        for word in self._fonts.readable(text).split(" "):
            wider = f"{lines[-1]} {word}".lstrip()
            if fits(wider):
                lines[-1] = wider
                continue
            if lines[-1]:
                lines.append("")
            if fits(word):
                lines[-1] = word
                continue
            for letter in word:
                if lines[-1] and not fits(lines[-1] + letter):
                    lines.append("")
                lines[-1] += letter
        return [Line(line, points, is_bold) for line in lines]
