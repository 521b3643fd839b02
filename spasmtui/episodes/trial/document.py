"""Format a trial as one JSON object; `null` means not recorded, or not to be known before the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.episodes.trial.outcome import possible_interval
from spasmtui.episodes.trial.text import is_told, kind_name, page_parts, running_parts
from spasmtui.episodes.trial.week_records import is_running, was_stopped, weeks_of
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.trials.weeks import draw_order

if TYPE_CHECKING:
    from datetime import datetime

    from spasmtui.episodes.model.trial import Trial
    from spasmtui.episodes.trial.outcome import Outcome


def trial_document(trial: Trial, now: datetime) -> dict[str, Any]:
    """Return a trial as one JSON object, with the kinds of this week and the next as far as they are told."""
    weeks = weeks_of(trial)
    state = "stopped" if was_stopped(trial) else "running" if is_running(trial, now) else "over"
    if state == "running" and plan_day(now) < weeks.first_day:
        state = "to-come"
    this = weeks.week_of(plan_day(now)) if state == "running" else None
    following = 0 if state == "to-come" else None if this is None or this + 1 == trial.weeks else this + 1
    return {
        "id": trial.id,
        "routine": trial.routine,
        "state": state,
        "started_at": trial.started_at.isoformat(),
        "first_day": trial.first_day,
        "last_day": weeks.last_day.isoformat(),
        "weeks": trial.weeks,
        "measure": trial.measure.value,
        "seed": trial.seed,
        "ended_at": None if trial.ended_at is None else trial.ended_at.isoformat(),
        "this_week": None if this is None else _week(trial, this, now),
        "next_week": None if following is None else _week(trial, following, now),
        "device": trial.device,
    }


def _week(trial: Trial, week: int, now: datetime) -> dict[str, Any]:
    return {
        "week": week + 1,
        "first_day": weeks_of(trial).first_day_of(week).isoformat(),
        "kind": kind_name(is_on=draw_order(trial.weeks, trial.seed)[week]) if is_told(trial, week, now) else None,
    }


def outcome_document(outcome: Outcome, now: datetime) -> dict[str, Any]:
    """Return a trial with its weeks that have begun, and with the difference where there is one."""
    trial, found = outcome.trial, outcome.difference
    known, has_cramps = is_told, outcome.may_show_cramps
    parts = page_parts(outcome) if not is_running(trial, now) else running_parts(outcome, now)
    return {
        **trial_document(trial, now),
        "recorded": [
            {
                "week": number,
                "first_day": week.first_day.isoformat(),
                "kind": kind_name(is_on=week.is_on),
                "nights_recorded": week.recorded,
                "nights_with_cramp": week.affected if has_cramps else None,
                "cramps": week.cramps if has_cramps else None,
                "evenings_done": week.practised,
                "evenings_ended_early": week.begun,
            }
            for number, week in enumerate(outcome.weeks, start=1)
            if known(trial, number - 1, now)
        ],
        "difference": None
        if found is None
        else {
            "on": float(found.on),
            "off": float(found.off),
            "on_minus_off": float(found.value),
            "interval": possible_interval(outcome),
            "p_value": float(found.p_value),
            "at_least_as_large": found.at_least_as_large,
            "orders": found.orders,
            "is_finding": found.is_finding,
        },
        "refusal": None if outcome.refusal is None else outcome.refusal.value,
        "depends_on_missing": outcome.depends_on_missing,
        "late_nights": outcome.late_nights,
        "ended_before": outcome.ended_before,
        "stopped_before": outcome.stopped_before,
        "text": [{"title": part.title, "lines": [*part.paragraphs]} for part in parts],
    }
