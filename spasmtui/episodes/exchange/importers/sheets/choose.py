"""Choose the sheet of a workbook that has the episodes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.episodes.exchange.importers.sheets.workbook import SheetFile
from spasmtui.errors import WrongUsage

SHOWN_SHEETS = 10


def choose_sheet(
    sheets: Sequence[SheetFile], context: ImportContext, has_episodes: Callable[[SheetFile], bool]
) -> SheetFile:
    """Return the sheet that `--sheet` names, else the only one that has episodes, with a remark about the others.

    Args:
        sheets: the sheets that have a cell.
        context: the circumstances of the import.
        has_episodes: whether a sheet has columns that say when an episode began.

    Raises:
        WrongUsage: no sheet has that name, or none or several have episodes.
    """
    names = [sheet.sheet for sheet in sheets]
    if context.sheet:
        found = [sheet for sheet in sheets if sheet.sheet == context.sheet.strip()]
        if not found:
            raise WrongUsage(
                f"{context.name} has no sheet {context.sheet!r} with a cell. Its sheets: {_listed(names)}."
            )
    else:
        found = [sheet for sheet in sheets if has_episodes(sheet)] if len(sheets) > 1 else list(sheets)
    if len(found) == 1:
        others = [name for name in names if name != found[0].sheet]
        if others:
            found[0].remarks = (f"Read from the sheet {found[0].sheet!r}; not read: {_listed(others)}.",)
        return found[0]
    several = [sheet.sheet for sheet in found] or names
    why = "Several sheets" if found else "No sheet"
    verb = "say" if found else "says"
    raise WrongUsage(
        f"{why} of {context.name} {verb} when an episode began: {_listed(several)}. Name one, such as "
        f"--sheet {several[0]!r}."
    )


def _listed(names: Sequence[str]) -> str:
    shown = [repr(name) for name in names[:SHOWN_SHEETS]]
    return ", ".join(shown) + (f" and {len(names) - len(shown)} more" if len(names) > len(shown) else "")
