"""Begin and end a trial of one: the routine that it is about, the terms that are refused, and the record."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.model.night_rows import night_rows
from spasmtui.episodes.model.trial import Measure, Trial
from spasmtui.episodes.trial.power import RECENT_NIGHTS, usual_rate
from spasmtui.episodes.trial.week_records import is_running, planned_end, weeks_of
from spasmtui.errors import DataError, NotFound, WrongUsage
from spasmtui.shared.formats import day_name
from spasmtui.shared.places import PlaceIndex
from spasmtui.shared.plans.bedtime import BEDTIME
from spasmtui.shared.toml_files import read_toml
from spasmtui.shared.trials.limits import FEWEST_WEEKS, MOST_WEEKS
from spasmtui.shared.trials.weeks import DAYS, LATEST_START_DAYS
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from spasmtui.episodes.model.episode import Day, Episode, Practice
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.episodes.trial.power import UsualRate

USUAL_WEEKS = 8
"""The weeks that are offered first."""
MOST_DIGITS = 5
_FITTING = frozenset({"prevention", "care"})
"""The purposes of routines that can be left out for a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRoutine:
    """A routine that a trial can be about."""

    id: str
    title: str
    cautions: tuple[str, ...] = ()


def find_routine(words: str, content: Path, own: Path) -> TrialRoutine:
    """Return the routine that words name, if a trial can be about it.

    Args:
        words: an id, a title or another name of it.
        content: the root of the shipped content.
        own: the folder with the person's own routines; it need not exist.

    Raises:
        WrongUsage: the words name no routine, or one for when something hurts.
        DataError: its file cannot be read.
    """
    index = PlaceIndex(content, own)
    if (target := index.find(words)) is None:
        hint = index.suggest(words, has_titles=True)
        raise WrongUsage(f"{words!r} is not a routine.{hint} `spasmtui relief --list` lists them all.")
    routine = target.routine
    if (found := _read_routine(routine, content, own)) is None:
        title = one_line(load_names((routine,), own).routine(routine))
        raise WrongUsage(
            f"{title} is for when something hurts, and that is never held back for a trial. Choose a routine of care "
            "or prevention, such as bedtime."
        )
    return found


def fitting_routines(content: Path, own: Path) -> tuple[TrialRoutine, ...]:
    """Return the routines that a trial can be about, the bedtime stretches first; one that cannot be read is left out.

    Raises:
        DataError: a file that was shipped cannot be read.
    """
    found = {BEDTIME: _read_routine(BEDTIME, content, own)}
    for routine in PlaceIndex(content, own).routine_ids:
        try:
            found.setdefault(routine, _read_routine(routine, content, own))
        except DataError:
            if not (own / f"{routine}.toml").exists():
                raise
    return tuple(routine for routine in found.values() if routine is not None)


def _read_routine(routine: str, content: Path, own: Path) -> TrialRoutine | None:
    """Read a routine's file; None where a trial cannot be about it."""
    path = own / f"{routine}.toml"
    document = read_toml(path if path.is_file() else content / "routines" / f"{routine}.toml")
    if _FITTING.isdisjoint((document.get("purpose", "care"), document.get("also"))):
        return None
    title = one_line(load_names((routine,), own).routine(routine))
    return TrialRoutine(id=routine, title=title, cautions=tuple(map(one_line, document.get("cautions", ()))))


def read_weeks(text: str) -> int:
    """Return a number of weeks, typed as `12` or `12 weeks`.

    Raises:
        WrongUsage: it is no number.
    """
    digits = text.strip().lower().removesuffix("s").removesuffix("week").removesuffix("w").strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) < MOST_DIGITS):
        raise WrongUsage(f"{text!r} is not a number of weeks. Type {FEWEST_WEEKS} to {MOST_WEEKS}, such as --weeks 12.")
    return int(digits)


def next_monday(today: date) -> date:
    """Return the first Monday after a day."""
    return today + timedelta(days=DAYS - today.weekday())


def draft_trial(
    diary: Diary, routine: TrialRoutine, *, weeks: int, measure: Measure, first_day: date | None, now: datetime
) -> Trial:
    """Return a new trial with an order that chance has drawn; it is not stored.

    Args:
        diary: the diary.
        routine: what it is about.
        weeks: how many.
        measure: what it compares.
        first_day: the day on which it begins; None is the next Monday.
        now: the present.

    Raises:
        WrongUsage: the weeks are too few or too many, the first day is past or far away, or another trial runs.
    """
    if not FEWEST_WEEKS <= weeks <= MOST_WEEKS:
        raise WrongUsage(
            f"A trial has {FEWEST_WEEKS} to {MOST_WEEKS} weeks, not {weeks}. With fewer no result could be told from "
            "chance."
        )
    first = first_day or next_monday(now.date())
    if not now.date() <= first <= now.date() + timedelta(days=LATEST_START_DAYS):
        raise WrongUsage(
            f"{day_name(first, has_year=True)} is not within the next {LATEST_START_DAYS} days. Write the first day as "
            f"{next_monday(now.date())}, or leave it out for the next Monday."
        )
    if running := [each for each in diary.trials() if is_running(each, now)]:
        last = day_name(weeks_of(running[0]).last_day, has_year=True)
        raise WrongUsage(
            f"A trial runs already, to {last}: two at a time could not be told apart. `spasmtui trial show` shows it, "
            "and `spasmtui trial end` ends it without a comparison."
        )
    planned = planned_trial(routine, weeks=weeks, measure=measure, first_day=first, now=now)
    return replace(planned, id=diary.new_id(), seed=os.urandom(6).hex(), device=diary.device)


def planned_trial(routine: TrialRoutine, *, weeks: int, measure: Measure, first_day: date, now: datetime) -> Trial:
    """Return a trial for which no order has been drawn yet; arguments as for `draft_trial`."""
    at = now.replace(microsecond=0)
    return Trial(
        id="",
        routine=routine.id,
        started_at=at,
        first_day=first_day.isoformat(),
        weeks=weeks,
        measure=measure,
        seed="",
        updated_at=at,
        device="",
    )


def usual_rates(diary: Diary, now: datetime) -> dict[Measure, UsualRate]:
    """Return what a week of the diary has by each measure, as far as it is known."""
    since = now - timedelta(days=RECENT_NIGHTS + 2)
    rows = night_rows(diary.episodes(since), diary.days(since.date()), (), today=now.date())
    return {measure: usual_rate(rows, measure) for measure in Measure}


def records_of(
    diary: Diary, trials: Iterable[Trial]
) -> tuple[tuple[Episode, ...], tuple[Day, ...], tuple[Practice, ...]]:
    """Return the episodes, days and practices since the first of some trials began; none without a trial.

    Raises:
        DataError: the diary cannot be read.
    """
    first = min(trials, key=lambda trial: trial.first_day, default=None)
    if first is None:
        return (), (), ()
    # A day earlier: what was recorded elsewhere keeps the offset of that place.
    since = datetime.combine(weeks_of(first).first_day - timedelta(days=1), time(), first.started_at.tzinfo)
    return diary.episodes(since), diary.days(since.date()), diary.practices(since)


def find_trial(trials: Sequence[Trial], identity: str | None, now: datetime) -> Trial:
    """Return the trial with an id or its only beginning; without one that which runs, else the newest.

    Raises:
        NotFound: there is none, or more than one.
    """
    if identity is not None:
        found = [each for each in trials if each.id.startswith(identity)]
        if len(found) != 1:
            many = "More than one trial begins" if found else "No trial has an id that begins"
            raise NotFound(f"{many} with {identity!r}. `spasmtui trial` lists them.")
        return found[0]
    if not trials:
        raise NotFound("There is no trial yet. `spasmtui trial start bedtime --weeks 8 --dry-run` shows what one is.")
    return next((each for each in trials if is_running(each, now)), trials[0])


def end_trial(diary: Diary, trial: Trial, now: datetime) -> Trial:
    """End a trial now, and return it; one that came to its planned end stays as it is."""
    if trial.ended_at is not None or now >= planned_end(trial):
        return trial
    return diary.edit_trial(trial.id, ended_at=now.replace(microsecond=0))
