"""Measure text in terminal cells and wrap it: wide characters take two cells, combining ones none.

Nothing is imported while the text is ASCII: `urgent` wraps its page before `re` could be loaded. Widgets measure with
`rich.cells`, which is what Textual pads by, and pass it as `measure`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Measure = Callable[[str], int]
    """Returns the cells that a text takes."""


def cell_width(text: str) -> int:
    """Return the number of columns that a text takes."""
    return len(text) if _is_one_cell_each(text) else sum(map(_character_width, text))


def _is_one_cell_each(text: str) -> bool:
    """Return whether each character is a letter or a mark of western Europe; a soft hyphen takes no cell."""
    return text.isascii() or (max(text) < "\u0300" and "\xad" not in text)


def _character_width(character: str) -> int:
    if character.isascii() or "\xae" <= character < "\u0300":
        return 1  # the letters of western Europe
    import unicodedata  # noqa: PLC0415 -- which need no table

    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def take_cells(text: str, width: int) -> str:
    """Return the longest beginning that fits into `width` cells."""
    if text.isascii():
        return text[: max(0, width)]
    used = 0
    for index, character in enumerate(text):
        used += _character_width(character)
        if used > width:
            return text[:index]
    return text


def truncate(text: str, width: int, mark: str = "...") -> str:
    """Return the text, ended by a mark when it is wider than `width` cells, which hold the mark at least.

    It ends after a whole word where that keeps two thirds of the room; one long word is cut.
    """
    return text if cell_width(text) <= width else _take_words(text, width - cell_width(mark)) + mark


def _take_words(text: str, width: int) -> str:
    """Return the longest beginning in whole words, where these take two thirds of the width; else that in cells."""
    kept = take_cells(text, width)
    whole = kept[: kept.rfind(" ") + 1] if text[len(kept) : len(kept) + 1].strip() else kept
    return (whole if 3 * cell_width(whole) >= 2 * width else kept).rstrip()


def pad_cells(text: str, width: int) -> str:
    """Return the text with spaces after it up to `width` cells."""
    return text + " " * max(0, width - cell_width(text))


def wrap(
    text: str, width: int, *, first: str = "", rest: str = "", max_lines: int | None = None, mark: str = " ..."
) -> list[str]:
    """Wrap a text into lines of at most `width` cells: at white space, and inside a word that is wider than a line.

    Args:
        text: words; every run of white space counts as one space.
        width: cells of a line, its prefix included.
        first: the prefix of the first line, such as `- `.
        rest: the prefix of the lines after it.
        max_lines: the limit, or None.
        mark: what the last line ends in when something is left out.

    Returns:
        At least one line; an empty text is one line with the prefix alone.
    """
    words = " ".join(text.split())
    room = max(1, width - max(cell_width(first), cell_width(rest)))
    if words.isascii() and not any(mark in words for mark in _CLINGING_AFTER_SPACE):
        lines = _wrap_plain(words, room)
    else:
        lines = [words[start:end] for start, end in wrap_spans(words, room)]
    if max_lines is not None and len(lines) > max_lines:
        last = _take_words(lines[max_lines - 1], room - cell_width(mark)) + mark
        lines = [*lines[: max_lines - 1], last]
    return [(rest if index else first) + line for index, line in enumerate(lines)]


def _wrap_plain(words: str, room: int) -> list[str]:
    """Wrap ASCII words with one space between them, as `wrap_spans` does and ten times faster."""
    lines: list[str] = []
    while len(words) > room:
        space = words.rfind(" ", 1, room + 1)
        lines.append(words[: space if space > 0 else room])
        words = words[space + 1 :] if space > 0 else words[room:]
    return [*lines, words] if words or not lines else lines


def fill_lines(entries: Iterable[str], width: int, gap: str = "   ") -> list[str]:
    """Put entries side by side with a gap between them, on as many lines of `width` cells as they need.

    None is divided: one that is wider than a line has a line of its own.
    """
    lines: list[str] = []
    for entry in entries:
        if lines and cell_width(together := f"{lines[-1]}{gap}{entry}") <= width:
            lines[-1] = together
        else:
            lines.append(entry)
    return lines


def wrap_spans(text: str, width: int, measure: Measure = cell_width) -> list[tuple[int, int]]:
    """Wrap a text as `wrap` does and return where each line begins and ends in it; white space inside a line stays.

    Returns:
        At least one span; a text without words is the span `(0, 0)`.
    """
    if text.isascii() or (measure is cell_width and _is_one_cell_each(text)):
        measure = len
    lines: list[tuple[int, int]] = []
    start = end = -1
    for at, stop in _words(text):
        if start >= 0 and measure(text[start:stop]) <= width:
            end = stop
            continue
        if start >= 0:
            lines.append((start, end))
        start, end = at, stop
        while (cut := _cut(text, start, end, width, measure)) < end:
            lines.append((start, cut))
            start = cut
    if start >= 0:
        lines.append((start, end))
    return lines or [(0, 0)]


def _cut(text: str, start: int, end: int, width: int, measure: Measure) -> int:
    """Return where the longest beginning of a word ends that fits into a line; it has one character at least.

    The steps double, and then halve: a word of thousands of characters is measured a few times, not once for each.
    """
    fits, step = start + 1, max(1, width)
    while fits < end and measure(text[start : (probe := min(fits + step, end))]) <= width:
        fits, step = probe, 2 * step
    if fits == end:
        return end
    too_far = min(fits + step, end)
    while too_far - fits > 1:
        middle = (fits + too_far) // 2
        if measure(text[start:middle]) <= width:
            fits = middle
        else:
            too_far = middle
    return fits


_CLINGING = frozenset((":", ";", "?", "!", "»", "?)", "!)"))
"""Marks that French writes after a space: a line never begins with one."""
_CLINGING_AFTER_SPACE = (" :", " ;", " ?", " !")


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each word begins and ends; a mark that stands alone belongs to the word before it."""
    start = stop = -1
    for word in text.split():
        at = text.index(word, max(0, stop))
        if word in _CLINGING and start >= 0:
            stop = at + len(word)
            continue
        if start >= 0:
            yield start, stop
        start, stop = at, at + len(word)
    if start >= 0:
        yield start, stop
