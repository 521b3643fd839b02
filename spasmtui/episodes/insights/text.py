"""Format insights as sentences and as JSON: for the command, for linear mode, and beside the pictures."""

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

DISCLAIMER = "A diary can only show what was seen together; it cannot tell what leads to what."
FEWEST_NIGHTS_FOR_A_RATE = 14
"""Recorded nights from which a rate is shown: one episode in one night is not seven a week."""
NIGHT_MEANS = "Here a night runs from noon to noon, so it includes the afternoon before."


def format_percent(share: float) -> str:
    """Format a share as a whole percentage."""
    return f"{round(share * 100)}%"


def format_share(share: Share) -> str:
    """Format a share such as `4 of 5 recorded (80%, interval 38% to 96%)`; without a total, `not recorded`."""
    if share.value is None or share.interval is None:
        return "not recorded"
    low, high = share.interval
    interval = f"interval {format_percent(low)} to {format_percent(high)}"
    return f"{share.count} of {share.total} recorded ({format_percent(share.value)}, {interval})"


def format_nights(share: Share) -> str:
    """Format affected nights as a share, or as a bare number while no night was recorded as free."""
    if share.total and share.count == share.total:
        return f"{share.count}; no night is recorded as free of cramps, so no share is shown"
    return format_share(share)


def _nights(count: int) -> str:
    return "night" if count == 1 else f"{count} nights"


def headline_lines(insights: Insights) -> list[str]:
    """Return the lines on nights, periods and lengths; none for an empty diary."""
    if not insights.rows:
        return []
    unrecorded = len(insights.rows) - insights.affected.total
    lines = [f"Nights with a cramp: {format_nights(insights.affected)}. Not recorded: {unrecorded}. {NIGHT_MEANS}"]
    if insights.only_by_day:
        lines.append(f"With cramps by day only: {insights.only_by_day} of them.")
    lines.append(f"The last {_nights(insights.recent.nights)}: {format_period(insights.recent)}")
    if insights.before is not None:
        lines.append(f"The {_nights(insights.before.nights)} before: {format_period(insights.before)}")
    if insights.minutes is not None and insights.longest_minutes is not None:
        longest = format_duration(insights.longest_minutes * 60)
        lines.append(
            f"Length: median {format_duration(insights.minutes * 60)}, longest {longest} "
            f"({insights.minutes_recorded} of {many(insights.episodes, 'episode')} recorded)."
        )
    return lines


def format_period(period: Period) -> str:
    """Format the episodes and nights of a period; episodes a week only once enough nights are recorded for a rate."""
    text = many(period.episodes, "episode")
    if period.affected.total >= FEWEST_NIGHTS_FOR_A_RATE:
        text += f", {number(period.per_week)} a week"
    return f"{text}; nights with a cramp: {format_nights(period.affected)}."


def format_tried(tried: TriedSummary) -> str:
    """Format a tried routine: how often it was tried, how often it helped, how long the episodes lasted."""
    helped = (
        "whether it helped is not recorded" if not tried.helped.total else f"helped in {format_share(tried.helped)}"
    )
    length = (
        ""
        if tried.minutes is None
        else f"; it lasted {format_duration(tried.minutes * 60)}"
        if tried.episodes == 1
        else f"; they lasted {format_duration(tried.minutes * 60)} (median of {tried.minutes_recorded})"
    )
    return f"{tried.routine}: {many(tried.episodes, 'episode')}, {helped}{length}."


_SIDE_LABELS = {
    "period": ("The latest weeks", "the weeks before"),
    "bedtime": ("Since the first bedtime stretches", "the weeks before"),
}


def format_comparison(comparison: Comparison) -> str:
    """Format two shares side by side, and their difference where the diary supports one."""
    with_it, without = _SIDE_LABELS.get(comparison.about, (f"Days with {comparison.name}", "other days described"))
    one, other = comparison.one, comparison.other
    text = (
        f"{with_it}: a cramp on {one.count} of {one.total} ({format_percent(one.value or 0)}); "
        f"{without}: {other.count} of {other.total} ({format_percent(other.value or 0)})."
    )
    if not comparison.is_finding or comparison.difference is None:
        return f"{text} No clear difference."
    low, high = comparison.difference
    seen = "Seen together" if comparison.about == "day" else "They differ"
    return f"{text} {seen}: {round(low * 100):+} to {round(high * 100):+} points."


def bedtime_lines(insights: Insights) -> list[str]:
    """Return the lines on the weeks before and after the first bedtime stretches; none without both."""
    if insights.bedtime is None:
        return []
    before, after = insights.bedtime
    return [
        f"Bedtime stretches, since {after.since}",
        f"{before.nights} of {BEFORE_NIGHTS} nights before: {format_period(before)}",
        f"{after.nights} of {AFTER_NIGHTS} nights since: {format_period(after)}",
    ]


def pending_lines(insights: Insights) -> list[str]:
    """Return the lines on what cannot be compared yet, and how many more nights it needs."""
    lines = missing_lines(insights.missing)
    if insights.undecided:
        days = "day is" if insights.undecided == 1 else "days are"
        lines.append(f"{insights.undecided} {days} described without the word none, which says that no cramp came.")
    if insights.missing.is_enough and not insights.comparisons:
        lines.append("No kind of day is recorded often enough to compare. `spasmtui log day effort` records one.")
    if insights.sparse_words:
        need = f"{FEWEST_OF_EACH} nights with and {FEWEST_OF_EACH} without"
        lines.append(f"Too few nights yet for {', '.join(insights.sparse_words)}: {need} are needed.")
    if insights.triggers:
        lines.append("Triggers are asked about only after a cramp, so they are counted but not compared.")
    if insights.bedtime is None and insights.rows:
        lines.append("Bedtime stretches are compared once nights before and after the first of them are recorded.")
    return lines


def missing_lines(missing: MissingNights) -> list[str]:
    """Return the refusal to compare, with the nights it still needs; none when there are enough."""
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
        lines.append("A night without a cramp counts once it is recorded: `spasmtui log day none`, or d in the log.")
    return lines


def text_lines(insights: Insights, months: list[tuple[str, ...]]) -> list[str]:
    """Return all insights as lines of text: no colour, no picture, every number."""
    lines = headline_lines(insights)
    if months:
        lines += ["", "By month:", *_table([MONTH_HEAD, *months])]
    if insights.episodes:
        busy = [(f"{hour:02}:00", count) for hour, count in enumerate(insights.hours) if count]
        lines += ["", "By hour: " + ", ".join(f"{hour} {count}" for hour, count in busy) + "."]
    if insights.places:
        recorded = sum(count for _place, _side, count in insights.places)
        names = ", ".join(f"{place_with_side(place, side)} {count}" for place, side, count in insights.places)
        lines += ["", f"Places: {names} ({recorded} of {insights.episodes} recorded)."]
    if insights.triggers:
        names = ", ".join(f"{word} {count}" for word, count in insights.triggers)
        lines += ["", f"Triggers: {names} ({insights.triggers_recorded} of {insights.episodes} recorded)."]
    if insights.tried:
        lines += ["", "Tried:", *(format_tried(each) for each in insights.tried)]
    if bedtime := bedtime_lines(insights):
        lines += ["", *bedtime]
    if insights.comparisons:
        lines += ["", "Compared:", *(format_comparison(each) for each in insights.comparisons), DISCLAIMER]
    return [*lines, *([""] if lines else []), *pending_lines(insights)]


MONTH_HEAD = ("month", "nights recorded", "with a cramp", "episodes", "worst pain")


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def month_rows(insights: Insights) -> list[tuple[str, ...]]:
    """Return the newest twelve months with anything recorded, as the cells of `MONTH_HEAD`."""
    months = groupby(insights.rows, key=lambda row: (row.date.year, row.date.month))
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


def insights_document(insights: Insights) -> dict[str, Any]:
    """Return all insights as one JSON object; `null` means not recorded."""
    return {
        "nights": {
            "calendar": len(insights.rows),
            **_share(insights.affected),
            "only_by_day": insights.only_by_day,
            "unsaid": insights.undecided,
        },
        "episodes": insights.episodes,
        "last_weeks": _period(insights.recent),
        "weeks_before": insights.before and _period(insights.before),
        "period_nights": PERIOD_NIGHTS,
        "hours": list(insights.hours),
        "places": [{"place": place, "side": side, "episodes": count} for place, side, count in insights.places],
        "durations": {
            "median_min": insights.minutes,
            "longest_min": insights.longest_minutes,
            "recorded": insights.minutes_recorded,
        },
        "tried": [
            {
                "routine": each.routine,
                "episodes": each.episodes,
                "helped": {"count": each.helped.count, "recorded": each.helped.total, "interval": each.helped.interval},
                "median_min": each.minutes,
                "durations_recorded": each.minutes_recorded,
            }
            for each in insights.tried
        ],
        "triggers": {"recorded": insights.triggers_recorded, "words": dict(insights.triggers)},
        "bedtime": insights.bedtime and {"before": _period(insights.bedtime[0]), "after": _period(insights.bedtime[1])},
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
                "text": format_comparison(each),
            }
            for each in insights.comparisons
        ],
        "not_yet": pending_lines(insights),
    }  # fmt: skip


def _share(share: Share) -> dict[str, Any]:
    return {"affected": share.count, "recorded": share.total, "share": share.value, "interval": share.interval}


def _period(period: Period) -> dict[str, Any]:
    return {
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "episodes": period.episodes,
        "per_week": round(period.per_week, 2),
        "nights": _share(period.affected),
    }
