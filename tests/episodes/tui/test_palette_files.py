"""The palette says where it has written a file."""

from pathlib import Path

import pytest

from spasmtui.episodes.tui.palette_files import written_text


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/ada", "Written: diary.csv, in your home folder."),
        ("/home/ada/papers", "Written: diary.csv, in ~/papers."),
        ("/mnt/stick", "Written: diary.csv, in /mnt/stick."),
    ],
)
def test_the_folder_of_a_file_is_named(folder: str, expected: str) -> None:
    assert written_text(Path(folder, "diary.csv"), Path("/home/ada")) == expected
