"""CSV by RFC 4180 that no spreadsheet takes for formulas, and that reads back exactly.

Every cell is quoted, lines end in CRLF, the encoding is UTF-8. A cell in which a spreadsheet could see the beginning of
a formula gets one apostrophe before it, and so does one that begins with an apostrophe, so that taking one away on the
way back is always right. A beginning is also what follows a semicolon, a tab or a line break, because a spreadsheet set
to another separator splits there (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

COLUMNS = (
    ("id", "The episode's id; the same id is the same episode."),
    ("started_at", "When it began: ISO 8601, local time with its offset."),
    ("ended_at", "When it ended. Empty: not known, or still open."),
    ("duration_s", "Seconds from start to end. Computed; ignored by an import."),
    ("night", "The evening's date of the night it belongs to (18:00 to 12:00). Computed; ignored by an import."),
    ("place", "Where: calf, foot, shin, hamstring, thigh, hip, buttock, hand, neck, upper-back, lower-back, side."),
    ("side", "left, right or both."),
    ("kind", "cramp, spasm, tightness, twitch, stitch or unsure."),
    ("pain", "Worst pain, 0 none to 10 worst imaginable."),
    ("pain_after", "Pain when it had eased, 0 to 10."),
    ("sleep_disturbance", "How much it disturbed sleep, 0 to 10."),
    ("context", "sleep, rest, sitting, standing, exercise or after-exercise."),
    ("triggers", "What was noted before it, separated by '; '. The word (none): said to be none. Empty: not recorded."),
    ("signs", "Warning signs ticked, in the same form as triggers."),
    (
        "tried",
        "Routines used, separated by '; ': id, seconds, 'completed' or 'stopped'; the id alone: no length known.",
    ),
    ("helped", "How much it helped: no, some, most or gone."),
    ("note", "The person's own words."),
    ("created_at", "When it was written down."),
    ("updated_at", "When it was last changed."),
    ("device", "The device that wrote it down."),
)
"""Column and what it means, in order. An empty cell means not recorded, never no."""
NAMES = tuple(name for name, _ in COLUMNS)
LISTS = ("triggers", "signs")
NUMBERS = ("pain", "pain_after", "sleep_disturbance")
NONE_AT_ALL = "(none)"
"""A list that was said to be empty."""
EMPTY_TEXT = "'"
"""A text that was recorded and is empty; no guarded cell looks like it."""

_BEGINNING = re.compile(r"(\A|[;\t\n\r])([\s\"\u200b\u2060\ufeff]*)(?=[=+\-@'＝＋－＠])")
_GUARDED = re.compile(r"(\A|[;\t\n\r])([\s\"\u200b\u2060\ufeff]*)'")


def guarded(cell: str) -> str:
    """The cell as text that stays text in a spreadsheet."""
    return _BEGINNING.sub(r"\1\2'", cell)


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return _GUARDED.sub(r"\1\2", cell) if "'" in cell else cell


def csv_text(documents: Iterable[dict[str, Any]]) -> str:
    """The episodes as a table with a header row."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(NAMES)
    for document in documents:
        writer.writerow([to_cell(name, document.get(name)) for name in NAMES])
    return stream.getvalue()


def dictionary_text() -> str:
    """The column dictionary as CSV: each column and what it means."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([("column", "meaning"), *COLUMNS])
    return stream.getvalue()


def to_cell(name: str, value: Any) -> str:
    """A field as one cell. Empty: not recorded. One apostrophe alone: recorded as an empty text."""
    if value is None or (name == "tried" and not value):
        return ""
    if name in LISTS:
        text = joined(value) if value else NONE_AT_ALL
    elif name == "tried":
        text = joined([_tried_text(**each) for each in value])
    else:
        text = str(value)
    return guarded(text) if text else EMPTY_TEXT


def from_cell(name: str, cell: str) -> Any:
    """The field that `to_cell` made this cell of.

    Raises:
        ValueError: it made no such cell; the message is the reason.
    """
    if cell == "":
        return [] if name == "tried" else None
    text = unguarded(cell)
    if name == "tried":
        return [_tried(part) for part in separated(text)]
    if name in LISTS:
        return [] if text == NONE_AT_ALL else separated(text)
    if name in NUMBERS:
        if not re.fullmatch(r"\d{1,3}(\.0+)?", text.strip(), re.ASCII):
            raise ValueError(f"{name} is not a whole number")
        return int(text.strip().partition(".")[0])
    return text


_ENDINGS = {True: "completed", False: "stopped"}


def _tried_text(*, routine: str, seconds: int, completed: bool) -> str:
    """A routine as words; its id alone where no length was recorded, unless a space could make it look like more."""
    if routine and not seconds and not completed and " " not in routine:
        return routine
    return f"{routine} {seconds} {_ENDINGS[completed]}"


def _tried(text: str) -> dict[str, Any]:
    if text and " " not in text:
        return {"routine": text, "seconds": 0, "completed": False}
    routine, seconds, ending = ([*text.rsplit(" ", 2), "", ""])[:3]
    if not re.fullmatch(r"\d{1,9}", seconds, re.ASCII) or ending not in _ENDINGS.values():
        raise ValueError("tried is not of the form 'routine 65 completed'")
    return {"routine": routine, "seconds": int(seconds), "completed": ending == "completed"}


def joined(words: Sequence[str]) -> str:
    r"""Words with `; ` between them; a semicolon or a backslash in a word has a `\` before it.

    A list of one empty word is a backslash alone, and the word `(none)` begins with one, so that neither is taken for
    an empty list.
    """
    if list(words) == [""]:
        return "\\"
    marked = (word.replace("\\", "\\\\").replace(";", "\\;") for word in words)
    return "; ".join(f"\\{word}" if word == NONE_AT_ALL else word for word in marked)


def separated(text: str) -> list[str]:
    """The words that `joined` put together."""
    words = [""]
    index = 0
    while index < len(text):
        if text[index] == "\\":
            words[-1] += text[index + 1 : index + 2]
            index += 2
        elif text[index] == ";":
            words.append("")
            index += 2 if text[index + 1 : index + 2] == " " else 1
        else:
            words[-1] += text[index]
            index += 1
    return words
