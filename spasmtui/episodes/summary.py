"""Summarize the diary in the few sentences and counts of the home screen."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from pathlib import Path

from spasmtui.episodes.conflicts.text import notice_text
from spasmtui.episodes.conflicts.told import ToldConflicts, conflict_name
from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.model.episode import EASED, Episode, Practice
from spasmtui.episodes.model.morning_questions import MORNING_HOUR
from spasmtui.episodes.model.names import NO_CRAMP
from spasmtui.episodes.model.night import NIGHT_BEGINS_HOUR, NIGHT_ENDS_HOUR, count_hours, night_of, row_date
from spasmtui.episodes.model.night_rows import count_night_cramps
from spasmtui.episodes.model.trial import Trial
from spasmtui.episodes.model.tried_uses import group_by_tried
from spasmtui.episodes.model.usual_place import count_by_place, usual_place
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.trial.week_records import weeks_of
from spasmtui.shared.formats import day_name, many, moment, place_with_side
from spasmtui.shared.outcomes.eased import FEWEST_FOR_SHARE
from spasmtui.shared.plans.bedtime import BEDTIME, NO_STRETCHES
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.times.lengths import format_duration
from spasmtui.shared.trials.weeks import agreed_since, is_off_week, is_on_week
from spasmtui.ui.diary_summary import WEEKS, Bedtime, DiarySummary, Evening, PlaceCount, RoutineHelp

FEWEST_LENGTHS = 5
"""Episodes with a known length before a median is named."""
MOST_ROUTINES = 3
LAST_NIGHTS = timedelta(days=4)
"""The two nights before the present one, and the hours by which clocks elsewhere may differ from this one."""
MOST_LATEST = 50


def summarize_diary(diary: Diary, now: datetime, own_routines: Path | None = None) -> DiarySummary:
    """Summarize the last twelve weeks and the open episode.

    Args:
        diary: the diary.
        now: the present.
        own_routines: the folder of the person's own routines, for their titles; it need not exist.

    Raises:
        DataError: the diary cannot be read.
    """
    first = first_monday(now)
    since = datetime.combine(first, time(NIGHT_ENDS_HOUR), now.tzinfo)
    episodes, days, practices = diary.episodes(since=since), diary.days(first), diary.practices(since)
    # Newest first: what is asked of the last nights looks at no more of them.
    lately = tuple(takewhile(lambda episode: episode.started_at >= now - LAST_NIGHTS, episodes))
    known = episodes or diary.episodes(limit=10)
    still_open = diary.open_episodes()
    untold = ToldConflicts(diary.state).untold(diary.recent_conflicts())
    place, side = usual_place(known) or (None, None)
    words = {day.date: day.words for day in days}
    bedtime = bedtime_of(practices, words, now)._replace(
        trial_week=trial_week(diary.trials(agreed_since(plan_day(now), now.tzinfo)), now)
    )
    is_empty = not (known or days or practices or diary.days() or diary.practices())
    nights = count_nights(episodes, words, now)
    rows = (last_night(lately, now, words), ("This week", this_week(nights)))
    return DiarySummary(
        usual=place_with_side(place or "calf", side),
        place=place,
        side=side,
        open_since=_open_since(still_open[0], now) if still_open else "",
        open_id=still_open[0].id if still_open else "",
        rows=() if is_empty else rows,
        notice=notice_text(untold) if untold else "",
        notice_names=tuple(conflict_name(conflict) for conflict in untold),
        is_empty=is_empty,
        asks_about=None if is_empty else night_to_ask_about(lately, words, now),
        first_night=first,
        nights=nights,
        places=count_places(episodes),
        hours=count_hours(each.started_at for each in episodes),
        helped=find_helpful(episodes, own_routines),
        bedtime=bedtime,
        can_decline=evening_to_decline(bedtime, now),
        latest=tuple((_night_and_time(each), _format_episode(each)) for each in known[:MOST_LATEST]),
    )


def first_monday(now: datetime) -> date:
    """Return the Monday of the first week that the summary looks back on."""
    last = evening_before(now)
    return last - timedelta(days=last.weekday(), weeks=WEEKS - 1)


def last_night(
    episodes: Iterable[Episode], now: datetime, words: Mapping[str, Sequence[str]] | None = None
) -> tuple[str, str]:
    """Return label and sentence of the night that goes on, if it has an episode, else of the last that has ended.

    Args:
        episodes: those of the last days at least.
        now: the present.
        words: the words of the described days, by their date; None for no day.
    """
    night = evening_before(now)
    if now.hour >= NIGHT_BEGINS_HOUR or now.hour < MORNING_HOUR:
        if tonight := [episode for episode in episodes if night_of(episode.started_at) == night]:
            return "This night", _format_night(tonight)
        night -= timedelta(days=1)
    found = [episode for episode in episodes if night_of(episode.started_at) == night]
    is_free = not found and NO_CRAMP in (words or {}).get(night.isoformat(), ())
    return "Last night", "no cramp" if is_free else _format_night(found)


def _format_night(episodes: list[Episode]) -> str:
    """Format a night's episodes as one sentence, without fields that were not recorded."""
    if not episodes:
        return "nothing recorded"
    if len(episodes) == 1:
        return f"1 cramp, {_format_episode(episodes[0])}"
    places = Counter(place_with_side(episode.place, episode.side) for episode in episodes)
    parts = [many(len(episodes), "cramp"), ", ".join(places)]
    durations = [episode.duration_seconds for episode in episodes if episode.duration_seconds is not None]
    if durations:
        parts.append(format_duration(sum(durations)))
    if (worst := max((episode.pain for episode in episodes if episode.pain is not None), default=None)) is not None:
        parts.append(f"pain {worst}")
    return ", ".join(parts)


def _format_episode(episode: Episode) -> str:
    """Format where it was, how long it took and how much it hurt, as far as that was recorded."""
    parts = [place_with_side(episode.place, episode.side)]
    if episode.is_open:
        parts.append("still open")
    elif (seconds := episode.duration_seconds) is not None:
        parts.append(format_duration(seconds))
    if episode.pain is not None:
        parts.append(f"pain {episode.pain}" + (f" → {episode.pain_after}" if episode.pain_after is not None else ""))
    return ", ".join(parts)


def _night_and_time(episode: Episode) -> str:
    """Format the night of an episode, as the log and the strip of nights name it, and the time of day."""
    return f"{day_name(row_date(episode.started_at))}  {episode.started_at:%H:%M}"


def this_week(nights: Sequence[int | None]) -> str:
    """Format how many of the last seven nights had a cramp, beside the seven before, out of those that were recorded.

    Args:
        nights: the cramps of each night, as `count_nights` counts them; the last one is the last that has begun.
    """
    recent, before = (_recorded(week) for week in (nights[-7:], nights[-14:-7]))
    if not recent:
        return "no night recorded"
    beside = f" · the week before: {_affected(before)} of {len(before)}" if before else ""
    recorded = f"{many(len(recent), 'night')} recorded"
    if not (affected := _affected(recent)):
        return f"no cramp in {recorded}{beside}"
    return f"cramps in {affected} of {recorded}{beside}"


def _recorded(nights: Iterable[int | None]) -> list[int]:
    return [cramps for cramps in nights if cramps is not None]


def _affected(nights: Iterable[int]) -> int:
    return sum(cramps > 0 for cramps in nights)


def evening_before(now: datetime) -> date:
    """Return the date of the last night that has begun: today from 18:00 on, else yesterday."""
    return now.date() if now.hour >= NIGHT_BEGINS_HOUR else now.date() - timedelta(days=1)


def night_to_ask_about(episodes: Iterable[Episode], words: Mapping[str, Sequence[str]], now: datetime) -> date | None:
    """Return the night that has ended, from the morning until the next one begins, while nothing is recorded of it."""
    if not MORNING_HOUR <= now.hour < NIGHT_BEGINS_HOUR:
        return None
    night = now.date() - timedelta(days=1)
    is_known = any(row_date(episode.started_at) == night for episode in episodes)
    return None if is_known or NO_CRAMP in words.get(night.isoformat(), ()) else night


def count_nights(
    episodes: Iterable[Episode], words: Mapping[str, Sequence[str]], now: datetime
) -> tuple[int | None, ...]:
    """Count the cramps of each night from the first Monday on; see `DiarySummary.nights`."""
    counts = Counter(night_of(episode.started_at) for episode in episodes)
    # Of a night that has not begun it may be said already that it is free, for its day.
    said = (date.fromisoformat(on) for on, day in words.items() if NO_CRAMP in day)
    first, last = first_monday(now), max(evening_before(now), *(on for on in said if on <= now.date()), date.min)
    nights = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(count_night_cramps(counts[night], words.get(night.isoformat(), ())) for night in nights)


def count_recorded_nights(diary: Diary, first: date, last: date, now: datetime) -> tuple[int, int]:
    """Return the nights with a cramp, and all nights of which something is recorded, from a day to another.

    Raises:
        DataError: the diary cannot be read.
    """
    since, until = (datetime.combine(day, time(), now.tzinfo) for day in (first, last))
    # Other zones of the places where it was recorded may move its hours by half a day.
    episodes = diary.episodes(since - timedelta(days=1), until + timedelta(days=3))
    words = {day.date: day.words for day in diary.days(first)}
    counts = Counter(night_of(episode.started_at) for episode in episodes)
    nights = (first + timedelta(days=number) for number in range((last - first).days + 1))
    found = _recorded(count_night_cramps(counts[night], words.get(night.isoformat(), ())) for night in nights)
    return _affected(found), len(found)


def count_places(episodes: Iterable[Episode]) -> tuple[PlaceCount, ...]:
    """Count the episodes of each place with its side; what has no place is left out."""
    found = [
        PlaceCount(place=place, side=side, words=place_with_side(place, side), episodes=count)
        for (place, side), count in count_by_place(episodes).items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.episodes, each.words)))


def find_helpful(episodes: Iterable[Episode], own_routines: Path | None = None) -> tuple[RoutineHelp, ...]:
    """Find what was tried at a place when a cramp was gone or mostly gone in most episodes.

    An unrecorded answer counts nowhere. Where nothing has enough answers, it is what has most of them.

    Args:
        episodes: in any order.
        own_routines: the folder of the person's own routines, for their titles.
    """
    at_places: defaultdict[str, list[Episode]] = defaultdict(list)
    for episode in episodes:
        at_places[episode.place or ""].append(episode)
    counted, few = [], []
    for place, here in at_places.items():
        for uses in group_by_tried(here):
            answers = [each.helped for each in uses.episodes if each.helped is not None]
            mostly = sum(answer in EASED for answer in answers)
            if len(answers) >= FEWEST_FOR_SHARE and mostly:
                counted.append((-mostly, len(answers), uses.tried.key, place, uses))
            elif 0 < len(answers) < FEWEST_FOR_SHARE:
                few.append((-len(answers), -mostly, uses.tried.key, place, uses))
    rows = [(-mostly, recorded, place, uses) for mostly, recorded, _key, place, uses in sorted(counted)[:MOST_ROUTINES]]
    if not rows:
        rows = [(-mostly, -recorded, place, uses) for recorded, mostly, _key, place, uses in sorted(few)[:1]]
    names = load_names(filter(None, (uses.tried.routine for *_, uses in rows)), own_routines)
    return tuple(
        RoutineHelp(
            routine=names.tried(uses.tried) if uses.tried.remedy is None else f"Your own: {uses.tried.remedy}",
            place=place_with_side(place or None, None),
            most=mostly,
            recorded=recorded,
            minutes=_median_minutes([
                seconds for each in uses.episodes if (seconds := each.duration_seconds) is not None
            ]),
        )
        for mostly, recorded, place, uses in rows
    )


def _median_minutes(seconds: Sequence[int]) -> float | None:
    """Return the middle length, exactly as the insights do; None for too few."""
    if len(seconds) < FEWEST_LENGTHS:
        return None
    ordered = sorted(each / 60 for each in seconds)
    return (ordered[len(ordered) // 2] + ordered[(len(ordered) - 1) // 2]) / 2


def bedtime_of(practices: Iterable[Practice], words: Mapping[str, Sequence[str]], now: datetime) -> Bedtime:
    """Return the bedtime stretches of this evening and week; before the morning hour it is still the evening before.

    Args:
        practices: those of the week at least; what was done counts before what was said.
        words: the words of the described days, by their date.
        now: the present.
    """
    evening = plan_day(now)
    found = {date.fromisoformat(on): Evening.DECLINED for on, said in words.items() if NO_STRETCHES in said}
    done = [practice for practice in practices if practice.routine == BEDTIME]
    for practice in sorted(done, key=lambda each: (not each.is_skipped, each.completed)):
        kept = Evening.DONE if practice.completed else Evening.DECLINED if practice.is_skipped else Evening.EARLY
        found[plan_day(practice.started_at)] = kept
    if not found:
        return Bedtime()
    monday = evening - timedelta(days=evening.weekday())
    # Before this evening has come there is nothing to say about it.
    days = (evening - monday).days + (now.date() > evening or now.hour >= NIGHT_BEGINS_HOUR or evening in found)
    week = tuple(found.get(monday + timedelta(days=number), Evening.NOT_RECORDED) for number in range(days))
    tonight = [each for each in done if plan_day(each.started_at) == evening and not each.is_skipped]
    last = max(tonight, key=lambda practice: (practice.completed, practice.started_at), default=None)
    ended_at = "" if last is None else f"{last.started_at + timedelta(seconds=last.seconds):%H:%M}"
    return Bedtime(tonight=found.get(evening, Evening.NOT_RECORDED), ended_at=ended_at, week=week)


def trial_week(trials: Iterable[Trial], now: datetime) -> str:
    """Return `on` or `off` where a trial of the bedtime stretches runs and has begun, by its present week."""
    weeks = [weeks_of(trial) for trial in trials if trial.routine == BEDTIME]
    if any(is_off_week(each, plan_day(now)) for each in weeks):
        return "off"
    return "on" if any(is_on_week(each, plan_day(now)) for each in weeks) else ""


def evening_to_decline(bedtime: Bedtime, now: datetime) -> date | None:
    """Return the evening of which a person who knows the stretches can say "not tonight"; None at another time."""
    evening = plan_day(now)
    has_come = now.date() > evening or now.hour >= NIGHT_BEGINS_HOUR
    is_asked = bedtime.tonight is Evening.NOT_RECORDED and bedtime.trial_week != "off"
    return evening if has_come and bedtime.week and is_asked else None


def _open_since(episode: Episode, now: datetime) -> str:
    """Format where and since when; with its day where it began before the last one."""
    is_recent = now - episode.started_at < timedelta(hours=18)
    since = f"{episode.started_at:%H:%M}" if is_recent else moment(episode.started_at)
    return f"{place_with_side(episode.place, episode.side)}, since {since}"
