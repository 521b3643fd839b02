"""A draft is changed row by row, and its file is one that a person could have written, comments and all."""

import errno
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.errors import NotSaved, WrongUsage
from spasmtui.relief.editor.check import id_for
from spasmtui.relief.editor.draft import Draft, DraftItem, DraftStep, draft_of
from spasmtui.relief.editor.library import OwnRoutines, figure_names
from spasmtui.relief.editor.text import routine_text
from spasmtui.relief.editor.unfinished import UnfinishedRoutine
from spasmtui.relief.routines.model import Kind
from tests.conftest import ROOT
from tests.support.cases import with_each

CONTENT = ROOT / "content"
SHEET = """# my sheet
title = "Calf"  # from the physio
place = "calf"

# before anything
[[steps]]
kind = "prep"
seconds = 10  # short
say = "Ready"

[[steps]]
repeat = 3  # three times

# the main one
[[steps.steps]]
kind = "hold"
seconds = 30
say = "Hold"

[[steps.steps]]
kind = "rest"
seconds = 10
say = "Rest"

# asked by her
[[ask_first]]
ask = "Is it red?"
stop_on = "yes"
"""


@pytest.fixture
def library(tmp_path: Path) -> OwnRoutines:
    return OwnRoutines(CONTENT, tmp_path / "routines", "en")


def sheet() -> Draft:
    return draft_of(tomllib.loads(SHEET))


def saying(*words: str) -> tuple[DraftItem, ...]:
    return tuple(DraftItem(steps=(DraftStep(say=word),)) for word in words)


def said(draft: Draft) -> list[Any]:
    """The words of the steps; those of a repetition in a list of their own."""
    return [[step.say for step in item.steps] if item.is_block else item.steps[0].say for item in draft.items]


@with_each("path", sorted((CONTENT / "routines").glob("*.toml")), ids=lambda path: path.stem)
def test_a_routine_that_is_not_changed_is_written_as_it_was(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    draft = draft_of(tomllib.loads(text))
    assert draft.document() == tomllib.loads(text)
    assert routine_text(draft, path.stem, text) == text
    assert tomllib.loads(routine_text(draft, path.stem)) == tomllib.loads(text)


def test_a_changed_field_is_exchanged_and_every_comment_stays() -> None:
    draft = sheet()
    step = draft.step((1, 0))
    assert step is not None
    draft = replace(draft.with_step((1, 0), replace(step, seconds=45, figure="calf-wall")), title="Calf 2")
    draft = draft.with_repeat(1, 4)
    expected = (
        SHEET
        .replace('"Calf"', '"Calf 2"')
        .replace("seconds = 30\n", "seconds = 45\n")
        .replace("repeat = 3", "repeat = 4")
    )
    assert routine_text(draft, "calf-2", SHEET) == expected.replace(
        'say = "Hold"\n', 'say = "Hold"\nfigure = "calf-wall"\n'
    )


def test_steps_take_their_comments_along_where_they_go() -> None:
    draft, row = sheet().move((1, None), -1)
    assert row == (0, None)
    text = routine_text(draft, "calf", SHEET)
    head, prep = SHEET.index("# before"), SHEET.index("[[steps]]\nrepeat")
    asked = SHEET.index("# asked")
    assert text == SHEET[:head] + SHEET[prep:asked] + SHEET[head:prep] + SHEET[asked:]
    removed = routine_text(sheet().remove((0, None)), "calf", SHEET)
    assert removed == SHEET[:head] + SHEET[prep:]


def test_a_new_routine_is_a_file_that_a_person_could_have_written() -> None:
    draft = Draft(title='A "calf" sheet', place="calf", items=saying("Lean in."))
    draft, row = draft.add((0, None), DraftStep(kind="rest", seconds=10, say="Let go."))
    assert row == (1, None)
    assert routine_text(draft.with_repeat(0, 3), "sheet") == (
        '# A routine of your own. Start it with: spasm sheet\ntitle = "A \\"calf\\" sheet"\nplace = "calf"\n'
        'purpose = "care"\nsides = "sore"\n\n[[steps]]\nrepeat = 3\n\n[[steps.steps]]\nkind = "hold"\nseconds = 30\n'
        'say = "Lean in."\n\n[[steps]]\nkind = "rest"\nseconds = 10\nsay = "Let go."\n'
    )


def test_rows_go_into_a_repetition_and_out_of_it() -> None:
    draft = Draft(items=saying("a", "b", "c")).with_repeat(1, 2)
    assert draft.rows() == ((0, None), (1, None), (1, 0), (2, None))
    inside, row = draft.move((0, None), 1)
    assert (said(inside), row) == ([["a", "b"], "c"], (0, 0))
    lower, row = inside.move(row, 1)
    assert (said(lower), row) == ([["b", "a"], "c"], (0, 1))
    outside, row = lower.move(row, 1)
    assert (said(outside), row) == ([["b"], "a", "c"], (1, None))
    assert said(outside.move((0, 0), -1)[0]) == [["b"], "a", "c"]
    whole, row = draft.move((1, None), 1)
    assert (said(whole), row) == (["a", "c", ["b"]], (2, None))
    assert said(draft.with_repeat(1, 1)) == ["a", "b", "c"]
    assert said(draft.remove((1, 0))) == ["a", "c"]
    assert said(draft.move((0, None), -1)[0]) == ["a", ["b"], "c"]


MOVES = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "up", "down", "twice", "once"]), st.integers(0, 9)), max_size=8
)


@settings(max_examples=40)
@given(moves=MOVES)
def test_whatever_is_done_to_a_sheet_its_file_says_the_same_and_loses_nothing_else(
    moves: list[tuple[str, int]],
) -> None:
    draft = sheet()
    for what, number in moves:
        rows = draft.rows()
        row = rows[number % len(rows)] if rows else None
        if what == "add":
            draft, _row = draft.add(row, DraftStep(say="New"))
        elif row is not None and what == "remove":
            draft = draft.remove(row)
        elif row is not None and what in ("up", "down"):
            draft, found = draft.move(row, -1 if what == "up" else 1)
            assert found in draft.rows()
        elif row is not None:
            draft = draft.with_repeat(row[0], 2 if what == "twice" else 1)
    text = routine_text(draft, "sheet", SHEET)
    assert draft_of(tomllib.loads(text)).document() == draft.document()
    assert "# my sheet" in text
    assert "# from the physio" in text


@pytest.mark.parametrize(
    ("draft", "where", "words"),
    [
        (Draft(items=saying("a")), ("title",), "A routine needs a title."),
        (Draft(title="x"), ("steps",), "A routine needs a step."),
        (Draft(title="x", items=saying("a", " ")), ("steps", 1, "say"), "A step says what to do."),
        (
            Draft(
                title="x", items=(DraftItem(steps=(DraftStep(say="a"), DraftStep(seconds=4000, say="b")), repeat=2),)
            ),
            ("steps", 0, "steps", 1, "seconds"),
            "It must be at most 3600.",
        ),
        (
            Draft(title="x", items=(DraftItem(steps=(DraftStep(kind="heat", seconds=300, say="a"),), repeat=5),)),
            ("steps", 0, "steps", 0, "seconds"),
            "No routine may keep it there for longer than 20 min",
        ),
        (
            Draft(title="x", items=saying("a"), more={"skin": {"longest_seconds": 9999}}),
            ("skin", "longest_seconds"),
            "at most 1200",
        ),
    ],
)
def test_what_keeps_a_draft_from_being_a_routine_is_named_with_its_field(
    draft: Draft, where: tuple[int | str, ...], words: str, library: OwnRoutines
) -> None:
    fault = library.find_fault(draft, "")
    assert fault is not None
    assert (fault.where, words in fault.sentence) == (where, True), fault


def test_a_copy_of_a_shipped_routine_has_an_id_of_its_own_and_asks_what_that_one_asks(library: OwnRoutines) -> None:
    opened = library.copy("calf-wall")
    assert opened.notice == "A copy of “Calf stretch at the wall”, with an id of its own. That routine stays as it is."
    saved = library.save(opened, opened.draft)
    assert (saved.id, library.path(saved.id).name) == ("calf-stretch-at-the-wall-mine", f"{saved.id}.toml")
    own, shipped = library.book().routine(saved.id), library.book().routine("calf-wall")
    assert (own.ask_first, own.ask_after, own.stop_if, own.cautions) == (
        shipped.ask_first, shipped.ask_after, shipped.stop_if, shipped.cautions,
    )  # fmt: skip
    assert (own.steps, own.grade, own.facts) == (shipped.steps, "", ())
    assert library.book().find(saved.id).routine == own
    again = library.copy(saved.id)
    assert library.save(again, again.draft).id == "calf-stretch-at-the-wall-mine-mine"


def test_a_copied_session_of_heat_keeps_its_limits_however_it_is_changed(library: OwnRoutines) -> None:
    opened = library.copy("heat-session")
    number = next(row for row in opened.draft.rows() if (step := opened.draft.step(row)) and step.kind == "heat")
    step = opened.draft.step(number)
    assert step is not None
    fault = library.find_fault(opened.draft.with_step(number, replace(step, seconds=900)), "")
    assert fault is not None
    assert "heat or cold is on the skin for 25 min" in fault.sentence
    checks = [number for number in opened.draft.rows() if (s := opened.draft.step(number)) and s.kind == "check"]
    draft = opened.draft
    for row in reversed(checks):
        draft = draft.remove(row)
    routine = library.book().routine(library.save(opened, draft).id)
    assert [each.kind for each in routine.flat_steps].count(Kind.CHECK) == 2
    assert routine.skin is not None
    assert routine.skin.longest_seconds == 1200


def test_an_id_comes_from_the_title_and_is_nobody_elses() -> None:
    assert id_for("Étirement du mollet!", ()) == "etirement-du-mollet"
    assert id_for("Calf", ()) == "calf-2"
    assert id_for("My sheet", {"my-sheet", "my-sheet-2"}) == "my-sheet-3"
    assert id_for("痛み", ()) == "routine"
    assert len(id_for("long " * 50, ())) <= 40


def test_a_file_that_somebody_else_has_changed_is_left_alone(library: OwnRoutines) -> None:
    first = library.copy("calf-wall")
    opened = library.save(first, first.draft)
    changed = opened.text + "# by hand\n"
    library.path(opened.id).write_text(changed, encoding="utf-8")
    with pytest.raises(NotSaved, match="was changed by another program since you opened it"):
        library.save(opened, opened.draft)
    assert library.path(opened.id).read_text(encoding="utf-8") == changed


def test_a_deleted_routine_leaves_the_list_and_its_file_stays_under_another_name(library: OwnRoutines) -> None:
    opened = library.copy("calf-wall")
    saved = library.save(opened, opened.draft)
    kept = library.delete(saved.id)
    assert kept is not None
    assert (kept.name, kept.read_text(encoding="utf-8")) == (f"{saved.id}.toml.deleted", saved.text)
    assert saved.id not in library.book().ids
    assert library.delete(saved.id) is None


def test_a_file_that_no_draft_can_hold_is_not_opened(library: OwnRoutines) -> None:
    library.own.mkdir()
    library.path("odd").write_text('title = "x"\nsteps = [3]\n', encoding="utf-8")
    with pytest.raises(WrongUsage, match="cannot be changed here"):
        library.open("odd")


def test_a_file_that_lacks_something_is_opened_so_that_it_can_be_filled_in(library: OwnRoutines) -> None:
    library.own.mkdir()
    unfinished = {
        "without-title": 'place = "calf"\n[[steps]]\nkind = "hold"\nseconds = 20\nsay = "Hold."\n',
        "without-steps": 'title = "Mine"\nplace = "calf"\n',
        "without-words": 'title = "Mine"\n[[steps]]\nrepeat = 2\n[[steps.steps]]\nkind = "hold"\n',
        "empty": "",
    }
    for name, text in unfinished.items():
        library.path(name).write_text(text, encoding="utf-8")
        opened = library.open(name)
        assert library.can_be_opened(name)
        assert library.find_fault(opened.draft, name) is not None, name
        step = DraftStep(kind="hold", seconds=20, say="Hold.")
        mended = library.save(opened, replace(opened.draft, title="Mended", items=(DraftItem(steps=(step,)),)))
        assert library.book().routine(mended.id).title == "Mended"
    for text in ("title = ", "title = 3.0\nsteps = [3]\n", '[[steps]]\nsay = "x"\n'):
        library.path("odd").write_text(text, encoding="utf-8")
        assert not library.can_be_opened("odd"), text


def test_the_figures_of_a_place_come_first() -> None:
    names = figure_names(CONTENT, "calf")
    assert names[0] == "calf-wall"
    assert sorted(names) == sorted(path.stem for path in (CONTENT / "figures").glob("*.toml"))
    assert figure_names(CONTENT, "") == tuple(sorted(names))


def test_what_is_not_saved_is_kept_with_the_places_of_its_comments(tmp_path: Path, library: OwnRoutines) -> None:
    library.own.mkdir()
    library.path("calf-sheet").write_text(SHEET, encoding="utf-8")
    opened = library.open("calf-sheet")
    draft, _row = opened.draft.move((1, None), -1)
    unfinished = UnfinishedRoutine(tmp_path / "state", "calf-sheet")
    assert unfinished.read() is None
    unfinished.keep(opened, draft)
    assert UnfinishedRoutine(tmp_path / "state", "").read() is None
    found = unfinished.read()
    assert found is not None
    before, kept = found
    assert (before.id, before.text, kept) == ("calf-sheet", SHEET, draft)
    assert library.save(before, kept).text == routine_text(draft, "calf-sheet", SHEET)
    unfinished.forget()
    unfinished.forget()
    assert unfinished.read() is None


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"version": 1}', '{"version": 1, "routine": 3, "origins": [], "id": "", "text": ""}']
)
def test_a_kept_file_that_cannot_be_used_is_set_aside(text: str, tmp_path: Path) -> None:
    unfinished = UnfinishedRoutine(tmp_path, "x")
    unfinished.path.write_text(text, encoding="utf-8")
    assert unfinished.read() is None
    assert [path.name for path in tmp_path.iterdir()] == ["routine-draft-x.json.broken"]
    unfinished.path.write_text('{"version": 2}', encoding="utf-8")
    assert unfinished.read() is None
    unfinished.leave()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "routine-draft-x.json.broken",
        "routine-draft-x.json.left",
    ]


def test_a_folder_that_cannot_be_read_is_named_and_no_routine_is_written_over_what_it_may_have(
    library: OwnRoutines, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = library.new("calf")

    def fail(_folder: Path, _pattern: str) -> Iterator[Path]:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "glob", fail)
    with pytest.raises(NotSaved) as refused:
        library.save(opened, opened.draft)
    assert refused.value.message == f"{library.own} could not be read: Input/output error. Nothing was changed."
    assert not library.own.exists()
