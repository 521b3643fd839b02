"""Install reminders on the system, find them there and remove them; what is not ours is never touched.

A step that fails takes back the ones before it, and what could not be taken back is named.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from spasmtui.errors import DataError, NotSaved, WrongUsage
from spasmtui.reminders import crontab, launchd, systemd
from spasmtui.reminders.index import Entry, read_index, write_index
from spasmtui.reminders.model import (
    CRON,
    ICS,
    KIND_NAMES,
    LAUNCHD,
    SYSTEMD,
    Key,
    Marked,
    Reminder,
    Setup,
    check_writable,
    find_marks,
)
from spasmtui.reminders.system import Answer, System
from spasmtui.shared.atomic_file import put_back, replace_file
from spasmtui.shared.regular_file import read_regular
from spasmtui.shared.times.recurring import short_days

NO_CRONTAB = 1
"""The exit code of `crontab -l` for a person without a crontab, which is also that of other faults."""


class Found(NamedTuple):
    """A reminder in the list, on the system, or both."""

    key: Key
    kind: str
    title: str
    days: str
    """As `short_days` writes them."""
    path: str
    """The file that holds it; empty for a line of the crontab."""
    is_listed: bool
    """Whether the list of installed reminders has it."""
    is_on_system: bool


def setup_of(reminder: Reminder, kind: str, system: System) -> tuple[Reminder, Setup]:
    """Return the reminder with its words checked, and what one way of a system needs for it.

    Raises:
        WrongUsage: a path cannot be written there.
    """
    reminder = check_writable(reminder, kind)
    if kind == SYSTEMD:
        return reminder, systemd.setup(reminder, system.units)
    if kind == LAUNCHD:
        return reminder, launchd.setup(reminder, system.agents, system.user)
    return reminder, crontab.setup(reminder)


def install(reminder: Reminder, kind: str, system: System, state: Path) -> bool:
    """Install a reminder and add it to the list; return False where all of it was there already.

    Raises:
        WrongUsage: it is there in another way, a path cannot be written, or this way cannot be installed.
        DataError: a file of this name is not ours, or the crontab or the list cannot be read.
        NotSaved: a step failed, and those before it were taken back.
    """
    if kind == ICS:
        raise WrongUsage(
            "A calendar file is not installed: write it with -o FILE.ics, and open it in your calendar or on a phone."
        )
    listed = read_index(state)
    for entry in listed:
        if entry.key == reminder.key and entry.kind != kind and _is_there(entry, system):
            remove_first = f"spasmtui remind --remove {entry.key.routine} {entry.key.time.shown}"
            raise WrongUsage(f"It is installed as {KIND_NAMES[entry.kind]} already. First run: {remove_first}")
    reminder, setup = setup_of(reminder, kind, system)
    changed = _install_line(reminder, setup, system) if kind == CRON else _install_files(setup, system)
    entry = Entry(reminder.key, kind, reminder.title, reminder.days, reminder.is_neutral)
    if entry not in listed:
        write_index(state, (*(each for each in listed if each.key != reminder.key), entry))
        changed = True
    return changed


def remove(found: Found, system: System, state: Path) -> tuple[str, ...]:
    """Remove a reminder from the system and from the list; return sentences on what the system still does.

    Raises:
        DataError: a file of its name is not ours, or something cannot be read or written.
    """
    notes: tuple[str, ...] = ()
    if found.is_on_system and found.kind == CRON:
        before = read_crontab(system)
        _write_crontab(crontab.without(before, found.key), system)
    elif found.is_on_system:
        notes = _remove_files(found, system)
    listed = read_index(state)
    if any(each.key == found.key for each in listed):
        write_index(state, (each for each in listed if each.key != found.key))
    return notes


def find_all(system: System, state: Path, diary: str) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """Return the reminders of this diary that are listed or on the system, in the order of their times.

    Args:
        system: the system.
        state: the state folder with the list.
        diary: the digits of the diary in a key.

    Returns:
        The reminders, and a sentence for each place that could not be looked at.
    """
    faults: list[str] = []
    listed: tuple[Entry, ...] = ()
    try:
        listed = read_index(state)
    except DataError as error:
        faults.append(error.message)
    there: dict[tuple[Key, str], tuple[Marked, str]] = {}
    for kind, path, mark in (*_in_folders(system, faults), *_in_crontab(system, faults)):
        if mark.key.diary == diary:
            there.setdefault((mark.key, kind), (mark, path))
    rows = []
    for entry in listed:
        found = there.pop((entry.key, entry.kind), None)
        days, path = (found[0].days, found[1]) if found else (short_days(entry.days), "")
        rows.append(Found(entry.key, entry.kind, entry.title, days, path, is_listed=True, is_on_system=bool(found)))
    rows += [
        Found(key, kind, key.routine, mark.days, path, is_listed=False, is_on_system=True)
        for (key, kind), (mark, path) in there.items()
    ]
    return tuple(sorted(rows, key=lambda each: (each.key.time, each.key.routine, each.kind))), tuple(faults)


def read_crontab(system: System) -> str:
    """Return the person's crontab; empty for none.

    Raises:
        DataError: it cannot be read.
    """
    answer = system.run(("crontab", "-l"), b"")
    if answer.code == 0:
        return answer.out.decode("utf-8", "surrogateescape")
    if answer.code == NO_CRONTAB and "no crontab" in answer.said.lower():
        return ""
    raise DataError(f"The crontab could not be read: {answer.said or 'crontab -l failed'}. Nothing was changed.")


def _is_there(entry: Entry, system: System) -> bool:
    faults: list[str] = []
    places = _in_crontab(system, faults) if entry.kind == CRON else _in_folders(system, faults)
    return any(mark.key == entry.key and kind == entry.kind for kind, _path, mark in places)


def _in_folders(system: System, faults: list[str]) -> Iterator[tuple[str, str, Marked]]:
    """Yield kind, path and mark of each of our files that the system starts by itself."""
    places = ((SYSTEMD, system.units, "spasmtui-", ".timer"), (LAUNCHD, system.agents, "org.spasmtui.", ".plist"))
    for kind, folder, begin, end in places:
        try:
            names = sorted(os.listdir(folder))
        except FileNotFoundError:
            continue
        except OSError as error:
            faults.append(f"{folder} could not be looked at: {error.strerror or error}.")
            continue
        for name in names:
            if name.startswith(begin) and name.endswith(end):
                path = f"{folder}/{name}"
                marks = find_marks(_read(path) or "")
                yield from ((kind, path, mark) for mark in marks[:1] if f"{begin}{mark.key.name}{end}" == name)


def _in_crontab(system: System, faults: list[str]) -> Iterator[tuple[str, str, Marked]]:
    """Yield kind, no path and mark of each of our lines."""
    if system.find("crontab") is None:
        return
    try:
        lines = crontab.own_lines(read_crontab(system))
    except DataError as error:
        faults.append(error.message)
        return
    for line in lines:
        yield CRON, "", find_marks(line)[-1]


def _read(path: str) -> str | None:
    """Return the text of a file; None where there is none, or where it cannot be read."""
    with suppress(OSError):
        return read_regular(path).decode("utf-8", "replace")
    return None


def _check_ours(path: str) -> str | None:
    """Return the text of a file that is ours; None where there is no such file.

    Raises:
        DataError: it is not ours.
    """
    if not os.path.lexists(path):
        return None
    text = _read(path)
    if text is None or not find_marks(text):
        raise DataError(
            f"{path} was not written by spasmtui, and stays as it is. Move it away, or choose another time."
        )
    return text


def _install_files(setup: Setup, system: System) -> bool:
    """Write the files and run the commands that turn them on; return False where nothing had to be done.

    Raises:
        DataError: a file is not ours.
        NotSaved: a step failed; those before it were taken back.
    """
    before = [(path, _check_ours(path)) for path, _text in setup.files]
    if all(old == text for (_path, old), (_same, text) in zip(before, setup.files, strict=True)):
        return False
    was_on = any(old is not None for _path, old in before)
    if was_on:
        _run_each(setup.deactivate, system)  # what runs is not read again otherwise
    try:
        for path, text in setup.files:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            replace_file(Path(path), text.encode())
    except OSError as error:
        left = _put_back(before)
        reason = f"{error.filename or setup.files[0][0]} could not be written: {error.strerror or error}"
        raise NotSaved(f"{reason}. {_taken_back(left)}") from None
    for words in setup.activate:
        answer = system.run(words, b"")
        if answer.code:
            _run_each(setup.deactivate, system)
            left = _put_back(before)
            _run_each((*setup.settle, *(setup.activate if was_on else ())), system)
            raise NotSaved(f"{' '.join(words[:3])} failed{_because(answer)}. {_taken_back(left)}")
    return True


def _put_back(before: Iterable[tuple[str, str | None]]) -> list[str]:
    return put_back((Path(path), None if text is None else text.encode()) for path, text in before)


def _taken_back(left: list[str]) -> str:
    if left:
        return f"This could not be taken back: {', '.join(left)}."
    return "What had been written was taken back: no reminder is installed by this."


def _because(answer: Answer) -> str:
    return f": {answer.said.rstrip('.')}" if answer.said else ""


def _run_each(commands: Iterable[tuple[str, ...]], system: System) -> list[str]:
    """Run commands one after the other, and return a sentence for each that failed."""
    answers = ((words, system.run(words, b"")) for words in commands)
    return [f"{' '.join(words[:3])} failed{_because(answer)}." for words, answer in answers if answer.code]


def _remove_files(found: Found, system: System) -> tuple[str, ...]:
    """Turn a reminder off and delete its files.

    Raises:
        DataError: one is not ours, or cannot be deleted.
    """
    empty = Reminder(key=found.key, title="-", command=("/",))
    setup = setup_of(empty, found.kind, system)[1]
    paths = [path for path, _text in setup.files if _check_ours(path) is not None]
    notes = _run_each(setup.deactivate, system)
    for path in paths:
        try:
            os.unlink(path)
        except OSError as error:
            raise DataError(f"{path} could not be deleted: {error.strerror or error}.") from None
    _run_each(setup.settle, system)
    if notes:
        notes.append("Its files are deleted, so that it ends when you log out at the latest.")
    return tuple(notes)


def _install_line(reminder: Reminder, setup: Setup, system: System) -> bool:
    """Put the line into the crontab; return False where it is there.

    Raises:
        DataError: the crontab cannot be read.
        NotSaved: cron refused it, and the crontab is as it was.
    """
    before = read_crontab(system)
    after = crontab.with_line(before, reminder.key, setup.line)
    if sorted(after.split("\n")) == sorted(before.split("\n")):
        return False
    _write_crontab(after, system)
    return True


def _write_crontab(text: str, system: System) -> None:
    """Replace the crontab.

    Raises:
        NotSaved: cron refused it, and the crontab is as it was.
    """
    answer = system.run(("crontab", "-"), text.encode("utf-8", "surrogateescape"))
    if answer.code:
        raise NotSaved(f"crontab refused the lines{_because(answer)}. The crontab is as it was.")
