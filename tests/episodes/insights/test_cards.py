"""The cards say one plain sentence each, refuse once, and leave out what the diary has nothing for."""

import re
from datetime import timedelta
from typing import Any

import pytest

from spasmtui.episodes.insights.analysis import Insights, analyze_diary
from spasmtui.episodes.insights.cards import Card, card_lines, insight_cards
from spasmtui.episodes.insights.sentences import shortest_run
from spasmtui.episodes.model.episode import Day, Episode, Helped, Side, Tried
from spasmtui.episodes.model.names import Names, word_name
from tests.support.cases import with_each
from tests.support.episodes import episode
from tests.support.random_diaries import NOW, random_diary

TITLES = Names(routines={"night-calf-rescue": "Night calf cramp: rescue"})


def night(back: int, hour: int = 23, **fields: Any) -> Episode:
    return episode((NOW.replace(hour=hour, minute=0) - timedelta(days=back)).isoformat(), **fields)


def day(back: int, *words: str) -> Day:
    return Day(date=(NOW - timedelta(days=back)).date().isoformat(), words=words, updated_at=NOW, device="desk")


def analyzed(episodes: list[Episode], days: list[Day] | None = None) -> Insights:
    return analyze_diary(episodes, days or [], [], now=NOW)


def cards(found: Insights) -> dict[str, Card]:
    return {card.id: card for card in insight_cards(found, TITLES)}


def sentence(name: str, episodes: list[Episode], days: list[Day] | None = None) -> str:
    return cards(analyzed(episodes, days))[name].sentence


def test_an_empty_diary_has_no_card_and_says_once_what_is_missing() -> None:
    assert insight_cards(analyzed([]), TITLES) == ()
    said = [line for line in card_lines(analyzed([]), TITLES) if "start at 14" in line]
    rule = "No nights recorded; comparisons start at 14 with at least 5 affected and 5 free."
    assert said == [f"{rule} Still needed: 14 more nights, 5 more with a cramp, 5 more without one."]


def test_one_episode_has_the_cards_it_can_fill_and_no_other() -> None:
    found = cards(analyzed([night(1, hour=3, place="calf", side=Side.LEFT)]))
    assert {name: card.sentence for name, card in found.items() if name != "together"} == {
        "nights": "A cramp is recorded for 1 of the last 2 nights; no night is recorded as free of cramps.",
        "places": "It was the left calf.",
        "hours": "It began between 02:00 and 04:00.",
    }
    assert found["together"].sentence.startswith("1 night recorded; comparisons start at 14")


def test_one_night_is_told_without_calling_it_last_night_since_it_may_be_this_afternoon() -> None:
    said = sentence("nights", [night(0, hour=3)])
    assert said == "One night is recorded so far, with a cramp; no night is recorded as free of cramps."


def test_recorded_nights_are_told_as_of_the_last_and_of_those_before() -> None:
    every = [day(back, "none") for back in range(1, 57) if back % 4]
    affected = [night(back) for back in range(4, 57, 4)]
    assert sentence("nights", affected, every) == "7 of the last 28 nights had a cramp; 7 of the 28 before."


def test_a_period_with_nights_that_nobody_recorded_says_how_many_are_recorded() -> None:
    said = sentence("nights", [night(3), night(40)], [day(1, "none"), day(2, "none"), day(50, "none")])
    assert said == "1 of the 3 nights recorded among the last 28 had a cramp; 1 of the 2 recorded in the 22 before."


def test_without_a_free_night_that_is_said_in_one_sentence_and_no_share_is_shown() -> None:
    found = analyzed([night(back) for back in range(1, 40)])
    assert cards(found)["nights"].sentence == (
        "A cramp is recorded for 28 of the last 28 nights and 11 of the 11 before; "
        "no night is recorded as free of cramps."
    )
    text = "\n".join(card_lines(found, TITLES))
    assert text.count("no night is recorded as free of cramps") == 2
    assert "%" not in text.replace("95%", "")


def test_weeks_that_nobody_recorded_are_not_weeks_without_a_cramp() -> None:
    said = sentence("nights", [night(40)], [day(41, "none")])
    assert said == "The last 28 nights are not recorded; 1 of the 2 recorded in the 13 before."
    alone = sentence("nights", [night(40)])
    assert alone == (
        "The last 28 nights are not recorded; a cramp is recorded for 1 of the 12 before; "
        "no night is recorded as free of cramps."
    )


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ([3], "It began between 02:00 and 04:00."),
        ([23, 1, 2], "All 3 began between 22:00 and 04:00."),
        ([1, 1, 2, 3, 14, 20, 23], "4 of 7 began between 00:00 and 04:00."),
    ],
)
def test_the_hours_are_those_of_all_while_they_are_few_and_then_of_half(hours: list[int], said: str) -> None:
    assert sentence("hours", [night(back, hour) for back, hour in enumerate(hours, 1)]) == said


def test_the_shortest_run_of_hours_goes_over_midnight() -> None:
    counts = [0] * 24
    counts[23] = counts[0] = 3
    counts[12] = 5
    assert shortest_run(counts, 6) == (23, 2, 6)
    assert shortest_run(counts, 5) == (12, 1, 5)
    assert shortest_run([1] * 24, 24)[1:] == (24, 24)


def test_a_place_comes_first_only_when_it_has_more_than_the_next() -> None:
    left = [night(back, place="calf", side=Side.LEFT) for back in (1, 2)]
    foot = [night(back, place="foot") for back in (3, 4)]
    assert sentence("places", [*left, foot[0]]) == "Most often it is the left calf: 2 of 3."
    assert sentence("places", [*left, *foot]).startswith("No place comes first: the left calf and the foot")
    assert sentence("places", left) == "Each of the 2 recorded was in the left calf."


def test_what_helped_has_the_routine_s_title_and_its_sample() -> None:
    answers = [Helped.GONE, Helped.MOST, Helped.SOME, Helped.NO, None]
    episodes = [
        night(back, tried=(Tried(routine="night-calf-rescue"),), helped=answer)
        for back, answer in enumerate(answers, 1)
    ]
    assert sentence("tried", episodes) == (
        "Place not recorded, after Night calf cramp: rescue: the cramp was gone or mostly gone in 2 of 4 recorded; "
        "a share is shown from 5."
    )
    in_calf = [
        night(
            back,
            place="calf",
            tried=(Tried(routine="night-calf-rescue"),),
            helped=Helped.GONE if back < 10 else Helped.NO,
        )
        for back in range(1, 13)
    ]
    assert sentence("tried", [*episodes, *in_calf]) == (
        "Calf, after Night calf cramp: rescue: the cramp was gone or mostly gone in 9 of 12 recorded "
        "(75%, 95% interval 47% to 91%)."
    )
    assert sentence("tried", episodes[-1:]).endswith("used in 1 episode; whether it helped is not recorded.")


def test_a_remedy_of_the_person_s_own_is_named_as_it_was_typed() -> None:
    assert sentence("tried", [night(1, tried=(Tried(routine="co-op wheat bag"),))]).startswith("co-op wheat bag:")


def test_pain_is_told_before_and_after_or_as_far_as_it_is_recorded() -> None:
    assert sentence("pain", [night(1, pain=6, pain_after=2)]) == "Pain was 6 of 10 at its worst and 2 afterwards."
    assert sentence("pain", [night(1, pain=6)]) == "Pain was 6 of 10 at its worst; afterwards it is not recorded."
    assert "pain" not in cards(analyzed([night(1)]))


def test_the_refusal_to_compare_is_said_in_one_sentence_once() -> None:
    text = "\n".join(card_lines(analyzed([night(back) for back in range(1, 8)]), TITLES))
    assert text.count("comparisons start at 14") == 1
    assert "7 nights recorded; comparisons start at 14" in text


def test_a_finding_is_seen_together_with_the_nights_without() -> None:
    records = random_diary(4, planted="effort", effect=0.9)
    found = analyze_diary(records.episodes, records.days, records.practices, now=NOW)
    said = cards(found)["together"].sentence
    assert re.fullmatch(
        r"Seen together: days with effort had a cramp on \d+ of \d+, days without on \d+ of \d+(, and \d more)?\.", said
    )


def test_words_are_written_as_people_say_them() -> None:
    found = analyzed([night(back, triggers=("little-drink", "new-medicine")) for back in range(1, 4)])
    text = "\n".join(card_lines(found, TITLES))
    assert "little to drink 3, new medicine 3 (3 of 3 recorded)" in text
    assert "little-drink" not in text
    assert word_name("long-standing") == "long standing"


@with_each("seed", range(6))
def test_no_card_praises_alarms_or_claims_a_cause(seed: int) -> None:
    records = random_diary(seed, planted="heat", effect=0.5)
    found = analyze_diary(records.episodes, records.days, records.practices, now=NOW)
    for card in insight_cards(found, TITLES):
        text = " ".join([card.sentence, *card.numbers, *card.method])
        assert not re.search(
            r"\b(great|well done|streak|keep it up|warning|because|caused?|due to)\b|!", text, re.IGNORECASE
        )
        assert card.sentence.endswith(".")
        assert card.sentence.count(". ") <= 1
