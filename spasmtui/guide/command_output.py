"""What the `guide` command answers: a page, a list, hits, sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spasmtui.errors import NotFound, WrongUsage
from spasmtui.guide.library import Library
from spasmtui.guide.loader import load_entries, load_entry, load_notes, load_page, load_pages, load_sources, page_path
from spasmtui.guide.page import Entry, Group
from spasmtui.guide.page_layout import PageContext, typeset
from spasmtui.guide.text_output import show
from spasmtui.shared.formats import many
from spasmtui.ui.text_layout import HEADING, QUIET, Paragraph, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spasmtui.shell import Shell

_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")


def print_page(shell: Shell, words: str) -> int:
    """Print the page that is meant by some words.

    Raises:
        NotFound: no page is near; the message names the nearest.
    """
    content = shell.services.content
    page = load_page(page_path(content, _page_id(shell, words)))
    if shell.options.wants_json:
        shell.write_json(_as_data(page.entry) | {"text": page.text})
        return 0
    paths = [page_path(content, target) for target in page.links]
    titles = {path.stem: load_entry(path).title for path in paths if path.exists()}
    sources = load_sources(content)
    setting = PageContext(
        titles=titles,
        sources=[sources[key].name for key in page.entry.sources if key in sources],
        notes=load_notes(shell.services.config, page.entry.id),
        today=shell.services.clock.now().date(),
        is_for_shell=True,
    )
    show(shell, typeset(page, setting))
    return 0


def _page_id(shell: Shell, words: str) -> str:
    """The id meant: itself outright, then a title, a former id or a place, then the best hit."""
    content = shell.services.content
    wanted = "-".join(words.casefold().split())
    if _ID.fullmatch(wanted) and page_path(content, wanted).exists():
        return wanted
    library = Library(load_entries(content))
    if entry := library.find(words):
        return entry.id
    from spasmtui.guide.search_index import open_index  # noqa: PLC0415 -- a page named by its id needs no search

    index = open_index(content, load_pages(content, library))
    if page_id := index.best_page(words):
        return page_id
    near = index.nearest(words)
    hint = f" The nearest are: {', '.join(near)}." if near else ""
    raise NotFound(f"The guide has no page for {words!r}.{hint} All pages: spasmtui guide --list")


def print_list(shell: Shell) -> int:
    """Print every page by group."""
    library = Library(load_entries(shell.services.content))
    if shell.options.wants_json:
        shell.write_json([_as_data(entry) for entry in library])
    else:
        show(shell, tuple(_listed(library)))
    return 0


def _listed(library: Library) -> Iterator[Paragraph]:
    column = max((len(entry.id) for entry in library), default=0) + 2
    for group in Group:
        entries = library.in_group(group)
        if entries:
            yield Paragraph(text=group.heading, style=HEADING)
        for entry in entries:
            mark = Span(0, 0, "strong")
            yield Paragraph(
                text=entry.title, marks=(mark,), first=f"  {entry.id:<{column}}", rest=" " * (column + 2), gap=0
            )


def _as_data(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "title": entry.title,
        "summary": entry.summary,
        "group": entry.group.value,
        "places": list(entry.places),
        "routines": list(entry.routines),
        "grade": entry.grade.value,
        "reviewed": entry.reviewed.isoformat(),
    }


def print_hits(shell: Shell, words: str) -> int:
    """Print what is found for some words, best first.

    Raises:
        WrongUsage: there are no words.
    """
    if not words.strip():
        raise WrongUsage("Say what to search for: spasmtui guide toes curl --search")
    from spasmtui.guide.search_index import open_index  # noqa: PLC0415 -- sqlite for searches alone

    content = shell.services.content
    found = open_index(content, load_pages(content, load_entries(content))).search(words)
    best = {hit.id: hit for hit in reversed(found)}  # several red flags lead to one page
    hits = [best[each] for each in dict.fromkeys(hit.id for hit in found)]
    if shell.options.wants_json:
        shell.write_json([{"id": hit.id, "title": hit.title, "snippet": hit.snippet} for hit in hits])
        return 0
    if not hits:
        shell.say("Nothing found. All pages: spasmtui guide --list")
    passages = []
    for hit in hits:
        passages.append(Paragraph(text=hit.title, marks=(Span(0, len(hit.title), "strong"),)))
        passages.append(Paragraph(text=hit.snippet, first="  ", rest="  ", gap=0))
        passages.append(Paragraph(text=hit.command, style=QUIET, first="  ", rest="  ", gap=0))
    show(shell, passages)
    return 0


def print_sources(shell: Shell) -> int:
    """Print where the facts come from."""
    sources = load_sources(shell.services.content)
    if shell.options.wants_json:
        shell.write_json([
            {"id": s.id, "title": s.title, "authors": s.authors, "year": s.year, "where": s.where}
            for s in sources.values()
        ])
        return 0
    passages = []
    for source in sources.values():
        passages.append(Paragraph(text=source.name, first=f"{source.id:<5}", rest="     "))
        passages.append(Paragraph(text=source.where, style=QUIET, first="     ", rest="     ", gap=0))
    show(shell, passages)
    return 0


def print_audit(shell: Shell, day: str | None) -> int:
    """Check every page and print what is wrong.

    Raises:
        WrongUsage: the day is no date.
    """
    from spasmtui.guide.audit import faults_in  # noqa: PLC0415 -- pydantic for the audit alone
    from spasmtui.shared.dates import parse_iso_date  # noqa: PLC0415 -- only the audit reads a date

    on = parse_iso_date(day) if day else shell.services.clock.now().date()
    faults = faults_in(shell.services.content, on)
    if shell.options.wants_json:
        shell.write_json([{"file": f.file, "line": f.line, "message": f.message} for f in faults])
    else:
        for fault in faults:
            shell.write(f"{fault.file}:{fault.line}: {fault.message}")
        shell.say(f"{many(len(faults), 'fault')}." if faults else "The guide has no fault.")
    return 1 if faults else 0
