"""Tell a practice after which the reasons to stop are shown: more pain than before it, or the most effort."""

from __future__ import annotations

MUCH_PAIN = 2
"""The rise of pain, of 10, that is more than a chance reading: as for a fall (fact L08)."""
MOST_EFFORT = 10
MORE_PAIN = "More pain than before: ask a physiotherapist or doctor before the next time."
HARDEST = "As hard as it can be: ask a physiotherapist or doctor before the next time."


def has_more_pain(pain: int | None, pain_after: int | None) -> bool:
    """Return whether the pain after a practice was clearly higher than before it; False where one is not recorded."""
    return pain is not None and pain_after is not None and pain_after - pain >= MUCH_PAIN


def strain_note(
    pain: int | None, pain_after: int | None, effort: int | None, *, more_pain: str = MORE_PAIN, hardest: str = HARDEST
) -> str:
    """Return the sentence for a practice that was followed by more pain or was as hard as can be; empty for another.

    Args:
        pain: before it, None for not recorded, as for the others.
        pain_after: after it.
        effort: how hard it was.
        more_pain: the sentence for more pain, in the language of the run.
        hardest: that for the most effort.
    """
    if has_more_pain(pain, pain_after):
        return more_pain
    return hardest if effort == MOST_EFFORT else ""
