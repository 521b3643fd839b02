"""List the guide's pages for the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.guide.loader import load_entries, load_lay_words
from spasmtui.ui.messages import ShowPage
from spasmtui.ui.palette.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator


def page_entries(host: Any) -> Iterator[Entry]:
    """Yield every page of the guide; Esc on it leads back to the mode from which it was opened.

    Args:
        host: the app, with the mode that it shows.
    """
    content = host.services.content
    lay_words = load_lay_words(content)
    mode = host.current_mode if host.current_mode != "guide" else ""
    for page in load_entries(content):
        yield Entry(
            id=f"page:{page.id}",
            title=page.title,
            kind="page",
            help=page.summary,
            words=(*page.aliases, *page.words, *lay_words.get(page.id, ())),
            message=ShowPage(page.id, returns_to=mode),
        )
