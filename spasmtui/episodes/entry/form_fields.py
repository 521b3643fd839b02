"""Define the lines of an episode's form and the effect of a key on a line, without its screen.

A value is the text a person would type on the command line, so that form and command store the same episode.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.entry.field_input import read_fields, with_consistent_end
from spasmtui.episodes.entry.own_words import NONE, TRIGGERS
from spasmtui.episodes.entry.tried_input import keep_measured
from spasmtui.episodes.model.episode import OWN, Tried, fold_remedy
from spasmtui.episodes.model.fields import question_fields
from spasmtui.episodes.model.names import SHIPPED, Names, id_words, word_name
from spasmtui.episodes.model.tried_uses import RECENT_EPISODES, own_remedies
from spasmtui.episodes.model.usual_place import count_by_place
from spasmtui.errors import DataError
from spasmtui.shared.formats import place_with_side
from spasmtui.shared.places import PLACES, PlaceIndex, shipped_routine_ids
from spasmtui.shared.text_wrap import truncate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.model.fields import Field, FieldKind

Value = str | tuple[str, ...]
Values = dict[str, Value]
"""The answers by field; a field that is not in it is "not recorded"."""

TRIED_OFFERED = 16
"""The routines and remedies that are offered; there is a key for each."""
OFFERED_CELLS = 48
"""The cells of one of them: two lines beside the fields of a small window."""
REMEDIES_OFFERED = 7
"""The most remedies among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One line of the form."""

    name: str
    """The `typed_name` of the episode's field; `where` is the place with its side."""
    label: str
    kind: FieldKind
    options: tuple[tuple[str, str], ...] = ()
    """(value, text), chosen by `OPTION_KEYS` in their order."""
    hint: str = ""
    """The keys of this line, groups of them separated by three spaces."""

    @property
    def can_be_typed(self) -> bool:
        """True where a line of text can be typed."""
        return self.kind in ("moment", "length", "text") or self.takes_many

    @property
    def takes_many(self) -> bool:
        """True where several options can be chosen."""
        return self.kind in ("words", "tried")


def form_fields(
    *,
    usual: Sequence[tuple[str, str | None]],
    routines: Sequence[str],
    signs: Mapping[str, str],
    remedies: Sequence[str] = (),
    tried_before: int = 0,
    names: Names = SHIPPED,
) -> tuple[FormField, ...]:
    """Return the lines of the form, in the order in which they are asked.

    Args:
        usual: the places with sides of this diary, most frequent first.
        routines: ids of routines, those tried before first.
        signs: red-flag signs by id.
        remedies: the person's own, the most frequent first.
        tried_before: how many of the routines were tried before; the remedies are offered after these.
        names: the titles of routines.
    """
    own = [Tried(remedy=remedy).text for remedy in remedies[:REMEDIES_OFFERED]]
    before = min(tried_before, TRIED_OFFERED - len(own))
    places = [f"{place} {side}" if side else place for place, side in usual][:6]
    offered = {
        "place": _named((*places, *(place for place in PLACES if place not in places))[:10], where_words),
        "triggers": _named((*TRIGGERS[:9], NONE, *TRIGGERS[9:]), word_name),
        "tried": _named(
            (*routines[:before], *own, *routines[before:])[:TRIED_OFFERED],
            lambda each: truncate(names.tried_text(each), OFFERED_CELLS),
        ),
        "signs": (*tuple(signs.items())[:12], (NONE, "none of these")),
    }
    return tuple(
        FormField(
            name=_form_name(field),
            label=question.label,
            kind=field.kind,
            options=_named(field.choices, id_words) if field.choices else offered.get(field.name, ()),
            hint=question.hint,
        )
        for field in question_fields()
        if (question := field.question) is not None
    )


def diary_fields(
    newest_first: Sequence[Episode], *, content: Path, signs: Mapping[str, str], names: Names = SHIPPED
) -> tuple[FormField, ...]:
    """Return the lines of the form, which offer first what these episodes have most."""
    usual = usual_places(newest_first)
    return form_fields(
        usual=usual,
        routines=most_tried_first(likely_routines([place for place, _side in usual], content), newest_first),
        signs=signs,
        remedies=own_remedies(newest_first),
        tried_before=len(most_tried_first((), newest_first)),
        names=names,
    )


def _form_name(field: Field) -> str:
    """Return the field's name in the form; a place is asked together with its side."""
    return "where" if field.kind == "place" else field.typed_name


def _named(values: Iterable[str], name: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    return tuple((value, name(value)) for value in values)


def where_words(value: str) -> str:
    """Return a place with its side as people say it: `left upper back` for `upper-back left`."""
    return place_with_side(*place_and_side(value))


def place_and_side(value: str) -> tuple[str | None, str | None]:
    """Return the place and the side of a form's value, such as `calf left`; None for what it lacks."""
    words = value.split()
    place = next((word for word in words if word in PLACES), None)
    return place, next((word for word in words if word not in PLACES), None)


OPTION_KEYS = "1234567890acdefgi"
"""The key of each option: the digits, then letters that have no other use in the form."""


def begins_typing(field: FormField, key: str) -> bool:
    """Return whether a key begins a line of text: a digit is the first of a time, and moves no start by itself."""
    return field.kind == "moment" and len(key) == 1 and key in "0123456789"


def apply_key(field: FormField, value: Value | None, key: str) -> tuple[Value | None, bool] | None:
    """Return the value after one key and whether to move on to the next field, or None for a key without a use here.

    Args:
        field: the chosen field.
        value: its value so far.
        key: one character, or `left` or `right`.
    """
    if field.kind == "score":
        score = "10" if key == "t" else key if key in "0123456789" else None
        return None if score is None else (score, True)
    if field.kind == "length" and key in "123456789":
        return f"{key}m", True
    if key in ("left", "right"):
        return _step(field, value, 1 if key == "right" else -1)
    if field.kind == "place" and key in "lrb":
        return _with_side(value, {"l": "left", "r": "right", "b": "both"}[key]), True
    if field.options and len(key) == 1 and (index := OPTION_KEYS.find(key)) in range(len(field.options)):
        return _choose(field, value, field.options[index][0])
    return None


def _choose(field: FormField, value: Value | None, option: str) -> tuple[Value | None, bool]:
    if field.takes_many:
        return _toggle(value, option), True
    # A place without a side waits for its side, or for the arrow down.
    return option, field.kind != "place" or " " in option


def chosen_words(value: Value | None, option: str) -> tuple[str, ...]:
    """Return the words of a value that are this option: a remedy in whatever spelling."""
    words = value if isinstance(value, tuple) else (value,)
    if not option.startswith(OWN):
        return tuple(word for word in words if word == option)
    return tuple(word for word in words if word is not None and fold_remedy(word) == fold_remedy(option))


def _toggle(value: Value | None, option: str) -> Value | None:
    words = value if isinstance(value, tuple) else ()
    if chosen := chosen_words(value, option):
        return tuple(word for word in words if word not in chosen) or None
    return (option,) if option == NONE else (*(word for word in words if word != NONE), option)


def _step(field: FormField, value: Value | None, step: int) -> tuple[Value | None, bool] | None:
    if field.kind == "place":
        words = str(value or "").split()
        place = next((word for word in words if word in PLACES), None)
        index = 0 if place is None and step > 0 else -1 if place is None else PLACES.index(place) + step
        return " ".join((PLACES[index % len(PLACES)], *(word for word in words if word not in PLACES))), False
    if field.kind == "choice":
        names = [option for option, _text in field.options]
        index = names.index(str(value)) + step if value in names else 0 if step > 0 else -1
        return names[index % len(names)], False
    return None


def _with_side(value: Value | None, side: str) -> Value | None:
    place = [word for word in str(value or "").split() if word in PLACES]
    return " ".join((*place, side))


def own_folder(config: Path | None) -> Path | None:
    """Return the folder with the person's own routines; None where there are no settings."""
    return None if config is None else config / "routines"


def form_values(episode: Episode) -> Values:
    """Return the values of an episode, as the form shows them."""
    return {
        _form_name(field): value
        for field in question_fields()
        if (value := _VALUES[field.kind](episode, field.value(episode))) is not None
    }


_VALUES: dict[FieldKind, Callable[[Episode, Any], Value | None]] = {
    "place": lambda episode, place: " ".join(part for part in (place, episode.side) if part) or None,
    "score": lambda _episode, score: None if score is None else str(score),
    "choice": lambda _episode, choice: choice and choice.value,
    "words": lambda _episode, words: None if words is None else words or (NONE,),
    "tried": lambda _episode, tried: tuple(dict.fromkeys(each.text for each in tried)) or None,
    "moment": lambda _episode, moment: moment.isoformat(),
    "length": lambda _episode, seconds: f"{seconds}s" if seconds else None,
    "text": lambda _episode, text: text,
}
"""The form's value of a recorded field, by its kind."""


def can_show(field: Field) -> bool:
    """Return whether the form shows a recorded value of the field."""
    return field.kind in _VALUES


def read_form(
    values: Values, *, now: datetime, content: Path, before: Episode | None = None, config: Path | None = None
) -> dict[str, Any]:
    """Return the fields to store: all of a new episode, or only the changes of an existing one.

    Args:
        values: the answers.
        now: the present.
        content: the root of the shipped content.
        before: the episode that is changed; None for a new one.
        config: the folder of the settings, with the person's own routines; None for none.

    Raises:
        WrongUsage: a value cannot be used.
    """
    own = own_folder(config)
    if before is None:
        return read_fields(_typed(values), now=now, content=content, own_routines=own)
    old = form_values(before)
    changed = {name: value for name, value in values.items() if old.get(name) != value}
    # What was tried before is looked up nowhere: the file of a routine of the person's own may have gone.
    tried = changed.get("tried", ())
    kept = {each.text: each for each in before.tried if each.text in tried}
    typed = _typed(changed) | ({"tried": [word for word in tried if word not in kept]} if tried else {})
    read = read_fields(typed, now=now, content=content, started_at=before.started_at, own_routines=own)
    if tried:
        keys = {each.key for each in kept.values()}
        added = (each for each in read["tried"] if each.key not in keys)
        read["tried"] = (*kept.values(), *keep_measured(tuple(added), before.tried))
    if "where" in changed:
        read = {"place": None, "side": None, **read}
    names = old.keys() - values.keys()
    emptied = [_emptied(field) for field in question_fields() if _form_name(field) in names]
    return with_consistent_end(before, {name: value for change in emptied for name, value in change.items()} | read)


def _emptied(field: Field) -> dict[str, object]:
    """Return the change that makes a line of the form "not recorded"; the start is never emptied."""
    if field.kind == "place":
        return {"place": None, "side": None}
    return field.cleared if field.is_clearable else {}


def _typed(values: Mapping[str, Value]) -> dict[str, Any]:
    typed: dict[str, Any] = {name: value for name, value in values.items() if name != "where"}
    if "where" in values:
        typed["place"], typed["side"] = place_and_side(str(values["where"]))
    return typed


def usual_places(episodes: Iterable[Episode]) -> list[tuple[str, str | None]]:
    """Return the places with their sides, the most frequent first."""
    return [(place, side) for (place, side), _count in count_by_place(episodes).most_common() if place in PLACES]


def likely_routines(usual: Iterable[str], content: Path) -> list[str]:
    """Return the ids of the shipped routines: those for the first usual place, those of other places, the rest.

    There are more than keys to choose them by, and the one for the cramp that most people have is to be among them.
    """
    shipped = shipped_routine_ids(content)
    try:
        places = PlaceIndex(content).places
    except DataError:
        return list(shipped)
    order = list(dict.fromkeys(usual))
    places = tuple(sorted(places, key=lambda each: order.index(each.id) if each.id in order else len(order)))
    of_places = [*places[0].also, *(each.routine for each in places)]
    return [each for each in dict.fromkeys([places[0].routine, *of_places, *shipped]) if each in shipped]


def most_tried_first(routines: Sequence[str], newest_first: Sequence[Episode]) -> list[str]:
    """Return routine ids: those tried in the newest episodes, the most frequent first, then the others."""
    tried = (each.routine for episode in newest_first[:RECENT_EPISODES] for each in episode.tried)
    used = Counter(routine for routine in tried if routine is not None)
    return list(dict.fromkeys([*(routine for routine, _count in used.most_common()), *routines]))
