"""Choose the emergency number for the person's region, reading nothing but one line of the settings.

It is asked before anything slow is imported, by the urgent page and by every answer to words of danger.
"""

from __future__ import annotations

from spasmtui.shared import setting_lines
from spasmtui.shared.setting_lines import find_value, unquoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

ANY_REGION = "112, 911 or 999"
"""The text in place of the number when the region is unknown."""

_NUMBERS = {
    "911": "US CA MX PR",
    "999": "GB UK",
    "112": "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK EU",
}
_LOCALE = ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG")


def emergency_number(environment: Mapping[str, str], config: str = "") -> str:
    """Choose the emergency number by the person's setting, else by the locale.

    The setting is `SPASMTUI_REGION`, or a line `region = "gb"` in `settings.toml` of the config folder: a country's two
    letters, or the number itself. A setting that cannot be used, or a locale of no known country, chooses all three:
    better none of them than the wrong one. `doctor` names such a setting; this says nothing of it in an emergency.

    Args:
        environment: the environment variables.
        config: the config folder's path.
    """
    region = (environment.get("SPASMTUI_REGION") or _region_in_settings(config)).strip().upper()
    if region.isascii() and region.isdecimal() and len(region) <= 5:
        return region
    candidates = [region] if region else [_country_of_locale(environment.get(name, "")) for name in _LOCALE]
    for country in candidates:
        for number, countries in _NUMBERS.items():
            if country and country in countries.split():
                return number
    return ANY_REGION


def _region_in_settings(config: str) -> str:
    """Read the region from its line of the settings file; load a TOML parser only where no line has it."""
    written = find_value(setting_lines.read_text(config), "", "region")
    if written is not None:
        # Also without its quotes, or in a file that is broken elsewhere: it is clear which number is meant.
        return unquoted(written)
    from pathlib import Path  # noqa: PLC0415 -- only where no line tells it

    from spasmtui.errors import DataError  # noqa: PLC0415 -- as above
    from spasmtui.shared.toml_files import read_toml  # noqa: PLC0415 -- as above

    try:
        return str(read_toml(Path(config, "settings.toml")).get("region", ""))
    except (DataError, ValueError):  # a number with thousands of digits cannot be written out
        return ""


def _country_of_locale(locale: str) -> str:
    """Return `GB` for `en_GB.UTF-8`."""
    return locale.partition(".")[0].partition("@")[0].partition("_")[2].upper()
