"""Hold an item of heat or cold to what its routine allows: one run at a time, with the wait for the skin after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from spasmtui.errors import RefusedForSafety
from spasmtui.shared.formats import number
from spasmtui.terminal.sanitize import quoted

if TYPE_CHECKING:
    from spasmtui.shared.plans.model import PlanItem

WAKING_SECONDS = 16 * 3600
"""The part of a day in which somebody can look at the skin: heat and cold are not for sleep."""


class SkinLimits(Protocol):
    """The limits of a routine with heat or cold."""

    @property
    def longest_seconds(self) -> int:
        """The longest time on the skin."""
        ...

    @property
    def wait_seconds(self) -> int:
        """The wait until the next time."""
        ...


def check_skin(item: PlanItem, title: str, limits: SkinLimits | None) -> None:
    """Check an item against the limits of its routine; None where nothing is on the skin.

    Raises:
        RefusedForSafety: it asks for more than the skin's wait leaves room for.
    """
    if limits is None:
        return
    most = max(1, WAKING_SECONDS // (limits.longest_seconds + limits.wait_seconds))
    asked = max((item.times_a_day, *((len(item.at),) if item.at else ())))
    if item.sets == 1 and asked <= most:
        return
    wait = number(limits.wait_seconds / 3600)
    raise RefusedForSafety(
        f"{quoted(title)} puts heat or cold on the skin, with a wait of {wait} h before the next time. A plan may ask "
        f"for one set at a time, at most {most} times a day."
    )
