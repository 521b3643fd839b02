"""Small tables after public reports and real files: what goes in, what is named, and what is asked."""

import pytest

from spasmtui.errors import WrongUsage
from tests.support.cases import with_each
from tests.support.tables import episode, episodes, read

START = "2026-05-12T03:10:00+00:00"


def test_a_length_in_hours_is_read_in_hours() -> None:
    found = episode("Date,Time,Place,Duration (hours)\n2026-05-01,03:10,calf,4.25\n")
    assert found["duration_s"] == 15_300


def test_two_columns_of_one_name_are_both_in_the_note() -> None:
    found = episode("Date,Time,Place,Pain,Notes,Notes\n2026-05-01,03:10,calf,7,first,second\n")
    assert found["note"] == "first\nsecond"


@with_each(
    "table",
    [
        "\ufeffDate;Time;Place;Side;Pain;Duration;Note\n12.05.2026;03:10;calf;left;7;4,5;woke up\n",
        "\ufeffDatum;Uhrzeit;Ort;Seite;Schmerz;Dauer;Notiz\n12.05.2026;03:10;Wade;links;7;4,5;woke up\n",
        "Datum;Uhrzeit;Ort;Seite;Schmerz;Dauer;Notiz\n12.05.2026;3.10 Uhr;Wade;L;7;4,5 Min.;woke up\n",
        "Date;Heure;Lieu;Côté;Douleur;Durée;Remarques\n12.05.2026;3h10;mollet;gauche;7;4,5 minutes;woke up\n",
        "Fecha;Hora;Parte del cuerpo;Lado;Dolor;Duración;Notas\n12.05.2026;3:10;calf;izquierda;7;4,5 min;woke up\n",
    ],
)
def test_tables_in_four_languages_are_read_by_their_headings(table: str) -> None:
    expected = {"started_at": START, "ended_at": "2026-05-12T03:14:30+00:00", "duration_s": 270, "place": "calf",
                "side": "left", "pain": 7, "note": "woke up"}  # fmt: skip
    assert episode(table, order="dmy") == expected
    with pytest.raises(WrongUsage, match=r"line 2: 12\.05\.2026 could be 12 May 2026 or 5 December 2026, and no other"):
        read(table)


def test_a_table_of_the_united_states_is_read_month_first_where_that_is_said() -> None:
    table = "Date,Time,Place,Pain,Duration,Note\n5/12/2026,3:10 AM,calf,7,4,woke up\n"
    assert episode(table, order="mdy")["started_at"] == START
    found = read(table, order="mdy", locale="en_US")
    assert found.remarks[0] == "Dates were read month first, as en_US writes them: 5/12/2026 in line 2 is 2026-05-12."
    with pytest.raises(WrongUsage) as asked:
        read(table)
    assert asked.value.message == (
        "diary.csv, line 2: 5/12/2026 could be 5 December 2026 or 12 May 2026, and no other date in the file shows "
        "which. Say --date-order dmy or mdy."
    )


NAVIGATOR = """\
Date,Time,Pain Level,Medication,Dosage,Sleep,Triggers,Location,Timezone
2026-02-18,23:27:55,5.2,Ibuprofen,,9.1,,"Sampletown, US",America/Los_Angeles
2026-03-16,,5.5,,400mg,7.1,,"Sampletown, US",America/Los_Angeles
2026-04-06,09:23:10,4.0,Ibuprofen,,8.0,"Weather: hot, Stress","Sampletown, US",America/Los_Angeles
"""


def test_a_rating_that_is_not_whole_and_a_town_cost_their_cells_and_not_their_rows() -> None:
    found = read(NAVIGATOR)
    assert episodes(found) == [
        {"started_at": "2026-02-18T23:27:55-08:00"},
        {"started_at": "2026-03-16T12:00:00-07:00"},
        {"started_at": "2026-04-06T09:23:10-07:00", "pain": 4, "triggers": ["Weather: hot", "Stress"]},
    ]
    assert [(each.column, each.line) for each in found.cells] == [
        ("Pain Level", 2), ("Location", 2), ("Time", 3), ("Pain Level", 3), ("Location", 3), ("Location", 4)
    ]  # fmt: skip
    assert found.cells[0].reason == "'5.2' is not a whole number from 0 to 10, and nothing is rounded."
    assert found.cells[1].reason.startswith("'Sampletown, US' is not a place.")
    assert found.cells[2].reason == "There is no time of day, so 12:00 was taken."
    assert found.rejected == ()
    assert found.unmapped == ("Medication", "Dosage", "Sleep")


def test_a_column_can_be_left_out_and_a_day_without_a_time_put_where_a_person_says() -> None:
    found = read(NAVIGATOR, {"Location": "", "Date": "date:03:00", "Medication": "note"})
    assert [each["started_at"] for each in episodes(found)][1] == "2026-03-16T03:00:00-07:00"
    assert {each.column for each in found.cells} == {"Pain Level"}
    assert (found.left_out, found.unmapped) == (("Location",), ("Dosage", "Sleep"))
    assert episodes(found)[0]["note"] == "Ibuprofen"


def test_the_line_of_excel_that_names_the_separator_is_no_row() -> None:
    found = read("sep=;\nDate;Time;Place;Pain\n2026-05-12;03:10;calf;7\n")
    assert episodes(found) == [{"started_at": START, "place": "calf", "pain": 7}]
    assert [each.line for each in found.skipped] == [1]


def test_what_was_tried_is_read_as_a_typed_text_is_and_several_columns_are_joined() -> None:
    table = (
        "Date,Time,Remedies,Medication,Distress (0-5)\n"
        '2026-05-01,03:10,"Wheat bag; ice","ibuprofen, wheat  bag",3\n'
        "2026-05-02,03:10,night-calf-rescu,-,2\n"
    )
    found = read(table, columns={"Medication": "tried"})
    first, second = episodes(found)
    assert first["tried"] == [
        {"remedy": "wheat bag", "seconds": None, "completed": None},
        {"routine": "cold-session", "seconds": None, "completed": None},
        {"remedy": "ibuprofen", "seconds": None, "completed": None},
    ]
    assert (first["distress"], "tried" in second, second["distress"]) == (6, False, 4)
    assert [(each.column, each.line, each.reason[:36]) for each in found.cells] == [
        ("Remedies", 3, "'night-calf-rescu' is not a routine."),
    ]
    assert read(table).unmapped == ("Medication",)
