"""Bookmarks are whole on the disk, shared by two terminals, and never lost to a fault."""

import os
from pathlib import Path

import pytest

from spasmtui.errors import NotSaved
from spasmtui.guide.bookmarks import Bookmarks


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


@pytest.mark.parametrize("content", [b"\xff\xfe", b"calf\n" * 400_000], ids=["not UTF-8", "2 MB"])
def test_a_list_that_cannot_be_read_is_not_overwritten(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bookmarks").write_bytes(content)
    bookmarks = Bookmarks(tmp_path)
    assert bookmarks.ids == ()
    with pytest.raises(NotSaved, match="Move it away"):
        bookmarks.toggle("calf")
    assert (tmp_path / "bookmarks").read_bytes() == content
