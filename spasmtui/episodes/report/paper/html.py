"""Format the sheet as one HTML file for a printer: no script, nothing loaded, all foreign text escaped.

Its style repeats the measures of `room.py`, so that a page that was filled there is one page here.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from spasmtui.episodes.report.paper.body_picture import BodyPicture, body_picture
from spasmtui.episodes.report.paper.charts import hour_bars, trend_bars
from spasmtui.episodes.report.paper.room import (
    BODY_MM,
    COLUMN_GAP_MM,
    GAP_MM,
    INDENT_MM,
    LABEL_MM,
    MARGIN_DOWN_MM,
    MARGIN_SIDE_MM,
    PERSON_GAP_MM,
    PERSON_SHARES,
    PICTURES_MM,
    POINTS,
    SMALL_POINTS,
    TITLE_MM,
    BrowserLetters,
    PaperRoom,
    fill_paper,
)
from spasmtui.episodes.report.paper.svg import bars_svg, body_svg, pain_svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.episodes.report.filling import Filled
    from spasmtui.episodes.report.sheet import Listing, Sheet, SheetContents, Table

SPARE_MM = 1.0
"""Left free at the foot: a browser rounds lines and rules to whole dots of a screen."""
STYLE = """
* { box-sizing: border-box; }
html { color: #1a1a1a; background: #fff; font: 400 var(--size)/var(--line) Arial, "Helvetica Neue", Helvetica,
  "Liberation Sans", sans-serif; font-size-adjust: .519; }
body { width: var(--width); max-width: 100%; margin: 8mm auto; padding: 0 4mm; }
.page + .page { margin-top: 12mm; }
header { border-bottom: .5mm solid #1a1a1a; margin-bottom: 1.5mm; padding-bottom: .5mm; }
h1 { font-size: calc(var(--size) * 1.55); line-height: var(--title); margin: 0; }
h2 { font-size: inherit; line-height: inherit; margin: 0; }
p { margin: 0; }
.person { display: grid; grid-template-columns: var(--shares); padding-top: var(--person-gap); }
.person p { display: flex; gap: 1.2mm; padding-right: 2.5mm; overflow-wrap: anywhere; }
.person span { flex: 1; border-bottom: .25mm solid #1a1a1a; margin-bottom: .2mm; min-width: 8mm; }
.overview { display: grid; grid-template-columns: minmax(0, 1fr) var(--pictures); gap: var(--column-gap);
  margin-bottom: var(--gap); }
dl { display: grid; grid-template-columns: var(--label) minmax(0, 1fr); margin: 0; align-content: start; }
dt, dd { margin: 0; padding: .3mm 0; border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
dt { color: #444; white-space: nowrap; }
figure { margin: 0 0 var(--gap); }
figcaption { font-weight: 600; white-space: nowrap; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
.where { display: grid; grid-template-columns: minmax(0, 1fr) var(--body); gap: 0 var(--column-gap);
  align-items: start; }
.table { margin-bottom: var(--gap); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: right; padding: .3mm 1.5mm; border-bottom: 1px solid #ddd; font-weight: 400; white-space: nowrap; }
thead th { color: #444; border-bottom-color: #777; }
th:first-child { text-align: left; padding-left: 0; white-space: normal; overflow-wrap: anywhere; }
tr > :last-child { padding-right: 0; }
section { margin-bottom: var(--gap); }
ul { margin: 0; padding-left: var(--indent); }
li { overflow-wrap: anywhere; }
footer { padding-top: 1.2mm; border-top: 1px solid #777; font-size: var(--small);
  line-height: calc(var(--line) * .8); color: #444; }
@media print {
  body { margin: 0; padding: 0; width: auto; max-width: none; }
  .page + .page { margin-top: 0; break-before: page; }
  section, .table, figure { break-inside: avoid; }
  li { break-inside: avoid; }
}
@media screen and (max-width: 640px) {
  html { font-size: 16px; line-height: 1.4; }
  h1 { font-size: 1.3em; line-height: 1.2; }
  .overview, .where, .person { grid-template-columns: minmax(0, 1fr); }
  .person p { padding: .3em 0; }
  dl { grid-template-columns: minmax(0, 1fr); }
  dt { border: 0; padding-bottom: 0; }
  dd { padding: 0 0 .35em; }
  .where figure { max-width: 20em; }
  .table { overflow-x: auto; }
  figcaption { white-space: normal; }
  footer { font-size: .85em; line-height: 1.4; }
}
""".strip()
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(contents: SheetContents) -> tuple[str, Filled]:
    """Format the pages as a whole document, without a line break at its end; return it and how they were filled."""
    filled, room = fill_paper(contents, BrowserLetters(), spare_mm=SPARE_MM)
    title = escape(filled.pages[0].title)
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{title}</title>",
        f"<style>\n{_page_style(contents, room)}\n{STYLE}\n</style>",
        "</head>",
        "<body>",
        *(part for page in filled.pages for part in _page_parts(page)),
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part), filled


def _page_style(contents: SheetContents, room: PaperRoom) -> str:
    """Return the size of the paper, and the measures of the page."""
    measures = {
        "size": f"{POINTS * room.scale:.2f}pt",
        "small": f"{SMALL_POINTS * room.scale:.2f}pt",
        "line": f"{room.line_mm:.3f}mm",
        "title": f"{TITLE_MM * room.scale:.2f}mm",
        "width": f"{room.width_mm + 8:.1f}mm",
        "person-gap": f"{PERSON_GAP_MM}mm",
        "shares": " ".join(f"{share}fr" for share in PERSON_SHARES),
        "pictures": f"{PICTURES_MM}mm",
        "column-gap": f"{COLUMN_GAP_MM}mm",
        "label": f"{LABEL_MM}mm",
        "gap": f"{GAP_MM}mm",
        "body": f"{BODY_MM}mm",
        "indent": f"{INDENT_MM}mm",
    }
    paper = f"@page {{ size: {contents.paper.name} portrait; margin: {MARGIN_DOWN_MM}mm {MARGIN_SIDE_MM}mm; }}"
    return f"{paper}\n:root {{ {' '.join(f'--{name}: {value};' for name, value in measures.items())} }}"


def _page_parts(sheet: Sheet) -> list[str]:
    person = "".join(f"<p>{escape(label)} <span>{escape(words)}</span></p>" for label, words in sheet.person)
    title = f"<h1>{escape(sheet.title)}</h1><p>{escape(sheet.period)}</p>"
    return [
        '<div class="page">',
        f'<header>{title}<div class="person">{person}</div></header>',
        "<main>" if sheet.number == 1 else "<div>",
        _overview(sheet),
        *map(_table, sheet.trend),
        _where([_table(table) for table in (sheet.places, sheet.tried) if table.rows], _body(sheet)),
        *map(_table, sheet.plan),
        *map(_listing, sheet.lists),
        "</main>" if sheet.number == 1 else "</div>",
        f"<footer>{''.join(f'<p>{escape(words)}</p>' for words in sheet.footer)}</footer>" if sheet.footer else "",
        "</div>",
    ]


def _overview(sheet: Sheet) -> str:
    """Return the overview, with the pictures beside it on the first page."""
    facts = "\n".join(f"<dt>{escape(label)}</dt><dd>{escape(phrase)}</dd>" for label, phrase in sheet.overview)
    if not facts:
        return ""
    pictures = []
    if sheet.number == 1:
        pictures = [_figure(bars.title, bars_svg(bars)) for bars in (hour_bars(sheet.report), trend_bars(sheet.report))]
        if sheet.report.pains:
            pictures.append(_figure("Worst pain over time (0-10)", pain_svg(sheet.report)))
    return f'<div class="overview">\n<dl>\n{facts}\n</dl>\n<div>\n{chr(10).join(pictures)}\n</div>\n</div>'


def _body(sheet: Sheet) -> BodyPicture | None:
    return body_picture(sheet.report) if sheet.number == 1 else None


def _where(tables: Sequence[str], body: BodyPicture | None) -> str:
    """Return the tables, with the picture of the places beside them."""
    if not tables:
        return ""
    listed = f"<div>\n{chr(10).join(tables)}\n</div>"
    if body is None:
        return listed
    return f'<div class="where">\n{listed}\n{_figure(body.caption, body_svg(body))}\n</div>'


def _figure(title: str, picture: str) -> str:
    return f"<figure>\n<figcaption>{escape(title)}</figcaption>\n{picture}\n</figure>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in more)}</tr>'
        for first, *more in table.rows
    )
    more = f"\n<p>{escape(table.more)}</p>" if table.more else ""
    whole = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    return f'<div class="table">\n{whole}{more}\n</div>'


def _listing(listing: Listing) -> str:
    entries = "\n".join(f"<li>{escape(entry)}</li>" for entry in listing.entries)
    more = f"\n<li>{escape(listing.more)}</li>" if listing.more else ""
    return f"<section>\n<h2>{escape(listing.title)}</h2>\n<ul>\n{entries}{more}\n</ul>\n</section>"
