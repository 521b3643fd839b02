"""What a person noted for the drink: used where it is right, a sentence where it is not, never needed."""

from pathlib import Path

import pytest

from spasmtui.drink.settings import Settings, read_settings
from spasmtui.errors import WrongUsage
from tests.conftest import Run


def written(folder: Path, text: str) -> Path:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_or_a_table_the_usual_holds(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings("us", frozenset())
    assert read_settings(written(tmp_path, 'region = "gb"\n')) == Settings("us", frozenset())


def test_measures_and_notes_are_read_and_keys_of_another_version_passed_over(tmp_path: Path) -> None:
    folder = written(tmp_path, '[drink]\nmeasures = "metric"\nabout = ["kidney", "diabetes"]\nice = true\n')
    assert read_settings(folder) == Settings("metric", frozenset({"kidney", "diabetes"}))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[drink", "is not valid TOML"),
        ('[drink]\nmeasures = "stone"', "measures is one of us, metric, imperial"),
        ("[drink]\nmeasures = [1]", "measures is one of"),
        ('[drink]\nabout = "kidney"', "about is a list"),
        ('[drink]\nabout = ["kidneys"]', "about is a list"),
        ("[drink]\nabout = [[1]]", "about is a list"),
        ("drink = 3", r"\[drink\] is a table"),
    ],
)
def test_a_setting_that_cannot_be_is_a_sentence_with_the_file(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(WrongUsage, match=says) as raised:
        read_settings(written(tmp_path, text))
    assert "settings.toml" in raised.value.message


def test_settings_reach_the_command_and_an_option_beats_them(here: Run, own_home: Path) -> None:
    folder = own_home / ".config" / "spasmtui"
    folder.mkdir(parents=True)
    written(folder, '[drink]\nmeasures = "metric"\n')
    assert "(metric measures)" in here("drink").stdout
    assert "(US measures)" in here("drink", "--measures", "us").stdout
    written(folder, "[drink")
    ended = here("drink")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "settings.toml is not valid TOML" in ended.stderr
