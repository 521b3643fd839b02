"""The palette says where it has written a file."""

from pathlib import Path

import pytest

from spasmtui.episodes.tui.palette_files import write_file_of, written_text
from spasmtui.services import Services
from tests.conftest import FakeClock


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


class PageServices(Services):
    """Services that have a clock and a page, and no diary."""

    clock = FakeClock()

    def offline_page(self, language: str) -> bytes:
        return f"a page in {language}".encode()


def test_the_page_for_a_phone_asks_for_no_diary_and_replaces_no_file(tmp_path: Path) -> None:
    day = PageServices.clock.now().date()
    first, second = (write_file_of(PageServices(), "app", tmp_path, "fr") for _time in range(2))
    assert (first.name, second.name) == (f"spasm-{day}.html", f"spasm-{day}-2.html")
    assert first.read_text(encoding="utf-8") == "a page in fr"
