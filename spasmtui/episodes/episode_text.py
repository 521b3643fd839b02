"""Write episodes as text for people: a few words, one line, a table, a line a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.fields import Field, fields_of_kind, labelled_fields
from spasmtui.episodes.model.names import SHIPPED, Names, day_text, id_words, word_name
from spasmtui.episodes.model.trial import Trial
from spasmtui.shared.formats import PLACE_NOT_RECORDED, day_name, many, moment, place_with_side, short_place
from spasmtui.shared.text_wrap import cell_width, pad_cells, truncate
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
NOTHING_MORE = "nothing more recorded"
NOT_RECORDED = "·"
"""The mark of "not recorded", never of "no"."""


def where_text(episode: Episode) -> str:
    """Return the place with its side, such as `left calf`; empty when not recorded."""
    return one_line(place_with_side(episode.place, episode.side, missing=""))


def brief(record: Episode | Day | Practice | Trial, names: Names = SHIPPED) -> str:
    """Return a record in a few words, such as `Sun 22 Nov 03:10, left calf, 5 min, pain 8`."""
    if isinstance(record, Day):
        return one_line(f"{record.date} {day_text(record.words)}")
    if isinstance(record, Practice):
        return one_line(f"{names.routine(record.routine)}, {moment(record.started_at, has_year=True)}")
    if isinstance(record, Trial):
        return one_line(
            f"trial of {names.routine(record.routine)}, {many(record.weeks, 'week')} from {record.first_day}"
        )
    pain = "" if record.pain is None else f"pain {record.pain}"
    parts = (where_text(record), format_duration(record.duration_seconds), pain)
    return ", ".join([_when(record), *(part for part in parts if part)])


def practice_text(practice: Practice, names: Names = SHIPPED) -> str:
    """Return a practice with all that was recorded of it, such as `Bedtime stretches at 22:15, 3 min, pain 3 to 2`."""
    if practice.is_skipped:
        return one_line(f"{names.routine(practice.routine)}, {practice.started_at:%H:%M}")
    parts = (
        f"{names.routine(practice.routine)} at {practice.started_at:%H:%M}",
        _SIDES.get(practice.side or "", ""),
        format_duration(practice.seconds),
        _pain_of(practice),
        "" if practice.effort is None else f"effort {practice.effort}",
        "" if practice.completed else "ended early",
    )
    return one_line(", ".join(filter(None, parts)))


def practice_fields(practice: Practice, names: Names = SHIPPED) -> tuple[tuple[str, str], ...]:
    """Return the labels and the texts of what `log show` prints of a practice; an empty text is "not recorded"."""
    done = "left out" if practice.is_skipped else "to its end" if practice.completed else "ended early"
    scores = (
        ("pain before", practice.pain),
        ("pain afterwards", practice.pain_after),
        ("effort", practice.effort),
    )
    return (
        ("id", one_line(practice.id)),
        ("practised", one_line(names.routine(practice.routine))),
        ("started", moment(practice.started_at, has_year=True)),
        ("lasted", "" if practice.is_skipped else format_duration(practice.seconds)),
        ("done", done),
        ("side", practice.side or ""),
        *((label, "" if score is None else f"{score} of 10") for label, score in scores),
        ("device", one_line(practice.device)),
    )


def _pain_of(practice: Practice) -> str:
    before, after = practice.pain, practice.pain_after
    if before is None:
        return "" if after is None else f"pain afterwards {after}"
    return f"pain before {before}" if after is None else f"pain {before} to {after}"


_SIDES = {"left": "left side", "right": "right side", "both": "both sides"}


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


def stored_sentence(done: str, record: Episode | Day | Practice | Trial) -> str:
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
        cells: the cells of a line, for which the columns draw together, what was tried is cut and places are short;
            None for any number. Without room for that there are two lines an episode, the second one indented.
    """
    rows = [_HEAD, *(_row(episode, where_text(episode), names) for episode in episodes)]
    lines, width = _columns(rows, cells)
    if cells is not None and width > cells:
        rows = [_HEAD, *(_row(episode, _short_where(episode), names) for episode in episodes)]
        lines, width = _columns(rows, cells)
        if width > cells:
            lines = [line for episode in episodes for line in _two_lines(episode, cells, names)]
    return [line.replace(NOT_RECORDED, "-") for line in lines] if is_ascii else lines


_HEAD = ("id", "started", "where", "pain", "after", "lasted", "tried", "helped")


def _columns(rows: Sequence[tuple[str, ...]], cells: int | None) -> tuple[list[str], int]:
    """Return rows with aligned columns, and the cells of the widest possible one."""
    widths = [max(cell_width(row[column]) for row in rows) for column in range(len(_HEAD))]
    gaps = len(_HEAD) - 1
    gap = "  "
    if cells is not None and sum(widths) + len(gap) * gaps > cells:
        gap, tried = " ", _HEAD.index("tried")
        room = max(FEWEST_TRIED_CELLS, cells - sum(widths) + widths[tried] - len(gap) * gaps)
        rows = [(*row[:tried], truncate(row[tried], room), *row[tried + 1 :]) for row in rows]
        widths[tried] = max(cell_width(row[tried]) for row in rows)
    lines = [gap.join(pad_cells(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return lines, sum(widths) + len(gap) * gaps


def _two_lines(episode: Episode, cells: int, names: Names) -> tuple[str, str]:
    """Return when and where it was, and below it the id with what else was recorded, cut where there is no room."""
    when, where = f"{episode.started_at:%Y-%m-%d %H:%M} ", where_text(episode) or PLACE_NOT_RECORDED
    if cell_width(when + where) > cells:
        where = _cut_where(episode, max(FEWEST_TRIED_CELLS, cells - len(when)))
    pain, after = episode.pain, episode.pain_after
    scores = (
        f"pain {pain}" if after is None else f"pain afterwards {after}" if pain is None else f"pain {pain} to {after}"
    )
    facts = (
        "" if pain is after is None else scores,
        "still open" if episode.is_open else format_duration(episode.duration_seconds),
        f"helped {episode.helped}" if episode.helped else "",
        one_line(", ".join(map(names.tried, episode.tried))),
    )
    identity = f" {one_line(episode.id[:SHORT_ID])} "
    room = max(FEWEST_TRIED_CELLS, cells - cell_width(identity))
    return when + where, identity + truncate(", ".join(filter(None, facts)) or NOTHING_MORE, room)


def _cut_where(episode: Episode, cells: int) -> str:
    """Return where it was in so many cells: the name of the place is cut, and never its side."""
    short = _short_where(episode) or NOT_RECORDED
    if cell_width(short) <= cells:
        return short
    name, _, letters = short.rpartition(" ")
    return truncate(short, cells) if episode.side is None else f"{truncate(name, cells - len(letters) - 1)} {letters}"


def _short_where(episode: Episode) -> str:
    return one_line(short_place(episode.place, episode.side, missing=""))


def _row(episode: Episode, where: str, names: Names) -> tuple[str, ...]:
    tried = ", ".join(map(names.tried, episode.tried))
    return (
        one_line(episode.id[:SHORT_ID]),
        f"{episode.started_at:%Y-%m-%d %H:%M}",
        where or NOT_RECORDED,
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
    text = "" if value is None else _TEXTS[field.kind](_in_words(field, value), names)
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
    return [f"{name:<15} {value or 'not recorded'}".replace("\n", "\n" + " " * 16) for name, value in shown]


def spoken_fields(episode: Episode, names: Names = SHIPPED) -> list[str]:
    """Return one line a recorded field, its name before a colon, and one for all that are not recorded."""
    shown = shown_fields(episode, names)
    missing = ", ".join(name for name, value in shown if not value)
    lines = [f"{name}: {value}" for name, value in shown if value]
    return [*lines, f"not recorded: {missing}"] if missing else lines
