"""Summarize a plan for the sheet: what was planned in its period, and what became of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from spasmtui.shared.formats import many
from spasmtui.shared.plans.progress import ItemCounts, PlanProgress
from spasmtui.shared.plans.words import SIDE_WORDS, often


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The median of one rating, and the number of practices that have it."""

    recorded: int
    median: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One item of the plan in the period, up to today."""

    routine: str
    """The routine's id."""
    side: str | None
    """In words, such as `left side`; None where the routine says it itself."""
    how_often: str
    """In words, such as `3 sets, twice a day on 5 days a week`."""
    planned: int
    """The times that were planned and are due; the next four numbers add up to it."""
    done: int
    part: int
    """The times that were partly done: ended early, or fewer sets or sides than planned."""
    skipped: int
    """The times of which the person said that they are left out."""
    not_recorded: int
    extra: int
    """The times that were done beyond the plan."""
    pain: Rating
    """Before a practice, and in the next two the pain after it and the effort."""
    pain_after: Rating
    effort: Rating

    @property
    def is_rated(self) -> bool:
        """True if there is a rating of any of its practices."""
        return any(each.recorded for each in (self.pain, self.pain_after, self.effort))


def plan_rows(progress: PlanProgress, since: date, until: date) -> tuple[PlanRow, ...]:
    """Return the items of a plan that have a day in the period, in the plan's order."""
    return tuple(map(_row, progress.in_period(since, until)))


def _row(item_counts: ItemCounts) -> PlanRow:
    item, counts = item_counts.item, item_counts.counts
    return PlanRow(
        routine=item.routine,
        side=SIDE_WORDS[item.sides] if item.sides else None,
        how_often=", ".join(filter(None, (many(item.sets, "set") if item.sets > 1 else "", often(item)))),
        planned=counts.planned - counts.to_come,
        done=counts.done,
        part=counts.part,
        skipped=counts.skipped,
        not_recorded=counts.not_recorded,
        extra=counts.extra,
        pain=_rate(item_counts.pains),
        pain_after=_rate(item_counts.pains_after),
        effort=_rate(item_counts.efforts),
    )


def _rate(values: Sequence[int]) -> Rating:
    return Rating(recorded=len(values), median=float(median(values)) if values else None)
