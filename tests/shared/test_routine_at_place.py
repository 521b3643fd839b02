"""Words for a routine and a place: both are taken, by relief, the diary and the palette."""

from spasmtui.relief.running.selection import understand
from spasmtui.shared.places import PlaceIndex
from spasmtui.shared.routine_at_place import find_routine_at_place
from tests.conftest import ROOT, FakeClock, Run
from tests.support.commands import run
from tests.support.memory_diary import MemoryDiary

INDEX = PlaceIndex(ROOT / "content")
BOTH = {
    ("heat-session", "calf", None, ()): ("heat calf", "calf heat", "heat for my calf", "heat leg"),
    ("heat-session", "calf", "left", ()): ("heat on my left calf", "left calf heat", "chaleur mollet gauche"),
    ("cold-session", "calf", "left", ()): ("cold on left calf", "ice calf left", "Cold session left calf"),
    ("heat-session", "lower-back", None, ()): ("warmth for my lower back", "back heat"),
    ("heat-session", "hip", None, ()): ("heat groin", "groin heat"),
    ("self-massage", "calf", "both", ()): ("massage both calves",),
    ("night-calf-rescue", "calf", None, ()): ("calf rescue",),
    ("cold-session", "foot", None, ()): ("cold on my foot", "ice foot"),
    ("cold-session", "neck", None, ("front",)): ("cold front of neck", "ice front of my neck"),
}
NEITHER = (
    "calf", "heat", "left", "heat left", "heat knee", "heat neck calf", "heat massage calf", "stitch calf",
    "groin calf", "heat left right calf", "cold feet", "my left hand is cold", "kalte füße",
    "numb calf heat", "left calf night-calf-rescue calf-wall", "",
)  # fmt: skip


def test_a_routine_and_a_place_in_any_order_are_that_routine_for_the_place() -> None:
    found = {words: find_routine_at_place(words, INDEX) for said in (*BOTH.values(), NEITHER) for words in said}
    assert found == {words: both for both, said in BOTH.items() for words in said} | dict.fromkeys(NEITHER)


def test_relief_starts_the_routine_for_the_place_and_names_only_what_it_did_not_understand() -> None:
    understood = [understand(INDEX, words, None) for words in ("heat left calf", "cold front of neck")]
    assert [(each.what, each.place, each.side, each.reply) for each in understood] == [
        ("heat-session", "calf", "left", ""),
        ("cold-session", "neck", None, "Not understood, and left out: 'front'."),
    ]


def test_a_foot_that_may_only_feel_cold_is_relieved_without_cold() -> None:
    understood = [understand(INDEX, words, None) for words in ("cold feet", "my left hand is cold", "cold on my foot")]
    assert [(each.what, each.place, each.reply) for each in understood] == [
        ("feet", None, "One thing at a time; left out for now: 'cold'."),
        ("hand", None, "One thing at a time; left out for now: 'cold'."),
        ("cold-session", "foot", ""),
    ]


def test_the_diary_records_the_place_and_that_the_routine_was_tried(clock: FakeClock) -> None:
    stored = run("log", "add", "heat", "left", "calf", "--json", diary=MemoryDiary(clock), clock=clock).json
    assert (stored["place"], stored["side"]) == ("calf", "left")
    assert [each["routine"] for each in stored["tried"]] == ["heat-session"]


def test_a_sign_beside_a_routine_is_answered_and_nothing_is_started(here: Run) -> None:
    for words in ("heat chest", "massage my chest", "ice for the throat", "hot calf massage", "calf massage warm"):
        ended = here("relief", *words.split())
        assert (ended.returncode, ended.stdout) == (3, "")
        assert " now." in ended.stderr
