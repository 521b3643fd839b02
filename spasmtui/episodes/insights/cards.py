"""Say each insight as a card: one plain sentence, the numbers behind it, and how they were counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spasmtui.episodes.insights.sentences import (
    bedtime_sentence,
    hours_sentence,
    length_sentence,
    nights_sentence,
    pain_sentence,
    place_sentence,
    places_sentence,
    together_sentence,
    tried_sentence,
)
from spasmtui.episodes.insights.text import (
    MONTHS_MEAN,
    NO_FREE_NIGHT,
    bedtime_lines,
    format_comparison,
    format_tried,
    length_lines,
    month_table,
    nights_lines,
    pain_lines,
    pending_lines,
    trial_sentence,
)  # fmt: skip
from spasmtui.episodes.model.names import word_name
from spasmtui.shared.formats import place_with_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from spasmtui.episodes.insights.analysis import Insights
    from spasmtui.episodes.model.names import Names

DISCLAIMER = "A diary can only show what was seen together; it cannot tell what leads to what."
EMPTY = "Nothing is recorded yet. Each of these cards appears with the first record that it needs."
NEEDS = (
    ("Nights", "a night that is recorded, with a cramp or without"),
    ("Where", "a cramp with its place"),
    ("When", "a cramp"),
    ("What was tried", "a cramp with what was tried, and whether it helped"),
    ("Pain before and after", "a cramp with its pain"),
    ("How long they last", "a cramp with its end"),
    ("What went with it", "comparisons start at 14 nights, 5 of them with a cramp and 5 without"),
    ("Bedtime stretches", "nights before and after the first of them"),
)
"""(title, need): what each card needs before there is anything on it."""
INTERVAL_MEANS = "An interval is where the share lies with 95% confidence (Wilson); the fewer nights, the wider it is."
NIGHT_MEANS = "A night runs from 18:00 to noon; a cramp in the afternoon belongs to no night."
RECORDED_MEANS = "A night counts as recorded with an episode in it, or when the day was described as free of cramps."
DAY_MEANS = "A kind of day is compared by cramps in its afternoon and in the night after it."
COMPARED_MEANS = (
    "Two shares are compared by Fisher's exact test, and all comparisons of the diary together by Holm's method: "
    "in a diary of chance, fewer than 1 in 20 would show anything."
)

MOST_AT_PLACES = 8
"""The places and routines with the most answers, of which each has a sentence."""
ALSO_BY_ITSELF = (
    "What was tried counts where its effect was recorded. A cramp also goes by itself, so this does not tell "
    "what did it."
)
BEDTIME_MEANS = (
    "The two weeks before the first bedtime stretches are set beside up to six weeks from that evening on. An evening "
    "counts as one with stretches when they were done to their end."
)

TRIAL_MEANS = "Looking before the end, and ending when it looks good, finds differences where there are none."


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One insight. Its picture is drawn by whoever shows it."""

    id: str
    """`nights`, `hours`, `places`, `tried`, `pain`, `lengths`, `together` or `bedtime`."""
    title: str
    sentence: str
    numbers: tuple[str, ...]
    """Every number behind the sentence, with sample sizes and intervals; a table keeps its columns."""
    method: tuple[str, ...]
    """How it was counted."""


def insight_cards(insights: Insights, names: Names) -> tuple[Card, ...]:
    """Return the cards that the diary has something for, in the order they are read; none for an empty diary."""
    makers: tuple[Callable[[Insights, Names], Card | None], ...] = (
        _nights, _places, _hours, _tried, _pain, _lengths, _together, _bedtime,
    )  # fmt: skip
    return tuple(card for make in makers if (card := make(insights, names)) is not None) if insights.rows else ()


def card_lines(insights: Insights, names: Names) -> list[str]:
    """Return all cards as lines of text: no colour, no picture, every number."""
    cards = insight_cards(insights, names)
    lines: list[str] = []
    for card in cards:
        told = [f"  {line}".rstrip() for line in (card.sentence, *card.numbers)]
        lines += [*([""] if lines else []), card.title, *told]
    method = dict.fromkeys(line for card in cards for line in card.method)
    return [*lines, "", "How it was counted", *(f"  {line}" for line in method)] if cards else pending_lines(insights)


def _nights(insights: Insights, _names: Names) -> Card:
    without_share = [f"No share is shown while {NO_FREE_NIGHT}."] if insights.has_no_free_night else []
    head, *months = month_table(insights)
    by_month = ("", MONTHS_MEAN, head, *months) if months else ()
    return Card(
        id="nights",
        title="Nights",
        sentence=nights_sentence(insights),
        numbers=(
            *nights_lines(insights), *without_share, *_compared(insights, "period"), *by_month,
        ),
        method=(RECORDED_MEANS, NIGHT_MEANS, INTERVAL_MEANS),
    )  # fmt: skip


def _hours(insights: Insights, _names: Names) -> Card | None:
    if not insights.episodes:
        return None
    by_hour = [(f"{hour:02}:00", count) for hour, count in enumerate(insights.hours) if count]
    return Card(
        id="hours",
        title="When",
        sentence=hours_sentence(insights),
        numbers=("By hour: " + ", ".join(f"{hour} {count}" for hour, count in by_hour) + ".",),
        method=("Episodes are counted by the hour they began, on the clock of the place where they were recorded.",),
    )


def _places(insights: Insights, _names: Names) -> Card | None:
    if not insights.places:
        return None
    recorded = sum(count for _place, _side, count in insights.places)
    places = ", ".join(f"{place_with_side(place, side)} {count}" for place, side, count in insights.places)
    return Card(
        id="places",
        title="Where",
        sentence=places_sentence(insights),
        numbers=(f"Places: {places} ({recorded} of {insights.episodes} recorded).",),
        method=("Each episode counts once; left and right are the person's own.",),
    )


def _tried(insights: Insights, names: Names) -> Card | None:
    if not insights.tried:
        return None
    return Card(
        id="tried",
        title="What was tried",
        sentence=tried_sentence(insights, names),
        numbers=(
            *(place_sentence(each, names) for each in insights.tried_at[1:MOST_AT_PLACES]),
            *(format_tried(each, names) for each in insights.tried),
        ),
        method=(
            ALSO_BY_ITSELF,
            INTERVAL_MEANS,
        ),
    )


def _pain(insights: Insights, _names: Names) -> Card | None:
    if not insights.pain.worst_recorded and not insights.pain.after_recorded:
        return None
    return Card(
        id="pain",
        title="Pain before and after",
        sentence=pain_sentence(insights),
        numbers=tuple(pain_lines(insights)),
        method=("Pain is the person's own number from 0 to 10; the median is the middle one of all in their order.",),
    )


def _lengths(insights: Insights, _names: Names) -> Card | None:
    if insights.minutes is None:
        return None
    return Card(
        id="lengths",
        title="How long they last",
        sentence=length_sentence(insights),
        numbers=tuple(length_lines(insights)),
        method=("Only episodes with a known end are counted; the median is the middle length of all in their order.",),
    )


def _together(insights: Insights, _names: Names) -> Card:
    numbers = [*_compared(insights, "day"), *pending_lines(insights)]
    sentence = together_sentence(insights)
    if insights.triggers.words:
        triggers = ", ".join(f"{word_name(word)} {count}" for word, count in insights.triggers.words)
        numbers.append(f"Triggers: {triggers} ({insights.triggers.recorded} of {insights.episodes} recorded).")
    return Card(
        id="together",
        title="What went with it",
        sentence=sentence,
        numbers=tuple(line for line in numbers if line != sentence),
        method=(DISCLAIMER, DAY_MEANS, COMPARED_MEANS),
    )


def _bedtime(insights: Insights, _names: Names) -> Card | None:
    if insights.trial_until is not None:
        sentence = trial_sentence(insights.trial_until)
        return Card(id="bedtime", title="Bedtime stretches", sentence=sentence, numbers=(), method=(TRIAL_MEANS,))
    if insights.bedtime is None:
        return None
    return Card(
        id="bedtime",
        title="Bedtime stretches",
        sentence=bedtime_sentence(insights),
        numbers=(*bedtime_lines(insights), *_compared(insights, "bedtime"), *_compared(insights, "evening")),
        method=(
            BEDTIME_MEANS,
            DISCLAIMER,
        ),
    )


def _compared(insights: Insights, about: str) -> list[str]:
    return [format_comparison(each) for each in insights.comparisons if each.about == about]
