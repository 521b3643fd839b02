"""Load the sheet's names of routines and signs from the shipped content, and the person's own questions."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spasmtui.episodes.report.data import Report
from spasmtui.episodes.report.wording import Names
from spasmtui.errors import DataError
from spasmtui.shared.toml_files import read_toml
from spasmtui.terminal.named_files import read_named
from spasmtui.terminal.sanitize import sanitize

QUESTIONS_FILE = "questions.txt"
"""In the folder of the settings: one question a line; a line that begins with `#` is a comment."""
QUESTIONS_LIMIT_BYTES = 100_000
"""What is read of them; the sheet has room for a few."""
MOST_FILE_BYTES = 10_000_000


def load_names(report: Report, content: Path) -> Names:
    """Load the titles of a report's routines, and the texts of the signs; an unreadable file costs only its texts."""
    used = {row.routine for row in report.tried if row.routine is not None} | {row.routine for row in report.practices}
    routines = {routine: title for routine in used if (title := _title(content / "routines", routine))}
    signs = _read(content / "red_flags.toml").get("signs", {}) if report.signs.words else {}
    return Names(routines=routines, signs={str(name): str(words) for name, words in signs.items()})


def _title(folder: Path, routine: str) -> str:
    if not routine.replace("-", "").isalnum():
        return ""
    return str(_read(folder / f"{routine}.toml").get("title", ""))


def _read(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path)
    except DataError:
        return {}


def read_questions(config: Path, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the person's own questions: those of `questions.txt`, then those typed with the command.

    Raises:
        DataError: the file is there and cannot be read.
    """
    path = config / QUESTIONS_FILE
    try:
        data = read_named(path, most_bytes=MOST_FILE_BYTES, ending="") if path.exists() else b""
        # A letter cut in two by the limit is left out, not taken for another encoding.
        is_whole = len(data) <= QUESTIONS_LIMIT_BYTES
        lines = getincrementaldecoder("utf-8-sig")().decode(data[:QUESTIONS_LIMIT_BYTES], is_whole).splitlines()
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8 text. Save it as UTF-8.") from None
    written = [line for line in lines if not line.lstrip().startswith("#")]
    questions = [sanitize(question, one_line=True) for question in (*written, *typed)]
    return tuple(question for question in questions if question)
