"""Write episodes as text for people: a few words, one line, a table, a line a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.fields import Field, fields_of_kind, labelled_fields
from spasmtui.episodes.model.names import SHIPPED, Names, day_text, id_words, word_name
from spasmtui.shared.formats import day_name, moment, place_with_side
from spasmtui.shared.text_wrap import truncate
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spasmtui.episodes.model.fields import FieldKind

SHORT_ID = 13
"""The characters of an id in a table: the whole time stamp of a uuid7."""
TRIED_CELLS = 80
"""Columns of what was tried in a table; one line of a hostile journal must not make every other as wide."""
FEWEST_TRIED_CELLS = 10
"""The cells of a remedy that are always shown, however narrow the terminal is."""
NOT_RECORDED = "·"
"""The mark of "not recorded", never of "no"."""


def where_text(episode: Episode) -> str:
    """Return the place with its side, such as `left calf`; empty when not recorded."""
    return one_line(place_with_side(episode.place, episode.side, missing=""))


def brief(record: Episode | Day | Practice, names: Names = SHIPPED) -> str:
    """Return a record in a few words, such as `Sun 22 Nov 03:10, left calf, 5 min, pain 8`."""
    if isinstance(record, Day):
        return one_line(f"{record.date} {day_text(record.words)}")
    if isinstance(record, Practice):
        return one_line(f"{names.routine(record.routine)}, {moment(record.started_at, has_year=True)}")
    pain = "" if record.pain is None else f"pain {record.pain}"
    parts = (where_text(record), format_duration(record.duration_seconds), pain)
    return ", ".join([_when(record), *(part for part in parts if part)])


def _when(episode: Episode) -> str:
    """Format the start of an episode; its year only where it was not stored in the same one."""
    return moment(episode.started_at, has_year=episode.started_at.year != episode.updated_at.year)


def summary(episode: Episode, names: Names = SHIPPED) -> str:
    """Return one line with everything that was recorded of an episode, and nothing that was not.

    Such as `left calf, Sun 22 Nov 03:10, 5 min, pain 8 (01a20263-438b)`.
    """
    # The scores come first, because they are what a person looks for.
    fields = sorted(fields_of_kind(*_IN_LINE), key=lambda field: field.kind != "score")
    parts = (
        where_text(episode),
        _when(episode),
        "still open" if episode.is_open else format_duration(episode.duration_seconds),
        *(_part(field, field.value(episode), names) for field in fields),
    )
    return one_line(f"{', '.join(part for part in parts if part)} ({episode.id[:SHORT_ID]})")


def stored_sentence(done: str, record: Episode | Day | Practice) -> str:
    """Return the sentence about a record that was stored, for a person to whom the answer cannot be shown.

    Such as `Recorded and stored: Sun 22 Nov 03:10, left calf, 5 min, pain 8, id 01a20263-...`.
    """
    identity = f", id {one_line(record.id)}" if isinstance(record, Episode) else ""
    return f"{done}: {brief(record)}{identity}."


def _part(field: Field, value: Any, names: Names) -> str:
    """Return a field's part of the summary; empty when not recorded."""
    if value in (None, "", field.default):
        return ""
    text = _IN_LINE[field.kind](_in_words(field, value), names)
    return field.line.format(text) if field.line else f"{field.label} {text}"


_IN_LINE: dict[FieldKind, Callable[[Any, Names], str]] = {
    "score": lambda score, _names: str(score),
    "choice": lambda choice, _names: id_words(choice),
    "words": lambda words, _names: " + ".join(map(word_name, words)) or "none",
    "tried": lambda tried, names: " + ".join(map(names.tried, tried)),
    "text": lambda text, _names: " ".join(text.split()),
}
"""The value in the summary, by the field's kind; the others are at its beginning, or not in it."""


def table(
    episodes: Sequence[Episode], names: Names = SHIPPED, *, is_ascii: bool = False, cells: int | None = None
) -> list[str]:
    """Return a heading and one line per episode, with aligned columns.

    Args:
        episodes: in their order.
        names: the titles of routines.
        is_ascii: mark what is not recorded with a hyphen.
        cells: the cells of a line, for which the columns draw together and what was tried is cut; None for any number.
    """
    head = ("id", "started", "where", "pain", "after", "lasted", "tried", "helped")
    rows = [head, *(_row(episode, names) for episode in episodes)]
    if is_ascii:
        rows = [tuple(cell.replace(NOT_RECORDED, "-") for cell in row) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    gap = "  "
    if cells is not None and sum(widths) + len(gap) * (len(head) - 1) > cells:
        gap, tried = " ", head.index("tried")
        room = max(FEWEST_TRIED_CELLS, cells - sum(widths) + widths[tried] - len(gap) * (len(head) - 1))
        rows = [(*row[:tried], truncate(row[tried], room), *row[tried + 1 :]) for row in rows]
        widths[tried] = max(len(row[tried]) for row in rows)
    return [gap.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _row(episode: Episode, names: Names) -> tuple[str, ...]:
    tried = ", ".join(map(names.tried, episode.tried))
    return (
        one_line(episode.id[:SHORT_ID]),
        f"{episode.started_at:%Y-%m-%d %H:%M}",
        where_text(episode) or NOT_RECORDED,
        NOT_RECORDED if episode.pain is None else str(episode.pain),
        NOT_RECORDED if episode.pain_after is None else str(episode.pain_after),
        "open" if episode.is_open else format_duration(episode.duration_seconds) or NOT_RECORDED,
        truncate(one_line(tried), TRIED_CELLS) or NOT_RECORDED,
        episode.helped or NOT_RECORDED,
    )


def shown_fields(episode: Episode, names: Names = SHIPPED) -> list[tuple[str, str]]:
    """Return the labels and the texts of the fields that `log show` prints; an empty text is "not recorded"."""
    return [(field.label, field_text(field, episode, names)) for field in labelled_fields()]


def field_text(field: Field, episode: Episode, names: Names = SHIPPED) -> str:
    """Return a field's value for people; empty when not recorded."""
    value = field.value(episode)
    if field.kind in _TEXTS_OF_EPISODE:
        return _TEXTS_OF_EPISODE[field.kind](episode, value)
    text = "" if value is None else field.prefix + _TEXTS[field.kind](_in_words(field, value), names)
    return text if field.kind == "text" else one_line(text)


def _in_words(field: Field, value: Any) -> Any:
    """Return the value with the ids of signs in words; a trigger may be a word of the person's own, and has a name."""
    return tuple(map(id_words, value)) if field.name == "signs" else value


def can_print(field: Field) -> bool:
    """Return whether there is a text for a recorded value of the field."""
    return field.kind in _TEXTS_OF_EPISODE or field.kind in _TEXTS


_TEXTS_OF_EPISODE: dict[FieldKind, Callable[[Episode, Any], str]] = {
    "length": lambda episode, seconds: "still open" if episode.is_open else format_duration(seconds),
    "night": lambda _episode, night: f"of {day_name(night)}" if night else "by day",
    "place": lambda episode, _place: where_text(episode),
}
"""A value for people that depends on other fields, or that has words also when nothing was recorded, by its kind."""
_TEXTS: dict[FieldKind, Callable[[Any, Names], str]] = {
    "name": lambda value, _names: str(value),
    "choice": lambda value, _names: id_words(value),
    "text": lambda value, _names: str(value),
    "moment": lambda value, _names: moment(value, has_year=True),
    "score": lambda value, _names: f"{value} of 10",
    "words": lambda words, _names: ", ".join(map(word_name, words)) or "none",
    "tried": lambda value, names: ", ".join(map(names.tried, value)),
}
"""A recorded value for people, by the field's kind."""


def format_all_fields(episode: Episode, names: Names = SHIPPED) -> list[str]:
    """Return one line a field; a note of several lines is indented."""
    shown = shown_fields(episode, names)
    return [f"{name:<11} {value or 'not recorded'}".replace("\n", "\n" + " " * 12) for name, value in shown]
