"""Choosing between two devices' values in the app: one test a user story."""

from pathlib import Path
from typing import Any

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from spasmtui.episodes.conflicts import question_text
from spasmtui.episodes.conflicts.choices import CHANGED
from spasmtui.episodes.model.episode import Day, Episode
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.tui.conflict_dialog import ConflictDialog
from spasmtui.episodes.tui.night_screen import NightScreen
from spasmtui.episodes.tui.screen import LogScreen
from spasmtui.errors import NotSaved
from spasmtui.ui.disk.leaving import SAVING
from tests.conftest import FakeClock
from tests.support.log_app import LogApp, messages, press, settled, text_of
from tests.support.store.two_devices import contested, meet
from tests.support.store.values import NIGHT, an_episode

pytestmark = pytest.mark.pilot
ID = an_episode(1).id


def log_of(diary: Diary) -> LogApp:
    app = LogApp(FakeClock(NIGHT))
    app.diary = diary  # type: ignore[assignment]
    return app


async def click_words(pilot: Pilot[None], widget: str, text: str) -> None:
    """Click on the first line of a widget that has a text."""
    shown = pilot.app.screen.query_one(widget)
    row = next(row for row in range(shown.size.height) if text in shown.render_line(row).text)
    await pilot.click(widget, offset=(shown.render_line(row).text.index(text), row))
    await settled(pilot)


def words(app: LogApp) -> str:
    return " ".join(text_of(app).split())


async def test_a_field_is_chosen_from_its_night_and_is_settled_on_the_other_device_too(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    app = log_of(one)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "\n▸*Sat 21 Nov" in text_of(app)
        assert "* Changed on two devices: left calf, Sun 22 Nov, pain. v chooses." in text_of(app)
        await press(pilot, "v")
        assert "> 1 7 of 10" in words(app)
        assert "Esc back" in text_of(app)
        await press(pilot, "down", "enter")
        assert f"Kept: pain 4 of 10. u takes it back. {question_text.ALL_CHOSEN}" in words(app)
        await press(pilot, "enter", "1", "escape")
        assert isinstance(app.screen, LogScreen)
        assert "*" not in text_of(app)
        assert "v choose" not in text_of(app)
    meet(one, other)
    assert (one.get(ID).pain, other.get(ID).pain, one.get(ID).note) == (4, 4, "was asleep")
    other.episodes()
    assert (one.recent_conflicts(), other.recent_conflicts()) == ((), ())


async def test_the_wheel_moves_the_pointer_and_a_click_on_a_value_chooses_it(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    one.edit(ID, side="right")
    other.edit(ID, side="both")
    meet(one, other)
    app = log_of(one)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "v")
        for turned, pointed in ((MouseScrollDown, "> 2 4 of 10"), (MouseScrollUp, "> 1 7 of 10")):
            await pilot._post_mouse_events([turned], "#question", button=0)  # noqa: SLF001 -- no public way to turn the wheel
            await settled(pilot)
            assert pointed in words(app)
        await click_words(pilot, "#question", "4 of 10")
        assert "Side: which is right?" in words(app)
    assert one.get(ID).pain == 4
    assert [field.name for conflict in one.recent_conflicts() for field in conflict.fields] == ["side"]


async def test_a_click_on_a_night_opens_it_and_one_on_its_conflict_only_the_choice(tmp_path: Path) -> None:
    one, _other, _episode = contested(tmp_path)
    app = log_of(one)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for text, opened in (("Changed on", ConflictDialog), ("Sat 21 Nov", NightScreen)):
            await click_words(pilot, "#night", text)
            assert isinstance(app.screen, opened)
            await press(pilot, "escape")
            assert isinstance(app.screen, LogScreen)


async def test_escape_and_leaving_for_later_change_nothing(tmp_path: Path) -> None:
    one, other, episode = contested(tmp_path)
    one.edit(ID, side="right")
    other.edit(ID, side="both")
    meet(one, other)
    lines = [path.read_bytes() for path in sorted(one.folder.iterdir())]
    app = log_of(one)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "* Changed on two devices: pain and" in text_of(app)
        await press(pilot, "v")
        assert "1 of 2" in text_of(app)
        await press(pilot, "right")
        assert "Side: which is right?" in text_of(app)
        await press(pilot, "9", "u", "left", "left", "right", "escape")
        assert isinstance(app.screen, LogScreen)
    assert [path.read_bytes() for path in sorted(one.folder.iterdir())] == lines
    assert one.get(ID).pain == episode.pain


async def test_a_night_offers_the_choice_and_the_next_question_follows(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    for diary, word in ((one, "heat"), (other, "effort")):
        diary.add(Day(date="2026-11-22", words=(word,), updated_at=diary.clock.now(), device=diary.device))
    meet(one, other)
    app = log_of(one)
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, NightScreen)
        assert "* Changed on two devices: pain. v" in text_of(app)
        await press(pilot, "v", "2")
        assert "Kept: pain 4 of 10. u takes it back. Described on two devices The day Sun 22 Nov" in words(app)
        await press(pilot, "2")
        assert "Kept: Sun 22 Nov, heat." in words(app)
    assert (one.get(ID).pain, one.days()[0].words, one.recent_conflicts()) == (4, ("heat",), ())


async def test_u_takes_the_choice_back_and_asks_again(tmp_path: Path) -> None:
    one, _other, episode = contested(tmp_path)
    app = log_of(one)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v", "u")
        assert "Nothing was chosen here yet." in text_of(app)
        await press(pilot, "2", "u")
        assert "Taken back." in text_of(app)
        assert "Pain: which is right?" in text_of(app)
        assert one.get(ID).pain == episode.pain == 7
        await press(pilot, "1")
    assert (one.get(ID).pain, one.conflict(ID)) == (7, None)


async def test_what_was_purged_while_the_dialog_was_open_is_a_sentence(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    app = log_of(one)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v")
        other.maintenance.purge(ID)
        meet(one, other)
        await press(pilot, "2")
        assert isinstance(app.screen, ConflictDialog)
        assert f"{CHANGED} {question_text.NOTHING}" in words(app)
    assert one.episodes() == ()


async def test_a_choice_that_cannot_be_stored_is_a_sentence_and_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _other, episode = contested(tmp_path)
    app = log_of(one)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v")

        def full(*_: object, **__: object) -> None:
            raise NotSaved("The disk is full.")

        monkeypatch.setattr(one, "edit", full)
        await press(pilot, "2")
        assert "The disk is full. Changed on two devices" in words(app)
        app.screen.action_choose()  # type: ignore[attr-defined]
        app.screen.action_leave()  # type: ignore[attr-defined]
        await settled(pilot)
        assert isinstance(app.screen, LogScreen)
        assert messages(app) == ["The disk is full."]
    assert one.get(ID).pain == episode.pain


@pytest.mark.long
async def test_every_value_can_be_read_at_every_size_and_none_is_markup(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    one.edit(ID, note="[bold red]no[/] \x1b[2J warmth")
    other.edit(ID, note="ever so many words of a long night " * 30 + "the end [/]")
    meet(one, other)
    app = log_of(one)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v")
        for width, height in ((40, 12), (200, 60), (20, 5), (80, 24)):
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            seen = ""
            for _ in range(200):
                screen = text_of(app)
                assert all(len(line) <= width for line in screen.splitlines())
                seen += " ".join(screen.replace("\n", " ").split())
                if "more below" not in screen:
                    break
                await pilot.press("down")
            assert "[bold red]no[/] [2J warmth" in seen or width == 20
            assert "the end [/]" in seen or width == 20
            assert "more below" not in screen
        lowest = screen
        for turn in (MouseScrollUp, MouseScrollDown):
            await pilot._post_mouse_events([turn], button=0)  # noqa: SLF001 -- no public way to turn the wheel
            assert (text_of(app) == lowest) is (turn is MouseScrollDown)


async def test_the_end_waits_for_a_choice_that_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _other, _episode = contested(tmp_path)
    app = log_of(one)
    real, groups = one.edit, set[str]()

    def edit(*arguments: Any, **fields: Any) -> Episode:
        groups.update(worker.group for worker in app.workers if not worker.is_finished)
        return real(*arguments, **fields)

    monkeypatch.setattr(one, "edit", edit)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v", "2")
    assert groups & {*SAVING}
