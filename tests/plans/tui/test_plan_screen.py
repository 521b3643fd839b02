"""The plan in the app: what a key records and changes, and that the screen and the files say the same."""

import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from textual.pilot import Pilot

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.episodes.model.episode import Practice
from spasmtui.plans.tui.screen import PlanScreen
from spasmtui.relief.tui.screen import ReliefScreen
from spasmtui.shell import Options
from tests.conftest import FakeClock
from tests.support.shown_app import settle, text_of

pytestmark = pytest.mark.pilot
NOW = datetime(2026, 11, 26, 20, 0, tzinfo=UTC)
CALF = '[[items]]\nroutine = "calf-wall"\nfrom = 2026-11-23\n'
BEDTIME = '[[items]]\nroutine = "bedtime-prevention"\nfrom = 2026-10-12\nuntil = 2026-11-22\n'


@asynccontextmanager
async def planned(
    text: str, *practices: Practice, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[SpasmApp, Pilot[None]]]:
    """The app with a plan, which is shown."""
    services = Composition(Options(), FakeClock(NOW))
    for practice in practices:
        services.diary.add(practice)
    services.config.mkdir(parents=True, exist_ok=True)
    if text:
        (services.config / "plan.toml").write_text(text, encoding="utf-8")
    app = SpasmApp(services, Options())
    async with app.run_test(size=size) as pilot:
        await pilot.press("t")
        await settle(app, pilot)
        assert isinstance(app.screen, PlanScreen)
        yield app, pilot


def practised(back: int = 0, *, completed: bool = True) -> Practice:
    at = NOW - timedelta(days=back, hours=1)
    return Practice(id=f"p{back}", routine="calf-wall", started_at=at, seconds=150, completed=completed, device="desk")


def items_of(app: SpasmApp) -> list[dict[str, object]]:
    found: list[dict[str, object]] = tomllib.loads((app.services.config / "plan.toml").read_text())["items"]
    return found


async def test_the_weeks_say_done_in_part_and_not_recorded() -> None:
    async with planned(CALF, practised(3), practised(2, completed=False)) as (app, _pilot):
        shown = " ".join(text_of(app).split())
        assert "Plan today 0 of 1 done" in shown
        assert "23 Nov ● ◐ · ○ 1 of 7 done · 1 in part, 1 not recorded, 4 to come" in shown


async def test_a_time_without_the_timer_counts_and_can_be_rated_and_undone() -> None:
    async with planned(CALF) as (app, pilot):
        await pilot.press("d", "down", "down", "down", "5", "3", "s")
        await settle(app, pilot)
        assert "today 1 of 1 done" in text_of(app)
        (practice,) = app.services.diary.practices()
        assert (practice.pain, practice.pain_after, practice.effort, practice.seconds) == (5, 3, None, 155)
        await pilot.press("a", "down", "down", "4", "s")
        await settle(app, pilot)
        (practice,) = app.services.diary.practices()
        assert (practice.pain, practice.pain_after, practice.effort) == (5, 3, 4)
        await pilot.press("u", "u")
        await settle(app, pilot)
        assert app.services.diary.practices() == ()
        assert "today 0 of 1 done" in text_of(app)


@pytest.mark.long
async def test_what_is_started_from_the_plan_is_practice_and_counts() -> None:
    async with planned(CALF) as (app, pilot):
        await pilot.press("enter", "n")
        await settle(app, pilot)
        relief = app.screen
        assert isinstance(relief, ReliefScreen)
        for _second in range(170):
            app.services.clock.advance(1)  # type: ignore[attr-defined]
            relief.show_now()
        await pilot.press("5", "3", "4")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.press("1", "t")
        await settle(app, pilot)
        assert "today 1 of 1 done" in text_of(app)
        (practice,) = app.services.diary.practices()
        assert (practice.completed, practice.pain, practice.pain_after, practice.effort) == (True, 5, 3, 4)
        assert app.services.diary.episodes() == ()


async def test_what_is_skipped_is_said_and_undo_takes_it_back() -> None:
    async with planned(CALF) as (app, pilot):
        await pilot.press("s")
        await settle(app, pilot)
        assert "Calf stretch at the wall  skipped" in text_of(app)
        await pilot.press("u")
        await settle(app, pilot)
        assert "Calf stretch at the wall  due" in text_of(app)


async def test_a_change_holds_from_today_and_leaves_the_days_before_as_they_were_planned() -> None:
    async with planned(CALF, practised(3)) as (app, pilot):
        await pilot.press("e", "down", "right", "s")
        await settle(app, pilot)
        assert "today 0 of 2 done" in text_of(app)
        before, after = items_of(app)
        assert str(before["until"]) == "2026-11-25"
        assert (str(after["from"]), after["times_a_day"]) == ("2026-11-26", 2)


async def test_a_change_that_is_not_saved_is_asked_about() -> None:
    async with planned(CALF) as (app, pilot):
        await pilot.press("e", "down", "right", "escape", "n")
        await settle(app, pilot)
        assert "today 0 of 1 done" in text_of(app)
        await pilot.press("e", "down", "right", "escape", "y")
        await settle(app, pilot)
        assert "today 0 of 2 done" in text_of(app)


async def test_an_item_that_is_ended_keeps_its_weeks() -> None:
    async with planned(CALF, practised(3)) as (app, pilot):
        await pilot.press("x", "y")
        await settle(app, pilot)
        shown = text_of(app)
        assert "nothing is due today" in shown
        assert "ended 25 Nov" in shown
        assert "1 of 3 done · 2 not recorded" in shown


async def test_the_end_of_six_weeks_is_told_and_one_key_goes_on() -> None:
    async with planned(BEDTIME) as (app, pilot):
        assert "Bedtime stretches: the six weeks ended on 22 Nov." in text_of(app)
        await pilot.press("g")
        await settle(app, pilot)
        assert "the six weeks ended" not in text_of(app)
        _before, after = items_of(app)
        assert (str(after["from"]), str(after["until"])) == ("2026-11-26", "2027-01-06")


async def test_what_is_left_ended_is_not_told_again() -> None:
    async with planned(BEDTIME) as (app, pilot):
        await pilot.press("l")
        await settle(app, pilot)
        assert "the six weeks ended" not in text_of(app)
        assert len(items_of(app)) == 1


async def test_without_a_plan_the_bedtime_stretches_are_one_key_away() -> None:
    async with planned("") as (app, pilot):
        assert "There is no plan yet." in text_of(app)
        await pilot.press("enter")
        await settle(app, pilot)
        (item,) = items_of(app)
        assert (item["routine"], str(item["from"]), str(item["until"])) == (
            "bedtime-prevention", "2026-11-26", "2027-01-06",
        )  # fmt: skip
        assert "Bedtime stretches  due" in text_of(app)


@pytest.mark.long
async def test_a_new_item_takes_a_routine_by_a_word_of_its_title() -> None:
    async with planned(CALF) as (app, pilot):
        await pilot.press("n", *"neck", "enter", "s")
        await settle(app, pilot)
        assert [item["routine"] for item in items_of(app)] == ["calf-wall", "neck-ease"]


async def test_heat_in_sets_is_refused_in_the_form_too() -> None:
    async with planned('[[items]]\nroutine = "heat-session"\nfrom = 2026-11-23\n') as (app, pilot):
        await pilot.press("e", "down", "down", "down", "right", "s")
        await settle(app, pilot)
        assert "one set at a time" in app.services.unsaved["plan"]
        assert "sets" not in items_of(app)[0]


async def test_a_fault_in_the_file_is_named_and_a_broken_file_is_never_written() -> None:
    async with planned(f"{CALF}times_a_day = 0\n") as (app, _pilot):
        assert "must be a whole number from 1 to 12" in " ".join(text_of(app).split())
    async with planned("[[items]\n") as (app, pilot):
        await pilot.press("enter", "n")
        await settle(app, pilot)
        assert isinstance(app.screen, PlanScreen)
        assert (app.services.config / "plan.toml").read_text() == "[[items]\n"
