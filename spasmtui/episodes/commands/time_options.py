"""Declare and read the times that commands take, with the order of day and month, and say what was chosen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from spasmtui.shell import load

if TYPE_CHECKING:
    import argparse
    from datetime import date, datetime

    from spasmtui.shared.times.bounds import Bound, Period
    from spasmtui.shared.times.dates import PreferredOrder
    from spasmtui.shared.times.zone import Reading
    from spasmtui.shell import Shell


def add_date_order(parser: argparse._ActionsContainer) -> None:
    """Declare `--date-order`."""
    parser.add_argument(
        "--date-order", metavar="ORDER", help="dmy, mdy or ymd: how to read 5/12/2026; by default as the locale has it"
    )


def add_period_options(parser: argparse._ActionsContainer) -> None:
    """Declare `--since`, `--until`, `--on` and `--date-order`."""
    parser.add_argument("--since", metavar="WHEN", help="from a date or time: 2026-11-12, friday, '2 weeks ago'")
    parser.add_argument("--until", metavar="WHEN", help="up to a date (its whole day) or time")
    parser.add_argument("--on", metavar="WHEN", help="one day, night, week or month: yesterday, 'last night', november")
    add_date_order(parser)


def date_order(arguments: argparse.Namespace) -> PreferredOrder | None:
    """Return the order that was typed, else that of the locale, if it has one.

    Raises:
        WrongUsage: what was typed is no order.
    """
    order: PreferredOrder | None = load("spasmtui.shared.times.date_order:preferred_order")(
        arguments.date_order, os.environ
    )
    return order


def settle_moment(
    text: str | None,
    arguments: argparse.Namespace,
    shell: Shell,
    now: datetime,
    *,
    stored: datetime | None = None,
    is_end: bool = False,
) -> datetime | None:
    """Return a typed time as the instant it means; say what was chosen. None was not given.

    Args:
        text: as typed.
        arguments: the command's, with `--date-order`.
        shell: where it is said.
        now: the present moment.
        stored: the start of the episode that the time is about; None for a new one.
        is_end: the time is the end of that episode.

    Raises:
        WrongUsage: it is no time or could be two.
    """
    if text is None:
        return None
    reading: Reading = load("spasmtui.shared.times.moments:read_moment")(text, now, date_order(arguments))
    if stored is not None:
        reading = load("spasmtui.shared.times.beside:check_beside")(text, reading, stored, now, is_end=is_end)
    if reading.remark:
        shell.say(reading.remark)
    return reading.instant


def warn_of_unknown_zone(shell: Shell) -> None:
    """Say that times are recorded in UTC, where the system takes them for that because it does not know the zone."""
    name = os.environ.get("TZ", "")
    if name and (wrong := load("spasmtui.shared.times.zone:unknown_zone")(name, shell.services.clock.now())):
        shell.warn(wrong)


def settle_day(text: str, arguments: argparse.Namespace, shell: Shell, now: datetime) -> date:
    """Return a typed day; say what was chosen.

    Raises:
        WrongUsage: it is no day or could be two.
    """
    day: date
    day, remark = load("spasmtui.shared.times.bounds:read_day_words")(text, now, date_order(arguments))
    if remark:
        shell.say(remark)
    return day


def settle_bound_day(text: str, arguments: argparse.Namespace, shell: Shell, now: datetime, *, is_end: bool) -> date:
    """Return the first day of what a text names, or the last where it is the end of a period; say what was chosen.

    Raises:
        WrongUsage: it is no day, no time and no longer period, or could be two.
    """
    bounds: tuple[Bound, Bound] = load("spasmtui.shared.times.bounds:parse_period")(
        text, now, date_order(arguments), has_length=True
    )
    if bounds[0].remark:
        shell.say(bounds[0].remark)
    return bounds[1].last_day if is_end and bounds[0] != bounds[1] else bounds[0].day


def settle_period(arguments: argparse.Namespace, shell: Shell, now: datetime) -> Period | None:
    """Return the period of `--since`, `--until` and `--on`; say what was chosen. None where none of them was given.

    Raises:
        WrongUsage: one of them is no time or could be two.
    """
    given: dict[str, Any] = {name: getattr(arguments, name) for name in ("since", "until", "on")}
    if not any(value is not None for value in given.values()):
        return None
    period: Period = load("spasmtui.shared.times.bounds:read_period")(**given, now=now, order=date_order(arguments))
    if period.remarks:
        shell.say(period.remarks)
    return period
