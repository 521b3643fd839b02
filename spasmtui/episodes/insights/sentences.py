"""Say in one plain sentence what a card shows: no test, an interval beside a share alone, and what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.insights.analysis import FEWEST_BESIDE_BEDTIME
from spasmtui.episodes.insights.outcomes import median_of_scores
from spasmtui.episodes.insights.text import NO_FREE_NIGHT, full_date, missing_lines, nights_text
from spasmtui.episodes.model.names import word_name
from spasmtui.shared.formats import many, number, place_with_side
from spasmtui.shared.outcomes.eased import eased_sentence
from spasmtui.shared.times.lengths import format_duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.episodes.insights.analysis import Insights, Period
    from spasmtui.episodes.insights.outcomes import TriedAtPlace
    from spasmtui.episodes.model.names import Names

FEWEST_FOR_HALF = 5
"""Episodes from which the hours of half of them are named; before that, the hours of all."""
EDGE_HOURS = 2
"""The hours between two edges of the picture's bars where it has the least room."""


def nights_sentence(insights: Insights) -> str:
    """Say how many of the latest nights had a cramp, and of those before."""
    recent, before = insights.recent, insights.before
    has_no_free = insights.has_no_free_night
    text = _latest(recent, has_no_free=has_no_free)
    if before is not None and before.affected.total:
        nights = str(before.nights) if has_no_free else _recorded_nights(before, is_latest=False)
        earlier = f"{_few(before.affected.count)} of the {nights} before"
        if not has_no_free:
            text += f"; {earlier}"
        else:
            text += f" and {earlier}" if recent.affected.total else f"; a cramp is recorded for {earlier}"
    return f"{text}; {NO_FREE_NIGHT}." if has_no_free else f"{text}."


def _latest(recent: Period, *, has_no_free: bool) -> str:
    """Return the part of the sentence on the latest nights; one that nobody recorded is not one without a cramp."""
    count, nights = recent.affected.count, recent.nights
    if not recent.affected.total:
        return f"The last {nights_text(nights)} {'is' if nights == 1 else 'are'} not recorded"
    if nights == 1:
        # It has the afternoon before it, and may be the one to come: nobody would call that last night.
        return f"One night is recorded so far, with {'a' if count else 'no'} cramp"
    if has_no_free:
        return f"A cramp is recorded for {count} of the last {nights} nights"
    return f"{_few(count).capitalize()} of the {_recorded_nights(recent, is_latest=True)} had a cramp"


def _recorded_nights(period: Period, *, is_latest: bool) -> str:
    """Return `last 28 nights`, or `25 nights recorded among the last 28` where some are missing."""
    if period.affected.total == period.nights:
        return f"last {nights_text(period.nights)}" if is_latest else str(period.nights)
    if is_latest:
        return f"{many(period.affected.total, 'night')} recorded among the last {period.nights}"
    return f"{period.affected.total} recorded in the {period.nights}"


def _few(count: int) -> str:
    return str(count) if count else "none"


def hours_sentence(insights: Insights) -> str:
    """Say between which hours half of the episodes began, or all while they are few.

    The hours are even ones, on which the bars of every picture have their edges.
    """
    wanted = insights.episodes if insights.episodes < FEWEST_FOR_HALF else (insights.episodes + 1) // 2
    pairs = [sum(insights.hours[hour : hour + EDGE_HOURS]) for hour in range(0, len(insights.hours), EDGE_HOURS)]
    run, length, count = shortest_run(pairs, wanted)
    first, hours = run * EDGE_HOURS, length * EDGE_HOURS
    between = f"between {first:02}:00 and {(first + hours) % 24:02}:00"
    if insights.episodes == 1:
        return f"It began {between}."
    if hours == len(insights.hours):
        return "They began at all hours."
    if count == insights.episodes:
        return f"All {count} began {between}."
    return f"{count} of {insights.episodes} began {between}."


def shortest_run(hours: Sequence[int], wanted: int) -> tuple[int, int, int]:
    """Return the shortest run of hours, or of pairs of them, over midnight too, with at least the `wanted` episodes.

    Returns:
        Its first one, its length and its episodes; of runs as short, the one with the most.
    """
    best = (0, len(hours), sum(hours))
    for begin in range(len(hours)):
        first, count = (begin + len(hours) // 2) % len(hours), 0
        for length in range(1, best[1] + 1):
            count += hours[(first + length - 1) % len(hours)]
            if count >= wanted and (length, -count) < (best[1], -best[2]):
                best = (first, length, count)
                break
    return best


def places_sentence(insights: Insights) -> str:
    """Name the most frequent place with its count."""
    place, side, count = insights.places[0]
    recorded = sum(each for _place, _side, each in insights.places)
    name = place_with_side(place, side)
    if recorded == 1:
        return f"It was the {name}."
    if len(insights.places) == 1:
        return f"Each of the {recorded} recorded was in the {name}."
    if count == insights.places[1][2]:
        return f"No place comes first: the {name} and the {_second(insights)} each have {count} of {recorded}."
    return f"Most often it is the {name}: {count} of {recorded}."


def _second(insights: Insights) -> str:
    place, side, _count = insights.places[1]
    return place_with_side(place, side)


def tried_sentence(insights: Insights, names: Names) -> str:
    """Say how often the cramp was gone or mostly gone after what has the most answers at one place."""
    if insights.tried_at:
        return place_sentence(insights.tried_at[0], names)
    most = insights.tried[0]
    lead = f"{names.tried(most)}:" if most.remedy is None else f"Your own: {most.remedy};"
    return f"{lead} used in {many(most.episodes, 'episode')}; whether it helped is not recorded."


def place_sentence(tried: TriedAtPlace, names: Names) -> str:
    """Say how often the cramp was gone or mostly gone after what was tried at one place."""
    name = names.tried(tried) if tried.remedy is None else f"your own {tried.remedy}"
    return eased_sentence(place_with_side(tried.place, None), name, tried.eased, tried.recorded)


def pain_sentence(insights: Insights) -> str:
    """Say the pain at its worst and afterwards."""
    pain = insights.pain
    usual = "" if max(pain.worst_recorded, pain.after_recorded) == 1 else "typically "
    if pain.both is not None:
        before, after = map(number, pain.both)
        return f"Pain was {usual}{before} of 10 at its worst and {after} afterwards."
    if pain.worst_recorded:
        worst = number(median_of_scores(pain.worst))
        return f"Pain was {usual}{worst} of 10 at its worst; afterwards it is not recorded."
    return f"Pain afterwards was {usual}{number(median_of_scores(pain.after))} of 10; at its worst it is not recorded."


def length_sentence(insights: Insights) -> str:
    """Say within what time half of the episodes were over, and how long the longest lasted."""
    longest = format_duration((insights.longest_minutes or 0) * 60)
    if insights.minutes_recorded == 1:
        return f"It lasted {longest}."
    return f"Half were over within {format_duration((insights.minutes or 0) * 60)}; the longest lasted {longest}."


def together_sentence(insights: Insights) -> str:
    """Say which kind of day was seen together with cramps, that none stands out, or how many nights are missing."""
    if not insights.missing.is_enough:
        return missing_lines(insights.missing)[0]
    compared = [each for each in insights.comparisons if each.about == "day"]
    findings = [each for each in compared if each.is_finding]
    if findings:
        first = findings[0]
        more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
        return (
            f"Seen together: days with {word_name(first.name)} had a cramp on {first.one.count} of {first.one.total}, "
            f"days without on {first.other.count} of {first.other.total}{more}."
        )
    if not compared:
        return "No kind of day is recorded often enough to compare."
    if len(compared) == 1:
        return f"Days with {word_name(compared[0].name)} and days without show no clear difference."
    return f"{len(compared)} kinds of day were compared, and none shows a clear difference."


def bedtime_sentence(insights: Insights) -> str:
    """Say how many nights had a cramp since the first bedtime stretches, and before."""
    if insights.bedtime is None:
        return "Bedtime stretches are compared once nights before and after the first of them are recorded."
    before, after = insights.bedtime
    few = next(
        (word for word, each in zip(("before that", "since then"), insights.bedtime, strict=True) if _is_thin(each)), ""
    )
    if few:
        return f"They were first done on {full_date(after)}; too few nights {few} are recorded to compare."
    return (
        f"Since the first of them on {full_date(after)}, {after.affected.count} of {after.affected.total} recorded "
        f"nights had a cramp; in the two weeks before, {before.affected.count} of {before.affected.total}."
    )


def _is_thin(period: Period) -> bool:
    return period.affected.total < FEWEST_BESIDE_BEDTIME
