"""Write and read the file from which `status` tells what the plan still asks for, before anything else is loaded.

`due` in the state folder has what is due on this day and on the next ones, if nothing more is recorded until then. The
names of the files that this follows from are in it too, each with its stamp: the diary's, the plan's and those of the
person's own routines, which may have a plan. After any change of one it is out of date, as it is after its last day;
`Unclear` is raised then, and the ordinary way reads everything.
"""

import os
import time
from binascii import crc32

from spasmtui import __version__
from spasmtui.launcher.status_files import Unclear, stamp
from spasmtui.shared.regular_file import read_regular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

DUE_NAME = "due"
PLAN_NAME = "plan.toml"
DAYS = 9
"""The days that are told: this one and so many more that a week away from home is covered."""
DAY_BEGINS_HOUR = 5
"""As in `shared/plans/model.py`: before it, it is still the day before."""
_HEAD = f"spasmtui due 1 {__version__}"
_HALF_DAY_SECONDS = 12 * 3600


def plan_stamps(config: str) -> str:
    """Return the files that may hold a plan, a line each with its stamp; empty where there is none.

    Args:
        config: the folder of the settings.
    """
    return "\n".join((*_plan_file(config), *_own_routines(config)))


def _plan_file(config: str) -> list[str]:
    try:
        return [stamp(PLAN_NAME, os.stat(f"{config}/{PLAN_NAME}"))]
    except OSError:
        return []


def _own_routines(config: str) -> list[str]:
    try:
        with os.scandir(f"{config}/routines") as entries:
            return sorted(stamp(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".toml"))
    except OSError:
        return []


def plan_day_now(now: float) -> str:
    """Return the day to which a practice counts now, ISO 8601; `now` in seconds of the wall clock."""
    local = time.localtime(now)
    if local.tm_hour < DAY_BEGINS_HOUR:
        local = time.localtime(now - _HALF_DAY_SECONDS)
    return f"{local.tm_year:04}-{local.tm_mon:02}-{local.tm_mday:02}"


def due_content(stamps: str, days: "Mapping[str, Sequence[dict[str, Any]]]") -> bytes:
    """Return the content of the file.

    Args:
        stamps: the stamps of the diary and of the plan, from before they were read.
        days: what is due, by the day in ISO 8601: dictionaries with `routine`, `side`, `times` and `title`.
    """
    lines = [_HEAD]
    for day, rows in days.items():
        lines.append(day)
        lines += ["\t".join((str(row["times"]), row["side"] or "-", row["routine"], row["title"])) for row in rows]
    text = "\n".join((*lines, "", stamps)).encode()
    return b"%08x\n%b" % (crc32(text), text)


def read_due(state: str, stamps: str, today: str) -> "list[dict[str, Any]]":
    """Return what is due on a day.

    Args:
        state: the state folder.
        stamps: the stamps of the diary and of the plan, as they are now.
        today: the day in ISO 8601.

    Raises:
        Unclear: the plan and the diary have to be read.
    """
    try:
        checksum, _, content = read_regular(f"{state}/{DUE_NAME}").partition(b"\n")
    except OSError:
        raise Unclear from None
    if checksum != b"%08x" % crc32(content):
        raise Unclear
    head, _, seen = content.decode().partition("\n\n")
    version, *lines = head.split("\n")
    if version != _HEAD or seen != stamps or today not in lines:
        raise Unclear
    found = []
    for line in lines[lines.index(today) + 1 :]:
        if "\t" not in line:
            break
        times, side, routine, title = line.split("\t")
        found.append({"routine": routine, "title": title, "side": None if side == "-" else side, "times": int(times)})
    return found
