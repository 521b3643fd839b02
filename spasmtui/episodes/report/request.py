"""Make all that the sheet can say from the diary's records and what was asked for, the same for every face."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from spasmtui.episodes.model.names import SHIPPED, Names
from spasmtui.episodes.report.data import build_report
from spasmtui.episodes.report.names import load_names
from spasmtui.episodes.report.sheet import Person, SheetContents, compose_sheet
from spasmtui.shared.paper import AUTO, PAPERS, Paper, find_paper
from spasmtui.shared.settings import ReportSettings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spasmtui.episodes.model.episode import Day, Episode, Practice
    from spasmtui.services import Services
    from spasmtui.shared.plans.progress import PlanProgress

    Records = tuple[Iterable[Episode], Iterable[Day], Iterable[Practice]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRequest:
    """The parts of the sheet that are to be shown."""

    since: date
    until: date
    today: date
    questions: tuple[str, ...] = ()
    most_notes: int | None = None
    """How many notes were chosen, the newest ones; None is all of them."""
    omits_notes: bool = False
    omits_name: bool = False
    """Whether the lines for the person are printed empty."""
    paper: str = AUTO
    """An id of `PAPERS`; `auto` is that of the settings, or of the region."""
    most_pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The sources of a sheet besides the diary. All but the shipped content has been read."""

    content: Path
    """The root of the shipped content."""
    settings: ReportSettings = field(default_factory=ReportSettings)
    paper: Paper = PAPERS["a4"]
    """The paper of the settings, or of the region."""
    progress: PlanProgress | None = None
    """What was done of the plan; None without one."""
    titles: Names = SHIPPED
    """The titles of the plan's routines."""
    faults: tuple[str, ...] = ()
    """A sentence for each thing in the plan that cannot be used, and is missing on the sheet."""


def make_contents(
    records: Records, request: SheetRequest, sources: Sources, own_routines: Path | Names = SHIPPED
) -> SheetContents:
    """Return all that the sheet can say.

    Args:
        records: episodes, days and practices, in any order.
        request: what the sheet is to show.
        sources: titles, settings and the plan.
        own_routines: the titles of the person's own routines in the diary, or the folder to read them from.
    """
    report = build_report(
        *records,
        since=request.since,
        until=request.until,
        made_on=request.today,
        questions=request.questions,
        omits_notes=request.omits_notes,
        progress=sources.progress,
    )
    settings = sources.settings
    return compose_sheet(
        report,
        load_names(report, sources.content, own_routines, sources.titles),
        person=Person()
        if request.omits_name
        else Person(name=settings.name, born=settings.born, clinician=settings.clinician),
        most_notes=request.most_notes,
        paper=PAPERS.get(request.paper, sources.paper),
        most_pages=request.most_pages,
    )


def sources_of(services: Services, since: date) -> Sources:
    """Return what the sheet needs besides the diary; reads the settings, and the plan with what was done of it.

    Args:
        services: of this run.
        since: the first day that the sheet may be about.
    """
    settings = services.settings.settings.report if services.has_settings else ReportSettings()
    loaded = services.plan
    return Sources(
        content=services.content,
        settings=settings,
        paper=find_paper(settings.paper, os.environ, os.fspath(services.config)),
        progress=services.plan_progress(loaded, since) if loaded.plan.items else None,
        titles=Names(routines=loaded.titles),
        faults=loaded.faults,
    )
