"""Define what was read of the plan: its items, the titles of their routines, and a sentence for each fault."""

from __future__ import annotations

from typing import NamedTuple

from spasmtui.shared.plans.model import Plan, PlanItem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PLAN_FILE = "plan.toml"


class Origin(NamedTuple):
    """The table of a file in which an item is written."""

    file: str = PLAN_FILE
    """The path below the settings folder: `plan.toml`, or `routines/ID.toml` for the table of a routine."""
    row: int = 0
    """Its number among the tables of that file, from 0."""


class LoadedPlan(NamedTuple):
    """The plan as its files have it."""

    plan: Plan = Plan()
    origins: tuple[Origin, ...] = ()
    """The table of each item, in the order of the items."""
    titles: Mapping[str, str] = {}
    """The title of each routine of the plan, by its id."""
    faults: tuple[str, ...] = ()
    """A sentence for each value that cannot be used; what is without a fault is used all the same."""
    unknown: tuple[str, ...] = ()
    """A sentence for each key that nothing reads; it stays in the file."""
    is_broken: bool = False
    """True if `plan.toml` cannot be read as a whole, so that nothing may be written into it."""

    def title(self, routine: str) -> str:
        """Return the title of a routine; one without a file is named by its id."""
        return self.titles.get(routine, routine)

    def origin_of(self, item: PlanItem) -> Origin:
        """Return the table in which an item is written."""
        return self.origins[self.plan.items.index(item)]
