"""Define a trial of one: weeks with a routine and weeks without it, in an order that was drawn by chance."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le

from spasmtui.episodes.model.episode import Name
from spasmtui.shared.trials.limits import FEWEST_WEEKS, MOST_WEEKS


class Measure(StrEnum):
    """The measure that a trial compares, chosen before it begins."""

    NIGHTS = "nights"
    """Nights with a cramp, of the nights recorded."""
    CRAMPS = "cramps"
    """Cramps at night, of the nights recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One trial. The order of its weeks follows from the seed, so that it can be drawn again and never changed."""

    id: str
    routine: Name
    started_at: datetime
    """When it was agreed to; with its offset."""
    first_day: Name
    """The local date with which its first week begins, ISO 8601."""
    weeks: Annotated[int, Ge(FEWEST_WEEKS), Le(MOST_WEEKS)]
    measure: Measure
    seed: Name
    ended_at: datetime | None = None
    """When the person ended it before its last week; None otherwise."""
    updated_at: datetime
    device: Name
