"""Load the texts of the urgent page in one language."""

from __future__ import annotations

from spasmtui.guide import _generated
from spasmtui.shared.language import ENGLISH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class UrgentTexts(Protocol):
        """A generated module: the texts of one language."""

        LEVELS: tuple[tuple[str, str, str, tuple[tuple[str, str, str, str], ...]], ...]
        """Level, its heading, what to do, and its flags: id, what is seen, what else to do, what makes it worse."""
        QUESTIONS: tuple[tuple[str, str, str, str], ...]
        """Question, level, what to do after a yes, page; the last is for none of them."""
        WORDS: dict[str, str]
        """The fixed sentences by their id in `content/urgent_page.toml`."""


ENGLISH_TEXTS: UrgentTexts = _generated


def urgent_texts(language: str) -> UrgentTexts:
    """Return the texts in a language, by its code; in English where there are none."""
    if language == ENGLISH:
        return ENGLISH_TEXTS
    try:
        # Not importlib: it takes longer to load than the page to print.
        texts: UrgentTexts = __import__(f"spasmtui.guide.urgent_texts.{language}", fromlist=["LEVELS"])
    except ImportError:
        return ENGLISH_TEXTS
    return texts
