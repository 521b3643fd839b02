"""Check the guide's content and name each fault with its file and line.

Rows and front matter are validated strictly by the classes that the program builds from them. Then ids, links, facts,
sources, bounds and review dates are checked, and how the pages read: sentences, words to avoid, kept keywords.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import DataError
from spasmtui.guide.audit.faults import Fault, KnownIds
from spasmtui.guide.audit.languages import find_language_faults
from spasmtui.guide.audit.pages import find_page_faults
from spasmtui.guide.audit.red_flag_phrases import find_phrase_faults
from spasmtui.guide.audit.red_flags import find_flag_faults
from spasmtui.guide.audit.sources import find_source_faults
from spasmtui.guide.audit.tables import find_fact_faults, find_reference_faults, find_row_faults, read_tables
from spasmtui.guide.audit.wording import find_wording_faults
from spasmtui.guide.loader import load_facts, load_sources, split_front_matter
from spasmtui.guide.search.synonyms import load_synonyms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path


def find_faults(content: Path, today: date, over: Callable[[list[Path]], Iterable[Path]] = list) -> tuple[Fault, ...]:
    """Find every fault of the content, sorted by file and line.

    Args:
        content: the root of the shipped content.
        today: the day that review dates are compared with.
        over: goes through the pages, and may show how far it has come.
    """
    known = _find_known_ids(content)
    faults = {
        *find_guide_faults(content, today, over),
        *find_phrase_faults(content),
        *find_language_faults(content, known.pages, known.routines),
    }
    return tuple(sorted(faults))


def find_guide_faults(
    content: Path, today: date, over: Callable[[list[Path]], Iterable[Path]] = list
) -> tuple[Fault, ...]:
    """Find the faults of the pages and of the tables beside them, sorted; the phrases and languages are left out.

    Args:
        content: the root of the shipped content.
        today: the day that review dates are compared with.
        over: goes through the pages.
    """
    known = _find_known_ids(content)
    faults = [fault for path in over(_page_paths(content)) for fault in find_page_faults(path, known, today)]
    faults += find_fact_faults(content, known)
    faults += find_source_faults(content)
    faults += find_flag_faults(content, known.facts)
    faults += find_wording_faults(content)
    row_faults = [*find_row_faults(content)]
    # The loaders of the other check stop at a row that they cannot build.
    faults += row_faults or find_reference_faults(content, known)
    return tuple(sorted(set(faults)))


def _page_paths(content: Path) -> list[Path]:
    return sorted((content / "guide").glob("*.md"))


def _find_known_ids(content: Path) -> KnownIds:
    paths = _page_paths(content)
    return KnownIds(
        pages=frozenset(path.stem for path in paths) | _find_aliases(paths),
        routines=frozenset(path.stem for path in (content / "routines").glob("*.toml")),
        sources=frozenset(load_sources(content)),
        facts={fact: tuple(row.get("sources", ())) for fact, row in load_facts(content).items()},
        lay_words={page: tuple(row.get("words", ())) for page, row in read_tables(content / "words.toml").items()},
        synonyms=load_synonyms(content),
    )


def _find_aliases(paths: list[Path]) -> frozenset[str]:
    aliases: set[str] = set()
    for path in paths:
        try:
            aliases.update(split_front_matter(path.read_text(encoding="utf-8"), path.name)[0].get("aliases", ()))
        except DataError:
            continue
    return frozenset(aliases)
