"""The relief mode: a list of routines while nothing runs, the timer while one does, and one question afterwards."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widgets import OptionList

from spasmtui.clock import Clock
from spasmtui.errors import SpasmError
from spasmtui.launcher import handoff
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.relief.running.cue_player import Cues
from spasmtui.relief.running.diary_port import DiaryPort, LazyDiary
from spasmtui.relief.running.settings import Settings, SettingsFound, read_settings
from spasmtui.relief.session.refresh_schedule import seconds_to_next_refresh
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.tui.controller import ReliefController
from spasmtui.relief.tui.keys import BINDINGS, Phase, is_offered
from spasmtui.relief.tui.view import ReliefView
from spasmtui.shell import AppHost
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.messages import ShowMode, ShowPage, StartRelief
from spasmtui.ui.startup_screen import StartupScreen

HELP_PAGE = "get-help-now"
SAVE_SECONDS = 0.8
"""How long an end from outside waits for the diary."""
LEAVE_SECONDS = 10.0
"""How long somebody who leaves waits for it at most, on a slow disk; an end from outside comes sooner by itself."""
REPLY_SECONDS = 4.0
"""How long the reply to a key stands where the stop rule is."""


class ReliefScreen(StartupScreen):
    """Guides through one routine at a time, and keeps what happens."""

    class Told(Message):
        """Something could not be kept."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    CSS_PATH = "relief.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]

    def __init__(
        self,
        *,
        routines: RoutineBook,
        keeper: Callable[[], DiaryPort],
        clock: Clock,
        state: Path,
        figures: Path | None = None,
        settings: SettingsFound | None = None,
        is_ascii: bool = False,
        start: StartRelief | None = None,
    ) -> None:
        """Show the relief mode.

        Args:
            routines: where routines are found.
            keeper: makes what writes into the diary; called, and used, in a thread of its own, in order.
            clock: tells the time.
            state: the state folder, for resuming after an interruption.
            figures: the folder of the drawings; None shows none.
            settings: cues and pace.
            is_ascii: use neither braille nor blocks nor lines.
            start: what to begin with; None shows the list.
        """
        super().__init__()
        chosen = settings.settings if settings else Settings()
        self._faults = settings.faults if settings else ()
        self._errands = BackgroundQueue(self._tell_from_thread, is_held=True)
        self._cues = Cues(chosen, write=self._write_control, flash=lambda: self._view.timing.flash())
        self.player = ReliefController(
            book=routines,
            keeper=LazyDiary.of(keeper),
            clock=clock,
            state=state,
            settings=chosen,
            errands=self._errands,
            cues=self._cues,
        )
        """What runs."""
        self._view = ReliefView(
            self, figures=figures, elapsed=clock.elapsed, is_ascii=is_ascii, has_motion=chosen.motion
        )
        self._keys_shown: object = None
        self._reply, self._reply_until = "", 0.0
        self._look: Timer | None = None
        self._start = start

    @classmethod
    def create(cls, host: "AppHost") -> "ReliefScreen":
        """Build the relief mode of the app, with the person's own routines and settings."""
        services, options = host.services, host.options
        return cls(
            routines=RoutineBook(services.content, services.config / "routines"),
            keeper=lambda: cast("DiaryPort", services.keeper),
            clock=services.clock,
            state=services.state,
            figures=services.content / "figures",
            settings=read_settings(services.config),
            is_ascii=options.is_ascii or os.environ.get("TERM") == "linux",
            start=host.start,
        )

    # What it is made of

    def compose(self) -> ComposeResult:
        """What is shown, and the keys. What was asked for begins here, so that the first frame shows it."""
        self.fit_breakpoints()
        if self._start is not None:
            self.begin_as(self._start)
        else:
            self.player.left_behind.look()
        self._show_phase()
        yield from self._view.compose()
        yield KeyBar()

    def on_mount(self) -> None:
        """Name what is wrong with the settings, beside a routine that runs all the same."""
        # By way of the app, which paints nothing before it answers messages.
        self.app.call_later(self.call_after_refresh, self._first_frame_is_shown)
        for fault in self._faults:
            self.notify(fault, markup=False)

    def _first_frame_is_shown(self) -> None:
        """Let the errands begin, and an end that was put off come."""
        self._errands.release()
        if (ending := handoff.begun()) is not None:
            os.kill(os.getpid(), ending)

    def on_screen_resume(self) -> None:
        """Look at the clock: time went on while another mode was shown."""
        if self.player.course is None:
            self._list_routines()
        if self.player.course is None or self._has_been_shown:
            self.look()

    def on_unmount(self) -> None:
        """Leave the routine as it stands, for resuming, and what was told the diary on the disk."""
        self.save_state()
        self._errands.settle(LEAVE_SECONDS)

    def save_state(self) -> None:
        """Save a running routine now; callable from any thread, and more than once."""
        if self.player.course is not None:
            self.player.course.end_at_once(SAVE_SECONDS)

    # Beginning

    def begin(self, what: str | None = None, side: str | None = None, started_at: float | None = None) -> None:
        """Start a routine at once; the words are those of `StartRelief`."""
        self.begin_as(StartRelief(what, side, started_at))

    def begin_as(self, wish: StartRelief) -> None:
        """Begin what a room, or the command line, has asked for: a routine, or the interrupted one."""
        self._begin(lambda: self.player.begin(wish))

    def _begin(self, begin: Callable[[], bool]) -> None:
        """Show what has begun, or why nothing has."""
        try:
            has_begun = begin()
        except SpasmError as error:
            self.notify(error.message, markup=False)
            return
        if has_begun:
            self.set_focus(None)
            self._view.forget_answers()
            self.look()
        elif self.player.course is None:
            self._show_phase()
            self._list_routines()

    # Time

    def look(self) -> None:
        """Look at the clock, show what has changed, and plan the next look. Time is measured here, never counted."""
        if self._look is not None:
            self._look.stop()
            self._look = None
        course = self.player.course
        if course is None:
            self._show_phase()
            return
        if course.is_taken_over():
            self._drop_course()
            self.notify("Another terminal goes on with this routine.", markup=False)
            return
        frame = self.player.look()
        self._show_phase()
        self._view.show(course.session, frame, began_at=course.began_at, breath=self.player.breath)
        if self.player.clock.elapsed() < self._reply_until:
            self._view.say(self._reply)
        delay = seconds_to_next_refresh(course.session)
        if delay is not None:
            self._look = self.set_timer(delay, self.look)

    def _drop_course(self) -> None:
        self.player.drop()
        self._show_phase()
        self._list_routines()

    def _list_routines(self) -> None:
        self._view.read_routines(self.player.book, self.player.state)

    def _show_phase(self) -> None:
        phase, session = self.player.phase, self.player.session
        if phase is Phase.LIST:
            self._view.show_list(self.player.left_behind.sentence)
        elif phase is Phase.ELSEWHERE:
            self._view.show_elsewhere(self.player.left_behind.sentence)
        self.update_classes({f"-{other.value}": other is phase for other in Phase}, animate=False)
        keys = (phase, session and (session.state, session.segment.kind, session.segment.is_optional))
        if keys != self._keys_shown:
            self._keys_shown = keys
            self.refresh_bindings()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer each key in the parts it is meant for, and leave it to the app elsewhere."""
        it = self.player
        has_other = it.left_behind.found is not None
        return is_offered(action, parameters, it.phase, it.session, has_other=has_other)

    def action_do(self, name: str) -> None:
        """Do one thing with the session; an objection is shown."""
        refusal = self.player.do(Event(name))
        self._reply_until = 0.0  # what was said to the key before is over
        self.look()
        if refusal is not None:
            self._answer(refusal)

    def _answer(self, reply: str) -> None:
        """Say something in reply to a key, long enough to be read."""
        self._reply, self._reply_until = reply, self.player.clock.elapsed() + REPLY_SECONDS
        self._view.say(reply)

    def action_pause(self) -> None:
        """Pause, or go on."""
        if (session := self.player.session) is not None:
            self.action_do("pause" if session.state is State.RUNNING else "resume")

    def action_answer(self, answer: str) -> None:
        """Answer the question that is asked; an answer that says stop opens the page for it."""
        self.action_do(answer)
        session = self.player.session
        if session is not None and session.state in (State.REFUSED, State.STOPPED):
            self.notify(session.reason, markup=False)
            self._open_help()

    def action_worse(self) -> None:
        """Worse: stop the clock and open the page that says what to do."""
        if self.player.phase is not Phase.TOLD:
            self.action_do("worse")
        self._open_help()

    def _open_help(self) -> None:
        """Open the page that says what to do, once the screen has said that the clock stands."""
        self.call_after_refresh(self.post_message, ShowPage(HELP_PAGE, returns_to="relief"))

    def action_mute(self) -> None:
        """Mute the cues, or let them sound again."""
        self._cues.is_muted = not self._cues.is_muted
        self._answer("Muted." if self._cues.is_muted else "Sound on.")

    def action_breathe(self) -> None:
        """Show when to breathe in and out, or stop showing it."""
        self.player.has_breath = not self.player.has_breath
        self.look()

    def action_rate(self, pain: int) -> None:
        """Keep the pain now; it is in the diary at once."""
        self._view.after.pain = pain
        self._rate(pain_after=pain)

    def action_helped(self, step: int) -> None:
        """Choose how much it helped."""
        self._rate(helped=self._view.after.step_helped(step))

    def _rate(self, *, pain_after: int | None = None, helped: str | None = None) -> None:
        if self.player.course is not None:
            self.player.course.rate(pain_after=pain_after, helped=helped)

    def action_finish(self) -> None:
        """Done: the rest can wait until morning."""
        was_after, session = self.player.phase is Phase.AFTER, self.player.session
        if session is not None and session.state is State.FINISHED:
            self.player.do(Event.LEAVE)
        self._drop_course()
        if was_after:
            self.post_message(ShowMode("home"))

    def action_resume(self) -> None:
        """Go on with the interrupted routine, or move here the one that runs elsewhere."""
        self._begin(self.player.resume)

    def action_start_another(self) -> None:
        """Leave the other terminal's routine to itself and start the one that was asked for."""
        self._begin(self.player.begin_beside)

    def action_settle(self, how: str) -> None:
        """Close what was interrupted: it stopped when it was last seen, or nobody knows when."""
        self.player.left_behind.settle(how)
        self._show_phase()

    @on(OptionList.OptionSelected, "#relief-list")
    def _start_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self.begin(event.option.id)

    # Ways out

    def _tell_from_thread(self, sentence: str) -> None:
        self.post_message(self.Told(sentence))

    @on(Told)
    def _show_told(self, told: Told) -> None:
        self.notify(told.sentence, markup=False, severity="warning")

    def _write_control(self, text: str) -> None:
        driver = self.app._driver
        if driver is not None and not self.app.is_headless:
            driver.write(text)
            driver.flush()
