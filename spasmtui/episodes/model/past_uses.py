"""Count how often each routine was used and how often it helped, and the episodes of each place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from spasmtui.episodes.model.episode import EASED, Episode, Practice
from spasmtui.episodes.model.usual_place import count_by_place


class RoutineRecord(NamedTuple):
    """The past uses of one routine."""

    used: int
    """The episodes in which it was tried, and the times it was done outside an episode."""
    recorded: int = 0
    """Those of the episodes in which the relief is recorded."""
    eased: int = 0
    """Those of the recorded episodes in which the cramp was gone or mostly gone."""
    at_places: Mapping[str, tuple[int, int]] = {}
    """The two counts of each place with a recorded episode: eased, recorded."""


class PastUses(NamedTuple):
    """The uses of routines by id, and the number of episodes by place and side, None where that is not recorded."""

    routines: Mapping[str, RoutineRecord]
    places: Mapping[tuple[str, str | None], int]


def count_past_uses(episodes: Iterable[Episode], practices: Iterable[Practice]) -> PastUses:
    """Return the counts; an episode with two routines counts for both, and one without a place for none."""
    used = Counter(practice.routine for practice in practices)
    recorded: Counter[str] = Counter()
    eased: Counter[str] = Counter()
    at_places: defaultdict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    known = tuple(episodes)
    for episode in known:
        routines = {tried.routine for tried in episode.tried if tried.routine is not None}
        used.update(routines)
        recorded.update(routines if episode.helped is not None else ())
        eased.update(routines if episode.helped in EASED else ())
        if episode.helped is not None and (place := episode.place) is not None:
            for routine in routines:
                gone, answers = at_places[routine].get(place, (0, 0))
                at_places[routine][place] = gone + (episode.helped in EASED), answers + 1
    return PastUses(
        routines={
            routine: RoutineRecord(number, recorded[routine], eased[routine], at_places.get(routine, {}))
            for routine, number in used.items()
        },
        places=count_by_place(known),
    )
