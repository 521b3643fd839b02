"""Word the physiotherapist's sheet: every figure as a phrase with the number recorded beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from spasmtui.episodes.model.names import id_words, word_name
from spasmtui.episodes.model.word_counts import WordCounts
from spasmtui.episodes.report.data import FigureSummary, PracticeRow, Report, TrendInterval
from spasmtui.shared.formats import MONTHS, day_and_month, many, number, times
from spasmtui.shared.text_wrap import cell_width, truncate
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import sanitize

NOT_RECORDED = "not recorded"
WORD_CELLS = 32
"""The width at which a word of the person's own is cut."""
SIGN_CELLS = 62
"""A warning sign is a clause that must be readable whole."""
PHRASE_CELLS = 52
"""The cells of a list of words on each line that it may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of ids on the sheet; an id without a name is shown with its hyphens as spaces."""

    routines: Mapping[str, str] = field(default_factory=dict[str, str])
    signs: Mapping[str, str] = field(default_factory=dict[str, str])


def shorten(text: str, names: Mapping[str, str] | None = None, width: int = WORD_CELLS) -> str:
    """Format an id or a word of the person's own as one short phrase."""
    named = (names or {}).get(text) or id_words(word_name(text))
    return truncate(sanitize(named, one_line=True), width)


def format_length(value: float | None) -> str:
    """Format a length in minutes, such as `2½ min`; empty when it was not recorded."""
    return "" if value is None else format_duration(value * 60)


def format_count(count: int, unit: str) -> str:
    """Format a figure with its noun, such as `0 days`, `1 day` or `3 days`."""
    return many(count, unit, zero="0")


def overview_lines(report: Report, names: Names, lines: int = 2) -> tuple[tuple[str, str], ...]:
    """Return label and phrase of each line of the overview, in order.

    Args:
        report: the values.
        names: the titles of routines, and the texts of signs.
        lines: the lines that a list of words may take.
    """
    cells = lines * PHRASE_CELLS

    def counts(words: WordCounts, **options: Any) -> str:
        return format_counts(words, total=report.episodes, cells=cells, **options)

    return (
        ("Days recorded", _recorded(report)),
        ("Episodes", _episodes(report)),
        ("Nights affected", _nights(report)),
        ("Worst pain (0-10)", _score(report.pain, report.episodes)),
        ("Pain afterwards (0-10)", _score(report.pain_after, report.episodes)),
        ("Sleep disturbed (0-10)", _score(report.sleep_disturbance, report.episodes)),
        # Asked of few, it has a line only where somebody answered.
        *([("Distress (0-10)", _score(report.distress, report.episodes))] if report.distress.recorded else []),
        ("Lasted", _duration(report)),
        ("Kind", counts(report.kinds)),
        ("During", counts(report.contexts)),
        ("Triggers", counts(report.triggers)),
        (
            "Kinds of day",
            format_counts(report.day_words, total=report.days, unit="days", cells=cells, none="none named"),
        ),
        *_practised(report, names, cells),
        ("Red-flag signs ticked", counts(report.signs, names=names.signs, width=SIGN_CELLS)),
    )


def format_counts(
    words: WordCounts,
    *,
    total: int,
    cells: int,
    unit: str = "",
    names: Mapping[str, str] | None = None,
    width: int = WORD_CELLS,
    none: str = "none",
) -> str:
    """Format counts such as `effort: 4, heat: 2 (7 of 11 recorded)`; words that do not fit are counted."""
    if not words.recorded:
        return NOT_RECORDED
    ending = f" ({words.recorded} of {total}{f' {unit}' if unit else ''} recorded)"
    # A phrase takes two cells at least, with its comma: more than these never fit, however many there are.
    known = words.words[: cells // 2 + 1]
    phrases = [f"{shorten(word, names, width)}: {count}" for word, count in known] or [none]
    return join_phrases(phrases, ending, cells=cells, left_out=len(words.words) - len(known))


def join_phrases(phrases: list[str], ending: str = "", *, cells: int, left_out: int = 0) -> str:
    """Join as many phrases as fit into so many cells with commas, one at least, and count the rest."""
    widths = [cell_width(phrase) for phrase in phrases]
    for kept in range(len(phrases), 0, -1):
        more = len(phrases) - kept + left_out
        tail = (f" and {more} more" if more else "") + ending
        if sum(widths[:kept]) + 2 * (kept - 1) + cell_width(tail) <= cells:
            break
    return ", ".join(phrases[:kept]) + tail


def _recorded(report: Report) -> str:
    described = report.recorded_days - report.episode_days - report.free_days
    return (
        f"{report.recorded_days} of {report.days}: {report.episode_days or 'none'} with an episode, "
        f"{report.free_days or 'none'} free of cramps"
        + (f", {described} with only the kind of day" if described else "")
    )


def _episodes(report: Report) -> str:
    # Where nothing was recorded, none was counted: that is no nought.
    episodes = str(report.episodes) if report.recorded_days else NOT_RECORDED
    if report.episodes_before is None:
        return f"{episodes} (previous {report.days} days: {NOT_RECORDED})"
    return (
        f"{episodes} (previous {report.days} days: {report.episodes_before}, "
        f"with {format_count(report.recorded_days_before, 'day')} recorded)"
    )


def interval_name(interval: TrendInterval, unit: str) -> str:
    """Return the name of an interval of the trend: its first day, its month or its year."""
    begins = interval.begins
    return {
        "week": day_and_month(begins),
        "month": f"{MONTHS[begins.month - 1]} {begins.year}",
        "year": str(begins.year),
    }[unit]


def _nights(report: Report) -> str:
    if not report.recorded_days:
        return NOT_RECORDED
    of_all = "" if report.night_episodes == report.episodes else f"{report.night_episodes} of "
    return f"{format_count(report.nights, 'night')} with {of_all}{format_count(report.episodes, 'episode')}"


def _score(summary: FigureSummary, episodes: int) -> str:
    if not summary.recorded:
        return NOT_RECORDED
    return (
        f"median {number(summary.median)}, highest {number(summary.highest)} "
        f"({summary.recorded} of {episodes} recorded)"
    )


def _duration(report: Report) -> str:
    open_ones = f", {report.open_episodes} still open" if report.open_episodes else ""
    if not report.minutes.recorded:
        return NOT_RECORDED + open_ones
    return (
        f"median {format_length(report.minutes.median)}, longest {format_length(report.minutes.highest)} "
        f"({report.minutes.recorded} of {report.episodes} recorded), {report.long_episodes} over 10 min{open_ones}"
    )


def _practised(report: Report, names: Names, cells: int) -> list[tuple[str, str]]:
    """Return the line of the routines done outside episodes; with a plan, of those that are not in it."""
    planned = {row.routine for row in report.plan or ()}
    rows = [row for row in report.practices if row.routine not in planned]
    label = "Also practised" if planned else "Practised"
    if not rows:
        return [] if planned else [(label, NOT_RECORDED)]
    return [(label, join_phrases([_practice(row, names) for row in rows], cells=cells))]


def _practice(row: PracticeRow, names: Names) -> str:
    return f"{shorten(row.routine, names.routines)} {times(row.times)} on {format_count(row.days, 'day')}"
