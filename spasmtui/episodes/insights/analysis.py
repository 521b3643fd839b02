"""What the diary supports, and what it does not yet.

The unit is the row of the log, a night with the afternoon before it. It counts as recorded when it has an episode, or
when the day was said to be free of cramps; anything else is "not recorded" and is in no number. Comparisons wait until
there is enough, are all tested as one family, and say "seen together": a diary cannot tell what leads to what.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median

from spasmtui.episodes.insights.statistics import CONFIDENCE, Share, difference_interval, fisher_exact_p, holm_adjusted
from spasmtui.episodes.model.episode import Day, Episode, Helped, Practice
from spasmtui.episodes.model.night import row_date
from spasmtui.episodes.model.night_rows import NO_CRAMP, NightRow, night_rows

FEWEST_NIGHTS = 14
"""Recorded nights before anything is compared."""
FEWEST_OF_EACH = 5
"""Nights with a cramp, without one, with a kind of day and without it, before that kind is compared."""
PERIOD_NIGHTS = 28
"""Four weeks, compared with the four before: whole weeks, so that a weekend weighs the same in both."""
BEFORE_NIGHTS = 14
"""Two weeks before the bedtime stretches began (fact L13)."""
AFTER_NIGHTS = 42
"""Six weeks from their first evening on (fact L13)."""
FEWEST_BESIDE_BEDTIME = 7
"""Recorded nights on each side before the two are compared."""
BEDTIME = "bedtime-prevention"
"""The routine of the bedtime stretches."""
HELPED = frozenset({Helped.SOME, Helped.MOST, Helped.GONE})
"""What counts as "it helped"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Some nights, as far as they were recorded."""

    since: date
    until: date
    """The last evening, itself included."""
    episodes: int
    affected: Share
    """Nights with a cramp, of those recorded."""

    @property
    def nights(self) -> int:
        """Nights in the calendar, recorded or not."""
        return (self.until - self.since).days + 1

    @property
    def per_week(self) -> float:
        """Episodes a week; those that were not recorded are missing from it."""
        return self.episodes / self.nights * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Nights with something beside nights without it."""

    about: str
    """`day` kind, four-week `period`, or `bedtime` stretches."""
    name: str
    """The kind of day; else the same as `about`."""
    one: Share
    """Affected nights of those with it: the later ones for a period or the stretches."""
    other: Share
    p_value: float
    """Of a difference at least so large when nothing lies behind it."""
    adjusted_p_value: float = 1.0
    """The chance after all comparisons of this diary were looked at."""

    @property
    def is_finding(self) -> bool:
        """Whether the diary supports it."""
        return self.adjusted_p_value < 1 - CONFIDENCE

    @property
    def difference(self) -> tuple[float, float] | None:
        """The interval of the difference of the shares."""
        return difference_interval(self.one, self.other)


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedSummary:
    """What was tried, how often it helped, and how long the episode lasted."""

    routine: str
    episodes: int
    helped: Share
    """Of the episodes that say so."""
    minutes: float | None
    """The median, of the episodes with a known end."""
    minutes_recorded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingNights:
    """What a comparison still waits for."""

    recorded: int
    more_nights: int = 0
    more_affected: int = 0
    more_free: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether comparisons have begun."""
        return not (self.more_nights or self.more_affected or self.more_free)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insights:
    """Everything the diary says of itself."""

    rows: tuple[NightRow, ...]
    """The nights, newest first."""
    episodes: int
    affected: Share
    """Nights with a cramp, of those recorded."""
    only_by_day: int
    """How many of the affected had one in the afternoon alone."""
    unsaid: int
    """Described days without an episode of which nobody said that they were free."""
    recent: Period
    before: Period | None
    """The four weeks before; None when the diary began later."""
    hours: tuple[int, ...]
    """Episodes by the hour they began, 0 to 23, on the clock of their place."""
    places: tuple[tuple[str, str | None, int], ...]
    """(place, side, episodes), the most frequent first."""
    minutes: float | None
    """The median length of the episodes with a known end."""
    longest_minutes: float | None
    minutes_recorded: int
    tried: tuple[TriedSummary, ...]
    triggers: tuple[tuple[str, int], ...]
    """Ticked triggers, the most frequent first. They are asked only when an episode came, so nothing is compared."""
    triggers_recorded: int
    bedtime: tuple[Period, Period] | None
    """Before and after the first bedtime stretches, when nights of both were recorded."""
    comparisons: tuple[Comparison, ...]
    missing: MissingNights
    thin_words: tuple[str, ...]
    """Kinds of day with too few nights with or without them."""

    @property
    def findings(self) -> tuple[Comparison, ...]:
        """What the diary supports."""
        return tuple(each for each in self.comparisons if each.is_finding)


def analyze_diary(
    episodes: Iterable[Episode], days: Iterable[Day], practices: Iterable[Practice], *, now: datetime
) -> Insights:
    """What these records support on the evening of `now`."""
    known = tuple(each for each in episodes if each.started_at <= now)
    done = tuple(practices)
    rows = tuple(row for row in night_rows(known, days, done, today=row_date(now)) if row.date <= now.date())
    # In the morning the row that is going on is yesterday's, unless today was described already.
    today = rows[0].date if rows else row_date(now)
    affected = _affected(rows)
    recent = _period(rows, today - timedelta(days=PERIOD_NIGHTS - 1), today)
    before = _period(rows, recent.since - timedelta(days=PERIOD_NIGHTS), recent.since - timedelta(days=1))
    has_before = bool(rows) and rows[-1].date < recent.since
    bedtime = _around_bedtime(rows, done, today)
    missing = _missing(affected)
    by_word, thin = _by_word(rows)
    comparisons = list(by_word) if missing.is_enough else []
    if missing.is_enough and has_before:
        comparisons += _compared("period", "period", recent.affected, before.affected, FEWEST_OF_EACH)
    if missing.is_enough and bedtime is not None:
        old, new = bedtime
        comparisons += _compared("bedtime", "bedtime", new.affected, old.affected, FEWEST_BESIDE_BEDTIME)
    minutes = [length / 60 for each in known if (length := each.duration_seconds) is not None]
    hours = Counter(each.started_at.hour for each in known)
    return Insights(
        rows=rows,
        episodes=len(known),
        affected=affected,
        only_by_day=sum(bool(row.episodes) and not row.night_count for row in rows),
        unsaid=sum(bool(row.words) and not row.is_recorded for row in rows),
        recent=recent,
        before=before if has_before else None,
        hours=tuple(hours[hour] for hour in range(24)),
        places=_places(known),
        minutes=median(minutes) if minutes else None,
        longest_minutes=max(minutes, default=None),
        minutes_recorded=len(minutes),
        tried=_tried(known),
        triggers=_counted(word for each in known for word in each.triggers or ()),
        triggers_recorded=sum(each.triggers is not None for each in known),
        bedtime=bedtime,
        comparisons=_together(comparisons),
        missing=missing,
        thin_words=thin if missing.is_enough else (),
    )


def _affected(rows: Iterable[NightRow]) -> Share:
    recorded = [row for row in rows if row.is_recorded]
    return Share(count=sum(bool(row.episodes) for row in recorded), of=len(recorded))


def _period(rows: Sequence[NightRow], since: date, until: date) -> Period:
    """The nights of a period, from the diary's first one on."""
    if rows and since <= rows[-1].date <= until:
        since = rows[-1].date
    within = [row for row in rows if since <= row.date <= until]
    return Period(
        since=since, until=until, episodes=sum(len(row.episodes) for row in within), affected=_affected(within)
    )


def _missing(affected: Share) -> MissingNights:
    free = affected.of - affected.count
    return MissingNights(
        recorded=affected.of,
        more_nights=max(0, FEWEST_NIGHTS - affected.of),
        more_affected=max(0, FEWEST_OF_EACH - affected.count),
        more_free=max(0, FEWEST_OF_EACH - free),
    )


def _by_word(rows: Iterable[NightRow]) -> tuple[tuple[Comparison, ...], tuple[str, ...]]:
    """Each kind of day against the described days without it; a day that was not described is on neither side."""
    described = [row for row in rows if row.is_recorded and set(row.words) - {NO_CRAMP}]
    found: list[Comparison] = []
    thin: list[str] = []
    for word in sorted({word for row in described for word in row.words} - {NO_CRAMP}):
        one = _affected(row for row in described if word in row.words)
        other = _affected(row for row in described if word not in row.words)
        compared = _compared("day", word, one, other, FEWEST_OF_EACH)
        found += compared
        thin += [] if compared else [word]
    return tuple(found), tuple(thin)


def _compared(about: str, name: str, one: Share, other: Share, fewest: int) -> list[Comparison]:
    if min(one.of, other.of) < fewest:
        return []
    luck = fisher_exact_p(one.count, one.of, other.count, other.of)
    return [Comparison(about=about, name=name, one=one, other=other, p_value=luck)]


def _together(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """All comparisons as one family, the clearest first."""
    chances = holm_adjusted([each.p_value for each in comparisons])
    whole = [replace(each, adjusted_p_value=value) for each, value in zip(comparisons, chances, strict=True)]
    return tuple(sorted(whole, key=lambda each: (each.p_value, each.name)))


def _around_bedtime(
    rows: Sequence[NightRow], practices: Iterable[Practice], today: date
) -> tuple[Period, Period] | None:
    """The two weeks before and up to six weeks from the first bedtime stretches on."""
    began = min((row_date(each.started_at) for each in practices if each.routine == BEDTIME), default=None)
    if began is None or began > today:
        return None
    old = _period(rows, began - timedelta(days=BEFORE_NIGHTS), began - timedelta(days=1))
    new = _period(rows, began, min(today, began + timedelta(days=AFTER_NIGHTS - 1)))
    return (old, new) if old.affected.of and new.affected.of else None


def _places(episodes: Iterable[Episode]) -> tuple[tuple[str, str | None, int], ...]:
    counts = Counter((each.place, each.side and each.side.value) for each in episodes if each.place is not None)
    rows = [(place or "", side, count) for (place, side), count in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-row[2], row[0], row[1] or "")))


def _tried(episodes: Sequence[Episode]) -> tuple[TriedSummary, ...]:
    used: dict[str, list[Episode]] = {}
    for episode in episodes:
        for routine in {each.routine for each in episode.tried}:
            used.setdefault(routine, []).append(episode)
    return tuple(_tried_row(routine, used) for routine in sorted(used, key=lambda name: (-len(used[name]), name)))


def _tried_row(routine: str, used: Mapping[str, list[Episode]]) -> TriedSummary:
    answers = [each.helped for each in used[routine] if each.helped is not None]
    minutes = [length / 60 for each in used[routine] if (length := each.duration_seconds) is not None]
    return TriedSummary(
        routine=routine,
        episodes=len(used[routine]),
        helped=Share(count=sum(answer in HELPED for answer in answers), of=len(answers)),
        minutes=median(minutes) if minutes else None,
        minutes_recorded=len(minutes),
    )


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda item: (-item[1], item[0])))
