"""Tables of attacks as headache diaries write them, which need no reader of their own."""

import pytest

from spasmtui.episodes.exchange.importers.result import ImportResult
from tests.episodes.exchange.test_importers import fields, taken

SPLIT = """\
\ufeffDate,Start Time,End Time,Duration (hours),Pain Level,Category,Medication,Notes,Resolution,Status,Pressure (hPa)
2026-01-15,14:30,18:45,4.25,7,Moderate,Tablet A,After a long drive,Rested,completed,1013.2
2026-01-20,09:00,,,8,Severe,,Still on,,active,
2026-01-21,23:30,00:45,1.25,5,Moderate,,,,completed,1009.1
"""
TWELVE_HOURS = """\
Start,End,Intensity,Medication,Symptoms
27/11/2025 3:10 PM,27/11/2025 4:10 PM,7/10,Tablet,stiff
5/12/2025 12:30 AM,,6,,
"""


def times(found: ImportResult) -> list[tuple[object, ...]]:
    return [tuple(fields(each).get(name) for name in ("started_at", "ended_at", "pain")) for each in found.records]


def test_a_date_with_a_start_and_an_end_time_is_read_across_midnight_and_other_columns_are_named() -> None:
    found = taken(SPLIT)
    assert times(found) == [
        ("2026-01-15T14:30:00+00:00", "2026-01-15T18:45:00+00:00", 7),
        ("2026-01-20T09:00:00+00:00", None, 8),
        ("2026-01-21T23:30:00+00:00", "2026-01-22T00:45:00+00:00", 5),
    ]
    assert found.unmapped == ("Category", "Medication", "Resolution", "Status", "Pressure (hPa)")
    kept = taken(SPLIT, Medication="note", Resolution="note")
    assert all(words in str(fields(kept.records[0])["note"]) for words in ("Tablet A", "After a long drive", "Rested"))


@pytest.mark.parametrize("form", ["auto", "csv"])
def test_start_end_and_intensity_are_read_on_a_clock_of_twelve_hours(form: str) -> None:
    found = taken(TWELVE_HOURS, form)
    assert times(found) == [
        ("2025-11-27T15:10:00+00:00", "2025-11-27T16:10:00+00:00", 7),
        ("2025-12-05T00:30:00+00:00", None, 6),
    ]
    assert (found.unmapped, found.rejected) == (("Medication", "Symptoms"), ())
