"""What kind of day it was: the words, and finding the day that has them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from spasmtui.episodes.entry import clean_words
from spasmtui.episodes.episode import Day
from spasmtui.episodes.nights import NO_CRAMP
from spasmtui.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAY_WORDS = (
    "ordinary",
    "effort",
    "heat",
    "little-drink",
    "alcohol",
    "long-sitting",
    "long-standing",
    "new-medicine",
    "ill",
)
"""Kinds of day that are offered; a person may use words of their own."""


def describe(on: date, words: Sequence[str], *, known: Sequence[str] = (), device: str, now: datetime) -> Day:
    """The day with these words added to those it has.

    Raises:
        WrongUsage: the day has not come yet, or a word cannot be used.
    """
    if on > now.date():
        raise WrongUsage(f"{on} has not come yet; today is {now.date()}.")
    kept = tuple(known)
    for word in clean_words(words):
        name = "-".join(word.split())
        kept = kept if name in kept else toggled(kept, name)
    return Day(date=on.isoformat(), words=kept, updated_at=now, device=device)


def known_day(days: Iterable[Day], on: date) -> Day | None:
    """What is known of a date, or None."""
    return next((day for day in days if day.date == on.isoformat()), None)


def toggled(words: Sequence[str], word: str) -> tuple[str, ...]:
    """The words of a day after one was switched; `ordinary` and any other kind of day leave each other out."""
    if word in words:
        return tuple(each for each in words if each != word)
    kept = [each for each in words if NO_CRAMP in (each, word) or "ordinary" not in (each, word)]
    return (*kept, word)
