"""Hold what a plan asks for beside a routine, the set that is done, and how each set was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.relief.session.completion import held_this_round, is_completed, is_worth_recording
from spasmtui.relief.session.how_it_was import HowItWas
from spasmtui.relief.session.states import State
from spasmtui.relief.words import words

if TYPE_CHECKING:
    from spasmtui.relief.routines.model import Routine
    from spasmtui.relief.session.session import Session

MOST_SETS = 20
_ENDED = frozenset({State.FINISHED, State.DONE, State.LEFT})


class Planned(NamedTuple):
    """The wishes beside the routine itself, as a plan has them; the defaults are none."""

    sides: str = ""
    """`left`, `right` or `both`; empty for the routine's own sides."""
    sets: int = 1
    """The runs of the routine that are wanted, one after the other."""
    is_practice: bool = False
    """True if a routine for a cramp is practised without one."""

    def routine(self, routine: Routine) -> Routine:
        """Return the routine as it is to be done."""
        if not (self.sides or self.is_practice):
            return routine
        from spasmtui.relief.routines.two_sides import (  # noqa: PLC0415 -- only a plan asks for it, and a start loads nothing more
            as_planned,
        )

        return as_planned(routine, self.sides, is_practice=self.is_practice)

    def fields(self) -> dict[str, Any]:
        """Return what the state file has of it; nothing where nothing is asked for."""
        default = Planned()
        return {f"planned_{name}": value for name, value in self._asdict().items() if value != getattr(default, name)}

    @classmethod
    def from_fields(cls, document: dict[str, Any]) -> Planned:
        """Return what the document of a state file has of it; what cannot be used asks for nothing."""
        sides, sets = document.get("planned_sides", ""), document.get("planned_sets", 1)
        return cls(
            sides=sides if sides in ("left", "right", "both") else "",
            sets=sets if type(sets) is int and 1 <= sets <= MOST_SETS else 1,
            is_practice=document.get("planned_is_practice") is True,
        )


def settle_sets(number: int) -> int:
    """Return a number of sets that was asked for.

    Raises:
        WrongUsage: nobody does so many, or none.
    """
    if not 1 <= number <= MOST_SETS:
        raise WrongUsage(f"A routine has 1 to {MOST_SETS} sets, not {number}.")
    return number


AS_WRITTEN = Planned()
"""Nothing is asked for beside the routine."""


class Sets:
    """The sets that are done in one run, and how the last one was."""

    def __init__(self, planned: Planned, number: int) -> None:
        self.planned = planned
        self.number = number
        """The number of the set that is done, from 1."""
        self.answers: HowItWas | None = None
        """The answers on how it was; None before the first question."""

    @property
    def has_next(self) -> bool:
        """True if a further set is wanted after the one that is done."""
        return self.number < self.planned.sets

    @property
    def words(self) -> str:
        """The words for the set that is done, such as `Set 1 of 3.`; empty where one is enough."""
        if self.planned.sets == 1:
            return ""
        return words().set_of.format(number=self.number, sets=max(self.number, self.planned.sets))

    def begin_next(self) -> None:
        """Begin the next set."""
        self.number, self.answers = self.number + 1, None

    def how(self, session: Session) -> HowItWas | None:
        """Return what is asked of a set that has ended; None while it runs, and where it was too short to be kept."""
        if session.state not in _ENDED:
            return None
        if not is_worth_recording(held_this_round(session), completed=is_completed(session)):
            return None
        self.answers = self.answers or HowItWas.about(session.routine)
        return self.answers

    def fields(self) -> dict[str, Any]:
        """Return what the state file has of them."""
        return self.planned.fields() | ({"set": self.number} if self.number > 1 else {})
