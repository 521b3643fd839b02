"""A row whose start could be another stops: an unknown column may say its zone, or another column its start."""

import pytest

from spasmtui.errors import DataError
from tests.support.tables import episode, read, stopped


def test_a_column_that_seems_to_say_the_zone_stops_its_rows_until_a_person_decides() -> None:
    for zone in ("UTC+0200", "America/New_York", "+05:30"):
        table = f"start,place_offset\n2026-11-20 03:10,{zone}\n2026-11-20 03:10Z,{zone}\n"
        found = read(table)
        assert [(each.line, "--map 'place_offset=timezone'" in each.reason) for each in found.rejected] == [(2, True)]
        assert len(read(table, {"place_offset": ""}).records) == 2
    assert episode("start\tmine\n2026-11-20 03:10\t-5\n")["started_at"] == "2026-11-20T03:10:00+00:00"


def test_a_heading_of_zones_with_zones_below_it_needs_nobody_to_decide() -> None:
    assert episode("start,My TZ\n2026-11-20 03:10,Asia/Tokyo\n")["started_at"] == "2026-11-20T03:10:00+09:00"


def test_two_columns_that_name_different_starts_stop_the_row() -> None:
    table = "start,end,When did it start?\n2026-11-20 08:00,2026-11-20 08:02,2026-11-20 03:10\n"
    assert "Leave one of the two columns out, for example with --map 'When did it start?='" in stopped(table)
    assert episode(table, {"start": "", "end": ""})["started_at"] == "2026-11-20T03:10:00+00:00"
    assert episode("Started,Start (Asia/Tokyo)\n2026-11-20 03:10,2026-11-20 12:10\n")


def test_an_export_of_samsung_health_is_named_for_what_it_is() -> None:
    with pytest.raises(DataError, match="an export of Samsung Health, which is not read"):
        read("com.samsung.shealth.sleep,6220069,4\nstart_time,time_offset\n2026-11-20 03:10:00.000,UTC+0200\n")


def test_a_column_that_is_said_to_be_am_or_pm_and_is_neither_stops_the_row_with_its_own_words() -> None:
    reason = stopped("Date,Time,Sleep\n2026-11-20,3:10,7.5\n", {"Sleep": "am_pm"})
    assert reason == "The start: '7.5' is neither am nor pm."
