"""Load the plans that the program brings, which begin on the day they are taken."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.plans.items import read_item
from spasmtui.shared.plans.model import WEEK_DAYS, PlanItem
from spasmtui.shared.toml_files import REINSTALL, read_toml

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "plans"


class ShippedPlan(NamedTuple):
    """A plan that the program brings, from a first day on."""

    id: str
    title: str
    items: tuple[PlanItem, ...]
    decide: str
    """A sentence about what comes after its weeks, with its facts."""
    facts: tuple[str, ...]


def shipped_ids(content: Path) -> tuple[str, ...]:
    """Return the ids of the plans that the program brings."""
    return tuple(sorted(path.stem for path in (content / FOLDER).glob("*.toml")))


def load_shipped(content: Path, plan: str, begins: date) -> ShippedPlan:
    """Return a plan that the program brings.

    Args:
        content: the root of the shipped content.
        plan: its id.
        begins: its first day.

    Raises:
        DataError: its file is missing or damaged.
    """
    document = read_toml(content / FOLDER / f"{plan}.toml", advice=REINSTALL)
    ends = begins + timedelta(days=WEEK_DAYS * document["weeks"] - 1)
    read = (read_item(table, str).item for table in document["items"])
    items = tuple(item._replace(from_day=begins, until=ends) for item in read if item is not None)
    return ShippedPlan(plan, document["title"], items, document["decide"], tuple(document["facts"]))
