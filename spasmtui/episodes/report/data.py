"""Summarize a period of the diary as the values of the physiotherapist's sheet, each with the number recorded.

The figures are group a clinician asks for (fact L14). None means not recorded and is never counted as "no": every
figure comes with the number of records behind it.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from spasmtui.episodes.model.episode import HELPFUL, Day, Episode, Practice, Side
from spasmtui.episodes.model.names import NO_CRAMP, NO_KINDS
from spasmtui.episodes.model.night import count_hours, night_of
from spasmtui.episodes.model.tried_uses import group_by_tried
from spasmtui.episodes.model.word_counts import WordCounts, count_triggers, count_words
from spasmtui.episodes.report.plan_rows import PlanRow, plan_rows
from spasmtui.shared.plans.bedtime import NO_STRETCHES
from spasmtui.shared.plans.progress import PlanProgress

DEFAULT_DAYS = 28
"""The default period: four whole weeks, so that weekends weigh the same in every comparison."""
LONG_SECONDS = 10 * 60
"""A cramp over 10 minutes is one to have looked at (NHS, fact RF62)."""
WEEKS_UP_TO_DAYS = 91
MONTHS_UP_TO_DAYS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSummary:
    """The median and the maximum of one figure, over the records that have it."""

    recorded: int
    """The number of records that have it."""
    median: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """The episodes at one place, by side."""

    place: str | None
    """None: not recorded."""
    left: int
    right: int
    both: int
    unsaid: int
    """The side was not recorded."""

    @property
    def episodes(self) -> int:
        """All episodes at this place."""
        return self.left + self.right + self.both + self.unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedRow:
    """One routine or remedy used during episodes. An episode with two of them counts for both."""

    routine: str | None = None
    """The routine's id; None for a remedy."""
    remedy: str | None = None
    """The remedy of the person's own, spelled as it was typed last; None for a routine."""
    episodes: int
    """The number of episodes in which it was used."""
    recorded: int
    """The number of these with an answer to how much it helped."""
    helped: int
    """The number of these answers that are some, most or gone."""
    minutes: FigureSummary
    """From the start of the episode to its known end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRow:
    """One routine done outside episodes."""

    routine: str
    times: int
    days: int
    """The number of days of the period on which it was done."""
    completed: int
    """The number of times that it ran to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendInterval:
    """A week, month or year of the period, for the trend."""

    begins: date
    days: int
    """Days of the period in it; the last one may be cut off."""
    recorded_days: int
    episodes: int | None
    """None: no day of it is recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPoint:
    """The worst pain of one episode, for the picture over time."""

    started_at: datetime
    pain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A note and the episode it belongs to."""

    started_at: datetime
    place: str | None
    side: Side | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All values of the sheet, as numbers and words."""

    since: date
    """The first day."""
    until: date
    """The last day, itself included."""
    made_on: date
    days: int
    """Calendar days in the period."""
    recorded_days: int
    """Days with an episode or a description."""
    episode_days: int
    free_days: int
    """Days recorded as free of cramps, with no episode."""
    episodes: int
    episodes_before: int | None
    """Episodes in the same number of days before; None when no day of them was recorded."""
    recorded_days_before: int
    nights: int
    """Nights with an episode."""
    night_episodes: int
    open_episodes: int
    """Not closed yet."""
    pain: FigureSummary
    pain_after: FigureSummary
    sleep_disturbance: FigureSummary
    distress: FigureSummary
    """How distressing the episodes were, apart from the pain (fact L17)."""
    minutes: FigureSummary
    """Durations, of episodes with a known end."""
    long_episodes: int | None
    """The number of these that lasted over 10 minutes (fact RF62); None where no end is known."""
    kinds: WordCounts
    contexts: WordCounts
    triggers: WordCounts
    signs: WordCounts
    """Red-flag signs ticked."""
    day_words: WordCounts
    """The kinds of day."""
    places: tuple[PlaceRow, ...]
    hours: tuple[int, ...]
    """Episodes by the hour they began, 0 to 23, on the clock of the place where they were recorded."""
    tried: tuple[TriedRow, ...]
    practices: tuple[PracticeRow, ...]
    """Without those that were skipped."""
    plan: tuple[PlanRow, ...] | None
    """None where nothing was planned in the period."""
    trend: tuple[TrendInterval, ...]
    trend_unit: str
    """`week`, `month` or `year`."""
    pains: tuple[PainPoint, ...]
    """Oldest first."""
    questions: tuple[str, ...]
    notes: tuple[NoteRow, ...]
    """Newest first; empty when they are left out."""
    omits_notes: bool


def default_period(today: date) -> tuple[date, date]:
    """Return the first and the last day of the last four weeks, today included."""
    return today - timedelta(days=DEFAULT_DAYS - 1), today


def build_report(
    episodes: Iterable[Episode],
    days: Iterable[Day],
    practices: Iterable[Practice],
    *,
    since: date,
    until: date,
    made_on: date,
    questions: tuple[str, ...] = (),
    omits_notes: bool = False,
    progress: PlanProgress | None = None,
) -> Report:
    """Summarise the days from `since` to `until`, both included.

    An episode belongs to the day it began on the clock of its place. Records outside the period are used only for the
    period of the same length before it.
    """
    length = (until - since).days + 1
    before = since - timedelta(days=length)
    newest_first = sorted(episodes, key=lambda each: each.started_at, reverse=True)
    within = [each for each in newest_first if since <= each.started_at.date() <= until]
    earlier = [each for each in newest_first if before <= each.started_at.date() < since]
    described = {date.fromisoformat(day.date): day.words for day in days if set(day.words) - {NO_STRETCHES}}
    episode_dates = {each.started_at.date() for each in within}
    recorded = episode_dates | {day for day in described if since <= day <= until}
    recorded_before = {each.started_at.date() for each in earlier} | {day for day in described if before <= day < since}
    nights = [night for each in within if (night := night_of(each.started_at)) is not None]
    minutes = [each.duration_seconds / 60 for each in within if each.duration_seconds is not None]
    unit, trend = _trend(since, until, within, recorded)
    return Report(
        since=since,
        until=until,
        made_on=made_on,
        days=length,
        recorded_days=len(recorded),
        episode_days=len(episode_dates),
        free_days=sum(NO_CRAMP in described[day] for day in recorded - episode_dates),
        episodes=len(within),
        episodes_before=len(earlier) if recorded_before else None,
        recorded_days_before=len(recorded_before),
        nights=len(set(nights)),
        night_episodes=len(nights),
        open_episodes=sum(each.is_open for each in within),
        pain=_summarize(each.pain for each in within),
        pain_after=_summarize(each.pain_after for each in within),
        sleep_disturbance=_summarize(each.sleep_disturbance for each in within),
        distress=_summarize(each.distress for each in within),
        minutes=_summarize(minutes),
        long_episodes=sum(each * 60 > LONG_SECONDS for each in minutes) if minutes else None,
        kinds=count_words((each.kind.value,) if each.kind else None for each in within),
        contexts=count_words((each.context.value,) if each.context else None for each in within),
        triggers=count_triggers(within),
        signs=count_words(each.signs for each in within),
        day_words=count_words(
            tuple(word for word in words if word not in NO_KINDS)
            for day, words in described.items()
            if since <= day <= until
        ),
        places=_count_places(within),
        hours=count_hours(each.started_at for each in within),
        tried=_count_tried(within),
        practices=_count_practices(
            each for each in practices if since <= each.started_at.date() <= until and not each.is_skipped
        ),
        plan=None if progress is None else plan_rows(progress, since, until) or None,
        trend=trend,
        trend_unit=unit,
        pains=tuple(
            PainPoint(started_at=each.started_at, pain=each.pain) for each in reversed(within) if each.pain is not None
        ),
        questions=questions,
        notes=()
        if omits_notes
        else tuple(
            NoteRow(started_at=each.started_at, place=each.place, side=each.side, text=each.note)
            for each in within
            if each.note and each.note.strip()
        ),
        omits_notes=omits_notes,
    )


def _summarize(values: Iterable[float | None]) -> FigureSummary:
    known = [value for value in values if value is not None]
    if not known:
        return FigureSummary(recorded=0)
    return FigureSummary(recorded=len(known), median=float(median(known)), highest=float(max(known)))


def _count_places(episodes: list[Episode]) -> tuple[PlaceRow, ...]:
    counter = Counter((each.place, each.side) for each in episodes)
    rows = [
        PlaceRow(
            place=place,
            left=counter[place, Side.LEFT],
            right=counter[place, Side.RIGHT],
            both=counter[place, Side.BOTH],
            unsaid=counter[place, None],
        )
        for place in dict.fromkeys(each.place for each in episodes)
    ]
    return tuple(sorted(rows, key=lambda row: (row.place is None, -row.episodes, row.place or "")))


def _count_tried(episodes: list[Episode]) -> tuple[TriedRow, ...]:
    return tuple(
        TriedRow(
            routine=tried.routine,
            remedy=tried.remedy,
            episodes=len(group),
            recorded=sum(each.helped is not None for each in group),
            helped=sum(each.helped in HELPFUL for each in group),
            minutes=_summarize(each.duration_seconds / 60 for each in group if each.duration_seconds is not None),
        )
        for tried, group in group_by_tried(episodes)
    )


def _count_practices(practices: Iterable[Practice]) -> tuple[PracticeRow, ...]:
    done: dict[str, list[Practice]] = {}
    for each in practices:
        done.setdefault(each.routine, []).append(each)
    rows = [
        PracticeRow(
            routine=routine,
            times=len(group),
            days=len({each.started_at.date() for each in group}),
            completed=sum(each.completed for each in group),
        )
        for routine, group in done.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.times, row.routine)))


def _trend(
    since: date, until: date, episodes: list[Episode], recorded: set[date]
) -> tuple[str, tuple[TrendInterval, ...]]:
    """Divide the period into weeks, or a long one into calendar months or years; return unit and intervals."""
    length = (until - since).days + 1
    following: Callable[[date], date]
    if length <= WEEKS_UP_TO_DAYS:
        unit, following = "week", lambda day: day + timedelta(days=7)
    elif length <= MONTHS_UP_TO_DAYS:
        unit, following = "month", lambda day: (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    else:
        unit, following = "year", lambda day: date(day.year + 1, 1, 1)
    intervals = []
    begins = since
    while begins <= until:
        after = min(following(begins), until + timedelta(days=1))
        recorded_days = sum(begins <= day < after for day in recorded)
        begun = sum(begins <= each.started_at.date() < after for each in episodes)
        intervals.append(
            TrendInterval(
                begins=begins,
                days=(after - begins).days,
                recorded_days=recorded_days,
                episodes=begun if recorded_days else None,
            )
        )
        begins = after
    return unit, tuple(intervals)
