"""Folding text to a width in terminal cells: wide characters take two, combining ones none."""

import unicodedata


def cells(text: str) -> int:
    """How many columns the text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """The text, ended by three dots when it is wider than `width` cells."""
    if cells(text) <= width:
        return text
    return head(text, width - 3).rstrip() + "..."


def head(text: str, width: int) -> str:
    """As many first characters as fit into `width` cells."""
    used = 0
    for index, character in enumerate(text):
        used += _cells_of(character)
        if used > width:
            return text[:index]
    return text


def pad(text: str, width: int) -> str:
    """The text with spaces after it up to `width` cells."""
    return text + " " * max(0, width - cells(text))


def fold(text: str, width: int, *, lines: int | None = None) -> tuple[str, ...]:
    """The text in lines of at most `width` cells, broken at spaces, and inside a word that is wider than a line.

    Args:
        text: words; every run of white space is one space.
        width: cells a line may have, at least 4.
        lines: at most so many; the last one ends in three dots when something is left out.
    """
    done: list[str] = []
    line = ""
    for word in text.split():
        if lines is not None and len(done) > lines:
            break
        rest = word
        while rest:
            joined = f"{line} {rest}" if line else rest
            if cells(joined) <= width:
                line, rest = joined, ""
            elif line:
                done.append(line)
                line = ""
            else:
                start = head(rest, width) or rest[0]
                done.append(start)
                rest = rest[len(start) :]
    if line:
        done.append(line)
    if lines is not None and len(done) > lines:
        last = done[lines - 1]
        return (*done[: lines - 1], (head(last, width - 4).rstrip() + " ..."))
    return tuple(done) or ("",)
