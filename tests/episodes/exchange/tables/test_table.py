"""The table in a file: its header below titles, its columns, and the rows that are no episodes."""

import pytest

from spasmtui.errors import DataError, WrongUsage
from tests.support.cases import with_each
from tests.support.tables import episode, episodes, read, stopped, unused

START = "2026-11-20T03:10:00+00:00"


def test_the_header_is_found_below_titles_and_empty_lines() -> None:
    found = read("My cramps,,\n,,\nPrinted on 2026-11-21,,\n\nDate,Time,Pain\n2026-11-20,03:10,7\n,,\nTotal,,7\n")
    assert episodes(found) == [{"started_at": START, "pain": 7}]
    assert [(each.line, each.reason) for each in found.skipped] == [
        (1, "a title, 'My cramps'"),
        (2, "empty"),
        (3, "a title, 'Printed on 2026-11-21'"),
        (4, "empty"),
        (7, "empty"),
        (8, "a total or an average"),
    ]


@with_each(
    "first",
    ["Total", "Average", "Sum", "Mean", "Summe", "Summe:", "Total (3)", "Durchschnitt", "Average pain", "Moyenne"],
)
def test_a_row_that_counts_or_sums_up_the_others_is_no_episode(first: str) -> None:
    found = read(f"Date,Time,Pain\n2026-11-20,03:10,7\n{first},,7\n")
    assert (len(found.records), found.rejected) == (1, ())
    assert [each.line for each in found.skipped] == [3]
    assert len(read(f"Note,Date,Time\n{first},2026-11-20,03:10\n").records) == 1


def test_a_header_that_comes_again_is_no_episode() -> None:
    found = read("Date,Time,Pain\n2026-11-20,03:10,7\nDate,Time,Pain\n2026-11-19,03:10,7\n")
    assert (len(found.records), found.rejected) == (2, ())
    assert [(each.line, each.reason) for each in found.skipped] == [(3, "the header again")]


def test_a_column_without_a_heading_and_cells_beyond_the_header_are_named() -> None:
    found = read("Date,Time,,Pain\n2026-11-20,03:10,odd,7\n2026-11-19,03:10,,7,extra\n")
    assert len(found.records) == 2
    assert found.unmapped == ("column 3", "column 5")
    assert read("Date,Time,,Pain,\n2026-11-20,03:10,,7,\n").unmapped == ()


def test_a_decimal_comma_that_splits_a_cell_stops_its_row() -> None:
    assert stopped("Date,Time,Duration,Pain\n2026-11-20,03:10,4,5,7\n") == (
        "It has more cells than the header, 5 for 4. A comma inside a cell, as in 4,5, needs quotes around it."
    )


def test_a_row_that_is_shorter_than_the_header_lacks_its_last_cells() -> None:
    assert episode("Date,Time,Pain,Note\n2026-11-20,03:10\n") == {"started_at": START}


def test_a_second_column_of_one_field_is_named_and_a_second_note_is_kept() -> None:
    found = read("Date,Time,Pain,Pain,Comments,Notes\n2026-11-20,03:10,7,6,a,b\n")
    assert (found.unmapped, episodes(found)) == (("Pain (2)",), [{"started_at": START, "pain": 7, "note": "a\nb"}])
    assert episode("Date,Time,Pain,Pain\n2026-11-20,03:10,7,6\n", {"Pain (2)": "pain", "Pain": ""})["pain"] == 6
    assert episode("start,Notes,Comments,Remarks\n2026-11-20 03:10,a,,c\n")["note"] == "a\nc"
    thrice = read("Date,Time,Pain,Pain,Pain (2),Pain\n2026-11-20,03:10,7,6,5,4\n")
    assert thrice.unmapped == ("Pain (3)", "Pain (2)", "Pain (4)")


def test_a_row_that_has_the_word_for_a_field_in_a_cell_is_no_header() -> None:
    assert episode("Moment,What\n2026-11-20 03:10,pain\n", {"Moment": "started_at", "What": "note"})["note"] == "pain"
    with pytest.raises(WrongUsage, match="Its columns: Moment, What"):
        read("Moment,What\n2026-11-20 03:10,pain\n")


@with_each("nothing", ["", "-", "--", "N/A", "None", "n/a", "–", "NULL", "NaN"])
def test_a_cell_that_says_nothing_is_not_recorded(nothing: str) -> None:
    cells = ",".join([nothing] * 6)
    table = f"Date,Time,Place,Side,Pain,Duration,Triggers,Notes\n2026-11-20,03:10,{cells}\n"
    assert episode(table) == {"started_at": START}


def test_words_of_a_value_are_known_in_other_languages_or_named() -> None:
    head = "Datum;Uhrzeit;Ort;Seite;Kind\n2026-11-20;03:10;"
    assert episode(f"{head}Oberschenkel;rechts;Krampf\n") == {
        "started_at": START, "place": "thigh", "side": "right", "kind": "cramp"
    }  # fmt: skip
    assert {*unused(f"{head}Ohr;quer;Brumm\n")} == {"Ort", "Seite", "Kind"}


def test_two_sides_of_one_episode_are_named_and_none_is_taken() -> None:
    found = read("Date,Time,Place,Side\n2026-11-20,03:10,left calf,right\n")
    assert episodes(found) == [{"started_at": START, "place": "calf"}]
    assert [each.column for each in found.cells] == ["Side"]


@with_each("heading", ["Sleep", "Type", "Tag", "Notes on sleep", "Pain relief", "Medication", "Helped by"])
def test_a_heading_whose_meaning_is_unsure_is_not_guessed(heading: str) -> None:
    assert read(f"start,{heading}\n2026-11-20 03:10,7\n").unmapped == (heading,)


def test_columns_are_matched_as_they_are_printed() -> None:
    table = "start,How\u00a0far  up \n2026-11-20 03:10,calf\n"
    (printed,) = read(table).unmapped
    assert episode(table, {printed: "place"})["place"] == "calf"
    assert read(table, {printed: ""}).left_out == (printed,)
    with pytest.raises(WrongUsage, match="has no column 'How far'"):
        read(table, {"How far": "place"})


@with_each("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8", "utf-8-sig"])
def test_the_encodings_of_spreadsheets_are_read(encoding: str) -> None:
    table = "Datum;Uhrzeit;Ort;Notiz\n2026-11-20;03:10;Oberschenkel;Küche – heiß\n"
    assert episode(table.encode(encoding))["note"] == "Küche – heiß"


def test_a_table_of_an_older_macintosh_is_known_by_its_line_ends() -> None:
    found = read("Date;Heure;Remarques\r2026-11-20;03:10;réveillé\r".encode("mac_roman"))
    assert episodes(found)[0]["note"] == "réveillé"
    assert found.remarks == ("diary.csv is not UTF-8, so it was read as Mac OS Roman: line 2 has 'é'.",)


def test_a_table_without_a_header_is_a_sentence_and_loses_no_row() -> None:
    for columns in ({}, {"2026-11-20": "date"}):
        with pytest.raises(
            WrongUsage, match=r"diary\.csv has no header: its first row, in line 1, has the date 2026-11-20"
        ):
            read("2026-11-20,03:10,calf,7\n2026-11-19,03:10,calf,7\n", columns)


def test_a_quote_that_is_never_closed_swallows_no_rows_in_silence() -> None:
    rows = '2026-11-20 03:10,a\n2026-11-20 03:11,"b\n2026-11-20 03:12,c\n'
    with pytest.raises(DataError, match=r"a quote in the row that begins in line 3 is never closed"):
        read(f"start,note\n{rows}")
    assert len(read(f'start,note\n{rows}"').records) == 2


@pytest.mark.parametrize("heading", ["May 2026", "Mai", "junio 2026", "Sept. 2026"])
def test_a_month_above_its_rows_is_named_and_no_episode(heading: str) -> None:
    found = read(f"Date,Time,Pain\n{heading},,\n2026-11-20,03:10,4\n")
    assert [each.reason for each in found.skipped] == [f"a heading, '{heading}'"]
    assert (len(found.records), found.rejected) == (1, ())
    assert stopped(f"Date,Time,Pain\n{heading},03:10,\n")


def test_a_line_that_is_drawn_between_rows_is_no_episode() -> None:
    for line in ("|---|:-:|---|", "|---+-----+---|", "+---+-----+---+"):
        found = read(f"| Date | Time | Pain |\n{line}\n| 2026-11-20 | 03:10 | 4 |\n")
        assert [(each.line, each.reason) for each in found.skipped] == [(2, "a line between rows")]
        assert (len(found.records), found.rejected) == (1, ())


def test_a_bar_that_belongs_to_a_cell_and_a_cell_that_is_shown_as_it_is_say_no_more_than_their_text() -> None:
    assert episode("| Date | Time | Note |\n| 2026-11-20 | 03:10 | a \\| b |\n")["note"] == "a | b"
    found = episode('Date,Time,Note\n"=""2026-11-20""",="03:10",=1+1\n')
    assert (found["started_at"], found["note"]) == ("2026-11-20T03:10:00+00:00", "=1+1")


def test_a_total_behind_its_number_and_a_remark_are_named_unless_the_row_has_a_date() -> None:
    found = read("#,Date,Time\n1,2026-11-20,03:10\n2,Total,\n#+TBLFM: $1=1,,\n(2 rows),,\n#2,2026-11-21,03:10\n")
    assert [each.reason for each in found.skipped] == ["a total or an average", "a remark", "a remark"]
    assert (len(found.records), found.rejected) == (2, ())


def test_commas_in_the_cells_of_every_row_do_not_hide_the_separator_of_all_lines() -> None:
    for separator in ("\t", ";", "|"):
        rows = "".join(f"20/{month}/2026, 8.56 Uhr{separator}1,5\n" for month in ("01", "02", "03"))
        found = read(f"My cramps\nDate and time{separator}Duration (hours)\n{rows}")
        assert [each["duration_s"] for each in episodes(found)] == [5400] * 3
