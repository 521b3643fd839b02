"""The `guide` command for the shell: print a page, the list of pages, search hits, sources or the audit."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from spasmtui.errors import NotFound, WrongUsage
from spasmtui.guide.library import Library
from spasmtui.guide.loader import load_entries, load_entry, load_notes, load_page, load_pages, load_sources, page_path
from spasmtui.guide.page import Entry, Group
from spasmtui.guide.page_layout import PageContext, format_page
from spasmtui.guide.text_output import print_paragraphs
from spasmtui.shared.danger.answer import answer, answer_and_more
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.emergency_numbers import emergency_number
from spasmtui.shared.formats import many
from spasmtui.shared.times.dates import parse_iso_date
from spasmtui.shell import offer
from spasmtui.ui.text_layout import HEADING, QUIET, Paragraph, Span

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from spasmtui.guide.search.index import Hit, SearchIndex
    from spasmtui.shell import Shell

_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")
_LONGEST_ID = 100
"""Letters of a page's id; a file system has no file with a much longer name, and says so as a fault."""


def show_guide(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the best page for some words, or the list, search, sources or audit that an option asks for."""
    words = " ".join(arguments.words)
    if arguments.audit:
        return print_audit(shell, arguments.on)
    if arguments.sources:
        return print_sources(shell)
    if arguments.search:
        return print_hits(shell, words)
    if arguments.list or not words:
        return print_list(shell)
    return print_page(shell, words)


def show_guide_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `guide`."""
    words = parser.add_argument(
        "words", nargs="*", metavar="WORDS", help="a page's id, or how it feels: toes curl at night"
    )
    offer(words, (), "pages")
    parser.add_argument("--list", action="store_true", help="list every page by group")
    parser.add_argument("--search", action="store_true", help="list what the words find, best first")
    parser.add_argument("--sources", action="store_true", help="list where the facts come from")
    parser.add_argument("--audit", action="store_true", help="check every page; exit 1 when there is a fault")
    parser.add_argument("--on", metavar="DATE", help="with --audit: check review dates as of this day (2027-01-31)")


def print_page(shell: Shell, words: str) -> int:
    """Print the best page for some words; for words of danger the flag's own sentence comes before it.

    Raises:
        NotFound: no page matches; the message names the nearest.
    """
    content = shell.services.content
    flag = find_flag(words)
    page = load_page(page_path(content, _find_page_id(shell, words)))
    language = shell.options.language
    sentence = answer_and_more(flag, str(shell.services.config), content, language)[0] if flag else ""
    if shell.options.wants_json:
        danger = {"flag": flag.id, "sentence": sentence} if flag else {}
        shell.write_json(_entry_json(page.entry) | {"text": page.text} | danger)
        return 0
    if sentence:
        print_paragraphs(shell, (Paragraph(text=sentence, spans=(Span(0, len(sentence), "strong"),)),))
        shell.write("")
    paths = [page_path(content, target) for target in page.links]
    titles = {path.stem: load_entry(path).title for path in paths if path.exists()}
    sources = load_sources(content, page.entry.sources)
    context = PageContext(
        titles=titles,
        sources=[sources[key].listed for key in page.entry.sources if key in sources],
        notes=load_notes(shell.services.config, page.entry.id),
        today=shell.services.clock.now().date(),
        is_for_shell=True,
    )
    print_paragraphs(shell, format_page(page, context))
    return 0


def _find_page_id(shell: Shell, words: str) -> str:
    """Find the page with this id, then with this former id, title or place, then the best search hit.

    Raises:
        NotFound: no page matches; the message names the nearest.
    """
    content = shell.services.content
    page_id = "-".join(words.casefold().split())
    if len(page_id) <= _LONGEST_ID and _ID.fullmatch(page_id) and page_path(content, page_id).exists():
        return page_id
    library = Library(load_entries(content))
    if entry := library.find(words):
        return entry.id
    index = _open_index(content, library.entries)
    if best := index.best_page(words):
        return best
    near = index.nearest(words)
    hint = f" The nearest are: {', '.join(near)}." if near else ""
    raise NotFound(f"The guide has no page for {words!r}.{hint} All pages: spasmtui guide --list")


@lru_cache(maxsize=1)  # the menus search again and again
def _open_index(content: Path, entries: tuple[Entry, ...]) -> SearchIndex:
    from spasmtui.guide.search.index import open_index  # noqa: PLC0415 -- sqlite for searches alone

    return open_index(content, load_pages(content, entries))


def print_list(shell: Shell) -> int:
    """Print every page by group."""
    library = Library(load_entries(shell.services.content))
    if shell.options.wants_json:
        shell.write_json([_entry_json(entry) for entry in library])
    else:
        listed = _spoken_list(library) if shell.is_read_aloud else _format_list(library)
        print_paragraphs(shell, tuple(listed))
    return 0


def _format_list(library: Library) -> Iterator[Paragraph]:
    column = max((len(entry.id) for entry in library), default=0) + 2
    for group in Group:
        entries = library.in_group(group)
        if entries:
            yield Paragraph(text=group.heading, style=HEADING)
        for entry in entries:
            span = Span(0, 0, "strong")
            yield Paragraph(
                text=entry.title, spans=(span,), first=f"  {entry.id:<{column}}", rest=" " * (column + 2), gap=0
            )


def _spoken_list(library: Library) -> Iterator[Paragraph]:
    for group in Group:
        if entries := library.in_group(group):
            yield Paragraph(text=group.heading, style=HEADING)
        for entry in entries:
            yield Paragraph(text=f"{entry.title} ({entry.id})", first="- ", rest="  ", gap=0)


def _entry_json(entry: Entry) -> dict[str, object]:
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
    """Print the search hits for some words, best first, each id once.

    Raises:
        WrongUsage: there are no words.
    """
    if not words.strip():
        raise WrongUsage("Say what to search for: spasmtui guide toes curl --search")
    content = shell.services.content
    first_by_id: dict[str, Hit] = {}  # several red flags lead to one page
    number = emergency_number(os.environ, str(shell.services.config))
    for hit in _open_index(content, load_entries(content)).search(words, to_call=number, is_for_shell=True):
        said = answer(flag, number) if hit.flag and (flag := find_flag(words)) else hit.snippet
        first_by_id.setdefault(hit.id, replace(hit, snippet=said))
    hits = first_by_id.values()
    if shell.options.wants_json:
        shell.write_json([_hit_json(hit) for hit in hits])
        return 0
    if not hits:
        shell.say("Nothing found. All pages: spasmtui guide --list")
    paragraphs = []
    for hit in hits:
        paragraphs.append(Paragraph(text=hit.title, spans=(Span(0, len(hit.title), "strong"),)))
        paragraphs.append(Paragraph(text=hit.snippet, first="  ", rest="  ", gap=0))
        paragraphs.append(Paragraph(text=hit.command, style=QUIET, first="  ", rest="  ", gap=0))
    print_paragraphs(shell, paragraphs)
    return 0


def _hit_json(hit: Hit) -> dict[str, str]:
    document = {"id": hit.id, "title": hit.title, "snippet": hit.snippet}
    return document | {"flag": hit.flag} if hit.flag else document


def print_sources(shell: Shell) -> int:
    """Print every source of the guide."""
    sources = load_sources(shell.services.content)
    if shell.options.wants_json:
        shell.write_json([
            {
                "id": s.id,
                "title": s.title,
                "authors": s.authors,
                "year": s.year,
                "where": s.where,
                "is_reprint": s.is_reprint,
                "is_unread": s.is_unread,
            }
            for s in sources.values()
        ])
        return 0
    paragraphs = []
    for source in sources.values():
        paragraphs.append(Paragraph(text=source.listed, first=f"{source.id:<5}", rest="     "))
        paragraphs.append(Paragraph(text=source.where, style=QUIET, first="     ", rest="     ", gap=0))
    print_paragraphs(shell, paragraphs)
    return 0


def print_audit(shell: Shell, day: str | None) -> int:
    """Check the guide, print its faults and return 1 if there are any, else 0.

    Args:
        shell: the shell.
        day: the ISO date that review dates are compared with; None is today.

    Raises:
        WrongUsage: the day is no date.
    """
    from spasmtui.guide.audit.content import find_faults  # noqa: PLC0415 -- pydantic for the audit alone

    today = parse_iso_date(day) if day else shell.services.clock.now().date()
    with shell.work("Checking the guide") as work:
        faults = find_faults(shell.services.content, today, work.over)
    if shell.options.wants_json:
        shell.write_json([{"file": f.file, "line": f.line, "message": f.message} for f in faults])
    else:
        for fault in faults:
            shell.write(f"{fault.file}:{fault.line}: {fault.message}")
        shell.say(f"{many(len(faults), 'fault')}." if faults else "The guide has no fault.")
    return 1 if faults else 0
