"""Word the physiotherapist's sheet: every figure as a phrase with the number recorded beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from spasmtui.episodes.model.names import id_words, word_name
from spasmtui.episodes.model.word_counts import WordCounts
from spasmtui.episodes.report.data import FigureSummary, PracticeRow, Report, TrendInterval
from spasmtui.shared.formats import MONTHS, day_and_month, many, number, times
from spasmtui.shared.text_wrap import cell_width, truncate
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import sanitize

NOT_RECORDED = "not recorded"
WORD_CELLS = 24
"""The width at which a word of the person's own is cut."""
SIGN_CELLS = 62
"""A warning sign is a clause that must be readable whole."""
PHRASE_CELLS = 104
"""A list of words ends before it would take a third line."""


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


def overview_lines(report: Report, names: Names) -> tuple[tuple[str, str], ...]:
    """Return label and phrase of each line of the overview, in order."""
    return (
        ("Recorded", _recorded(report)),
        ("Episodes", _episodes(report)),
        (f"By {report.trend_unit}", _trend(report)),
        ("Nights affected", _nights(report)),
        ("Worst pain", _score(report.pain, report.episodes)),
        ("Pain afterwards", _score(report.pain_after, report.episodes)),
        ("Sleep disturbed", _score(report.sleep_disturbance, report.episodes)),
        # Asked of few, it has a line only where somebody answered.
        *([("Distress", _score(report.distress, report.episodes))] if report.distress.recorded else []),
        ("Lasted", _duration(report)),
        ("Kind", format_counts(report.kinds, total=report.episodes)),
        ("During", format_counts(report.contexts, total=report.episodes)),
        ("Triggers", format_counts(report.triggers, total=report.episodes)),
        ("Kinds of day", format_counts(report.day_words, total=report.days, unit="days")),
        ("Practised", _practices(report.practices, names)),
        ("Signs ticked", format_counts(report.signs, total=report.episodes, names=names.signs, width=SIGN_CELLS)),
    )


def format_counts(
    words: WordCounts,
    *,
    total: int,
    unit: str = "",
    names: Mapping[str, str] | None = None,
    width: int = WORD_CELLS,
) -> str:
    """Format counts such as `effort: 4, heat: 2 (7 of 11 recorded)`; words that do not fit are counted."""
    if not words.recorded:
        return NOT_RECORDED
    ending = f" ({words.recorded} of {total}{f' {unit}' if unit else ''} recorded)"
    return join_phrases([f"{shorten(word, names, width)}: {count}" for word, count in words.words] or ["none"], ending)


def join_phrases(phrases: list[str], ending: str = "") -> str:
    """Join as many phrases as fit on two lines with commas, and count the rest."""
    # A phrase takes two cells at least, with its comma: more than these never fit, however many there are.
    for kept in range(min(len(phrases), PHRASE_CELLS // 2), 0, -1):
        more = len(phrases) - kept
        text = ", ".join(phrases[:kept]) + (f" and {more} more" if more else "") + ending
        if cell_width(text) <= PHRASE_CELLS:
            break
    return text


def _recorded(report: Report) -> str:
    described = report.recorded_days - report.episode_days - report.free_days
    return (
        f"{report.recorded_days} of {report.days} days: {report.episode_days or 'none'} with an episode, "
        f"{report.free_days or 'none'} free of cramps"
        + (f", {described} with only the kind of day" if described else "")
    )


def _episodes(report: Report) -> str:
    if report.episodes_before is None:
        return f"{report.episodes} (the {report.days} days before: {NOT_RECORDED})"
    return (
        f"{report.episodes} (the {report.days} days before: {report.episodes_before}, "
        f"{format_count(report.recorded_days_before, 'day')} recorded)"
    )


def interval_name(interval: TrendInterval, unit: str) -> str:
    """Return the name of an interval of the trend: its first day, its month or its year."""
    begins = interval.begins
    return {
        "week": day_and_month(begins),
        "month": f"{MONTHS[begins.month - 1]} {begins.year}",
        "year": str(begins.year),
    }[unit]


def _trend(report: Report) -> str:
    """Format the last intervals; a dash is an interval with no day recorded."""
    return join_last_phrases([
        f"{interval_name(each, report.trend_unit)}: {'-' if each.episodes is None else each.episodes}"
        for each in report.trend
    ])


def join_last_phrases(phrases: list[str]) -> str:
    """Join the last phrases that fit on two lines, in order."""
    while len(phrases) > 1 and cell_width(", ".join(phrases)) > PHRASE_CELLS:
        phrases = phrases[1:]
    return ", ".join(phrases)


def _nights(report: Report) -> str:
    of_all = "" if report.night_episodes == report.episodes else f"{report.night_episodes} of "
    return f"{format_count(report.nights, 'night')} with {of_all}{format_count(report.episodes, 'episode')}"


def _score(summary: FigureSummary, episodes: int) -> str:
    if not summary.recorded:
        return NOT_RECORDED
    return (
        f"median {number(summary.median)}, highest {number(summary.highest)} on 0-10 "
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


def _practices(practices: tuple[PracticeRow, ...], names: Names) -> str:
    if not practices:
        return NOT_RECORDED
    return join_phrases([
        f"{shorten(row.routine, names.routines)} {times(row.times)} on {format_count(row.days, 'day')}"
        for row in practices
    ])
