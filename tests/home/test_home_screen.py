"""The first screen: what it says, and that relief is one key away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from textual.message import Message
from textual.screen import Screen

from spasmtui.errors import DataError
from spasmtui.home.screen import HomeScreen
from spasmtui.shared.formats import place_with_side
from spasmtui.terminal.crash_guard import CrashGuard
from spasmtui.ui.diary_summary import Bedtime, DiarySummary, Evening, PlaceCount, RoutineHelp
from spasmtui.ui.messages import (
    ChooseValues,
    DeclineStretches,
    LogEpisode,
    RecordFreeNight,
    ShowLog,
    ShowPage,
    StartRelief,
)
from spasmtui.ui.running.routine import RunningRoutine
from tests.conftest import FakeClock

pytestmark = pytest.mark.pilot
ROWS = (
    ("Last night", "1 cramp, left calf, 4 min, pain 6"),
    ("This week", "cramps in 2 of 5 nights recorded · the week before: 4 of 6"),
)

A_DIARY = DiarySummary(
    usual="left calf",
    place="calf",
    side="left",
    rows=ROWS,
    is_empty=False,
    asks_about=date(2026, 11, 21),
    first_night=date(2026, 8, 31),
    nights=(None, 1, 0, 2, *[None] * 79),
    places=(PlaceCount(place="calf", side="left", words="left calf", episodes=3),),
    helped=(RoutineHelp(routine="Night calf cramp: rescue", place="calf", most=23, recorded=31, minutes=3),),
    bedtime=Bedtime(week=(Evening.DONE, Evening.EARLY, Evening.NOT_RECORDED)),
    can_decline=date(2026, 11, 21),
    latest=(("Thu 19 Nov  03:12", "left calf, 4 min"),),
)


@dataclass
class Reads:
    """A diary that answers, or cannot be read."""

    summary: DiarySummary = field(default_factory=DiarySummary)
    failure: str = ""

    def __call__(self) -> DiarySummary:
        if self.failure:
            raise DataError(self.failure)
        return self.summary


class HomeApp(CrashGuard):
    """Shows the home screen and remembers what it asks for."""

    def __init__(self, reads: Reads, note_shown: Callable[[tuple[str, ...]], None] = lambda _: None) -> None:
        super().__init__()
        self.note_shown = note_shown
        self.reads = reads
        self.asked: list[Message] = []

    def on_mount(self) -> None:
        self.push_screen(HomeScreen(clock=FakeClock(), read_summary=self.reads, note_shown=self.note_shown))

    def on_start_relief(self, message: StartRelief) -> None:
        self.asked.append(message)

    def on_log_episode(self, message: LogEpisode) -> None:
        self.asked.append(message)

    def on_record_free_night(self, message: RecordFreeNight) -> None:
        self.asked.append(message)

    def on_decline_stretches(self, message: DeclineStretches) -> None:
        self.asked.append(message)

    def on_show_log(self, message: ShowLog) -> None:
        self.asked.append(message)

    def on_choose_values(self, message: ChooseValues) -> None:
        self.asked.append(message)

    def on_show_page(self, message: ShowPage) -> None:
        self.asked.append(message)


def lines_of(app: HomeApp) -> list[str]:
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 -- the rendered screen
    return [strip.text.rstrip() for strip in strips]


async def screen_text(reads: Reads, size: tuple[int, int] = (80, 24)) -> str:
    app = HomeApp(reads)
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        return "\n".join(lines_of(app))


async def test_the_first_start_says_that_there_is_nothing_to_set_up() -> None:
    text = await screen_text(Reads())
    assert "Nothing to set up." in text
    assert "Enter starts relief for a calf cramp." in text
    assert "▶ Start relief: calf" in text


async def test_the_diary_is_summed_up_and_the_usual_place_named() -> None:
    text = await screen_text(
        Reads(DiarySummary(usual="left calf", place="calf", side="left", rows=ROWS, is_empty=False))
    )
    assert "▶ Start relief: left calf" in text
    assert "Last night     1 cramp, left calf, 4 min, pain 6" in text
    assert "Nothing to set up" not in text


async def test_the_usual_place_is_whole_with_its_side_also_in_the_smallest_window() -> None:
    usual = place_with_side("hamstring", "right")
    reads = Reads(DiarySummary(usual=usual, place="hamstring", side="right", rows=ROWS, is_empty=False))
    assert "▶ Relief: back of thigh R " in await screen_text(reads, (40, 12))
    assert "▶ Start relief: back of the right thigh " in await screen_text(reads)


async def test_an_open_episode_takes_the_large_line() -> None:
    text = await screen_text(Reads(DiarySummary(usual="foot", open_since="left calf, since 03:12", rows=ROWS)))
    assert "▶ Still open: left calf, since 03:12" in text


async def test_a_diary_that_cannot_be_read_is_a_sentence_and_relief_still_starts() -> None:
    text = await screen_text(Reads(failure="The diary in [/tmp] cannot be read."))
    assert "The diary in [/tmp] cannot be read." in text
    assert "▶ Start relief: calf" in text


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_every_line_fits_its_window(size: tuple[int, int]) -> None:
    text = await screen_text(Reads(A_DIARY), size)
    lines = text.splitlines()
    assert len(lines) <= size[1]
    assert all(len(line) <= size[0] for line in lines)
    assert "tretches, 3½ min" in text
    assert "5 Drink" in lines[-2]
    assert "relief" in lines[-1]


async def test_one_key_does_what_each_line_says() -> None:
    app = HomeApp(Reads(A_DIARY))
    async with app.run_test() as pilot:
        await pilot.press("enter", "b", "l", "r", "0", "y", "i", "p", "n")
        assert app.asked == [
            StartRelief(side="left", place="calf"),
            StartRelief("bedtime-prevention"),
            LogEpisode(),
            ShowPage("night-cramps"),
            RecordFreeNight(date(2026, 11, 21)),
            LogEpisode(asks_when=True),
            ShowLog("insights"),
            ShowLog("report"),
            DeclineStretches(date(2026, 11, 21)),
        ]


async def test_a_click_does_what_the_key_of_its_line_does() -> None:
    app = HomeApp(Reads(A_DIARY))
    async with app.run_test(size=(80, 24)) as pilot:
        lines = lines_of(app)
        for words in ("Start relief", "no cramp", "yes", "Bedtime stretches", "One page"):
            row = next(number for number, line in enumerate(lines) if words in line)
            await pilot.click(offset=(lines[row].index(words) + 1, row))
        assert app.asked == [
            StartRelief(side="left", place="calf"),
            RecordFreeNight(date(2026, 11, 21)),
            LogEpisode(asks_when=True),
            StartRelief("bedtime-prevention"),
            ShowLog("report"),
        ]


async def test_a_click_beside_the_body_of_the_first_start_leads_to_every_routine() -> None:
    app = HomeApp(Reads(DiarySummary()))
    went: list[str] = []
    app.action_go = lambda mode: went.append(mode)  # type: ignore[attr-defined]
    async with app.run_test(size=(120, 40)) as pilot:
        lines = lines_of(app)
        row = next(number for number, line in enumerate(lines) if "All routines" in line)
        await pilot.click(offset=(lines[row].index("All") + 1, row))
        assert went == ["relief"]


async def test_without_a_question_or_a_diary_their_keys_do_nothing() -> None:
    app = HomeApp(Reads())
    async with app.run_test() as pilot:
        await pilot.press("0", "y", "i", "p", "n", "x", "e")
        assert app.asked == []


async def test_the_first_start_comes_back_for_no_diary_that_has_anything() -> None:
    assert "Nothing to set up" not in await screen_text(Reads(DiarySummary(rows=ROWS, is_empty=False)))


async def test_a_routine_that_runs_takes_the_large_line() -> None:
    app = HomeApp(Reads(A_DIARY))
    async with app.run_test(size=(80, 24)) as pilot:
        home = app.screen
        assert isinstance(home, HomeScreen)
        home.show_running(RunningRoutine(what="Heat on the skin", details=("3 min left",)))
        await pilot.pause()
        assert "▶ Go back to: Heat on the skin" in lines_of(app)[2]
        home.show_running(None)
        await pilot.pause()
        assert "▶ Start relief: left calf" in lines_of(app)[2]


async def test_a_notice_is_shown_under_the_rows_and_remembered_as_shown_with_the_next_key() -> None:
    notice = "Changed on two devices: left calf, Sun 22 Nov, pain"
    reads = Reads(DiarySummary(rows=ROWS, is_empty=False, notice=notice, notice_names=("a1",)))
    shown: list[tuple[str, ...]] = []
    app = HomeApp(reads, shown.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        strips = app.screen._compositor.render_strips()  # noqa: SLF001 -- the rendered screen
        assert shown == []
        await pilot.press("v", "l")
        await app.workers.wait_for_complete()
    assert [type(message) for message in app.asked] == [ChooseValues, LogEpisode]
    assert any("Devices     v  Changed on two devices: left calf, Sun 22 Nov, pain." in strip.text for strip in strips)
    assert shown == [("a1",)]


async def test_a_notice_is_shown_while_the_diary_has_no_episode() -> None:
    app = HomeApp(Reads(DiarySummary(notice="Deleted on one device", notice_names=("a1",))))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        strips = app.screen._compositor.render_strips()  # noqa: SLF001 -- the rendered screen
    assert any("Devices     v  Deleted on one device." in strip.text for strip in strips)


async def test_a_notice_that_another_screen_covers_is_not_taken_for_shown() -> None:
    shown: list[tuple[str, ...]] = []
    app = HomeApp(Reads(DiarySummary(rows=ROWS, is_empty=False, notice="Changed", notice_names=("a1",))), shown.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await app.push_screen(Screen())
        await pilot.press("v")
        await app.workers.wait_for_complete()
    assert shown == []
