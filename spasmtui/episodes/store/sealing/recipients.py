"""Whom a diary is encrypted for, as its folder and the state folder of this device say.

`encrypted-to.txt` lies in the diary's folder, so that a sync carries it to every device. Each device keeps its own
decision in its state folder, and that one counts: a file that has vanished, or that somebody has changed, neither ends
the encryption here nor gives the diary to another key. A device that has not decided follows the folder.
"""

import contextlib
from pathlib import Path
from typing import NamedTuple

from spasmtui.episodes.store.journal.disk import Disk, make_folders, read_file, replace_file
from spasmtui.episodes.store.journal.folder import CONVERTING, DECIDED, RECIPIENTS
from spasmtui.errors import DataError

MOST_RECIPIENTS = 8
_KEYS = ("age1", "ssh-ed25519 ", "ssh-rsa ")
_TEXT = """\
# The diary in this folder is encrypted. Only the secret keys that belong to these public ones can open it:
{}
# A line of a journal that has "sealed" in it is opened with any program for age:
#     base64 -d | age -d -i KEY-FILE
"""


class DamagedDecision(DataError):
    """The file with this device's decision about encryption cannot be used."""


class Decision(NamedTuple):
    """The decision about encryption: of this device, or of its diary's folder."""

    is_on: bool = False
    recipients: tuple[str, ...] = ()


def read_decision(disk: Disk, folder: Path, state: Path) -> Decision:
    """Return what counts on this device; what the folder says counts where nothing else was decided here.

    Raises:
        DataError: what was decided cannot be told, and nothing may be written in the clear by mistake.
    """
    own = read_own(disk, state)
    if own is not None and own.is_on:
        return own
    given = read_folder(disk, folder)
    return given if given is not None and (own is None or given.recipients != own.recipients) else own or Decision()


def read_own(disk: Disk, state: Path) -> Decision | None:
    """Return what was decided on this device; None when nothing was.

    Raises:
        DamagedDecision: its file does not say it.
        DataError: its file cannot be read.
    """
    path = state / DECIDED
    lines = _read(disk, path)
    if lines is None:
        return None
    recipients = _recipients(lines)
    if lines[:1] not in (["on"], ["off"]) or (lines[:1] == ["on"] and not recipients):
        raise DamagedDecision(
            f"{path} is damaged: it does not say whether the diary is encrypted. Nothing was changed. "
            "`spasmtui log encrypt --to KEY` writes it anew."
        )
    return Decision(is_on=lines[0] == "on", recipients=recipients)


def read_folder(disk: Disk, folder: Path) -> Decision | None:
    """Return what the diary's folder says; None when it says nothing.

    Raises:
        DataError: it cannot be read.
    """
    recipients = _recipients(_read(disk, folder / RECIPIENTS) or [])
    return Decision(is_on=True, recipients=recipients) if recipients else None


def write_own(disk: Disk, state: Path, decision: Decision, *, is_converting: bool) -> None:
    """Keep a decision for this device, and that its files are not yet as it says.

    Raises:
        OSError: it could not be written.
    """
    make_folders(disk, state)
    if is_converting:
        # First: a decision that was kept without it would leave the old text for good.
        replace_file(disk, state / CONVERTING, b"")
    text = "".join(f"{each}\n" for each in ("on" if decision.is_on else "off", *decision.recipients))
    replace_file(disk, state / DECIDED, text.encode())


def write_folder(disk: Disk, folder: Path, decision: Decision) -> None:
    """Tell the other devices of a diary about a decision; the end of the encryption each decides for itself.

    Raises:
        OSError: it could not be written.
    """
    if decision.is_on:
        make_folders(disk, folder)
        replace_file(disk, folder / RECIPIENTS, _TEXT.format("\n".join(decision.recipients)).encode())
    else:
        with contextlib.suppress(FileNotFoundError):
            disk.remove(folder / RECIPIENTS)


def _recipients(lines: list[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if line.startswith(_KEYS))[:MOST_RECIPIENTS]


def _read(disk: Disk, path: Path) -> list[str] | None:
    try:
        return read_file(disk, path).decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}. Nothing was changed.") from error
