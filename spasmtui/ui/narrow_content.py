"""Wrap text for a widget that has no cell: stock Textual 8.2 then divides by its width and ends the program."""

from typing import Any, cast

from textual.content import Content

_wrap = cast("Any", Content._wrap_and_format)  # noqa: SLF001 -- every widget's text comes through here


def _wrap_to_a_cell(content: Content, width: int, *words: Any, line_pad: int = 0, **options: Any) -> Any:
    """Wrap to at least one cell between the paddings; what has no room is not shown anyway."""
    return _wrap(content, max(width, 1 + 2 * line_pad), *words, line_pad=line_pad, **options)


def wrap_to_a_cell_at_least() -> None:
    """Replace Textual's wrapping of text by one that takes any width."""
    Content._wrap_and_format = _wrap_to_a_cell  # type: ignore[method-assign,assignment]  # noqa: SLF001 -- as above
