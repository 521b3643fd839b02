"""The titles of routines, as they are loaded for what a person reads."""

from pathlib import Path

from spasmtui.episodes.entry.routine_titles import load_routine_titles
from tests.conftest import ROOT

CONTENT = ROOT / "content"


def test_a_shipped_routine_has_its_title_and_a_remedy_has_none() -> None:
    found = load_routine_titles(["night-calf-rescue", "wheat bag", "nobody-knows"], CONTENT)
    assert found == {"night-calf-rescue": "Night calf cramp: rescue"}


def test_the_person_s_own_file_comes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "calf-wall.toml").write_text('title = "My\\u001b wall stretch"\n')
    found = load_routine_titles(["calf-wall"], CONTENT, tmp_path)
    assert found == {"calf-wall": "My wall stretch"}


def test_an_unreadable_file_costs_only_its_title(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("title = ")
    (tmp_path / "number.toml").write_text("title = 3")
    assert load_routine_titles(["mine", "number", "shin"], CONTENT, tmp_path) == {"shin": "Shin cramp"}


def test_a_remedy_never_becomes_a_path(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text('title = "Secret"')
    own = tmp_path / "routines"
    own.mkdir()
    assert load_routine_titles(["../secret", "/etc/passwd", ""], CONTENT, own) == {}
