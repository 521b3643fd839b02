"""The relief mode: a list of routines while nothing runs, the timer while one does, and one question afterwards."""

import os
from collections.abc import Callable
from dataclasses import dataclass
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
from spasmtui.relief.breath import breath_at
from spasmtui.relief.choosing import Wish, choose, usual
from spasmtui.relief.course import Course
from spasmtui.relief.cue import cues_between
from spasmtui.relief.cues import Cues
from spasmtui.relief.errands import Errands
from spasmtui.relief.frame import Frame
from spasmtui.relief.keeping import Keeper, LateKeeper
from spasmtui.relief.keys import BINDINGS, Phase, is_offered, phase_of
from spasmtui.relief.left_behind import LeftBehind
from spasmtui.relief.loader import RoutineBook
from spasmtui.relief.moves import Event, State
from spasmtui.relief.pace import seconds_to_next_look
from spasmtui.relief.session import Session
from spasmtui.relief.settings import Settings, SettingsFound, read_settings
from spasmtui.relief.state import StateFile
from spasmtui.relief.view import ReliefView
from spasmtui.relief.words import HELPED
from spasmtui.terminal import handover
from spasmtui.terminal.shell import Options, Services
from spasmtui.ui.first_frame import FirstFrameScreen
from spasmtui.ui.keybar import KeyBar
from spasmtui.ui.requests import ShowMode, ShowPage, StartRelief

HELP_PAGE = "get-help-now"
SAVE_SECONDS = 0.4
"""How long an end from outside waits for the diary."""
LEAVE_SECONDS = 10.0
"""How long somebody who leaves waits for it at most, on a slow disk; an end from outside comes sooner by itself."""
REPLY_SECONDS = 4.0
"""How long the reply to a key stands where the stop rule is."""


class ReliefScreen(FirstFrameScreen):
    """Guides through one routine at a time, and keeps what happens."""

    @dataclass
    class Told(Message):
        """Something could not be kept."""

        sentence: str

    CSS_PATH = "relief.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]

    def __init__(
        self,
        *,
        routines: RoutineBook,
        keeper: Callable[[], Keeper],
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
        self._book = routines
        self._keeper = LateKeeper.of(keeper)
        self._clock = clock
        self._state = state
        self._settings: Settings = (settings or SettingsFound(settings=Settings())).settings
        self._faults = settings.faults if settings else ()
        self._file = StateFile(state)
        self._errands = Errands(self._tell_from_thread, is_held=True)
        self._cues = Cues(self._settings, write=self._write_control, flash=lambda: self._view.timing.flash())
        self._course: Course | None = None
        self._frame: Frame | None = None
        has_motion = self._settings.motion
        self._view = ReliefView(self, figures=figures, elapsed=clock.elapsed, is_ascii=is_ascii, has_motion=has_motion)
        self._keys_shown: object = None
        self._reply, self._reply_until = "", 0.0
        self._look: Timer | None = None
        self._other = LeftBehind(self._file, clock, self._errands, self._keeper)
        self._wish = StartRelief()
        self._has_breath = self._settings.breath
        self._start = start

    @classmethod
    def of(cls, services: Services, options: Options, start: StartRelief | None = None) -> "ReliefScreen":
        """The relief mode of the app, with the person's own routines and settings."""
        return cls(
            routines=RoutineBook(services.content, services.config / "routines"),
            keeper=lambda: cast("Keeper", services.keeper),
            clock=services.clock,
            state=services.state,
            figures=services.content / "figures",
            settings=read_settings(services.config),
            is_ascii=options.is_ascii or os.environ.get("TERM") == "linux",
            start=start,
        )

    # What it is made of

    def compose(self) -> ComposeResult:
        """What is shown, and the keys. What was asked for begins here, so that the first frame shows it."""
        self.fit_breakpoints()
        if self._start is not None:
            self.begin_as(self._start)
        else:
            self._other.look()
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
        if (ending := handover.begun()) is not None:
            os.kill(os.getpid(), ending)

    def on_screen_resume(self) -> None:
        """Look at the clock: time went on while another mode was shown."""
        if self._course is None:
            self._view.read_routines(self._book, self._state)
        self.look()

    def on_unmount(self) -> None:
        """Leave the routine as it stands, for resuming, and what was told the diary on the disk."""
        self.save_state()
        self._errands.settle(LEAVE_SECONDS)

    def save_state(self) -> None:
        """Save a running routine now; callable from any thread, and more than once."""
        if self._course is not None:
            self._course.end_at_once(SAVE_SECONDS)

    @property
    def phase(self) -> Phase:
        """Which part is shown."""
        if self._course is None:
            return Phase.ELSEWHERE if self._other.is_elsewhere else Phase.LIST
        return phase_of(self._course.session)

    # Beginning

    def begin(self, what: str | None = None, side: str | None = None, started_at: float | None = None) -> None:
        """Start a routine at once; the words are those of `StartRelief`."""
        self.begin_as(StartRelief(what, side, started_at))

    def begin_as(self, wish: StartRelief) -> None:
        """Begin what a room, or the command line, has asked for: a routine, or the interrupted one."""
        if wish.resumes and self._resume():
            return
        try:
            asked = Wish(what=wish.what, place=wish.place, side=wish.side)
            found, side = choose(self._book, asked, usual(self._state, None))
        except SpasmError as error:
            self.notify(error.message, markup=False)
            return
        if self._course is not None and self._course.is_under_way:
            if wish.what is None or found.routine.id == self._course.routine_id:
                return
            self._course.do(Event.LEAVE)
        self._other.look()
        if self._other.is_elsewhere:
            self._wish = wish
            self._drop_course()
            return
        self._other.note_tried()
        ready = self._settings.get_ready_seconds
        session = Session.of(found.routine, side, skin_seconds=wish.skin_seconds, get_ready_seconds=ready)
        keeper = self._keeper if wish.keeps else None
        self._take(
            Course(session, place=found.place, clock=self._clock, errands=self._errands, keeper=keeper, file=self._file)
        )
        assert self._course is not None
        self._course.start(wish.started_at)
        self.look()

    def _take(self, course: Course) -> None:
        self._course = course
        self._frame = None
        self.set_focus(None)
        self._view.forget_answers()

    def _resume(self) -> bool:
        if (other := self._other.look()) is None:
            return False
        try:
            routine = self._book.routine(other.what.routine)
        except SpasmError as error:
            self.notify(error.message, markup=False)
            return False
        if self._course is not None and self._course.is_under_way:
            self._course.do(Event.LEAVE)
        self._take(self._other.resumed(routine))
        self.look()
        return True

    # Time

    def look(self) -> None:
        """Look at the clock, show what has changed, and plan the next look. Time is measured here, never counted."""
        if self._look is not None:
            self._look.stop()
            self._look = None
        course = self._course
        if course is None:
            self._show_phase()
            return
        if course.is_taken_over():
            self._drop_course()
            self.notify("Another terminal goes on with this routine.", markup=False)
            return
        frame = course.tick()
        if self._frame is not None:
            for cue in cues_between(self._frame, frame):
                self._cues.play(cue, frame, self._clock.now())
        self._show(frame)
        delay = seconds_to_next_look(course.session)
        if delay is not None:
            self._look = self.set_timer(delay, self.look)

    def _drop_course(self) -> None:
        self._course = None
        self._frame = None
        self._show_phase()
        self._view.read_routines(self._book, self._state)

    def _show(self, frame: Frame) -> None:
        course = self._course
        assert course is not None
        self._frame = frame
        self._show_phase()
        is_breathing = self._has_breath and frame.segment.kind == "hold" and frame.state is State.RUNNING
        breath = breath_at(course.session.into) if is_breathing else ""
        self._view.show(course.session, frame, began_at=course.began_at, breath=breath)
        if self._clock.elapsed() < self._reply_until:
            self._view.say(self._reply)

    def _show_phase(self) -> None:
        phase = self.phase
        if phase is Phase.LIST:
            self._view.show_list(self._other.sentence)
        elif phase is Phase.ELSEWHERE:
            self._view.show_elsewhere(self._other.sentence)
        self.update_classes({f"-{other.value}": other is phase for other in Phase}, animate=False)
        session = self._course.session if self._course else None
        keys = (phase, session and (session.state, session.segment.kind, session.segment.is_optional))
        if keys != self._keys_shown:
            self._keys_shown = keys
            self.refresh_bindings()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer each key in the parts it is meant for, and leave it to the app elsewhere."""
        session = self._course.session if self._course else None
        return is_offered(action, parameters, self.phase, session, has_other=self._other.found is not None)

    def action_do(self, name: str) -> None:
        """Do one thing with the session; an objection is shown."""
        if self._course is None:
            return
        # What another terminal goes on with is not changed from here; the look says so.
        refusal = None if self._course.is_taken_over() else self._course.do(Event(name))
        self._reply_until = 0.0  # what was said to the key before is over
        self.look()
        if refusal is not None:
            self._answer(refusal)

    def _answer(self, reply: str) -> None:
        """Say something in reply to a key, long enough to be read."""
        self._reply, self._reply_until = reply, self._clock.elapsed() + REPLY_SECONDS
        self._view.say(reply)

    def action_pause(self) -> None:
        """Pause, or go on."""
        if self._course is not None:
            self.action_do("pause" if self._course.session.state is State.RUNNING else "resume")

    def action_answer(self, answer: str) -> None:
        """Answer the question that is asked; an answer that says stop opens the page for it."""
        self.action_do(answer)
        if self._course is not None and self._course.session.state in (State.REFUSED, State.STOPPED):
            self.notify(self._course.session.reason, markup=False)
            self._open_help()

    def action_worse(self) -> None:
        """Worse: stop the clock and open the page that says what to do."""
        if self.phase is not Phase.TOLD:
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
        self._has_breath = not self._has_breath
        self.look()

    def action_rate(self, pain: int) -> None:
        """Keep the pain now; it is in the diary at once."""
        self._view.after.pain = pain
        if self._course is not None:
            self._course.rate(pain_after=pain)

    def action_helped(self, step: int) -> None:
        """Choose how much it helped."""
        panel = self._view.after
        at = HELPED.index(panel.helped) + step if panel.helped else (0 if step > 0 else len(HELPED) - 1)
        panel.helped = HELPED[max(0, min(len(HELPED) - 1, at))]
        if self._course is not None:
            self._course.rate(helped=panel.helped)

    def action_finish(self) -> None:
        """Done: the rest can wait until morning."""
        was_after = self.phase is Phase.AFTER
        if self._course is not None and self._course.session.state is State.FINISHED:
            self._course.do(Event.LEAVE)
        self._drop_course()
        if was_after:
            self.post_message(ShowMode("home"))

    def action_resume(self) -> None:
        """Go on with the interrupted routine, or move here the one that runs elsewhere."""
        self._resume()

    def action_start_another(self) -> None:
        """Leave the other terminal's routine to itself and start the one that was asked for."""
        self._file.discard()
        self.begin_as(self._wish)

    def action_settle(self, how: str) -> None:
        """Close what was interrupted: it stopped when it was last seen, or nobody knows when."""
        self._other.settle(how)
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
