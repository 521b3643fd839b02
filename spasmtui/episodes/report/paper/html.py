"""Format the sheet as one HTML file for a printer: one A4 page, no script, nothing loaded, all foreign text escaped."""

from __future__ import annotations

from html import escape

from spasmtui.episodes.report.paper.body_picture import BodyPicture, body_picture
from spasmtui.episodes.report.paper.charts import hour_bars, trend_bars
from spasmtui.episodes.report.sheet import Listing, Sheet, Table
from spasmtui.episodes.report.paper.svg import bars_svg, body_svg, pain_svg
from spasmtui.shared.text_wrap import wrap

STYLE = """
@page { size: A4; margin: 12mm 14mm; }
* { box-sizing: border-box; }
html { color: #1a1a1a; background: #fff; font: 9.6pt/1.3 "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
body { max-width: 182mm; margin: 8mm auto; padding: 0 4mm; overflow-wrap: anywhere; }
header { border-bottom: 1.5pt solid #1a1a1a; margin-bottom: 3mm; padding-bottom: 1.5mm; }
h1 { font-size: 15pt; line-height: 1.15; margin: 0; }
h2 { font-size: 9.6pt; margin: 0 0 .8mm; }
header p, footer p { margin: 0; color: #444; }
.overview { display: grid; grid-template-columns: 1fr 60mm; gap: 5mm; }
dl { display: grid; grid-template-columns: 30mm 1fr; margin: 0; align-content: start; }
dt, dd { margin: 0; padding: .3mm 0; border-bottom: .4pt solid #ddd; }
dt { color: #555; }
figure { margin: 0 0 2mm; }
figcaption { font-weight: 600; }
svg { display: block; width: 100%; height: auto; }
.tables { display: grid; gap: 2mm; margin-top: 2.5mm; align-content: start; }
.where { display: grid; grid-template-columns: 1fr 40mm; gap: 5mm; align-items: start; }
.where figure { margin: 2.5mm 0 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: right; padding: .25mm 1.5mm; border-bottom: .4pt solid #ddd; font-weight: 400; }
thead th { color: #555; border-bottom-color: #888; }
th:first-child { text-align: left; padding-left: 0; width: 34%; }
section { margin-top: 2.5mm; }
ul { margin: 0; padding-left: 4mm; }
li { padding: .2mm 0; }
footer { margin-top: 3mm; padding-top: 1.5mm; border-top: .4pt solid #888; font-size: 7.6pt; }
@media print { body { margin: 0; padding: 0; max-width: none; } section, table, figure { break-inside: avoid; } }
html:has(.-dense) { font-size: 8.6pt; line-height: 1.25; }
@media (max-width: 600px) { .overview { grid-template-columns: 1fr; } }
""".strip()
FACT_CELLS = 42
ENTRY_CELLS = 76
ROOMY_LINES = 42
"""Lines of overview, rows and entries that fit on a page in the default print."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(sheet: Sheet) -> str:
    """Format the page as a whole document, without a line break at its end."""
    facts = "\n".join(f"<dt>{escape(label)}</dt><dd>{escape(phrase)}</dd>" for label, phrase in sheet.overview)
    pictures = [_figure(bars.title, bars_svg(bars)) for bars in (hour_bars(sheet.report), trend_bars(sheet.report))]
    if sheet.report.pains:
        pictures.append(_figure("Worst pain over time, 0-10", pain_svg(sheet.report)))
    body = body_picture(sheet.report)
    tables = [_table(table) for table in (sheet.places, sheet.tried) if table.rows]
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{escape(sheet.title)}</title>",
        f"<style>\n{STYLE}\n</style>",
        "</head>",
        '<body class="-dense">' if is_dense(sheet) else "<body>",
        f"<header><h1>{escape(sheet.title)}</h1><p>{escape(sheet.period)}</p></header>",
        f'<main>\n<div class="overview">\n<dl>\n{facts}\n</dl>\n<div>',
        *pictures,
        "</div>\n</div>",
        _where(tables, body),
        *(_listing(listing) for listing in sheet.lists),
        "</main>",
        f"<footer>{''.join(f'<p>{escape(words)}</p>' for words in sheet.footer)}</footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part)


def _where(tables: list[str], body: BodyPicture | None) -> str:
    """Return the tables, with the picture of the places beside them."""
    if not tables:
        return ""
    listed = f'<div class="tables">\n{chr(10).join(tables)}\n</div>'
    if body is None:
        return listed
    return f'<div class="where">\n{listed}\n{_figure(body.caption, body_svg(body))}\n</div>'


def is_dense(sheet: Sheet) -> bool:
    """Return whether the page needs smaller print to stay one page."""
    facts = sum(len(wrap(phrase, FACT_CELLS)) for _, phrase in sheet.overview)
    rows = sum(len(table.rows) for table in (sheet.places, sheet.tried))
    entries = sum(len(wrap(entry, ENTRY_CELLS)) for listing in sheet.lists for entry in listing.entries)
    return facts + rows + entries > ROOMY_LINES


def _figure(title: str, picture: str) -> str:
    return f"<figure>\n<figcaption>{escape(title)}</figcaption>\n{picture}\n</figure>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in more)}</tr>'
        for first, *more in table.rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _listing(listing: Listing) -> str:
    entries = "\n".join(f"<li>{escape(entry)}</li>" for entry in listing.entries)
    more = f"\n<li>{escape(listing.more)}</li>" if listing.more else ""
    return f"<section>\n<h2>{escape(listing.title)}</h2>\n<ul>\n{entries}{more}\n</ul>\n</section>"
