"""Read TOML files, with the same sentence for the same fault wherever a file is read, and the line of a value."""

from __future__ import annotations

from spasmtui.errors import DataError, FileMissing, InvalidFile
from spasmtui.shared.regular_file import EFBIG, EINVAL, MOST_BYTES, decode_text, read_regular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

Where = tuple[int | str, ...]
"""The keys and row numbers that lead to a value: `("steps", 2, "seconds")`."""
REINSTALL = "Install spasmtui again."
"""The advice where a shipped file is missing or damaged."""


def read_toml(path: Path | str, *, advice: str = "", parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Read a TOML file and return its document.

    Args:
        path: a regular file.
        advice: a sentence that ends every message, such as `REINSTALL`.
        parse_float: makes the value of a number with a point from its text; `str` keeps it exact.

    Raises:
        FileMissing: nothing has this name.
        InvalidFile: the content is not UTF-8 or not TOML.
        DataError: the file cannot be opened, or is a folder, a pipe or a device.
    """
    return parse_toml(read_text(path, advice=advice), str(path), advice=advice, parse_float=parse_float)


def find_word(text: str, name: str) -> str:
    """Return the value of a name above the first table of TOML, as text; empty where there is none."""
    try:
        return str(parse_toml(text, "").get(name, ""))
    except (DataError, ValueError, RecursionError):  # a number of thousands of digits, or lists in lists as a value
        return ""


def read_text(path: Path | str, *, advice: str = "") -> str:
    """Read a UTF-8 text file that is small enough to hold in memory.

    Raises:
        FileMissing: nothing has this name.
        InvalidFile: the content is not UTF-8.
        DataError: the file cannot be opened, is too large, or is a folder, a pipe or a device.
    """
    try:
        return decode_text(read_regular(path))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(_with_advice(f"{path} does not exist.", advice)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InvalidFile(_with_advice(f"{path} is not UTF-8 text (line {line}).", advice), line) from error
    except OSError as error:
        raise DataError(_with_advice(f"{path} {_describe(error)}.", advice)) from error


def parse_toml(text: str, name: str, *, advice: str = "", parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Parse TOML and return its document.

    Args:
        text: the content of the file, or the part of it that is TOML.
        name: the file's name in the message.
        advice: a sentence that ends the message.
        parse_float: makes the value of a number with a point from its text.

    Raises:
        InvalidFile: the text is not TOML; the message has the reason and the line.
    """
    from spasmtui.shared.plain_toml import parse_plain_toml  # noqa: PLC0415 -- as below

    if (document := parse_plain_toml(text, parse_float)) is not None:
        return document
    import tomllib  # noqa: PLC0415 -- most commands read no TOML, and importing it takes longer than they do

    try:
        return tomllib.loads(text, parse_float=parse_float)
    except ValueError as error:
        reason = str(error)
        if "int_max_str_digits" in reason:  # a sentence for programmers
            reason = "it has a number with thousands of digits"
        raise InvalidFile(_with_advice(f"{name} is not valid TOML: {reason}.", advice), _line_in(reason)) from error
    except RecursionError as error:
        raise InvalidFile(_with_advice(f"{name} is not valid TOML: it is nested too deeply.", advice)) from error


def _with_advice(sentence: str, advice: str) -> str:
    return f"{sentence} {advice}" if advice else sentence


def _describe(error: OSError) -> str:
    """Return what is wrong with a file that cannot be read, as the end of a sentence that begins with its path."""
    if error.errno == EINVAL:
        return "is not a regular file"
    if error.errno == EFBIG:
        return f"is too large: more than {MOST_BYTES >> 20} MB"
    return f"could not be read: {error.strerror or error}"


def _line_in(reason: str) -> int | None:
    """Return the line of `... (at line 3, column 5)`, which is all that the parser of Python 3.11 says of it."""
    line = reason.rpartition("(at line ")[2].partition(",")[0]
    return int(line) if line.isdecimal() else None


def line_of(text: str, where: Where) -> int:
    """Return the line number of a value: of its key, or of its table's header when the key is missing."""
    lines = text.splitlines()
    row = 0
    tables: list[str] = []
    for part in where:
        if isinstance(part, int):
            header = f"[[{'.'.join(tables)}]]"
            seen = -1
            for number in range(row, len(lines)):
                if lines[number].replace(" ", "") == header:
                    seen += 1
                    if seen == part:
                        row = number + 1
                        break
        else:
            tables.append(part)
            header = f"[{'.'.join(tables)}]"
            row = next(
                (number + 1 for number in range(row, len(lines)) if lines[number].replace(" ", "") == header), row
            )
    key = next((part for part in reversed(where) if isinstance(part, str)), "")
    for number in range(row, len(lines)):
        if lines[number].lstrip().startswith("[") and row > 0:
            break
        line = lines[number].lstrip()
        if line.startswith(key) and line[len(key) :].lstrip().startswith("="):
            return number + 1
    return max(row, 1)


def field_name(where: Where) -> str:
    """Return the name of a field, with its rows numbered from 1: `steps.2.seconds`."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
