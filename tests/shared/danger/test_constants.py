"""The constants of the gate for words of danger are those that the content makes."""

from tests.conftest import ROOT
from tools.red_flags import TARGET, red_flags_module


def test_the_constants_of_the_gate_are_made_from_the_content() -> None:
    assert TARGET.read_text(encoding="utf-8") == red_flags_module(ROOT / "content")
