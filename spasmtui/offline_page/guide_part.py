"""Write the pages of the guide: their text with working links, the sources of each paragraph, and what to read next."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from spasmtui.guide.loader import load_entries, load_facts, load_lay_words, load_pages, load_sources
from spasmtui.guide.page import CARD_HEADING, Kind, Look
from spasmtui.offline_page.elements import element, link, listed, paragraph, text
from spasmtui.shared.words.forms import split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from spasmtui.guide.page import Block, Page, Run, Runs

_PRESS = re.compile(r"\b[Pp]ress $")
"""The word before a key that is a link here."""
_COMMAND = "spasm"
HELP_PAGE = "get-help-now"
"""The page of the red flags."""


class GuidePart:
    """The guide as HTML."""

    def __init__(
        self, content: Path, page: dict[str, Any], routines: dict[str, str], find_routine: Callable[[str], str | None]
    ) -> None:
        """Read all pages.

        Args:
            content: the root of the shipped content.
            page: the words of the offline page.
            routines: the title of each routine by its id.
            find_routine: returns the id of the routine that `spasm WORDS` starts.
        """
        self._page = page
        self._routines = routines
        self._find_routine = find_routine
        self._unnamed: set[str] = set()
        """The red flags whose sign has no id yet."""
        self._pages = load_pages(content, load_entries(content))
        self._facts = load_facts(content)
        self._sources = load_sources(content)
        self._lay_words = load_lay_words(content)
        self.titles = {each.entry.id: each.entry.title for each in self._pages}
        """The title of each page by its id."""

    @property
    def newest_review(self) -> str:
        """The day of the newest review of a page: the numbers and the advice are not newer than that."""
        return f"{max(each.entry.reviewed for each in self._pages):%Y-%m-%d}"

    def list_html(self) -> str:
        """Return the list of all pages, by group."""
        found = []
        for group, pages in groupby(self._pages, key=lambda page: page.entry.group):
            items = (link(f"p-{page.entry.id}", page.entry.title) for page in pages)
            found.append(element("h3", text(group.heading)) + listed(items, "pages"))
        return "".join(found)

    def pages_html(self) -> str:
        """Return all pages but that of the red flags, which is part of the urgent part."""
        return "".join(self._page_html(each) for each in self._pages if each.entry.id != HELP_PAGE)

    def help_html(self, flags: Iterable[str]) -> tuple[str, frozenset[str]]:
        """Return the text of the page of the red flags, with an id at the sign of each flag, and the flags it lacks."""
        page = next(each for each in self._pages if each.entry.id == HELP_PAGE)
        self._unnamed = set(flags)
        body = "".join(self._blocks(page))
        missing, self._unnamed = frozenset(self._unnamed), set()
        return element("div", body, lang="en"), missing

    def sources_html(self, cited: Iterable[str]) -> str:
        """Return the list of sources in their short form, those of the guide and those named besides."""
        wanted = {*cited, *(source for page in self._pages for source in page.entry.sources)}
        rows = (
            element("li", f"{element('b', text(key))} {text(source.listed)}")
            for key, source in self._sources.items()
            if key in wanted
        )
        return element("ul", "".join(rows), class_="sources")

    def _page_html(self, page: Page) -> str:
        entry = page.entry
        day = f"{entry.reviewed:%Y-%m-%d}"
        evidence = f"Evidence {entry.grade}: {entry.grade.meaning}."
        said = f"{evidence} {self._page['reviewed'].format(date=day)}"
        end = element("p", f"{text(said)} {link('sources', self._page['sources'])}", class_="quiet")
        routines = [link(f"r-{each}", self._routines[each]) for each in entry.routines if each in self._routines]
        start = element("h3", text(self._page["routines"])) + listed(routines) if routines else ""
        nexts = [link(f"p-{each}", self.titles[each]) for each in page.links if each in self.titles]
        more = element("h3", text(self._page["read_next"])) + listed(nexts) if nexts else ""
        written = frozenset(split_words(f"{entry.title} {entry.summary} {page.text}"))
        words = dict.fromkeys(split_words(" ".join((*entry.words, *self._lay_words.get(entry.id, ())))))
        return element(
            "article",
            element("h2", text(entry.title))
            + paragraph(entry.summary, "summary")
            + "".join(self._blocks(page))
            + start
            + more
            + end,
            id=f"p-{entry.id}",
            data_words=" ".join(word for word in words if word not in written),
        )

    def _blocks(self, page: Page) -> Iterator[str]:
        """Yield the text of a page; what comes under "Do this now" is a box."""
        parts: list[tuple[bool, list[Block]]] = [(False, [])]
        for block in page.blocks:
            if block.kind is Kind.HEADING:
                parts.append((block.text == CARD_HEADING, []))
            parts[-1][1].append(block)
        for is_card, blocks in parts:
            inside = "".join(self._body(blocks, page.entry.routines))
            if inside:
                yield element("div", inside, class_="card") if is_card else inside

    def _body(self, blocks: Sequence[Block], routines: Sequence[str]) -> Iterator[str]:
        for is_list, found in groupby(blocks, key=lambda block: block.kind in {Kind.STEP, Kind.BULLET}):
            if is_list:
                yield self._list(list(found), routines, 0)
            else:
                yield from (self._block(block, routines) for block in found)

    def _list(self, blocks: list[Block], routines: Sequence[str], level: int) -> str:
        """Return a list; deeper items are lists inside the item before them."""
        items: list[str] = []
        kind = blocks[0].kind
        rest = blocks
        while rest:
            block, rest = rest[0], rest[1:]
            inner: list[Block] = []
            while rest and rest[0].level > level:
                inner.append(rest.pop(0))
            own = self._runs(block.runs, routines) + self._cited(block)
            named = next((fact for fact in block.facts if fact in self._unnamed), "")
            self._unnamed.discard(named)
            inside = own + (self._list(inner, routines, level + 1) if inner else "")
            items.append(element("li", inside, id=f"flag-{named}" if named else False))
            if rest and rest[0].kind is not kind:
                return element(_list_name(kind), "".join(items)) + self._list(rest, routines, level)
        return element(_list_name(kind), "".join(items))

    def _block(self, block: Block, routines: Sequence[str]) -> str:
        if block.kind is Kind.TABLE:
            head, *rows = block.rows
            columns = [self._runs(cell, routines) for cell in head]
            top = element("thead", element("tr", "".join(element("th", cell, scope="col") for cell in columns)))
            body = "".join(
                element("tr", "".join(element("td", self._runs(cell, routines)) for cell in row)) for row in rows
            )
            return element("div", element("table", top + element("tbody", body)), class_="wide") + self._cited(
                block, "p"
            )
        own = self._runs(block.runs, routines)
        if block.kind is Kind.HEADING:
            return element(f"h{min(6, block.level + 1)}", own)
        cited = self._cited(block)
        return f"<p>{own}{cited}" if own or cited else ""  # it ends where the next block begins

    def _cited(self, block: Block, name: str = "i") -> str:
        """Return the ids of the sources of a block's claims."""
        found = {source for fact in block.facts for source in self._facts.get(fact, {}).get("sources", ())}
        ids = " ".join(sorted(found, key=_number_of))
        if not ids:
            return ""
        return f" {element('i', ids)}" if name == "i" else element(name, element("i", ids))

    def _runs(self, runs: Runs, routines: Sequence[str]) -> str:
        found: list[str] = []
        for run, after in zip(runs, (*runs[1:], None), strict=False):
            is_urgent_next = after is not None and (after.look, after.text) == (Look.KEY, "!")
            words = _PRESS.sub(_open_in_case, run.text) if is_urgent_next and run.look is not Look.KEY else run.text
            found.append(self._run(run, words, routines, is_first=not found))
        return "".join(found)

    def _run(self, run: Run, words: str, routines: Sequence[str], *, is_first: bool) -> str:
        match run.look:
            case Look.STRONG:
                return element("strong", text(words))
            case Look.EMPHASIS:
                return element("em", text(words))
            case Look.LINK if run.target in self.titles:
                return link(f"p-{run.target}", words)
            case Look.KEY:
                return self._key(words, routines, is_first=is_first)
        return text(words)

    def _key(self, key: str, routines: Sequence[str], *, is_first: bool) -> str:
        """Return a key or a command: those that this page can follow are links."""
        if key == "!":
            return link("urgent", self._page["urgent"])
        if key == "t" and routines:
            said = str(self._page["this_link"])
            return link(f"r-{routines[0]}", said if is_first else said[:1].lower() + said[1:])
        if key == _COMMAND:
            return element("a", element("code", key), href="#relief")
        if key.startswith(f"{_COMMAND} ") and (found := self._find_routine(key.removeprefix(f"{_COMMAND} "))):
            return element("a", element("code", text(key)), href=f"#r-{found}")
        return element("code", text(key))


def _list_name(kind: Kind) -> str:
    return "ol" if kind is Kind.STEP else "ul"


def _open_in_case(found: re.Match[str]) -> str:
    return "Open " if found[0].startswith("P") else "open "


def _number_of(source: str) -> int:
    return int(re.sub(r"\D", "", source) or 0)
