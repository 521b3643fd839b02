"""Name routines and words as a person reads them: a routine by its title, a kind of day or a trigger in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_WORD_NAMES = {"little-drink": "little to drink", "ill": "being ill"}
"""Words whose name is more than their letters without the hyphen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The titles of routines, as far as they are known."""

    routines: Mapping[str, str] = field(default_factory=dict[str, str])
    """Title by id."""

    def routine(self, routine: str) -> str:
        """Return the title of a routine; a remedy of the person's own is its own name."""
        return self.routines.get(routine, routine)


def word_name(word: str) -> str:
    """Return the plain name of a kind of day or of a trigger: `little to drink` for `little-drink`."""
    return _WORD_NAMES.get(word) or word.replace("-", " ")
