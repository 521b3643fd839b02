"""Tell which words of a text a click acts on."""

from textual.content import Content
from textual.style import Style


def clicks_on(content: Content, name: str = "press") -> list[tuple[str, object]]:
    """Return the marked words of a text with what a click on them does, in their order.

    Args:
        content: the text.
        name: the name of the mark: `press` for keys.
    """
    marks = (
        (span.start, span.end, span.style.meta[name])
        for span in content.spans
        if isinstance(span.style, Style) and name in span.style.meta
    )
    return [(content.plain[start:end], value) for start, end, value in sorted(marks)]
