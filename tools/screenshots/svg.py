"""Write rows of cells as an SVG picture, or several of them as one that changes with time.

Our own writer: the framework's pictures name a font of another site, which a README never loads, and leave braille to
whatever font there is, so that dots of neighbouring cells do not meet. Here they are shapes.
"""

from collections import defaultdict
from collections.abc import Iterable
from html import escape
from itertools import groupby

from rich.cells import cell_len

from tools.screenshots.cells import Look, Rows, Run
from tools.screenshots.glyphs import HEIGHT, SHADES, WIDTH, arms, blocks, dots, is_drawn

MARGIN = 12
FONT = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace"
FADE_PERCENT = 0.01


def write_svg(rows: Rows, title: str) -> str:
    """Return a picture of these rows; the title is its text for people who cannot see it."""
    return _document(rows, title, _Layer().add(rows).body(), "")


def write_animation(frames: Iterable[tuple[Rows, float]], title: str) -> str:
    """Return a picture that shows each frame for its seconds, and then begins again."""
    shown = list(frames)
    total = sum(seconds for _, seconds in shown)
    layer, styles, parts, begin = _Layer(), [], [], 0.0
    for number, (rows, seconds) in enumerate(shown):
        start, end = begin / total * 100, (begin + seconds) / total * 100
        styles.append(
            f"@keyframes k{number}{{0%{{opacity:{int(number == 0)}}}{start:.2f}%{{opacity:1}}"
            f"{end - FADE_PERCENT:.2f}%{{opacity:1}}{end:.2f}%{{opacity:0}}100%{{opacity:0}}}}"
            f".f{number}{{opacity:{int(number == 0)};animation:k{number} {total:g}s step-end infinite}}"
        )
        layer.add(rows)
        paper = _paper(rows)
        size = f'width="{_width(rows) + 2 * MARGIN}" height="{len(rows) * HEIGHT + 2 * MARGIN}"'
        parts.append(
            f'<g class="f{number}"><rect x="-{MARGIN}" y="-{MARGIN}" {size} rx="8" fill="{paper}"/>{layer.marks()}</g>'
        )
        begin += seconds
    return _document(shown[0][0], title, layer.styles() + "".join(parts), "".join(styles))


class _Layer:
    """The shapes of one or several pictures that share their styles."""

    def __init__(self) -> None:
        self._classes: dict[tuple[str, bool, bool, bool], str] = {}
        self._marks: list[str] = []

    def add(self, rows: Rows) -> "_Layer":
        """Collect the marks of a picture: papers first, then drawn characters by ink, then words."""
        paper = _paper(rows)
        papers = [_paper_box(run, row) for row, runs in enumerate(rows) for run in runs if run.look.paper != paper]
        drawn: dict[tuple[str, str], list[str]] = defaultdict(list)
        words: list[str] = []
        for row, runs in enumerate(rows):
            for run in runs:
                self._collect(run, row, drawn, words)
        shapes = [_shape(kind, ink, "".join(paths)) for (kind, ink), paths in drawn.items()]
        self._marks = [*papers, *shapes, *words]
        return self

    def marks(self) -> str:
        """Return the marks of the picture added last."""
        return "".join(self._marks)

    def styles(self) -> str:
        """Return the style sheet of the words of all pictures."""
        rules = "".join(
            f".{name}{{fill:{ink}{';font-weight:bold' * bold}{';font-style:italic' * italic}"
            f"{';text-decoration:underline' * underlined}}}"
            for (ink, bold, italic, underlined), name in self._classes.items()
        )
        return f"<style>{rules}</style>"

    def body(self) -> str:
        """Return styles and marks."""
        return self.styles() + self.marks()

    def _collect(self, run: Run, row: int, drawn: dict[tuple[str, str], list[str]], words: list[str]) -> None:
        column = run.column
        for is_shape, group in groupby(run.text, key=is_drawn):
            text = "".join(group)
            if not is_shape:
                words += self._words(text, column, row, run.look)
                column += cell_len(text)
                continue
            for character in text:
                for kind, path in _paths(character, column, row):
                    drawn[kind, run.look.ink].append(path)
                column += 1

    def _words(self, text: str, column: int, row: int, look: Look) -> list[str]:
        found = []
        for is_blank, group in groupby(_words_and_gaps(text), key=lambda part: not part.strip()):
            part = "".join(group)
            length = cell_len(part)
            if not is_blank:
                part = part.rstrip()  # a viewer drops blanks at the end, and would stretch the rest
                key = (look.ink, look.is_bold, look.is_italic, look.is_underlined)
                name = self._classes.setdefault(key, f"t{len(self._classes)}")
                found.append(
                    f'<text class="{name}" x="{column * WIDTH}" y="{row * HEIGHT + 12}" '
                    f'textLength="{cell_len(part) * WIDTH}">{escape(part, quote=False)}</text>'
                )
            column += length
        return found


def _words_and_gaps(text: str) -> list[str]:
    """Split at gaps of two blanks or more, so that columns stay where they are in any font."""
    parts: list[str] = []
    for is_blank, group in groupby(text, key=lambda it: it == " "):
        part = "".join(group)
        is_gap = is_blank and len(part) > 1
        if is_gap or not parts or not parts[-1].strip():
            parts.append(part)
        else:
            parts[-1] += part
    return parts


def _paths(character: str, column: int, row: int) -> list[tuple[str, str]]:
    found = [
        ("dot", dots(character, column, row)),
        (f"block{SHADES.get(character, 1)}", blocks(character, column, row)),
        ("light", arms(character, column, row, is_heavy=False)),
        ("heavy", arms(character, column, row, is_heavy=True)),
    ]
    return [(kind, path) for kind, path in found if path]


def _shape(kind: str, ink: str, path: str) -> str:
    if kind == "dot":
        return f'<path d="{path}" stroke="{ink}" stroke-width="3.2" stroke-linecap="round"/>'
    if kind in ("light", "heavy"):
        return f'<path d="{path}" stroke="{ink}" stroke-width="{1.2 if kind == "light" else 2.6}"/>'
    part = kind.removeprefix("block")
    opacity = "" if part == "1" else f' fill-opacity="{part}"'
    return f'<path d="{path}" fill="{ink}"{opacity}/>'


def _paper_box(run: Run, row: int) -> str:
    left, top, width = run.column * WIDTH, row * HEIGHT, cell_len(run.text) * WIDTH
    return f'<rect x="{left}" y="{top}" width="{width}" height="{HEIGHT}" fill="{run.look.paper}"/>'


def _paper(rows: Rows) -> str:
    """Return the paper of most cells."""
    counts: dict[str, int] = defaultdict(int)
    for runs in rows:
        for run in runs:
            counts[run.look.paper] += cell_len(run.text)
    return max(counts, key=lambda paper: counts[paper])


def _width(rows: Rows) -> int:
    return max(run.column + cell_len(run.text) for runs in rows for run in runs) * WIDTH


def _document(rows: Rows, title: str, body: str, styles: str) -> str:
    width, height = _width(rows) + 2 * MARGIN, len(rows) * HEIGHT + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img"><title>{escape(title)}</title><style>text{{font:13.2px {FONT};white-space:pre}}'
        f"path,rect{{shape-rendering:geometricPrecision}}{styles}</style>"
        f'<rect width="100%" height="100%" rx="8" fill="{_paper(rows)}"/>'
        f'<g transform="translate({MARGIN} {MARGIN})">{body}</g></svg>\n'
    )
