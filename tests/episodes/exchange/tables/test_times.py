"""When an episode of a table began and ended: one cell or several, and one order of day and month in the whole file."""

from datetime import UTC, datetime

import pytest

from spasmtui.episodes.exchange.importers.row import Row, RowStopped
from spasmtui.episodes.exchange.importers.tables.times import StartColumns, TimeReader
from spasmtui.errors import WrongUsage
from tests.support.cases import with_each
from tests.support.tables import episode, episodes, read, stopped, unused


@with_each(
    ("table", "start", "length"),
    [
        ("Date,Start Time,End Time\n2026-11-20,03:10,03:14\n", "2026-11-20T03:10:00+00:00", 240),
        ("Date,Start Time,End Time\n2026-11-20,03:10,03:10\n", "2026-11-20T03:10:00+00:00", 0),
        ("Date,Start Time,End Time\n2026-11-20,23:58,00:02\n", "2026-11-20T23:58:00+00:00", 240),
        ("Date,Start,End\n2026-11-20,3:10 PM,3:14 PM\n", "2026-11-20T15:10:00+00:00", 240),
        ("Date,Time,End\n2026-11-20,12:10 am,12:14 am\n", "2026-11-20T00:10:00+00:00", 240),
        (
            "Start Date,Start Time,End Date,End Time\n2026-11-19,23:58,2026-11-20,00:02\n",
            "2026-11-19T23:58:00+00:00",
            240,
        ),
        ("Date and time,Ended\n2026-11-20 03:10,2026-11-20 03:14\n", "2026-11-20T03:10:00+00:00", 240),
        ("Date and time,Ended\n2026-11-20 23:58,00:02\n", "2026-11-20T23:58:00+00:00", 240),
        ("Date,Time,End,Duration\n2026-11-20,03:10,03:14,4\n", "2026-11-20T03:10:00+00:00", 240),
        ("Date\n2026-11-20 03:10\n", "2026-11-20T03:10:00+00:00", None),
        ("Date\n2026-11-20 - 03:10\n", "2026-11-20T03:10:00+00:00", None),
        ("Beginn\n20. März 2026 – 3.10 Uhr\n", "2026-03-20T03:10:00+00:00", None),
        ("Time\n2026-11-20 03:10\n", "2026-11-20T03:10:00+00:00", None),
        ("Date,Time\n2026-11-20 00:00:00,1899-12-30 03:10:00\n", "2026-11-20T03:10:00+00:00", None),
        ("Date,Time\nFri 20 Nov 2026,3.10 Uhr\n", "2026-11-20T03:10:00+00:00", None),
        ("Datum;Uhrzeit\n20. Nov. 2026;3:10\n", "2026-11-20T03:10:00+00:00", None),
        ("Datum;Uhrzeit\n20. März 2026;3:10\n", "2026-03-20T03:10:00+00:00", None),
        ("Beginn\n1. Okt. 2026 3:10\n", "2026-10-01T03:10:00+00:00", None),
        ("Date;Heure\n1er août 2026;3h10\n", "2026-08-01T03:10:00+00:00", None),
        ("Fecha;Hora\n12 de mayo de 2026;3:10 p. m.\n", "2026-05-12T15:10:00+00:00", None),
        ("Date,Time\n20-Nov-26,3:10 p. m.\n", "2026-11-20T15:10:00+00:00", None),
    ],
)
def test_a_start_and_an_end_are_read_from_one_cell_or_several(table: str, start: str, length: int | None) -> None:
    found = episode(table)
    assert (found["started_at"], found.get("duration_s")) == (start, length)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (
            "Date,Time,End\n2026-11-20,03:10,02:10\n",
            "The end '02:10' is before the start, or more than 12 hours after it.",
        ),
        (
            "Date,Time,End,Duration\n2026-11-20,03:10,03:14,9\n",
            "The end '03:14' and the length '9' contradict each other.",
        ),
        (
            "Date,Time,End,Duration\n2026-11-20,03:10,03:14,5\n",
            "The end '03:14' and the length '5' contradict each other.",
        ),
        ("Date,Time\n,03:10\n", "The start: the date is missing."),
        ("Date,Time\n2026-11-20,2026-11-21 03:10\n", "The start: '2026-11-20' and '2026-11-21 03:10' are two days."),
    ],
)
def test_a_start_or_an_end_that_cannot_be_stops_the_row(table: str, reason: str) -> None:
    assert stopped(table) == reason


def test_one_date_settles_the_order_of_all_others_of_a_file() -> None:
    found = read("Date,Time\n5/11/2026,03:10\n20/11/2026,03:10\n", order="mdy", locale="en_US")
    assert [each["started_at"] for each in episodes(found)] == [
        "2026-11-05T03:10:00+00:00",
        "2026-11-20T03:10:00+00:00",
    ]
    assert found.remarks == (
        "Dates were read day first, as other dates in the file show: 5/11/2026 in line 2 is 2026-11-05.",
    )


def test_dates_in_two_orders_in_one_file_are_asked_back() -> None:
    with pytest.raises(WrongUsage, match="could be 5 November 2026 or 11 May 2026, and its dates are in two orders"):
        read("Date,Time\n5/11/2026,03:10\n20/11/2026,03:10\n11/20/2026,03:10\n")


def test_a_heading_may_promise_the_order_of_its_dates() -> None:
    assert episode("Date (dd/mm/yyyy),Time\n5/11/2026,03:10\n")["started_at"] == "2026-11-05T03:10:00+00:00"
    assert episode("Datum (TT.MM.JJJJ);Uhrzeit\n5.11.2026;03:10\n")["started_at"] == "2026-11-05T03:10:00+00:00"
    assert episode("Datum (JJJJ-MM-TT);Uhrzeit\n25-11-20;03:10\n")["started_at"] == "2025-11-20T03:10:00+00:00"
    assert episode("Date (yy/mm/dd),Time\n25/11/20,03:10\n")["started_at"] == "2025-11-20T03:10:00+00:00"
    assert episode("Date,Time\n5/11/2026,03:10\n", {"Date": "date:mdy"})["started_at"] == "2026-05-11T03:10:00+00:00"


def test_an_end_that_cannot_be_read_costs_its_cell_and_not_its_row() -> None:
    assert unused("Date,Time,End,End Date\n2026-11-20,03:10,soon,2026-11-20\n") == {
        "End": "The end: 'soon' is not a time of day, such as 03:10.",
        "End Date": "There is a date for the end, but no time of day.",
    }
    assert unused("Date,Time,End\n2026-11-20,03:10,#N/A\n") == {
        "End": "#N/A is an error of the spreadsheet, not a value."
    }


def test_a_day_of_the_end_alone_is_named() -> None:
    assert unused("Start,End Date\n2026-11-20 03:10,2026-11-20\n") == {
        "End Date": "There is a date for the end, but no time of day."
    }


def test_a_table_of_days_alone_is_asked_for_a_time_of_day() -> None:
    for heading in ("Date", "Start"):
        with pytest.raises(WrongUsage, match=rf"or put every day at noon with --map '{heading}=date:12:00'"):
            read(f"{heading},Pain\n2026-11-20,7\n2026-11-19,7\n")
    assert episode("Start,Pain\n2026-11-20,7\n", {"Start": "date:12:00"})["started_at"] == "2026-11-20T12:00:00+00:00"
    for heading in ("Start", "Start (yyyy-mm-dd)", "Start (UTC)"):
        said = {heading: "There is no time of day, so 12:00 was taken."}
        assert unused(f"{heading}\n2026-11-20\n2026-11-19 03:10\n") == said
    assert [each.is_used for each in read("Start\n2026-11-20\n2026-11-19 03:10\n").cells] == [True]


@pytest.mark.parametrize("day", ["1900-01-01 03:10", "1/1/1900 03:10", "1899-12-30T03:10:00"])
def test_the_day_that_a_spreadsheet_writes_for_no_date_stops_its_row(day: str) -> None:
    assert "where there is no date" in stopped(f"start\n{day}\n", order="dmy")


@with_each(
    ("cells", "start"),
    [
        ("Mo, 16.11.2026;03:10", "2026-11-16T03:10"),
        ("Di., 17.11.26;4 Uhr", "2026-11-17T04:00"),
        ("mié 18/11/2026;3 h", "2026-11-18T03:00"),
        ("dimanche 1er novembre 2026;2h", "2026-11-01T02:00"),
        ("Mar 12 2026;03:10", "2026-03-12T03:10"),
    ],
)
def test_days_of_the_week_and_whole_hours_are_read_in_four_languages(cells: str, start: str) -> None:
    assert str(episode(f"Date;Time\n{cells}\n", order="dmy")["started_at"]).startswith(start)


def test_a_foreign_day_of_the_week_decides_the_order_and_has_to_fit() -> None:
    assert str(episode("Datum;Uhrzeit\nMo, 06.07.2026;03:10\n")["started_at"]).startswith("2026-07-06")
    assert "is a Tuesday, not 'Monday'" in stopped("Datum;Uhrzeit\nMo, 17.11.2026;03:10\n")


def test_no_order_is_offered_that_another_date_of_the_file_rules_out() -> None:
    with pytest.raises(WrongUsage, match=r"12 May 2026 or 26 May 2012, .* Say --date-order dmy or ymd\.$"):
        read("start\n12/05/26 03:10\n28/05/19 03:10\n")


def test_a_time_as_a_browser_writes_it_has_its_offset() -> None:
    shown = "Thu Nov 12 2026 03:10:00 GMT+0200 (Central European Summer Time)"
    assert episode(f"start\n{shown}\n")["started_at"] == "2026-11-12T03:10:00+02:00"


@pytest.mark.parametrize("end", ["00:10 (next day)", "00:10 +1 day", "12:10 am (+1d)", "00:10"])
def test_an_end_may_say_that_it_is_of_the_next_day(end: str) -> None:
    assert episode(f"Date,Start,End\n2026-11-20,23:50,{end}\n")["ended_at"] == "2026-11-21T00:10:00+00:00"


def test_an_end_of_the_next_day_may_be_more_than_a_day_after_the_start() -> None:
    assert episode("Date,Start,End\n2026-11-20,22:50,23:10 (+1 day)\n")["ended_at"] == "2026-11-21T23:10:00+00:00"


def test_an_end_with_a_bare_plus_one_is_named_for_it_could_be_an_offset() -> None:
    assert "could be a time on the next day" in unused("Date,Start,End\n2026-11-20,23:50,00:10 +1\n")["End"]
    assert episode("Date,Start,End\n2026-11-20,22:50,00:10 +01:00\n")["duration_s"] == 1200


@pytest.mark.parametrize("start", ["12 nov. 2026 à 3h10", "jeu. 12 novembre 2026 à 03:10", "12/11/2026 à 3 h 10"])
def test_a_french_date_with_its_time_behind_a_word_is_read(start: str) -> None:
    assert episode(f"Date et heure;Douleur\n{start};7/10\n", order="dmy")["started_at"] == "2026-11-12T03:10:00+00:00"


def test_the_day_of_the_week_may_stand_behind_the_date_and_brackets_around_both() -> None:
    for text in (
        "[2026-11-20 Fri 03:10]",
        "<2026-11-20 Fri 03:10>",
        "2026-11-20 (Fr.), 03:10",
        "2026-11-20 ven. 03:10",
    ):
        assert episode(f"When\tPain\n{text}\t7\n")["started_at"] == "2026-11-20T03:10:00+00:00", text
    assert "is a Friday, not 'Sat'" in stopped("When\tPain\n[2026-11-20 Sat 03:10]\t7\n")


def test_a_table_of_days_alone_is_told_how_to_say_the_time_of_day() -> None:
    with pytest.raises(WrongUsage, match="put every day at noon with --map 'Date=date:12:00'"):
        read("Date\n2026-11-20\n")
    assert episode("Date\n2026-11-20\n", {"Date": "date:12:00"})["started_at"] == "2026-11-20T12:00:00+00:00"


def test_a_time_in_another_language_that_cannot_be_used_is_quoted_as_the_cell_has_it() -> None:
    for cell, clock in (
        ("3 mar", "03:10"),
        ("2026 mar 12", "03:10"),
        ("31 avril 2026", "03:10"),
        ("12 mai 2027", "3h10"),
    ):
        reason = stopped(f"Date;Time\n{cell};{clock}\n")
        assert f"'{cell}" in reason, reason


def test_a_date_beside_a_start_and_an_end_is_found_in_every_language_and_in_brackets() -> None:
    tables = (
        "Datum;Beginn;Ende\n20. November 2026;03:10;03:14\n",
        "| Date | Start | End |\n| [2026-11-20 Fri] | 03:10 | 03:14 |\n",
        "Startdatum;Anfangszeit;Endedatum;Endzeit\nFr, 20. Nov. 2026;03:10;Fr, 20. Nov. 2026;03:14\n",
        "Date début;Heure début;Date fin;Heure fin\n20 novembre 2026;3h10;20 novembre 2026;3h14\n",
        "Datum;Uhrzeit von;Uhrzeit bis\n2026-11-20;03:10;03:14\n",
        "Date / Time;Lasted\n2026-11-20 03:10;4\n",
    )
    for table in tables:
        found = episode(table)
        assert (found["started_at"], found["duration_s"]) == ("2026-11-20T03:10:00+00:00", 240), table


def test_a_start_that_seems_to_have_the_end_in_its_cell_is_no_time_with_an_offset() -> None:
    for text in ("2026-11-20 03:10 - 04:00", "2026-11-20 03:10 – 04:00"):
        assert "seems to have the end in it" in stopped(f"Start\tPain\n{text}\t7\n")
    assert episode("Start\tPain\n2026-11-20 03:10 -04:00\t7\n")["started_at"] == "2026-11-20T03:10:00-04:00"


def test_a_time_in_another_language_that_cannot_be_read_is_quoted_as_it_is_written() -> None:
    assert "'gegen 3 Uhr' is not" in stopped("Datum;Uhrzeit\n20.11.2026;gegen 3 Uhr\n")
    assert "'gestern abend' is not" in stopped("Beginn;Ort\ngestern abend;Wade\n")
    reader = TimeReader(now=datetime(2026, 11, 22, 21, 0, tzinfo=UTC))
    with pytest.raises(RowStopped, match="'2026-11-23 1h' has not come yet; it is now 2026-11-22 21:00"):
        reader.start(Row(2, {"day": "2026-11-23", "hour": "1h"}), StartColumns(date="day", time="hour"), None)


def test_a_date_whose_weekday_contradicts_the_order_of_the_file_stops_its_row_alone() -> None:
    found = read("Date;Time\n20.5.2026;03:10\nSo 12.5.2026;03:10\n3.4.2026;03:10\n")
    assert [(each.line, "is a Tuesday" in each.reason) for each in found.rejected] == [(3, True)]
    assert len(found.records) == 2
    assert any("3.4.2026 in line 4 is 2026-04-03" in each for each in found.remarks)
