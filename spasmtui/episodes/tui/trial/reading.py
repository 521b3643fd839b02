"""Read what the screens of the trial need, in a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.entry.trial_entry import TrialRoutine, fitting_routines, records_of, usual_rates
from spasmtui.episodes.trial.outcome import judge_trial

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from spasmtui.episodes.model.names import Names
    from spasmtui.episodes.model.trial import Measure
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.episodes.trial.outcome import Outcome
    from spasmtui.episodes.trial.power import UsualRate


class TrialData(NamedTuple):
    """All trials as far as they may be known, and what a new one can be about."""

    outcomes: tuple[Outcome, ...]
    """Newest first."""
    names: Names
    routines: tuple[TrialRoutine, ...]
    rates: Mapping[Measure, UsualRate]
    """What a week of the diary has, by the measure."""


def read_trials(diary: Diary, now: datetime, content: Path, config: Path) -> TrialData:
    """Read and judge all trials of a diary.

    Raises:
        DataError: the diary or a shipped routine cannot be read.
    """
    own = config / "routines"
    trials = diary.trials()
    records = records_of(diary, trials)
    outcomes = (judge_trial(trial, *records, trials, now=now) for trial in trials)
    return TrialData(
        outcomes=tuple(outcomes),
        names=load_names((trial.routine for trial in trials), own),
        routines=fitting_routines(content, own),
        rates=usual_rates(diary, now),
    )
