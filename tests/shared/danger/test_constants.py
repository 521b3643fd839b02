"""The constants of the gate for words of danger are those that the content makes."""

import pytest

from spasmtui.shared.danger import _generated as packed
from spasmtui.shared.danger import tables
from tests.conftest import ROOT
from tools.red_flags import red_flags_modules


@pytest.mark.long
def test_the_constants_of_the_gate_are_made_from_the_content() -> None:
    for path, text in red_flags_modules(ROOT / "content").items():
        assert path.read_text(encoding="utf-8") == text, path.name


def test_every_pattern_is_found_by_the_concepts_of_its_signs() -> None:
    patterns = [tuple(map(int, row.split())) for row in packed.PATTERNS.replace(";", ",").split(",") if row]
    assert len(patterns) > 1000
    for pattern in patterns:
        signs = tables.signs_with(tables.sign(number)[0] for number in pattern[3:])
        assert signs.issuperset(pattern[3:])
        assert pattern in tables.patterns_with(signs)
