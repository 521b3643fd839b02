"""What relief starts for words that hold a sign, and for the names of a person's own routines."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from spasmtui.errors import RedFlagMet, WrongUsage
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.selection import select_routine
from spasmtui.relief.start import answer_danger
from tests.conftest import ROOT


def shell(config: Path, *own: str) -> Any:
    """Return what `answer_danger` needs of a shell; its warnings are listed."""
    (config / "routines").mkdir(parents=True)
    for name in own:
        (config / "routines" / f"{name}.toml").touch()
    warned: list[str] = []
    services = SimpleNamespace(config=config, content=ROOT / "content")
    return SimpleNamespace(services=services, options=SimpleNamespace(language="en"), warn=warned.append, warned=warned)


def test_beside_a_sign_that_can_wait_the_place_starts_and_the_sentences_come_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPASMTUI_REGION", "gb")
    own = shell(tmp_path)
    what, notice = answer_danger(own, "calf cramps every night for weeks", None)
    lead, rest = notice.split("\n")
    assert what == "calf cramps"
    assert lead.startswith("Book an appointment")
    assert "999" in lead
    assert rest.startswith("Cramps that often break your sleep")
    assert len(own.warned) == 1


def test_plain_words_start_as_they_are(tmp_path: Path) -> None:
    assert answer_danger(shell(tmp_path), "calf", "left") == ("calf", "")


def test_the_file_name_of_an_own_routine_starts_it_whatever_its_words_mean(tmp_path: Path) -> None:
    own = shell(tmp_path, "chest-pain")
    assert answer_danger(own, "chest-pain", None) == ("chest-pain", "")
    assert own.warned == []
    with pytest.raises(RedFlagMet):
        answer_danger(own, "chest pain", None)  # as somebody in danger types it


@pytest.mark.parametrize("what", ["chest", "stroke"])
def test_a_single_word_of_an_emergency_is_no_name_of_a_routine(what: str, tmp_path: Path) -> None:
    with pytest.raises(RedFlagMet):
        answer_danger(shell(tmp_path, what), what, None)


@pytest.mark.parametrize("what", ["chest-pain/../x", "../chest-pain", "chest-pain"])
def test_words_of_danger_that_name_no_file_are_answered(what: str, tmp_path: Path) -> None:
    with pytest.raises(RedFlagMet):
        answer_danger(shell(tmp_path, "x"), what, None)


def test_a_name_that_no_file_can_have_is_no_routine_of_one_s_own(tmp_path: Path) -> None:
    with pytest.raises(RedFlagMet):
        answer_danger(shell(tmp_path, "x"), f"chest-pain-{'a' * 5_000}", None)


def test_a_side_that_the_words_contradict_is_not_taken_for_either() -> None:
    book = RoutineBook(ROOT / "content")
    with pytest.raises(WrongUsage, match="'calf left' and the side 'right' contradict"):
        select_routine(book, (None, None), what="calf left", side="right")
    for what in ("calf left", "calf", "both calves"):
        assert select_routine(book, (None, None), what=what, side="left")[1] == "left"
