"""The paper of the region: the setting, then the region, `LC_PAPER`, the time zone and the locale."""

from pathlib import Path

import pytest

from spasmtui.shared.paper import PAPERS, find_paper
from tests.support.cases import with_each


@with_each(
    ("chosen", "environment", "paper"),
    [
        ("letter", {"SPASMTUI_REGION": "gb"}, "letter"),
        ("a4", {"SPASMTUI_REGION": "us"}, "a4"),
        ("auto", {"SPASMTUI_REGION": "us", "TZ": "Europe/Paris"}, "letter"),
        ("auto", {"SPASMTUI_REGION": "de", "LC_PAPER": "en_US.UTF-8"}, "a4"),
        ("auto", {"LC_PAPER": "es_MX.UTF-8", "TZ": "Europe/Paris"}, "letter"),
        ("auto", {"TZ": "America/Toronto", "LANG": "en_GB.UTF-8"}, "letter"),
        ("auto", {"TZ": "Europe/London", "LANG": "en_US.UTF-8"}, "a4"),
        ("auto", {"TZ": "UTC", "LANG": "fil_PH.UTF-8"}, "letter"),
        ("auto", {"TZ": "UTC", "LC_ALL": "C", "LANG": "en_US"}, "letter"),
        ("auto", {"TZ": "UTC"}, "a4"),
        ("auto", {"SPASMTUI_REGION": "112", "TZ": "UTC"}, "a4"),
        ("nonsense", {"TZ": "UTC", "LANG": "en_US"}, "letter"),
    ],
)
def test_the_paper_is_the_chosen_one_or_that_of_the_region(
    chosen: str, environment: dict[str, str], paper: str
) -> None:
    assert find_paper(chosen, environment) == PAPERS[paper]


def test_the_region_of_the_settings_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPASMTUI_REGION", raising=False)
    (tmp_path / "settings.toml").write_text('region = "ca"\n', encoding="utf-8")
    assert find_paper("auto", {"TZ": "Europe/Paris"}, str(tmp_path)).id == "letter"
