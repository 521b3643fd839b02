"""Rows of other programs' tables: ids, times, lengths, scores and lists of words."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from spasmtui.episodes.exchange.importers.place_words import find_place
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, RejectedRow, UnusedCell
from spasmtui.episodes.exchange.importers.row import Row
from spasmtui.episodes.exchange.importers.row_reader import (
    parse_length,
    parse_score,
    parse_side_and_place,
    parse_triggers,
    read_episodes,
    row_id,
)
from spasmtui.episodes.model.episode import Episode, Side
from spasmtui.episodes.model.json_document import document
from spasmtui.errors import CannotStore, WrongUsage
from tests.conftest import ROOT
from tests.episodes.exchange.test_importers import taken
from tests.support.cases import with_each

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
START = datetime(2026, 11, 20, 3, 10, tzinfo=UTC)
CONTEXT = ImportContext(name="file", now=NOW, device="desk", content=ROOT / "content")


def read(*rows: Mapping[str, Any], cells: Mapping[str, str] | None = None, **more: Any) -> ImportResult:
    """Import rows whose fields are given, in lines 2, 3 and so on."""
    fields = {str(line): row for line, row in enumerate(rows, 2)}
    lines = [(line, {"line": str(line), **(cells or {})}) for line in range(2, len(rows) + 2)]
    return read_episodes("other", lines, CONTEXT, lambda row: {"started_at": START, **fields[row["line"]]}, **more)


def test_the_id_of_a_row_is_a_uuid5_of_the_program_and_its_cells() -> None:
    namespace = uuid.UUID("0d9f6c3a-52c1-5c55-8f0e-6a6b2d8c9e10")
    assert row_id("other", ["a=1", "b=é"]) == str(uuid.uuid5(namespace, "other\x1fa=1\x1fb=é"))
    assert row_id("other", ["a=1"]) != row_id("another", ["a=1"])


def test_an_episode_has_its_id_from_its_cells_that_hold_anything_in_the_order_of_their_columns() -> None:
    (one,) = read({}, cells={"b": "x", "a": "y", "c": " "}).records
    assert isinstance(one, Episode)
    assert one.id == row_id("other", ["a=y", "b=x", "line=2"])


def test_an_episode_bears_the_stamps_of_the_import_and_the_fields_of_its_row() -> None:
    result = read({"ended_at": START + timedelta(minutes=4), "side": "left", "pain": 7, "note": " ow \n"})
    (one,) = result.records
    assert isinstance(one, Episode)
    assert (one.created_at, one.updated_at, one.device) == (NOW, NOW, "desk")
    assert (one.started_at, one.duration_seconds, one.side, one.pain, one.note) == (START, 240, Side.LEFT, 7, "ow")
    assert (result.format, result.is_foreign, result.unit) == ("other", True, "line")


def test_a_row_needs_nothing_but_the_start_of_an_episode() -> None:
    (one,) = read({}).records
    assert isinstance(one, Episode)
    assert [name for name, value in document(one).items() if value not in (None, [])] == [
        "id", "started_at", "night", "created_at", "updated_at", "device"
    ]  # fmt: skip


@with_each(
    ("note", "kept"),
    [(None, None), ("", None), (" \n ", None), ("\x07\x1b", None), ("a\x07 \n", "a"), ("a\nb", "a\nb")],
)
def test_a_note_is_cleaned_and_an_empty_one_is_not_recorded(note: str | None, kept: str | None) -> None:
    (one,) = read({"note": note}).records
    assert isinstance(one, Episode)
    assert one.note == kept


@pytest.mark.parametrize(
    ("length", "reason"),
    [
        (timedelta(), None),
        (timedelta(days=7), None),
        (timedelta(days=7, seconds=1), "It lasts more than a week. Correct its start or its end."),
        (timedelta(seconds=-1), "It ends before it starts."),
    ],
)
def test_an_episode_ends_after_it_starts_and_within_a_week(length: timedelta, reason: str | None) -> None:
    result = read({"ended_at": START + length})
    assert [each.reason for each in result.rejected] == ([] if reason is None else [reason])
    assert len(result.records) == (reason is None)


def test_a_row_that_cannot_be_read_is_named_by_its_line_and_the_others_go_on() -> None:
    def parse(cells: Mapping[str, str]) -> dict[str, Any]:
        if cells["a"] == "bad":
            raise WrongUsage("It is bad.")
        return {"started_at": START}

    rows = [(5, {"a": "bad"}), (7, {"a": "good"}), (9, {"a": "bad"})]
    result = read_episodes("other", rows, CONTEXT, parse, unmapped=["x"], left_out=["y"])
    assert result.rejected == (RejectedRow(line=5, reason="It is bad."), RejectedRow(line=9, reason="It is bad."))
    assert (len(result.records), result.unmapped, result.left_out) == (1, ("x",), ("y",))


@with_each(
    ("text", "length"),
    [
        ("", None),
        ("  ", None),
        ("4", timedelta(minutes=4)),
        ("4,5", timedelta(minutes=4, seconds=30)),
        ("0", timedelta()),
        ("1d 02h 15m", timedelta(days=1, hours=2, minutes=15)),
        ("90 s", timedelta(seconds=90)),
        ("9999d", timedelta(days=9999)),
    ],
)
def test_a_length_is_a_number_of_minutes_or_has_units(text: str, length: timedelta | None) -> None:
    assert parse_length(text) == length


@pytest.mark.parametrize(("text", "quoted"), [("soon", "soon"), ("10000d", "10000d"), ("\x1b4", "4"), ("-4", "-4")])
def test_a_length_that_cannot_be_read_is_quoted_clean(text: str, quoted: str) -> None:
    with pytest.raises(CannotStore) as refused:
        parse_length(text)
    assert refused.value.message == f"The length '{quoted}' cannot be read. Write it like 01h 10m."


def test_a_length_is_quoted_on_one_line_and_cut_at_30_characters() -> None:
    with pytest.raises(CannotStore) as refused:
        parse_length("a\n" + "b" * 40)
    assert refused.value.message == f"The length 'a {'b' * 28}' cannot be read. Write it like 01h 10m."


@with_each(
    ("text", "score"),
    [
        ("", None), (" ", None), ("0", 0), (" 7 ", 7), ("10", 10), ("6.0", 6), ("6,00", 6), ("6/10", 6), ("6 / 10", 6),
        ("6.0 / 10", 6),
    ],
)  # fmt: skip
def test_a_score_is_a_whole_number_of_ten(text: str, score: int | None) -> None:
    assert parse_score(text) == score


@with_each(
    ("text", "reason"),
    [
        ("11", "is not a whole number from 0 to 10."),
        ("1234", "is not a whole number from 0 to 10."),
        ("6.5", "is not a whole number from 0 to 10, and nothing is rounded."),
        ("-1", "is not a whole number from 0 to 10."),
        ("NaN", "is not a whole number from 0 to 10."),
        ("6/5", "lies outside its scale, 0 to 5."),
        ("六", "is not a whole number from 0 to 10."),
    ],
)
def test_a_score_that_is_none_is_quoted_and_never_rounded(text: str, reason: str) -> None:
    with pytest.raises(CannotStore) as refused:
        parse_score(text)
    assert refused.value.message == f"{text!r} {reason}"


def test_a_cell_that_an_episode_can_do_without_is_named_and_its_row_goes_in() -> None:
    rows = [(5, {"pain": "5.2"}), (7, {"pain": "7"}), (9, {"pain": "-"}), (11, {"pain": "#REF!"})]
    result = read_episodes(
        "other", rows, CONTEXT, lambda row: {"started_at": START, "pain": row.optional("pain", parse_score)}
    )
    assert [each.pain for each in result.records if isinstance(each, Episode)] == [None, 7, None, None]
    assert result.cells == (
        UnusedCell(column="pain", line=5, reason="'5.2' is not a whole number from 0 to 10, and nothing is rounded."),
        UnusedCell(column="pain", line=11, reason="#REF! is an error of the spreadsheet, not a value."),
    )


def test_a_cell_of_a_row_that_is_rejected_is_not_named_beside_it() -> None:
    def parse(row: Row) -> dict[str, Any]:
        row.name_cell("pain", "It is bad.")
        raise WrongUsage("The start is missing.")

    result = read_episodes("other", [(5, {"pain": "x"})], CONTEXT, parse)
    assert (len(result.rejected), result.cells) == (1, ())


def test_a_side_beside_a_place_is_parsed_for_every_importer() -> None:
    assert parse_side_and_place("Left calf", CONTEXT) == (Side.LEFT, "calf")
    assert parse_side_and_place("quad, l + r", CONTEXT) == (Side.BOTH, "thigh")
    assert parse_side_and_place("mollet gauche", CONTEXT) == (Side.LEFT, "calf")
    assert parse_side_and_place("", CONTEXT) == (None, None)
    with pytest.raises(CannotStore, match="'right knee' is not a place"):
        parse_side_and_place("right knee", CONTEXT)


def test_a_trigger_of_a_table_is_never_cut() -> None:
    assert parse_triggers("Heat; Little to drink\nHeat") == ("Heat", "Little to drink")
    assert parse_triggers("Heat and Little to drink, wine and cheese") == ("Heat", "Little to drink", "wine and cheese")
    for text in (";", "x" * 61):
        with pytest.raises(CannotStore):
            parse_triggers(text)


def test_words_that_are_no_place_are_looked_up_once_for_a_whole_file() -> None:
    find_place.cache_clear()
    found = taken("start,place\n" + "2026-11-20 03:10,knee\n" * 20)
    assert (len(found.cells), find_place.cache_info().misses) == (20, 1)


def test_triggers_that_there_were_not_are_no_trigger_of_that_name() -> None:
    assert [parse_triggers(text) for text in ("keine", "No", "aucun", "no salt")] == [(), (), (), ("no salt",)]
    for text, said in (("none, heat", "that there was none"), ("yes", "not say"), ("heat; unknown", "not say")):
        with pytest.raises(WrongUsage, match=said):
            parse_triggers(text)
    row = Row(2, {"a": "NaT", "b": "k.A.", "c": "\\N", "d": "n"})
    assert [row.text(column) for column in "abcd"] == ["", "", "", "n"]
