"""What was used last: in order, once each, bounded, and of no consequence where the file is broken."""

from pathlib import Path

import pytest

from spasmtui.ui.palette.last_used import FILE_NAME, LONGEST, MOST, add_last_used, read_last_used


def test_the_latest_comes_first_and_each_once_and_no_more_than_are_of_use(tmp_path: Path) -> None:
    folder = tmp_path / "not/made/yet"
    for number in range(MOST + 5):
        add_last_used(folder, f"page:{number}")
    add_last_used(folder, f"page:{MOST}")
    newest = [f"page:{number}" for number in range(MOST + 4, 4, -1)]
    newest.remove(f"page:{MOST}")
    assert read_last_used(folder) == (f"page:{MOST}", *newest)


@pytest.mark.parametrize(
    "broken",
    [b"", b"\xff\xfe\x00", b"x" * 3_000_000, b"\x1b[2J\npage:calf\n", b"page:calf\n" * 500, b"y" * (LONGEST + 1)],
    ids=["empty", "no text", "huge", "escapes", "repeated", "long"],
)
def test_a_broken_file_has_what_can_be_read_of_it_and_is_written_again(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(broken)
    assert read_last_used(tmp_path) == (("page:calf",) if b"page:calf" in broken else ())
    add_last_used(tmp_path, "undo")
    assert read_last_used(tmp_path)[0] == "undo"


def test_a_folder_in_its_place_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    add_last_used(tmp_path, "undo")
    assert read_last_used(tmp_path) == ()
    (tmp_path / "file").write_text("x")
    add_last_used(tmp_path / "file", "undo")


def test_a_state_folder_that_it_makes_is_its_owner_s_alone(tmp_path: Path) -> None:
    add_last_used(tmp_path / "state" / "of-a-diary", "page:heat")
    assert [each.stat().st_mode & 0o777 for each in (tmp_path / "state", tmp_path / "state/of-a-diary")] == [0o700] * 2
