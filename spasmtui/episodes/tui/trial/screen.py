"""The screen of the trials: the one that runs with what is recorded, or an earlier one with its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.episodes.entry.trial_entry import USUAL_WEEKS, draft_trial, end_trial
from spasmtui.episodes.trial.week_records import is_running
from spasmtui.episodes.tui.trial.page import terms_content, trial_content
from spasmtui.episodes.tui.trial.reading import TrialData, read_trials
from spasmtui.episodes.tui.trial.start_screen import Terms, TrialStartScreen
from spasmtui.errors import SpasmError
from spasmtui.shared.key_names import with_keys
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.disk.reading import Reading
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from spasmtui.clock import Clock
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.episodes.trial.outcome import Outcome

RIGHT_CELLS = 2
"""The scrollbar and a gap before it."""
NONE_YET = (
    (
        "Do the bedtime stretches help you? A trial of one compares weeks with them and weeks without them, in an "
        "order that chance draws."
    ),
    "{n:trial.new} shows what a trial would be, and how likely it is to find anything. Nothing starts by that.",
    "The guide has a page on it: a trial of one.",
)
END_QUESTION = "End the trial now? It will compare nothing then, and {u:app.undo} lets it go on."


class TrialScreen(DismissOnce, Screen[None]):
    """All trials, one at a time; from here a trial begins and ends."""

    only_shows = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new trial", tooltip="A new trial: what it would be", id="trial.new"),
        Binding("x", "end", "end early", tooltip="End the trial, without a comparison", id="trial.end"),
        Binding("right,l", "turn(1)", "older", key_display="→", tooltip="The trial before this one", id="trial.older"),
        Binding("left,h", "turn(-1)", "newer", show=False, tooltip="The trial after this one", id="trial.newer"),
        Binding("down,j", "scroll(1)", "down", show=False, tooltip="Down", id="trial.down"),
        Binding("up,k", "scroll(-1)", "up", show=False, tooltip="Up", id="trial.up"),
        Binding("pagedown,space", "page(1)", "page", key_display="space", tooltip="A page down", id="trial.page-down"),
        Binding("pageup,b", "page(-1)", "page up", show=False, tooltip="A page up", id="trial.page-up"),
        Binding("escape", "dismiss(None)", "back", tooltip="Back", id="trial.back"),
    ]
    DEFAULT_CSS = """
    TrialScreen {
        #title { height: 1; padding: 0 1; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        #page { height: 1fr; padding: 1 0 0 1; scrollbar-size-vertical: 1; }
        &.-low #page { padding: 0 0 0 1; }
        #trial { height: auto; }
    }
    """

    def __init__(self, *, diary: Diary, clock: Clock, content: Path, config: Path, is_ascii: bool = False) -> None:
        """Create the screen; the diary is read once it is mounted.

        Args:
            diary: the diary.
            clock: tells the present.
            content: the root of the shipped content.
            config: the folder with the person's own routines.
            is_ascii: draw marks without special characters.
        """
        super().__init__()
        self.diary = diary
        self.clock = clock
        self.content_folder = content
        self.config = config
        self.is_ascii = is_ascii
        self.data: TrialData | None = None
        """None until the diary has been read."""
        self.fault = ""
        self.chosen = 0
        self._reading = Reading(self, "read-trials")

    def compose(self) -> ComposeResult:
        """Lay out the title, one long page and the keys."""
        yield Static(Content("Trial of one"), id="title")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="trial")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the diary in a thread."""
        self.follow_diary()

    def follow_diary(self) -> None:
        """Read the diary again: something in it was changed."""
        self._reading.ask(self._read)

    def _read(self) -> None:
        try:
            found: TrialData | str = read_trials(self.diary, self.clock.now(), self.content_folder, self.config)
        except SpasmError as error:
            found = error.message
        self.app.call_from_thread(self._take, found)

    def _take(self, found: TrialData | str) -> None:
        if not self.is_attached:
            return
        if isinstance(found, str):
            self.fault = found
        else:
            self.data, self.fault = found, ""
            self.chosen = min(self.chosen, max(0, len(found.outcomes) - 1))
        self._show()

    @property
    def outcome(self) -> Outcome | None:
        """The trial that is shown; None without one."""
        return self.data.outcomes[self.chosen] if self.data is not None and self.data.outcomes else None

    @property
    def has_running(self) -> bool:
        """True while a trial runs."""
        now = self.clock.now()
        return self.data is not None and any(is_running(each.trial, now) for each in self.data.outcomes)

    def on_resize(self) -> None:
        """Lay the page out for the size of the window."""
        self.set_class(self.size.height < 16, "-low")
        # The page has its own new size after this.
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = max(20, self.query_one("#page").size.width - RIGHT_CELLS)
        self.query_one("#trial", Static).update(self._page(width))
        count = 0 if self.data is None else len(self.data.outcomes)
        title = f"Trial of one · {self.chosen + 1} of {count}" if count > 1 else "Trial of one"
        self.query_one("#title", Static).update(Content(title.replace("·", "-") if self.is_ascii else title))
        self.refresh_bindings()

    def _page(self, width: int) -> Content:
        if self.data is None or self.fault:
            return terms_content([self.fault or "Reading the diary ..."], width)
        if (outcome := self.outcome) is None:
            return terms_content([with_keys(line) for line in NONE_YET], width)
        title = self.data.names.routine(outcome.trial.routine)
        return trial_content(outcome, title, self.clock.now(), width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a new trial while none runs, its early end while it runs, and the others where there are any."""
        if action == "new":
            return self.data is not None and not self.has_running
        if action == "end":
            return self.outcome is not None and is_running(self.outcome.trial, self.clock.now())
        if action == "turn":
            return self.data is not None and 0 <= self.chosen + int(str(parameters[0])) < len(self.data.outcomes)
        return True

    def action_new(self) -> None:
        """Show what a trial would be."""
        if self.data is not None:
            screen = TrialStartScreen(self.data, self.clock.now(), weeks=USUAL_WEEKS, is_ascii=self.is_ascii)
            self.app.push_screen(screen, self._start)

    def _start(self, terms: Terms | None) -> None:
        if terms is not None:
            self._change(lambda: self._store(terms))

    def _store(self, terms: Terms) -> str:
        now = self.clock.now()
        drafted = draft_trial(
            self.diary, terms.routine, weeks=terms.weeks, measure=terms.measure, first_day=None, now=now
        )
        self.diary.add(drafted)
        return with_keys("The trial begins with the first week. {u:app.undo} takes the start back.")

    def action_end(self) -> None:
        """End the trial after a question."""
        if (outcome := self.outcome) is not None:
            dialog = ConfirmDialog(with_keys(END_QUESTION), "end it", "let it go on")
            self.app.push_screen(dialog, lambda is_sure: self._end(outcome) if is_sure else None)

    def _end(self, outcome: Outcome) -> None:
        def end() -> str:
            end_trial(self.diary, outcome.trial, self.clock.now())
            return with_keys("Ended early. {u:app.undo} lets it go on.")

        self._change(end)

    def _change(self, change: Any) -> None:
        """Change the diary in a thread, say what came of it, and read the diary again."""

        def run() -> None:
            try:
                message = change()
            except SpasmError as error:
                message = error.message
            self.app.call_from_thread(self._say, message)

        self.app.run_worker(run, thread=True, group="change")

    def _say(self, message: str) -> None:
        self.app.notify(message, markup=False)
        self.chosen = 0
        self.follow_diary()

    def action_turn(self, trials: int) -> None:
        """Show the trial before or after this one."""
        self.chosen += trials
        self.query_one("#page").scroll_home(animate=False)
        self._show()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by a number of windows."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)
