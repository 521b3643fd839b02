"""Refuse to run heat or cold without its questions, its looks at the skin or its limits, whatever a file says.

The reader of routines puts all of them in. This is the last line behind it: a session that gets here without them is a
fault of the program or of a file that was changed, and does not run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from spasmtui.errors import RefusedForSafety
from spasmtui.relief.routines.model import MOST_ON_SKIN_SECONDS, MOST_WITHOUT_LOOK_SECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.relief.routines.model import Routine
    from spasmtui.relief.session.timeline import Segment


def require_limits(routine: Routine, plan: Sequence[Segment], added: Sequence[int], *, has_answered: bool) -> None:
    """Check that a routine may run. A plan without heat or cold always may.

    Args:
        routine: the routine of the plan.
        plan: its segments as they run.
        added: seconds by which each is longer.
        has_answered: the questions before the start are answered, or still stand before it.

    Raises:
        RefusedForSafety: something on the skin has no questions, no limits, or no look at the skin in time.
    """
    if not any(segment.is_on_skin for segment in plan):
        return
    skin, missing = routine.skin, ""
    if not (has_answered and routine.asks_before):
        missing = "the questions that come before it"
    elif (
        skin is None
        or skin.longest_seconds > MOST_ON_SKIN_SECONDS
        or skin.check_every_seconds > MOST_WITHOUT_LOOK_SECONDS
    ):
        missing = "its limits"
    elif seconds_without_look(plan, added) > MOST_WITHOUT_LOOK_SECONDS:
        missing = "a look at the skin in time"
    if missing:
        raise RefusedForSafety(f"{routine.title!r} has heat or cold without {missing}, so that it does not run.")


def seconds_without_look(plan: Sequence[Segment], added: Sequence[int]) -> int:
    """Return the longest time on the skin between two looks at it."""
    most = since = 0
    for segment, more in zip(plan, added, strict=True):
        since = 0 if segment.is_skin_check else since + (segment.seconds + more) * segment.is_on_skin
        most = max(most, since)
    return most


def gate_mark(routine: Routine) -> str:
    """Return a short mark of the questions and the steps of a routine: another text has another mark.

    It tells whether the answers before an interruption were for the routine that goes on. Empty without questions.
    """
    if not routine.asks_before:
        return ""
    return f"{crc32(repr((routine.id, routine.asks_before, routine.flat_steps)).encode()):08x}"
