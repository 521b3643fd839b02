"""The menu of the guide: pages by subject, a search, and a page with numbered ways on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from spasmtui.errors import NotFound
from spasmtui.guide.bookmarks import Bookmarks
from spasmtui.guide.library import Library
from spasmtui.guide.loader import load_entries, load_entry, load_notes, load_page, load_sources, page_path
from spasmtui.guide.page import Group
from spasmtui.guide.page_layout import format_for_menu
from spasmtui.guide.text_output import format_paragraphs, line_width
from spasmtui.menus.conversation import Back
from spasmtui.menus.menu import Item, Menu

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spasmtui.guide.page import Entry
    from spasmtui.menus.conversation import Conversation

HELP = "A number opens a list or a page. Words such as toes curl at night search in all pages."


def open_menu(talk: Conversation) -> None:
    """Show the menu of the guide: a search, then the subjects."""
    talk.run_menu(lambda: _menu(talk))


def _menu(talk: Conversation) -> Menu:
    library = Library(load_entries(talk.host.shell.services.content))
    subjects = (
        Item(f"{group.heading}, {len(entries)} pages", partial(_choose_page, talk, group.heading, entries))
        for group in Group
        if (entries := library.in_group(group))
    )
    return Menu("Guide", (Item("Search", partial(_search, talk)), *subjects, _bookmarked(talk, library)), HELP)


def _bookmarked(talk: Conversation, library: Library) -> Item:
    def show() -> None:
        kept = Bookmarks(talk.host.shell.services.state).ids
        entries = [entry for entry in library if entry.id in kept]
        if entries:
            _choose_page(talk, "Your bookmarks", entries)
        else:
            talk.tell("No page has a bookmark yet. Below a page there is a number that sets one.")

    return Item("Your bookmarks", show)


def _choose_page(talk: Conversation, title: str, entries: Iterable[Entry]) -> None:
    """List pages until the person goes back; a number reads one."""
    items = tuple(Item(entry.title, partial(read_pages, talk, entry.id)) for entry in entries)
    talk.run_menu(lambda: Menu(title, items, HELP))


def _search(talk: Conversation) -> None:
    """Ask for words, and list the pages that have them.

    Raises:
        Back: nothing was typed.
    """
    words = talk.ask("Search for? Such as: toes curl at night", help_text="Any words; b goes back.")
    if not words:
        raise Back
    hits = talk.host.data(["guide", "--search", "--", *words.split()])
    if not hits:
        talk.tell(f"Nothing is found for {words[:40]!r}.")
        return
    items = tuple(Item(f"{hit['title']}: {hit['snippet']}", partial(read_pages, talk, hit["id"])) for hit in hits)
    talk.run_menu(lambda: Menu(f"Found for {words[:40]!r}", items, HELP))


def read_pages(talk: Conversation, page_id: str) -> None:
    """Read a page and the pages it leads to; `b` returns to the page before, and from the first one back."""
    history = [page_id]
    while history:
        try:
            following = _read(talk, history[-1])
            history += [following] if following != history[-1] else []
        except Back:
            history.pop()
        except NotFound as error:
            history.pop()
            talk.tell(error.message)


def _read(talk: Conversation, page_id: str) -> str:
    """Show a page and its ways on, and return the id of the page that the person goes to.

    Raises:
        Back: the person goes back.
        NotFound: there is no such page.
    """
    services = talk.host.shell.services
    path = page_path(services.content, page_id)
    if not path.exists():
        raise NotFound(f"The guide has no page {page_id!r}.")
    page = load_page(path)
    linked = _titles(services.content, page.links)
    numbers = {each: str(number) for number, each in enumerate(linked, 1)}
    notes = load_notes(services.config, page_id)
    paragraphs = format_for_menu(page, numbers, notes, services.clock.now().date())
    talk.tell(format_paragraphs(paragraphs, line_width(talk.host.shell), is_styled=False))
    bookmark = "Take the bookmark away" if page_id in Bookmarks(services.state).ids else "Set a bookmark"
    routines = [f"Start the routine {routine}" for routine in page.entry.routines]
    labels = [*linked.values(), *routines, bookmark, "Sources", "Read this page again"]
    ways = {
        bookmark: lambda: talk.tell(_toggle_bookmark(talk, page_id)),
        "Sources": lambda: talk.tell(_sources(talk, page.entry)),
    }
    while True:
        chosen = talk.choose("\nFrom here", labels, help_text=HELP, looks_up=True)
        if chosen < len(linked):
            return list(linked)[chosen]
        if chosen < len(linked) + len(routines):
            talk.host.run_live(["relief", page.entry.routines[chosen - len(linked)]])
        elif labels[chosen] not in ways:
            return page_id
        else:
            ways[labels[chosen]]()


def _toggle_bookmark(talk: Conversation, page_id: str) -> str:
    is_kept = Bookmarks(talk.host.shell.services.state).toggle(page_id)
    return "The bookmark is set." if is_kept else "The bookmark is taken away."


def _sources(talk: Conversation, entry: Entry) -> str:
    sources = load_sources(talk.host.shell.services.content, entry.sources)
    return "\n".join(f"- {sources[key].listed}" for key in entry.sources if key in sources)


def _titles(content: Path, ids: Iterable[str]) -> dict[str, str]:
    """Return the titles of pages by their ids, of those that exist."""
    paths = {each: page_path(content, each) for each in ids}
    return {each: load_entry(path).title for each, path in paths.items() if path.exists()}
