"""The app: five modes, keys that work everywhere, and the messages between rooms."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.message import Message
from textual.pilot import Pilot

from spasmtui.app import MODES, SpasmApp
from spasmtui.cli import Composition
from spasmtui.episodes.tui.field_list import FieldList
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.errors import NotSaved
from spasmtui.guide.tui.urgent_screen import UrgentScreen
from spasmtui.shell import Options
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.messages import LogEpisode, SaveResult, ShowPage, StartRelief
from tests.conftest import FakeClock
from tests.support import idle
from tests.support.screen_reading import shown_seconds
from tests.support.shown_app import settle, text_of
from tests.support.store.values import an_episode

pytestmark = pytest.mark.pilot


@pytest.fixture
def services(clock: FakeClock) -> Composition:
    return Composition(Options(), clock)


@asynccontextmanager
async def running(
    services: Composition, start: StartRelief | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[SpasmApp, Pilot[None]]]:
    app = SpasmApp(services, Options(), start)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        yield app, pilot


@pytest.mark.long
async def test_the_choice_between_two_devices_is_on_home_and_in_the_palette(services: Composition) -> None:
    async with running(services) as (app, pilot):
        await pilot.press("v")
        await settle(app, pilot)
        dialog = app.screen
        assert "There is nothing to choose." in " ".join(text_of(app).replace("│", "").split())
        await app.run_action("choose")
        assert app.screen is dialog
        await pilot.press("question_mark")
        assert "Leave this for later" not in text_of(app)
        assert "Take back what was chosen last" in text_of(app)
        await pilot.press("escape", "escape")
        assert app.current_mode == "home"
        await pilot.press("colon", *"between two", "enter")
        await settle(app, pilot)
        assert isinstance(app.screen, type(dialog))


@pytest.mark.long
async def test_each_mode_has_its_digit_and_offers_help(services: Composition) -> None:
    """One walk through the five modes: each has `!` and `?` one key away."""
    async with running(services) as (app, pilot):
        for digit, mode in enumerate(MODES, 1):
            await pilot.press(str(digit))
            await settle(app, pilot)
            assert app.current_mode == mode
            for key, words in (("exclamation_mark", "112"), ("question_mark", "Everywhere")):
                await pilot.press(key)
                await settle(app, pilot)
                assert words in text_of(app), (mode, key)
                await pilot.press("escape")
                await pilot.pause()
                assert app.current_mode == mode
        await pilot.press("escape")
        await pilot.pause()
        assert app.current_mode == "home"


async def test_relief_opens_an_episode_and_g_closes_it(services: Composition, clock: FakeClock) -> None:
    async with running(services, StartRelief("calf", "left")) as (app, pilot):
        assert [episode.is_open for episode in services.diary.episodes()] == [True]
        clock.advance(4)
        await pilot.press("g")
        await settle(app, pilot)
        await pilot.press("3", "enter")
        await settle(app, pilot)
        (episode,) = services.diary.episodes()
        assert (episode.is_open, episode.side, episode.place, episode.pain_after) == (False, "left", "calf", 3)
        assert [tried.routine for tried in episode.tried] == ["night-calf-rescue"]


@pytest.mark.long
async def test_a_digit_goes_to_a_mode_while_a_routine_runs_and_the_routine_runs_on(
    services: Composition, clock: FakeClock
) -> None:
    async with running(services, StartRelief("calf", "left")) as (app, pilot):
        await pilot.press("3")
        await settle(app, pilot)
        assert app.current_mode == "log"
        clock.advance(3)
        await pilot.press("2")
        await settle(app, pilot)
        assert "Night calf cramp" in text_of(app)
        assert shown_seconds(text_of(app)) == 2, "of the five of the first step"


@pytest.mark.long
@pytest.mark.usefixtures("own_home")
async def test_undo_takes_back_the_last_change_and_says_which_and_redo_makes_it_again(services: Composition) -> None:
    async with running(services, StartRelief("calf", "left")) as (app, pilot):
        await pilot.press("g")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.press("1", "l")
        await settle(app, pilot)
        await pilot.press("escape", "1", "u")
        await settle(app, pilot)
        (undone,) = [each.message for each in app._notifications if "Undone" in each.message]  # noqa: SLF001 -- no public list
        assert undone.startswith("Undone: the change to left calf")
        assert undone.endswith("U makes it again.")
        assert services.diary.episodes()[0].is_open
        await pilot.press("U")
        await settle(app, pilot)
        assert not services.diary.episodes()[0].is_open


async def test_a_change_from_long_before_this_run_is_taken_back_only_after_a_question(
    services: Composition, clock: FakeClock
) -> None:
    """`u` pressed once too often must not take back what was changed in the morning."""
    services.diary.add(an_episode())
    clock.advance(6 * 3600)
    async with running(services) as (app, pilot):
        await pilot.press("u")
        await settle(app, pilot)
        assert isinstance(app.screen, ConfirmDialog)
        assert "Undo the change made on Sun 22 Nov" in " ".join(text_of(app).replace("│", "").split())
        await pilot.press("n")
        await settle(app, pilot)
        assert len(services.diary.episodes()) == 1
        await pilot.press("u")
        await settle(app, pilot)
        await pilot.press("y")
        await settle(app, pilot)
        assert services.diary.episodes() == ()


async def test_what_was_kept_is_taken_in_and_what_is_not_saved_is_remembered_until_it_is(
    services: Composition, clock: FakeClock
) -> None:
    """The end of the program names what is remembered here."""
    services.diary.keeper.keep(an_episode(1, note="It woke me."), None, NotSaved("The disk is full."))
    services = Composition(Options(), clock)
    async with running(services) as (app, pilot):
        assert [each.note for each in services.diary.episodes()] == ["It woke me."]
        assert any("is in the diary now" in each.message for each in app._notifications)  # noqa: SLF001 -- no public list
        for message in (SaveResult("bookmarks", "No space."), SaveResult("choice", "EIO."), SaveResult("choice")):
            app.screen.post_message(message)
        await settle(app, pilot)
    assert services.unsaved == {"bookmarks": "No space."}


@pytest.mark.long
async def test_t_on_a_page_starts_its_routine(services: Composition) -> None:
    async with running(services) as (app, pilot):
        await pilot.press("r")
        await settle(app, pilot)
        assert app.current_mode == "guide"
        await pilot.press("t")
        await settle(app, pilot)
        assert app.current_mode == "relief"


@pytest.mark.long
async def test_what_one_room_asks_of_another_is_done_though_a_dialog_lies_over_that(services: Composition) -> None:
    async with running(services) as (app, pilot):
        wishes: dict[str, Message] = {"guide": ShowPage("calf"), "log": LogEpisode(), "relief": StartRelief("calf")}
        for mode in wishes:
            await app.action_go(mode)
            await settle(app, pilot)
            await app.push_screen(ConfirmDialog("Sure?"))
        for mode, wish in wishes.items():
            app.post_message(wish)
            await settle(app, pilot)
            assert app.is_running
            assert app.current_mode == mode
            await app.action_search()
            await settle(app, pilot)
            assert app.is_running


@pytest.mark.long
async def test_esc_on_the_page_that_worse_opens_leads_back_to_the_stopped_routine(services: Composition) -> None:
    async with running(services) as (app, pilot):
        app.post_message(ShowPage("calf"))  # a page of the guide is open already
        await idle.until(app, lambda: "t starts the timer" in text_of(app), "the page")
        await pilot.press("t")
        await idle.until(app, lambda: "1 of 6" in text_of(app), "the running routine")
        await pilot.press("w")
        await idle.until(app, lambda: app.current_mode == "guide", "the page of danger signs")
        await pilot.press("escape")
        await idle.until(app, lambda: "stopped: let go of the stretch" in text_of(app), "the stopped routine")
        assert app.current_mode == "relief"


async def test_leaving_keeps_a_running_routine_for_later(services: Composition, clock: FakeClock) -> None:
    async with running(services, StartRelief("calf", "left")) as (_app, pilot):
        clock.advance(2)
        await pilot.press("q")
        await pilot.pause()
    status = services.status()
    assert status["routine"] is not None
    assert status["routine"]["id"] == "night-calf-rescue"
    assert status["open_episode"] is not None


@pytest.mark.long
async def test_the_urgent_screen_opens_from_the_form_and_leads_back_to_it_without_loss(clock: FakeClock) -> None:
    async with running(Composition(Options(), clock)) as (app, pilot):
        await pilot.press("3")
        await settle(app, pilot)
        await pilot.press("n")
        await settle(app, pilot)
        form = app.screen
        assert isinstance(form, EpisodeForm)
        fields = form.query_one(FieldList)
        fields.chosen = next(at for at, field in enumerate(fields.items) if field.kind == "text")
        await pilot.press("enter", *"chest pain", "escape", "exclamation_mark")
        await settle(app, pilot)
        assert isinstance(app.screen, UrgentScreen)
        await pilot.press("1", "enter")
        await settle(app, pilot)
        assert app.current_mode == "guide"
        await pilot.press("escape")
        await settle(app, pilot)
        shown: object = app.screen
        assert shown is form, "Esc on the page leads back to where help was asked for"
        assert fields.values["note"] == "chest pain"
        assert form.has_class("-danger")


@pytest.mark.long
@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_an_urgent_answer_opens_its_page_at_the_danger_signs(clock: FakeClock, size: tuple[int, int]) -> None:
    async with running(Composition(Options(), clock), size=size) as (app, pilot):
        await pilot.press("exclamation_mark")
        await settle(app, pilot)
        await pilot.press("0", "enter")
        await settle(app, pilot)
        assert app.current_mode == "guide"
        assert "Pregnancy and" in text_of(app)
        lines = [line.strip() for line in text_of(app).splitlines()]
        assert any(line.endswith("Take care") for line in lines[:4])
        assert "Do this now" not in text_of(app)
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.current_mode == "home"
