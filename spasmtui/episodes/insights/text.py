"""Format the numbers of the insights as lines of text: for the command, and under the pictures."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from spasmtui.episodes.insights.analysis import AFTER_NIGHTS, BEFORE_NIGHTS, FEWEST_NIGHTS, FEWEST_OF_EACH
from spasmtui.episodes.insights.outcomes import HIGHEST_PAIN, median_of_scores
from spasmtui.episodes.model.names import word_name
from spasmtui.shared.formats import day_and_month, many, number
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.times.lengths import format_duration

if TYPE_CHECKING:
    from datetime import date

    from spasmtui.episodes.insights.analysis import Comparison, Insights, MissingNights, Period
    from spasmtui.episodes.insights.outcomes import TriedSummary
    from spasmtui.episodes.insights.statistics import Share
    from spasmtui.episodes.model.names import Names
    from spasmtui.episodes.model.night_rows import NightRow

NO_FREE_NIGHT = "no night is recorded as free of cramps"
"""Without such nights there is no share: what is not recorded is no night without a cramp."""

HOW_TO_RECORD = "0 on Home in the morning, {d:log.day} in the log, or `spasmtui log day none`"
HOW_TO_RECORD_BY_LINES = "No cramp last night, in the menu of the diary, or spasmtui log day none"
"""The same for people who have no full screen."""


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
    return f"{share.count}, none recorded as free" if share.is_without_others else format_share(share)


def nights_lines(insights: Insights) -> list[str]:
    """Return the lines on nights and periods; none for an empty diary."""
    if not insights.rows:
        return []
    lines = [f"Nights with a cramp: {format_nights(insights.affected)}. Not recorded: {insights.unrecorded}."]
    if insights.only_by_day:
        lines.append(f"Days with a cramp in the afternoon only: {insights.only_by_day}. They belong to no night.")
    lines.append(f"The last {nights_text(insights.recent.nights)}: {format_period(insights.recent)}")
    if insights.before is not None:
        lines.append(f"The {nights_text(insights.before.nights)} before: {format_period(insights.before)}")
    return lines


def nights_text(count: int) -> str:
    """Format the number of nights after "the last": `night` for one, else `28 nights`."""
    return "night" if count == 1 else f"{count} nights"


def format_period(period: Period) -> str:
    """Format the episodes and nights of a period; episodes a week only once enough nights are recorded for a rate."""
    if not period.episodes and not period.affected.total:
        return "nothing recorded."
    text = many(period.episodes, "episode")
    if period.per_week is not None:
        text += f", {number(period.per_week)} a week"
    return f"{text}; nights with a cramp: {format_nights(period.affected)}."


def length_lines(insights: Insights) -> list[str]:
    """Return the lines on how long episodes lasted; none where no end is known."""
    if insights.minutes is None or insights.longest_minutes is None:
        return []
    middle, longest = (format_duration(minutes * 60) for minutes in (insights.minutes, insights.longest_minutes))
    recorded = f"({insights.minutes_recorded} of {many(insights.episodes, 'episode')} recorded)"
    ranges = ", ".join(f"{name} {count}" for name, count in insights.lengths)
    return [f"Lasted: median {middle}, longest {longest} {recorded}.", f"By length: {ranges}."]


def pain_lines(insights: Insights) -> list[str]:
    """Return the lines on the pain before and after; none where none is recorded."""
    pain = insights.pain
    of = f"of {many(insights.episodes, 'episode')} recorded"
    lines = [
        f"{label}: median {number(median_of_scores(counts))} of {HIGHEST_PAIN} ({sum(counts)} {of}); {_scores(counts)}."
        for label, counts in (("Worst pain", pain.worst), ("Pain afterwards", pain.after))
        if sum(counts)
    ]
    if pain.both is not None:
        before, after = map(number, pain.both)
        lines.append(f"With both: median {before} before and {after} after ({pain.both_recorded} {of}).")
        lines.append(f"Lower afterwards: {pain.eased} of {pain.both_recorded}.")
    return lines


def _scores(counts: tuple[int, ...]) -> str:
    return "by score: " + ", ".join(f"{score} in {count}" for score, count in enumerate(counts) if count)


def format_tried(tried: TriedSummary, names: Names) -> str:
    """Format a tried routine: how often it was tried, how often it helped, how long the episodes lasted, the pain."""
    helped = "whether it helped is not recorded"
    if tried.helped.total:
        helped = f"helped in {format_share(tried.helped)}, gone or most in {tried.eased.count}"
    length = pain = ""
    if tried.minutes is not None:
        lasted = "it lasted" if tried.episodes == 1 else "they lasted"
        length = f"; {lasted} {format_duration(tried.minutes * 60)}{_medians('median', tried.minutes_recorded)}"
    if tried.pain is not None:
        before, after = map(number, tried.pain)
        pain = f"; pain {before} before and {after} after{_medians('medians', tried.pain_recorded)}"
    lead = f"{names.tried(tried)}:" if tried.remedy is None else f"Your own: {tried.remedy},"
    return f"{lead} {many(tried.episodes, 'episode')}, {helped}{length}{pain}."


def _medians(word: str, recorded: int) -> str:
    return "" if recorded == 1 else f" ({word} of {recorded})"


_SIDE_LABELS = {
    "period": ("The latest weeks", "the weeks before"),
    "bedtime": ("Since the first bedtime stretches", "the weeks before"),
    "evening": ("Nights after bedtime stretches", "nights since then without"),
}


def format_comparison(comparison: Comparison) -> str:
    """Format two shares side by side, and their difference where the diary supports one."""
    labels = (f"Days with {word_name(comparison.name)}", "other days described")
    with_it, without = _SIDE_LABELS.get(comparison.about, labels)
    one, other = comparison.one, comparison.other
    text = (
        f"{with_it}: a cramp on {one.count} of {one.total}{_in_percent(one)}; "
        f"{without}: {other.count} of {other.total}{_in_percent(other)}."
    )
    if comparison.difference is None:
        return f"{text} No clear difference."
    low, high = comparison.difference
    seen = "They differ" if comparison.about in ("period", "bedtime") else "Seen together"
    return f"{text} {seen}: {round(low * 100):+} to {round(high * 100):+} points."


def _in_percent(share: Share) -> str:
    return "" if share.value is None else f" ({format_percent(share.value)})"


def bedtime_lines(insights: Insights) -> list[str]:
    """Return the lines on the weeks before and after the first bedtime stretches; none without both."""
    if insights.bedtime is None:
        return []
    before, after = insights.bedtime
    return [
        f"{before.nights} of {BEFORE_NIGHTS} nights before {full_date(after)}: {format_period(before)}",
        f"{after.nights} of {AFTER_NIGHTS} nights since: {format_period(after)}",
    ]


def full_date(period: Period) -> str:
    """Format the first evening of a period with its year, such as `8 Aug 2026`."""
    return f"{day_and_month(period.since)} {period.since.year}"


def pending_lines(insights: Insights) -> list[str]:
    """Return the lines on what cannot be compared yet, and how many more nights it needs."""
    lines = missing_lines(insights.missing)
    if insights.undecided:
        days = "day is" if insights.undecided == 1 else "days are"
        lines.append(
            f"{insights.undecided} {days} described without the word none, which says that there was no cramp."
        )
    if insights.missing.is_enough and not any(each.about == "day" for each in insights.comparisons):
        lines.append("To record a kind of day, type for example `spasmtui log day effort`.")
    if insights.sparse_words:
        need = f"{FEWEST_OF_EACH} nights with and {FEWEST_OF_EACH} without"
        words = ", ".join(map(word_name, insights.sparse_words))
        lines.append(f"Too few nights yet for {words}: {need} are needed.")
    if insights.triggers.words:
        lines.append("Triggers are asked about only after a cramp, so they are counted but not compared.")
    if insights.bedtime is None and insights.trial_until is None and insights.rows:
        lines.append("Bedtime stretches are compared once nights before and after the first of them are recorded.")
    return lines


def trial_sentence(until: date) -> str:
    """Return why the bedtime stretches are compared with nothing while a trial of them runs."""
    return (
        f"A trial of the bedtime stretches runs to {day_and_month(until)} {until.year}: nights with and without them "
        "are compared at its end and not before."
    )


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
    nights = f"{'day' if missing.only_by_day else 'night'}{'' if missing.recorded == 1 else 's'}"
    by_day = f" ({missing.only_by_day} by a cramp in the afternoon alone)" if missing.only_by_day else ""
    rule = f"comparisons start at {FEWEST_NIGHTS} with at least {FEWEST_OF_EACH} affected and {FEWEST_OF_EACH} free"
    lines = [f"{missing.recorded or 'No'} {nights} recorded{by_day}; {rule}. Still needed: {still}."]
    if missing.more_free:
        lines.append(f"A night without a cramp counts once it is recorded: {with_keys(HOW_TO_RECORD)}.")
    return lines


MONTHS_MEAN = "By month: nights recorded, nights with a cramp, episodes, worst pain."
MONTH_HEAD = ("month", "nights", "cramp", "episodes", "worst")


def month_table(insights: Insights) -> list[str]:
    """Return the newest twelve months with anything recorded as lines of columns, the heading first.

    A line has 35 cells, so that the smallest window shows it whole.
    """
    rows = [MONTH_HEAD, *month_rows(insights)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        " ".join([month.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))])
        for month, *cells in rows
    ]


def month_rows(insights: Insights) -> list[tuple[str, ...]]:
    """Return the newest twelve months with anything recorded, as the cells of `MONTH_HEAD`."""
    months = groupby(insights.rows, key=lambda row: (row.date.year, row.date.month))
    table = (_month(tuple(rows)) for _month_of_year, rows in months)
    return list(islice((row for row in table if (row[1], row[3]) != ("0", "0")), 12))


def _month(rows: tuple[NightRow, ...]) -> tuple[str, ...]:
    worst = max((row.worst for row in rows if row.worst is not None), default=None)
    recorded = [cramps for row in rows if (cramps := row.night_cramps) is not None]
    counts = (
        len(recorded),
        sum(map(bool, recorded)),
        sum(len(row.episodes) for row in rows),
    )
    return (f"{rows[0].date:%Y-%m}", *map(str, counts), "·" if worst is None else str(worst))
