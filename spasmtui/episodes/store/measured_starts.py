"""Measure episodes by the clock that nobody can set, so that a wall clock which is put right changes no length.

The start of every episode that relief opens is kept in a small file of the state folder, in elapsed seconds of this
start of the machine. While that goes on, the start by the present wall clock follows from it. After a restart, and for
an episode whose start a person or another device has changed, the wall clock is the only one there is.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from spasmtui.clock import wall_offset
from spasmtui.elapsed import COUNTS_SLEEP, SET_SECONDS
from spasmtui.launcher.process_check import boot_id
from spasmtui.launcher.start_marker import make_private_folders
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import read_regular

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.clock import Clock
    from spasmtui.episodes.model.episode import Episode

FILE_NAME = "episode-starts.json"
VERSION = 1
MOST_STARTS = 50
"""The newest starts that are kept: closing can be undone, and is measured again then."""


class MeasuredStart(NamedTuple):
    """The start of one episode."""

    elapsed: float
    """Seconds of the clock for elapsed time."""
    stamps: tuple[str, ...]
    """Every start that the diary was given for it, as ISO 8601: another one is somebody else's word."""


class MeasuredStarts:
    """The starts of one state folder. What cannot be read or written leaves the wall clock as the only one."""

    def __init__(self, state: Path, clock: Clock) -> None:
        self._path = state / FILE_NAME
        self._clock = clock
        self._noted: dict[str, MeasuredStart] = {}
        """The starts of this process, for a state folder that cannot be written."""

    def note(self, episode: Episode, started_at: datetime | None = None, offset: float | None = None) -> None:
        """Keep the start of an episode that begins on this start of the machine, or goes on there.

        Args:
            episode: the episode as it is stored.
            started_at: its start by the wall clock, in fractions of a second; None is the one that is stored.
            offset: the `wall_offset` of when that was dated; None is the present one. The clock may have been set
                while the episode was stored.
        """
        start = started_at or episode.started_at
        elapsed = start.timestamp() - (wall_offset(self._clock) if offset is None else offset)
        self._keep(episode.id, MeasuredStart(elapsed, (episode.started_at.isoformat(),)))

    def is_measured(self, episode: Episode) -> bool:
        """Return whether the start of an episode is known on this start of the machine."""
        return self._find(episode) is not None

    def present_start(self, episode: Episode) -> datetime:
        """Return the start of an episode by the present wall clock: the stored one, unless that was set since."""
        exact = self._exact_start(episode)
        if exact is None or abs((exact - episode.started_at).total_seconds()) < SET_SECONDS:
            return episode.started_at
        return exact.replace(microsecond=0)

    def corrections(self, episode: Episode) -> dict[str, Any]:
        """Return the stamps that the setting of the wall clock has changed; empty when it was not set."""
        started_at = self.present_start(episode)
        if started_at == episode.started_at:
            return {}
        if (known := self._find(episode)) is not None:
            self._keep(episode.id, known._replace(stamps=(*known.stamps, started_at.isoformat())))
        # Both are from the clock that was wrong.
        return {"started_at": started_at, "created_at": episode.created_at + (started_at - episode.started_at)}

    def closing(self, episode: Episode, ended_at: datetime, offset: float | None = None) -> dict[str, Any]:
        """Return the stamps with which an episode ends: its length is measured.

        Without a measured start the length is the difference of the stamps, and never below zero.

        Args:
            episode: the episode as it is stored.
            ended_at: its end by the wall clock.
            offset: the `wall_offset` of when that was dated; None is the present one.
        """
        known = self._find(episode)
        corrections = self.corrections(episode)
        started_at = corrections.get("started_at", episode.started_at)
        if known is None:
            # An episode whose start has a fraction of a second does not end before it.
            return {"ended_at": max(ended_at.replace(microsecond=0), started_at)}
        ended = ended_at.timestamp() - (wall_offset(self._clock) if offset is None else offset)
        seconds = max(0, round(ended - known.elapsed))
        return {**corrections, "ended_at": (started_at + timedelta(seconds=seconds)).astimezone(ended_at.tzinfo)}

    def _exact_start(self, episode: Episode) -> datetime | None:
        if (known := self._find(episode)) is None:
            return None
        return datetime.fromtimestamp(known.elapsed + wall_offset(self._clock), episode.started_at.tzinfo)

    def _find(self, episode: Episode) -> MeasuredStart | None:
        if not COUNTS_SLEEP:
            return None  # a sleep of the machine could not be told from a clock that was set forward
        known = self._noted.get(episode.id) or self._read().get(episode.id)
        return known if known is not None and episode.started_at.isoformat() in known.stamps else None

    def _keep(self, episode_id: str, start: MeasuredStart) -> None:
        self._noted[episode_id] = start
        if not (boot := boot_id()):
            return  # another process could not tell that its clock goes on from this one's
        starts = {**self._read(), episode_id: start}
        latest = sorted(starts, key=lambda each: starts[each].elapsed)[-MOST_STARTS:]
        document = {"version": VERSION, "boot": boot, "starts": {each: starts[each] for each in latest}}
        with suppress(OSError):
            make_private_folders(str(self._path.parent))
            # It need not survive a power cut: after one it has no meaning.
            replace_file(self._path, json.dumps(document).encode(), is_durable=False)

    def _read(self) -> dict[str, MeasuredStart]:
        """Return the starts in the file; none of another start of the machine, or from what is no such file."""
        starts = {}
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            document = json.loads(read_regular(self._path))
            if document["version"] == VERSION and document["boot"] == boot_id() != "":
                for name, (elapsed, stamps) in document["starts"].items():
                    starts[str(name)] = MeasuredStart(float(elapsed), tuple(map(str, stamps)))
        return starts
