"""Check, add and toggle the words that describe a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.own_words import clean_words
from spasmtui.episodes.model.episode import Day
from spasmtui.episodes.model.names import NO_CRAMP, NO_KINDS, day_text, word_of
from spasmtui.episodes.model.night import row_date
from spasmtui.errors import WrongUsage
from spasmtui.shared.plans.bedtime import NO_STRETCHES
from spasmtui.shared.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spasmtui.episodes.model.episode import Episode

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
"""The kinds of day that the log offers by number."""
KNOWN_DAY_WORDS = (NO_CRAMP, *DAY_WORDS, "stress", "period", "travel", NO_STRETCHES)
"""Every word that may be typed: a mistyped one would be a kind of day of its own, and compared with nothing."""
_MOST_WORDS = 4
"""The words of the longest name of a kind of day."""
_AND = frozenset({"and", "&", "+"})


def check_day_words(words: Sequence[str]) -> None:
    """Refuse a word that is not a kind of day.

    Raises:
        WrongUsage: there is one; the sentence names the nearest and all that exist.
    """
    for word in clean_words(words):
        name = day_word(word)
        if name not in KNOWN_DAY_WORDS:
            hint = did_you_mean(name, KNOWN_DAY_WORDS)
            raise WrongUsage(f"{word!r} is not a kind of day.{hint} Kinds: {', '.join(KNOWN_DAY_WORDS)}.")


def day_word(typed: str) -> str:
    """Return the kind of day that a word or its name stands for: `little-drink` for `little to drink`."""
    word = " ".join(typed.lower().split())
    return NO_CRAMP if word == day_text((NO_CRAMP,)) else "-".join(word_of(word).split())


def is_day_word(typed: str) -> bool:
    """Return whether a word is a kind of day, or the name of one."""
    return day_word(typed) in KNOWN_DAY_WORDS


def join_day_words(words: Sequence[str]) -> list[str]:
    """Return the kinds of day that were typed as arguments of their own, without quotation marks.

    `little to drink` are three arguments and one kind, and `and` between two kinds says nothing. Any other word stays.
    """
    joined: list[str] = []
    start = 0
    while start < len(words):
        ends = range(min(len(words), start + _MOST_WORDS), start, -1)
        end = next((end for end in ends if is_day_word(" ".join(words[start:end]))), start + 1)
        joined.append(" ".join(words[start:end]))
        start = end
    last = len(joined) - 1
    return [
        word
        for place, word in enumerate(joined)
        if not (word.lower() in _AND and 0 < place < last and all(map(is_day_word, joined[place - 1 : place + 2 : 2])))
    ]


def contradiction_text(day: Day, episodes: Iterable[Episode]) -> str:
    """Return a sentence for a day that is described as free of cramps and has an episode; else an empty text."""
    if NO_CRAMP not in day.words:
        return ""
    recorded = [episode for episode in episodes if row_date(episode.started_at).isoformat() == day.date]
    if not recorded:
        return ""
    are = "An episode is" if len(recorded) == 1 else f"{len(recorded)} episodes are"
    return f"{are} recorded for the night of {day.date}, and {NO_CRAMP} says that there was no cramp. Both are kept."


def describe_day(on: date, words: Sequence[str], *, known: Sequence[str] = (), device: str, now: datetime) -> Day:
    """Return the day with these words added to those it has.

    Raises:
        WrongUsage: the day has not come yet, or a word cannot be used.
    """
    if on > now.date():
        raise WrongUsage(f"{on} has not come yet; today is {now.date()}.")
    kept = tuple(known)
    for word in clean_words(words):
        name = day_word(word)
        kept = kept if name in kept else toggle_word(kept, name)
    return Day(date=on.isoformat(), words=kept, updated_at=now.replace(microsecond=0), device=device)


def find_day(days: Iterable[Day], on: date) -> Day | None:
    """Return the described day of a date, or None."""
    return next((day for day in days if day.date == on.isoformat()), None)


def toggle_word(words: Sequence[str], word: str) -> tuple[str, ...]:
    """Return a day's words with one added or removed; `ordinary` excludes every other kind of day."""
    if word in words:
        return tuple(each for each in words if each != word)
    kept = [each for each in words if NO_KINDS & {each, word} or "ordinary" not in (each, word)]
    return (*kept, word)
