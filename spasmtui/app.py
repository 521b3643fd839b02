"""Run the full-screen app: five modes, global keys, themes, and the messages between rooms."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from spasmtui.errors import DataError, SpasmError
from spasmtui.launcher.collector import begin_to_collect
from spasmtui.launcher.color import wants_color
from spasmtui.launcher.terminal_kind import count_colors
from spasmtui.plans.tui.host import PlanHost
from spasmtui.services import Services
from spasmtui.settings.tui.host import SettingsHost
from spasmtui.shared.emergency_numbers import find_emergency_lines
from spasmtui.shared.formats import moment
from spasmtui.shared.settings import FILE_NAME, LoadedSettings, Settings, load_settings
from spasmtui.shared.times.lengths import use_ascii_halves
from spasmtui.shared.translations import read_texts
from spasmtui.shell import Options, load
from spasmtui.terminal.crash_guard import CrashGuard
from spasmtui.terminal.driver import SpasmDriver
from spasmtui.terminal.mouse import wants_mouse
from spasmtui.terminal.sanitize import shown_text, use_ascii_words
from spasmtui.terminal.workers import WorkerThreads
from spasmtui.ui import themes
from spasmtui.ui.asking.host import Asking
from spasmtui.ui.clicks import ClickKeys
from spasmtui.ui.disk.errands import is_slow, say_if_slow
from spasmtui.ui.disk.leaving import Leaving
from spasmtui.ui.key_bar import use_ascii_labels, use_key_words
from spasmtui.ui.messages import (
    ChooseValues,
    CompleteEpisode,
    DeclineStretches,
    DeleteEpisode,
    EditRoutine,
    LogEpisode,
    RecordFreeNight,
    SaveResult,
    SearchGuide,
    ShowLog,
    ShowMode,
    ShowPage,
    StartRelief,
)
from spasmtui.ui.narrow_content import wrap_to_a_cell_at_least
from spasmtui.ui.palette.opening import Palette
from spasmtui.ui.pens import Painted
from spasmtui.ui.running.everywhere import RunningEverywhere
from spasmtui.ui.toasts import OneToast

wrap_to_a_cell_at_least()

SCREENS = {
    "home": "spasmtui.home.screen:HomeScreen.create",
    "relief": "spasmtui.relief.tui.screen:ReliefScreen.create",
    "log": "spasmtui.episodes.tui.screen:LogScreen.create",
    "guide": "spasmtui.guide.tui.screen:GuideScreen.create",
    "drink": "spasmtui.drink.tui.screen:DrinkScreen.create",
}
"""The screen of each mode; its module is imported when the mode is first shown."""
MODES = tuple(SCREENS)
PALETTE = (
    "spasmtui.relief.tui.palette_entries:relief_entries",
    "spasmtui.episodes.tui.palette_entries:diary_entries",
    "spasmtui.plans.tui.palette_entries:plan_entries",
    "spasmtui.drink.tui.palette_entries:drink_entries",
    "spasmtui.guide.tui.palette_entries:page_entries",
    "spasmtui.reminders.tui.palette_entries:reminder_entries",
    "spasmtui.home.palette_entries:home_entries",
    "spasmtui.settings.tui.palette_entries:setting_entries",
)
"""What each room lists in the palette; its module is imported when the palette is opened."""
UNDONE_UNASKED = timedelta(hours=1)
"""A change that was made longer before the start of this run is not what the person has just done."""


class SpasmApp(
    Leaving, SettingsHost, PlanHost, Palette, Asking, ClickKeys, OneToast, RunningEverywhere, Painted, CrashGuard
):
    """The app: five modes over one diary. Screens are imported and built on the first visit."""

    NOTIFICATION_TIMEOUT = 3
    palette_entries = PALETTE
    VERTICAL_BREAKPOINTS = [(0, "-is-low"), (18, "-is-high")]
    """The classes of every screen by its rows: from 18 on a dialog has a frame."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(number), f"go('{mode}')", mode.title(), show=False, tooltip=f"Go to {mode.title()}", id=f"go.{mode}"
            )
            for number, mode in enumerate(MODES, 1)
        ),
        Binding("exclamation_mark,f2", "urgent", "get help", tooltip="Get help now: what is urgent", id="app.urgent"),
        Binding("colon,f3", "palette", "everything", tooltip="Everything there is, by its name", id="app.palette"),
        Binding("comma", "settings", "settings", show=False, tooltip="Settings and keys", id="app.settings"),
        Binding("slash", "search", "search", show=False, tooltip="Search the guide", id="app.search"),
        Binding("u", "undo", "undo", show=False, tooltip="Undo the last change to the diary", id="app.undo"),
        Binding("U", "redo", "redo", show=False, tooltip="Make the last undone change again", id="app.redo"),
        Binding("escape", "back", "back", show=False, tooltip="Back", id="app.back"),
        Binding("q", "leave", "leave", show=False, tooltip="Leave; a running routine is kept", id="app.leave"),
        Binding("ctrl+l", "redraw", "redraw", show=False, tooltip="Draw the screen again", id="app.redraw"),
        Binding("question_mark,f1", "keys", "keys", tooltip="All keys that work here", id="app.keys"),
    ]

    def __init__(self, services: Services, options: Options, start: StartRelief | None = None) -> None:
        # The first mode's screen is the first screen: no empty one is built, styled and painted before it.
        self.DEFAULT_MODE = "relief" if start is not None else "home"  # type: ignore[misc]
        has_no_color = not wants_color(options.color, {"TERM": "xterm", **os.environ}, is_terminal=True)
        os.environ.pop("NO_COLOR", "")  # Textual removes it once it has read it, and counts an empty one too
        os.environ.update({"NO_COLOR": "1"} if has_no_color else {})
        # The first screen's style is read with the app's: a file added later has all of them parsed again.
        styles = cast("Any", ["app.tcss", *(["relief/tui/relief.tcss"] if start is not None else [])])
        named = os.environ.get("TEXTUAL_DRIVER")
        driver = load("spasmtui.terminal.drivers.named:named_driver")(named) if named else SpasmDriver
        super().__init__(driver_class=driver, css_path=styles, ansi_color=True if has_no_color else None)
        self.services: Services = services
        services.has_screen = True
        self._began_at = services.clock.now()
        self.options = options
        self.set_class(options.is_ascii, "-is-ascii")
        self._threads: WorkerThreads | None = None
        self.start = start
        use_ascii_labels(is_ascii=options.is_ascii)
        use_ascii_halves(is_ascii=options.is_ascii)
        use_ascii_words(is_ascii=options.is_ascii)
        use_key_words(read_texts(services.content, options.language, "keys"))
        for mode in MODES:
            self.add_mode(mode, partial(self._build_screen, mode))
        for theme in themes.ALL:
            self.register_theme(theme)
        self._has_no_color = has_no_color
        loaded = services.settings_in_time()
        self.has_read_settings = loaded is not None
        settings = (loaded or LoadedSettings()).settings
        self.name_own_keys(settings.keys)
        self.has_bright_colors = count_colors(os.environ) > 8
        self.begin_with_theme(self._theme_of(settings))
        self.wants_mouse = wants_mouse(settings.screen.mouse, os.environ)
        """True where the terminal is to report the mouse."""

    def _theme_of(self, settings: Settings) -> str:
        setting = settings.screen.theme
        return themes.theme_for(self.services.clock.now(), setting, has_no_color=self._has_no_color)

    def use_mouse(self, settings: Settings) -> None:
        """Have the mouse reported or not, as the settings say."""
        self.wants_mouse = wants_mouse(settings.screen.mouse, os.environ)
        if isinstance(self._driver, SpasmDriver):
            self._driver.use_mouse(self.wants_mouse)

    def on_mount(self) -> None:
        """Offer to resume an interrupted routine or to complete last night's entry, unless started with a routine."""
        self.call_after_refresh(begin_to_collect)
        if self.has_read_settings:
            self.call_after_refresh(self._notify_setting_faults, self.services.settings_now())
        else:
            self.run_worker(self._await_settings, thread=True)
        if self.start is None:
            self.run_worker(self.offer_unfinished, thread=True)

    def _await_settings(self) -> None:
        """Wait for a slow disk to tell the settings, and use them from then on."""
        loaded = load_settings(self.services.config / FILE_NAME)
        self.call_from_thread(self.use_late_settings, loaded)
        self.call_from_thread(self._notify_setting_faults, loaded)

    def _notify_setting_faults(self, loaded: LoadedSettings) -> None:
        """Show one notification for all settings that cannot be used."""
        self.notify_faults(loaded.faults, "spasmtui doctor")

    def _build_screen(self, mode: str) -> Screen[Any]:
        """Import and build a mode's screen."""
        screen: Screen[Any] = load(SCREENS[mode])(self)
        return screen

    async def action_go(self, mode: str) -> None:
        """Show one of the five modes as it was left."""
        if mode != self.current_mode:
            await self.switch_mode(mode)
            if mode in ("home", "log"):
                self.ask_for_passphrase()

    async def action_back(self) -> None:
        """Close the top screen; from a mode's base screen go home."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            await self.action_go("home")

    async def run_async(self, **options: Any) -> None:
        """Run the app, with threads for its workers that a hanging disk cannot keep."""
        self._threads = WorkerThreads()
        asyncio.get_running_loop().set_default_executor(self._threads)
        await super().run_async(**options)

    def exit(self, result: None = None, return_code: int = 0, message: Any = None) -> None:
        """Exit; workers that only read are not waited for."""
        if self._threads is not None:
            self._threads.is_saving = self.is_saving and not self._leaves_unsaved
        super().exit(result, return_code, message)

    def action_keys(self) -> None:
        """List the keys that work on this screen."""
        from spasmtui.ui.help_screen import HelpScreen, keys_of  # noqa: PLC0415 -- built when it is asked for

        self.push_screen(HelpScreen(keys_of(self.screen)), self.press_key)

    def save_state(self) -> None:
        """Save everything that an interruption would lose; called before the process ends or is suspended."""
        for screen in self.every_screen():
            if (save := getattr(screen, "save_state", None)) is not None:
                save()

    def every_screen(self) -> Iterator[Screen[Any]]:
        """Yield the screens of all modes that were visited, and the dialogs above them."""
        for stack in self._screen_stacks.values():
            yield from stack

    def action_urgent(self) -> None:
        """Open the red-flag checklist above the current screen."""
        from spasmtui.guide.tui.urgent_screen import UrgentScreen  # noqa: PLC0415 -- built when it is asked for

        if not isinstance(self.screen, UrgentScreen):
            lines = find_emergency_lines(os.environ, str(self.services.config))
            self.push_screen(UrgentScreen(lines, language=self.options.language, is_ascii=self.options.is_ascii))

    async def action_search(self) -> None:
        """Search the guide."""
        (await self.show_base("guide")).action_search()

    def action_undo(self) -> None:
        """Take back the last change to the diary; one from long before this run only after a question."""
        if not is_slow(self, "undo"):
            say_if_slow(self, self.run_worker(self._ask_or_undo, thread=True, group="undo"))

    def _ask_or_undo(self) -> None:
        last = None
        with suppress(SpasmError):  # the undo itself says what is wrong
            last = self.services.diary.last_change_at()
        if last is None or self._began_at - last < UNDONE_UNASKED:
            self._step_in_thread(is_undo=True)
            return
        when = moment(last.astimezone(self._began_at.tzinfo))
        question = f"Nothing has been changed here since the program started. Undo the change made on {when}?"
        dialog = load("spasmtui.ui.confirm_dialog:ConfirmDialog")(question, "undo it", "leave it")
        self.call_from_thread(self.push_screen, dialog, lambda is_sure: self._step(is_undo=True) if is_sure else None)

    def action_redo(self) -> None:
        """Make the last undone change to the diary again."""
        if not is_slow(self, "undo"):
            self._step(is_undo=False)

    def _step(self, *, is_undo: bool) -> None:
        # One after the other: of two quick keys the first is not cut short.
        worker = self.run_worker(lambda: self._step_in_thread(is_undo=is_undo), thread=True, group="undo")
        say_if_slow(self, worker)

    def _step_in_thread(self, *, is_undo: bool) -> None:
        diary = self.services.diary
        try:
            change = diary.undo() if is_undo else diary.redo()
            say = load("spasmtui.episodes.commands.undo:short_step_text")
            message = say(change, is_undo=is_undo, own_routines=self.services.config / "routines")
            self.services.unsaved.pop("undo", None)
        except SpasmError as error:
            message = error.message
            if isinstance(error, DataError):
                self.services.unsaved["undo"] = message
        self.call_from_thread(self.say_changed, message)

    def say_changed(self, message: str) -> None:
        """Show what came of a change to the diary, and let the screen follow it."""
        self.notify(shown_text(message), markup=False)
        if (follow := getattr(self.screen, "follow_diary", None)) is not None:
            follow()

    def action_choose(self, first: tuple[str, ...] = ()) -> None:
        """Choose between the values of two devices, those of the records with the keys `first` before all others."""
        dialog = load("spasmtui.episodes.tui.conflict_dialog:ConflictDialog")
        if not isinstance(self.screen, dialog):
            self.push_screen(dialog(self.services.diary, self.services.clock, first))

    @on(ChooseValues)
    def choose_values(self, message: ChooseValues) -> None:
        """Open the dialog that chooses for a room."""
        self.action_choose(message.first)

    @on(SaveResult)
    def note_unsaved(self, message: SaveResult) -> None:
        """Note what could not be saved, until it can, to name it when the program ends."""
        if message.failure:
            self.services.unsaved[message.what] = message.failure
        else:
            self.services.unsaved.pop(message.what, None)

    @on(SearchGuide)
    async def search_guide(self, message: SearchGuide) -> None:
        """Search the guide for the words of a room."""
        (await self.show_base("guide")).action_search(message.words)

    @on(ShowMode)
    async def show_mode(self, message: ShowMode) -> None:
        """Switch to the mode that a room asks for."""
        await self.action_go(message.mode)

    @on(ShowPage)
    async def show_page(self, message: ShowPage) -> None:
        """Open the page of the guide that a room asks for."""
        guide = await self.show_base("guide")
        guide.show_page(message.page, returns_to=message.returns_to, headings=message.headings)

    @on(StartRelief)
    async def start_relief(self, message: StartRelief) -> None:
        """Start the routine that a room asks for."""
        (await self.show_base("relief")).begin_request(message)

    @on(EditRoutine)
    def edit_routine(self, message: EditRoutine) -> None:
        """Open the editor of routines for a room."""
        load("spasmtui.relief.tui.editor.opening:open_editor")(self, message)

    @on(LogEpisode)
    async def log_episode(self, message: LogEpisode) -> None:
        """Open the form of a new episode for a room."""
        (await self.show_base("log")).action_new(asks_when=message.asks_when)

    @on(ShowLog)
    async def show_log(self, message: ShowLog) -> None:
        """Open the part of the log that a room asks for."""
        log = await self.show_base("log")
        await log.run_action(message.part)

    @on(RecordFreeNight)
    def record_free_night(self, message: RecordFreeNight) -> None:
        """Record a night as free of cramps, on a thread."""
        self._change_diary("spasmtui.episodes.entry.day_answers:record_free_night", message.night)

    @on(DeclineStretches)
    def decline_stretches(self, message: DeclineStretches) -> None:
        """Record an evening without bedtime stretches, on a thread."""
        self._change_diary("spasmtui.episodes.entry.day_answers:record_declined_evening", message.evening)

    @on(DeleteEpisode)
    def delete_episode(self, message: DeleteEpisode) -> None:
        """Delete an episode, on a thread."""
        self._change_diary("spasmtui.episodes.entry.deletion:delete_episode", message.episode_id)

    def _change_diary(self, target: str, what: object) -> None:
        worker = self.run_worker(lambda: self._change_in_thread(target, what), thread=True, group="change")
        say_if_slow(self, worker)

    def _change_in_thread(self, target: str, what: object) -> None:
        """Call `module:function` with the diary, what to change and the present; show the sentence it returns."""
        services = self.services
        try:
            said = load(target)(services.diary, what, services.clock.now())
        except SpasmError as error:
            said = error.message
        self.call_from_thread(self.say_changed, said)

    @on(CompleteEpisode)
    def complete_episode(self, message: CompleteEpisode) -> None:
        """Open the form with what an episode lacks; the diary is read on a thread."""
        self.run_worker(lambda: self._open_completion(message.episode_id), thread=True)

    def _open_completion(self, episode_id: str) -> None:
        services = self.services
        try:
            form = load("spasmtui.episodes.tui.morning_dialog:completion_form")(
                services.diary, services.clock, services.content, episode_id, services.config
            )
        except SpasmError as error:
            self.call_from_thread(self.say_changed, error.message)
        else:
            self.call_from_thread(self.push_screen, form)
