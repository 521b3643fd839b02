"""Choose the paper of what is printed: A4, or Letter where a country prints on that."""

from __future__ import annotations

from typing import NamedTuple

from spasmtui.shared.emergency_numbers import chosen_region, country_of_zone, read_time_zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LETTER_COUNTRIES = frozenset(("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"))
"""The countries that print on Letter; all others print on A4. Source: `paperSize` of the Unicode CLDR, version 48
(UTS #35, part 6, Measurement System Data)."""
_LOCALE = ("LC_ALL", "LC_PAPER", "LANG")


class Paper(NamedTuple):
    """A size of paper."""

    id: str
    name: str
    """Its name for people and in CSS."""
    width_mm: float
    height_mm: float


PAPERS = {paper.id: paper for paper in (Paper("a4", "A4", 210.0, 297.0), Paper("letter", "Letter", 215.9, 279.4))}
AUTO = "auto"
"""The word for the paper of the region."""


def find_paper(chosen: str, environment: Mapping[str, str], config: str = "") -> Paper:
    """Return the paper that was chosen, else that of the region.

    The region is the one of the settings, else the country that `LC_PAPER` names, that of the time zone, or that of the
    locale. Where there is none, it is A4.

    Args:
        chosen: an id of `PAPERS`, or `auto`.
        environment: the environment variables.
        config: the config folder's path.
    """
    if chosen in PAPERS:
        return PAPERS[chosen]
    region = chosen_region(environment, config)
    if not region.isalpha():
        paper_locale = {"LC_PAPER": environment.get("LC_PAPER", "")}
        region = _country_of(paper_locale) or country_of_zone(read_time_zone(environment)) or _country_of(environment)
    return PAPERS["letter" if region in LETTER_COUNTRIES else "a4"]


def _country_of(environment: Mapping[str, str]) -> str:
    """Return `US` for `en_US.UTF-8`, from the first variable that names a country."""
    for name in _LOCALE:
        country = environment.get(name, "").partition(".")[0].partition("@")[0].partition("_")[2].upper()
        if len(country) == 2 and country.isalpha():
            return country
    return ""
