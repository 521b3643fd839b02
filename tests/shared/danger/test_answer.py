"""Every face asks the gate first: the flag's sentence, the number to call, and nothing started."""

import json

import pytest

from spasmtui.shared.danger.answer import answer, lead_and_rest, more, plain_request
from spasmtui.shared.danger.gate import find_flag
from tests.conftest import Run
from tests.support.danger_phrases import TUNED


def test_the_answer_names_the_number_to_call_whatever_the_flag_says() -> None:
    for words, _flags in TUNED:
        flag = find_flag(words)
        assert flag is not None
        assert "999" in answer(flag, "999")
        assert "your emergency number" not in answer(flag, "999")
        assert more(flag).startswith("More: spasmtui ")


@pytest.mark.long
def test_the_lead_is_short_and_names_the_number_and_nothing_is_lost() -> None:
    for words, _flags in TUNED:
        flag = find_flag(words)
        assert flag is not None
        lead, rest = lead_and_rest(flag, "999")
        assert "999" in lead
        assert len(lead) <= 160
        both = f"{lead} {rest}"
        assert "your emergency number" not in both
        said = " ".join((flag.see, flag.do, flag.worse)).replace("your emergency number", "999")
        assert all(sentence.rstrip(".") in both for sentence in said.split(". "))


def test_an_emergency_begins_with_the_call() -> None:
    flag = find_flag("chest pain")
    assert flag is not None
    assert lead_and_rest(flag, "999")[0] == "Call 999 now."


@pytest.mark.parametrize("what", [("chest",), ("left", "arm"), ("left arm",), ("arm", "-l"), ("tummy", "rock", "hard"),
                                  ("--list", "stroke"), ("baby jerks",), ("face", "drooping")])  # fmt: skip
def test_relief_starts_nothing_for_words_of_danger(here: Run, what: tuple[str, ...]) -> None:
    ended = here("relief", *what)
    assert (ended.returncode, ended.stdout) == (3, "")
    flag = find_flag(" ".join(what).replace("--list", "").replace("-l", "left"))
    assert flag is not None
    assert ended.stderr.startswith(flag.see)
    assert ended.stderr.splitlines()[-1] == more(flag)
    assert json.loads(here("log", "list", "--json").stdout) == []


def test_the_error_in_json_has_a_code_of_its_own_and_the_sentence(here: Run) -> None:
    error = json.loads(here("relief", "chest", "--json").stderr)["error"]
    assert error["code"] == "red-flag"
    assert error["message"].startswith("Pain or tightness in the chest")


def test_left_arm_says_how_to_ask_for_the_forearm(here: Run) -> None:
    assert "spasm left forearm" in here("relief", "left", "arm").stderr


def test_the_diary_keeps_the_episode_and_says_the_sentence(here: Run) -> None:
    ended = here("log", "add", "calf", "--note", "calf is swollen and hot")
    assert ended.returncode == 0
    assert "One leg or arm is swollen" in ended.stderr
    assert len(json.loads(here("log", "list", "--json").stdout)) == 1
    refused = here("log", "add", "chest")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert len(json.loads(here("log", "list", "--json").stdout)) == 1


def test_the_guide_says_the_sentence_before_the_page(here: Run) -> None:
    ended = here("guide", "chest", "pain")
    assert ended.returncode == 0
    assert ended.stdout.startswith("Pain or tightness in the chest")


def test_a_search_brings_get_help_now_with_the_sentence_and_the_flag(here: Run) -> None:
    first = json.loads(here("guide", "asthma", "attack", "--search", "--json").stdout)[0]
    flag = find_flag("asthma attack")
    assert flag is not None
    assert (first["id"], first["flag"]) == ("get-help-now", "RF112")
    assert first["snippet"].startswith(flag.see)
    assert "Call 112, 911 or 999 now." in first["snippet"]


@pytest.mark.parametrize(
    ("what", "hint"),
    [
        ("klaf", "'calf'"),
        ("cafl", "'calf'"),
        ("hamstrng", "'hamstring'"),
        ("sholder", "'shoulder'"),
        ("left klaf", "'calf'"),
    ],
)
def test_a_misspelling_is_answered_with_its_word(here: Run, what: str, hint: str) -> None:
    ended = here("relief", what)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"Did you mean {hint}" in ended.stderr


@pytest.mark.parametrize("what", ["knee", "tummy", "ankle", "stomach", "ribs", "baby", "genou", "Knie", "rodilla"])
def test_a_real_word_is_never_taken_for_a_misspelling(here: Run, what: str) -> None:
    for ended in (here("relief", what), here("log", "add", what)):
        assert ended.returncode == 2
        assert "Did you mean" not in ended.stderr
        assert "Places: calf, foot, shin" in ended.stderr


@pytest.mark.parametrize(
    ("what", "place", "side"),
    [("left calf", "calf", "left"), ("calf left", "calf", "left"), ("my left calf", "calf", "left"),
     ("lower back", "lower-back", None), ("cramp in calf", "calf", None), ("right arm", "hand", "right")],
)  # fmt: skip
def test_a_side_and_little_words_may_stand_around_a_place(here: Run, what: str, place: str, side: str | None) -> None:
    stored = json.loads(here("log", "add", *what.split(), "--json").stdout)
    assert (stored["place"], stored["side"]) == (place, side)


def test_help_and_urgent_are_no_places(here: Run) -> None:
    assert here("relief", "urgent").stdout == here("urgent").stdout
    assert here("relief", "emergency").stdout == here("urgent").stdout
    helped = here("relief", "help")
    assert helped.returncode == 0
    assert helped.stdout.startswith("In danger, or not sure? spasmtui urgent")
    assert helped.stdout == here("help").stdout


def test_quiet_leaves_out_no_answer_to_words_of_danger(here: Run) -> None:
    ended = here("log", "add", "calf", "--note", "chest pain", "-q")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr.startswith("Pain or tightness in the chest")


@pytest.mark.parametrize("line", [("relief", "calf", "--note", "chest pain"), ("relief", "--bogus", "chest"),
                                  ("chest", "pain"), ("relief", "heat", "--for", "15m", "--no-log", "chest"),
                                  ("log", "add", "calf", "--pain", "99", "--note", "chest pain")])  # fmt: skip
def test_a_command_line_that_is_wrong_in_another_way_is_answered_for_its_words_of_danger(
    here: Run, line: tuple[str, ...]
) -> None:
    ended = here(*line)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "chest" in ended.stderr.partition(".")[0]
    assert ended.stderr.splitlines()[-1] == "More: spasmtui urgent"


@pytest.mark.parametrize("line", [("poitrine",), ("chest", "pain"), ("relief", "--bogus", "avc")])
def test_a_wrong_command_line_with_words_of_danger_is_answered_in_the_language_of_the_run(
    here: Run, line: tuple[str, ...]
) -> None:
    ended = here(*line, "--language", "fr", SPASMTUI_REGION="ch")
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "Appelez le 112 maintenant." in ended.stderr
    assert ended.stderr.splitlines()[-1] == "Pour en savoir plus : spasmtui urgent"
    assert "There is no" not in ended.stderr


def test_a_wrong_command_line_without_words_of_danger_stays_wrong_usage(here: Run) -> None:
    assert here("relief", "calf", "--bogus").returncode == 2


@pytest.mark.parametrize(
    "line",
    [
        ("urgent", "chest", "pain"),
        ("urgent", "--bogus"),
        ("urgent", "--language="),
        ("relief", "help", "me"),
        ("relief", "911"),
        ("call", "999"),
        ("relief", "Notfall"),
        ("relief", "secours"),
    ],
)
def test_whatever_asks_for_help_now_gets_the_urgent_page(here: Run, line: tuple[str, ...]) -> None:
    ended = here(*line)
    assert (ended.returncode, ended.stdout) == (0, here("urgent").stdout)


@pytest.mark.parametrize(
    ("words", "asked"),
    [("diabetic calf cramp", "calf"), ("new inhaler and cramps", ""), ("diabetic", None)],
)
def test_beside_words_that_can_wait_the_place_is_asked_for_or_the_usual_one_for_a_cramp(
    words: str, asked: str | None
) -> None:
    found = plain_request(words, lambda run: run == "calf")
    assert found == asked


def test_in_a_long_text_a_place_is_sought_among_the_first_words_alone() -> None:
    asked: list[str] = []

    def is_place(run: str) -> bool:
        asked.append(run)
        return run == "calf"

    words = ("walked cramp stops rest " * 5_000).strip()
    assert plain_request(f"calf {words}", is_place) == "calf"
    assert len(asked) < 1_000
    assert plain_request(words, lambda _run: False) == ""
