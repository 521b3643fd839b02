"""The log's dialogs, its report and the switches of its screens."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.widgets import Input

from spasmtui.episodes.entry.red_flag_loader import load_flags
from spasmtui.episodes.model.episode import Day, Episode, Kind, Practice
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.tui.day_dialog import DayDialog
from spasmtui.episodes.tui.field_list import FieldList
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.episodes.tui.form_parts.line_input import LineInput
from spasmtui.episodes.tui.form_parts.place_map import PlaceMap
from spasmtui.episodes.tui.morning_dialog import completion_form
from spasmtui.episodes.tui.night_screen import NightScreen
from spasmtui.episodes.tui.red_flag_dialog import RedFlagDialog
from spasmtui.episodes.tui.report.screen import ReportScreen
from spasmtui.episodes.tui.screen import LogScreen
from spasmtui.episodes.tui.widgets import EpisodeList
from spasmtui.errors import NotFound
from spasmtui.ui.body_map.widget import BodyMap
from spasmtui.ui.drawing.body_map import BodyPlace
from tests.conftest import ROOT, FakeClock
from tests.support.episodes import episode
from tests.support.log_app import LogApp, messages, press, settled, text_of
from tests.support.memory_diary import MemoryDiary

pytestmark = pytest.mark.pilot


def long_cramp(started_at: str) -> Episode:
    start = datetime.fromisoformat(started_at)
    return episode(started_at, ended_at=start + timedelta(minutes=12), place="calf", kind=Kind.CRAMP)


@pytest.mark.parametrize(("started_at", "is_shown"), [("2026-11-20T03:13", True), ("2026-11-20T03:11", False)])
async def test_the_red_flags_of_a_recent_episode_are_shown_when_the_log_is_opened(
    started_at: str, is_shown: bool, clock: FakeClock
) -> None:
    app = LogApp(clock, [long_cramp(f"{started_at}:00+00:00")])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, RedFlagDialog) is is_shown


async def test_another_day_is_described_up_to_today(clock: FakeClock) -> None:
    app = LogApp(clock, [episode("2026-11-20T23:40:00+00:00")])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "d", "right", "right", "left", "left")
        assert "What kind of day was Fri 20 Nov?" in text_of(app)
        assert "A cramp is recorded for that night." in text_of(app)
        assert "no cramp" not in text_of(app)
        await press(pilot, "0")
        assert isinstance(app.screen, DayDialog)
        await press(pilot, "right")
        assert "A cramp is recorded for that night." not in text_of(app)
        await press(pilot, "0")
    assert [(day.date, day.words) for day in app.diary.days()] == [("2026-11-21", ("none",))]


async def test_the_same_word_switched_on_and_off_leaves_a_day_without_words(clock: FakeClock) -> None:
    app = LogApp(clock, [episode("2026-11-21T23:40:00+00:00")])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "d", "2", "d", "2")
    assert [day.words for day in app.diary.days()] == [()]


async def test_a_night_without_an_episode_says_what_is_not_known_and_offers_no_key_for_one(clock: FakeClock) -> None:
    at = datetime.fromisoformat("2026-11-21T22:40:00+00:00")
    app = LogApp(
        clock, [Practice(id="p", routine="bedtime-prevention", started_at=at, seconds=9, completed=True, device="")]
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, NightScreen)
        assert "Whether there was a cramp is not recorded." in text_of(app)
        offered = {binding.id for _node, binding, is_on, _tip in app.screen.active_bindings.values() if is_on}
        assert offered.isdisjoint({"night.edit", "night.delete", "list.open"})


async def test_enter_opens_a_night_with_a_record_and_describes_one_without(clock: FakeClock) -> None:
    app = LogApp(clock, [episode("2026-11-20T23:40:00+00:00")])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, DayDialog)
        await press(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, NightScreen)
        assert app.screen.query_one(EpisodeList).size.height == 0  # a list of one has nothing to choose
        await press(pilot, "enter")
        assert isinstance(app.screen, EpisodeForm)


async def test_a_night_without_an_episode_has_nothing_to_change_or_delete(clock: FakeClock) -> None:
    app = LogApp(clock, [Day(date="2026-11-21", words=("none",), updated_at=clock.now(), device="desk")])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "x")
        assert isinstance(app.screen, LogScreen)
        assert messages(app) == ["Nothing is recorded here. n records an episode."] * 2
    assert len(app.diary.changes) == 0


async def test_a_chosen_episode_of_several_is_deleted(clock: FakeClock) -> None:
    app = LogApp(clock, [episode("2026-11-21T23:40:00+00:00", pain=1), episode("2026-11-22T02:00:00+00:00", pain=2)])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "x", "down", "x")
    assert [each.pain for each in app.diary.episodes()] == [1]


async def test_a_reload_during_a_read_is_followed_by_another_read(clock: FakeClock) -> None:
    app = LogApp(clock, [episode("2026-11-21T23:40:00+00:00")])
    reads: list[int] = []
    read = app.diary.days

    def counted(since: Any = None) -> tuple[Day, ...]:
        if not reads:
            app.call_from_thread(app.screen.reload)  # type: ignore[attr-defined]
        reads.append(1)
        return read(since)

    app.diary.days = counted  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert len(reads) == 2


async def test_what_waits_for_the_whole_diary_opens_over_no_other_screen(clock: FakeClock) -> None:
    app = LogApp(clock, [episode("2026-11-21T23:40:00+00:00"), episode("2019-05-01T02:00:00+00:00")])
    app.diary.unread = 1
    read_older = app.diary.read_older
    asked: list[int] = []

    def ask() -> None:
        app.screen.action_insights()  # type: ignore[attr-defined]
        app.screen.action_day()  # type: ignore[attr-defined]

    def slowly() -> bool:
        if not asked:
            asked.append(1)
            app.call_from_thread(ask)
        return read_older()

    app.diary.read_older = slowly  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert asked
        assert isinstance(app.screen, DayDialog)


async def test_a_form_that_is_saved_twice_in_a_row_stores_one_episode(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "1", "l")
        form = app.screen
        assert isinstance(form, EpisodeForm)
        form.action_save()
        form.action_save()
        await settled(pilot)
    assert len(app.diary.episodes()) == 1


@pytest.mark.long
async def test_an_answer_is_taken_back_with_backspace_and_the_start_is_not(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "1", "l", "6", "2")
        assert app.screen.query_one(Input).value == "2", "the digit moves no start by itself"
        await press(pilot, *"0m ago", "enter")
        fields = app.screen.query_one(FieldList)
        assert set(fields.values) == {"where", "pain", "at"}
        await press(pilot, "up", "backspace", "up", "backspace")
        assert set(fields.values) == {"where", "at"}
        await press(pilot, "s")
    assert [(each.pain, each.started_at) for each in app.diary.episodes()] == [
        (None, clock.now() - timedelta(minutes=20))
    ]


@pytest.mark.long
async def test_a_time_that_is_opened_and_kept_is_the_same_to_the_second_and_the_keys_of_the_line_are_shown(
    clock: FakeClock,
) -> None:
    recorded = episode("2026-11-20T23:40:30+00:00", place="calf", pain=8)
    app = LogApp(clock, [recorded])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "end", "e", "down", "down", "enter")
        shown = text_of(app)
        assert "\n · not recorded\n 2026-11-20 23:40\n ⏎ keep   Esc as it was" in shown
        assert "Worst pain       8 of 10" in shown
        await press(pilot, "enter", "s")
    assert app.diary.episodes() == (recorded,)


@pytest.mark.long
async def test_a_line_that_cannot_be_read_stays_open_with_its_reason(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "down", "down", "enter", *"25:00", "enter")
        assert "25:00" in text_of(app)
        assert app.screen.query_one(Input).display
        await press(pilot, "escape")
        assert not app.screen.query_one(Input).display
        assert isinstance(app.screen, EpisodeForm)


async def test_in_a_small_window_no_line_of_the_form_is_blank(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        assert [line for line in text_of(app).splitlines() if not line.strip()] == []


@pytest.mark.long
async def test_a_returning_draft_is_named_as_one(clock: FakeClock, tmp_path: Path) -> None:
    for keys, is_named in [(("n", "1", "l"), False), (("n",), True)]:
        app = LogApp(clock)
        app.diary.state = tmp_path
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, *keys)
            assert ("This is what you had not saved yet." in text_of(app)) is is_named


async def test_an_edit_without_a_change_is_not_written(clock: FakeClock) -> None:
    app = LogApp(clock, [episode("2026-11-21T23:40:00+00:00", pain=6)])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "down", "3", "up", "6", "s")
        assert isinstance(app.screen, LogScreen)
    assert len(app.diary.changes) == 0


async def test_an_edit_of_an_episode_that_is_gone_is_a_sentence_and_keeps_the_form(
    clock: FakeClock, own_home: Path
) -> None:
    app = LogApp(clock)
    app.diary = diary = Diary(own_home / "data", own_home / "state", clock)  # type: ignore[assignment]
    mine = episode("2026-11-22T02:12:00+00:00", pain=6)
    diary.add(mine)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "down", "3")
        diary.delete(mine.id)
        await press(pilot, "s")
        assert isinstance(app.screen, EpisodeForm)
        assert "What you typed is kept; s tries again." in " ".join(text_of(app).split())
    with pytest.raises(NotFound):
        diary.get(mine.id)


@pytest.mark.long
async def test_the_sheet_covers_other_periods_and_is_written_without_overwriting(
    clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = LogApp(clock, [episode("2026-11-21T23:40:00+00:00")])
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        titles = []
        for _ in range(5):
            titles.append(text_of(app).splitlines()[0].split("·")[1].strip())
            await press(pilot, "p")
        assert titles == ["4 weeks", "12 weeks", "26 weeks", "52 weeks", "4 weeks"]
        await press(pilot, "s")
        written = tmp_path / "spasmtui-report-2026-11-22.html"
        assert written.read_bytes().startswith(b"<!")
        written.write_text("mine")
        await press(pilot, "s")
        assert written.read_text() == "mine"
        assert messages(app) == [f"Written: {written}", f"{written} already exists; nothing was overwritten."]
        assert isinstance(app.screen, ReportScreen)


@pytest.mark.long
@pytest.mark.parametrize(
    "size", [(40, 12), pytest.param((80, 24), marks=pytest.mark.long), pytest.param((120, 40), marks=pytest.mark.long)]
)
async def test_words_of_danger_in_a_note_are_answered_with_the_number_from_typing_to_after_saving(
    clock: FakeClock, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPASMTUI_REGION", "gb")
    app = LogApp(clock, [])
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        fields = app.screen.query_one(FieldList)
        fields.chosen = next(at for at, field in enumerate(fields.items) if field.kind == "text")
        await press(pilot, "enter", *"chest pain")
        assert "Call 999 now." in text_of(app)
        await press(pilot, *" and sweating", "escape")
        assert "Call 999 now." in text_of(app)
        await press(pilot, "up", "up", "1")
        assert "Call 999 now." in text_of(app), "it stays while the form is open"
        await press(pilot, "s")
        assert isinstance(app.screen, RedFlagDialog)
        assert "Call 999 now." in text_of(app)
        assert app.screen.flags[0].id == "RF01"
    assert [each.note for each in app.diary.episodes()] == ["chest pain and sweating"]


@pytest.mark.long
async def test_harmless_words_in_a_note_and_words_taken_back_say_nothing(clock: FakeClock) -> None:
    app = LogApp(clock, [])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        fields = app.screen.query_one(FieldList)
        fields.chosen = next(at for at, field in enumerate(fields.items) if field.kind == "text")
        await press(pilot, "enter", *"chest pain")
        assert app.screen.has_class("-danger")
        await press(pilot, *["backspace"] * 10)
        assert not app.screen.has_class("-danger")
        await press(pilot, *"too little to drink", "tab")
        assert not app.screen.has_class("-danger")
        await press(pilot, "s")
        assert isinstance(app.screen, LogScreen)


def test_the_flag_that_the_words_describe_is_shown_first_among_its_level() -> None:
    flags = load_flags(ROOT / "content")
    shown = flags.fitting(long_cramp("2026-11-20T03:13:00+00:00"), "RF117")
    assert [flag.id for flag in shown] == ["RF117", "RF62"]
    assert [flag.id for flag in flags.fitting(long_cramp("2026-11-20T03:13:00+00:00"), "RF01")] == ["RF01"]


NOTE = "Woke up at once.\nWalked to the kitchen and back.\n\nGone after ten minutes; sore until noon."


@pytest.mark.long
@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_a_note_keeps_its_lines_from_a_paste_to_the_diary_and_is_read_whole(
    clock: FakeClock, size: tuple[int, int]
) -> None:
    app = LogApp(clock, [])
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        fields = app.screen.query_one(FieldList)
        fields.chosen = next(at for at, field in enumerate(fields.items) if field.kind == "text")
        await press(pilot, "enter")
        app.post_message(Paste(f"\x1b{NOTE}\x07"))
        await settled(pilot)
        await press(pilot, "enter", *"s", "escape")
        fields.chosen -= 1
        await settled(pilot)
        shown = " ".join(text_of(app).split())
        if size == (80, 24):
            for words in ("Walked to the kitchen and back.", "sore until noon."):
                assert all(word in shown for word in words.split()), words
        await press(pilot, "s")
    assert [each.note for each in app.diary.episodes()] == [f"{NOTE}\ns"]


async def test_a_note_that_is_being_written_when_the_program_ends_is_in_the_draft(clock: FakeClock) -> None:
    app = LogApp(clock, [])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        form = app.screen
        assert isinstance(form, EpisodeForm)
        fields = form.query_one(FieldList)
        fields.chosen = next(at for at, field in enumerate(fields.items) if field.kind == "text")
        await press(pilot, "enter", *"ab", "enter", "c")
        form.save_state()
        assert form.draft.file.read()["note"] == "ab\nc"


@pytest.mark.long
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_place_is_chosen_on_the_map_of_the_body(clock: FakeClock, size: tuple[int, int]) -> None:
    app = LogApp(clock, [])
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        fields = app.screen.query_one(FieldList)
        assert fields.values == {}, "nothing is filled in that was not said"
        if size == (120, 40):
            assert fields.size.height == len(fields.items), "every field is to be seen above the options"
            assert app.screen.query_one("#map").size.width > 60, "both views of the body have room"
        await press(pilot, "m", "2", "2", "enter")
        assert fields.values["where"] == "foot right"
        assert "right foot" in text_of(app)
        assert "form.map" not in {
            binding.id for _node, binding, is_on, _tip in app.screen.active_bindings.values() if is_on
        }


@pytest.mark.long
async def test_a_form_that_does_not_ask_for_a_place_has_no_map_to_click(clock: FakeClock) -> None:
    app = LogApp(clock, [cramp := long_cramp("2026-11-20T03:13:00+00:00")])
    async with app.run_test(size=(120, 40)) as pilot:
        form = completion_form(app.diary, clock, ROOT / "content", cramp.id)
        await app.push_screen(form)
        await settled(pilot)
        assert "place" not in {field.kind for field in form.fields}
        assert not form.query_one(PlaceMap).display
        assert form.query_one("#choices").region.right <= 100, "the options stand beside the fields"


@pytest.mark.long
async def test_the_map_of_the_form_marks_a_place_on_both_sides_until_its_side_is_known(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "n", "1")
        body = app.screen.query_one(BodyMap)
        assert body.is_whole
        await press(pilot, "up", "l")
        assert not body.is_whole


@pytest.mark.long
async def test_the_map_takes_nothing_that_is_being_typed_to_another_field(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        form, fields = app.screen, app.screen.query_one(FieldList)
        assert isinstance(form, EpisodeForm)
        fields.chosen = chosen = [field.kind for field in form.fields].index("moment")
        await press(pilot, "enter")
        form.query_one(PlaceMap).post_message(PlaceMap.Picked(BodyPlace("foot", "right")))
        await pilot.click(BodyMap, offset=(9, 20))
        await settled(pilot)
        assert (fields.chosen, fields.values.get("where")) == (chosen, None)
        assert form.query_one(LineInput).has_focus, "nor does a click take the keys away from the line"


def test_an_episode_that_was_completed_meanwhile_comes_with_all_its_fields(clock: FakeClock) -> None:
    whole = replace(long_cramp("2026-11-20T03:13:00+00:00"), pain=3, pain_after=1, sleep_disturbance=1)
    form = completion_form(MemoryDiary(clock, [whole]), clock, ROOT / "content", whole.id)
    assert "place" in {field.kind for field in form.fields}


async def test_while_nights_are_filtered_the_key_that_shows_them_all_is_on_the_last_line(clock: FakeClock) -> None:
    app = LogApp(clock, [episode("2026-11-20T23:40:00+00:00", place="foot")])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Esc" not in text_of(app).splitlines()[-1]
        assert "f filter" in text_of(app).splitlines()[-1]
        await press(pilot, "f", *"foot")
        assert "⏎ to the nights" in text_of(app).splitlines()[-1]
        assert "f filter" not in text_of(app).splitlines()[-1]
        await press(pilot, "enter")
        assert "Esc all nights" in text_of(app).splitlines()[-1]


async def test_an_empty_log_shows_no_key_that_needs_a_record(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert text_of(app).splitlines()[-1].strip() == "n new   d day   i insights   r report"


async def test_the_day_has_its_way_back_on_its_last_line_in_the_smallest_window(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        await press(pilot, "d")
        assert text_of(app).splitlines()[-1].strip() == "← day before   → day after   Esc back"
