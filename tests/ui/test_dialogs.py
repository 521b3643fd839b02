"""`!`, `?`, `q` and Esc do the same on every screen and in every dialog; where words are typed, F2 and F1 do."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

import spasmtui
from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.drink.tui import dialogs as drink_dialogs
from spasmtui.episodes.model.red_flags import FlagRule
from spasmtui.episodes.tui.conflict_dialog import ConflictDialog
from spasmtui.episodes.tui.day_dialog import DayDialog
from spasmtui.episodes.tui.red_flag_dialog import RedFlagDialog
from spasmtui.episodes.tui.report.questions_dialog import QuestionsDialog
from spasmtui.guide.tui.urgent_screen import UrgentScreen
from spasmtui.guide.tui.widgets import Outline
from spasmtui.home.checkup_screen import CheckupScreen
from spasmtui.plans.tui.practice_dialog import PracticeAnswers, PracticeDialog
from spasmtui.plans.tui.routine_dialog import RoutineDialog
from spasmtui.relief.tui.resume_dialog import ResumeDialog, resume_dialog
from spasmtui.reminders.tui.dialogs import InstallDialog, RemindersDialog
from spasmtui.settings.keymap import KeyPlan
from spasmtui.settings.known_actions import known_actions
from spasmtui.settings.tui.keys_screen import KeyDialog
from spasmtui.shared.emergency_numbers import find_emergency_lines
from spasmtui.shared.plans.routine_summary import RoutineSummary
from spasmtui.shell import Options
from spasmtui.ui.asking.passphrase_dialog import PassphraseDialog
from spasmtui.ui.body_map.dialog import BodyMapDialog
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.disk.leaving import LeaveDialog
from spasmtui.ui.form.text_dialog import TextDialog
from spasmtui.ui.help_screen import HelpScreen, keys_of
from spasmtui.ui.key_bar import is_range
from spasmtui.ui.palette.screen import PaletteScreen
from tests.conftest import FakeClock
from tests.relief.tui.test_screen import leave_behind
from tests.support.shown_app import settle, text_of
from tests.support.store.values import an_episode

FLAG = FlagRule(
    id="RF1",
    level="today",
    see="One calf is swollen.",
    do="Get advice today.",
    worse="",
    page="calf",
    longer_than_minutes=None,
    signs_any=frozenset(),
    signs_all=frozenset(),
    kinds=frozenset(),
    triggers=frozenset(),
    places=frozenset(),
)


def interrupted(app: SpasmApp) -> ResumeDialog:
    leave_behind(app.services.state, app.services.clock, process=2**22 - 7)  # type: ignore[arg-type]
    dialog = resume_dialog(app.services.state, app.services.clock, app.services.diary_port)
    assert dialog is not None
    return dialog


DIALOGS: Mapping[type[Screen[Any]], Callable[[SpasmApp], Screen[Any]]] = {
    BodyMapDialog: lambda _app: BodyMapDialog("Where is the cramp?"),
    CheckupScreen: lambda app: CheckupScreen(app.services.checkups),
    ConfirmDialog: lambda _app: ConfirmDialog("Throw away what you have changed?"),
    PassphraseDialog: lambda _app: PassphraseDialog(lambda _passphrase: False),
    ConflictDialog: lambda app: ConflictDialog(app.services.diary, app.services.clock),
    DayDialog: lambda app: DayDialog(
        app.services.clock.now().date(), today=app.services.clock.now().date(), known={}, affected=frozenset()
    ),
    drink_dialogs.FavouritesDialog: lambda _app: drink_dialogs.FavouritesDialog(()),
    drink_dialogs.TextDialog: lambda _app: drink_dialogs.TextDialog("Warnings", ["Salt can never be left out."]),
    HelpScreen: lambda app: HelpScreen(keys_of(app.screen)),
    InstallDialog: lambda _app: InstallDialog("Bedtime stretches", "15 22 * * * spasmtui", "It says one line."),
    RemindersDialog: lambda _app: RemindersDialog(),
    KeyDialog: lambda _app: KeyDialog(known_actions()[0], known_actions(), KeyPlan({}, {}, {})),
    LeaveDialog: lambda _app: LeaveDialog(),
    Outline: lambda _app: Outline([("Do this now", 0)]),
    PaletteScreen: lambda app: PaletteScreen(app.list_room_entries, app.services),
    QuestionsDialog: lambda app: QuestionsDialog(app.services.config),
    RedFlagDialog: lambda _app: RedFlagDialog((FLAG,)),
    PracticeDialog: lambda app: PracticeDialog(
        "Calf", PracticeAnswers(), now=app.services.clock.now(), is_rating=False, is_ascii=False
    ),
    ResumeDialog: interrupted,
    RoutineDialog: lambda _app: RoutineDialog((RoutineSummary("calf-wall", "Calf stretch at the wall"),), ""),
    TextDialog: lambda _app: TextDialog("Find an action", ""),
    UrgentScreen: lambda app: UrgentScreen(find_emergency_lines({}, str(app.services.config))),
}
"""How each dialog is made."""
TYPED = (PaletteScreen, PassphraseDialog, RoutineDialog, TextDialog)
"""Those with a line to type in."""
PATHS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    (): ("HomeScreen",),
    ("2", "down", "c", *["down"] * 5, "enter", "f"): ("ReliefScreen", "EditorScreen", "StepScreen", "FigureScreen"),
    ("3", "n"): ("LogScreen", "EpisodeForm"),
    ("3", "i", "enter"): ("InsightsScreen", "CardScreen"),
    ("3", "i", "t", "n"): ("TrialScreen", "TrialStartScreen"),
    ("3", "r"): ("ReportScreen",),
    ("3", "home", "enter"): ("NightScreen",),
    ("4",): ("GuideScreen",),
    ("5",): ("DrinkScreen",),
    ("t", "enter", "e"): ("PlanScreen", "ItemScreen"),
    ("comma", "end", "enter"): ("SettingsScreen", "KeysScreen"),
}
"""The keys that lead from home to each other screen, and the screens on the way."""
NOT_OPENED = {"StartupScreen", "DiaryScreen", "MorningDialog", "ImportScreen"}
"""Bases, a form with fewer fields, and a screen that only a file opens."""


def screens() -> Iterator[type[Screen[Any]]]:
    """Every screen of ours."""
    for package in pkgutil.walk_packages(spasmtui.__path__, "spasmtui."):
        if {"tui", "ui", "screen", "app"}.intersection(package.name.split(".")[1:]):
            importlib.import_module(package.name)
    found: list[type[Any]] = [Screen]
    for kind in found:
        found += [each for each in kind.__subclasses__() if each not in found]
        if kind.__module__.startswith("spasmtui."):
            yield kind


def test_every_dialog_derives_from_the_one_that_has_the_keys_and_every_screen_is_tried() -> None:
    modal = {kind for kind in screens() if issubclass(kind, ModalScreen)} - {Dialog}
    assert {kind for kind in modal if not issubclass(kind, Dialog)} == set()
    assert modal == set(DIALOGS)
    others = {kind.__name__ for kind in screens() if not issubclass(kind, ModalScreen)}
    assert others == {name for names in PATHS.values() for name in names} | NOT_OPENED


class Tried:
    """A running app whose end is only noted."""

    def __init__(self, app: SpasmApp, pilot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.app, self.pilot = app, pilot
        self.has_left = False
        monkeypatch.setattr(app, "action_leave", self.leave)

    def leave(self) -> None:
        self.has_left = True

    async def press(self, *keys: str) -> str:
        await self.pilot.press(*keys)
        return text_of(self.app)

    async def try_keys(self, help_key: str, list_key: str) -> None:
        """Get help and come back, list the keys and come back."""
        shown, below = self.app.screen, text_of(self.app)
        rows = keys_of(shown)
        assert [keys for keys, _text in (*rows.here, *rows.everywhere) if keys not in rows.pressed] == [
            keys for keys, _text in rows.here if any(map(is_range, keys.split()))
        ], "each action can be clicked in the list of keys"
        assert "112" in await self.press(help_key), shown
        assert isinstance(self.app.screen, UrgentScreen)
        back = () if self.app.screen is shown else ("escape",)
        if isinstance(shown, (HelpScreen, KeyDialog)):
            await self.press(*back)
        else:
            listed = await self.press(*back, list_key)
            assert isinstance(self.app.screen, HelpScreen), shown
            assert "Everywhere" in listed
            assert "get help" in listed
            await self.press("escape")
        assert (self.app.screen, text_of(self.app)) == (shown, below)


@pytest.mark.pilot
@pytest.mark.long
async def test_the_keys_of_everywhere_work_in_every_dialog(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        tried = Tried(app, pilot, monkeypatch)
        for kind, make in DIALOGS.items():
            dialog = make(app)
            await app.push_screen(dialog)
            await settle(app, pilot)
            if kind in TYPED:
                await tried.press(*"so!?q")
                line = dialog.query_one(Input)
                await tried.try_keys("f2", "f1")
                assert (line.value, line.has_focus, tried.has_left) == ("so!?q", True, False), kind
                await tried.press("escape", "escape")
            else:
                await tried.try_keys("exclamation_mark", "question_mark")
                if kind is not KeyDialog:
                    await tried.press("q")
                    assert tried.has_left, kind
                tried.has_left = False
                await tried.press("escape")
            assert app.screen is app.screen_stack[0], kind


@pytest.mark.pilot
@pytest.mark.hammer
async def test_the_keys_of_everywhere_work_on_every_screen(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    services = Composition(Options(), clock)
    for number in range(2):
        services.diary.add(an_episode(number + 1, started_at=clock.now() - timedelta(minutes=number)))
    app = SpasmApp(services, Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        tried = Tried(app, pilot, monkeypatch)
        seen: set[str] = set()
        for keys, names in PATHS.items():
            for key in ("1", *keys):
                await tried.press(key)
                name = type(app.screen).__name__
                if name not in seen:
                    await tried.try_keys("exclamation_mark", "question_mark")
                    await tried.press("q")
                    assert tried.has_left, name
                    tried.has_left = False
                    seen.add(name)
            assert seen.issuperset(names)
            await tried.press(*["escape"] * (len(keys) + 1))
            assert (app.current_mode, len(app.screen_stack)) == ("home", 1), keys


@pytest.mark.long
@pytest.mark.pilot
async def test_a_page_that_help_leads_to_lies_under_no_list(clock: FakeClock) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settle(app, pilot)
        await pilot.press("question_mark", "exclamation_mark", "1", "enter")
        await settle(app, pilot)
        assert (app.current_mode, len(app.screen_stack)) == ("guide", 1)
