"""Make guide pages of a few lines."""

from datetime import date

from spasmtui.guide.markdown import parse_markdown
from spasmtui.guide.page import Entry, Grade, Group, Page


def make_page(text: str, title: str = "A page") -> Page:
    """Return a page of the group `understand` with this Markdown text."""
    entry = Entry(
        id="a-page",
        title=title,
        summary="A summary.",
        group=Group.UNDERSTAND,
        sources=(),
        grade=Grade.G,
        reviewed=date(2026, 11, 28),
    )
    return Page(entry=entry, blocks=parse_markdown(text))
