"""Whom to call: the setting decides, else time zone and locale; never a wrong number alone."""

from pathlib import Path

import pytest

from spasmtui.shared import emergency_numbers
from spasmtui.shared.emergency_numbers import (
    ANY_REGION,
    country_of_zone,
    emergency_number,
    find_emergency_lines,
    read_time_zone,
)
from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.support.content import SOURCES, read_toml
from tools.emergency_lines import TARGET, lines_module

REGIONS = read_toml("regions.toml")
WAYS = {"sms", "registered", "where-available", "textphone", "app", "registered-app"}


def test_the_constants_are_what_the_content_says_now() -> None:
    assert TARGET.read_text(encoding="utf-8") == lines_module(ROOT / "content"), "run: make generated"


def test_at_least_sixty_countries_each_have_a_number_and_a_source() -> None:
    assert len(REGIONS) >= 60
    for code, row in REGIONS.items():
        assert (len(code), code.isupper()) == (2, True), code
        assert set(row) <= {
            "name", "number", "also", "mobile", "advice", "poison", "crisis", "text", "text_by", "relay", "zones",
            "sources",
        }, code  # fmt: skip
        for key in ("number", "also", "mobile"):
            assert (row.get(key) or "1").isdecimal(), code
            assert len(row.get(key, "")) <= 5, code
        assert row["number"] not in (row.get("also"), row.get("mobile")), code
        assert bool(row.get("text")) == bool(row.get("text_by")), code
        assert row.get("text_by", "sms") in WAYS, code
        assert row["sources"], code
        assert set(row["sources"]) <= set(SOURCES), code


def test_a_time_zone_belongs_to_one_country() -> None:
    zones = [zone for row in REGIONS.values() for zone in row["zones"]]
    assert len(zones) == len(set(zones))
    assert [zone for zone in zones if country_of_zone(zone) == ""] == []
    assert (country_of_zone("Europe"), country_of_zone("UK"), country_of_zone("")) == ("", "", "")


@with_each(
    ("region", "number"),
    [
        ("au", "000"), ("nz", "111"), ("gb", "999"), ("uk", "999"), ("ie", "112"), ("us", "911"), ("ca", "911"),
        ("mx", "911"), ("de", "112"), ("fr", "112"), ("no", "113"), ("ua", "103"), ("tr", "112"), ("il", "101"),
        ("in", "112"), ("pk", "1122"), ("bd", "999"), ("cn", "120"), ("hk", "999"), ("mo", "999"), ("tw", "119"),
        ("jp", "119"), ("kr", "119"), ("sg", "995"), ("my", "999"), ("th", "1669"), ("vn", "115"), ("ph", "911"),
        ("id", "119"), ("za", "10177"), ("ng", "112"), ("ke", "999"), ("eg", "123"), ("ma", "15"), ("tn", "190"),
        ("ae", "998"), ("sa", "997"), ("br", "192"), ("ar", "107"), ("cl", "131"), ("co", "123"), ("pe", "106"),
        ("eu", "112"),
    ],
)  # fmt: skip
def test_a_country_s_number_is_the_one_that_brings_an_ambulance(region: str, number: str) -> None:
    assert emergency_number({"SPASMTUI_REGION": region, "TZ": "Europe/Paris", "LANG": "en_US"}) == number


@with_each(
    ("environment", "number"),
    [
        ({"TZ": "Australia/Perth"}, "000"),
        ({"TZ": ":Europe/London", "LANG": "C.UTF-8"}, "999"),
        ({"TZ": "Asia/Calcutta", "LANG": "en_IN"}, "112"),  # an old name
        ({"TZ": "/usr/share/zoneinfo/Asia/Seoul"}, "119"),
        ({"TZ": "Asia/Tokyo", "LANG": "en_US.UTF-8"}, "119 (Japan) or 911 (USA)"),
        ({"TZ": "America/Toronto", "LANG": "en_GB"}, "911 (Canada) or 999 (UK)"),
        ({"TZ": "Europe/Berlin", "LANG": "fr_FR"}, "112"),  # two countries with one number
        ({"TZ": "Africa/Harare", "LANG": "en_GB"}, ANY_REGION),  # a country that is not listed: not the locale's alone
        ({"TZ": "Africa/Harare", "LANG": "C"}, ANY_REGION),
        ({"TZ": "Asia/Tokyo", "LANG": "am_ET"}, "119"),
        ({"TZ": "UTC", "LANG": "en_GB"}, "999"),
        ({"TZ": "Etc/UTC", "LANG": "de_AT"}, "112"),
        ({"TZ": "EST5EDT,M3.2.0,M11.1.0", "LANG": "en_CA"}, "911"),
        ({"LC_ALL": "am_ET", "LANG": "en_US"}, ANY_REGION),  # the first country decides, listed or not
        ({"LANG": "es_419"}, ANY_REGION),
    ],
)
def test_a_time_zone_tells_the_country_and_a_locale_of_another_one_is_named_after_it(
    environment: dict[str, str], number: str
) -> None:
    assert emergency_number(environment) == number


def test_the_machine_s_zone_is_the_link_or_else_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emergency_numbers, "ETC", str(tmp_path))
    assert read_time_zone({}) == ""
    (tmp_path / "timezone").write_text("Pacific/Auckland\n", encoding="ascii")
    assert (read_time_zone({}), emergency_number({})) == ("Pacific/Auckland", "111")
    (tmp_path / "localtime").symlink_to("../usr/share/zoneinfo/Australia/Sydney")
    assert (read_time_zone({}), emergency_number({})) == ("Australia/Sydney", "000")
    assert emergency_number({"TZ": "Europe/London"}) == "999"


def test_a_zone_of_the_machine_that_names_no_place_leaves_it_to_the_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emergency_numbers, "ETC", str(tmp_path))
    (tmp_path / "timezone").write_bytes(b"\xff\xfe")
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Etc/UTC")
    assert emergency_number({"LANG": "en_AU"}) == "000"


def test_the_lines_of_a_country_come_with_its_number() -> None:
    lines = find_emergency_lines({"SPASMTUI_REGION": "ca"})
    assert (lines.code, lines.number, lines.advice, lines.crisis, lines.relay) == (
        "CA", "911", "811 (Québec: Info-Santé)", "988", "711",
    )  # fmt: skip
    assert find_emergency_lines({"SPASMTUI_REGION": "112"}).advice == ""
    assert find_emergency_lines({}).code == ""
    abroad = find_emergency_lines({"TZ": "Europe/London", "LANG": "en_AU"})
    assert (abroad.advice, abroad.second is not None and abroad.second.number) == ("NHS 111", "000")
