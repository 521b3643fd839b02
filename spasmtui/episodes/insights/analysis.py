"""Analyse the diary: counts, and comparisons once there is enough to compare.

A night counts as recorded when it has an episode, or when the day was described as free of cramps; anything else is
"not recorded" and is in no number, nor is a cramp by day in that of a night. Kinds of day are compared by the rows of
the log, in which a day has its afternoon and the night after it. Comparisons have minimum counts, are tested as one
family, and are worded "seen together": a diary cannot tell what leads to what.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median

from spasmtui.episodes.insights.outcomes import (
    PainChange,
    TriedAtPlace,
    TriedSummary,
    count_eased_by_place,
    count_lengths,
    summarize_pain,
    summarize_tried,
)  # fmt: skip
from spasmtui.episodes.insights.statistics import CONFIDENCE, Share, difference_interval, fisher_exact_p, holm_adjusted
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.names import NO_KINDS
from spasmtui.episodes.model.night import count_hours, row_date
from spasmtui.episodes.model.night_rows import NightRow, night_rows
from spasmtui.episodes.model.trial import Trial
from spasmtui.episodes.model.usual_place import count_by_place
from spasmtui.episodes.model.word_counts import WordCounts, count_triggers
from spasmtui.episodes.trial.week_records import is_running, last_day
from spasmtui.shared.plans.bedtime import BEDTIME, NO_STRETCHES

FEWEST_NIGHTS = 14
"""Recorded nights before anything is compared."""
FEWEST_OF_EACH = 5
"""Nights with a cramp, without one, with a kind of day and without it, before that kind is compared."""
FEWEST_NIGHTS_FOR_A_RATE = 14
"""Recorded nights from which a rate is shown: one episode in one night is not seven a week."""
PERIOD_NIGHTS = 28
"""Four weeks, compared with the four before: whole weeks, so that a weekend weighs the same in both."""
BEFORE_NIGHTS = 14
"""Two weeks before the bedtime stretches began (fact L13)."""
AFTER_NIGHTS = 42
"""Six weeks from their first evening on (fact L13)."""
FEWEST_BESIDE_BEDTIME = 7
"""Recorded nights on each side before the two are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A run of nights, with the recorded ones among them."""

    since: date
    until: date
    """The last evening, itself included."""
    episodes: int
    affected: Share
    """Nights with a cramp, of those recorded."""

    @property
    def nights(self) -> int:
        """The number of calendar nights, recorded or not."""
        return (self.until - self.since).days + 1

    @property
    def per_week(self) -> float | None:
        """Recorded episodes a week of the calendar; None while too few nights are recorded for a rate."""
        return None if self.affected.total < FEWEST_NIGHTS_FOR_A_RATE else self.episodes / self.nights * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The affected nights of two groups, and the test of their difference."""

    about: str
    """`day` kind, four-week `period`, first `bedtime` stretches, or `evening` with them."""
    name: str
    """The kind of day; else the same as `about`."""
    one: Share
    """Affected nights of the group with it; for a period or the stretches, of the later nights."""
    other: Share
    p_value: float
    """The p-value of Fisher's exact test."""
    adjusted_p_value: float = 1.0
    """The p-value adjusted for all comparisons of this diary."""

    @property
    def is_finding(self) -> bool:
        """True if the adjusted p-value is below 5 %."""
        return self.adjusted_p_value < 1 - CONFIDENCE

    @property
    def difference(self) -> tuple[float, float] | None:
        """The 95% interval of the difference of the shares; None where the diary supports no difference."""
        return difference_interval(self.one, self.other) if self.is_finding else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingNights:
    """The nights that comparisons still need."""

    recorded: int
    only_by_day: int = 0
    """Those recorded by a cramp in the afternoon alone: a day is compared with the night after it."""
    more_nights: int = 0
    more_affected: int = 0
    more_free: int = 0

    @property
    def is_enough(self) -> bool:
        """True if there are enough nights to compare."""
        return not (self.more_nights or self.more_affected or self.more_free)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insights:
    """All counts and comparisons of a diary."""

    rows: tuple[NightRow, ...]
    """The nights, newest first."""
    episodes: int
    affected: Share
    """Nights with a cramp, of those recorded."""
    only_by_day: int
    """Days whose cramps all came in the afternoon: they are in no night."""
    unrecorded: int
    """Nights of which nothing is recorded, nor of the afternoon before."""
    undecided: int
    """Described days without an episode and without the word for "no cramp"."""
    recent: Period
    before: Period | None
    """The four weeks before the recent ones; None when the diary began later."""
    hours: tuple[int, ...]
    """Episodes by the hour they began, 0 to 23, on the clock of their place."""
    places: tuple[tuple[str, str | None, int], ...]
    """(place, side, episodes), the most frequent first."""
    minutes: float | None
    """The median length of the episodes with a known end."""
    longest_minutes: float | None
    minutes_recorded: int
    lengths: tuple[tuple[str, int], ...]
    """(range, episodes): the known lengths, from the shortest range that has any to the longest."""
    pain: PainChange
    tried: tuple[TriedSummary, ...]
    tried_at: tuple[TriedAtPlace, ...]
    """What was tried at each place, the most answers first."""
    triggers: WordCounts
    """Ticked triggers. They are asked only about episodes, so they cannot be compared."""
    bedtime: tuple[Period, Period] | None
    """The weeks before and after the first bedtime stretches, when nights of both were recorded."""
    trial_until: date | None
    """The last evening of a trial of the bedtime stretches that runs: until then they are compared with nothing."""
    evenings: tuple[Share, Share]
    """Affected nights after evenings with bedtime stretches, and after those without, from the first of them on."""
    comparisons: tuple[Comparison, ...]
    missing: MissingNights
    sparse_words: tuple[str, ...]
    """Kinds of day with too few nights with or without them to compare."""

    @property
    def has_no_free_night(self) -> bool:
        """True if nights with a cramp are recorded and none without, so that there is no share."""
        return self.affected.is_without_others

    @property
    def findings(self) -> tuple[Comparison, ...]:
        """The comparisons that the diary supports."""
        return tuple(each for each in self.comparisons if each.is_finding)


def analyze_diary(
    episodes: Iterable[Episode],
    days: Iterable[Day],
    practices: Iterable[Practice],
    trials: Iterable[Trial] = (),
    *,
    now: datetime,
) -> Insights:
    """Analyse the records up to `now`.

    Args:
        episodes: in any order; later ones than `now` are left out.
        days: described days, in any order.
        practices: routines done outside an episode, in any order.
        trials: the trials, in any order; what one that runs compares is compared nowhere else before its end.
        now: the present, on the clock of this place.
    """
    known = tuple(each for each in episodes if each.started_at <= now)
    done = tuple(practices)
    rows = tuple(row for row in night_rows(known, days, done, today=row_date(now)) if row.date <= now.date())
    # In the morning the row that is going on is yesterday's, unless today was described already.
    today = rows[0].date if rows else row_date(now)
    affected = _affected_nights(rows)
    recent = _period(rows, today - timedelta(days=PERIOD_NIGHTS - 1), today)
    before = _period(rows, recent.since - timedelta(days=PERIOD_NIGHTS), recent.since - timedelta(days=1))
    has_before = bool(rows) and rows[-1].date < recent.since
    trial_until = max(
        (last_day(each) for each in trials if each.routine == BEDTIME and is_running(each, now)), default=None
    )
    first_evening = (
        min((row.date for row in rows if _has_stretches(row)), default=None) if trial_until is None else None
    )
    bedtime = None if first_evening is None else _bedtime_periods(rows, first_evening, today)
    evenings = _evening_shares(rows, first_evening)
    only_by_day = sum(row.is_only_by_day for row in rows)
    missing = _missing_nights(_affected_days(rows), only_by_day)
    by_word, sparse = _compare_words(rows)
    comparisons = list(by_word) if missing.is_enough else []
    if missing.is_enough and has_before:
        comparisons += _compare("period", "period", recent.affected, before.affected, FEWEST_OF_EACH)
    if missing.is_enough and bedtime is not None:
        old, new = bedtime
        comparisons += _compare("bedtime", "bedtime", new.affected, old.affected, FEWEST_BESIDE_BEDTIME)
    if missing.is_enough:
        comparisons += _compare("evening", "evening", *evenings, FEWEST_OF_EACH)
    minutes = [length / 60 for each in known if (length := each.duration_seconds) is not None]
    return Insights(
        rows=rows,
        episodes=len(known),
        affected=affected,
        only_by_day=only_by_day,
        unrecorded=sum(not row.episodes and row.night_cramps is None for row in rows),
        undecided=sum(not row.is_recorded and bool(set(row.words) - {NO_STRETCHES}) for row in rows),
        recent=recent,
        before=before if has_before else None,
        hours=count_hours(each.started_at for each in known),
        places=_count_places(known),
        minutes=median(minutes) if minutes else None,
        longest_minutes=max(minutes, default=None),
        minutes_recorded=len(minutes),
        lengths=count_lengths(minutes),
        pain=summarize_pain(known),
        tried=summarize_tried(known),
        tried_at=count_eased_by_place(known),
        triggers=count_triggers(known),
        bedtime=bedtime,
        trial_until=trial_until,
        evenings=evenings,
        comparisons=_adjust_p_values(comparisons),
        missing=missing,
        sparse_words=sparse if missing.is_enough else (),
    )


def _affected_nights(rows: Iterable[NightRow]) -> Share:
    """Return the nights with a cramp, of those of which a cramp or its absence at night is recorded."""
    known = [cramps for row in rows if (cramps := row.night_cramps) is not None]
    return Share(count=sum(cramps > 0 for cramps in known), total=len(known), needs_others=True)


def _affected_days(rows: Iterable[NightRow]) -> Share:
    """Return the days with a cramp in their afternoon or in the night after it, of those recorded."""
    recorded = [row for row in rows if row.is_recorded]
    return Share(count=sum(bool(row.episodes) for row in recorded), total=len(recorded), needs_others=True)


def _period(rows: Sequence[NightRow], since: date, until: date) -> Period:
    """Return the nights from `since`, or from the diary's first night in the period, to `until`."""
    if rows and since <= rows[-1].date <= until:
        since = rows[-1].date
    within = [row for row in rows if since <= row.date <= until]
    return Period(
        since=since, until=until, episodes=sum(len(row.episodes) for row in within), affected=_affected_nights(within)
    )


def _missing_nights(affected: Share, only_by_day: int) -> MissingNights:
    free = affected.total - affected.count
    return MissingNights(
        recorded=affected.total,
        only_by_day=only_by_day,
        more_nights=max(0, FEWEST_NIGHTS - affected.total),
        more_affected=max(0, FEWEST_OF_EACH - affected.count),
        more_free=max(0, FEWEST_OF_EACH - free),
    )


def _compare_words(rows: Iterable[NightRow]) -> tuple[tuple[Comparison, ...], tuple[str, ...]]:
    """Compare each kind of day with the described days without it; an undescribed day is in neither group.

    Returns:
        The comparisons, and the words with too few nights to compare.
    """
    described = [row for row in rows if row.is_recorded and set(row.words) - NO_KINDS]
    comparisons: list[Comparison] = []
    sparse: list[str] = []
    for word in sorted({word for row in described for word in row.words} - NO_KINDS):
        one = _affected_days(row for row in described if word in row.words)
        other = _affected_days(row for row in described if word not in row.words)
        comparison = _compare("day", word, one, other, FEWEST_OF_EACH)
        comparisons += comparison
        sparse += [] if comparison else [word]
    return tuple(comparisons), tuple(sparse)


def _compare(about: str, name: str, one: Share, other: Share, fewest: int) -> list[Comparison]:
    if min(one.total, other.total) < fewest:
        return []
    p_value = fisher_exact_p(one.count, one.total, other.count, other.total)
    return [Comparison(about=about, name=name, one=one, other=other, p_value=p_value)]


def _adjust_p_values(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Adjust the p-values of all comparisons as one family; the smallest p-value comes first."""
    p_values = holm_adjusted([each.p_value for each in comparisons])
    adjusted = [replace(each, adjusted_p_value=value) for each, value in zip(comparisons, p_values, strict=True)]
    return tuple(sorted(adjusted, key=lambda each: (each.p_value, each.name)))


def _has_stretches(row: NightRow) -> bool:
    """Return whether bedtime stretches were done on the evening, to their end."""
    return any(each.routine == BEDTIME and each.completed for each in row.practices)


def _has_begun_stretches(row: NightRow) -> bool:
    """Return whether bedtime stretches were begun on the evening; one on which they were skipped is without them."""
    return any(each.routine == BEDTIME and not each.is_skipped for each in row.practices)


def _bedtime_periods(rows: Sequence[NightRow], first_evening: date, today: date) -> tuple[Period, Period] | None:
    """Return the two weeks before, and up to six weeks from, the first evening of completed bedtime stretches."""
    old = _period(rows, first_evening - timedelta(days=BEFORE_NIGHTS), first_evening - timedelta(days=1))
    new = _period(rows, first_evening, min(today, first_evening + timedelta(days=AFTER_NIGHTS - 1)))
    return (old, new) if old.affected.total and new.affected.total else None


def _evening_shares(rows: Sequence[NightRow], first_evening: date | None) -> tuple[Share, Share]:
    """Return the affected nights after evenings with stretches and without, from the first with them on.

    The evenings before are the other comparison's. An evening on which they were begun and not ended is in neither.
    """
    since = [] if first_evening is None else [row for row in rows if row.date >= first_evening]
    return (
        _affected_nights(row for row in since if _has_stretches(row)),
        _affected_nights(row for row in since if not _has_begun_stretches(row)),
    )


def _count_places(episodes: Iterable[Episode]) -> tuple[tuple[str, str | None, int], ...]:
    rows = [(place, side, count) for (place, side), count in count_by_place(episodes).items()]
    return tuple(sorted(rows, key=lambda row: (-row[2], row[0], row[1] or "")))
