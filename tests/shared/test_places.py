"""Words for places and routines: one reader for relief, the diary, completions and the first paint."""

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmtui.command_line.completions.table import completed_commands
from spasmtui.errors import DataError, WrongUsage
from spasmtui.launcher._generated import WORDS
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.selection import Understood, understand
from spasmtui.shared.formats import place_with_side, short_place
from spasmtui.shared.language import LANGUAGES
from spasmtui.shared.places import (
    PLACES,
    PlaceIndex,
    Target,
    find_place_and_side,
    find_place_or_routine,
)
from spasmtui.shared.words.fold import fold_word
from spasmtui.shared.words.place_request import LITTLE, PlaceRequest, read_place_request, read_side
from spasmtui.shared.words.place_request import SIDES as SIDE_WORDS
from tests.conftest import ROOT, FakeClock
from tests.support.cases import with_each
from tests.support.commands import run
from tests.support.memory_diary import MemoryDiary

CONTENT = ROOT / "content"
INDEX = PlaceIndex(CONTENT)
BOOK = RoutineBook(CONTENT)


def test_the_ids_in_the_code_are_those_of_the_file() -> None:
    rows = tomllib.loads((CONTENT / "places.toml").read_text(encoding="utf-8"))["places"]
    assert [row["id"] for row in rows] == list(PLACES)


@pytest.mark.long
@with_each("word", [*WORDS, *BOOK.ids, *(place.name for place in BOOK.places), "Upper-Back", "LOWER_back"])
def test_a_word_that_starts_relief_records_the_same_place(word: str, clock: FakeClock) -> None:
    match = BOOK.find(word)
    stored = run("log", "add", word, "--json", diary=MemoryDiary(clock), clock=clock)
    tried = [each["routine"] for each in stored.json["tried"]]
    assert stored.json["place"] == match.place
    assert tried == ([] if match.place else [match.routine.id])


@with_each("title", [routine.title for routine in BOOK.all()])
def test_a_title_that_the_program_prints_is_a_word(title: str) -> None:
    match = BOOK.find(title)
    assert match.routine.title == title
    assert find_place_or_routine(title, CONTENT) == (match.place, match.routine.id, None)
    assert WORDS[fold_word(title)] == (match.place, match.routine.id)


def test_a_routine_for_any_place_is_recorded_as_tried_and_said_so(clock: FakeClock) -> None:
    ended = run("log", "add", "heat", "--tried", "calf-wall", diary=MemoryDiary(clock), clock=clock)
    assert "tried Heat session + Calf stretch at the wall" in ended.out
    assert ended.err == "'heat' is a routine for any place: it is recorded as tried, without a place.\n"


def test_tried_none_beside_a_routine_leaves_the_routine(clock: FakeClock) -> None:
    stored = run("log", "add", "heat", "--tried", "none", "--json", diary=MemoryDiary(clock), clock=clock).json
    assert [each["routine"] for each in stored["tried"]] == ["heat-session"]


@pytest.mark.parametrize("word", ["left right calf", "right calf (both sides)", "calf L R"])
def test_a_place_with_two_sides_means_nothing(word: str) -> None:
    assert INDEX.find(word) is None


READ = {
    "calfleft": PlaceRequest("calf", "left"),
    "my hand side": PlaceRequest("hand"),
    "my left-hand side": PlaceRequest("side", "left"),
    "back of my foot": PlaceRequest("foot", ignored=("back",)),
    "left and both calves": PlaceRequest("calves", is_contradictory=True),
    "left calf, right foot": PlaceRequest("calf", "left", others=("foot",)),
    "right calf and left foot": PlaceRequest("calf", "right", others=("foot",)),
    "calf left & foot": PlaceRequest("calf", "left", others=("foot",)),
    "calf, left foot": PlaceRequest("calf", others=("foot",)),
    "left and right calf, foot": PlaceRequest("calf", "both", others=("foot",)),
    "calf not left": PlaceRequest("calf", ignored=("not",)),
    "right calf, not left": PlaceRequest("calf", "right", ignored=("not",)),
}


def test_a_place_its_side_and_what_is_beside_them_are_told_apart() -> None:
    assert {text: read_place_request(fold_word(text), INDEX.words, SIDE_WORDS, LITTLE) for text in READ} == READ
    assert [read_side(text) for text in ("left calf", "L", "both sides", "")] == [None, "left", "both", None]


SAID = {
    ("calf", "both"): (
        "left and right calf", "both my calves", "L+R calf", "l/r calf", "left calf and right calf", "left, right calf",
        "both left and right calf", "bilateral calf", "les deux mollets", "mollet gauche et droit",
    ),
    ("calf", "left"): (
        "leftcalf", "left-calf", "left_calf", "calf (left)", "calf, left", "L calf", "l. calf", "calf/left",
        "calf - left", "Calf: left", "my left calf hurts", "left side of my calf", "left calves", "calf cramp left leg",
        "linke Wade", "left sided calf",
    ),
    ("calf", None): ("my calf", "calf please", "calf calf", "cramp in the calf", "ow my calf"),
    ("calf", "right"): ("right calfs", "right charley horses"),
    ("side", "left"): ("my left side", "left side", "left side hurts", "left flank"),
    ("side", None): ("side", "my belly"),
    ("foot", "right"): ("right foot arch", "the arch of my right foot", "right big toe", "bottom of my right foot"),
    ("hip", "left"): ("the inside of my left thigh", "left groin"),
    ("hamstring", "right"): ("back of the right thigh", "Back of thigh R", "right hamstring"),
    ("lower-back", None): ("lower back", "my lower back"),
    ("hand", "both"): ("both hands", "hands, both"),
    (None, "left"): ("left", "my left"),
    (None, "both"): ("both sides", "left and right"),
}  # fmt: skip


@with_each(("words", "where"), [(words, where) for where, said in SAID.items() for words in said])
def test_a_place_is_read_with_its_side_however_people_say_it(words: str, where: tuple[str | None, str | None]) -> None:
    assert find_place_and_side(words, None, CONTENT) == where


def test_words_that_only_say_that_it_cramps_name_no_place() -> None:
    for words in ("cramp", "my night cramp"):
        with pytest.raises(WrongUsage, match=f"'{words}' names no place. Leave it out, or name one: calf, foot"):
            find_place_and_side(words, None, CONTENT)


def test_a_side_is_found_whatever_else_is_said_and_in_every_language() -> None:
    index = PlaceIndex(CONTENT)
    said = {
        "left": ("L", "left leg", "left (worse)", "links", "gauche"),
        "right": ("R.", "Droite", "derecha"),
        "both": ("L/R", "right and left", "both legs", "beide"),
        None: ("", "leg", "left or right", "left right"),
    }
    assert {side: tuple(word for word in words if index.side_in(word) == side) for side, words in said.items()} == said


SIDES = ("left", "right", "both")
PRINTED = [
    (form(words), (place, side))
    for place in PLACES
    for side in (None, *SIDES)
    for words in (place_with_side(place, side), short_place(place, side))
    for form in (str, str.capitalize, str.title, str.upper)
]


@pytest.mark.long
def test_every_name_of_a_place_that_the_program_prints_is_read_as_that_place() -> None:
    assert [(words, find_place_and_side(words, None, CONTENT)) for words, _where in PRINTED] == PRINTED
    sides = [place_with_side(None, side) for side in ("left", "right", "both")]
    assert [find_place_and_side(side, None, CONTENT) for side in sides] == [
        (None, "left"),
        (None, "right"),
        (None, "both"),
    ]


def test_every_title_of_a_routine_is_read_in_every_language_that_shows_it() -> None:
    for language in LANGUAGES:
        for routine in RoutineBook(CONTENT, language=language).all():
            assert find_place_or_routine(routine.title, CONTENT)[1] == routine.id


ANSWERS = {
    "left right calf": "'left right calf' names more than one side. Say left, right or both.",
    "left or right calf": "'left or right calf' names more than one side. Say left, right or both.",
    "both left calf": "'both left calf' names more than one side. Say left, right or both.",
    "leg and foot": "'leg and foot' names more than one place: calf, foot. Say one of them.",
    "heat walk calf": "'heat walk calf' names more than one place or routine: heat-session, walk-it-off, calf. "
    "Say one of them.",
    "calf 5": "Not understood in 'calf 5': '5'. Did you mean 'calf'?",
    "my left calf really badly": "Not understood in 'my left calf really badly': 'really', 'badly'. "
    "Did you mean 'left calf'?",
    "back of my left hand": "Not understood in 'back of my left hand': 'back'. Did you mean 'left hand or forearm'?",
}


@pytest.mark.long
@with_each(("words", "answer"), ANSWERS.items())
def test_the_diary_asks_back_where_a_word_is_not_understood_or_two_could_be_meant(
    words: str, answer: str, clock: FakeClock
) -> None:
    diary = MemoryDiary(clock)
    ended = run("log", "add", *words.split(), diary=diary, clock=clock)
    assert (ended.code, ended.err.strip(), diary.episodes()) == (2, answer, ())


@with_each(
    ("words", "started"),
    [
        ("my calf really badly", ("calf", None, "'really', 'badly'")),
        ("cramp in left calf while swimming", ("calf", "left", "'while', 'swimming'")),
        ("leg and Foot badly", ("leg", None, "'badly'", "'Foot'")),
        ("mon mollet gauche très fort", ("mollet", "left", "'très', 'fort'")),
        ("back of my left hand", ("hand", "left", "'back'")),
        ("both calves terribly", ("calves", None, "'terribly'")),
        ("ice it please", ("ice", None, "'it'")),
        ("calf 5", ("calf", None, "'5'")),
        ("left calf for 4 minutes", ("calf", "left", "'4', 'minutes'")),
        ("calf \U0001f9b5", ("calf", None, "'\U0001f9b5'")),
        ("left", (None, "left", "")),
        ("cramp", (None, None, "")),
        ("my cramps again please", (None, None, "")),
        ("both sides", (None, None, "")),
        ("my left calf", ("my left calf", None, "")),
    ],
)
def test_relief_starts_with_what_is_understood_and_names_the_rest(words: str, started: tuple[str | None, ...]) -> None:
    what, side, left_out, *others = started
    replies = [f"Not understood, and left out: {left_out}."] if left_out else []
    replies += [f"One thing at a time; left out for now: {each}." for each in others]
    assert understand(INDEX, words, None)[:3] == (what, side, " ".join(replies))


@with_each(
    ("words", "place"),
    [
        ("left hand side", ("side", "left")),
        ("my right-hand side", ("side", "right")),
        ("calf, left-hand side", ("calf", "left")),
        ("left hand", ("hand", "left")),
        ("the side of my left hand", ("hand", "left")),
        ("my side", ("side", None)),
        ("cramp in my side", ("side", None)),
        ("\uff43\uff41\uff4c\uff46", ("calf", None)),
        ("\u200eleft calf\u200b", ("calf", "left")),
    ],
)
def test_a_side_is_no_hand_and_a_keyboard_changes_no_place(words: str, place: tuple[str, str | None]) -> None:
    assert INDEX.read(words, is_whole=False) == place


def test_an_option_for_the_side_takes_what_a_place_takes(clock: FakeClock) -> None:
    diary = MemoryDiary(clock)
    for side in ("l", "L", "Left", "left side"):
        assert run("log", "add", "left calf", "--side", side, diary=diary, clock=clock).code == 0
        assert "left calf" in run("log", "list", "--side", side, diary=diary, clock=clock).out
    ended = run("log", "list", "--side", "lefty", diary=diary, clock=clock)
    assert (ended.code, ended.err.strip()) == (2, "A side can be left, right or both, not 'lefty'.")


@with_each(
    "words",
    ["klaf", "left klaf", "knee", "my left knee", "back of my knee", "side of my head", "upper arm", "uper back",
     "side effects of medicines", "ice cream is nice today", "left right calf", "come back",
     "my leg feels weak", "pregnant with swollen feet", "I broke my left foot", "my hand is numb"],
)  # fmt: skip
def test_words_for_another_thing_and_slips_start_nothing(words: str) -> None:
    assert understand(INDEX, words, None) == Understood(words)
    with pytest.raises(WrongUsage):
        BOOK.find(words)


def test_a_side_that_contradicts_the_option_is_asked_back() -> None:
    for words in ("left", "left calf terribly"):
        with pytest.raises(WrongUsage, match="contradict each other"):
            understand(INDEX, words, "right")


@pytest.mark.parametrize("command", [("log", "list", "--place", "heat"), ("log", "edit", "last", "--place", "heat")])
def test_a_routine_for_any_place_is_no_place(command: tuple[str, ...], clock: FakeClock) -> None:
    diary = MemoryDiary(clock)
    run("log", "add", "calf", diary=diary, clock=clock)
    ended = run(*command, diary=diary, clock=clock)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("'heat' is a routine (heat-session), not a place. Places: calf, foot,")


@with_each(
    ("word", "hint"),
    [
        ("klaf", "Did you mean 'calf'?"),
        ("toees", "Did you mean 'toes' (foot)?"),
        ("uper back", "Did you mean 'upper-back'?"),
        ("hamstrng", "Did you mean 'hamstring' (back of the thigh)?"),
        ("heet", ""),
        ("xyzzy", ""),
    ],
)
def test_a_mistyped_place_is_answered_with_the_nearest_word_for_a_place(word: str, hint: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        find_place_and_side(word, None, CONTENT)
    assert refused.value.message.startswith(f"{word!r} is not a place.{f' {hint}' if hint else ''}")
    assert refused.value.message.endswith("Places: " + ", ".join(PLACES) + ".")


def test_a_mistyped_routine_is_answered_with_the_nearest_word() -> None:
    assert INDEX.suggest("heet") == " Did you mean 'heat' (heat-session)?"


def test_a_persons_own_routine_comes_before_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "heat.toml").write_text('title = "Wheat bag"\nplace = "neck"\n', encoding="utf-8")
    (tmp_path / "broken.toml").write_text("nonsense", encoding="utf-8")
    index = PlaceIndex(CONTENT, tmp_path)
    assert index.find("heat") == Target("heat")
    assert index.find("wheat BAG") == Target("heat")
    assert (index.place_of(Target("heat")), index.place_of(Target("broken"))) == ("neck", None)
    assert index.routine_ids[:2] == ("broken", "heat")


@pytest.mark.parametrize("name", ["Calf", "upper_back", "Upper Back", "back of the thigh", "Quad"])
def test_a_persons_own_routine_takes_a_word_from_a_place_by_its_exact_name_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.toml").write_text('title = "Own"\nplace = "neck"\n', encoding="utf-8")
    own, shipped = PlaceIndex(CONTENT, tmp_path), PlaceIndex(CONTENT)
    assert own.find(name) == Target(name)
    others = [*PLACES, "upper back", "quad", "BACK OF THE THIGH"]
    assert [own.find(word) for word in others] == [shipped.find(word) for word in others]


def test_an_id_is_known_without_a_file(tmp_path: Path) -> None:
    assert [find_place_and_side(place, "left", tmp_path) for place in PLACES] == [(place, "left") for place in PLACES]
    with pytest.raises(DataError, match="Install spasmtui again"):
        find_place_and_side("toes", None, tmp_path)


def test_completions_offer_every_place() -> None:
    words = {each.name: {word for word, _says in each.words.words} for each in completed_commands(CONTENT)}
    assert set(PLACES) <= words["relief"] & words["log add"]


@given(st.text(max_size=30))
def test_a_folded_word_stays_as_it_is_however_its_accents_are_written(word: str) -> None:
    assert fold_word(word) == fold_word(fold_word(word)) == fold_word(unicodedata.normalize("NFC", word))


@given(st.sampled_from(sorted(INDEX.words)), st.sampled_from(" -_"), st.booleans())
def test_a_word_reads_the_same_however_its_parts_are_joined(word: str, joint: str, is_upper: bool) -> None:
    written = word.replace(" ", joint)
    assert INDEX.find(written.upper() if is_upper else written) == INDEX.find(word) is not None
