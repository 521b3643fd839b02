"""Record what a person says with a few keys: a free night, an evening without stretches, a practice without a timer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.day_words import describe_day, find_day
from spasmtui.episodes.model.episode import Episode, Practice, Side
from spasmtui.episodes.model.names import NO_CRAMP
from spasmtui.episodes.model.night import night_of
from spasmtui.episodes.store.diary import Diary
from spasmtui.shared.formats import day_name, moment
from spasmtui.shared.key_names import TAKES_BACK, with_keys
from spasmtui.shared.plans.bedtime import NO_STRETCHES

if TYPE_CHECKING:
    from spasmtui.shared.plans.told import DonePractice, RatedPractice, SkippedPractice


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


def skip_practice(diary: Diary, skipped: SkippedPractice, now: datetime) -> str:
    """Record that a routine is left out this time, and return what was done as a sentence.

    Raises:
        KeptAside: it could not be stored; the sentence says where it is kept.
    """
    diary.keeper.store(
        Practice(
            id=diary.new_id(),
            routine=skipped.routine,
            started_at=now.replace(microsecond=0),
            seconds=0,
            completed=False,
            side=Side(skipped.side) if skipped.side else None,
            is_skipped=True,
            device=diary.known_device,
        )
    )
    return f"Skipped this time: recorded. {with_keys(TAKES_BACK)}"


def record_practice(diary: Diary, done: DonePractice, now: datetime) -> str:
    """Record a practice that was done without the timer, and return what was done as a sentence.

    Raises:
        KeptAside: it could not be stored; the sentence says where it is kept.
    """
    diary.keeper.store(
        Practice(
            id=diary.new_id(),
            routine=done.routine,
            started_at=min(done.started_at, now).replace(microsecond=0),
            seconds=done.seconds,
            completed=done.completed,
            side=Side(done.side) if done.side else None,
            pain=done.pain,
            pain_after=done.pain_after,
            effort=done.effort,
            device=diary.known_device,
        )
    )
    return f"Recorded. {with_keys(TAKES_BACK)}"


def rate_practice(diary: Diary, rated: RatedPractice, now: datetime) -> str:  # noqa: ARG001 -- called as every change is
    """Record how a practice was, and return what was done as a sentence.

    Raises:
        NotFound: it has been deleted since.
        NotSaved: it could not be stored.
    """
    diary.edit_practice(rated.practice_id, pain=rated.pain, pain_after=rated.pain_after, effort=rated.effort)
    return f"How it was: recorded. {with_keys(TAKES_BACK)}"


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
