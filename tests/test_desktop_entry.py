"""The entry in the desktop's menu, and its icon."""

import configparser
import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT

ENTRY = ROOT / "content/desktop/spasmtui.desktop"
ICON = ENTRY.with_suffix(".svg")


def test_the_entry_runs_in_a_terminal_and_is_named_in_both_languages() -> None:
    parser = configparser.RawConfigParser(delimiters=("=",), strict=True)
    parser.read(ENTRY, encoding="utf-8")
    entry = dict(parser["Desktop Entry"])
    assert (entry["type"], entry["exec"], entry["icon"], entry["terminal"]) == (
        "Application",
        "spasmtui",
        "spasmtui",
        "true",
    )
    translated = {"genericname", "comment", "keywords"}
    assert translated <= set(entry)
    assert {f"{name}[fr]" for name in translated} <= set(entry)
    assert dict(parser["Desktop Action relief"])["exec"] == "spasmtui relief"


def test_the_icon_is_square_and_draws_itself_without_text_or_another_file() -> None:
    text = ICON.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert (root.get("viewBox"), root.get("width")) == ("0 0 64 64", root.get("height"))
    assert {re.sub(r"^{.*}", "", each.tag) for each in root.iter()} == {"svg", "title", "rect", "path"}
    assert "href" not in text


@pytest.mark.long
def test_the_tool_of_the_desktops_takes_the_entry() -> None:
    if shutil.which("desktop-file-validate") is None:
        pytest.skip("desktop-file-validate is not installed")
    ended = subprocess.run(["desktop-file-validate", ENTRY], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
