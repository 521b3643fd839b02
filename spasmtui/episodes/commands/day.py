"""The command `log day`."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from spasmtui.episodes.commands.time_options import add_date_order, settle_day
from spasmtui.episodes.entry.day_words import (
    KNOWN_DAY_WORDS,
    check_day_words,
    contradiction_text,
    describe_day,
    find_day,
    is_day_word,
    join_day_words,
)
from spasmtui.episodes.entry.own_words import split_words
from spasmtui.episodes.episode_text import stored_sentence
from spasmtui.episodes.model.json_document import day_document
from spasmtui.episodes.model.names import day_text
from spasmtui.episodes.store.journal.record_codec import DAYS
from spasmtui.episodes.store.quiet import without_asking
from spasmtui.episodes.store.record_table import RecordTable
from spasmtui.errors import DiaryLocked, WrongUsage
from spasmtui.shell import load, offer

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from spasmtui.episodes.model.episode import Day, Episode
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.shell import Shell


def day_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `day`."""
    words = parser.add_argument(
        "words", nargs="*", metavar="WORD", help="none, ordinary, effort, heat, little-drink, ..."
    )
    offer(words, {word: day_text((word,)) for word in KNOWN_DAY_WORDS})
    parser.add_argument("--instead", action="store_true", help="replace the day's description")
    parser.add_argument("--on", metavar="DATE", help="another day: yesterday, friday, 2026-11-21")
    add_date_order(parser)


def day(arguments: argparse.Namespace, shell: Shell) -> int:
    """Describe a day, or print its description."""
    diary, now = shell.services.diary, shell.services.clock.now()
    on = now.date() if arguments.on is None else settle_day(arguments.on, arguments, shell, now)
    words = join_day_words(split_words(arguments.words, is_known=is_day_word))
    _check_words(words, now)
    described = before = None if words and _is_new(diary, on) else find_day(diary.days(), on)
    if words:
        known = () if before is None or arguments.instead else before.words
        described = describe_day(on, words, known=known, device=diary.device, now=now)
        # The same words again are no change, so that undo has no empty step.
        if before is not None and set(before.words) == set(described.words):
            described = before
        else:
            diary.add(described)
            shell.note_done(stored_sentence("Recorded and stored", described))
    if shell.options.wants_json:
        shell.write_json(None if described is None else day_document(described))
    else:
        shell.write(f"{on}  {'not recorded' if described is None else day_text(described.words)}")
    if described is not None and words:
        _warn_of_contradiction(described, shell)
    return 0


def _is_new(diary: Diary, on: date) -> bool:
    """Return whether nothing was ever said of a day of an encrypted diary: describing it then takes no key."""
    journals = diary.journals
    return journals.is_encrypted() and not RecordTable(journals, DAYS).has_lines(on.isoformat())


def _check_words(words: Sequence[str], now: datetime) -> None:
    """Check that each word is a kind of day.

    Raises:
        WrongUsage: one is not; of one that says which day is meant the sentence says how to say that.
    """
    try:
        check_day_words(words)
    except WrongUsage as unknown:
        for word in words:
            if not is_day_word(word) and _is_date(word, now):
                raise WrongUsage(
                    f"{word!r} is a day, not a kind of day. Say which day with --on {word!r}."
                ) from unknown
        raise


def _is_date(words: str, now: datetime) -> bool:
    try:
        load("spasmtui.shared.times.bounds:read_day_words")(words, now)
    except WrongUsage:
        return False
    return True


def _warn_of_contradiction(described: Day, shell: Shell) -> None:
    """Print a note where a day is described as free of cramps and has an episode."""
    midnight = datetime.combine(
        date.fromisoformat(described.date), datetime.min.time(), shell.services.clock.now().tzinfo
    )
    # Two days wider than the night: an episode keeps the offset of the place where it was recorded.
    around: Sequence[Episode] = ()
    with suppress(DiaryLocked), without_asking(shell.services.diary.journals):
        around = shell.services.diary.episodes(midnight - timedelta(days=1), midnight + timedelta(days=3))
    if text := contradiction_text(described, around):
        shell.say(text)
