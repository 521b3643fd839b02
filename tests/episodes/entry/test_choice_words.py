"""The choice that a typed word or a cell means, in whatever language."""

import pytest

from spasmtui.episodes.entry.choice_words import find_choice
from spasmtui.episodes.entry.field_input import read_fields
from spasmtui.episodes.model.fields import STORED_FIELDS
from spasmtui.errors import WrongUsage
from tests.conftest import ROOT, FakeClock

CONTENT = ROOT / "content"
FIELDS = {field.name: field for field in STORED_FIELDS if field.kind == "choice"}


def test_a_choice_is_found_by_its_own_word_and_by_what_people_say_for_it() -> None:
    said = {
        ("kind", "Cramp."): "cramp", ("kind", "cramps"): "cramp", ("kind", "Krampf"): "cramp", ("kind", "knee"): None,
        ("context", "After Exercise"): "after-exercise", ("context", "in bed"): "sleep", ("helped", "nein"): "no",
        ("helped", "un peu"): "some", ("helped", ""): None,
    }  # fmt: skip
    assert {key: find_choice(FIELDS[key[0]], key[1], CONTENT) for key in said} == said


def test_a_typed_choice_is_read_as_that_of_a_table(clock: FakeClock) -> None:
    typed = {"kind": "Muskelkrampf", "context": "im Schlaf", "helped": "a little"}
    read = read_fields(typed, now=clock.now(), content=CONTENT)
    assert {name: str(read[name]) for name in typed} == {"kind": "cramp", "context": "sleep", "helped": "some"}
    with pytest.raises(WrongUsage, match=r"A kind can be cramp, .* or unsure, not 'knee'"):
        read_fields({"kind": "knee"}, now=clock.now(), content=CONTENT)
