"""The log on the screen: one test a user story."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Input

from spasmtui.episodes.entry.typed_times import time_remark
from spasmtui.episodes.model.episode import Day, Helped, Practice, Side, Tried
from spasmtui.episodes.model.fields import QUESTION_ORDER
from spasmtui.episodes.model.json_document import document
from spasmtui.episodes.model.night_rows import NightRow
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.tui.field_list import FieldList
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.episodes.tui.insights.screen import InsightsScreen
from spasmtui.episodes.tui.log_data import Arranged, Arranger, Request
from spasmtui.episodes.tui.screen import LogScreen
from spasmtui.episodes.tui.widgets import NightList
from spasmtui.errors import DataError, NotSaved
from tests.conftest import FakeClock
from tests.support.commands import run
from tests.support.episodes import episode
from tests.support.log_app import LogApp, messages, press, settled, text_of

pytestmark = pytest.mark.pilot


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}:00+00:00")


def records(clock: FakeClock) -> list[Any]:
    return [
        episode(f"{at('22T02:12')}", ended_at=at("22T02:16"), place="calf", side=Side.LEFT, pain=6, note="[b]x[/"),
        episode("2026-11-20T23:40:00+00:00", place="foot", pain=3, helped=Helped.SOME),
        episode("2026-11-21T00:10:00+00:00", ended_at=at("21T00:19"), place="calf", side=Side.LEFT, pain=7),
        Day(date="2026-11-19", words=("none", "effort"), updated_at=clock.now(), device="desk"),
        Practice(id="p", routine="bedtime-prevention", started_at=at("19T21:30"), seconds=9, completed=True, device=""),
        episode("2026-11-17T15:00:00+00:00", place="neck"),
    ]  # fmt: skip


async def test_nights_are_rows_and_none_is_not_the_same_as_not_recorded(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = [line.split() for line in text_of(app).splitlines()[:8]]
    assert lines == [
        ["Log", "·", "2", "nights", "and", "1", "day", "with", "cramps", "since", "17", "Nov"],
        ["Night", "Cramps", "Day", "Worst", "Where", "Tried", "Helped"],
        ["▸", "Sat", "21", "Nov", "1", "6", "calf", "L"],
        ["Fri", "20", "Nov", "2", "7", "foot,", "calf", "L", "some"],
        ["Thu", "19", "Nov", "–", "Bedtime", "stretches"],
        ["Wed", "18", "Nov", "·"],
        ["Tue", "17", "Nov", "·", "1", "·", "neck"],
        [],
    ]


async def test_older_years_follow_while_the_newest_are_shown_already(clock: FakeClock) -> None:
    old = episode("2019-05-01T02:00:00+00:00", place="thigh")
    app = LogApp(clock, [*records(clock), old])
    app.diary.unread = 1
    seen: list[object] = []
    read_older = app.diary.read_older

    async def look() -> None:
        log = app.screen
        assert isinstance(log, LogScreen)
        for _ in range(10_000):
            if "17 Nov" in text_of(app):
                break
            await asyncio.sleep(0.001)
        log.action_insights()
        seen.extend([text_of(app).splitlines()[0].split(), old in log.snapshot.episodes, app.screen is log])

    def slowly() -> bool:
        if not seen:
            app.call_from_thread(look)  # type: ignore[arg-type]
        return read_older()

    app.diary.read_older = slowly  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert seen == [["Log", "·", "reading", "older", "years"], False, True]
        assert isinstance(app.screen, InsightsScreen)
        assert old in app.screen.episodes
        await press(pilot, "escape")
        assert text_of(app).splitlines()[0].split()[-4:] == ["since", "30", "Apr", "2019"]


async def test_older_years_that_cannot_be_read_are_tried_again_with_the_next_check(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    app.diary.unread = 1
    read_older, refusals = app.diary.read_older, [DataError("2019.jsonl cannot be read.")]

    def refusing() -> bool:
        if refusals:
            raise refusals[0]
        return read_older()

    app.diary.read_older = refusing  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        log = app.screen
        assert isinstance(log, LogScreen)
        log.check_for_changes()
        await settled(pilot)
        assert messages(app) == ["2019.jsonl cannot be read."]
        assert not log.snapshot.is_whole
        refusals.clear()
        # The first check may find the screen's own one under way, which was refused before.
        for _ in range(2):
            log.check_for_changes()
            await settled(pilot)
        assert log.snapshot.is_whole
        assert text_of(app).splitlines()[0].split()[-3:] == ["since", "17", "Nov"]


async def test_headings_stand_over_their_columns_beside_a_scroll_bar_and_the_chosen_night(clock: FakeClock) -> None:
    tried = (Tried(routine="night-calf-rescue"), Tried(routine="calf-wall"))
    nights = [
        episode(
            f"{at('22T02:12') - timedelta(days=back)}", place="calf", side=Side.LEFT, pain=6, tried=tried,
            helped=Helped.GONE,
        )
        for back in range(60)
    ]  # fmt: skip
    app = LogApp(clock, nights)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "f", *"nowhere", "enter")
        await settled(pilot)
        await press(pilot, "escape")
        await settled(pilot)
        heading, row = text_of(app).splitlines()[1:3]
        assert heading.index("Where") == row.index("calf L")
        assert heading.index("Tried") == row.index("Night calf cramp")
        assert heading.index("Helped") == row.index("gone")
        assert heading.index("Worst") + 4 == row.index("6")


async def test_from_100_columns_the_chosen_night_stands_beside_the_list(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(110, 24)) as pilot:
        await settled(pilot)
        assert "Night of Sat 21 Nov to Sun 22 Nov" in text_of(app)
        assert "[b]x[/" in text_of(app)
        await press(pilot, "j", "j")
        assert "No cramp that night." in text_of(app)
        lines = text_of(app).splitlines()
        first = next(number for number, line in enumerate(lines) if "practised  " in line)
        beside = [line[lines[first].index("practised  ") :].rstrip() for line in lines[first : first + 2]]
        assert beside == ["practised  Bedtime stretches at", "           21:30, 9 s"]
        assert "n record a cramp" not in text_of(app)
        await press(pilot, "j")
        assert "Nothing is recorded for this night." in text_of(app)
        assert "n record a cramp" in text_of(app)


@pytest.mark.long
async def test_a_whole_entry_takes_ten_keys_and_stores_what_the_command_stores(clock: FakeClock) -> None:
    app = LogApp(clock, [episode("2026-11-19T03:00:00+00:00", place="calf", side=Side.LEFT)])
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.action_new()  # type: ignore[attr-defined]  # as from the home screen: before anything was read
        await settled(pilot)
        assert app.screen.query_one(FieldList).values == {}, "nobody has said where it was"
        await press(pilot, "1", "6", "down", "4", "7", "1", "2", "1", "3", "s")
        assert not isinstance(app.screen, EpisodeForm)
    stored = document(app.diary.episodes()[0])
    words = "log add calf -l -p 6 --for 4m --sleep 7 --context sleep --trigger heat --helped most --json"
    tried = [each["routine"] for each in stored["tried"]]
    other = LogApp(clock).diary
    by_command = run(*words.split(), "--tried", tried[0], diary=other, clock=clock).json
    assert {**stored, "id": "", "device": ""} == {**by_command, "id": "", "device": ""}
    assert (stored["pain"], stored["duration_s"], stored["triggers"], stored["helped"]) == (6, 240, ["heat"], "most")


@pytest.mark.long
async def test_a_failed_save_keeps_the_form_and_the_episode_and_can_be_tried_again(
    clock: FakeClock, tmp_path: Any
) -> None:
    app = LogApp(clock)
    app.diary.state = tmp_path
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "1", "l", "6")
        app.diary.failure = NotSaved("The diary could not be written: disk full.")
        await press(pilot, "s")
        assert "disk full. What you typed is kept; s tries again." in text_of(app).replace("\n", "")
        # It is kept as an episode, which the next start takes in; a draft beside it would be offered again.
        assert [path.name for path in tmp_path.iterdir()] == ["unsaved-1.json"]
        app.diary.failure = None
        await press(pilot, "s")
        assert [(each.place, each.pain) for each in app.diary.episodes()] == [("calf", 6)]
        assert list(tmp_path.iterdir()) == []


@pytest.mark.long
async def test_an_episode_that_was_changed_elsewhere_meanwhile_is_shown_and_saved_over_only_knowingly(
    clock: FakeClock, own_home: Path
) -> None:
    app = LogApp(clock)
    app.diary = diary = Diary(own_home / "data", own_home / "state", clock)  # type: ignore[assignment]
    mine = episode("2026-11-22T02:12:00+00:00", place="calf", side=Side.LEFT, pain=6)
    diary.add(mine)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "down", "3")
        Diary(diary.folder, diary.state, clock).edit(mine.id, place="neck", side=None, pain=2, note="Stiff.")
        await press(pilot, "s")
        text = " ".join(text_of(app).split())
        assert (
            "Not saved: it was changed on another terminal meanwhile (pain). s saves yours, Esc keeps theirs:" in text
        )
        assert "theirs: Sun 22 Nov 02:12, neck, pain 2." in text
        assert diary.get(mine.id).pain == 2
        await press(pilot, "s")
        assert not isinstance(app.screen, EpisodeForm)
    stored = diary.get(mine.id)
    assert (stored.pain, stored.place, stored.side, stored.note) == (3, "neck", None, "Stiff.")


@pytest.mark.long
async def test_what_was_not_saved_comes_back_with_the_next_form(clock: FakeClock, tmp_path: Any) -> None:
    first = LogApp(clock)
    first.diary.state = tmp_path
    async with first.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "1", "l", "6")
    clock.advance(6 * 3600)
    second = LogApp(clock)
    second.diary.state = tmp_path
    async with second.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "s")
        stored = second.diary.episodes()
        assert [(each.place, each.pain, each.started_at) for each in stored] == [("calf", 6, clock.start)]


async def test_an_imported_id_cannot_name_a_file_elsewhere(clock: FakeClock, tmp_path: Any) -> None:
    app = LogApp(clock, [episode("2026-11-22T02:00:00+00:00", id="../../x/y")])
    app.diary.state = tmp_path / "state"
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "down", "6")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["draft-xy.json"]


@pytest.mark.long
async def test_escape_asks_only_when_an_answer_would_be_lost(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "escape")
        assert isinstance(app.screen, LogScreen)
        await press(pilot, "n", "1", "l", "escape")
        assert "Throw away what you typed?" in text_of(app)
        await press(pilot, "n")
        assert isinstance(app.screen, EpisodeForm)
        await press(pilot, "escape", "y")
        assert isinstance(app.screen, LogScreen)
        assert app.diary.episodes() == ()


@pytest.mark.long
async def test_a_time_and_a_note_can_be_typed(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "down", "down", "enter", *"20m", "space", *"ago", "enter")
        await press(pilot, *["down"] * 6, "enter", *"[/x]", "tab", "s")
        stored = app.diary.episodes()[0]
    assert (stored.started_at, stored.note) == (clock.now() - timedelta(minutes=20), "[/x]")


async def test_a_deleted_episode_is_gone_at_once_and_undo_brings_it_back(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "x")
        await settled(pilot)
        assert len(app.diary.episodes()) == 3
        app.diary.undo()
        app.screen.reload()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "calf L" in text_of(app).splitlines()[2]


@pytest.mark.long
async def test_of_several_episodes_of_a_night_one_is_chosen_to_be_changed(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "e")
        assert [line.strip() for line in text_of(app).splitlines()[1:3]] == [
            "▸ 23:40  foot  pain 3",
            "00:10  left calf  pain 7  9 min",
        ]
        await press(pilot, "down", "e", "down", "1", "s")
    assert [each.pain for each in app.diary.episodes()] == [6, 1, 3, None]


async def test_a_day_is_described_in_two_keys(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "end", "up", "d", "0")
        await press(pilot, "d", "2")
        await settled(pilot)
        assert [day.words for day in app.diary.days()] == [("none", "effort"), ("none", "effort")]
        assert text_of(app).splitlines()[5].split() == ["▸", "Wed", "18", "Nov", "–"]


async def test_a_click_on_nothing_takes_no_letter_from_the_filter_that_is_typed(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        count = len(app.diary.episodes())
        await press(pilot, "f", "f")
        nights, line = app.screen.query_one(NightList), app.screen.query_one(Input)
        below = nights.region.y + len(nights.items) + 3
        for x, y in ((5, below), (nights.region.right - 1, below), (2, 0), (118, below), (60, line.region.y - 1)):
            await pilot.mouse_down(offset=(x, y))
            await pilot.mouse_up(offset=(x, y))
            assert line.has_focus, (x, y)
        await press(pilot, "x")
        assert (line.value, len(app.diary.episodes())) == ("fx", count)
        await press(pilot, "backspace")
        await pilot.mouse_down(offset=(5, nights.region.y))
        assert nights.has_focus


async def test_a_filter_shows_only_what_contains_its_words(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "escape" not in app.screen.active_bindings
        await press(pilot, "slash", "enter")
        assert not app.screen.query_one(Input).display
        await press(pilot, "slash")
        layouts = []
        monkeypatch.setattr(app.screen, "_refresh_layout", lambda *_, **__: layouts.append(app.focused))
        await press(pilot, *"foot")
        assert layouts == []  # each letter draws the lines that differ, and moves nothing
        monkeypatch.undo()
        await press(pilot, "down")
        assert app.screen.query_one(NightList).has_focus
        assert "escape" in app.screen.active_bindings
        lines = text_of(app).splitlines()
        assert lines[0].strip() == "Log · 1 night with cramps since 20 Nov · only: foot"
        assert lines[2].split() == ["▸", "Fri", "20", "Nov", "1", "3", "·", "foot", "some"]
        assert lines[3] == ""
        assert "all nights" in text_of(app).splitlines()[-1]
        await press(pilot, "escape")
        assert len(app.screen.query_one(NightList).items) == 5
        assert "all nights" not in text_of(app).splitlines()[-1]


async def test_the_newest_filter_is_shown_where_one_is_typed_while_another_is_searched_for(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LogApp(clock, records(clock))
    arrange, searched = Arranger.arrange, []

    def watched(self: Arranger, request: Request, now: datetime) -> Arranged:
        searched.append(request.text)
        if request.text == "calf":
            screen = app.screen
            assert isinstance(screen, LogScreen)
            changed = Input.Changed(screen.query_one(Input), "foot")
            app.call_from_thread(screen._filter, changed)  # noqa: SLF001 -- at this very moment
        return arrange(self, request, now)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        monkeypatch.setattr(Arranger, "arrange", watched)
        monkeypatch.setattr(Arranger, "is_quick", lambda *_: False)
        app.screen.query_one(Input).value = "calf"
        await settled(pilot)
        assert [row.date.day for row in app.screen.query_one(NightList).items] == [20]
        app.screen.query_one(Input).value = ""
        await settled(pilot)
        assert len(app.screen.query_one(NightList).items) == 5
    assert searched == ["calf", "foot", ""]


async def test_the_order_of_the_nights_goes_round(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "o", "o")
        nights = app.screen.query_one(NightList)
        assert [row.worst for row in nights.items] == [7, 6, None, None, None]


async def test_an_empty_diary_says_how_it_is_filled(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "No episodes yet. They appear here by themselves" in text_of(app)


async def test_an_episode_of_another_terminal_appears_without_a_key(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.diary.add(episode("2026-11-22T02:00:00+00:00", place="calf"))
        app.screen.check_for_changes()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "calf" in text_of(app)


@pytest.mark.long
@pytest.mark.usefixtures("every_picture")
async def test_only_what_is_seen_of_5_000_nights_is_rendered(clock: FakeClock, monkeypatch: Any) -> None:
    start = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
    many = [episode((start - timedelta(days=day)).isoformat(), place="calf", pain=day % 11) for day in range(5_000)]
    app = LogApp(clock, many)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        nights = app.screen.query_one(NightList)
        rendered: list[int] = []
        line_of = NightList.line_of

        def counted(self: NightList, item: NightRow, width: int) -> tuple[str, bool]:
            rendered.append(1)
            return line_of(self, item, width)

        monkeypatch.setattr(NightList, "line_of", counted)
        await press(pilot, "end", "home", "pagedown", "down")
        assert len(nights.items) == 5_000
        assert 20 < len(rendered) < 500


@pytest.mark.long
async def test_a_reason_to_get_help_is_shown_once_with_its_page(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "1", "l", "down", "down", "enter", *"12", "enter", "s")
        assert "Get medical advice today." in text_of(app)
        await press(pilot, "enter")
        assert app.pages == ["get-help-now"]
        await press(pilot, "e", "down", "3", "s")
        assert "urgent medical advice" not in text_of(app)
        assert [each.pain for each in app.diary.episodes()] == [3]


async def test_the_sheet_is_shown_exactly_as_the_command_prints_it_and_notes_can_be_left_out(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(80, 70)) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        sheet = [line.strip() for line in text_of(app).splitlines()[1:-1] if line.strip()]
        assert "[b]x[/" in text_of(app)
        await press(pilot, "o")
        assert "[b]x[/" not in text_of(app)
    printed = run("report", "--format", "text", diary=app.diary, clock=clock).out
    assert sheet == [line.strip() for line in printed.splitlines() if line.strip()]


async def test_in_a_small_window_the_sheet_says_how_to_see_its_right_side(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        assert text_of(app).splitlines()[0].strip() == "4 weeks · with notes · → for the tables"
        left = text_of(app)
        await press(pilot, *["right"] * 5)
        assert app.screen.query_one("#page").scroll_x == 40
        assert text_of(app) != left
        await press(pilot, *["left"] * 5)
        assert text_of(app) == left


async def test_in_a_small_window_every_choice_stands_whole_beside_its_key(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        await press(pilot, "n", "home", *["down"] * QUESTION_ORDER.index("signs"))
        text = text_of(app)
    assert "3 cold or pale" in text
    assert "c bladder or bowel" in text
    assert "d none" in text


async def test_the_night_that_an_undo_has_changed_is_chosen(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(110, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "down", "down", "down", "x")
        assert len(app.diary.episodes()) == 3
        await press(pilot, "home")
        app.diary.undo()
        log = app.screen
        assert isinstance(log, LogScreen)
        log.follow_diary()
        await settled(pilot)
        assert "Night of Tue 17 Nov to Wed 18 Nov" in text_of(app)


@pytest.mark.long
async def test_another_order_begins_at_its_first_night_and_has_its_name_in_the_title(clock: FakeClock) -> None:
    app = LogApp(clock, records(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "o sort" in text_of(app)
        await press(pilot, "down", "down", "o", "o")
        lines = text_of(app).splitlines()
        heading = app.screen.query_one(NightList).heading("most pain")
    assert [heading.plain[span.start : span.end].strip() for span in heading.spans if "bold" in str(span.style)] == [
        "Worst"
    ]
    assert lines[0].endswith("· most pain first")
    assert lines[2].split()[:4] == ["▸", "Fri", "20", "Nov"]


@pytest.mark.parametrize(
    ("size", "title", "enter"),
    [((120, 40), "Lower back: rest and gentle moves ", "next"), ((40, 12), "Lower back: rest and…", "type")],
)
async def test_a_value_stands_whole_where_it_has_room_and_ends_in_an_ellipsis_where_not(
    clock: FakeClock, size: tuple[int, int], title: str, enter: str
) -> None:
    tried = (Tried(routine="low-back-ease", seconds=60, completed=True),)
    app = LogApp(clock, [episode("2026-11-22T02:12:00+00:00", place="lower-back", pain=3, tried=tried)])
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "e", *["down"] * (QUESTION_ORDER.index("tried") * (enter == "type")))
        text = text_of(app)
    assert f"Tried            {title}" in text
    assert f"⏎ {enter}" in text


async def test_a_night_in_full_has_its_practice_beside_its_episode(clock: FakeClock) -> None:
    practice = Practice(
        id="p", routine="bedtime-prevention", started_at=at("21T22:30"), seconds=9, completed=True, device=""
    )
    app = LogApp(clock, [episode("2026-11-22T02:12:00+00:00", place="calf", pain=3), practice])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert "practised  Bedtime stretches at 22:30" in text_of(app)
        await pilot.resize_terminal(34, 24)
        await settled(pilot)
        assert "practised  Bedtime stretches at\n            22:30" in text_of(app)


@pytest.mark.long
async def test_a_remedy_that_was_typed_is_offered_by_the_next_form_and_kept_through_an_edit(clock: FakeClock) -> None:
    app = LogApp(clock, [episode("2026-11-20T03:00:00+00:00", tried=(Tried(routine="legs-up", seconds=9),))])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        fields = app.screen.query_one(FieldList)
        fields.chosen = [field.name for field in fields.items].index("tried")
        await press(pilot, "enter")
        app.screen.query_one(Input).value = "Wheat bag, legs up"
        await press(pilot, "enter", "s")
        stored = app.diary.episodes()[0]
        assert stored.tried == (Tried(remedy="Wheat bag"), Tried(routine="legs-up"))
        await press(pilot, "n")
        fields = app.screen.query_one(FieldList)
        fields.chosen = [field.name for field in fields.items].index("tried")
        await settled(pilot)
        assert [line[43:].strip() for line in text_of(app).splitlines()[1:3]] == ["1 Legs up", "2 Wheat bag"]
        await press(pilot, "2")
        assert fields.values["tried"] == ("own: Wheat bag",)


async def test_keys_that_come_at_once_are_one_line_also_before_it_is_open(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "down", "down")
        fields = app.screen.query_one(FieldList)
        for character in "5/12/2026 3:10":
            fields.post_message(Key(character, character))
        await settled(pilot)
        assert app.screen.query_one(Input).value == "5/12/2026 3:10"
        await press(pilot, "escape", "down")
        for key in ("enter", *"half an hour"):
            fields.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert app.screen.query_one(Input).value == "half an hour"


@pytest.mark.long
async def test_a_remark_is_whole_in_a_small_window_and_goes_with_the_next_field(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "n", "down", "down", "enter", *"last night", "enter")
        remark = time_remark("last night", clock.now())
        assert remark in " ".join(text_of(app).split())
        await press(pilot, "down")
        assert "last night" not in text_of(app)
        await press(pilot, "down", "down", "down", "enter", *"nigt calf rescue", "enter")
        assert "'own: nigt calf rescue'" in " ".join(text_of(app).split())
