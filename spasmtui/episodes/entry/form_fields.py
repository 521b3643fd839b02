"""The form of an episode without its screen: its fields, and what one key does to the chosen one.

A value is the text a person would type on the command line, so that form and command store the same episode.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.entry.field_input import CHOICES, LONGEST_EPISODE, SCORES, read_fields, with_end
from spasmtui.errors import WrongUsage
from spasmtui.shared.dates import parse_moment
from spasmtui.shared.durations import parse_duration
from spasmtui.shared.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from spasmtui.episodes.model.episode import Episode

Value = str | tuple[str, ...]
Values = dict[str, Value]
"""What was answered, by field; a field that is not in it is "not recorded"."""

TRIGGERS = (
    "effort", "heat", "little-drink", "long-sitting", "long-standing", "awkward-position", "stress", "alcohol",
    "new-medicine", "period", "ill",
)  # fmt: skip
"""Triggers that are offered (fact L11); a person may add words of their own."""
LINE_BREAK = "⏎"
"""Stands for a line break while a note is typed in one line."""
NONE = "none"
"""The answer "there was none" to a field of several words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of the form."""

    name: str
    """As in `entry.read_fields`."""
    label: str
    form: str
    """`where`, `score`, `one` of its options, `many` of them, `when`, `length` or `text`."""
    options: tuple[tuple[str, str], ...] = ()
    """(value, what it says), chosen by the digits in their order."""
    hint: str = ""
    """What the keys do here."""

    @property
    def can_be_typed(self) -> bool:
        """Whether a line of text can be typed for it."""
        return self.form in ("when", "length", "text", "many")


def form_fields(
    *, usual: Sequence[tuple[str, str | None]], routines: Sequence[str], signs: Mapping[str, str]
) -> tuple[Field, ...]:
    """The fields of the form, in the order in which they are asked.

    Args:
        usual: the places with sides of this diary, most frequent first.
        routines: ids of routines, those tried before first.
        signs: red-flag signs by id.
    """
    places = [f"{place} {side}" if side else place for place, side in usual][:6]
    wheres = (*places, *(place for place in PLACES if place not in places))[:10]
    return (
        Field(name="where", label="Where", form="where", options=_same(wheres), hint="← → other places   l r b side"),
        Field(name="pain", label="Pain at worst", form="score", hint="0 to 9, t for ten"),
        Field(name="at", label="Began", form="when", hint="0 now, 1 to 9: tens of minutes ago   ⏎ type a time"),
        Field(name="length", label="Lasted", form="length", hint="1 to 9 minutes   ⏎ type, such as 90s or 1h10m"),
        Field(name="sleep_disturbance", label="Sleep disturbed", form="score", hint="0 to 9, t for ten"),
        Field(name="context", label="During", form="one", options=_enum("context")),
        Field(
            name="triggers",
            label="Triggers",
            form="many",
            options=_same((*TRIGGERS[:9], NONE, *TRIGGERS[9:])),
            hint="⏎ type others",
        ),
        Field(name="tried", label="Tried", form="many", options=_same(routines[:16]), hint="⏎ type others"),
        Field(name="helped", label="Helped", form="one", options=_enum("helped")),
        Field(name="note", label="Note", form="text", hint="⏎ type"),
        Field(name="pain_after", label="Pain after", form="score", hint="0 to 9, t for ten"),
        Field(name="kind", label="Kind", form="one", options=_enum("kind")),
        Field(name="signs", label="Signs", form="many", options=(*tuple(signs.items())[:12], (NONE, "none of these"))),
    )


def _same(values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((value, value) for value in values)


def _enum(name: str) -> tuple[tuple[str, str], ...]:
    return _same(kind.value for kind in CHOICES[name][1])


OPTION_KEYS = "1234567890acdefgi"
"""The key of each option: the digits, then letters that mean nothing else in the form."""


def answer(field: Field, value: Value | None, key: str, now: datetime) -> tuple[Value | None, bool] | None:
    """The value after one key, and whether the next field is asked; None when the key means nothing here.

    Args:
        field: the chosen field.
        value: its value so far.
        key: one character, or `left` or `right`.
        now: the present, from which "20 minutes ago" counts.
    """
    if field.form == "score":
        score = "10" if key == "t" else key if key in "0123456789" else None
        return None if score is None else (score, True)
    if field.form == "when" and key in "0123456789":
        return (now - timedelta(minutes=10 * int(key))).isoformat(timespec="seconds"), True
    if field.form == "length" and key in "123456789":
        return f"{key}m", True
    if key in ("left", "right"):
        return _stepped(field, value, 1 if key == "right" else -1)
    if field.form == "where" and key in "lrb":
        return _with_side(value, {"l": "left", "r": "right", "b": "both"}[key]), True
    if field.options and len(key) == 1 and (index := OPTION_KEYS.find(key)) in range(len(field.options)):
        return _chosen(field, value, field.options[index][0])
    return None


def _chosen(field: Field, value: Value | None, option: str) -> tuple[Value | None, bool]:
    if field.form == "many":
        return _switched(value, option), True
    # A place without a side waits for its side, or for the arrow down.
    return option, field.form != "where" or " " in option


def _switched(value: Value | None, option: str) -> Value | None:
    words = value if isinstance(value, tuple) else ()
    if option in words:
        return tuple(word for word in words if word != option) or None
    return (option,) if option == NONE else (*(word for word in words if word != NONE), option)


def _stepped(field: Field, value: Value | None, step: int) -> tuple[Value | None, bool] | None:
    if field.form == "where":
        words = str(value or "").split()
        place = next((word for word in words if word in PLACES), None)
        index = 0 if place is None and step > 0 else -1 if place is None else PLACES.index(place) + step
        return " ".join((PLACES[index % len(PLACES)], *(word for word in words if word not in PLACES))), False
    if field.form == "one":
        names = [option for option, _said in field.options]
        index = names.index(str(value)) + step if value in names else 0 if step > 0 else -1
        return names[index % len(names)], False
    return None


def _with_side(value: Value | None, side: str) -> Value | None:
    place = [word for word in str(value or "").split() if word in PLACES]
    return " ".join((*place, side))


def typed_text(field: Field, value: Value | None, text: str, now: datetime) -> Value | None:
    """The value after a line was typed for it; nothing typed makes it "not recorded".

    Raises:
        WrongUsage: it is no time or no length.
    """
    text = text.strip()
    if not text:
        return None
    if field.form == "when":
        return parse_moment(text, now).isoformat()
    if field.form == "length":
        return f"{parse_duration(text, longest=LONGEST_EPISODE)}s"
    if field.form == "many":
        words = [word.strip() for word in text.split(",")]
        return tuple(dict.fromkeys(word for word in words if word)) or None
    return text.replace(f" {LINE_BREAK} ", "\n")


def typing_text(value: Value | None) -> str:
    """What stands in the line when a value is typed again."""
    return ", ".join(value) if isinstance(value, tuple) else (value or "").replace("\n", f" {LINE_BREAK} ")


def values_of(episode: Episode) -> Values:
    """An episode as the form shows it."""
    where = " ".join(part for part in (episode.place, episode.side) if part)
    seconds = episode.duration_seconds
    values: dict[str, Value | None] = {
        "where": where or None,
        "at": episode.started_at.isoformat(),
        "length": None if not seconds else f"{seconds}s",
        "note": episode.note,
        "triggers": _many(episode.triggers),
        "signs": _many(episode.signs),
        "tried": tuple(each.routine for each in episode.tried) or None,
    }
    values |= {name: None if (score := getattr(episode, name)) is None else str(score) for name in SCORES}
    values |= {name: kind and kind.value for name in CHOICES if name != "side" for kind in [getattr(episode, name)]}
    return {name: value for name, value in values.items() if value is not None}


def _many(words: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if words is None else words or (NONE,)


def fields_of(values: Values, *, now: datetime, content: Path, before: Episode | None = None) -> dict[str, Any]:
    """What to store: every field of a new episode, or only the changes of one that exists.

    Raises:
        WrongUsage: a value cannot be used.
    """
    if before is None:
        return read_fields(_typed(values), now=now, content=content)
    old = values_of(before)
    changed = {name: value for name, value in values.items() if old.get(name) != value}
    # A routine that the timer recorded keeps its seconds, so only others are read.
    known = {each.routine: each for each in before.tried}
    tried = changed.get("tried", ())
    typed = _typed(changed) | ({"tried": [word for word in tried if word not in known]} if tried else {})
    read = read_fields(typed, now=now, content=content, started_at=before.started_at)
    if tried:
        read["tried"] = (*(known[word] for word in tried if word in known), *read["tried"])
    if "where" in changed:
        read = {"place": None, "side": None, **read}
    emptied = {key: value for name in old.keys() - values.keys() for key, value in _EMPTY.get(name, {}).items()}
    return with_end(before, {**emptied, **read})


_EMPTY: dict[str, dict[str, Any]] = {
    "where": {"place": None, "side": None},
    "length": {"ended_at": None},
    "tried": {"tried": ()},
    **{name: {name: None} for name in (*SCORES, "context", "triggers", "helped", "note", "kind", "signs")},
}
"""What becomes "not recorded" when a field of the form is emptied; the start is never emptied."""


def _typed(values: Mapping[str, Value]) -> dict[str, Any]:
    typed: dict[str, Any] = {name: value for name, value in values.items() if name != "where"}
    if "where" in values:
        words = str(values["where"]).split()
        typed["place"] = next((word for word in words if word in PLACES), None)
        typed["side"] = next((word for word in words if word not in PLACES), None)
    return typed


def usual_places(episodes: Iterable[Episode]) -> list[tuple[str, str | None]]:
    """Places with sides, the most frequent first."""
    counts = Counter((each.place, each.side and each.side.value) for each in episodes if each.place in PLACES)
    return [(place, side) for (place, side), _count in counts.most_common() if place]


def write_draft(values: Values, opened_at: datetime) -> str:
    """The values of an unfinished form as text, with when it was opened."""
    return json.dumps({"opened_at": opened_at.isoformat(timespec="seconds"), **values}, ensure_ascii=False)


def read_draft(text: str) -> Values:
    """The values of an unfinished form; empty when the text is no draft.

    A form without a start meant "now" when it was opened, or that it had just ended then.
    """
    try:
        found = json.loads(text)
        opened_at = datetime.fromisoformat(found.pop("opened_at"))
        values: Values = {
            str(name): tuple(str(word) for word in value) if isinstance(value, list) else str(value)
            for name, value in found.items()
        }
        length = parse_duration(str(values["length"]), longest=LONGEST_EPISODE) if "length" in values else 0
    except (ValueError, KeyError, TypeError, AttributeError, WrongUsage):
        return {}
    return {"at": (opened_at - timedelta(seconds=length)).isoformat(), **values} if values else {}
