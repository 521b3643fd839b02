"""Write and read the two files from which `status` answers before anything else is loaded.

Both are in the state folder. `open-episode` has the newest open episode, and the names of the files of the diary that
this follows from, each with its stamp: after any change of one, by whichever device or program, it is out of date.
`relief.json` is the routine's own file, whose last field is a checksum of the others. Where a file is damaged, out of
date or of another version, `Unclear` is raised, and the ordinary way reads everything.
"""

import os
from binascii import crc32

from spasmtui import __version__
from spasmtui.elapsed import SET_SECONDS
from spasmtui.launcher.process_check import boot_id, find_field, names_running_process
from spasmtui.shared.regular_file import read_regular
from spasmtui.system.calls import status_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

OPEN_NAME = "open-episode"
RUN_NAME = "relief.json"
RUN_VERSION = 1
LATEST = 7_258_118_400.0
"""1 January 2200 in seconds of the wall clock."""
_HEAD = f"spasmtui open episode 1 {__version__}"
_LOST, _PURGED = ".lost", "purged"
_CHECKSUM = b', "checksum": "'
_CHECKSUM_BYTES = len(_CHECKSUM) + 8 + len('"}')


class Unclear(Exception):
    """The files do not tell; the ordinary way does."""


class OpenEpisode:
    """The part of an open episode that `status` tells."""

    __slots__ = ("place", "side", "started_at", "started_seconds")

    def __init__(self, place: "str | None", side: "str | None", started_at: str, started_seconds: int) -> None:
        self.place = place
        self.side = side
        self.started_at = started_at
        """Its start in ISO 8601."""
        self.started_seconds = started_seconds
        """Its start in seconds of the epoch."""


def diary_stamps(data: str, state: str) -> str:
    """Return the files that decide which episode is open, a line each with its stamp; empty where there is none.

    They are the journals, their copies in the mirror with the lost lines, and the list of what was purged.

    Args:
        data: the diary's folder.
        state: its state folder.

    Raises:
        OSError: they cannot be listed.
    """
    lines = [*_stamps(data), *_stamps(f"{state}/mirror")]
    if not lines:
        return ""
    try:
        lines.append(stamp(_PURGED, os.lstat(f"{state}/{_PURGED}")))
    except FileNotFoundError:
        lines.append("nothing purged")
    return "\n".join(lines)


def _stamps(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            files = [
                stamp(entry.name, status_of(entry))
                for entry in entries
                if (".jsonl" in entry.name and not entry.name.startswith((".", "~"))) or entry.name == _LOST
            ]
    except FileNotFoundError:
        return []
    return [repr(folder), *sorted(files)] if files else []


def stamp(name: str, found: os.stat_result) -> str:
    """Return the line of a file by which any change of it is noticed."""
    return f"{name!r} {found.st_ino} {found.st_size} {found.st_mtime_ns}"


def open_content(stamps: str, episode: OpenEpisode | None) -> bytes:
    """Return the content of the file with the open episode.

    Args:
        stamps: the result of `diary_stamps`, from before the diary was asked.
        episode: the newest open episode; None where none is open.
    """
    lines = [_HEAD]
    if episode is not None:
        texts = map(_on_one_line, (episode.place, episode.side, episode.started_at))
        lines += [*texts, str(episode.started_seconds)]
    text = "\n".join((*lines, "", stamps)).encode()
    return b"%08x\n%b" % (crc32(text), text)


def read_open(stamps: str, state: str) -> OpenEpisode | None:
    """Return the newest open episode; None where none is open.

    Args:
        stamps: the result of `diary_stamps`.
        state: the state folder.

    Raises:
        Unclear: the diary has to be read.
    """
    if not stamps:
        return None
    try:
        checksum, _, content = read_regular(f"{state}/{OPEN_NAME}").partition(b"\n")
    except OSError:
        raise Unclear from None
    if checksum != b"%08x" % crc32(content):
        raise Unclear
    head, _, seen = content.decode().partition("\n\n")
    version, *lines = head.split("\n")
    if version != _HEAD or seen != stamps:
        raise Unclear
    if not lines:
        return None
    place, side, started_at = map(_from_one_line, lines[:3])
    return OpenEpisode(place, side, started_at or "", int(lines[3]))


def _on_one_line(value: str | None) -> str:
    """Return a value of the diary as a line; of the control characters it can have line breaks alone."""
    return "-" if value is None else "=" + value.replace("\n", "\0")


def _from_one_line(line: str) -> str | None:
    return None if line == "-" else line[1:].replace("\0", "\n")


def run_content(document: bytes) -> bytes:
    """Return the content of the routine's file: a JSON object with its checksum as the last field."""
    return b'%b%b%08x"}' % (document[:-1], _CHECKSUM, crc32(document[:-1]))


def read_run(state: str, now: float, elapsed_seconds: float) -> "dict[str, Any] | None":
    """Return what `describe_run` says of the routine that runs or was interrupted; None without one.

    Args:
        state: the state folder.
        now: the present moment in seconds of the wall clock.
        elapsed_seconds: the same moment in elapsed seconds.

    Raises:
        Unclear: the file has to be parsed and checked, or the wall clock was set since it was written.
    """
    path = f"{state}/{RUN_NAME}"
    try:
        content = read_regular(path)
        seen_at = os.stat(path).st_mtime
    except FileNotFoundError:
        return None
    except OSError:
        raise Unclear from None
    document, checksum = content[:-_CHECKSUM_BYTES], content[-_CHECKSUM_BYTES:]
    if checksum != b'%b%08x"}' % (_CHECKSUM, crc32(document)):
        raise Unclear
    try:
        return _read_fields(document.decode("ascii"), seen_at, now, elapsed_seconds)
    except ValueError:
        raise Unclear from None


def _read_fields(text: str, seen_at: float, now: float, elapsed_seconds: float) -> "dict[str, Any]":
    saved_at = float(find_field(text, "saved_at"))
    moved = now - elapsed_seconds - (saved_at - float(find_field(text, "saved_elapsed")))
    has_other_dates = abs(moved) >= SET_SECONDS and boot_id() in ("", find_field(text, "boot"))
    if has_other_dates or find_field(text, "version") != str(RUN_VERSION) or not 0 <= seen_at <= LATEST:
        raise Unclear
    return describe_run(
        _text_in(text, "routine"),
        _title_in(text),
        int(find_field(text, "step")),
        is_running=_text_in(text, "state") == "running",
        is_alive=names_running_process(text),
        remaining=float(find_field(text, "remaining_s")),
        saved_at=saved_at,
        seen_at=seen_at,
        now=now,
    )


def _text_in(text: str, name: str) -> str:
    """Return a text field; a quotation mark within another text has a backslash before it, so that none looks like one.

    Raises:
        Unclear: the text has an escape.
    """
    value = text.rpartition(f'"{name}": "')[2].partition('"')[0]
    if "\\" in value:
        raise Unclear
    return value


def _title_in(text: str) -> str:
    """Return the title, which may have any letters, with its escapes undone; no text before it has a field's name."""
    rest = text.partition('"title": "')[2]
    end = rest.find('"')
    while end > 0 and (len(rest[:end]) - len(rest[:end].rstrip("\\"))) % 2:
        end = rest.find('"', end + 1)
    title = rest[: max(0, end)]
    if "\\" not in title:
        return title
    return title.encode("ascii").decode("unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def describe_run(
    routine: str,
    title: str,
    step: int,
    *,
    is_running: bool,
    is_alive: bool,
    remaining: float,
    saved_at: float,
    seen_at: float,
    now: float,
) -> "dict[str, Any]":
    """Return a routine as `status --json` has it: `id`, `title`, `step`, `remaining_s` of that step, `state`.

    Args:
        routine: its id.
        title: its title.
        step: the number of the step, from 1.
        is_running: whether it was running when it was saved.
        is_alive: whether its process still runs.
        remaining: the seconds of the step that remained when it was saved.
        saved_at: that moment, in seconds of the wall clock.
        seen_at: when it was last seen alive.
        now: the present moment.
    """
    state, until = ("running" if is_running else "paused", now) if is_alive else ("interrupted", seen_at)
    if is_running:
        remaining -= max(0.0, until - saved_at)
    return {"id": routine, "title": title, "step": step, "remaining_s": max(0, -int(-remaining // 1)), "state": state}
