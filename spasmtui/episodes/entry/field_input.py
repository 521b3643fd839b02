"""Turn the texts typed on the command line or in the form into the fields of an episode."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.entry.own_words import checked_text, empty_if_none, read_words
from spasmtui.episodes.entry.red_flag_loader import check_signs
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.fields import STORED_FIELDS, option_fields
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.shared.formats import either
from spasmtui.shared.places import PLACES, PlaceIndex, find_place_and_side, find_place_or_routine, one_side
from spasmtui.shared.routine_at_place import find_routine_at_place
from spasmtui.shared.words.place_request import read_side
from spasmtui.shell import load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from enum import StrEnum
    from pathlib import Path

    from spasmtui.episodes.model.fields import Field, FieldKind

LONGEST_EPISODE = timedelta(days=7)
"""An episode of more than a week is a slip of the finger."""


def read_fields(
    typed: Mapping[str, Any],
    *,
    now: datetime,
    content: Path,
    started_at: datetime | None = None,
    own_routines: Path | None = None,
) -> dict[str, Any]:
    """Return the fields that were given, as an episode holds them.

    Args:
        typed: texts by their `typed_name`, such as `at` and `length` for the times; None is "not given". `at` may be
            the instant itself. `triggers`, `tried` and `signs` are lists of words, where the single word `none` means
            that there was none.
        now: the present.
        content: the root of the shipped content.
        started_at: when the episode began that these fields change; None for a new one.
        own_routines: the folder with the person's own routines; it need not exist.

    Raises:
        WrongUsage: a value cannot be used; the sentence says which values can.
    """
    given = {name: value for name, value in typed.items() if value is not None}
    if "side" in given:
        given["side"] = find_side(given["side"], content) or given["side"]
    if "place" in given:
        place, side = find_place_and_side(given["place"], given.get("side"), content)
        del given["place"]
        given |= {name: value for name, value in (("place", place), ("side", side)) if value is not None}
    fields = _times(given, now, started_at)
    for field in STORED_FIELDS:
        if field.name in given:
            value = given[field.name]
            if field.kind == "tried":
                value = load("spasmtui.episodes.entry.tried_input:read_tried")(value, content, own_routines)
            elif field.kind == "choice":
                value = _read_choice(field, value, content)
            else:
                value = _READERS[field.kind](field, value)
            fields[field.name] = value
    check_signs(fields.get("signs") or (), content)
    return fields


def find_side(text: str, content: Path) -> str | None:
    """Return the side that a text says alone, in a word of any language that places are read in; else None."""
    return read_side(text) or PlaceIndex(content).find_side(text)


def resolve_place(typed: Mapping[str, Any], content: Path) -> dict[str, Any]:
    """Return the typed values with the id of the place; a routine that is for no place joins `tried`.

    Words such as `heat on my calf` name both, and both are taken.

    Raises:
        WrongUsage: the word names neither a place nor a routine.
    """
    if typed.get("place") is None or typed["place"] in PLACES:  # an id is known without reading the words for it
        return dict(typed)
    if typed.get("side") is not None:
        typed = {**typed, "side": find_side(typed["side"], content) or typed["side"]}
    index = PlaceIndex(content)
    if (side := index.find_side(typed["place"])) is not None:
        return {**typed, "place": None, "side": one_side(typed["place"], side, typed.get("side"))}
    both = find_routine_at_place(typed["place"], index)
    if both is not None and not both.ignored:
        place: str | None = both.place
        routine, side = both.routine, both.side
    else:
        place, routine, side = find_place_or_routine(typed["place"], content)
    typed = {**typed, "place": place, "side": one_side(typed["place"], side, typed.get("side"))}
    if place is not None and both is None:
        return typed  # nobody said that the routine with which a cramp there begins was tried
    tried = empty_if_none(typed.get("tried") or ())
    return {**typed, "tried": list(dict.fromkeys((routine, *tried)))}


def _times(given: Mapping[str, Any], now: datetime, started_at: datetime | None) -> dict[str, Any]:
    """Return `started_at` and `ended_at` as far as they were given; a new episode with a length alone has just ended.

    Raises:
        WrongUsage: a text is no time or length, or the episode is not over yet.
    """
    fields: dict[str, Any] = {}
    length = None
    if "length" in given:
        # An episode that relief has timed may have been over at once.
        may_be_zero = given["length"] == "0s"
        parse_duration = load("spasmtui.shared.times.length_words:parse_duration")
        length = timedelta(seconds=parse_duration(given["length"], longest=LONGEST_EPISODE, may_be_zero=may_be_zero))
    if "at" in given:
        at = given["at"]
        started_at = at if isinstance(at, datetime) else load("spasmtui.shared.times.moments:parse_moment")(at, now)
        fields["started_at"] = started_at
    elif started_at is None:
        started_at = fields["started_at"] = now.replace(microsecond=0) - (length or timedelta())
    if length is not None:
        if started_at + length > now:
            read = load("spasmtui.shared.times.lengths:format_duration")(length.total_seconds())
            raise WrongUsage(
                f"{read} from {started_at:%H:%M} is not over yet: it is now {now:%H:%M}. "
                "Give a shorter length, or none."
            )
        fields["ended_at"] = started_at + length
    return fields


def new_episode(fields: Mapping[str, Any], *, identity: str, device: str, now: datetime) -> Episode:
    """Build an episode that is recorded afterwards: not open, its end known only if a length was given."""
    moment = now.replace(microsecond=0)
    return Episode(**{"id": identity, "device": device, "created_at": moment, "updated_at": moment, **fields})


def with_consistent_end(episode: Episode, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Complete the changes of an edit: a new start moves the end along, and a known end closes the episode."""
    changes = dict(fields)
    if "started_at" in changes and "ended_at" not in changes and episode.ended_at is not None:
        changes["ended_at"] = changes["started_at"] + (episode.ended_at - episode.started_at)
    if changes.get("ended_at") is not None:
        changes["is_open"] = False
    return changes


def drop_unchanged(episode: Episode, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes that make a difference: without one nothing is written, so that undo has no empty step.

    Times are compared as they are written: another offset of the same moment is a difference.
    """
    return {field: value for field, value in changes.items() if _written(getattr(episode, field)) != _written(value)}


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def read_score(text: str | int, subject: str) -> int:
    """Parse a whole number from 0 to 10, alone or on its scale: `7/10`, `7 out of 10`.

    Raises:
        WrongUsage: the text is not one; the sentence begins with the subject.
    """
    words = str(text).strip()
    if words.isdecimal() and len(words) <= 2 and int(words) <= 10:
        return int(words)
    with suppress(CannotStore):
        rating = load("spasmtui.episodes.entry.scales:read_rating")(words)
        if rating.converted_from is None:
            score: int = rating.score
            return score
    raise WrongUsage(f"{subject} is a whole number from 0 (none) to 10 (worst), not {text!r}.")


def _read_choice(field: Field, text: str, content: Path | None = None) -> StrEnum:
    """Return the choice that a text means, by other words for it too where there is `content` to look them up.

    Raises:
        WrongUsage: it means none.
    """
    assert field.choices is not None
    choice: StrEnum | None
    try:
        return field.choices("-".join(text.lower().split()))
    except ValueError:
        choice = None
        if content is not None:
            choice = load("spasmtui.episodes.entry.choice_words:find_choice")(field, text, content)
    if choice is None:
        raise WrongUsage(f"{field.subject} can be {either(field.choices)}, not {text!r}.")
    return choice


_READERS: dict[FieldKind, Callable[[Field, Any], Any]] = {
    "place": lambda _field, place: place,  # `read_fields` has found it, because its words may say a side
    "side": _read_choice,  # `read_fields` has found it, in whatever language
    "score": lambda field, text: read_score(text, field.subject),
    "words": lambda _field, words: read_words(words),
    "text": lambda field, text: checked_text(text, field.subject).strip("\n") or None,
}
"""The value of a field from its typed text, by the field's kind; choices and what was tried have modules."""
READ_TOGETHER = ("at", "length")
"""The typed names of the start and the length, which `_times` reads together."""


def can_read(field: Field) -> bool:
    """Return whether a typed value of the field is read; an option of any other field could not be stored."""
    return field.typed_name in READ_TOGETHER or field.kind in (*_READERS, "choice", "tried")


def clearable_fields() -> tuple[Field, ...]:
    """Return the fields that `--clear` takes, in the order of the options."""
    return tuple(field for field in option_fields() if field.is_clearable)


def clear_fields(names: Sequence[str]) -> dict[str, Any]:
    """Return the changes that make fields "not recorded" again.

    Raises:
        WrongUsage: a name is not that of a clearable field.
    """
    fields = {field.clear_name: field for field in clearable_fields()}
    for name in names:
        if name not in fields:
            raise WrongUsage(f"{name!r} cannot be cleared. Fields: {', '.join(fields)}.")
    return {attribute: value for name in names for attribute, value in fields[name].cleared.items()}
