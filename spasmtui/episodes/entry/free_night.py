"""Record a night as free of cramps, for the home screen."""

from datetime import date, datetime

from spasmtui.episodes.entry.day_words import describe_day, find_day
from spasmtui.episodes.model.names import NO_CRAMP
from spasmtui.episodes.store.diary import Diary
from spasmtui.shared.formats import day_name


def record_free_night(diary: Diary, night: date, now: datetime) -> str:
    """Add the word for no cramp to the words of a night's day, and return what was done as a sentence.

    Raises:
        KeptAside: it could not be stored; the sentence says where it is kept.
        DataError: the diary cannot be read.
    """
    known = find_day(diary.days(night), night)
    words = known.words if known is not None else ()
    diary.keeper.store(describe_day(night, (NO_CRAMP,), known=words, device=diary.known_device, now=now))
    return f"No cramp: recorded for the night of {day_name(night)}. u takes it back."
