"""Summarize the diary in the few sentences of the home screen."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from spasmtui.episodes.conflicts.text import notice_text
from spasmtui.episodes.conflicts.told import ToldConflicts, conflict_name
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.night import night_of, row_date
from spasmtui.episodes.model.usual_place import usual_place
from spasmtui.episodes.store.diary import Diary
from spasmtui.shared.durations import format_duration
from spasmtui.shared.formats import many, place_with_side
from spasmtui.ui.diary_summary import DiarySummary


def summarize_diary(diary: Diary, now: datetime) -> DiarySummary:
    """Summarize the last two weeks and the open episode.

    Raises:
        DataError: the diary cannot be read.
    """
    episodes = diary.episodes(since=now - timedelta(days=15))
    known = episodes or diary.episodes(limit=10)
    still_open = diary.open_episodes()
    untold = ToldConflicts(diary.state).untold(diary.recent_conflicts())
    notice = f"{notice_text(untold)}. v chooses." if untold else ""
    names = tuple(conflict_name(conflict) for conflict in untold)
    if not known:
        return DiarySummary(notice=notice, notice_names=names)
    place, side = usual_place(known) or (None, None)
    return DiarySummary(
        usual=place_with_side(place or "calf", side),
        place=place,
        side=side,
        open_since=_open_since(still_open[0]) if still_open else "",
        rows=(last_night(episodes, now), ("This week", _this_week(diary, episodes, now))),
        notice=notice,
        notice_names=names,
    )


def last_night(episodes: Iterable[Episode], now: datetime) -> tuple[str, str]:
    """Return label and sentence of the present night if it has an episode, else of the night before."""
    tonight = [episode for episode in episodes if night_of(episode.started_at) == now.date()]
    if tonight:
        return "This night", _format_night(tonight)
    yesterday = now.date() - timedelta(days=1)
    return "Last night", _format_night([episode for episode in episodes if night_of(episode.started_at) == yesterday])


def _format_night(episodes: list[Episode]) -> str:
    """Format a night's episodes as one sentence, without fields that were not recorded."""
    if not episodes:
        return "nothing recorded"
    places = Counter(place_with_side(episode.place, episode.side) for episode in episodes)
    parts = [many(len(episodes), "cramp"), ", ".join(places)]
    durations = [episode.duration_seconds for episode in episodes if episode.duration_seconds is not None]
    if durations:
        parts.append(format_duration(sum(durations)))
    if (worst := max((episode.pain for episode in episodes if episode.pain is not None), default=None)) is not None:
        parts.append(f"pain {worst}")
    return ", ".join(parts)


def _this_week(diary: Diary, episodes: Iterable[Episode], now: datetime) -> str:
    """Return the week's sentence; read older episodes only if these do not show that the diary was kept before."""
    last_of_before = evening_before(now) - timedelta(days=7)
    if any(row_date(episode.started_at) <= last_of_before for episode in episodes):
        return this_week(episodes, now, was_kept_before=True)
    is_older = bool(diary.episodes(until=now - timedelta(days=9), limit=1))
    was_kept = is_older or any(date.fromisoformat(day.date) <= last_of_before for day in diary.days())
    return this_week(episodes, now, was_kept_before=was_kept)


def this_week(episodes: Iterable[Episode], now: datetime, *, was_kept_before: bool) -> str:
    """Count nights with an episode in the last seven, beside the seven before if the diary was kept then."""
    nights = {night for episode in episodes if (night := night_of(episode.started_at))}
    last = evening_before(now)
    recent = sum(last - timedelta(days=7) < night <= last for night in nights)
    before = sum(last - timedelta(days=14) < night <= last - timedelta(days=7) for night in nights)
    beside = f" · the week before: {before or 'none'}" if was_kept_before else ""
    return f"{many(recent, 'night')} of 7{beside}"


def evening_before(now: datetime) -> date:
    """Return the date of the last night that has begun: today from 18:00 on, else yesterday."""
    return now.date() if now.hour >= 18 else now.date() - timedelta(days=1)


def _open_since(episode: Episode) -> str:
    return f"{place_with_side(episode.place, episode.side)}, since {episode.started_at:%H:%M}"
