"""Record a night as free of cramps, for the home screen."""

from datetime import date, datetime, time, timedelta

from spasmtui.episodes.entry.day_words import describe_day, find_day
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.names import NO_CRAMP
from spasmtui.episodes.model.night import night_of
from spasmtui.episodes.store.diary import Diary
from spasmtui.shared.formats import day_name, moment


def record_free_night(diary: Diary, night: date, now: datetime) -> str:
    """Add the word for no cramp to the words of a night's day, and return what was done as a sentence.

    A night that has a cramp is left as it is, and the sentence says when that was.

    Raises:
        KeptAside: it could not be stored; the sentence says where it is kept.
        DataError: the diary cannot be read.
    """
    if cramp := _cramp_of(diary, night, now):
        return f"Not recorded as free: there was a cramp that night, {moment(cramp.started_at)}."
    known = find_day(diary.days(night), night)
    words = known.words if known is not None else ()
    diary.keeper.store(describe_day(night, (NO_CRAMP,), known=words, device=diary.known_device, now=now))
    return f"No cramp: recorded for the night of {day_name(night)}. u takes it back."


def _cramp_of(diary: Diary, night: date, now: datetime) -> Episode | None:
    """Return the first cramp of a night; None without one."""
    since = datetime.combine(night, time(), now.tzinfo)
    # Other zones of the places where it was recorded may move its hours by half a day.
    around = diary.episodes(since - timedelta(days=1), since + timedelta(days=3))
    return next((each for each in reversed(around) if night_of(each.started_at) == night), None)
