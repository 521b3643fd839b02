"""Summarize what came of episodes: what eased them, the pain before and after, how long they lasted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from spasmtui.episodes.insights.statistics import Share
from spasmtui.episodes.model.episode import EASED, HELPFUL, Episode
from spasmtui.episodes.model.tried_uses import TriedUses, group_by_tried

HIGHEST_PAIN = 10
"""The upper end of the scale of pain."""
LENGTHS = (
    (1, "under 1 min"), (2, "1 to 2 min"), (5, "2 to 5 min"), (10, "5 to 10 min"), (20, "10 to 20 min"),
    (60, "20 to 60 min"), (float("inf"), "1 h or more"),
)  # fmt: skip
"""(minutes, name): each length of time, and the minutes below which it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PainChange:
    """The pain at its worst and afterwards, of the episodes that have both, and of each alone."""

    worst: tuple[int, ...]
    """Episodes by their worst pain, 0 to 10."""
    after: tuple[int, ...]
    """Episodes by the pain afterwards, 0 to 10."""
    both: tuple[float, float] | None
    """The medians of the worst pain and of the pain afterwards, of the episodes with both."""
    both_recorded: int
    eased: int
    """Episodes with both whose pain was lower afterwards."""

    @property
    def worst_recorded(self) -> int:
        """The number of episodes with a worst pain."""
        return sum(self.worst)

    @property
    def after_recorded(self) -> int:
        """The number of episodes with a pain afterwards."""
        return sum(self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedAtPlace:
    """A routine or a remedy at one place: how often the cramp was gone or mostly gone after it."""

    place: str | None
    """The place's id; None where it is not recorded."""
    routine: str | None = None
    remedy: str | None = None
    eased: int
    recorded: int
    """The episodes with an answer, at least one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedSummary:
    """The episodes in which a routine or a remedy was tried: how many, how often it helped, how long they lasted."""

    routine: str | None = None
    """The routine's id; None for a remedy."""
    remedy: str | None = None
    """The remedy of the person's own, spelled as it was typed last; None for a routine."""
    episodes: int
    helped: Share
    """Those with some help, most or all, out of the episodes with an answer."""
    eased: Share
    """Those that were gone, or most of which was, out of the episodes with an answer."""
    minutes: float | None
    """The median length of the episodes with a known end."""
    minutes_recorded: int
    pain: tuple[float, float] | None
    """The median pain at its worst and afterwards, of the episodes with both."""
    pain_recorded: int


def median_of_scores(counts: Sequence[int]) -> float | None:
    """Return the median of scores that were counted by their value; None where there are none."""
    scores = [score for score, count in enumerate(counts) for _each in range(count)]
    return median(scores) if scores else None


def summarize_pain(episodes: Iterable[Episode]) -> PainChange:
    """Summarize the pain before and after."""
    known = tuple(episodes)
    worst = Counter(each.pain for each in known)
    after = Counter(each.pain_after for each in known)
    pairs = _pain_pairs(known)
    return PainChange(
        worst=tuple(worst[score] for score in range(HIGHEST_PAIN + 1)),
        after=tuple(after[score] for score in range(HIGHEST_PAIN + 1)),
        both=_median_pair(pairs),
        both_recorded=len(pairs),
        eased=sum(after < before for before, after in pairs),
    )


def count_lengths(minutes: Iterable[float]) -> tuple[tuple[str, int], ...]:
    """Count lengths by the ranges of `LENGTHS`, from the first that has any to the last."""
    counts = [0] * len(LENGTHS)
    for length in minutes:
        counts[next(index for index, (end, _name) in enumerate(LENGTHS) if length < end)] += 1
    used = [index for index, count in enumerate(counts) if count]
    return tuple((LENGTHS[index][1], counts[index]) for index in range(min(used), max(used) + 1)) if used else ()


def summarize_tried(episodes: Iterable[Episode]) -> tuple[TriedSummary, ...]:
    """Summarize each routine and each remedy that was tried, the most frequent first."""
    return tuple(map(_tried_row, group_by_tried(episodes)))


def count_eased_by_place(episodes: Iterable[Episode]) -> tuple[TriedAtPlace, ...]:
    """Count the answers to what was tried at each place, the most answers first; without an answer there is no row."""
    at_places: defaultdict[str | None, list[Episode]] = defaultdict(list)
    for episode in episodes:
        if episode.helped is not None:
            at_places[episode.place].append(episode)
    rows = [
        TriedAtPlace(
            place=place,
            routine=uses.tried.routine,
            remedy=uses.tried.remedy,
            eased=sum(each.helped in EASED for each in uses.episodes),
            recorded=len(uses.episodes),
        )
        for place, here in at_places.items()
        for uses in group_by_tried(here)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.recorded, row.place or "", row.routine or row.remedy or "")))


def _tried_row(uses: TriedUses) -> TriedSummary:
    tried, episodes = uses
    answers = [each.helped for each in episodes if each.helped is not None]
    minutes = [length / 60 for each in episodes if (length := each.duration_seconds) is not None]
    pairs = _pain_pairs(episodes)
    return TriedSummary(
        routine=tried.routine,
        remedy=tried.remedy,
        episodes=len(episodes),
        helped=Share(count=sum(answer in HELPFUL for answer in answers), total=len(answers)),
        eased=Share(count=sum(answer in EASED for answer in answers), total=len(answers)),
        minutes=median(minutes) if minutes else None,
        minutes_recorded=len(minutes),
        pain=_median_pair(pairs),
        pain_recorded=len(pairs),
    )


def _pain_pairs(episodes: Iterable[Episode]) -> list[tuple[int, int]]:
    return [(each.pain, each.pain_after) for each in episodes if each.pain is not None and each.pain_after is not None]


def _median_pair(pairs: Sequence[tuple[int, int]]) -> tuple[float, float] | None:
    if not pairs:
        return None
    return median(before for before, _after in pairs), median(after for _before, after in pairs)
