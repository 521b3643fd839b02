"""The diary's own CSV reads back after a spreadsheet has rewritten its times, and with rows that a person added."""

import csv
import io

import pytest

from spasmtui.episodes.exchange.exporters.csv_format import NAMES, csv_text
from spasmtui.errors import WrongUsage
from tests.support.tables import episodes, read

WHOLE = {
    "id": "0199-a",
    "started_at": "2026-11-20T03:10:20+00:00",
    "ended_at": "2026-11-20T03:11:50+00:00",
    "duration_s": 90,
    "place": "calf",
    "pain": 7,
    "created_at": "2026-11-20T04:00:00+00:00",
    "updated_at": "2026-11-20T04:00:00+00:00",
    "device": "desk",
}


def saved(**cells: str) -> str:
    """Return the table with one row, in which a person or a spreadsheet changed these cells."""
    return table(next(csv.DictReader(io.StringIO(csv_text([WHOLE])))) | cells)


def table(*rows: dict[str, str]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, NAMES, delimiter=";", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def test_times_that_a_spreadsheet_rewrote_are_read_and_a_length_keeps_its_seconds() -> None:
    times = {"started_at": "20.11.2026 03:10", "ended_at": "20.11.2026 03:11", "updated_at": "20.11.2026 04:00"}
    found = read(saved(**times))
    assert episodes(found) == [
        {"started_at": "2026-11-20T03:10:00+00:00", "ended_at": "2026-11-20T03:11:30+00:00", "duration_s": 90,
         "place": "calf", "pain": 7}
    ]  # fmt: skip
    assert [each.id for each in found.records] == ["0199-a"]  # type: ignore[union-attr]
    assert found.remarks == ("3 times without an offset were read as local time.",)


def test_rewritten_times_that_could_be_two_days_are_asked_about() -> None:
    with pytest.raises(WrongUsage, match="Say --date-order"):
        read(saved(started_at="5/11/2026 03:10", ended_at=""))


def test_a_row_that_a_person_added_needs_its_start_alone_and_is_the_same_when_it_comes_again() -> None:
    added = table({"started_at": "2026-11-21 03:10", "duration_s": "240"})
    found = read(added)
    assert [each["duration_s"] for each in episodes(found)] == [240]
    assert found.records == read(added).records


def test_a_length_that_a_person_changed_beside_its_end_stops_the_row() -> None:
    found = read(saved(duration_s="600"))
    assert found.records == ()
    assert found.rejected[0].reason.startswith("duration_s is 600")
    assert read(saved(duration_s="long")).rejected[0].reason == 'duration_s is "long". It is a number of seconds.'


def test_a_length_with_a_mark_that_could_stand_between_thousands_stops_the_row() -> None:
    for length in ("1,200", "1.200"):
        found = read(table({"started_at": "2026-11-21 03:10", "duration_s": length}))
        assert [each.reason for each in found.rejected] == [f'duration_s is "{length}". It is a number of seconds.']
    plain = "started_at;id;created_at;updated_at;duration_s\n2026-11-21 03:10;;;;240.000\n".replace(";", ",")
    assert [each["duration_s"] for each in episodes(read(plain))] == [240]
