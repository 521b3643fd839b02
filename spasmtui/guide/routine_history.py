"""The diary's record of a page's routines: how often they were used and whether they helped."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from spasmtui.shared.formats import times

_EASED = ("most", "gone")
"""The answers that every count of what helped takes for a cramp that was gone or mostly gone."""


class _Tried(Protocol):
    @property
    def routine(self) -> str | None: ...


class EpisodeLike(Protocol):
    """The fields of an episode that are read here."""

    @property
    def tried(self) -> tuple[_Tried, ...]:
        """The routines used."""
        ...

    @property
    def helped(self) -> str | None:
        """The recorded relief: `no`, `some`, `most` or `gone`; None is not recorded."""
        ...


class PracticeLike(Protocol):
    """The fields of a practice, a routine done outside an episode, that are read here."""

    @property
    def routine(self) -> str:
        """The routine's id."""
        ...


class DiaryLike(Protocol):
    """The part of the diary that the guide reads."""

    def episodes(self) -> Iterable[EpisodeLike]:
        """Return every episode."""
        ...

    def practices(self) -> Iterable[PracticeLike]:
        """Return every routine done outside an episode."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineHistory:
    """Counts of uses of some routines and of recorded relief."""

    used: int
    """Episodes in which one of them was tried, and times one was done outside an episode."""
    recorded: int
    """Those of the episodes in which the relief is recorded."""
    eased: int
    """Those of the recorded episodes in which the cramp was gone or mostly gone."""
    routines: int = 1
    """The routines of the page."""

    @property
    def sentence(self) -> str:
        """One line for the page; empty when nothing was used."""
        if not self.used:
            return ""
        used = f"You used the {'routine' if self.routines == 1 else 'routines'} of this page {times(self.used)}"
        if not self.recorded:
            return f"{used}; whether it helped is not recorded."
        return f"{used}; the cramp was gone, or mostly, in {self.eased} of {self.recorded} recorded."


def routine_history_of(
    routines: Collection[str], episodes: Iterable[EpisodeLike], practices: Iterable[PracticeLike] = ()
) -> RoutineHistory:
    """Count the uses of these routines and how often they eased a cramp; "not recorded" is counted neither way."""
    matching = [episode for episode in episodes if any(tried.routine in routines for tried in episode.tried)]
    outcomes = [str(episode.helped) for episode in matching if episode.helped is not None]
    practised = sum(practice.routine in routines for practice in practices)
    return RoutineHistory(
        used=len(matching) + practised,
        recorded=len(outcomes),
        eased=sum(outcome in _EASED for outcome in outcomes),
        routines=len(routines),
    )
