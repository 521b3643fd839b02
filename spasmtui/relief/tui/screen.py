"""Show the relief mode: a list of routines, the timer while one runs, and one question afterwards."""

import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.message import Message

from spasmtui.clock import Clock
from spasmtui.errors import SpasmError
from spasmtui.launcher import handoff
from spasmtui.relief.routines.loader import RoutineBook, open_book
from spasmtui.relief.routines.sign_advice import SignAdvice
from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.relief.running.diary_port import DiaryPort, LazyDiary
from spasmtui.relief.running.resume import FoundRun
from spasmtui.relief.session.refresh_schedule import seconds_to_next_refresh
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.transitions import longer_reply
from spasmtui.relief.tui.afterwards.actions import AfterActions
from spasmtui.relief.tui.controller import LEAVE_SECONDS, LOOK_SECONDS, SAVE_SECONDS, ReliefController
from spasmtui.relief.tui.cues import create_cues
from spasmtui.relief.tui.keys import BINDINGS, Phase, is_offered
from spasmtui.relief.tui.replies import Replies
from spasmtui.relief.tui.view import ReliefView
from spasmtui.relief.tui.widgets import ReliefKeyBar
from spasmtui.relief.words import words
from spasmtui.shared.settings import ReliefSettings
from spasmtui.shell import AppHost
from spasmtui.terminal.refresh.alarm import Alarm
from spasmtui.ui.disk.errands import ask_disk
from spasmtui.ui.key_bar import actions_of
from spasmtui.ui.messages import ShowMode, ShowPage, StartRelief
from spasmtui.ui.startup_screen import StartupScreen

if TYPE_CHECKING:
    from spasmtui.relief.tui.routine_list import RoutineListPanel


class ReliefScreen(AfterActions, StartupScreen):
    """Guides through one routine at a time and records it."""

    class WriteFailed(Message):
        """A background task failed."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    CSS_PATH = "relief.tcss"
    _view: ReliefView
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide"), (170, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]

    def __init__(
        self,
        *,
        routines: RoutineBook,
        diary_port: Callable[[], DiaryPort],
        clock: Clock,
        state: Path,
        figures: Path | None = None,
        advice: SignAdvice | None = None,
        settings: ReliefSettings | None = None,
        is_ascii: bool = False,
        start: StartRelief | None = None,
    ) -> None:
        """Create the screen; its first frame shows the list, or the routine of `start`.

        Args:
            routines: all routines and places.
            diary_port: creates the diary port; called, and the port used, on the background thread only.
            clock: the wall clock and the elapsed seconds.
            state: the state folder, for resuming after an interruption.
            figures: the folder of the drawings; None shows none.
            advice: the advice of the red-flag signs that routines ask for; None has none.
            settings: cues and timing.
            is_ascii: draw without braille, blocks and lines.
            start: the routine to start with; None shows the list.
        """
        super().__init__()
        settings = settings or ReliefSettings()
        self.background_queue = BackgroundQueue(self._report_from_thread, is_held=True)
        """The queue for everything that touches a disk."""
        self._cues = create_cues(self, settings, lambda: self._view.timer_panel.flash(), self._report_from_thread)
        self.controller = ReliefController(
            book=routines,
            diary_port=LazyDiary.create(diary_port),
            clock=clock,
            state=state,
            settings=settings,
            background=self.background_queue,
            cues=self._cues,
        )
        """The session behind this screen."""
        self._advice = advice or SignAdvice()
        self._view = ReliefView(
            self,
            figures=figures,
            advice=self._advice,
            elapsed=clock.elapsed,
            is_ascii=is_ascii,
            has_motion=settings.motion,
        )
        self._keys_shown: object = None
        self._replies = Replies(clock)
        self._alarm = Alarm(self)
        self._start = start

    @classmethod
    def create(cls, host: "AppHost") -> "ReliefScreen":
        """Create the relief mode of the app, with the person's own routines and settings."""
        services, options = host.services, host.options
        return cls(
            routines=open_book(services.content, services.config / "routines", options.language, waits=False),
            diary_port=lambda: cast("DiaryPort", services.diary_port),
            clock=services.clock,
            state=services.state,
            figures=services.content / "figures",
            advice=SignAdvice(services.content, str(services.config), options.language),
            settings=services.settings_now().settings.relief,
            is_ascii=options.is_ascii,
            start=host.start,
        )

    def compose(self) -> ComposeResult:
        """Compose the view and the key bar. The requested routine starts here, so that the first frame shows it."""
        self.fit_breakpoints()
        if self._start is not None:
            self.begin_request(self._start)
        else:
            ask_disk(self, self.controller.previous_run.find, self._take_previous_run)
        self._show_phase()
        yield from self._view.compose()
        yield ReliefKeyBar(lambda: self.controller.moment)

    def _take_previous_run(self, found: FoundRun) -> None:
        if self.controller.runner is None:
            self.controller.previous_run.take(found)
            if self.is_mounted:
                self._show_phase()

    def use_settings(self, settings: ReliefSettings) -> None:
        """Use settings that were changed, or told by a slow disk; a routine that runs already keeps its beginning."""
        self._cues.settings = settings
        self._view.has_motion = settings.motion
        self.controller.use_settings(settings)

    def _compositor_refresh(self) -> None:
        """Render a frame; with the first one, save a start of which the launcher has left no marker."""
        super()._compositor_refresh()
        if self._start is not None and not self.app._batch_count:  # noqa: SLF001 -- Textual has no public name for it
            self._start, runner = None, self.controller.runner
            if runner is not None and not (handoff.has_marker() or self.controller.previous_run.is_late):
                # The queue is held until the program is idle, which may take a tenth of a second more.
                Thread(target=self.background_queue.run_task, args=(runner.save_start,), daemon=True).start()

    def on_mount(self) -> None:
        """Release the background queue after the first frame, by way of the app, which answers messages before it."""
        self.app.call_later(self.call_after_refresh, self._release_background)

    def _release_background(self) -> None:
        """Release the background queue after the first frame, and deliver a signal that was deferred until then."""
        self.background_queue.release()
        if (ending := handoff.finish_start()) is not None:
            signal.raise_signal(ending)

    def on_screen_resume(self) -> None:
        """Sample the clock: time went on while another mode was shown."""
        if self.controller.runner is None:
            self._list_routines()
        if self.controller.runner is None or self._has_been_shown:
            self.show_now()

    def on_screen_suspend(self) -> None:
        """Show the frame once more, so that the next screen is told of this second."""
        self.on_resize()

    def on_resize(self) -> None:
        """Show the frame for another size of the window, also while the time stands."""
        if self._has_been_shown:
            self.show_now()

    def on_unmount(self) -> None:
        """Save the position for resuming, and wait until the diary is on the disk."""
        self._alarm.cancel()
        self.controller.finish(LEAVE_SECONDS)

    @property
    def saved_before_leaving(self) -> ReliefController:
        """The part of the screen that is saved before the person leaves."""
        return self.controller

    def save_state(self) -> None:
        """Save the running routine now; callable from any thread, and more than once."""
        self.controller.finish(SAVE_SECONDS)

    def begin(self, what: str | None = None, side: str | None = None, started_at: float | None = None) -> None:
        """Start a routine at once. Arguments as for `StartRelief`."""
        self.begin_request(StartRelief(what, side, started_at))

    def begin_request(self, request: StartRelief) -> None:
        """Start the routine that another room or the command line requests, or resume the interrupted one."""
        self._replies.begin(request.notice, request.reply)
        self._begin(lambda: self.controller.begin(request))

    def _begin(self, begin: Callable[[], bool]) -> None:
        """Call `begin` and show the session that it started, or the reason why it started none."""
        try:
            has_begun = begin()
        except SpasmError as error:
            self.background_queue.add(handoff.remove_marker)
            self.notify(error.message, markup=False)
            return
        if not has_begun:
            self.background_queue.add(handoff.remove_marker)
        if has_begun:
            self.set_focus(None)
            self._view.clear_answers()
            self.show_now()
        elif self.controller.runner is None:
            self._show_phase()
            self._list_routines()

    def show_now(self) -> None:
        """Sample the clock, show the frame and schedule the next refresh. Time is measured here, never counted."""
        self._show_moment(asks_disk=True)

    def _show_moment(self, *, asks_disk: bool) -> None:
        self._alarm.cancel()
        if (runner := self.controller.runner) is None:
            self._show_phase()
            return
        if runner.is_taken_over(asks_disk=asks_disk):
            self._clear_session()
            self.notify(words().elsewhere_goes_on, markup=False)
            return
        frame = self.controller.sample()
        self._show_phase()
        self._view.show(runner, frame, breath=self.controller.breath)
        if notice := self._replies.notice(is_after=self.controller.phase is Phase.AFTER, rows=self.size.height):
            self._view.show_notice(notice)
        self._alarm.set(seconds_to_next_refresh(runner.session), lambda: self._show_moment(asks_disk=False))

    def _clear_session(self) -> None:
        self.controller.clear()
        self._show_phase()
        self._list_routines()

    def _list_routines(self) -> None:
        self._view.read_routines(self.controller.book, self.controller.state)
        self.controller.read_past_uses(self._view.take_past_uses)

    def _show_phase(self) -> None:
        moment = self.controller.moment
        if moment.phase is Phase.LIST:
            self._view.show_list(self.controller.previous_run)
        elif moment.phase is Phase.ELSEWHERE:
            self._view.show_elsewhere(self.controller.previous_run.sentence)
            if not self._alarm.is_set:
                self._alarm.set(LOOK_SECONDS, self._look_elsewhere)
        self.update_classes({f"-{other.value}": other is moment.phase for other in Phase}, animate=False)
        if moment.keys != self._keys_shown:
            self._keys_shown = moment.keys
            self.refresh_bindings()

    def _look_elsewhere(self) -> None:
        if self.controller.phase is Phase.ELSEWHERE and self.is_current:
            if self.controller.previous_run.has_ended_elsewhere():
                self._list_routines()
            self._show_phase()

    @property
    def key_phase(self) -> object:
        """The part of a routine in which a key means one thing."""
        return self.controller.moment.key_phase

    def awaits_reading(self, _action: str) -> bool:
        """Return whether a key has to wait for the list of routines."""
        return self.controller.phase is Phase.LIST and not self._view.routines.is_filled

    def on_key(self, event: Key) -> None:
        """End by a key where any key says that the cramp is gone."""
        if (is_gone := self.controller.take_any_key(event.key, partial(actions_of, self))) is not None:
            event.stop()
            if is_gone:
                self.action_apply("gone")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable each key in the phases it belongs to; elsewhere it is left to the app."""
        return is_offered(action, parameters, self.controller.moment)

    def action_apply(self, event: str, _of: str = "") -> None:
        """Apply an event to the session, or show the reason why it is rejected; `_of` tells bindings apart."""
        before = self.controller.session
        reason = self.controller.apply(Event(event))
        if reason is None and before is not None and self.controller.session is not None:
            reason = longer_reply(before, self.controller.session) or None
        self._replies.end()  # the reply to the key before is over
        self.show_now()
        if reason is not None:
            self._show_reply(reason)

    def _show_reply(self, reply: str) -> None:
        """Show a reply to a key, long enough to be read."""
        self._replies.say(reply)
        self._view.show_notice(reply)

    def action_discard(self) -> None:
        """End a routine that was started by mistake, and take what it has put into the diary out again."""
        has_written = self.controller.runner is not None and self.controller.runner.has_written
        self.controller.apply(Event.DISCARD)
        self._clear_session()
        # Without a change of its own, undo would take back what was recorded before.
        undo = f" {words().undo_key}" if has_written else ""
        self.notify(f"{words().nothing_kept}{undo}", markup=False)
        self.post_message(ShowMode("home"))

    def action_pause(self) -> None:
        """Pause, or go on."""
        if (session := self.controller.session) is not None:
            self.action_apply("pause" if session.state is State.RUNNING else "resume")

    def action_answer(self, answer: str) -> None:
        """Answer the question; an answer that ends the routine also opens the help page."""
        self.action_apply(answer)
        session = self.controller.session
        if session is not None and session.state in (State.REFUSED, State.STOPPED) and not session.must_only_wait:
            self.notify(self._advice.of_refusal(session.refusing_question, session.reason), markup=False)
            self.action_help()

    def action_worse(self) -> None:
        """Stop the clock and open the help page."""
        self.action_apply("worse")
        self.action_help()

    def action_help(self) -> None:
        """Open the help page, after a frame that shows the stopped clock."""
        self.call_after_refresh(self.post_message, ShowPage("get-help-now", returns_to="relief"))

    def action_mute(self) -> None:
        """Mute the cues, or let them sound again."""
        self._cues.is_muted = not self._cues.is_muted
        self._show_reply(words().muted if self._cues.is_muted else words().sound_on)

    def action_breathe(self) -> None:
        """Switch the breathing instruction on or off."""
        self.controller.has_breath = not self.controller.has_breath
        self.show_now()

    def action_resume(self, _where: str = "") -> None:
        """Resume the interrupted routine, or move the one that runs `elsewhere` here."""
        self._begin(self.controller.resume)

    def action_start_another(self) -> None:
        """Start the requested routine and leave the one in the other terminal alone."""
        self._begin(self.controller.start_another)

    def action_close_saved(self, end: str, _of: str = "") -> None:
        """Close the interrupted routine: it stopped `then`, when it was last seen, or at an `unknown` time."""
        self.controller.previous_run.close(stopped_then=end == "then")
        self._show_phase()

    def on_routine_list_panel_chosen(self, choice: "RoutineListPanel.Chosen") -> None:
        """Start the routine that was chosen from the list."""
        self.begin_request(StartRelief(choice.routine, choice.side, place=choice.place))

    def _report_from_thread(self, sentence: str) -> None:
        self.post_message(self.WriteFailed(sentence))

    @on(WriteFailed)
    def _show_failure(self, failure: WriteFailed) -> None:
        self.notify(failure.sentence, markup=False, severity="warning")
