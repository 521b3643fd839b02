"""Decide how much heat or cold a place may have now, after what it has had before.

Within the wait after heat or cold (facts H06, H07) the next of the same kind has what is left of the longest time:
twenty minutes of heat in any hour, twenty minutes of cold in any two hours. Between heat and cold the wait is as long
as the one before lasted (fact H23). A place or a side that was not recorded may be the same one, and counts as such.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.relief.routines.model import Answer, Kind, Question, Routine
from spasmtui.relief.words import words
from spasmtui.shared.places import PLACES
from spasmtui.shared.times.lengths import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

MINUTE_SECONDS = 60
"""What is left is told and given in whole minutes; less than one is nothing."""


class SkinUse(NamedTuple):
    """Heat or cold that a place had, or has at this moment. A named tuple, which is quicker to define."""

    kinds: frozenset[Kind]
    """Heat, cold, or both where a routine had both."""
    place: str | None
    """A place id; None is not recorded."""
    side: str | None
    """`left`, `right`, or None for both or not recorded."""
    seconds: float
    """Seconds on the skin."""
    seconds_ago: float
    """Seconds since it ended; 0 while it is on."""
    wait_seconds: float
    """The wait before the next of its kind."""


class Allowance(NamedTuple):
    """The heat or cold that a place may have now."""

    seconds: int
    """The longest time on the skin; 0 for none."""
    last: SkinUse | None = None
    """The last use whose wait is not over; None where nothing has to be waited for."""
    wait_seconds: float = 0.0
    """Seconds until every wait is over."""


def find_allowance(routine: Routine, place: str | None, side: str | None, uses: Iterable[SkinUse]) -> Allowance:
    """Return the allowance of a routine with heat or cold.

    Args:
        routine: the routine; it has limits for the skin.
        place: where it is for, or None.
        side: `left`, `right`, or None.
        uses: all that is known of heat and cold, on any place.
    """
    assert routine.skin is not None
    waits = [
        (wait - use.seconds_ago, use)
        for use in uses
        if _may_be_same(known_place(use.place), known_place(place)) and _may_be_same(use.side, side)
        if (wait := _wait_after(use, routine)) > use.seconds_ago
    ]
    if not waits:
        return Allowance(seconds=routine.skin.longest_seconds)
    left = routine.skin.longest_seconds - sum(use.seconds for _wait, use in waits)
    return Allowance(
        seconds=max(0, int(left // MINUTE_SECONDS)) * MINUTE_SECONDS,
        last=min((use for _wait, use in waits), key=lambda use: use.seconds_ago),
        wait_seconds=max(wait for wait, _use in waits),
    )


def known_place(place: str | None) -> str | None:
    """Return a place of the body; None for a word of a file that is none, which would be a place of its own."""
    return place if place in PLACES else None


def _may_be_same(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _wait_after(use: SkinUse, routine: Routine) -> float:
    assert routine.skin is not None
    if use.kinds & routine.skin_kinds:
        return max(use.wait_seconds, routine.skin.wait_seconds)
    return use.seconds


def limited(routine: Routine, longest_seconds: int) -> Routine:
    """Return a routine with a shorter longest time on the skin."""
    if routine.skin is None or longest_seconds >= routine.skin.longest_seconds:
        return routine
    return replace(routine, skin=replace(routine.skin, longest_seconds=longest_seconds))


def wait_note(routine: Routine) -> tuple[str, ...]:
    """Return the sentence on the wait before the next warmth or cold (facts H06, H07, H23), or nothing."""
    if routine.skin is None:
        return ()
    wait = format_duration(routine.skin.wait_seconds)
    return (words().wait_after_skin.format(time=wait),)


def early_question(allowance: Allowance, now: datetime) -> Question:
    """Return the question before a start within the wait: it says when the last one ended, and asks."""
    say, until = words(), _until(now, allowance.wait_seconds)
    rest, early = (
        say.skin_should_rest.format(time=until),
        say.start_early.format(most=format_duration(allowance.seconds)),
    )
    return Question(
        ask=f"{_last_ended(allowance, now)} {rest} {early}",
        stop_on=Answer.NO,
        then=say.wait_until.format(time=until),
    )


def unknown_question(routine: Routine) -> Question:
    """Return the question before a start of which it is not known what came before it."""
    wait = format_duration(routine.skin.wait_seconds if routine.skin is not None else 0)
    return Question(
        ask=words().skin_not_known.format(time=wait),
        stop_on=Answer.NO,
        then=words().wait_after_skin.format(time=wait),
    )


def refusal(allowance: Allowance, now: datetime) -> str:
    """Return the sentences for a start of which nothing is left."""
    until = _until(now, allowance.wait_seconds)
    return f"{_last_ended(allowance, now)} {words().skin_had_enough} {words().wait_until.format(time=until)}"


def _last_ended(allowance: Allowance, now: datetime) -> str:
    last = allowance.last
    assert last is not None
    if last.seconds_ago < 1:
        return words().skin_still_on
    say = {frozenset({Kind.HEAT}): words().last_heat, frozenset({Kind.COLD}): words().last_cold}
    return say.get(last.kinds, words().last_heat_or_cold).format(
        time=f"{now - timedelta(seconds=last.seconds_ago):%H:%M}", ago=format_duration(last.seconds_ago)
    )


def _until(now: datetime, wait_seconds: float) -> str:
    """Return the first whole minute at which the wait is over."""
    over = now + timedelta(seconds=wait_seconds)
    is_whole = over.second == over.microsecond == 0
    return f"{over if is_whole else over + timedelta(minutes=1):%H:%M}"
