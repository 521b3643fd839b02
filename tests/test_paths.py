"""Where files are, by the platform's rules."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from spasmtui.paths import find, platform_folder
from tests.test_architecture import loaded_after


@pytest.mark.parametrize("kind", ["data", "state", "config"])
@pytest.mark.parametrize("value", [None, "", "  ", "/somewhere/else", "relative/folder"])
def test_our_short_rule_is_platformdirs(kind: str, value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if value is not None:
        monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", value)
    theirs = getattr(platformdirs, f"user_{kind}_dir")("spasmtui")
    assert platform_folder(kind, dict(os.environ)) == Path(theirs)


def test_a_folder_named_on_the_command_line_beats_the_environment(own_home: Path) -> None:
    environment = {"SPASMTUI_DATA": "/from/environment"}
    assert find("/from/option", environment).data == Path("/from/option")
    assert find(None, environment).data == Path("/from/environment")
    assert find("~/diary", environment).data == own_home / "diary"


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms ask platformdirs")
def test_finding_folders_loads_nothing_heavy() -> None:
    loaded = loaded_after("import os; from spasmtui.paths import find; find(None, dict(os.environ))")
    assert loaded & {"platformdirs", "dataclasses", "typing", "inspect"} == set()
