"""Keep the list of the reminders that were installed, in the state folder: they belong to this machine and diary."""

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from spasmtui.errors import DataError
from spasmtui.launcher.start_marker import make_private_folders
from spasmtui.reminders.model import KIND_NAMES, Key, is_next_morning, key_of
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.plans.model import WEEK_DAYS
from spasmtui.shared.regular_file import read_regular
from spasmtui.shared.times.recurring import SHORT_DAYS

FILE_NAME = "reminders.json"


class Entry(NamedTuple):
    """One reminder that was installed."""

    key: Key
    kind: str
    title: str
    days: tuple[int, ...] = ()
    is_neutral: bool = False

    def is_on(self, day: date) -> bool:
        """Return whether it comes on a day of the plan, which lasts until 05:00 of the next."""
        return not self.days or (day.weekday() + is_next_morning(self.key.time)) % WEEK_DAYS in self.days


def read_index(state: Path) -> tuple[Entry, ...]:
    """Return the installed reminders in the order of their times.

    Raises:
        DataError: the list cannot be read.
    """
    path = state / FILE_NAME
    try:
        rows = json.loads(read_regular(path))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise DataError(f"{path} could not be read: {error.strerror or error}.") from None
    except ValueError:
        raise DataError(f"{path} is damaged. Delete it; spasmtui remind --list finds the reminders again.") from None
    found = [entry for row in rows if (entry := _entry(row)) is not None] if isinstance(rows, list) else []
    return tuple(sorted(found, key=lambda each: (each.key.time, each.key.routine)))


def write_index(state: Path, entries: Iterable[Entry]) -> None:
    """Replace the list.

    Raises:
        DataError: it cannot be written.
    """
    path = state / FILE_NAME
    rows = [
        {
            "name": each.key.name,
            "routine": each.key.routine,
            "kind": each.kind,
            "title": each.title,
            "days": [SHORT_DAYS[day] for day in each.days],
            "neutral": each.is_neutral,
        }
        for each in entries
    ]
    try:
        make_private_folders(str(state))
        replace_file(path, json.dumps(rows, indent=1, ensure_ascii=False).encode())
    except OSError as error:
        raise DataError(f"{path} could not be written: {error.strerror or error}.") from None


def _entry(row: Any) -> Entry | None:
    """Return the entry of a row; None for a row of another version or of another hand."""
    with suppress(KeyError, TypeError, AttributeError, ValueError):
        key, kind = key_of(row["name"]), row["kind"]
        days = tuple(sorted({SHORT_DAYS.index(day) for day in row["days"]}))
        if key is not None and kind in KIND_NAMES and key._replace(routine=row["routine"]).name == key.name:
            return Entry(key._replace(routine=row["routine"]), kind, str(row["title"]), days, bool(row["neutral"]))
    return None
