"""Check the phrases that people say for each red flag, and that the gate for words of danger knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.guide.audit.faults import Fault, line_of_table
from spasmtui.guide.audit.tables import read_tables
from spasmtui.shared.danger.gate import GRAVEST_FIRST, find_flag
from spasmtui.shared.words.forms import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "red_flags.toml"
FEWEST_PHRASES = 15
"""For one flag: fewer do not say what people say."""


def find_phrase_faults(content: Path) -> Iterator[Fault]:
    """Yield a fault for each flag with too few phrases, a phrase of two flags, or one that the gate does not know."""
    try:
        text = (content / FILE).read_text(encoding="utf-8")
    except OSError:
        return
    flags = {name: row for name, row in read_tables(content / FILE).items() if row.get("level") in GRAVEST_FIRST}
    said: dict[str, str] = {}
    for name, row in flags.items():
        line = line_of_table(text, name)
        phrases = [str(phrase) for phrase in row.get("say", ())]
        if len(phrases) < FEWEST_PHRASES:
            yield Fault(FILE, line, f"{name}: say has {len(phrases)} phrases, not {FEWEST_PHRASES} or more")
        for phrase in phrases:
            if (other := said.setdefault(" ".join(split_words(phrase)), name)) != name:
                yield Fault(FILE, line, f"{name}: {phrase!r} is a phrase of {other} as well")
            found = find_flag(phrase)
            grave = GRAVEST_FIRST.index(row["level"])
            if found is None or (found.id != name and GRAVEST_FIRST.index(found.level) >= grave):
                leads = found.id if found else "nothing"
                yield Fault(FILE, line, f"{name}: {phrase!r} leads to {leads}; teach danger_words.toml, and generate")
