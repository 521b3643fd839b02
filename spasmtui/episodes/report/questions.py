"""Read and change the person's own questions for the sheet: `questions.txt` in the folder of the settings.

One question a line; a line that begins with `#` is a comment, which stays when a question is added or removed.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterable
from pathlib import Path

from spasmtui.errors import DataError, NotFound, WrongUsage
from spasmtui.shared.atomic_file import replace_file
from spasmtui.terminal.named_files import read_named
from spasmtui.terminal.sanitize import sanitize

QUESTIONS_FILE = "questions.txt"
QUESTIONS_LIMIT_BYTES = 100_000
"""What is read of them; the sheet has room for a few."""
MOST_FILE_BYTES = 10_000_000
LONGEST_QUESTION = 300


def read_questions(config: Path, typed: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the person's own questions: those of `questions.txt`, then those typed with the command.

    Raises:
        DataError: the file is there and cannot be read.
    """
    written = [line for line in _read_lines(config) if not _is_comment(line)]
    questions = [sanitize(question, one_line=True) for question in (*written, *typed)]
    return tuple(question for question in questions if question)


def add_question(config: Path, text: str) -> tuple[str, ...]:
    """Write one more question, and return all of them.

    Raises:
        WrongUsage: it is empty, too long, begins as a comment does, or is there already.
        DataError: the file cannot be read or written.
    """
    question = sanitize(text, one_line=True)
    if fault := refusal(question, read_questions(config)):
        raise WrongUsage(fault)
    _write_lines(config, [*_read_lines(config), question])
    return read_questions(config)


def refusal(question: str, known: tuple[str, ...]) -> str:
    """Return a sentence on why a text can be no further question; empty when it can."""
    if not question:
        return "A question needs a word."
    if len(question) > LONGEST_QUESTION:
        return f"A question has at most {LONGEST_QUESTION} characters."
    if _is_comment(question):
        return "A question does not begin with #: in the file that is a comment."
    return "This question is there already." if question in known else ""


def remove_question(config: Path, number: int) -> str:
    """Remove a question by its number from 1 on, and return it.

    Raises:
        NotFound: there is no such number.
        DataError: the file cannot be read or written.
    """
    return _exchange(config, number, [])


def change_question(config: Path, number: int, text: str) -> str:
    """Write another question in the place of one, and return the one before.

    Raises:
        WrongUsage: it is empty, too long, or begins as a comment does.
        NotFound: there is no such number.
        DataError: the file cannot be read or written.
    """
    question = sanitize(text, one_line=True)
    if fault := refusal(question, ()):
        raise WrongUsage(fault)
    return _exchange(config, number, [question])


def _exchange(config: Path, number: int, lines: list[str]) -> str:
    """Write lines in the place of a question, and return it.

    Raises:
        NotFound: there is no such number.
    """
    known = _read_lines(config)
    places = [at for at, line in enumerate(known) if sanitize(line, one_line=True) and not _is_comment(line)]
    if not 1 <= number <= len(places):
        raise NotFound(f"There is no question {number}. spasmtui report questions lists them.")
    at = places[number - 1]
    _write_lines(config, [*known[:at], *lines, *known[at + 1 :]])
    return sanitize(known[at], one_line=True)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _read_lines(config: Path) -> list[str]:
    path = config / QUESTIONS_FILE
    try:
        data = read_named(path, most_bytes=MOST_FILE_BYTES, ending="") if path.exists() else b""
        # A letter cut in two by the limit is left out, not taken for another encoding.
        is_whole = len(data) <= QUESTIONS_LIMIT_BYTES
        return getincrementaldecoder("utf-8-sig")().decode(data[:QUESTIONS_LIMIT_BYTES], is_whole).splitlines()
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8 text. Save it as UTF-8.") from None


def _write_lines(config: Path, lines: list[str]) -> None:
    path = config / QUESTIONS_FILE
    if path.exists() and path.stat().st_size > QUESTIONS_LIMIT_BYTES:
        raise DataError(f"{path} is too long to be changed here. Open it in a text editor.")
    try:
        config.mkdir(parents=True, exist_ok=True)
        # A link is followed: the questions may be kept elsewhere.
        replace_file(path.resolve(), "".join(f"{line}\n" for line in lines).encode())
    except OSError as error:
        raise DataError(f"{path} was not written: {error.strerror}.") from None
