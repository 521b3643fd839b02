"""Columns that would make a start or a length another are found, or the row is stopped."""

import pytest

from spasmtui.errors import WrongUsage
from tests.support.cases import with_each
from tests.support.tables import episode, episodes, read, stopped


@with_each(
    ("table", "start"),
    [
        ("Date,Time,AM/PM\n2026-11-20,3:10,PM\n", "2026-11-20T15:10:00+00:00"),
        ("Date,Time,Half\n2026-11-20,12:10,a.m.\n2026-11-20,,\n", "2026-11-20T00:10:00+00:00"),
        ("Date,Time,AM/PM\n2026-11-20,3:10 AM,PM\n", "2026-11-20T03:10:00+00:00"),
        ("start,x\n2026-11-20 3:10,pm\n", "2026-11-20T15:10:00+00:00"),
        ("Date,Time (UTC),Timezone\n2026-11-20,03:10,Europe/Berlin\n", "2026-11-20T04:10:00+01:00"),
        ("Date,UTC time\n2026-11-20,03:10\n", "2026-11-20T03:10:00+00:00"),
    ],
)
def test_the_half_of_the_day_and_the_zone_of_a_clock_are_used_wherever_they_stand(table: str, start: str) -> None:
    found = read(table)
    assert (found.records[0].started_at.isoformat(), found.unmapped) == (start, ())  # type: ignore[union-attr]


@with_each(
    ("table", "seconds"),
    [
        ("start,Duration,Unit\n2026-11-20 03:10,4,hours\n", 14_400),
        ("start,Duration,Unit\n2026-11-20 03:10,90 s,hours\n", 90),
        ("start,Hours,Minutes\n2026-11-20 03:10,1,30\n", 5400),
        ("start,Minutes,Seconds\n2026-11-20 03:10,4,30\n", 270),
        ("start,Duration (h),Duration (min)\n2026-11-20 03:10,1,10\n", 4200),
        ("start,Duration (min),Duration (s)\n2026-11-20 03:10,90,5400\n", 5400),
    ],
)
def test_a_length_is_read_from_all_its_columns(table: str, seconds: int) -> None:
    assert episode(table)["duration_s"] == seconds


@with_each(
    ("table", "reason"),
    [
        (
            "start,Duration (min),Duration (s)\n2026-11-20 03:10,90,540\n",
            "The lengths '90' and '540' are neither the same nor the parts of one length.",
        ),
        (
            "start,Duration,Duration unit\n2026-11-20 03:10,4,fortnights\n",
            "The length '4' has the unit 'fortnights', which is not known.",
        ),
        ("Date,Time,AM/PM,End\n2026-11-20,3:10,PM,3:20\n", "The end '3:20' could be am or pm."),
        (
            "Date,Time (Eastern)\n2026-11-20,3:10\n",
            "The time zone 'Eastern' in the heading 'Time (Eastern)' can be more",
        ),
        (
            "Date,Time (EST/EDT)\n2026-11-20,3:10\n",
            "The time zone 'EST/EDT' in the heading 'Time (EST/EDT)' can be more",
        ),
        ("Date,Time,Zone\n2026-11-20,3:10,CET\n", "The time zone: 'CET' can be more than one time zone, or none."),
    ],
)
def test_what_could_be_another_length_or_time_stops_the_row(table: str, reason: str) -> None:
    assert stopped(table).startswith(reason)


def test_the_unit_of_something_else_is_not_that_of_the_length() -> None:
    assert read("start,Duration,Unit\n2026-11-20 03:10,4,mg\n").unmapped == ("Unit",)
    assert read("start,Hours,Duration\n2026-11-20 03:10,8,4\n").unmapped == ("Hours",)
    assert read("start,Drink,Half\n2026-11-20 03:10,tea,full\n").unmapped == ("Drink", "Half")
    assert read("start,Duration (min),Unit\n2026-11-20 03:10,4,hours\n").unmapped == ("Unit",)
    assert read("start,Duration (min),Minutes\n2026-11-20 03:10,4,9\n").unmapped == ("Minutes",)
    found = read("start,Duration,Unit\n2026-11-20 03:10,4,hours\n", {"Unit": ""})
    assert ([each["duration_s"] for each in episodes(found)], found.left_out) == ([240], ("Unit",))
    assert read("start,Duration (h:mm),Minutes\n2026-11-20 03:10,1:10,9\n").unmapped == ("Minutes",)
    assert episode("start,x\n2026-11-20 3:10,\n") == {"started_at": "2026-11-20T03:10:00+00:00"}


def test_the_time_at_which_a_form_was_sent_is_not_taken_for_the_start() -> None:
    form = "Timestamp,When did it start?,How bad was it? (0-5)\n2026/11/21 9:15:02 AM GMT+1,2026-11-20 03:10,4\n"
    found = read(form)
    assert (episode(form)["started_at"], found.unmapped) == ("2026-11-20T03:10:00+00:00", ("Timestamp",))
    with pytest.raises(WrongUsage, match="says when an episode began"):
        read("Timestamp,Moment\n2026/11/21 9:15:02,2026-11-20 03:10\n")
    assert episode("Timestamp,Pain\n2026-11-20 03:10,4\n")["started_at"] == "2026-11-20T03:10:00+00:00"


def test_a_row_of_units_below_the_header_is_used_and_is_no_episode() -> None:
    found = read("Date;Time;Duration;Pain\n(yyyy-mm-dd);(hh:mm);(h);(0-5)\n2026-05-12;03:10;1,5;3\n")
    (record,) = episodes(found)
    assert (record["duration_s"], record["pain"], found.rejected) == (5400, 6, ())
    assert [(each.line, each.reason) for each in found.skipped] == [(2, "the units of the columns")]
    assert [each.line for each in read("Date,Time,Duration\n2026-11-20,03:10,4 h\n").skipped] == []


def test_a_row_of_units_may_be_longer_or_shorter_than_the_header() -> None:
    table = "start;Duration{}\n;(h){}\n2026-11-20 03:10;2\n"
    assert [episode(table.format(*more))["duration_s"] for more in (("", ";x"), (";Pain", ""))] == [7200, 7200]


def test_a_rating_is_read_on_the_scale_that_another_column_says() -> None:
    found = read("start,Pain,Pain scale\n2026-11-20 03:10,3,0-5\n2026-11-19 03:10,3,0-10\n2026-11-18 03:10,3,\n")
    assert ([each.get("pain") for each in episodes(found)], found.unmapped) == ([6, 3, 3], ())
    assert stopped("start,Pain,Range\n2026-11-20 03:10,3,much\n", {"Range": "scale"}) == (
        "The scale 'much' is not known."
    )
    assert read("start,Duration,Scale\n2026-11-20 03:10,4,0-5\n").unmapped == ("Scale",)
    assert read("start,Pain,Grade\n2026-11-20 03:10,3,4\n").unmapped == ("Grade",)


@pytest.mark.parametrize("cells", ["vm-9-84", "5-10", "0-5"])
def test_two_numbers_in_a_column_are_no_scale_unless_its_heading_says_so(cells: str) -> None:
    found = read(f"start,Pain,Device\n2026-11-20 03:10,7,{cells}\n")
    assert (episodes(found)[0]["pain"], found.cells, found.unmapped) == (7, (), ("Device",))


def test_a_row_beside_whose_rating_a_scale_stands_that_is_none_is_stopped() -> None:
    found = read(
        "start,Pain,Pain scale\n2026-11-20 03:10,3,0-5\n2026-11-20 03:11,3,VAS\n2026-11-20 03:12,3,5\n"
        "2026-11-20 03:13,3,\n"
    )
    assert [each["pain"] for each in episodes(found)] == [6, 6, 3]
    assert [(each.line, each.reason) for each in found.rejected] == [(3, "The scale 'VAS' is not known.")]


@pytest.mark.parametrize(
    "table",
    [
        "Date,Time\n2026-11-20,3:10 PM\n2026-11-20,3:20\n2026-11-20,04:10\n2026-11-20,15:10\n",
        "start\n20/11/2026 3:10 pm\n20/11/2026 3:20\n20/11/2026 04:10\n20/11/2026 15:10\n",
        "Date,Time,AM/PM\n2026-11-20,3:10,PM\n2026-11-20,3:20,\n2026-11-20,04:10,\n2026-11-20,15:10,\n",
    ],
)
def test_a_time_without_its_half_of_the_day_is_stopped_where_others_of_the_table_have_one(table: str) -> None:
    found = read(table)
    assert [(each.line, "could be am or pm" in each.reason) for each in found.rejected] == [(3, True)]
    assert [str(each["started_at"])[11:16] for each in episodes(found)] == ["15:10", "04:10", "15:10"]


def test_an_end_without_its_half_of_the_day_is_stopped_where_its_start_has_one() -> None:
    assert stopped("Date,Start,End\n2026-11-20,3:10 PM,3:20\n").startswith("The end '3:20' could be am or pm")


def test_a_day_of_the_week_or_a_number_of_days_is_no_part_of_a_length() -> None:
    for day in ("Fri", "3"):
        found = read(f"Day,Date,Time,Minutes\n{day},2026-11-20,03:10,4\n")
        assert (episodes(found)[0]["duration_s"], found.cells, found.unmapped) == (240, (), ("Day",))
