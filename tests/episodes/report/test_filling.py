"""The page is filled before it is cut: either all is shown, or the next row would have no room."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.model.episode import Episode, Side, Tried
from spasmtui.episodes.report import markdown, text
from spasmtui.episodes.report.data import build_report
from spasmtui.episodes.report.filling import Filled, Room, fill_pages
from spasmtui.episodes.report.formats import hidden_sentence, render
from spasmtui.episodes.report.paper.room import BrowserLetters, PaperRoom, fill_paper
from spasmtui.episodes.report.sheet import Sheet, SheetContents, compose_sheet
from spasmtui.shared.formats import PLACE_NAMES
from spasmtui.shared.paper import PAPERS
from spasmtui.shared.text_wrap import cell_width, wrap
from tests.episodes.report.test_data import SINCE, UNTIL
from tests.support.cases import with_each
from tests.support.episodes import episode

SIDES = (Side.LEFT, Side.RIGHT, Side.BOTH, None)


def episodes_of(places: int, notes: int, tried: int, *, length: int = 60) -> list[Episode]:
    """Episodes at so many places, with so many notes and things that were tried."""
    known = list(PLACE_NAMES)
    return [
        episode(
            f"2026-11-{1 + number % 22:02}T03:{number % 60:02}:00+01:00",
            place=known[number % places],
            side=SIDES[number % 4],
            tried=(Tried(remedy=f"remedy {number % tried}"),) if tried else (),
            note=f"{number} " + "word " * (length // 5) if number < notes else None,
        )
        for number in range(max(places, notes, tried))
    ]


def contents_of(
    places: int, notes: int, tried: int, questions: int = 2, *, length: int = 60, **options: object
) -> SheetContents:
    report = build_report(
        episodes_of(places, notes, tried, length=length), [], [], since=SINCE, until=UNTIL, made_on=UNTIL,
        questions=tuple(f"Question {number}?" for number in range(questions)),
    )  # fmt: skip
    return compose_sheet(report, **options)  # type: ignore[arg-type]


def paper_of(contents: SheetContents) -> tuple[Filled, PaperRoom]:
    return fill_paper(contents, BrowserLetters())


def larger(contents: SheetContents, sheet: Sheet) -> Iterator[Sheet]:
    """Every page that shows one row or entry more than this one, made without the code that fills pages."""
    report = contents.report
    shown = [row for row in sheet.places.rows if not row[0].startswith("and ")]
    if len(shown) < len(report.places):
        yield replace(sheet, places=sheet.places._replace(rows=(*sheet.places.rows, shown[0])))
    shown = [row for row in sheet.tried.rows if not row[0].startswith("and ")]
    if len(shown) < len(report.tried):
        yield replace(sheet, tried=sheet.tried._replace(rows=(*sheet.tried.rows, shown[0])))
    for at, listing in enumerate(sheet.lists):
        texts = report.questions if listing.title == "Questions" else contents.notes
        if len(listing.entries) < len(texts):
            entry = " ".join(wrap(texts[len(listing.entries)], 72, max_lines=2))
            longer = replace(listing, entries=(*listing.entries, entry))
            yield replace(sheet, lists=(*sheet.lists[:at], longer, *sheet.lists[at + 1 :]))


amounts = st.tuples(st.integers(1, 12), st.integers(0, 60), st.integers(0, 14), st.integers(0, 12))


@pytest.mark.long
@pytest.mark.parametrize("form", ["text", "md", "paper", "letter"])
@given(counts=amounts, length=st.sampled_from([5, 60, 150, 700]))
@settings(max_examples=20, deadline=None)
def test_either_everything_is_shown_or_the_next_row_has_no_room(
    form: str, counts: tuple[int, int, int, int], length: int
) -> None:
    paper = PAPERS["letter" if form == "letter" else "a4"]
    contents = contents_of(*counts, length=length, paper=paper)
    if form in ("text", "md"):
        room: Room = {"text": text.ROOM, "md": markdown.ROOM}[form]
        filled, fits = fill_pages(contents, room), room.fits
    else:
        filled, paper_room = paper_of(contents)
        fits = paper_room.fits
    (page,) = filled.pages
    assert fits(page)
    assert not any(map(fits, larger(contents, page)))
    if filled.is_whole:
        assert not list(larger(contents, page))
        assert not any(listing.more for listing in page.lists)
        assert filled.hidden_notes == 0
    else:
        cut = [listing for listing in page.lists if listing.more or any(" ..." in each for each in listing.entries)]
        assert cut or any(row[0].startswith("and ") for row in (*page.places.rows, *page.tried.rows))


def test_a_page_that_fits_says_everything_and_a_long_note_has_the_room_that_is_left() -> None:
    contents = contents_of(8, 1, 2, length=450)
    (page,) = fill_pages(contents, text.ROOM).pages
    assert len(page.places.rows) == 8
    assert len(page.tried.rows) == 2
    assert page.lists[1].entries == (contents.notes[0].strip(),)


def test_no_row_stands_for_one_alone() -> None:
    for places in range(3, 9):
        (page,) = fill_pages(contents_of(places, 40, 12), text.ROOM).pages
        for table in (page.places, page.tried):
            rest = [row[0] for row in table.rows if row[0].startswith("and ")]
            assert not any(each.startswith("and 1 ") for each in rest)
        assert all(not listing.more.startswith("and 1 ") for listing in page.lists)


def test_what_is_cut_is_counted_and_its_numbers_are_the_sums_of_its_rows() -> None:
    contents = contents_of(12, 60, 12, 9)
    (page,) = fill_pages(contents, text.ROOM).pages
    *shown, rest = page.places.rows
    left_out = contents.report.places[len(shown) :]
    assert rest == (
        f"and {len(left_out)} more sites",
        *(str(sum(getattr(row, name) for row in left_out)) for name in ("left", "right", "both", "unsaid", "episodes")),
    )
    *tried, rest = page.tried.rows
    left_out_rows = contents.report.tried[len(tried) :]
    assert rest[1] == str(sum(row.episodes for row in left_out_rows))
    assert rest[2:] == ("", "")
    notes = page.lists[-1]
    assert notes.more == f"and {60 - len(notes.entries)} more notes"


@pytest.mark.parametrize("form", ["text", "paper"])
def test_a_second_page_has_what_the_first_leaves_out_and_nothing_twice(form: str) -> None:
    contents = contents_of(12, 60, 12, 9, length=200, most_pages=12)
    filled = fill_pages(contents, text.ROOM) if form == "text" else paper_of(contents)[0]
    pages = filled.pages
    assert 1 < len(pages) < 12
    assert filled.is_whole
    names = [row[0] for page in pages for row in page.places.rows if not row[0].startswith("and ")]
    assert names == [PLACE_NAMES[row.place or ""] for row in contents.report.places]
    remedies = [row[0] for page in pages for row in page.tried.rows if not row[0].startswith("and ")]
    assert remedies == [f"own: {row.remedy}" for row in contents.report.tried]
    listed = [(listing.title[:5], entry) for page in pages for listing in page.lists for entry in listing.entries]
    notes = [entry for title, entry in listed if title == "Notes"]
    assert notes == [note.strip() for note in contents.notes]
    questions = [entry for title, entry in listed if title == "Quest"]
    assert questions == list(contents.report.questions)
    assert [page.period.rpartition(". ")[2] for page in pages] == [
        f"Page {number} of {len(pages)}." for number in range(1, len(pages) + 1)
    ]


def test_one_page_is_all_there_is_unless_more_are_asked_for_and_needed() -> None:
    crowded, sparse = contents_of(12, 60, 12), contents_of(1, 1, 1, most_pages=3)
    assert len(fill_pages(crowded, text.ROOM).pages) == 1
    (page,) = fill_pages(sparse, text.ROOM).pages
    assert "Page" not in page.period


def test_chosen_notes_that_have_no_room_are_told() -> None:
    assert render(contents_of(1, 3, 0), "text").hidden_notes == 0
    hidden = render(contents_of(12, 60, 12), "text").hidden_notes
    assert 0 < hidden < 60
    assert hidden_sentence(hidden, 1) == f"{hidden} notes had no room on the page. Add --pages 2 for one page more."
    assert hidden_sentence(1, 2) == "1 note had no room on 2 pages. Add --pages 3 for one page more."
    assert hidden_sentence(0, 1) == ""


def test_chosen_notes_are_the_newest_and_the_sheet_says_of_how_many() -> None:
    (page,) = fill_pages(contents_of(1, 8, 0, most_notes=3), text.ROOM).pages
    assert page.lists[1].title == "Notes (the newest 3 of 8)"
    assert [entry.split()[0] for entry in page.lists[1].entries] == ["8", "7", "6"]
    assert page.lists[1].more == ""


@with_each("unit", ["week", "month", "year"])
def test_weeks_stand_above_their_recorded_days_and_the_newest_are_kept(unit: str) -> None:
    days = {"week": 91, "month": 400, "year": 9_000}[unit]
    kept = episodes_of(3, 0, 0)
    report = build_report(kept, [], [], since=UNTIL - timedelta(days=days - 1), until=UNTIL, made_on=UNTIL)
    assert report.trend_unit == unit
    (page,) = fill_pages(compose_sheet(report), text.ROOM).pages
    columns = [cells for table in page.trend for cells in list(zip(*table.rows, strict=True))[1:]]
    assert (
        columns
        == [
            ("" if each.episodes is None else str(each.episodes), f"{each.recorded_days} of {each.days}")
            for each in report.trend
        ][-len(columns) :]
    )
    left_out = len(report.trend) - len(columns)
    assert (page.trend[0].more == f"and {left_out} earlier {unit}s") is bool(left_out)
    assert max(cell_width(line) for line in text.page_lines(page)) <= 80


def test_random_pages_are_measured_as_they_are_drawn() -> None:
    dice = random.Random(5)
    for _ in range(4):
        contents = contents_of(dice.randrange(1, 13), dice.randrange(60), dice.randrange(14), dice.randrange(9))
        (page,) = fill_pages(contents, text.ROOM).pages
        assert len(text.text((page,)).split("\n")) == len(text.page_lines(page)) <= 60
