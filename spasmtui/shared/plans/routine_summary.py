"""Define what a plan wants to know of a routine, which the relief room tells."""

from __future__ import annotations

from typing import NamedTuple


class RoutineSummary(NamedTuple):
    """A routine in a few words."""

    id: str
    title: str
    place: str = ""
    """The heading below which it is listed."""
    seconds: int = 0
    """How long one run takes."""
    figure: str | None = None
    """The figure of its main step."""
