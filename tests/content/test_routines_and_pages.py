"""A routine holds as long and as often as its page says, and asks what its page warns of."""

import re

import pytest

from spasmtui.relief.routines.model import Block, Kind, Routine, Step
from tests.support.cases import with_each
from tests.support.content import FLAGS, PAGES
from tests.support.routines import BOOK, all_text, leg_relief, lying_on_the_back

NUMBER = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
          "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
COUNT = "(?:" + "|".join(NUMBER) + r"|\d+)"
TIMES = re.compile(rf"(up to )?({COUNT})(?: (?:to|or) ({COUNT}))? times", re.IGNORECASE)
SECONDS = re.compile(r"(up to )?(\d+)(?: to (\d+))? (second|minute)s?", re.IGNORECASE)
Bounds = tuple[int, int]


def number(word: str) -> int:
    return NUMBER.get(word.lower()) or int(word)


def bounds(found: re.Match[str]) -> Bounds:
    """Return the least and the most that a page says: `up to 30`, `10 to 30` or `30`."""
    low, high = number(found[2]), number(found[3] or found[2])
    return (1 if found[1] else low, high)


def said_after(page: str, words: str) -> str:
    """Return what a page says from `words` on, to the end of the next two sentences or so."""
    text = " ".join(PAGES[page].prose.split())
    found = re.search(words, text)
    assert found, f"{page} does not say {words!r} any more: change the row of the table"
    return text[found.start() : found.start() + 330]


def hold_on_page(page: str, words: str) -> Bounds:
    found = SECONDS.search(said_after(page, words))
    assert found, f"{page} names no time after {words!r}"
    unit = 60 if found[4] == "minute" else 1
    low, high = bounds(found)
    return low * unit, high * unit


def times_on_page(page: str, words: str) -> Bounds:
    found = TIMES.search(said_after(page, words))
    assert found, f"{page} does not say how often after {words!r}"
    return bounds(found)


def held(routine: Routine, figure: str) -> tuple[int, int]:
    """Return how long a routine holds a figure, and how often on one side.

    Raises:
        AssertionError: it does not hold it.
    """
    for item in routine.steps:
        steps = item.steps if isinstance(item, Block) else (item,)
        for step in steps:
            if step.figure == figure and step.kind is Kind.HOLD:
                return step.seconds, item.repeat if isinstance(item, Block) else 1
    raise AssertionError(f"{routine.id} holds no {figure}")


HOLDS = [
    ("calf", "About 30 seconds", "night-calf-rescue", "calf-pull-toes"),
    ("calf", "Bend the front knee", "calf-wall", "calf-wall"),
    ("foot-and-toes", "About 20 seconds", "foot-toes", "foot-toes-back"),
    ("hamstring", "About 30 seconds", "hamstring", "hamstring-lying"),
    ("front-of-thigh", "About 30 seconds", "quadriceps", "quad-stand"),
    ("front-of-thigh", "until you feel a stretch in the inner thigh", "adductor", "side-lunge"),
    ("shin", "Point it gently", "shin", "shin-point"),
    ("hip-and-buttock", "[Ss]hift forward", "hip-flexor", "hip-kneel-shift"),
    ("hip-and-buttock", "Draw the lower thigh", "buttock", "buttock-pull"),
    ("hand-and-forearm", "wrist gently back", "hand-forearm", "hand-wrist-back"),
    ("hand-and-forearm", "back of the forearm", "hand-forearm", "hand-wrist-down"),
    ("neck", "one ear", "neck-ease", "neck-tilt"),
    ("neck", "Look over", "neck-ease", "neck-turn"),
    ("neck", "chin straight back", "neck-ease", "chin-tuck"),
    ("neck", "chin straight back", "desk-neck-upper-back", "chin-tuck"),
    ("upper-back", "shoulder blades together", "desk-neck-upper-back", "blades-squeeze"),
    ("upper-back", "one arm across", "desk-neck-upper-back", "arm-across"),
    ("upper-back", "Fold (?:the|your) arms", "desk-neck-upper-back", "chest-turn"),
    ("upper-back", "Clasp (?:the|your) hands", "desk-neck-upper-back", "back-round"),
    ("lower-back", "calves on a chair", "low-back-ease", "calves-on-chair"),
    ("lower-back", "Press (?:the|your) back", "low-back-ease", "lie-knees-bent"),
    ("lower-back", "one knee to (?:the|your) chest", "low-back-ease", "knee-chest"),
    ("side-and-belly", "lean away", "side-stitch", "side-lean"),
    ("night-cramps", "Hold each", "bedtime-prevention", "calf-wall"),
    ("night-cramps", "Hold each", "bedtime-prevention", "heel-on-step"),
    ("night-cramps", "Hold each", "bedtime-prevention", "bed-sit-reach"),
]
"""Page, the words that begin what it says, the routine and the figure it holds."""


@with_each(("page", "words", "routine", "figure"), HOLDS)
def test_a_routine_holds_as_long_as_its_page_says(page: str, words: str, routine: str, figure: str) -> None:
    low, high = hold_on_page(page, words)
    assert low <= held(BOOK.routine(routine), figure)[0] <= high


REPEATS = [
    row
    for row in HOLDS
    if row[3] not in {"calf-pull-toes", "hip-kneel-shift", "arm-across", "calves-on-chair", "side-lean"}
] + [
    ("lower-back", "roll to one side", "low-back-ease", "knee-roll"),
    ("lower-back", "bottom back towards", "low-back-ease", "heels-sit"),
]  # fmt: skip


@with_each(("page", "words", "routine", "figure"), REPEATS)
def test_a_routine_repeats_a_hold_as_often_as_its_page_says(page: str, words: str, routine: str, figure: str) -> None:
    low, high = times_on_page(page, words)
    assert low <= held(BOOK.routine(routine), figure)[1] <= high


def test_the_numbers_of_a_page_are_read_as_a_person_reads_them() -> None:
    for said, expected in (("up to 30 seconds", (1, 30)), ("10 to 15 seconds", (10, 15)), ("2 seconds", (2, 2))):
        found = SECONDS.search(said)
        assert found is not None
        assert bounds(found) == expected
    for said, expected in (("Five to ten times", (5, 10)), ("up to four times", (1, 4)), ("three times", (3, 3))):
        found = TIMES.search(said)
        assert found is not None
        assert bounds(found) == expected


CRAMP_HOLDS = ["night-calf-rescue", "calf-wall", "foot-toes", "shin", "hamstring", "quadriceps", "adductor",
               "hand-forearm", "abdomen-side", "side-stitch"]  # fmt: skip


@with_each("name", CRAMP_HOLDS)
def test_a_stretch_for_a_cramp_is_held_until_it_eases_and_can_be_held_longer(name: str) -> None:
    first = next(step for step in steps_of(BOOK.routine(name)) if step.kind is Kind.HOLD)
    assert first.until == "eases"
    assert first.extend_seconds
    assert first.extend_max >= 1


def steps_of(routine: Routine) -> list[Step]:
    return [step for item in routine.steps for step in (item.steps if isinstance(item, Block) else (item,))]


def test_the_sitting_version_of_the_bedtime_stretches_has_as_many_holds_as_the_standing_one() -> None:
    routine = BOOK.routine("bedtime-prevention")
    rounds = sum(item.repeat for item in routine.steps if isinstance(item, Block))
    (sitting,) = routine.variants
    (word,) = (word for word, value in NUMBER.items() if value == rounds)
    assert f"do the sitting stretch in all {word} rounds" in sitting.say
    assert f"do the sitting stretch in all {word} rounds" in " ".join(PAGES["night-cramps"].prose.split())


def test_a_runner_with_a_stitch_is_not_told_to_hold_a_belly_stretch() -> None:
    stitch = BOOK.find("stitch").routine
    assert [step.figure for step in steps_of(stitch)] == [None, "bend-forward", "side-lean", None]
    assert BOOK.find("belly").routine.id == "abdomen-side"
    assert BOOK.find("stitch").place == "side"


def test_a_cramp_in_the_inner_thigh_starts_the_stretch_for_the_inner_thigh() -> None:
    for word in ("groin", "inner thigh", "adductor", "adductors"):
        found = BOOK.find(word)
        assert (found.routine.id, found.place) == ("adductor", "hip")


PREGNANT = "From 16 weeks of pregnancy do not lie flat on your back for long: lie on your side or prop up."
LYING = {"hamstring", "low-back-ease", "buttock", "legs-up", "quadriceps", "hip-flexor", "abdomen-side"}


def test_the_rule_for_lying_in_pregnancy_is_one_sentence_in_every_routine_that_lies() -> None:
    found = {routine.id for routine in BOOK.all() if PREGNANT in routine.cautions}
    assert found == LYING
    assert {routine.id for routine in BOOK.all() if lying_on_the_back(routine)} - found == set()
    for routine in BOOK.all():
        assert not re.search(r"\b20 weeks|late pregnancy|late in pregnancy", all_text(routine), re.IGNORECASE)


def test_every_relief_routine_of_a_leg_asks_afterwards_for_a_clot() -> None:
    legs = leg_relief()
    assert {routine.id for routine in legs} >= {
        "night-calf-rescue", "calf-wall", "foot-toes", "shin", "hamstring", "quadriceps", "adductor", "hip-flexor",
        "buttock", "walk-it-off", "self-massage",
    }  # fmt: skip
    for routine in legs:
        asked = [question for question in routine.asks_after if question.sign == "RF10"]
        assert [question.ask for question in asked] == ["Is one leg swollen, hot, red or darker than the other?"]


GATES = {
    "heat-session": ["RF10"],
    "cold-session": ["RF10"],
    "legs-up": ["RF10", "RF109"],
    "desk-neck-upper-back": ["RF01"],
    "neck-ease": ["RF96", "RF97", "RF118", "RF01"],
    "low-back-ease": ["RF95", "RF20", "RF21"],
    "abdomen-side": ["RF95", "RF107", "RF101", "RF92", "RF01"],
    "side-stitch": ["RF01", "RF95"],
    "shin": ["RF30"],
    "hamstring": ["RF94"],
    "calf-wall": ["RF94"],
    "quadriceps": ["RF30"],
    "foot-toes": ["RF31"],
    "hip-flexor": ["RF20"],
    "buttock": ["RF20"],
    "adductor": ["RF120", "RF94"],
    "hand-forearm": ["RF01", "RF02", "RF50"],
    "self-massage": ["RF10", "RF94"],
}
"""The red flags that each routine asks for before anything else, the gravest first where they differ."""


def test_a_routine_asks_for_the_red_flags_of_its_place() -> None:
    assert {
        routine.id: signs
        for routine in BOOK.all()
        if (signs := [question.sign for question in routine.ask_first if question.sign])
    } == GATES
    assert {sign for signs in GATES.values() for sign in signs} - set(FLAGS) == set()


ASKED = {
    "heat-session": [
        "skin whole", "swollen, hot", "last 48 hours", "swollen?", "fever", "infection", "cancer", "circulation",
        "heart trouble", "blood clot", "diabetes", "stroke", "spinal injury", "after alcohol", "drowsy", "pregnancy",
    ],
    "cold-session": ["skin whole", "Raynaud", "sickle cell", "rash", "circulation", "nerve damage", "heart trouble"],
    "legs-up": ["heart failure", "acid reflux", "glaucoma", "lie flat", "artery disease", "16 weeks"],
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_heat_cold_and_raised_legs_ask_for_all_that_their_page_warns_of(name: str) -> None:
    asks = " ".join(question.ask for question in BOOK.routine(name).ask_first)
    assert [words for words in ASKED[name] if words not in asks] == []
    assert "drunk" not in asks


def test_a_hot_swollen_leg_is_asked_before_a_fresh_injury_is_sent_to_cold() -> None:
    asks = [question.ask for question in BOOK.routine("heat-session").ask_first]
    assert asks.index("Is one leg swollen, hot, red or darker than the other?") < next(
        place for place, ask in enumerate(asks) if "48 hours" in ask
    )


def test_every_question_is_one_whole_sentence_short_enough_for_the_night() -> None:
    for routine in BOOK.all():
        for question in (*routine.ask_first, *routine.ask_after):
            assert re.fullmatch(r"[A-Z][^?.!]*\?", question.ask), question.ask
            assert len(question.ask.split()) <= 22, question.ask
            assert question.sign or question.then


ODD = re.compile(r"\bpulls\b|[Tt]uck the tail|\bMiddle\.|no bounce|back passage|\bdrunk\b|sickness")


def test_no_routine_and_no_figure_uses_words_that_mean_an_injury_or_sound_translated() -> None:
    for routine in BOOK.all():
        assert ODD.search(all_text(routine)) is None, routine.id
