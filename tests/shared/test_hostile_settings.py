"""Settings that no person and no editor should write: one sentence for each, in every place, and never a trace."""

import json
import os
from pathlib import Path

import pytest

from spasmtui.paths import find_paths
from spasmtui.shared.emergency_numbers import find_emergency_lines
from spasmtui.shared.language import choose_language
from spasmtui.shared.setting_lines import find_value, read_text
from spasmtui.shared.settings import load_settings
from tests.conftest import Run

FILES: dict[str, tuple[bytes, str]] = {
    "lists in lists": (b"region = " + b"[" * 400 + b"]" * 400, "region must be"),
    "lists without end": (b"region = " + b"[" * 9000, "nested too deeply"),
    "tables in tables": (b"region = " + b"{a = " * 9000, "nested too deeply"),
    "a NUL": (b'region = "g\x00b"', "not valid TOML"),
    "Latin-1": (b'region = "\xe9"', "not UTF-8 text (line 1)"),
    "UTF-16": ("region = 1".encode("utf-16"), "not UTF-8 text (line 1)"),
    "a number without end": (b"region = 1e400", "region must be"),
    "5,000 digits": (b"region = " + b"9" * 5000, "a number with thousands of digits"),
    "5,000 digits to base 16": (b"region = 0x" + b"f" * 5000, "region must be"),
    "a name twice": (b'region = "gb"\nregion = "us"\n', "(at line 2"),
    "not a number": (b"[relief]\nget_ready_seconds = nan", "relief.get_ready_seconds must be"),
    "2 MB": (b"#" * 2_000_000, "is too large: more than 1 MB"),
}


@pytest.fixture
def settings_file() -> Path:
    path = find_paths(None).config / "settings.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize(("content", "sentence"), FILES.values(), ids=FILES)
def test_a_setting_that_cannot_be_used_is_named_and_help_comes(
    content: bytes, sentence: str, settings_file: Path, here: Run
) -> None:
    settings_file.write_bytes(content)
    (fault,) = load_settings(settings_file).faults
    assert fault.startswith(str(settings_file))
    assert sentence in fault
    urgent = here("urgent")
    assert (urgent.returncode, urgent.stderr) == (0, "")
    doctor = here("doctor", "--json")
    assert doctor.returncode == 1
    settings = next(row for row in json.loads(doctor.stdout) if row["check"] == "Settings")
    assert any(sentence in line for line in settings["lines"])


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark"])
def test_settings_of_every_editor_are_read_by_both_readers(mark: bytes, ending: bytes, settings_file: Path) -> None:
    settings_file.write_bytes(mark + ending.join([b'region = "gb"', b"[screen]", b'theme = "light"', b""]))
    loaded = load_settings(settings_file)
    assert (loaded.faults, loaded.settings.region, loaded.settings.screen.theme) == ((), "gb", "light")
    text = read_text(str(settings_file.parent))
    assert (find_value(text, "", "region"), find_value(text, "screen", "theme")) == ('"gb"', '"light"')


def test_a_pipe_in_the_place_of_the_settings_stops_nobody(settings_file: Path, here: Run) -> None:
    os.mkfifo(settings_file)
    config = str(settings_file.parent)
    assert load_settings(settings_file).faults == (f"{settings_file} is not a regular file.",)
    assert choose_language({"LANG": "fr_FR.UTF-8"}, config) == "fr"
    assert find_emergency_lines({"LANG": "fr_FR.UTF-8"}, config).number
    for words in (["urgent"], ["drink"], ["relief", "chest"], ["relief", "--list"]):
        assert here(*words).returncode in (0, 3)
