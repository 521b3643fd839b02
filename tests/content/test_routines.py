"""Every routine file: read strictly, with the times of the facts, sides that are fair and words that can be shown."""

import re
import tomllib
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

from spasmtui.relief.routines.loader import RoutineBook, build
from spasmtui.relief.routines.model import Block, Kind, OnNo, Purpose, Question, Routine, Sides, Skin, Step, Variant
from spasmtui.relief.routines.user_files import validate
from spasmtui.relief.session.timeline import expand
from spasmtui.shared.toml_files import read_toml
from spasmtui.terminal.sanitize import sanitize
from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.support.content import FACTS, SOURCES

FILES = sorted((ROOT / "content" / "routines").glob("*.toml"))
IDS = [path.stem for path in FILES]
SECONDS = {  # what the facts say of the first twenty routines; a new one need not be added
    "night-calf-rescue": 80, "calf-wall": 155, "foot-toes": 175, "hamstring": 155, "quadriceps": 135, "shin": 115,
    "hip-flexor": 135, "buttock": 120, "hand-forearm": 220, "neck-ease": 201, "desk-neck-upper-back": 310,
    "low-back-ease": 320, "abdomen-side": 105, "legs-up": 245, "walk-it-off": 180, "self-massage": 120,
    "heat-session": 1000, "cold-session": 665, "bedtime-prevention": 215, "warm-up": 330,
}  # fmt: skip
PLACES = [
    "calf",
    "foot",
    "shin",
    "hamstring",
    "thigh",
    "hip",
    "buttock",
    "hand",
    "neck",
    "upper-back",
    "lower-back",
    "side",
]
WORDS = ["quad", "toes", "back", "forearm", "heat", "cold", "bedtime", "walk", "legs-up", "massage", "warm-up"]

each_file = with_each("path", FILES, ids=lambda path: path.stem)


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inner for text in strings(item)]


def unknown_keys(document: dict[str, Any]) -> set[str]:
    def extra(item: dict[str, Any], kind: type) -> set[str]:
        return set(item) - {field.name for field in fields(kind)}

    found = extra(document, Routine)
    for item in document["steps"]:
        found |= extra(item, Block if "steps" in item else Step)
        for step in item.get("steps", ()):
            found |= extra(step, Step)
    for name, kind in (("ask_first", Question), ("ask_after", Question), ("variants", Variant)):
        for item in document.get(name, ()):
            found |= extra(item, kind)
    return found | extra(document.get("skin", {}), Skin)


def test_every_routine_of_the_facts_is_there() -> None:
    assert set(SECONDS) - set(IDS) == set()


@each_file
def test_a_routine_file_passes_strict_validation_and_builds_the_same(path: Path) -> None:
    document = read_toml(path)
    assert unknown_keys(document) == set()
    assert validate(document) == build(document)


@with_each("name", SECONDS)
def test_a_routine_takes_as_long_as_the_facts_say(name: str) -> None:
    assert RoutineBook(ROOT / "content").find(name).routine.seconds == SECONDS[name]


@each_file
def test_a_routine_takes_as_long_for_either_side_as_it_says(path: Path) -> None:
    routine = build(read_toml(path))
    assert routine.id == path.stem
    for side in ("left", "right", None):
        assert sum(segment.seconds for segment in expand(routine, side)) == routine.seconds


@each_file
def test_a_routine_names_its_grade_facts_sources_and_when_to_stop(path: Path) -> None:
    routine = build(read_toml(path))
    assert routine.grade
    assert routine.facts
    assert [fact for fact in routine.facts if fact not in FACTS] == [], "not in [facts] of sources.toml"
    assert routine.sources
    assert [source for source in routine.sources if source not in SOURCES] == [], "not in sources.toml"
    assert routine.stop_if
    assert routine.position


@each_file
def test_a_routine_has_words_that_can_be_shown_to_anybody(path: Path) -> None:
    for text in strings(tomllib.loads(path.read_text(encoding="utf-8"))):
        assert text == sanitize(text, one_line=True)
        assert not re.search(r"\(?\bRF\d|\bM\d\d", text) or re.fullmatch(r"[HMPRFS]+\d+", text)
        assert "!" not in text


@each_file
def test_both_sides_get_the_same_time_and_the_painful_one_is_first(path: Path) -> None:
    routine = build(read_toml(path))
    for sore in ("left", "right"):
        plan = expand(routine, sore)
        seconds = {side: sum(s.seconds for s in plan if s.side == side) for side in ("left", "right")}
        if routine.sides is Sides.BOTH:
            assert seconds["left"] == seconds["right"]
        sided = [segment.side for segment in plan if segment.side]
        assert not sided or sided[0] == sore


@each_file
def test_a_step_that_names_a_side_is_that_side(path: Path) -> None:
    routine = build(read_toml(path))
    for sore in ("left", "right"):
        for segment in expand(routine, sore):
            named = re.search(r"\b(left|right)\b", segment.say.lower())
            assert segment.side is None or named is None or named[1] == segment.side


@each_file
def test_warmth_and_cold_have_a_hard_limit_and_a_look_at_the_skin_every_five_minutes(path: Path) -> None:
    routine = build(read_toml(path))
    plan = expand(routine)
    warm = [segment for segment in plan if segment.is_on_skin]
    assert bool(warm) == (routine.skin is not None)
    if routine.skin is None:
        return
    assert routine.skin.longest_seconds == 1200
    assert max(segment.seconds for segment in warm) <= 300
    assert sum(segment.seconds for segment in warm) <= routine.skin.longest_seconds
    for one, after in pairwise(plan):
        if one.is_on_skin:
            assert (after.kind, after.on_no) in ((Kind.CHECK, OnNo.STOP), (Kind.DONE, None))
    assert routine.asks_before == routine.ask_first != ()


@each_file
def test_relief_asks_nothing_before_it_starts(path: Path) -> None:
    routine = build(read_toml(path))
    if routine.purpose is Purpose.RELIEF:
        assert routine.asks_before == ()
        assert routine.asks_after == routine.ask_first + routine.ask_after


@each_file
def test_every_figure_of_a_routine_exists(path: Path) -> None:
    names = {segment.figure for segment in expand(build(read_toml(path))) if segment.figure}
    assert {name for name in names if not (ROOT / f"content/figures/{name}.toml").exists()} == set()


@with_each("word", [*PLACES, *WORDS, *IDS])
def test_every_promised_word_leads_to_a_routine(word: str) -> None:
    book = RoutineBook(ROOT / "content")
    found = book.find(word)
    assert found.routine.id in IDS
    if word in PLACES:
        assert found.place == word


def test_the_places_are_those_of_the_diary() -> None:
    assert [place.id for place in RoutineBook(ROOT / "content").places] == PLACES


def named_routines(places: dict[str, Any]) -> set[str]:
    """Return the routines that `places.toml` leads to: the usual and further ones of each place, and of words."""
    of_places = {routine for place in places["places"] for routine in (place["routine"], *place.get("also", ()))}
    return of_places | set(places["words"].values())


def unreachable_routines(places: dict[str, Any], place_of: dict[str, str | None]) -> list[str]:
    """List the routines for a place that `places.toml` does not lead to; `place_of` has the place of each routine."""
    named = named_routines(places)
    return [
        f"{name} has the place {place}: add it to `also` of {place} in places.toml, or to its [words]"
        for name, place in place_of.items()
        if place and name not in named
    ]


def test_every_routine_for_a_place_is_one_that_a_place_or_a_word_leads_to() -> None:
    place_of = {path.stem: read_toml(path).get("place") for path in FILES}
    assert unreachable_routines(read_toml(ROOT / "content/places.toml"), place_of) == []


def test_a_routine_for_a_place_that_nothing_leads_to_is_found() -> None:
    places = read_toml(ROOT / "content/places.toml")
    assert unreachable_routines(places, {"calf-step": "calf", "breathing": None, "calf-wall": "calf"}) == [
        "calf-step has the place calf: add it to `also` of calf in places.toml, or to its [words]"
    ]


def test_the_places_and_words_name_routines_that_exist() -> None:
    assert named_routines(read_toml(ROOT / "content/places.toml")) - set(IDS) == set()


def test_no_two_routines_have_the_same_title() -> None:
    titles = [read_toml(path)["title"] for path in FILES]
    assert sorted(set(titles)) == sorted(titles)
