"""One name for each place of the body: every face prints it, and whatever is printed is read again."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import pytest

from spasmtui.episodes.conflicts.choices import value_text
from spasmtui.episodes.entry.form_fields import form_fields, where_words
from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.episodes.exchange.importers.row_reader import parse_side_and_place
from spasmtui.episodes.insights.analysis import analyze_diary
from spasmtui.episodes.insights.cards import card_lines
from spasmtui.episodes.model.episode import Episode, Side
from spasmtui.episodes.model.names import SHIPPED
from spasmtui.episodes.model.night_rows import night_rows
from spasmtui.episodes.report.data import build_report
from spasmtui.episodes.report.formats import render_sheet
from spasmtui.episodes.report.paper.body_picture import body_picture
from spasmtui.episodes.report.sheet import compose_sheet
from spasmtui.episodes.summary import count_places
from spasmtui.episodes.tui.night_table import night_cells
from spasmtui.episodes.tui.widgets import EpisodeList
from spasmtui.relief.listing import routine_lines
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.tui.editor.rows import PLACE_CHOICES
from spasmtui.relief.tui.palette_entries import relief_entries
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.formats import PLACE_NAMES, place_with_side, short_place
from spasmtui.shared.places import PLACES, PlaceIndex, Target
from spasmtui.shared.translations import read_foreign_words
from spasmtui.shell import AppHost
from spasmtui.ui.body_map.widget import BodyMap
from spasmtui.ui.body_map.words import count_words
from spasmtui.ui.drawing.charts import most_label_cells
from tests.conftest import ROOT, FakeClock
from tests.support.cases import with_each
from tests.support.commands import run
from tests.support.episodes import episode
from tests.support.memory_diary import MemoryDiary
from tests.support.sheets import page_of

CONTENT = ROOT / "content"
INDEX = PlaceIndex(CONTENT)
BOOK = RoutineBook(CONTENT)
SIDES = (Side.LEFT, Side.RIGHT, Side.BOTH, None)
LETTERS = {Side.LEFT: "L", Side.RIGHT: "R", Side.BOTH: "L+R", None: ""}
EVERYWHERE = tuple(product(PLACES, SIDES))
NOW = datetime.fromisoformat("2026-11-23T12:00:00+01:00")
TODAY = NOW.date()


def words_of_the_map(place: str, side: Side | None) -> Iterator[tuple[str, str]]:
    yield "the list beside the map", count_words({(place, side): 1})[0][0]
    if side in ("left", "right"):
        yield "the mark of the map", BodyMap(chosen=cast(Any, (place, side))).chosen_words


def words_of_the_diary(known: Episode) -> Iterator[tuple[str, str]]:
    place = str(known.place)
    side = known.side and known.side.value
    yield "the form", where_words(f"{place} {side or ''}")
    where = next(field for field in form_fields(usual=[(place, side)], routines=(), signs={}) if field.kind == "place")
    yield "the first choice of the form", where.options[0][1]
    (row, *_) = (row for row in night_rows([known], [], [], today=TODAY) if row.episodes)
    yield "the night in the log", night_cells(row, 2026)["Where"][0]
    yield "the home screen", count_places([known])[0].words
    insights = analyze_diary([known], [], [], now=NOW)
    yield "the insights", next(line for line in card_lines(insights, SHIPPED) if "Places: " in line)


def words_of_the_commands(known: Episode, clock: FakeClock) -> Iterator[tuple[str, str]]:
    diary = MemoryDiary(clock, [known])
    for command in (
        "log list", "log show last", "log export --format md -o -", "log export --format ics -o -",
        "log export --format fhir -o -", "insights",
    ):  # fmt: skip
        printed = run(*command.split(), diary=diary, clock=clock).out.replace("\r\n ", "")
        yield command, printed.replace("\\(", "(").replace("\\)", ")")


@pytest.mark.long
@with_each(("place", "side"), EVERYWHERE)
def test_a_place_has_one_name_on_every_screen_and_in_every_command(
    place: str, side: Side | None, clock: FakeClock
) -> None:
    known = episode(place=place, side=side)
    name = place_with_side(place, side)
    assert set(PLACE_NAMES[place].split()) <= set(name.split())
    faces = dict([*words_of_the_map(place, side), *words_of_the_diary(known), *words_of_the_commands(known, clock)])
    assert {face: words for face, words in faces.items() if name not in words.lower()} == {}


@with_each("place", PLACES)
def test_the_sheet_names_a_place_as_the_screen_does(place: str) -> None:
    known = [episode(f"2026-11-{day:02}T03:00:00+01:00", place=place, side=side, note="Woke.")
             for day, side in enumerate(SIDES, 5)]  # fmt: skip
    report = build_report(known, [], [], since=date(2026, 11, 1), until=TODAY, made_on=TODAY)
    contents, picture = compose_sheet(report), body_picture(report)
    sheet = page_of(contents)
    assert picture is not None
    assert [row[0] for row in sheet.places.rows] == [PLACE_NAMES[place]]
    assert picture.description == ", ".join(f"{place_with_side(place, side)} 1" for side in SIDES[:3])
    notes = next(each for each in sheet.lists if each.title == "Notes").entries
    assert sorted(entry.split(" ", 3)[3] for entry in notes) == sorted(
        f"{place_with_side(place, side)}: Woke." for side in SIDES
    )
    for form in ("text", "md", "html"):
        assert PLACE_NAMES[place] in render_sheet(contents, form).decode()


def test_relief_its_palette_and_its_editor_name_places_as_the_diary_does(clock: FakeClock) -> None:
    services = SimpleNamespace(content=CONTENT, config=CONTENT / "none", state=CONTENT / "none", clock=clock)
    host = cast(AppHost, SimpleNamespace(services=services, options=SimpleNamespace(language="en")))
    titles = {entry.id: entry.title for entry in relief_entries(host) if entry.id.startswith("place:")}
    named = {f"place:{place}:{side or ''}": f"Relief: {place_with_side(place, side)}" for place, side in EVERYWHERE}
    assert titles.items() <= named.items()
    assert {entry.split(":")[1] for entry in titles} == {*PLACES}
    assert {place: words for place, words in PLACE_CHOICES if place} == PLACE_NAMES
    assert [name for name, _routines in BOOK.by_place()][:-1] == [name.capitalize() for name in PLACE_NAMES.values()]
    listed = {routine.place: list(routine_lines(routine))[1].split(" · ")[0] for routine in BOOK.all() if routine.place}
    assert listed == PLACE_NAMES


@with_each("place", PLACES)
def test_two_versions_of_an_episode_name_their_places_as_the_diary_does(place: str) -> None:
    assert value_text("place", episode(place=place)) == PLACE_NAMES[place]


@with_each(("place", "side"), EVERYWHERE)
def test_a_name_that_is_printed_is_read_again_with_its_side(place: str, side: Side | None) -> None:
    routine = next(known.routine for known in INDEX.places if known.id == place)
    name = place_with_side(place, side)
    assert find_flag(name) is None
    for typed in (name, name.capitalize(), f"a cramp in my {name}", f"{PLACE_NAMES[place]} {side or ''}"):
        assert INDEX.find(typed) == Target(routine, place, side), typed
    assert parse_side_and_place(name, ImportContext(name="a.csv", now=NOW, device="desk", content=CONTENT)) == (
        side,
        place,
    )


@with_each(("place", "side"), EVERYWHERE)
def test_a_narrow_log_shortens_the_name_alone_and_that_is_read_again(place: str, side: Side | None) -> None:
    (row, *_) = (row for row in night_rows([episode(place=place, side=side)], [], [], today=TODAY) if row.episodes)
    (short,) = night_cells(row, 2026, is_short=True)["Where"]
    assert short == f"{PLACE_NAMES[place].replace(' the', '')} {LETTERS[side]}".rstrip()
    assert (found := INDEX.find(short)) is not None
    assert (found.place, found.side) == (place, side)


def test_a_line_of_a_night_shortens_the_place_before_its_end_is_cut() -> None:
    known = episode(place="hamstring", side=Side.RIGHT, pain=3)
    lines = [EpisodeList().line_of(known, width)[0] for width in (80, 37)]
    assert lines == ["  03:12  back of the right thigh  pain 3", "  03:12  back of thigh R  pain 3"]


def test_each_name_has_its_french_form() -> None:
    french = read_foreign_words(CONTENT, "places")
    assert [french[place][0] for place in PLACES] == [
        "mollet", "pied", "tibia", "arrière de la cuisse", "devant de la cuisse", "hanche", "fesse",
        "main ou avant-bras", "cou", "haut du dos", "bas du dos", "ventre ou flanc",
    ]  # fmt: skip


@with_each("place", PLACES)
def test_the_french_form_of_a_name_is_read_with_its_side(place: str) -> None:
    routine = next(known.routine for known in INDEX.places if known.id == place)
    name = read_foreign_words(CONTENT, "places")[place][0]
    for words, side in (("{}", None), ("{} gauche", "left"), ("{} droite", "right"), ("{} (les deux côtés)", "both")):
        typed = words.format(name)
        assert find_flag(typed) is None, typed
        assert INDEX.find(typed) == Target(routine, place, side), typed


def test_a_list_and_a_change_take_a_printed_name_with_its_side(clock: FakeClock) -> None:
    diary = MemoryDiary(clock, [episode(place="hamstring", side=Side.LEFT)])
    name = place_with_side("hamstring", "right")
    assert run("log", "list", "--place", name, "--json", diary=diary, clock=clock).json == []
    changed = run("log", "edit", "last", "--place", name, "--json", diary=diary, clock=clock).json
    assert (changed["place"], changed["side"]) == ("hamstring", "right")
    (listed,) = run("log", "list", "--place", name, "--json", diary=diary, clock=clock).json
    assert listed["id"] == changed["id"]
    for command in (("list",), ("edit", "last")):
        ended = run("log", *command, "--place", name, "--side", "left", diary=diary, clock=clock)
        assert (ended.code, ended.err) == (
            2,
            f"{name!r} and the side 'left' contradict each other. Give only one of them.",
        )


def test_the_shell_records_a_place_by_its_printed_name(clock: FakeClock) -> None:
    diary = MemoryDiary(clock)
    for words in (
        "right back of the thigh",
        "back of the right thigh",
        "calf (both sides)",
        "arrière de la cuisse droite",
    ):
        run("log", "add", *words.split(), "--json", diary=diary, clock=clock)
    stored = [(each.place, each.side) for each in diary.episodes()]
    assert sorted(stored, key=str) == [("calf", "both"), *[("hamstring", "right")] * 3]


@with_each("place", PLACE_NAMES)
def test_every_place_has_room_in_the_insights_beside_the_bodies_of_80_columns(place: str) -> None:
    beside_the_bodies = 27
    assert len(short_place(place, "left")) <= most_label_cells(beside_the_bodies)
