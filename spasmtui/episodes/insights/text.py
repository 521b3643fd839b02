"""What the diary supports, in sentences: for the command, for linear mode, and beside the pictures."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.insights.analysis import (
    AFTER_NIGHTS,
    BEFORE_NIGHTS,
    FEWEST_NIGHTS,
    FEWEST_OF_EACH,
    PERIOD_NIGHTS,
)
from spasmtui.episodes.insights.statistics import Share
from spasmtui.shared.durations import format_duration
from spasmtui.shared.formats import many, number, place_with_side

if TYPE_CHECKING:
    from spasmtui.episodes.insights.analysis import Comparison, Insights, MissingNights, Period, TriedSummary
    from spasmtui.episodes.model.night_rows import NightRow

DISCLAIMER = "Seen together is all a diary can say; it cannot tell what leads to what."
FEWEST_NIGHTS_FOR_A_RATE = 14
"""Nights recorded of a period from which episodes a week are told: one episode in one night is no seven a week."""
NIGHT_MEANS = "A night here has the afternoon before it, from noon to noon."


def percent(share: float) -> str:
    """A share as a whole number of percent."""
    return f"{round(share * 100)}%"


def share_text(share: Share) -> str:
    """`4 of 5 recorded (80%, interval 38% to 96%)`; the bare numbers when there is nothing to share."""
    if share.value is None or share.interval is None:
        return "not recorded"
    low, high = share.interval
    return f"{share.count} of {share.of} recorded ({percent(share.value)}, interval {percent(low)} to {percent(high)})"


def nights_text(share: Share) -> str:
    """Nights with a cramp as a share, or only their number while no night was said to be free."""
    if share.of and share.count == share.of:
        return f"{share.count}; no night was said to be free, so no share"
    return share_text(share)


def _nights(count: int) -> str:
    return "night" if count == 1 else f"{count} nights"


def headline(found: Insights) -> list[str]:
    """Nights, weeks, lengths."""
    if not found.rows:
        return []
    unrecorded = len(found.rows) - found.affected.of
    lines = [f"Nights with a cramp: {nights_text(found.affected)}. Not recorded: {unrecorded}. {NIGHT_MEANS}"]
    if found.only_by_day:
        lines.append(f"Cramps by day alone: {found.only_by_day} of them.")
    lines.append(f"The last {_nights(found.recent.nights)}: {period_text(found.recent)}")
    if found.before is not None:
        lines.append(f"The {_nights(found.before.nights)} before: {period_text(found.before)}")
    if found.minutes is not None and found.longest_minutes is not None:
        longest = format_duration(found.longest_minutes * 60)
        lines.append(
            f"Length: median {format_duration(found.minutes * 60)}, longest {longest} "
            f"({found.minutes_recorded} of {many(found.episodes, 'episode')} recorded)."
        )
    return lines


def period_text(period: Period) -> str:
    """Episodes and nights of a period; episodes a week only once enough nights are recorded to call it a rate."""
    told = many(period.episodes, "episode")
    if period.affected.of >= FEWEST_NIGHTS_FOR_A_RATE:
        told += f", {number(period.per_week)} a week"
    return f"{told}; nights with a cramp: {nights_text(period.affected)}."


def tried_text(tried: TriedSummary) -> str:
    """What was tried: how often, how often it helped, how long the episodes lasted."""
    helped = "whether it helped is not recorded" if not tried.helped.of else f"helped in {share_text(tried.helped)}"
    length = (
        ""
        if tried.minutes is None
        else f"; it lasted {format_duration(tried.minutes * 60)}"
        if tried.episodes == 1
        else f"; they lasted {format_duration(tried.minutes * 60)} (median of {tried.minutes_recorded})"
    )
    return f"{tried.routine}: {many(tried.episodes, 'episode')}, {helped}{length}."


_BESIDE = {
    "period": ("The latest weeks", "the weeks before"),
    "bedtime": ("From the first bedtime stretches on", "the weeks before"),
}


def comparison_text(comparison: Comparison) -> str:
    """Two shares side by side, and whether the diary supports a difference."""
    with_it, without = _BESIDE.get(comparison.about, (f"Days with {comparison.name}", "other days described"))
    one, other = comparison.one, comparison.other
    text = (
        f"{with_it}: a cramp on {one.count} of {one.of} ({percent(one.value or 0)}); "
        f"{without}: {other.count} of {other.of} ({percent(other.value or 0)})."
    )
    if not comparison.is_finding or comparison.difference is None:
        return f"{text} No clear difference."
    low, high = comparison.difference
    seen = "Seen together" if comparison.about == "day" else "They differ"
    return f"{text} {seen}: {round(low * 100):+} to {round(high * 100):+} points."


def bedtime_text(found: Insights) -> list[str]:
    """The two weeks before and the six weeks from the first bedtime stretches on, side by side."""
    if found.bedtime is None:
        return []
    before, after = found.bedtime
    return [
        f"Bedtime stretches, since {after.since}",
        f"{before.nights} of {BEFORE_NIGHTS} nights before: {period_text(before)}",
        f"{after.nights} of {AFTER_NIGHTS} nights since: {period_text(after)}",
    ]


def not_yet(found: Insights) -> list[str]:
    """What there is too little of, and how many more nights it needs."""
    lines = missing_text(found.missing)
    if found.unsaid:
        days = "day is" if found.unsaid == 1 else "days are"
        lines.append(f"{found.unsaid} {days} described without saying that no cramp came; the word none says it.")
    if found.missing.is_enough and not found.comparisons:
        lines.append("No kind of day is described often enough to compare. `spasmtui log day effort` describes one.")
    if found.thin_words:
        need = f"{FEWEST_OF_EACH} nights with and {FEWEST_OF_EACH} without"
        lines.append(f"Too few nights yet for {', '.join(found.thin_words)}: {need} are needed.")
    if found.triggers:
        lines.append("Triggers are asked only when a cramp came, so they are counted and not compared.")
    if found.bedtime is None and found.rows:
        lines.append("Bedtime stretches are compared once nights before and after the first of them are recorded.")
    return lines


def missing_text(missing: MissingNights) -> list[str]:
    """The refusal to compare, with how much more it needs."""
    if missing.is_enough:
        return []
    needs = [
        (missing.more_nights, "more night"),
        (missing.more_affected, "more with a cramp"),
        (missing.more_free, "more without one"),
    ]
    still = ", ".join(
        f"{count} {name}{'s' if count > 1 and name.endswith('night') else ''}" for count, name in needs if count
    )
    nights = "night" if missing.recorded == 1 else "nights"
    rule = f"comparisons start at {FEWEST_NIGHTS} with at least {FEWEST_OF_EACH} affected and {FEWEST_OF_EACH} free"
    lines = [f"{missing.recorded or 'No'} {nights} recorded; {rule}. Still needed: {still}."]
    if missing.more_free:
        lines.append("A night without a cramp counts once it is said: `spasmtui log day none`, or d in the log.")
    return lines


def linear(found: Insights, months: list[tuple[str, ...]]) -> list[str]:
    """The whole of it as lines: no colour, no picture, every number."""
    lines = headline(found)
    if months:
        lines += ["", "By month:", *_table([MONTH_HEAD, *months])]
    if found.episodes:
        busy = [(f"{hour:02}:00", count) for hour, count in enumerate(found.hours) if count]
        lines += ["", "By hour: " + ", ".join(f"{hour} {count}" for hour, count in busy) + "."]
    if found.places:
        recorded = sum(count for _place, _side, count in found.places)
        names = ", ".join(f"{place_with_side(place, side)} {count}" for place, side, count in found.places)
        lines += ["", f"Places: {names} ({recorded} of {found.episodes} recorded)."]
    if found.triggers:
        names = ", ".join(f"{word} {count}" for word, count in found.triggers)
        lines += ["", f"Triggers: {names} ({found.triggers_recorded} of {found.episodes} recorded)."]
    if found.tried:
        lines += ["", "Tried:", *(tried_text(each) for each in found.tried)]
    if bedtime := bedtime_text(found):
        lines += ["", *bedtime]
    if found.comparisons:
        lines += ["", "Compared:", *(comparison_text(each) for each in found.comparisons), DISCLAIMER]
    return [*lines, *([""] if lines else []), *not_yet(found)]


MONTH_HEAD = ("month", "nights recorded", "with a cramp", "episodes", "worst pain")


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def months_of(found: Insights) -> list[tuple[str, ...]]:
    """The newest twelve months with anything recorded: what the calendar and the bars of pain show, as numbers."""
    months = groupby(found.rows, key=lambda row: (row.date.year, row.date.month))
    table = (_month(tuple(rows)) for _month_of_year, rows in months)
    return list(islice((row for row in table if row[1] != "0"), 12))


def _month(rows: tuple[NightRow, ...]) -> tuple[str, ...]:
    worst = max((row.worst for row in rows if row.worst is not None), default=None)
    counts = (
        sum(row.is_recorded for row in rows),
        sum(bool(row.episodes) for row in rows),
        sum(len(row.episodes) for row in rows),
    )
    return (f"{rows[0].date:%Y-%m}", *map(str, counts), "·" if worst is None else str(worst))


def insights_document(found: Insights) -> dict[str, Any]:
    """Everything as one JSON object; `null` means not recorded."""
    return {
        "nights": {
            "calendar": len(found.rows),
            **_share(found.affected),
            "only_by_day": found.only_by_day,
            "unsaid": found.unsaid,
        },
        "episodes": found.episodes,
        "last_weeks": _period(found.recent),
        "weeks_before": found.before and _period(found.before),
        "period_nights": PERIOD_NIGHTS,
        "hours": list(found.hours),
        "places": [{"place": place, "side": side, "episodes": count} for place, side, count in found.places],
        "durations": {
            "median_min": found.minutes, "longest_min": found.longest_minutes, "recorded": found.minutes_recorded,
        },
        "tried": [
            {
                "routine": each.routine,
                "episodes": each.episodes,
                "helped": {"count": each.helped.count, "recorded": each.helped.of, "interval": each.helped.interval},
                "median_min": each.minutes,
                "durations_recorded": each.minutes_recorded,
            }
            for each in found.tried
        ],
        "triggers": {"recorded": found.triggers_recorded, "words": dict(found.triggers)},
        "bedtime": found.bedtime and {"before": _period(found.bedtime[0]), "after": _period(found.bedtime[1])},
        "comparisons": [
            {
                "about": each.about,
                "name": each.name,
                "with": _share(each.one),
                "without": _share(each.other),
                "difference": each.difference,
                "chance": each.p_value,
                "adjusted": each.adjusted_p_value,
                "is_finding": each.is_finding,
                "text": comparison_text(each),
            }
            for each in found.comparisons
        ],
        "not_yet": not_yet(found),
    }  # fmt: skip


def _share(share: Share) -> dict[str, Any]:
    return {"affected": share.count, "recorded": share.of, "share": share.value, "interval": share.interval}


def _period(period: Period) -> dict[str, Any]:
    return {
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "episodes": period.episodes,
        "per_week": round(period.per_week, 2),
        "nights": _share(period.affected),
    }
