"""Pages of the sheet for tests."""

from spasmtui.episodes.report.filling import fill_pages
from spasmtui.episodes.report.sheet import Sheet, SheetContents
from spasmtui.episodes.report.text import ROOM


def page_of(contents: SheetContents) -> Sheet:
    """Return the first page of the text form."""
    return fill_pages(contents, ROOM).pages[0]
