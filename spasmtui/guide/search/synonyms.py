"""Words that mean the same, and words that say nothing about a subject: `synonyms.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from spasmtui.guide.search.words import stems_of
from spasmtui.shared.toml_files import REINSTALL, read_toml

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Synonyms:
    """Stems that may stand for each other, and stems that say nothing about a subject."""

    groups: tuple[frozenset[str], ...] = ()
    fillers: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def by_stem(self) -> dict[str, frozenset[str]]:
        """By stem, the stems that may stand for it."""
        groups_with: dict[str, list[frozenset[str]]] = {}
        for group in self.groups:
            for stem in group:
                groups_with.setdefault(stem, []).append(group)
        return {stem: frozenset().union(*groups) - {stem} for stem, groups in groups_with.items()}

    def are_in(self, stem: str, stems: frozenset[str]) -> bool:
        """Return whether a text with these stems has this one, or one of the same meaning."""
        return stem in stems or not self.by_stem.get(stem, frozenset()).isdisjoint(stems)


def load_synonyms(content: Path) -> Synonyms:
    """Load the groups of words that mean the same.

    Raises:
        DataError: the file cannot be parsed.
    """
    document = read_toml(content / "synonyms.toml", advice=REINSTALL)
    return Synonyms(
        groups=tuple(stems_of(" ".join(group)) for group in document["groups"]),
        fillers=stems_of(" ".join(document["fillers"])),
    )
