"""Format the handout as one HTML file for a printer: no script, nothing loaded, all foreign text escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from spasmtui.shared.formats import day_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spasmtui.plans.handout.data import Exercise, Handout, Paper

DAY_LETTERS = "MTWTFSS"
STYLE = """
* { box-sizing: border-box; }
html { color: #000; background: #fff; font: 400 9pt/1.22 Arial, "Helvetica Neue", Helvetica, "Liberation Sans",
  sans-serif; }
body { max-width: 190mm; margin: 8mm auto; padding: 0 4mm; }
header { border-bottom: .5mm solid #000; margin-bottom: 2mm; padding-bottom: 1mm; }
h1 { font-size: 15pt; line-height: 1.2; margin: 0; }
h2 { font-size: 10.5pt; line-height: 1.25; margin: 0; }
p, ol, ul { margin: 0; }
.head { display: flex; gap: 6mm; justify-content: space-between; flex-wrap: wrap; }
.name { flex: 1; display: flex; gap: 1.5mm; min-width: 60mm; }
.name span { flex: 1; border-bottom: .25mm solid #000; }
article { display: grid; grid-template-columns: 34mm minmax(0, 1fr); gap: 0 3mm; padding: 1.2mm 0 1.5mm;
  border-bottom: .2mm solid #777; break-inside: avoid; }
.figures { display: flex; flex-direction: column; gap: 1.5mm; align-items: center; justify-content: center; }
.figures svg { display: block; width: 34mm; height: auto; max-height: 19mm; }
.figures svg:nth-last-child(n + 3), .figures svg:nth-last-child(n + 3) ~ svg { max-height: 15mm; }
.figures svg:only-child { max-height: 34mm; }
ol { padding-left: 0; list-style-position: inside; }
.agreed { font-weight: 700; }
.stop { margin-top: .5mm; }
.all { font-weight: 700; padding-top: 1mm; }
.words { overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: 8.5pt; line-height: 1; float: right; margin: 0 0 1mm 3mm; }
th { font-weight: 400; padding: 0 .6mm .5mm; text-align: center; }
tbody th { text-align: right; padding: 0 1.2mm 0 0; white-space: nowrap; }
td { border: .2mm solid #000; height: 4.6mm; padding: 0; min-width: 4mm; }
td.none { background: #e4e4e4; }
td span { display: inline-block; width: 3mm; height: 4.6mm; vertical-align: top; border-left: .2mm solid #777; }
td span:first-child { border-left: 0; }
footer { padding-top: 1.5mm; }
footer p + p { margin-top: 1mm; }
.small { font-size: 9pt; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
@media screen and (max-width: 640px) {
  article { grid-template-columns: minmax(0, 1fr); }
  .figures { flex-direction: row; }
}
""".strip()
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def handout_html(handout: Handout, paper: Paper) -> str:
    """Return the handout as a whole document."""
    made = day_name(handout.made_on, has_year=True)
    by = f"Made by {escape(handout.by)}" if handout.by else ""
    parts = (
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{escape(handout.title)}</title>",
        f"<style>\n@page {{ size: {paper.name}; margin: 11mm 12mm; }}\n{STYLE}\n</style>",
        "</head>",
        "<body>",
        f"<header><h1>{escape(handout.title)}</h1>",
        f'<div class="head"><p>{", ".join(filter(None, (by, made)))}</p>',
        '<p class="name">Name <span></span></p></div></header>',
        f'<p class="all">{escape(handout.stop)}</p>' if handout.stop else "",
        *(part for exercise in handout.exercises for part in _article(exercise)),
        "<footer>",
        f"<p><strong>Get help.</strong> {escape(handout.get_help)}</p>",
        f'<p class="small">Sources: {escape(handout.sources)}.</p>' if handout.sources else "",
        "</footer>",
        "</body>",
        "</html>",
    )
    return "\n".join(filter(None, parts)) + "\n"


def _article(exercise: Exercise) -> Iterator[str]:
    yield "<article>"
    yield f'<div class="figures">{"".join(exercise.figures)}</div>'
    yield '<div class="words">'
    yield from _boxes(exercise)
    yield f"<h2>{escape(exercise.title)}</h2>"
    yield f'<p class="agreed">{escape(exercise.agreed)}</p>'
    for text in (exercise.note, *exercise.first):
        if text:
            yield f"<p>{escape(text)}</p>"
    if exercise.steps:
        yield f"<ol>{''.join(f'<li>{escape(step)}</li>' for step in exercise.steps)}</ol>"
    if exercise.stop or exercise.cautions:
        stop = f"<strong>{escape(exercise.stop)}</strong> " if exercise.stop else ""
        yield f'<p class="stop">{stop}{escape(" ".join(exercise.cautions))}</p>'
    yield "</div>"
    yield "</article>"


def _boxes(exercise: Exercise) -> Iterator[str]:
    """Yield the boxes to tick, which the words flow around."""
    yield "<table><thead><tr><th></th>"
    yield f"{''.join(f'<th>{letter}</th>' for letter in DAY_LETTERS)}</tr></thead><tbody>"
    box = "" if exercise.boxes == 1 else "<span></span>" * exercise.boxes
    for week in exercise.weeks:
        cells = "".join(f"<td>{box}</td>" if is_open else '<td class="none"></td>' for is_open in week.days)
        yield f"<tr><th>{escape(week.label)}</th>{cells}</tr>"
    yield "</tbody></table>"
