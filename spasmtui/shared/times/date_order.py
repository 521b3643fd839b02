"""Decide in which order day and month stand: by what a person says, by all dates of a file, or by the locale."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.dates import DateOrder, PreferredOrder, WrittenDate, match_date

_LOCALE = ("LC_ALL", "LC_TIME", "LANG")
_TERRITORIES = {
    DateOrder.MDY: "AS FM GU MH MP PH PR PW UM US VI",
    DateOrder.YMD: "CN HU JP KP KR LT MN SE TW",
    DateOrder.DMY: (
        "AD AE AL AM AR AT AU AZ BA BE BG BH BO BR BY CH CL CO CR CU CY CZ DE DO DZ EC EE EG ES FI FO FR GB GE GI GR "
        "GT HK HN HR ID IE IL IN IQ IS IT JM JO KW KZ LB LI LU LV LY MA MC MD ME MK MO MT MX MY NI NL NO NZ OM PE PK "
        "PL PT PY QA RO RS RU SA SG SI SK SM SV SY TH TN TR UA UY UZ VA VE VN XK YE"
    ),
}
"""Territories by the order that is usual there; none has those with several, such as Canada."""
_LANGUAGES = {
    DateOrder.YMD: "hu ja ko lt zh",
    DateOrder.DMY: "cs da de el es fi fr it nb nl no pl pt ro ru sk sl tr uk",
}
"""Languages that write dates alike wherever they are spoken, for a locale without a territory."""
_LOCALES = {DateOrder.YMD: "en_DK en_SE eu_ES eu_FR"}
"""Locales that differ from their territory; `en_DK` is chosen for its dates of ISO 8601."""


def locale_order(environment: Mapping[str, str]) -> PreferredOrder | None:
    """Return the order in which the locale of the environment writes dates; None where it does not say.

    The variables are read, not the system's database: that would take longer to load than a command may run.
    """
    said = next((value for name in _LOCALE if (value := environment.get(name, ""))), "")
    name = said.partition(".")[0].partition("@")[0].replace("-", "_")
    language, _, territory = name.partition("_")
    order = _listed(name, _LOCALES) or (
        _listed(territory.upper(), _TERRITORIES) if territory else _listed(language.lower(), _LANGUAGES)
    )
    return None if order is None else PreferredOrder(order, name)


def _listed(word: str, table: Mapping[DateOrder, str]) -> DateOrder | None:
    return next((order for order, words in table.items() if word in words.split()), None)


def preferred_order(said: str | None, environment: Mapping[str, str]) -> PreferredOrder | None:
    """Return the order that a person has said after `--date-order`, else that of the locale, if it has one.

    Raises:
        WrongUsage: what was said is no order.
    """
    if said is None:
        return locale_order(environment)
    try:
        return PreferredOrder(DateOrder(said.strip().lower()))
    except ValueError:
        raise WrongUsage(f"--date-order is dmy, mdy or ymd, not {said!r}.") from None


class SettledOrder(NamedTuple):
    """The order of day and month in a file."""

    order: PreferredOrder | None
    """None where nothing decides it: then a person is asked, unless no date of the file could be two."""
    asked: WrittenDate | None = None
    """The first date that could be two, where a person has to say which is meant."""
    is_mixed: bool = False
    """True where some dates can only be day first, and others only month first."""


def settle_order(
    texts: Iterable[str],
    today: date,
    preferred: PreferredOrder | None = None,
    orders: Collection[DateOrder] = tuple(DateOrder),
) -> SettledOrder:
    """Decide the order of the dates of one file from all of them; each may have a time of day behind it.

    What the dates themselves show counts most, then what a person or the locale says. Only `orders` can be chosen.
    """
    common = frozenset(orders)
    two_way: list[WrittenDate] = []
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            continue
        seen.add(text)
        written = _written(text, today)
        if written is None or not written.readings or written.readings[0][0] is None:
            continue
        common &= frozenset(written.orders)
        if written.is_two_way:
            two_way.append(written)
    if not two_way:
        return SettledOrder(None)
    if len(common) == 1:
        return SettledOrder(PreferredOrder(next(iter(common))))
    if preferred is not None and (preferred.order in common or (not common and not preferred.locale)):
        return SettledOrder(preferred, is_mixed=not common)
    if not common:
        return SettledOrder(None, two_way[0], is_mixed=True)
    # No order is offered that another date of the file rules out.
    offered = (each._replace(readings=tuple(way for way in each.readings if way[0] in common)) for each in two_way)
    asked = next((each for each in offered if each.is_two_way), None)
    return SettledOrder(PreferredOrder(min(common)) if asked is None else None, asked)


def _written(text: str, today: date) -> WrittenDate | None:
    match = match_date(text.strip(), 0, today)
    return None if match is None else match[0]
