"""Favourites are whole on the disk, and a file that cannot be read is never overwritten."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from spasmtui.drink.favourites import MAX_FAVOURITES, Favourite, Favourites
from spasmtui.drink.form import Form
from spasmtui.drink.recipe import Choices
from spasmtui.errors import DataError

MORNING = Favourite("morning", Form("750ml", Choices(sweetener="maple", water=Fraction(130))))
RUN = Favourite("run", Form("salt=4g", Choices(measures="metric", coconut="250ml", has_mint=True)))


def test_favourites_come_back_as_they_were_kept_newest_first(tmp_path: Path) -> None:
    favourites = Favourites(tmp_path / "state")
    assert favourites.load() == ()
    favourites.add(MORNING)
    favourites.add(RUN)
    assert favourites.load() == (RUN, MORNING)
    favourites.add(MORNING._replace(form=RUN.form))
    assert favourites.load() == (Favourite("morning", RUN.form), RUN)
    favourites.remove("run")
    assert favourites.load() == (Favourite("morning", RUN.form),)
    assert [path.name for path in favourites.path.parent.iterdir()] == ["drink-favourites.json"]


def test_the_list_has_an_end(tmp_path: Path) -> None:
    favourites = Favourites(tmp_path)
    for number in range(MAX_FAVOURITES + 3):
        favourites.add(MORNING._replace(name=str(number)))
    assert len(favourites.load()) == MAX_FAVOURITES


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "{}", '{"version": 2, "favourites": []}', '{"version": 1, "favourites": [3]}',
        '{"version": 1, "favourites": [{"name": "x"}]}',
        '{"version": 1, "favourites": [{"name": "x", "make": "4", "salt": "rock"}]}',
        '{"version": 1, "favourites": [{"name": "x", "make": "4", "water": {"sodium_mg_per_l": "nan"}}]}',
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named_and_left_alone(tmp_path: Path, text: str) -> None:
    favourites = Favourites(tmp_path)
    favourites.path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"drink-favourites\.json cannot be read"):
        favourites.load()
    with pytest.raises(DataError):
        favourites.add(MORNING)
    assert favourites.path.read_text(encoding="utf-8") == text


def test_unknown_keys_of_another_version_are_no_fault(tmp_path: Path) -> None:
    favourites = Favourites(tmp_path)
    favourites.add(MORNING)
    written = json.loads(favourites.path.read_text(encoding="utf-8"))
    written["favourites"][0]["ice"] = True
    favourites.path.write_text(json.dumps(written), encoding="utf-8")
    assert favourites.load() == (MORNING,)


def test_a_folder_that_cannot_be_written_keeps_the_old_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    favourites = Favourites(tmp_path)
    favourites.add(MORNING)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DataError, match="No space left on device"):
        favourites.add(RUN)
    assert favourites.load() == (MORNING,)
    assert [path.name for path in tmp_path.iterdir()] == ["drink-favourites.json"]
