"""Load the sheet's names of routines and signs from the shipped content and the person's own routines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spasmtui.episodes.entry.routine_titles import load_names as load_titles
from spasmtui.episodes.model import names as known
from spasmtui.episodes.report.data import Report
from spasmtui.episodes.report.wording import Names
from spasmtui.errors import DataError
from spasmtui.shared.toml_files import read_toml


def load_names(
    report: Report,
    content: Path,
    own_routines: Path | known.Names = known.SHIPPED,
    planned: known.Names = known.SHIPPED,
) -> Names:
    """Load the titles of a report's routines, and the texts of the signs; an unreadable file costs only its texts.

    Args:
        report: the report.
        content: the root of the shipped content.
        own_routines: the titles of the person's own routines, or the folder with their files.
        planned: the titles of their routines that are in a plan.
    """
    used = {row.routine for row in report.tried if row.routine is not None} | {row.routine for row in report.practices}
    used |= {row.routine for row in report.plan or ()}
    own = load_titles(used, own_routines) if isinstance(own_routines, Path) else own_routines
    titles = {routine: planned.routines.get(routine) or own.routine(routine) for routine in used}
    signs = _read(content / "red_flags.toml").get("signs", {}) if report.signs.words else {}
    return Names(
        routines={routine: title for routine, title in titles.items() if title != routine},
        signs={str(name): str(words) for name, words in signs.items()},
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path)
    except DataError:
        return {}
