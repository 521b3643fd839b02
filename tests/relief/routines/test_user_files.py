"""A person's own routines: as good as the shipped ones, and a fault says where it is."""

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from spasmtui.errors import WrongUsage
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import STOP_IF, Purpose
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

SHEET = """title = "From my physiotherapist"
place = "calf"

[[steps]]
kind = "hold"
seconds = 25
say = "Heel down."
side = "sore"

[[steps]]
repeat = 2

[[steps.steps]]
kind = "rest"
seconds = 5
say = "Let go."
"""


def book_with(tmp_path: Path, text: str, name: str = "my-sheet") -> RoutineBook:
    (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return RoutineBook(CONTENT, tmp_path)


def fault_of(book: RoutineBook, name: str = "my-sheet") -> str:
    with pytest.raises(WrongUsage) as caught:
        book.find(name)
    return caught.value.message


def test_an_own_routine_is_found_by_its_file_name_and_is_care_unless_it_says_otherwise(tmp_path: Path) -> None:
    found = book_with(tmp_path, SHEET).find("my-sheet")
    assert (found.routine.id, found.routine.seconds, found.place) == ("my-sheet", 35, "calf")
    assert found.routine.purpose is Purpose.CARE


@with_each("written", ["[]", '["my toes turn blue"]', '["a pop"]'])
def test_a_file_adds_reasons_to_stop_and_takes_none_away(written: str, tmp_path: Path) -> None:
    stop_if = book_with(tmp_path, f"stop_if = {written}\n{SHEET}").routine("my-sheet").stop_if
    assert {*STOP_IF, *tomllib.loads(f"x = {written}")["x"]} == {*stop_if}
    assert len(stop_if) == len({*stop_if})


def test_an_own_routine_comes_before_a_shipped_one_of_the_same_name(tmp_path: Path) -> None:
    book = book_with(tmp_path, SHEET, "foot-toes")
    assert book.find("foot").routine.title == "From my physiotherapist"


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("seconds = 25", 'seconds = "25"', "line 6, steps.1.seconds"),
        ("seconds = 25", "seconds = 0", "line 6, steps.1.seconds"),
        ("seconds = 5", "seconds = 5.5", "line 15, steps.2.steps.1.seconds"),
        ('kind = "rest"', 'kind = "nap"', "line 14, steps.2.steps.1.kind"),
        ("repeat = 2", "repeat = -1", "line 11, steps.2.repeat"),
        ('title = "From my physiotherapist"', "", "line 1, title"),
        ('side = "sore"', 'side = "up"', "line 8, steps.1.side"),
        ("[[steps]]", 'purpose = "fun"\n[[steps]]', "purpose"),
        ('place = "calf"', 'id = "other"', "line 2: id must be the file's name"),
        ('title = "From', "title = From", "line 1, column"),
    ],
)
def test_a_fault_names_file_line_and_field(before: str, after: str, where: str, tmp_path: Path) -> None:
    message = fault_of(book_with(tmp_path, SHEET.replace(before, after, 1)))
    assert str(tmp_path / "my-sheet.toml") in message
    assert where in message
    assert "\n" not in message


@with_each(
    ("before", "after", "where", "hint"),
    [
        ('place = "calf"', 'place = "clf"', "line 2, place: 'clf' is not a place.", "Did you mean 'calf'?"),
        ('place = "calf"', 'place = "left calf"', "line 2, place: 'left calf' names a side too.", "`sides`"),
        ('place = "calf"', 'place = "heat"', "line 2, place: 'heat' is a routine (heat-session), not a place.", ""),
        ('place = "calf"', 'place = "bedtime"', "line 2, place: 'bedtime' is a routine", "Places: calf, foot"),
        ('side = "sore"', 'figure = "calf-wal"', "line 8, steps.1.figure: There is no figure", "mean 'calf-wall'?"),
        ("seconds = 5", 'seconds = 5\nfigure = "../calf"', "line 16, steps.2.steps.1.figure", ""),
        ('place = "calf"', 'sources = ["S01", "S9999"]', "line 2, sources.2: There is no source 'S9999'.", ""),
        ('place = "calf"', 'facts = ["M04", "x"]', "line 2, facts.2: There is no fact 'x'.", ""),
        ('place = "calf"', 'also = "fun"', "line 2, also", ""),
    ],
)  # fmt: skip
def test_what_a_file_refers_to_must_be_there(before: str, after: str, where: str, hint: str) -> None:
    with TemporaryDirectory() as folder:
        message = fault_of(book_with(Path(folder), SHEET.replace(before, after, 1)))
    assert where in message
    assert hint in message


@with_each(("name", "place"), [("calf", "calf"), ("Quad", "thigh"), ("lower back", "lower-back"), ("mollet", "calf")])
def test_a_name_that_people_use_for_a_place_is_that_place(name: str, place: str) -> None:
    with TemporaryDirectory() as folder:
        found = book_with(Path(folder), SHEET.replace('"calf"', f'"{name}"')).find("my-sheet")
    assert (found.place, found.routine.place) == (place, place)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "my-sheet.toml").write_bytes(b"\xff\xfe\x00")
    assert fault_of(RoutineBook(CONTENT, tmp_path)).endswith("is not UTF-8 text (line 1).")


def test_keys_nobody_knows_are_left_alone(tmp_path: Path) -> None:
    assert book_with(tmp_path, 'colour = "blue"\n' + SHEET).find("my-sheet").routine.title


def test_control_characters_of_an_own_routine_never_get_further(tmp_path: Path) -> None:
    routine = book_with(tmp_path, SHEET.replace("Heel down.", "Heel\\u001b[2J down[/].")).find("my-sheet").routine
    assert routine.steps[0].say == "Heel[2J down[/]."  # type: ignore[union-attr]


def test_the_list_shows_what_can_be_read_and_names_what_cannot(tmp_path: Path) -> None:
    book = book_with(tmp_path, "nonsense", "bad")
    (tmp_path / "my-sheet.toml").write_text(SHEET, encoding="utf-8")
    assert {"my-sheet", "foot-toes"} <= {routine.id for routine in book.all()}
    assert len(book.faults) == 1
    assert "bad.toml" in book.faults[0].message
    assert "anywhere".capitalize() in dict(book.by_place())
