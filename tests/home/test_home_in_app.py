"""The home screen in the app: what a key records, and that the screen follows."""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.episodes.model.episode import Episode, Practice
from spasmtui.episodes.tui.field_list import FieldList
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.episodes.tui.insights.screen import InsightsScreen
from spasmtui.episodes.tui.report.screen import ReportScreen
from spasmtui.launcher.process_check import process_identity
from spasmtui.shell import Options
from tests.conftest import FakeClock
from tests.support.shown_app import text_of
from tests.support.store.values import an_episode

pytestmark = pytest.mark.pilot
MORNING = datetime(2026, 11, 22, 7, 12, tzinfo=UTC)


@asynccontextmanager
async def morning(*records: Episode) -> AsyncIterator[tuple[SpasmApp, Pilot[None]]]:
    """The app in the morning, three days after the only cramp but these."""
    services = Composition(Options(), FakeClock(MORNING))
    for record in records:
        services.diary.add(record)
    services.diary.add(an_episode(started_at=MORNING - timedelta(days=3, hours=4)))
    app = SpasmApp(services, Options())
    async with app.run_test(size=(80, 24)) as pilot:
        yield app, pilot


async def test_one_key_in_the_morning_records_a_free_night_and_u_takes_it_back() -> None:
    async with morning() as (app, pilot):
        await pilot.press("0")
        assert "Last night     no cramp" in text_of(app)
        assert [(day.date, day.words) for day in app.services.diary.days()] == [("2026-11-21", ("none",))]
        assert "0 no cramp" not in text_of(app)
        await pilot.press("u")
        assert "Last night     Any cramp?  0 no cramp   y yes" in text_of(app)
        assert app.services.diary.days() == ()


@pytest.mark.long
async def test_a_cramp_of_last_night_opens_the_form_with_the_time_to_be_typed_and_nothing_filled_in() -> None:
    async with morning() as (app, pilot):
        await pilot.press("y")
        form = app.screen
        assert isinstance(form, EpisodeForm)
        assert form.query_one(FieldList).values == {}
        assert form.query_one(Input).has_focus
        await pilot.press(*"3:10", "enter")
        assert form.query_one(FieldList).values == {"at": "2026-11-22T03:10:00+00:00"}


@pytest.mark.long
async def test_insights_and_the_sheet_are_one_key_away() -> None:
    async with morning() as (app, pilot):
        await pilot.press("i")
        assert isinstance(app.screen, InsightsScreen)
        await pilot.press("1", "p")
        assert isinstance(app.screen, ReportScreen)


AN_HOUR_AGO = MORNING - timedelta(minutes=50)
OPEN = an_episode(2, started_at=AN_HOUR_AGO, ended_at=None, is_open=True)


async def test_an_episode_that_was_started_by_mistake_goes_with_one_key_and_comes_back_with_another() -> None:
    async with morning(OPEN) as (app, pilot):
        assert "▶ Still open: left calf, since 06:22" in text_of(app)
        assert "Keep nothing of it" in text_of(app)
        await pilot.press("x")
        assert app.services.diary.open_episodes() == ()
        assert "▶ Start relief" in text_of(app)
        assert "Keep nothing of it" not in text_of(app)
        await pilot.press("u")
        assert "▶ Still open: left calf, since 06:22" in text_of(app)


async def test_an_episode_whose_routine_runs_in_another_terminal_is_not_deleted() -> None:
    async with morning(OPEN) as (app, pilot):
        state = app.services.state / "relief.json"
        state.write_text(json.dumps(process_identity(os.getppid())), encoding="utf-8")
        await pilot.press("x")
        assert [episode.id for episode in app.services.diary.open_episodes()] == [OPEN.id]


async def test_an_open_episode_is_asked_for_its_length_and_what_else_it_lacks() -> None:
    async with morning(OPEN) as (app, pilot):
        await pilot.press("e")
        form = app.screen
        assert isinstance(form, EpisodeForm)
        assert form.fields[0].name == "length"
        assert {field.name for field in form.fields} == {
            "length", "pain", "pain_after", "sleep_disturbance", "tried", "helped",
        }  # fmt: skip
        await pilot.press("4", "s")
        await pilot.pause()
        assert app.services.diary.open_episodes() == ()
        assert "Still open" not in text_of(app)


@pytest.mark.long
async def test_the_episode_of_a_routine_that_runs_is_not_taken_for_a_mistake() -> None:
    async with morning(OPEN) as (app, pilot):
        await pilot.press("enter", "1")
        assert "▶ Go back to: Night calf cramp: rescue" in text_of(app)
        assert "Keep nothing of it" not in text_of(app)
        await pilot.press("x", "e")
        assert app.current_mode == "home"
        assert [episode.id for episode in app.services.diary.open_episodes()] == [OPEN.id]


async def test_not_tonight_is_recorded_with_one_key_and_taken_back_with_another() -> None:
    services = Composition(Options(), FakeClock(MORNING.replace(hour=22)))
    began = MORNING - timedelta(days=3)
    services.diary.add(
        Practice(
            id="0199a000-0000-7000-8000-000000000009",
            routine="bedtime-prevention",
            started_at=began,
            seconds=215,
            completed=True,
            device="here",
        )
    )
    app = SpasmApp(services, Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        assert "Bedtime stretches: not tonight, as you said" in text_of(app)
        assert [(day.date, day.words) for day in services.diary.days()] == [("2026-11-22", ("no-stretches",))]
        await pilot.press("u")
        assert "n not tonight" in text_of(app)


async def test_relief_starts_at_the_place_and_on_the_side_that_the_line_says() -> None:
    async with morning() as (app, pilot):
        assert "Start relief: left calf" in text_of(app)
        # The records that made it so came from another device.
        (app.services.state / "usual").write_text("foot right")
        await pilot.press("enter")
        assert "Night calf cramp: rescue · left" in text_of(app)
