"""Write text and lines of iCalendar (RFC 5545)."""

from collections.abc import Iterable

LINE_BYTES = 75
"""The longest line, without its line break; a longer one is folded."""


def escape_text(text: str) -> str:
    r"""Escape a text value (section 3.3.11): `\`, `;` and `,` get a `\` before them, a line break becomes `\n`."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def join_lines(lines: Iterable[str]) -> str:
    """Join content lines to a file, each folded and with its line break."""
    return "".join(f"{fold_line(line)}\r\n" for line in lines)


def fold_line(line: str) -> str:
    """Fold a content line (section 3.1), neither within a character nor within an escape."""
    data = line.encode("utf-8")
    if len(data) <= LINE_BYTES:
        return line
    parts, start, room = [], 0, LINE_BYTES
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # a further byte of a character
            end -= 1
        part = data[start:end]
        end -= (len(part) - len(part.rstrip(b"\\"))) % 2
        parts.append(data[start:end])
        start, room = end, LINE_BYTES - 1  # the space that begins the next line counts
    return b"\r\n ".join((*parts, data[start:])).decode("utf-8")
