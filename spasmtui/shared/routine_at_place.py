"""Find the routine and the place that words name together: `heat on my left calf`, `neck massage`."""

from __future__ import annotations

from typing import NamedTuple

from spasmtui.shared.words.fold import fold_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spasmtui.shared.places import PlaceIndex, Target
    from spasmtui.shared.words.place_request import PlaceRequest


_COLD = frozenset({"cold", "kalt", "kalte", "kalter", "kaltes", "froid", "froids", "frio", "frios", "fria", "frias"})
"""Words that mean cold as a treatment, and that something is cold."""
_OFTEN_COLD = frozenset({"foot", "hand"})
_TO_TREAT = frozenset({"on", "for", "to", "auf", "fur", "sur", "pour", "sobre", "para"})
"""Words before a place that is to be treated."""


class RoutineAtPlace(NamedTuple):
    """A routine that fits anywhere, or at this place, and the place it is asked for."""

    routine: str
    place: str
    side: str | None
    ignored: tuple[str, ...]
    """The words that are not understood."""


def find_routine_at_place(words: str, index: PlaceIndex) -> RoutineAtPlace | None:
    """Return the one routine and the one place among some words, in any order; None where they name others or more.

    A routine for another place than the named one is no such pair: which of the two is meant has to be asked.

    Args:
        words: as typed.
        index: the words for places and routines.
    """
    guess = index.guess(words) if index.find(words) is None else None
    return None if guess is None else join_routine_and_place(words, guess, index)


def join_routine_and_place(words: str, request: PlaceRequest, index: PlaceIndex) -> RoutineAtPlace | None:
    """Return the one routine and the one place of a request that names several things; None for any other.

    Args:
        words: as typed.
        request: the request that they make.
        index: the words for places and routines.
    """
    if not request.others or request.is_contradictory or find_cold_place(words, request, index):
        return None
    named = [_meaning(phrase, index) for phrase in (request.phrase, *request.others)]
    # `groin` means a routine that has a place of its own, so that beside `heat` it says where.
    anywhere = {each.routine for each in named if index.place_of(each) is None}
    routines = anywhere or {each.routine for each in named if each.place is None}
    places = {place for each in named if (place := index.place_of(each)) is not None}
    if len(routines) != 1 or len(places) != 1:
        return None
    return RoutineAtPlace(routines.pop(), places.pop(), request.side, request.ignored)


def find_cold_place(words: str, request: PlaceRequest, index: PlaceIndex) -> str:
    """Return the place that may be said to be cold, and not to be treated with cold, as in `cold feet`; else nothing.

    Arguments as for `join_routine_and_place`.
    """
    phrases = (request.phrase, *request.others)
    if not any(fold_word(each) in _COLD for each in phrases) or not _TO_TREAT.isdisjoint(fold_word(words).split()):
        return ""
    return next((each for each in phrases if index.place_of(_meaning(each, index)) in _OFTEN_COLD), "")


def _meaning(phrase: str, index: PlaceIndex) -> Target:
    folded = fold_word(phrase)
    return index.words.get(folded) or index.foreign_words[folded]
