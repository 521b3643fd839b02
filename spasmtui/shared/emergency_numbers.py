"""Choose the emergency number for the person's region, reading nothing but one line of the settings.

It is asked before anything slow is imported, by the urgent page and by every answer to words of danger.
"""

from __future__ import annotations

from spasmtui.shared.setting_lines import read_setting

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
    region = (environment.get("SPASMTUI_REGION") or read_setting(config, "region")).strip().upper()
    if region.isascii() and region.isdecimal() and len(region) <= 5:
        return region
    candidates = [region] if region else [_country_of_locale(environment.get(name, "")) for name in _LOCALE]
    for country in candidates:
        for number, countries in _NUMBERS.items():
            if country and country in countries.split():
                return number
    return ANY_REGION


def _country_of_locale(locale: str) -> str:
    """Return `GB` for `en_GB.UTF-8`."""
    return locale.partition(".")[0].partition("@")[0].partition("_")[2].upper()
