"""Write a calendar file where the person says; only a reminder of ours is replaced."""

from pathlib import Path

from spasmtui.errors import DataError, WrongUsage
from spasmtui.reminders.model import find_marks
from spasmtui.shared.atomic_file import create_file, replace_file
from spasmtui.shared.regular_file import read_regular


def write_calendar(name: str, text: str) -> None:
    """Write the file.

    Raises:
        WrongUsage: there is a file of that name that is no reminder of ours, or it is a folder.
        DataError: it cannot be written.
    """
    path = Path(name).expanduser()
    try:
        if path.is_dir():
            raise WrongUsage(f"{name} is a folder. Name a file in it, such as {name.rstrip('/')}/reminder.ics")
        if not path.exists():
            create_file(path, text.encode())
            return
        before = read_regular(path).decode("utf-8", "replace")
        if not before.startswith("BEGIN:VCALENDAR") or not find_marks(before.replace("\r\n ", "")):
            raise WrongUsage(f"{name} exists and is no reminder. Name another file.")
        replace_file(path, text.encode(), syncs_folder=True)
    except OSError as error:
        raise DataError(f"{name} could not be written: {error.strerror or error}. Nothing was overwritten.") from None
