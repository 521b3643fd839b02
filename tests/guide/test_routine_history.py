"""The history of a page's routines, bookmarks, and the index of phrases."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from spasmtui.errors import NotSaved
from spasmtui.guide.bookmarks import Bookmarks
from spasmtui.guide.phrase_index import PhraseIndex, stem
from spasmtui.guide.routine_history import RoutineHistory, routine_history_of


@dataclass(frozen=True)
class Tried:
    routine: str


@dataclass(frozen=True)
class Used:
    tried: tuple[Tried, ...]
    helped: str | None


def used(routine: str, helped: str | None) -> Used:
    return Used((Tried("other"), Tried(routine)), helped)


def test_not_recorded_counts_neither_for_nor_against() -> None:
    episodes = [used("a", "gone"), used("a", "no"), used("b", "some"), used("a", None), used("c", "most")]
    assert routine_history_of(("a", "b"), episodes, [Tried("a"), Tried("x")]) == RoutineHistory(
        used=5, recorded=3, helped=2
    )


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (RoutineHistory(used=0, recorded=0, helped=0), ""),
        (RoutineHistory(used=1, recorded=0, helped=0), "You used this once. Whether it helped is not recorded."),
        (RoutineHistory(used=6, recorded=5, helped=4), "You used this 6 times. It helped in 4 of 5 recorded."),
    ],
)
def test_the_record_is_one_sentence(record: RoutineHistory, sentence: str) -> None:
    assert record.sentence == sentence


def test_bookmarks_outlive_the_program_and_go_again(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    assert Bookmarks(folder).toggle("calf") is True
    assert Bookmarks(folder).toggle("neck") is True
    assert Bookmarks(folder).ids == ("calf", "neck")
    assert Bookmarks(folder).toggle("calf") is False
    assert Bookmarks(folder).ids == ("neck",)
    assert [path.name for path in folder.iterdir()] == ["bookmarks"]


def test_two_terminals_do_not_lose_each_other_s_marks(tmp_path: Path) -> None:
    one, other = Bookmarks(tmp_path), Bookmarks(tmp_path)
    one.toggle("calf")
    other.toggle("neck")
    assert Bookmarks(tmp_path).ids == ("calf", "neck")


def test_a_mark_that_cannot_be_written_is_said_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    marks = Bookmarks(tmp_path / "state")
    with pytest.raises(NotSaved, match="bookmark"):
        marks.toggle("calf")
    assert marks.ids == ()


def test_a_broken_file_of_bookmarks_is_no_bookmarks(tmp_path: Path) -> None:
    (tmp_path / "bookmarks").write_bytes(b"\xff\xfe" + os.urandom(8))
    assert Bookmarks(tmp_path).ids == ()


def test_without_a_folder_marks_last_as_long_as_the_program() -> None:
    marks = Bookmarks(None)
    assert (marks.toggle("calf"), marks.ids) == (True, ("calf",))


@pytest.mark.parametrize(
    ("one", "other"),
    [("cramps", "cramp"), ("cramping", "cramp"), ("stretches", "stretch"), ("running", "run"), ("calves", "calv")],
)
def test_words_are_alike_without_their_endings(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_whole_phrase_fits_better_than_a_part_and_a_rare_word_better_than_a_common_one() -> None:
    book = PhraseIndex([("leg cramp", 1), ("leg cramp in the water", 2), ("leg", 3), ("zebra", 4)])
    scores = book.scores(["leg", "cramp"])
    assert scores[1] > scores[3]
    assert scores[1] > scores[2]
    assert book.scores(["zebra"])[4] > book.scores(["leg"])[3]


def test_an_unfinished_word_counts_as_all_it_may_become() -> None:
    assert set(PhraseIndex([("magnesium", 1), ("massage", 2)]).scores(["ma"])) == {1, 2}
    assert PhraseIndex([("magnesium", 1)]).scores([]) == {}
