"""Tell what the plan still asks for, and keep it in the state folder, so that `status` reads neither plan nor diary."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from spasmtui.errors import SpasmError
from spasmtui.launcher.due_file import DAYS, DUE_NAME, due_content, plan_stamps
from spasmtui.launcher.status_files import diary_stamps
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.plans.model import plan_day
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from spasmtui.services import Services
    from spasmtui.shared.plans.loaded import LoadedPlan
    from spasmtui.shared.plans.progress import PlanProgress


def keep_due(services: Services) -> list[dict[str, Any]]:
    """Return what is due today, as `status --json` has it, and keep it for the next question.

    Of an encrypted diary nothing is told: anybody can read the file, and it would say what was done. Nothing is due
    either where the diary cannot be read.
    """
    plan = plan_stamps(str(services.config))
    if not plan:
        return []
    days: dict[str, list[dict[str, Any]]] = {}
    with suppress(OSError, SpasmError):
        # Before the question: what changes after it makes the answer out of date.
        stamps = f"{diary_stamps(str(services.data), str(services.state))}\n{plan}"
        if services.diary.journals.is_encrypted():
            today = plan_day(services.clock.now())
            days = {(today + timedelta(days=number)).isoformat(): [] for number in range(DAYS)}
        else:
            loaded = services.plan
            progress = services.plan_progress(loaded)
            for number in range(DAYS):
                day = progress.today + timedelta(days=number)
                days[day.isoformat()] = due_rows(progress.as_of(day), loaded)
        if days and os.path.isdir(services.state):
            replace_file(services.state / DUE_NAME, due_content(stamps, days), is_durable=False)
    return next(iter(days.values()), [])


def due_rows(progress: PlanProgress, loaded: LoadedPlan) -> list[dict[str, Any]]:
    """Return what is due on the day of this progress: routine, title, side and how many times."""
    return [
        {
            "routine": one_line(each.item.routine),
            "title": one_line(loaded.title(each.item.routine)),
            "side": each.item.sides.value if each.item.sides else None,
            "times": each.counts.to_come,
        }
        for each in progress.due_items()
    ]
