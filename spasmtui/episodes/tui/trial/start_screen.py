"""Choose a trial before it begins: its routine, its weeks and its measure, with what is agreed to below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.episodes.entry.trial_entry import next_monday, planned_trial
from spasmtui.episodes.model.trial import Measure
from spasmtui.episodes.trial.outcome import unit_of
from spasmtui.episodes.trial.start_text import start_lines
from spasmtui.episodes.tui.trial.page import terms_content
from spasmtui.shared.formats import day_name
from spasmtui.shared.trials.limits import FEWEST_WEEKS, MOST_WEEKS
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.form.rows import FormList, FormRow
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from datetime import datetime

    from spasmtui.episodes.entry.trial_entry import TrialRoutine
    from spasmtui.episodes.tui.trial.reading import TrialData

LABEL_CELLS = 12
NARROW_BELOW_COLUMNS = 60
RIGHT_CELLS = 3
"""The scrollbar, and the padding of the lines below."""


class Terms(NamedTuple):
    """The terms of a trial that a person has agreed to."""

    routine: TrialRoutine
    weeks: int
    measure: Measure


class TrialStartScreen(DismissOnce, Screen[Terms | None]):
    """The terms of a trial; it dismisses with those that were agreed to, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "agree", "start the trial", tooltip="Start this trial", id="trialstart.agree"),
        Binding("space", "read_on", "read on", tooltip="Read on below the rows", id="trialstart.read_on"),
        Binding("escape", "dismiss(None)", "back", tooltip="Back, without starting anything", id="trialstart.back"),
    ]
    DEFAULT_CSS = """
    TrialStartScreen {
        #title { height: 1; padding: 0 1; text-style: bold; }
        FormList { height: auto; max-height: 60%; }
        #below { height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
        &.-low #below { padding: 0 1; }
        &.-narrow KeyBar { height: 2; }
        #terms { height: auto; }
    }
    """

    def __init__(self, data: TrialData, now: datetime, *, weeks: int, is_ascii: bool = False) -> None:
        """Create the screen.

        Args:
            data: the routines that a trial can be about, and what a week of the diary has.
            now: the present.
            weeks: the weeks that are offered first.
            is_ascii: draw marks without special characters.
        """
        super().__init__()
        self.data = data
        self.now = now
        self.weeks = weeks
        self.routine = 0
        self.measure = Measure.NIGHTS
        self._is_ascii = is_ascii

    @property
    def terms(self) -> Terms:
        """The terms as they are chosen now."""
        return Terms(self.data.routines[self.routine], self.weeks, self.measure)

    def compose(self) -> ComposeResult:
        """Lay out the title, the rows and what is agreed to."""
        yield Static(Content("A new trial of one"), id="title")
        yield FormList(LABEL_CELLS, is_ascii=self._is_ascii)
        with VerticalScroll(id="below", can_focus=False):
            yield Static(id="terms")
        yield KeyBar()

    def on_mount(self) -> None:
        """Choose the first row."""
        self.query_one(FormList).focus()
        self._show("weeks")

    def on_resize(self) -> None:
        """Leave out the blank line in a low window, give the keys a second line in a narrow one, and fit the text."""
        self.set_class(self.size.height < 16, "-low")
        self.set_class(self.size.width < NARROW_BELOW_COLUMNS, "-narrow")
        self.call_after_refresh(self._show)

    def _show(self, chosen: str = "") -> None:
        terms = self.terms
        first = next_monday(self.now.date())
        rows = (
            FormRow(id="routine", label="Routine", value=terms.routine.title, can_step=len(self.data.routines) > 1),
            FormRow(
                id="weeks", label="Weeks", value=str(terms.weeks), can_step=True, remark=f" from {day_name(first)}"
            ),
            FormRow(id="measure", label="Measure", value=unit_of(terms.measure), can_step=True),
        )
        self.query_one(FormList).show_rows(rows, chosen)
        trial = planned_trial(terms.routine, weeks=terms.weeks, measure=terms.measure, first_day=first, now=self.now)
        lines = start_lines(trial, terms.routine.title, self.data.rates[terms.measure], terms.routine.cautions)
        width = max(20, self.query_one("#below").size.width - RIGHT_CELLS)
        self.query_one("#terms", Static).update(terms_content(lines, width))
        self.refresh_bindings()

    @on(FormList.Stepped)
    def _step(self, event: FormList.Stepped) -> None:
        self._change(event.row_id, event.direction)

    @on(FormList.Opened)
    def _open(self, event: FormList.Opened) -> None:
        self._change(event.row_id, 1)

    def _change(self, row_id: str, direction: int) -> None:
        """Exchange the value of a row for the next one."""
        if row_id == "routine":
            self.routine = (self.routine + direction) % len(self.data.routines)
        elif row_id == "weeks":
            self.weeks = FEWEST_WEEKS + (self.weeks - FEWEST_WEEKS + direction) % (MOST_WEEKS - FEWEST_WEEKS + 1)
        else:
            measures = [*Measure]
            self.measure = measures[(measures.index(self.measure) + direction) % len(measures)]
        self._show(row_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's signature
        """Offer to read on where there is more than the window shows."""
        return action != "read_on" or self.query_one("#below").max_scroll_y > 0

    def action_read_on(self) -> None:
        """Scroll the terms, and from their end back to their beginning."""
        below = self.query_one("#below", VerticalScroll)
        if below.scroll_offset.y >= below.max_scroll_y:
            below.scroll_home(animate=False)
        else:
            below.scroll_page_down(animate=False)

    def action_agree(self) -> None:
        """Agree to the terms as they are chosen."""
        self.dismiss(self.terms)
