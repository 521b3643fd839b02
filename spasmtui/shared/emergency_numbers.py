"""Choose whom to call in the person's region: emergency number, advice line, poison line, text and relay services.

It is asked before anything slow is imported, by the urgent page and by every answer to words of danger. It reads one
line of the settings and the name of the time zone.
"""

from __future__ import annotations

import os

from spasmtui.shared._emergency_lines import LINES
from spasmtui.shared.setting_lines import read_setting
from spasmtui.system.calls import country_of_user

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

ANY_REGION = "112, 911 or 999"
"""The text in place of the number when the region is unknown."""

ETC = "/etc"
"""The folder with the machine's own time zone."""

_SAME = {"UK": "GB"}
_EUROPE = "112"
_LOCALE = ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG")


class EmergencyLines:
    """Whom to call: the lines of one country; every one but the number may be empty."""

    def __init__(self, number: str = ANY_REGION, code: str = "") -> None:
        """Create the lines of a country of the table, or a number alone."""
        row = _row_of(code)[1:11] if code else ["", number, *[""] * 8]
        self.code = code
        """The country's two letters; empty where it is unknown."""
        (
            self.country, self.number, self.also, self.mobile, self.advice,
            self.poison, self.crisis, self.text, self.text_by, self.relay,
        ) = row  # fmt: skip
        self.second: EmergencyLines | None = None
        """The country of the locale, where the time zone is that of another one with another number."""


def find_emergency_lines(environment: Mapping[str, str], config: str = "") -> EmergencyLines:
    """Choose whom to call by the person's setting, else by time zone and locale.

    The setting is `SPASMTUI_REGION`, or a line `region = "gb"` in `settings.toml` of the config folder: a country's two
    letters, or the number itself. Without one, a time zone tells where the machine is; a locale like `en_US` is often
    the one that a machine came with. Where the two name countries with different numbers, both are given, that of the
    time zone first. A setting that cannot be used, a time zone of a country that is not listed, and no hint at all give
    three numbers: better none of them than the wrong one. `doctor` names such a setting; this says nothing of it in an
    emergency.

    Args:
        environment: the environment variables.
        config: the config folder's path.
    """
    region = chosen_region(environment, config)
    if region.isascii() and region.isdecimal() and 2 <= len(region) <= 5:
        return EmergencyLines(region)
    if region:
        return EmergencyLines(_EUROPE) if region == "EU" else _lines_of(region)
    zone = read_time_zone(environment)
    locale = _country_of_locales(environment)
    here = country_of_zone(zone)
    if zone and not here:
        return EmergencyLines()
    lines = _lines_of(here or locale)
    if here and locale and (second := _lines_of(locale)).number not in (lines.number, ANY_REGION):
        lines.second = second
    return lines


def chosen_region(environment: Mapping[str, str], config: str = "") -> str:
    """Return the region that the person has set, in capitals; empty where none is."""
    return (environment.get("SPASMTUI_REGION") or read_setting(config, "region")).strip().upper()


def emergency_number(environment: Mapping[str, str], config: str = "") -> str:
    """Choose the emergency number for the middle of a sentence, as `find_emergency_lines` does; two where it gives two.

    Args:
        environment: the environment variables.
        config: the config folder's path.
    """
    lines = find_emergency_lines(environment, config)
    if lines.second is None:
        return lines.number
    return f"{lines.number} ({lines.country}) or {lines.second.number} ({lines.second.country})"


def read_time_zone(environment: Mapping[str, str]) -> str:
    """Return the name of the time zone, as in `Europe/Paris`; empty where it tells no country, as `UTC`.

    It is `TZ`, else the link or the file in which Unix systems keep it.
    """
    zone = environment.get("TZ", "").lstrip(":")
    if not zone:
        zone = _read_link() or _read_file()
    zone = zone.rpartition("zoneinfo/")[2]
    is_place = bool(country_of_zone(zone)) or ("/" in zone and not zone.startswith(("Etc/", "/", "SystemV/")))
    return zone if is_place else ""


def country_of_zone(zone: str) -> str:
    """Return the two letters of the country of a time zone, empty where it is not listed."""
    found = LINES.find(f";{zone};") if zone.isprintable() and zone else -1
    start = LINES.rfind("\n", 0, found) + 1
    return "" if found < 0 else LINES[start : start + 2]


def _row_of(country: str) -> list[str]:
    """Return the fields of a country's line; empty for one that is not listed."""
    start = LINES.find(f"\n{country}|") + 1 if len(country) == 2 and country.isalpha() else 0
    return LINES[start : LINES.find("\n", start)].split("|") if start else []


def _read_link() -> str:
    try:
        return os.readlink(f"{ETC}/localtime")
    except (OSError, AttributeError):  # Windows has neither
        return ""


def _read_file() -> str:
    try:
        with open(f"{ETC}/timezone", encoding="ascii") as file:
            return file.read(100).strip()
    except (OSError, ValueError):
        return ""


def _lines_of(country: str) -> EmergencyLines:
    code = _SAME.get(country, country)
    return EmergencyLines(code=code) if _row_of(code) else EmergencyLines()


def _country_of_locales(environment: Mapping[str, str]) -> str:
    """Return `GB` for `en_GB.UTF-8`, from the first variable that names a country; else the system's own."""
    for name in _LOCALE:
        country = environment.get(name, "").partition(".")[0].partition("@")[0].partition("_")[2].upper()
        if len(country) == 2 and country.isalpha():
            return country
    return country_of_user()
