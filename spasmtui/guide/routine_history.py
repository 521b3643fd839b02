"""What the person's own diary says about a page's routines."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

_HELPED = ("some", "most", "gone")


class _Tried(Protocol):
    @property
    def routine(self) -> str: ...


class EpisodeLike(Protocol):
    """What is read of an episode."""

    @property
    def tried(self) -> tuple[_Tried, ...]:
        """The routines used."""
        ...

    @property
    def helped(self) -> str | None:
        """How much it helped; None is not recorded."""
        ...


class PracticeLike(Protocol):
    """What is read of a routine done outside an episode."""

    @property
    def routine(self) -> str:
        """The routine's id."""
        ...


class DiaryLike(Protocol):
    """What the guide asks of the diary."""

    def episodes(self) -> Iterable[EpisodeLike]:
        """Every episode."""
        ...

    def practices(self) -> Iterable[PracticeLike]:
        """Every routine done outside an episode."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineHistory:
    """How often some routines were used, and whether that helped."""

    used: int
    """Episodes in which one of them was tried, and times one was done outside an episode."""
    recorded: int
    """Of those episodes, how many say whether it helped."""
    helped: int
    """Of these, how many say that it helped at least some."""

    @property
    def sentence(self) -> str:
        """One line for the page; empty when nothing was used."""
        if not self.used:
            return ""
        times = "once" if self.used == 1 else f"{self.used} times"
        if not self.recorded:
            return f"You used this {times}. Whether it helped is not recorded."
        return f"You used this {times}. It helped in {self.helped} of {self.recorded} recorded."


def record_of(
    routines: Collection[str], episodes: Iterable[EpisodeLike], practices: Iterable[PracticeLike] = ()
) -> RoutineHistory:
    """The record of these routines; "not recorded" counts for nothing."""
    with_them = [episode for episode in episodes if any(tried.routine in routines for tried in episode.tried)]
    answers = [str(episode.helped) for episode in with_them if episode.helped is not None]
    outside = sum(practice.routine in routines for practice in practices)
    return RoutineHistory(
        used=len(with_them) + outside, recorded=len(answers), helped=sum(answer in _HELPED for answer in answers)
    )
