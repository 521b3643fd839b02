"""Episodes as text for people: a line, a table, a card; and the choice of which to list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.document import day_document, document
from spasmtui.episodes.episode import Day, Episode, Practice
from spasmtui.episodes.night import night_of
from spasmtui.episodes.places import find_place
from spasmtui.episodes.when import read_bound
from spasmtui.errors import NotFound, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SHORT_ID = 13
"""Characters of an id in a table: the whole time stamp of a uuid7."""
NOT_RECORDED = "·"
"""Stands for "not recorded", never for "no"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which episodes to list."""

    since: datetime | None = None
    until: datetime | None = None
    place: str | None = None
    side: str | None = None
    limit: int | None = None

    def of(self, diary: Any) -> tuple[Episode, ...]:
        """The episodes of a diary that are meant, newest first."""
        is_plain = self.place is None and self.side is None
        episodes: tuple[Episode, ...] = diary.episodes(self.since, self.until, self.limit if is_plain else None)
        chosen = (
            episode for episode in episodes if self.place in (None, episode.place) and self.side in (None, episode.side)
        )
        return tuple(chosen)[: self.limit]


def read_selection(typed: Mapping[str, Any], *, now: datetime, content: Path) -> Selection:
    """The choice as it was typed.

    Raises:
        WrongUsage: a bound is no time, the place is unknown, or the limit is no whole number.
    """
    since, until, place, side, limit = (typed.get(name) for name in ("since", "until", "place", "side", "limit"))
    if side not in (None, "left", "right", "both"):
        raise WrongUsage(f"A side is one of left, right, both, not {side!r}.")
    if limit is not None and not (limit.isascii() and limit.isdigit()):
        raise WrongUsage(f"--limit is a whole number, not {limit!r}.")
    return Selection(
        since=None if since is None else read_bound(since, now, is_end=False),
        until=None if until is None else read_bound(until, now, is_end=True),
        place=None if place is None else find_place(place, content),
        side=side,
        limit=None if limit is None else min(int(limit[:9]), 10**9),
    )


def find(diary: Any, identity: str) -> Episode:
    """The episode with this id or the only one whose id begins so; `last` is the newest.

    Raises:
        NotFound: there is none, or more than one.
    """
    if identity != "last":
        episode: Episode = diary.get(identity)
        return episode
    newest: tuple[Episode, ...] = diary.episodes(None, None, 1)
    if not newest:
        raise NotFound("The diary has no episode yet.")
    return newest[0]


def length_text(seconds: int | None) -> str:
    """How long, as `45 s`, `4 min` or `1 h 10 min`; empty when not recorded."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours and minutes else f"{hours} h" if hours else f"{minutes} min"


def where_text(episode: Episode) -> str:
    """The place with its side, such as `calf left`; empty when not recorded."""
    return " ".join(part for part in (episode.place, episode.side) if part)


def line(record: Episode | Day | Practice) -> str:
    """A record in a few words."""
    if isinstance(record, Day):
        return f"{record.date} {' '.join(record.words)}"
    if isinstance(record, Practice):
        return f"{record.routine} {record.started_at:%Y-%m-%d %H:%M}"
    pain = "" if record.pain is None else f"pain {record.pain}"
    parts = (where_text(record), length_text(record.duration_seconds), pain)
    return ", ".join([f"{record.started_at:%Y-%m-%d %H:%M}", *(part for part in parts if part)])


def table(episodes: Sequence[Episode], *, is_ascii: bool = False) -> list[str]:
    """A heading and one line an episode, columns aligned."""
    head = ("id", "started", "where", "pain", "after", "lasted", "tried", "helped")
    rows = [head, *(_row(episode) for episode in episodes)]
    if is_ascii:
        rows = [tuple(cell.replace(NOT_RECORDED, "-") for cell in row) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _row(episode: Episode) -> tuple[str, ...]:
    return (
        episode.id[:SHORT_ID],
        f"{episode.started_at:%Y-%m-%d %H:%M}",
        where_text(episode) or NOT_RECORDED,
        NOT_RECORDED if episode.pain is None else str(episode.pain),
        NOT_RECORDED if episode.pain_after is None else str(episode.pain_after),
        "open" if episode.is_open else length_text(episode.duration_seconds) or NOT_RECORDED,
        " ".join(each.routine for each in episode.tried) or NOT_RECORDED,
        episode.helped or NOT_RECORDED,
    )


def fields(episode: Episode) -> list[tuple[str, str]]:
    """Every field with its name for people; an empty text is "not recorded"."""
    night = night_of(episode.started_at)
    return [
        ("started", f"{episode.started_at:%a %d %b %Y %H:%M}"),
        ("lasted", "still open" if episode.is_open else length_text(episode.duration_seconds)),
        ("night", f"of {night:%a %d %b}" if night else "by day"),
        ("where", where_text(episode)),
        ("kind", episode.kind or ""),
        ("pain", "" if episode.pain is None else f"{episode.pain} of 10"),
        ("pain after", "" if episode.pain_after is None else f"{episode.pain_after} of 10"),
        ("sleep", "" if episode.sleep_disturbance is None else f"disturbed {episode.sleep_disturbance} of 10"),
        ("during", episode.context or ""),
        ("triggers", _words(episode.triggers)),
        ("signs", _words(episode.signs)),
        ("tried", ", ".join(each.routine for each in episode.tried)),
        ("helped", episode.helped or ""),
        ("note", episode.note or ""),
        ("id", episode.id),
    ]


def _words(words: tuple[str, ...] | None) -> str:
    return "" if words is None else ", ".join(words) or "none"


def card(episode: Episode) -> list[str]:
    """One line a field; a note of several lines is indented."""
    return [f"{name:<11} {value or 'not recorded'}".replace("\n", "\n" + " " * 12) for name, value in fields(episode)]


def change_document(change: Any) -> dict[str, Any]:
    """What an undo or a redo did, as one JSON object."""
    record = change.record
    if isinstance(record, Day):
        return {"what": change.what, "day": day_document(record)}
    if isinstance(record, Practice):
        return {"what": change.what, "practice": {"id": record.id, "routine": record.routine}}
    return {"what": change.what, "episode": document(record)}
