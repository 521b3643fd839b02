"""Units, scales and zones in headings and cells are used, or stop the row."""

import pytest

from spasmtui.errors import WrongUsage
from tests.support.cases import with_each
from tests.support.tables import episode, episodes, read, stopped, unused

START = "2026-11-20 03:10"


def seconds(heading: str, cell: str) -> object:
    return episode(f"start;{heading}\n{START};{cell}\n").get("duration_s")


@with_each(
    ("heading", "cell", "length"),
    [
        ("Duration (hours)", "4.25", 15_300),
        ("Duration (h)", "0,5", 1800),
        ("Duration in hours", "2", 7200),
        ("Duration [s]", "90", 90),
        ("Duration (sec)", "90", 90),
        ("duration_seconds", "90", 90),
        ("Duration_min", "4", 240),
        ("Duration (min)", "4", 240),
        ("Duration, minutes", "1 h 5 min", 3900),
        ("Duration (approx)", "4", 240),
        ("Duration (hours, about)", "1.5", 5400),
        ("Duration in minutes, approx.", "4", 240),
        ("Minutes", "4.5", 270),
        ("Dauer (Std.)", "1,5", 5400),
        ("Dauer in Minuten", "4", 240),
        ("Durée [mn]", "4", 240),
        ("Durée (en minutes)", "4", 240),
        ("durationMinutes", "4", 240),
        ("Duration", "4", 240),
        ("Duration", "4 h", 14_400),
        ("Duration", "90 s", 90),
        ("Duration", "4,5", 270),
        ("Duration", "1:10", 4200),
        ("Duration", "0:04:30", 270),
        ("Duration", "1:10:05", 4205),
        ("Duration/min", "4", 240),
        ("Duration", "2 Stunden", 7200),
        ("Duration (h:mm)", "1:10", 4200),
        ("Duration (mm:ss)", "4:30", 270),
        ("Dauer (Std:Min)", "1:10", 4200),
        ("Duration (hours)", "1½", 5400),
        ("Duration (hours)", "about 2", 7200),
        ("Duration (s)", "~90", 90),
        ("Duration (hours)", "30 min", 1800),
        ("Duration (hours)", "1:10", 4200),
        ("Duration (decimal hours)", "0.25", 900),
        ("Duration", "", None),
        ("Duration (ms)", "-", None),
    ],
)
def test_a_length_is_read_in_the_unit_of_its_heading_or_its_own(heading: str, cell: str, length: int | None) -> None:
    assert seconds(heading, cell) == length


@with_each(
    ("heading", "cell", "reason"),
    [
        ("Duration (ms)", "4000", "The length '4000' has the unit 'ms', which is not known."),
        ("Duration (units)", "4", "The length '4' has the unit 'units', which is not known."),
        (
            "Duration",
            "4 fortnights",
            "The length '4 fortnights' has the unit 'fortnights', which is not known.",
        ),
        ("Duration (min)", "1:10", "The length '1:10' could be hours and minutes, or minutes and seconds."),
        ("Duration (h:mm)", "70", "The length '70' is not written as h:mm, although its heading says so."),
        ("Duration (s)", "1,200", "The length '1,200' could be 1200 or 1.200. Write the one that is meant."),
        ("Duration (s)", "1.200", "The length '1.200' could be 1200 or 1,200. Write the one that is meant."),
        ("Duration", "1,200 s", "The length '1,200 s' could be 1200 or 1.200. Write the one that is meant."),
    ],
)
def test_a_length_that_could_be_another_stops_its_row(heading: str, cell: str, reason: str) -> None:
    assert stopped(f"start;{heading}\n{START};{cell}\n") == reason


def test_a_point_before_three_figures_is_a_decimal_point_unless_the_table_writes_a_comma_for_it() -> None:
    table = f"start,Duration (h)\n{START},1.250\n"
    assert episode(table)["duration_s"] == 4500
    found = read(f'{table}{START},"2,5"\n')
    assert [each.reason for each in found.rejected] == [
        "The length '1.250' could be 1250 or 1,250. Write the one that is meant."
    ]


def test_numbers_that_were_read_as_minutes_are_told() -> None:
    assert read(f"start,Duration\n{START},4\n").remarks == ("Duration: a number without a unit was read as minutes.",)
    assert read(f"start,Duration (h)\n{START},4\n").remarks == ()
    assert read(f"start,Duration\n{START},4 min\n").remarks == ()
    assert read(f"start,Duration (ms)\n{START},4000\n").remarks == ()


@with_each(
    ("heading", "cell", "score"),
    [
        ("Pain", "7", 7),
        ("Pain", "7.0", 7),
        ("Pain", "7/10", 7),
        ("Pain", "3/5", 6),
        ("Pain", "70%", 7),
        ("Pain", "7 out of 10", 7),
        ("Pain (0-5)", "3", 6),
        ("Pain (0-5)", "7/10", 7),
        ("Pain 0–100", "70", 7),
        ("Pain (1-10)", "7", 7),
        ("Pain (%)", "70", 7),
        ("Pain (%)", "70 %", 7),
        ("Pain (out of 5)", "3", 6),
        ("Pain/5", "3", 6),
        ("painLevel", "7", 7),
        ("Pain 0-5 (5 is the worst)", "3", 6),
        ("Pain (NRS)", "7", 7),
        ("Schmerz (0–10)", "7", 7),
        ("Pain Level", "N/A", None),
    ],
)
def test_a_rating_is_read_on_the_scale_of_its_heading_or_its_own(heading: str, cell: str, score: int | None) -> None:
    assert episode(f"start;{heading}\n{START};{cell}\n").get("pain") == score


@with_each(
    ("heading", "cell", "reason"),
    [
        ("Pain", "5.2", "'5.2' is not a whole number from 0 to 10, and nothing is rounded."),
        ("Pain", "4,5", "'4,5' is not a whole number from 0 to 10, and nothing is rounded."),
        ("Pain", "11", "'11' is not a whole number from 0 to 10."),
        ("Pain", "1/3", "'1/3' on a scale from 0 to 3 is not a whole number from 0 to 10, and nothing is rounded."),
        ("Pain (0-5)", "6", "'6' lies outside its scale, 0 to 5."),
        ("Pain (1-5)", "3", "'3' on a scale from 1 to 5 has no exact place on the diary's, 0 to 10."),
        (
            "Pain 0-100",
            "75",
            "'75' on a scale from 0 to 100 is not a whole number from 0 to 10, and nothing is rounded.",
        ),
        ("Pain", "#N/A", "#N/A is an error of the spreadsheet, not a value."),
    ],
)
def test_a_rating_that_does_not_come_out_whole_is_named(heading: str, cell: str, reason: str) -> None:
    assert unused(f"start;{heading}\n{START};{cell}\n") == {heading: reason}


def test_a_scale_that_was_converted_is_told_and_one_that_is_unknown_is_no_pain() -> None:
    assert read(f"start,Pain (0-5)\n{START},3\n").remarks == (
        "Pain (0-5): ratings of 0-5 were converted to 0-10 where that is exact.",
    )
    found = read(f"start,Pain (mm)\n{START},70\n")
    assert (found.unmapped, episodes(found)) == (("Pain (mm)",), [{"started_at": "2026-11-20T03:10:00+00:00"}])


@with_each(
    ("table", "start"),
    [
        ("Date,Time (UTC)\n2026-11-20,03:10\n", "2026-11-20T03:10:00+00:00"),
        ("Date,Time (UTC+2)\n2026-11-20,03:10\n", "2026-11-20T03:10:00+02:00"),
        ("Date,Time (Europe/Berlin)\n2026-07-20,03:10\n", "2026-07-20T03:10:00+02:00"),
        ("Date,Time,Timezone\n2026-07-20,03:10,Europe/Berlin\n", "2026-07-20T03:10:00+02:00"),
        ("Date,Time,Timezone\n2026-11-20,03:10,UTC+2\n", "2026-11-20T03:10:00+02:00"),
        ("Date,Time,TZ\n2026-11-20,03:10,-0800\n", "2026-11-20T03:10:00-08:00"),
        ("Date,Time,Timezone\n2026-11-20,03:10,\n", "2026-11-20T03:10:00+00:00"),
        ("Date,Time,UTC offset (min)\n2026-11-20,03:10,-300\n", "2026-11-20T03:10:00-05:00"),
        ("Date,Time,UTC offset\n2026-11-20,03:10,-5\n", "2026-11-20T03:10:00-05:00"),
        ("start,Timezone\n2026-11-20 03:10+01:00,Europe/Berlin\n", "2026-11-20T03:10:00+01:00"),
        ("Cramps\nAll times in Europe/Berlin\n\nDate,Time\n2026-11-20,03:10\n", "2026-11-20T03:10:00+01:00"),
    ],
)
def test_the_zone_of_a_heading_a_column_or_a_title_is_that_of_the_times(table: str, start: str) -> None:
    assert episode(table)["started_at"] == start


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("Date,Time,Timezone\n2026-11-20,03:10,PST\n", "The time zone: 'PST' can be more than one time zone, or none."),
        (
            "Date,Time,Timezone\n2026-11-20,03:10,Mars/Olympus\n",
            "The time zone: 'Mars/Olympus' is not a time zone that",
        ),
        ("Date,Time,UTC offset\n2026-11-20,03:10,300\n", "The time zone: '300' could be minutes or hours from UTC."),
        ("Date,Time,UTC offset\n2026-11-20,03:10,15\n", "The time zone: '15' could be minutes or hours from UTC."),
        ("Date,Time (PST)\n2026-11-20,03:10\n", "The time zone 'PST' in the heading 'Time (PST)' can be more than one"),
    ],
)
def test_a_zone_that_can_be_more_than_one_stops_the_row(table: str, reason: str) -> None:
    assert stopped(table).startswith(reason)


def test_a_mark_on_a_line_of_unknown_length_is_no_rating_until_its_scale_is_said() -> None:
    table = f"start,Pain (mm)\n{START},7\n{START},7.0\n{START},7/10\n"
    found = read(table, {"Pain (mm)": "pain"})
    assert [each.get("pain") for each in episodes(found)] == [None, None, 7]
    assert found.cells[0].reason == "The rating '7' has the unit 'mm', which is not known."
    assert episode(f"start,Pain (mm)\n{START},70\n", {"Pain (mm)": "pain:0-100"})["pain"] == 7


def test_a_unit_that_map_says_counts_before_that_of_the_heading() -> None:
    table = f"start,Lasted (ms),How bad\n{START},4,3\n"
    found = episode(table, {"Lasted (ms)": "duration:s", "How bad": "pain:0-5"})
    assert (found["duration_s"], found["pain"]) == (4, 6)
    with pytest.raises(WrongUsage, match="'parsec' is not a unit of duration"):
        read(table, {"Lasted (ms)": "duration:parsec"})
    assert episode(f"start,Time (min)\n{START},4\n", {"Time (min)": "duration"})["duration_s"] == 240
    assert episode(f"start,a,b\n{START},1,10\n", {"a": "duration:h", "b": "duration:min"})["duration_s"] == 4200
    with pytest.raises(WrongUsage, match="Two columns are mapped to duration"):
        read(f"start,a,b\n{START},1,10\n", {"a": "duration:h", "b": "duration:h"})
    assert stopped(table, {"Lasted (ms)": "duration"}) == ("The length '4' has the unit 'ms', which is not known.")


def test_the_spaces_of_a_spreadsheet_that_do_not_break_change_no_rating() -> None:
    assert episode("start,pain\n2026-11-20 03:10,7\u00a0/\u202f10\n")["pain"] == 7


def test_a_cell_that_says_it_was_not_recorded_is_as_empty() -> None:
    found = read("start,pain,side,tried\n2026-11-20 03:10,not recorded,Unknown,unknown\n")
    assert (episodes(found), found.cells) == ([{"started_at": "2026-11-20T03:10:00+00:00"}], ())


def test_a_rating_may_be_in_digits_of_any_keyboard_and_its_scale_a_word() -> None:
    table = "Date\tTime\tPain (percent)\n2026-11-20\t03:10\t{}\n"
    assert [episode(table.format(text))["pain"] for text in ("70", "٧٠", "７０ %")] == [7, 7, 7]


def test_a_length_that_is_read_as_hours_and_minutes_because_nothing_says_otherwise_is_named() -> None:
    table = "start,Duration,{}\n2026-11-20 03:10,4:30,\n2026-11-20 04:10,5:30,\n"
    assert read(table.format("x")).remarks == ("Duration: 4:30 was read as hours and minutes.",)
    assert read(table.format("x"), {"Duration": "duration:m:ss"}).remarks == ()


def test_the_order_that_a_person_says_counts_more_than_that_of_a_heading_or_a_title() -> None:
    for table in ("Date (mm/dd/yyyy),Time\n05/06/2026,03:10\n", "Dates: mm/dd/yyyy\nDate,Time\n05/06/2026,03:10\n"):
        assert episode(table)["started_at"] == "2026-05-06T03:10:00+00:00"
        assert episode(table, order="dmy")["started_at"] == "2026-06-05T03:10:00+00:00"
