"""Prepare the sheet's pictures for HTML and PDF alike: counts and labels of bars, and dots of pain over time."""

from __future__ import annotations

from dataclasses import dataclass

from spasmtui.episodes.report.data import Report
from spasmtui.episodes.report.wording import NOT_RECORDED, interval_name
from spasmtui.shared.formats import day_and_month

LABELS = 6
"""Labels that fit under bars without touching."""
DOTS_ACROSS = 200
"""Distinct positions of dots across the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One picture of bars."""

    title: str
    counts: tuple[int | None, ...]
    """None is drawn as a dash: nothing recorded."""
    labels: tuple[str, ...]
    """Under each bar; most are empty when there are many bars."""
    description: str
    """The numbers in words, for people who cannot see the picture."""
    recorded: tuple[tuple[int, int], ...] = ()
    """The days recorded of the days under each bar; empty where the bars are no days."""

    @property
    def highest(self) -> int:
        """The count of a bar of full height."""
        return max((count for count in self.counts if count), default=1)


def hour_bars(report: Report) -> Bars:
    """Return the bars of episodes over the 24 hours of the day."""
    description = ", ".join(f"{hour:02}:00 {count}" for hour, count in enumerate(report.hours) if count)
    return Bars(
        title="Time of onset (hour)",
        counts=report.hours,
        labels=tuple(f"{hour:02}" if hour % 3 == 0 else "" for hour in range(24)),
        description=description or "none",
    )


def trend_bars(report: Report) -> Bars:
    """Return the bars of episodes over the weeks, months or years of the period."""
    names = [interval_name(each, report.trend_unit) for each in report.trend]
    counts = tuple(each.episodes for each in report.trend)
    every = -(-len(names) // LABELS)
    return Bars(
        title="Episodes and days recorded",
        counts=counts,
        labels=tuple(
            name.removesuffix(f" {each.begins.year}") if index % every == 0 else ""
            for index, (name, each) in enumerate(zip(names, report.trend, strict=True))
        ),
        description=", ".join(
            f"{name} {NOT_RECORDED if each.episodes is None else each.episodes} "
            f"({each.recorded_days} of {each.days} days recorded)"
            for name, each in zip(names, report.trend, strict=True)
        ),
        recorded=tuple((each.recorded_days, each.days) for each in report.trend),
    )


def recorded_texts(bars: Bars, slot: float, digit: float, smallest: float) -> tuple[str, ...]:
    """Return the days recorded below each bar, such as `2/7`; none where there is no room for readable figures.

    Args:
        bars: the bars.
        slot: the width of a bar with its gap.
        digit: the width of a figure for a font of size 1.
        smallest: the smallest font that can be read.
    """
    texts = tuple(f"{recorded}/{days}" for recorded, days in bars.recorded)
    return texts if texts and max(map(len, texts)) * digit * smallest <= slot else ()


def pain_dots(report: Report) -> tuple[tuple[float, int], ...]:
    """Return the position of each episode in the period, from 0 to 1, and its worst pain; equal dots are merged."""
    shares = (
        (((each.started_at.date() - report.since).days + each.started_at.hour / 24) / report.days, each.pain)
        for each in report.pains
    )
    return tuple(dict.fromkeys((round(share * DOTS_ACROSS) / DOTS_ACROSS, pain) for share, pain in shares))


def period_ends(report: Report) -> tuple[str, str]:
    """Return the first and the last day as short labels."""
    return day_and_month(report.since), day_and_month(report.until)
