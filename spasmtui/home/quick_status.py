"""Answer `spasmtui status` from three small files, before anything else is loaded: a prompt asks at each command."""

from __future__ import annotations

import os
import sys
import time

from spasmtui.elapsed import elapsed_seconds
from spasmtui.home.status_line import UnknownField, formatted, status_line
from spasmtui.launcher.due_file import plan_day_now, plan_stamps, read_due
from spasmtui.launcher.locations import KEPT, MARKER, find_folders, has_to_be_joined, kept_folders
from spasmtui.launcher.status_files import Unclear, diary_stamps, read_open, read_run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spasmtui.home.status_line import Status

_OPTIONS = {"-q": "quiet", "--quiet": "quiet", "--format": "format", "--data-dir": "data_dir"}


def print_quickly(words: list[str]) -> int | None:
    """Print the answer to a command line and return the exit code; None where the ordinary way has to answer.

    Args:
        words: the whole command line.
    """
    options = _take_options(words)
    if options is None:
        return None
    try:
        status, minutes = _read(options.get("data_dir", ""))
        name = options.get("format")
        if name is None:
            line = status_line(status, is_quiet="quiet" in options)
        else:
            line = formatted(status, name, minutes)
        answer = f"{line}\n".encode(sys.stdout.encoding) if line else b""
    except (Unclear, UnknownField, LookupError, OSError, ValueError):
        return None
    try:
        while answer:
            answer = answer[os.write(1, answer) :]
    except BrokenPipeError:
        return 141
    except OSError:
        return None  # the ordinary way says what is wrong
    return 0


def _take_options(words: list[str]) -> dict[str, str] | None:
    """Return the options by their names; None for a command line with anything else than `status` and these."""
    options: dict[str, str] = {}
    is_named = False
    waiting = iter(words)
    for word in waiting:
        option, equals, value = word.partition("=")
        name = _OPTIONS.get(option)
        if word == "status" and not is_named:
            is_named = True
        elif name == "quiet" and not equals:
            options[name] = ""
        elif name in ("format", "data_dir") and name not in options:
            value = value if equals else next(waiting, "")
            if not value or (value.startswith("-") and not equals):
                return None
            options[name] = value
        else:
            return None
    return options if is_named else None


def _read(data_dir: str) -> tuple[Status, int]:
    """Return what `status --json` prints, as far as the line tells it, and the minutes since the episode started.

    Raises:
        Unclear: the ordinary way has to read it.
        LookupError: the home folder is not known.
        OSError: the folders cannot be found.
    """
    folders = find_folders(data_dir, os.environ, sys.platform)
    if has_to_be_joined(folders):
        raise Unclear
    state, *temporary = kept_folders(folders.state)
    try:
        names = os.listdir(state)
    except FileNotFoundError:
        names = []
    if any(name.startswith((KEPT, MARKER)) for name in names) or any(map(os.path.lexists, temporary)):
        raise Unclear
    now = time.time()
    stamps = diary_stamps(folders.data, state)
    episode = read_open(stamps, state)
    routine = read_run(state, now, elapsed_seconds())
    status: Status = {"open_episode": None, "routine": routine, "due": []}
    if plan := plan_stamps(folders.config):
        status["due"] = read_due(state, f"{stamps}\n{plan}", plan_day_now(now))
    if episode is None:
        return status, 0
    status["open_episode"] = {"place": episode.place, "side": episode.side, "started_at": episode.started_at}
    return status, max(0, int(now - episode.started_seconds) // 60)
