"""Record what a person says did not happen, for the home screen."""

from datetime import date, datetime, time, timedelta

from spasmtui.episodes.entry.day_words import describe_day, find_day
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.names import NO_CRAMP
from spasmtui.episodes.model.night import night_of
from spasmtui.episodes.store.diary import Diary
from spasmtui.shared.formats import day_name, moment
from spasmtui.shared.key_names import TAKES_BACK, with_keys
from spasmtui.shared.plans.bedtime import NO_STRETCHES


def record_free_night(diary: Diary, night: date, now: datetime) -> str:
    """Record that no cramp came in a night, and return what was done as a sentence.

    A night that has a cramp is left as it is, and the sentence says when that was.

    Raises:
        KeptAside: it could not be stored; the sentence says where it is kept.
        DataError: the diary cannot be read.
    """
    if cramp := _cramp_of(diary, night, now):
        return f"Not recorded as free: there was a cramp that night, {moment(cramp.started_at)}."
    _add_word(diary, night, NO_CRAMP, now)
    return f"No cramp: recorded for the night of {day_name(night)}. {with_keys(TAKES_BACK)}"


def record_declined_evening(diary: Diary, evening: date, now: datetime) -> str:
    """Record that there were no bedtime stretches in an evening, and return what was done as a sentence.

    Raises:
        KeptAside: it could not be stored; the sentence says where it is kept.
        DataError: the diary cannot be read.
    """
    _add_word(diary, evening, NO_STRETCHES, now)
    return f"No bedtime stretches: recorded for {day_name(evening)}. {with_keys(TAKES_BACK)}"


def _add_word(diary: Diary, on: date, word: str, now: datetime) -> None:
    """Add a word to those of a day."""
    known = find_day(diary.days(on), on)
    words = known.words if known is not None else ()
    diary.keeper.store(describe_day(on, (word,), known=words, device=diary.known_device, now=now))


def _cramp_of(diary: Diary, night: date, now: datetime) -> Episode | None:
    """Return the first cramp of a night; None without one."""
    since = datetime.combine(night, time(), now.tzinfo)
    # Other zones of the places where it was recorded may move its hours by half a day.
    around = diary.episodes(since - timedelta(days=1), since + timedelta(days=3))
    return next((each for each in reversed(around) if night_of(each.started_at) == night), None)
