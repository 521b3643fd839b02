"""The titles of routines, as they are loaded for what a person reads."""

from pathlib import Path

from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.model.names import SHIPPED


def test_a_shipped_routine_has_its_title_without_a_file_and_a_remedy_is_its_own_name(tmp_path: Path) -> None:
    names = load_names(["night-calf-rescue", "wheat bag"], tmp_path / "nowhere")
    assert names.routine("night-calf-rescue") == "Night calf cramp: rescue"
    assert names.routine("wheat bag") == "wheat bag"
    assert load_names(["night-calf-rescue"], tmp_path) is SHIPPED


def test_a_routine_of_the_person_s_own_has_the_title_in_its_file_without_control_characters(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('title = "My\\u001b wall stretch"\n')
    assert load_names(["mine"], tmp_path).routine("mine") == "My wall stretch"


def test_an_unreadable_file_costs_only_its_title(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("title = ")
    (tmp_path / "number.toml").write_text("title = 3")
    names = load_names(["mine", "number", "shin"], tmp_path)
    assert [names.routine(each) for each in ("mine", "number", "shin")] == ["mine", "number", "Shin cramp"]


def test_a_remedy_never_becomes_a_path(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text('title = "Secret"')
    own = tmp_path / "routines"
    own.mkdir()
    assert load_names(["../secret", "/etc/passwd", ""], own).routines == {}
