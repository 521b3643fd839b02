"""Episodes as text for people: a line, a table, a card; and the choice of which to list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.fields import EPISODE_FIELDS, Field
from spasmtui.episodes.model.json_document import day_document, document
from spasmtui.errors import NotFound, WrongUsage
from spasmtui.shared.dates import parse_bound
from spasmtui.shared.durations import format_duration
from spasmtui.shared.formats import many, moment, place_with_side
from spasmtui.shared.places import find_place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from spasmtui.episodes.model.fields import FieldKind
    from spasmtui.episodes.store.maintenance.history import Version

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

    @property
    def is_everything(self) -> bool:
        """Whether nothing was asked for in particular."""
        return self == Selection()

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
        since=None if since is None else parse_bound(since, now, is_end=False),
        until=None if until is None else parse_bound(until, now, is_end=True),
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
    parts = (where_text(record), format_duration(record.duration_seconds), pain)
    return ", ".join([f"{record.started_at:%Y-%m-%d %H:%M}", *(part for part in parts if part)])


def summary(episode: Episode) -> str:
    """What was recorded of an episode, in one line; what was not is left out.

    Such as `left calf, Sun 22 Nov 03:10, 5 min, pain 8 (01a20263-438b)`.
    """
    started_at = episode.started_at
    year = "" if started_at.year == episode.updated_at.year else f" {started_at.year}"
    scores = (
        ("pain", episode.pain),
        ("pain after", episode.pain_after),
        ("sleep disturbed", episode.sleep_disturbance),
    )
    parts = (
        place_with_side(episode.place, episode.side) if episode.place or episode.side else "",
        f"{moment(started_at)}{year}",
        "still open" if episode.is_open else format_duration(episode.duration_seconds),
        *(f"{name} {score}" for name, score in scores if score is not None),
        episode.kind or "",
        f"during {episode.context}" if episode.context else "",
        *_named("triggers", episode.triggers),
        *_named("signs", episode.signs),
        *_named("tried", tuple(each.routine for each in episode.tried) or None),
        f"helped {episode.helped}" if episode.helped else "",
        "with a note" if episode.note else "",
    )
    return f"{', '.join(part for part in parts if part)} ({episode.id[:SHORT_ID]})"


def _named(name: str, words: tuple[str, ...] | None) -> tuple[str, ...]:
    return () if words is None else (f"{name} {' + '.join(words) or 'none'}",)


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
        "open" if episode.is_open else format_duration(episode.duration_seconds) or NOT_RECORDED,
        " ".join(each.routine for each in episode.tried) or NOT_RECORDED,
        episode.helped or NOT_RECORDED,
    )


def fields(episode: Episode) -> list[tuple[str, str]]:
    """Return the labels and the texts of the fields that `log show` prints; an empty text is "not recorded"."""
    # The id is the least interesting to people and comes last.
    shown = sorted((field for field in EPISODE_FIELDS if field.label), key=lambda field: field.name == "id")
    return [(field.label, field_text(field, episode)) for field in shown]


def field_text(field: Field, episode: Episode) -> str:
    """Return a field's value for people; empty when not recorded."""
    value = field.value(episode)
    if field.kind == "length":
        return "still open" if episode.is_open else format_duration(value)
    if field.kind == "night":
        return f"of {value:%a %d %b}" if value else "by day"
    if field.kind == "place":
        return where_text(episode)
    return "" if value is None else field.prefix + _TEXTS.get(field.kind, str)(value)


def _words_text(words: tuple[str, ...]) -> str:
    return ", ".join(words) or "none"


_TEXTS: dict[FieldKind, Callable[[Any], str]] = {
    "moment": lambda value: f"{value:%a %d %b %Y %H:%M}",
    "score": lambda value: f"{value} of 10",
    "words": _words_text,
    "tried": lambda value: ", ".join(each.routine for each in value),
}
"""A recorded value for people, by the field's kind; a kind that is not here is printed as it is."""


def card(episode: Episode) -> list[str]:
    """One line a field; a note of several lines is indented."""
    return [f"{name:<11} {value or 'not recorded'}".replace("\n", "\n" + " " * 12) for name, value in fields(episode)]


def step_text(change: Any, *, is_undo: bool) -> str:
    """What an undo or a redo did, and what the diary has now, as sentences."""
    record = change.record
    is_gone, is_back = change.what == "deleted", change.what in ("brought back", "added")
    if is_undo:
        act, begins = "recording" if is_gone else "deletion" if is_back else "edit", "Taken back"
    else:
        act, begins = "deletion" if is_gone else "recording" if is_back else "edit", "Made again"
    more = f" and {many(change.count - 1, 'more record')}" if change.count > 1 else ""
    now = "It is no longer in the diary." if is_gone else f"It now reads: {_reading(record)}."
    return f"{begins}: the {act} of {_called(record)}{more}. {now}"


def _called(record: Episode | Day | Practice) -> str:
    if isinstance(record, Day):
        return f"the day {record.date}"
    name = record.routine if isinstance(record, Practice) else place_with_side(record.place, record.side)
    return f"{name}, {moment(record.started_at)}"


def _reading(record: Episode | Day | Practice) -> str:
    if isinstance(record, Day):
        return " ".join(record.words) or "not recorded"
    return summary(record) if isinstance(record, Episode) else line(record)


def history_lines(versions: Sequence[Version]) -> list[str]:
    """A line a version, numbered as `log edit --back-to` takes them; the one that counts is marked."""
    lines = []
    for number, version in enumerate(versions, start=1):
        record = version.record
        said = "" if record is None else f": {summary(record) if isinstance(record, Episode) else line(record)}"
        counts = "  <- counts" if version.is_current else ""
        lines.append(
            f"{number}  {version.written_at:%Y-%m-%d %H:%M} UTC  {version.device}  {version.what}{said}{counts}"
        )
    return lines


def version_document(number: int, version: Version) -> dict[str, Any]:
    """A version of an episode as one JSON object."""
    episode = document(version.record) if isinstance(version.record, Episode) else None
    return {
        "version": number, "written_at": version.written_at.isoformat(), "device": version.device,
        "what": version.what, "current": version.is_current, "episode": episode,
    }  # fmt: skip


def change_document(change: Any) -> dict[str, Any]:
    """What an undo or a redo did, as one JSON object."""
    record = change.record
    if isinstance(record, Day):
        return {"what": change.what, "day": day_document(record)}
    if isinstance(record, Practice):
        return {"what": change.what, "practice": {"id": record.id, "routine": record.routine}}
    return {"what": change.what, "episode": document(record)}
