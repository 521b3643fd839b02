"""Check that each red flag rests on its sources, has a question, and is on the page that lists them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.guide.audit.faults import Fault, id_order, line_of_table
from spasmtui.guide.audit.tables import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

HELP_PAGE = "guide/get-help-now.md"
"""The page that names every red flag."""


def find_flag_faults(content: Path, sources_of: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    """Yield the red flags without their sources, without a question, or missing from the page on getting help.

    Args:
        content: the root of the content.
        sources_of: the sources of each fact.
    """
    file = "red_flags.toml"
    text = (content / file).read_text(encoding="utf-8")
    urgent = read_tables(content / "urgent.toml")
    asked = {flag for row in (*urgent.get("questions", ()), urgent.get("none", {})) for flag in row.get("flags", ())}
    page = content / HELP_PAGE
    help_text = page.read_text(encoding="utf-8") if page.exists() else None
    for flag, row in read_tables(content / file).items():
        if flag == "signs":
            continue
        line = line_of_table(text, flag)
        sources = {source for fact in row.get("facts", ()) for source in sources_of.get(fact, ())}
        if not sources:
            yield Fault(file, line, f"{flag}: no document stands behind its facts")
        elif list(row.get("sources", ())) != sorted(sources, key=id_order):
            yield Fault(file, line, f"{flag}: sources are not those of its facts: python -m tools.page_sources")
        if flag not in asked:
            yield Fault(file, line, f"{flag}: no question of urgent.toml stands for it")
        if help_text is not None and f"{flag}]" not in help_text and f"{flag}," not in help_text:
            yield Fault(file, line, f"{flag}: {HELP_PAGE} does not name it")
