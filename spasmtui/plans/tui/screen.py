"""Show the plan: what is due today, the weeks of each item, and what was agreed on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.errors import SpasmError
from spasmtui.plans.ended import LeftEnded, describe_ended, ended_words, find_ended
from spasmtui.plans.overview import Overview, Part, sum_up
from spasmtui.plans.tui.changes import PlanChanges
from spasmtui.plans.tui.items import WAYS, PlanList
from spasmtui.plans.tui.practices import ask_how_it_was, ask_what_was_done, reminder_words
from spasmtui.plans.tui.table import about_lines
from spasmtui.plans.tui.weeks_view import WeeksView
from spasmtui.plans.weeks import MOST_WEEKS
from spasmtui.shared.formats import day_name
from spasmtui.shared.plans.model import monday_of, plan_day
from spasmtui.shared.plans.told import SkippedPractice
from spasmtui.shared.text_wrap import wrap
from spasmtui.shell import load
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.disk.reading import Reading
from spasmtui.ui.key_bar import KeyBar, key_line
from spasmtui.ui.messages import StartRelief

if TYPE_CHECKING:
    from textual.widget import Widget

    from spasmtui.plans.overview import ItemView
    from spasmtui.services import Services
    from spasmtui.shared.plans.model import PlanItem

REMINDERS = "spasmtui.reminders.tui.opening:open_reminders"
FIGURE_WIDGET = "spasmtui.relief.tui.figure_preview:FigurePreview"
WIDE = 100
"""Columns from which what was agreed on stands beside the list."""
LEAST_FOR_NOTICE, LOW, ROOMY, NARROW = 11, 18, 30, 60
DECIDE = "{g:plan.go-on} go on for as long again   {l:plan.leave-ended} leave it ended"
DECIDE_SHORT = "{g:plan.go-on} go on   {l:plan.leave-ended} leave it ended"
CORRECT_IT = "Correct the file in an editor. The plan is shown here as soon as it can be read."
NO_PLAN = (
    "There is no plan yet. A plan says which routine is to be done how often. This screen then shows what is due today "
    "and what was done in each week."
)
READING = "The plan is being read."


def read_overview(services: Services, language: str) -> Overview:
    """Read the plan, and what the diary has of it.

    Raises:
        SpasmError: one of them cannot be read.
    """
    loaded = services.plan
    today = plan_day(services.clock.now())
    progress = services.plan_progress(loaded, monday_of(today) - timedelta(weeks=MOST_WEEKS))
    overview = sum_up(loaded, progress, services.routine_summaries(language))
    ended = find_ended(loaded.plan, today, LeftEnded(services.state).names())
    if ended is None:
        return overview
    title = loaded.title(ended.routine)
    return overview._replace(ended=describe_ended(ended, title, services.count_recorded_nights))


class PlanScreen(Screen[None]):
    """The plan: an item a row, and the weeks of the chosen one."""

    only_shows = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "skip", "skip", tooltip="Leave the chosen item out this time", id="plan.skip"),
        Binding("d", "record", "done", tooltip="Record it as done, without the timer", id="plan.done"),
        Binding("a", "tell_how", "how it was", tooltip="Pain before and after, and effort", id="plan.rate"),
        Binding("n", "new", "new", tooltip="Add an item to the plan", id="plan.new"),
        Binding("e", "edit", "edit", tooltip="Change the chosen item", id="plan.edit"),
        Binding("x", "end", "end", show=False, tooltip="End the chosen item; its history stays", id="plan.end"),
        Binding(
            "g", "go_on", "go on", show=False, tooltip="Go on with what has ended, for as long again", id="plan.go-on"
        ),
        Binding("l", "leave_ended", "leave ended", show=False, tooltip="Leave it ended", id="plan.leave-ended"),
        Binding("h", "handout", "handout", show=False, tooltip="Write the plan as a page to print", id="plan.handout"),
        Binding("r", "remind", "remind", show=False, tooltip="Remind me of the chosen item", id="plan.remind"),
        Binding("left", "weeks(1)", "older", show=False, tooltip="Older weeks", id="plan.older"),
        Binding("right", "weeks(-1)", "newer", show=False, tooltip="Newer weeks", id="plan.newer"),
        Binding("escape", "app.back", "back", tooltip="Back", id="plan.back"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (WIDE, "-wide"), (160, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-tall")]
    DEFAULT_CSS = """
    PlanScreen {
        #plan-title { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #plan-fault { height: auto; max-height: 4; padding: 0 3; color: $text-warning; display: none; }
        #plan-ended { height: auto; max-height: 5; padding: 0 3; display: none; }
        #plan-main { height: 1fr; }
        #plan-left { width: 3fr; }
        PlanList { margin: 1 1 0 1; max-height: 50%; }
        #plan-below { height: auto; max-height: 40%; padding: 0 3; margin: 1 0 0 0; color: $text-muted; }
        WeeksView { height: 1fr; margin: 1 1 0 3; }
        #plan-right { display: none; width: 2fr; padding: 1 2; }
        #plan-about { height: auto; margin: 0 0 1 0; }
        FigurePreview { height: 1fr; max-height: 24; }
        &.-wide #plan-right, &.-broad #plan-right { display: block; }
        &.-wide #plan-left, &.-broad #plan-left { min-width: 62; max-width: 96; }
        &.-narrow, &.-low {
            PlanList { margin: 0; }
            #plan-below { padding: 0 1; margin: 0; max-height: 2; }
            #plan-fault { padding: 0 1; max-height: 2; }
            #plan-ended { padding: 0 1; }
            WeeksView { margin: 0 1; }
        }
        &.-low #plan-below { max-height: 1; }
    }
    """

    @classmethod
    def create(cls, host: Any) -> PlanScreen:
        """Build the screen for the app."""
        return cls(host)

    def __init__(self, host: Any) -> None:
        """Create the screen of the app `host`."""
        super().__init__()
        self._host = host
        self._services: Services = host.services
        is_ascii = host.options.is_ascii
        self.overview: Overview | None = None
        """The plan as it was read last; None until then."""
        self._failure = ""
        self._reading = Reading(self, "plan")
        self._list = PlanList(is_ascii=is_ascii)
        self._weeks = WeeksView(is_ascii=is_ascii)
        self._changes = PlanChanges(host, self.follow_diary)
        self._figure = load(FIGURE_WIDGET)(
            self._services.content, is_ascii=is_ascii, elapsed=self._services.clock.elapsed
        )

    def compose(self) -> ComposeResult:
        """Compose the title, the items above their weeks, what was agreed on beside them, and the keys."""
        yield Static(id="plan-title", markup=False)
        yield Static(id="plan-fault", markup=False)
        yield Static(id="plan-ended", markup=False)
        with Horizontal(id="plan-main"):
            with Vertical(id="plan-left"):
                yield self._list
                yield Static(id="plan-below", markup=False)
                yield self._weeks
            with Vertical(id="plan-right"):
                yield Static(id="plan-about", markup=False)
                yield cast("Widget", self._figure)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show that the plan is being read."""
        self._list.focus()
        self._show_title()

    def on_screen_resume(self) -> None:
        """Read the plan again: it may have been changed, and a routine may have been done."""
        self.follow_diary()

    def follow_diary(self) -> None:
        """Read the plan and the diary, on a thread; called also when something here has changed them."""
        self._reading.ask(self._read)

    def _read(self) -> None:
        try:
            overview, failure = read_overview(self._services, self._host.options.language), ""
        except SpasmError as error:
            overview, failure = None, error.message
        self.app.call_from_thread(self._take, overview, failure)

    def _take(self, overview: Overview | None, failure: str) -> None:
        self._failure = failure
        if overview is not None or self.overview is None:
            self.overview = overview
        if self.is_mounted:
            self._show()

    def awaits_reading(self, action: str) -> bool:
        """Return whether a key has to wait for the plan."""
        return self.overview is None and action in ("select", "skip", "record", "tell_how", "new", "edit", "end")

    def on_resize(self) -> None:
        """Say in another window what there is room for."""
        self._show_title()
        self._show_ended()
        self._show_chosen()

    def _show(self) -> None:
        overview = self.overview
        self._show_title()
        faults = [self._failure] if self._failure else list(overview.faults) if overview is not None else []
        more = f" {len(faults) - 1} more: spasmtui doctor" if len(faults) > 1 else ""
        below = self.query_one("#plan-fault", Static)
        below.display = bool(faults)
        below.update(Content(shown_text(faults[0], one_line=True) + more) if faults else "")
        self._show_ended()
        if overview is not None:
            self._weeks.overview = overview
            self._list.display = not overview.is_broken
            self._list.show_items(overview.items)
        self._show_chosen()

    def _show_ended(self) -> None:
        """Say that the time of an item is over, with the two keys that decide."""
        ended = self.overview.ended if self.overview is not None else None
        line = self.query_one("#plan-ended", Static)
        line.display = ended is not None and self.size.height >= LEAST_FOR_NOTICE
        if ended is not None:
            has_others = any(view.part is not Part.ENDED for view in self.overview.items) if self.overview else False
            is_short = self.size.width < NARROW or self.size.height < (ROOMY if has_others else LOW)
            said = Content(shown_text(ended_words(ended, is_short=is_short), one_line=True))
            line.update(Content("\n").join([said, key_line(DECIDE_SHORT if is_short else DECIDE)]))

    def _show_title(self) -> None:
        overview = self.overview
        name, day = "Plan", day_name(plan_day(self._services.clock.now()))
        said = READING if overview is None and not self._failure else ""
        if overview is not None and not overview.is_empty:
            counts = overview.counts
            said = f"today {counts.done} of {counts.planned} done" if counts.planned else "nothing is due today"
        head = Content.assemble((name, "bold"), f"   {said}" if said else "")
        room = self.size.width - 2 - head.cell_length
        if room > len(day):
            head = Content.assemble(head, (day.rjust(room), "$text-muted"))
        self.query_one("#plan-title", Static).update(head)

    @property
    def chosen(self) -> ItemView | None:
        """The item under the cursor."""
        return self._list.chosen

    @on(PlanList.Moved)
    def _show_chosen(self) -> None:
        """Show what was agreed on of the chosen item, its picture and its weeks."""
        view, overview = self.chosen, self.overview
        self._weeks.view = view
        is_wide = self.size.width >= WIDE
        below = self.query_one("#plan-below", Static)
        if view is None or overview is None:
            below.update(self._ways_text() if overview is not None else "")
            self.query_one("#plan-about", Static).update("")
            self._figure.preview(None)
        else:
            below.display = not is_wide
            margin = 2 if self.size.width < 60 or self.size.height < LOW else 6
            lines = about_lines(view, overview, max(10, self.size.width - margin), has_title=False)
            below.update(Content("\n").join(lines) if not is_wide else "")
            beside = self.query_one("#plan-about", Static)
            room = max(20, self.query_one("#plan-right").content_size.width or self.size.width // 2 - 4)
            about = about_lines(view, overview, room, has_title=True)
            beside.update(Content("\n").join(about))
            self._figure.preview(view.figure)
        self.refresh_bindings()

    def _ways_text(self) -> Content:
        if self.overview is not None and self.overview.is_broken:
            return Content(CORRECT_IT)
        way = self._list.way
        means = next((means for name, _words, means in WAYS if name == way), "")
        room = max(10, self.size.width - 6)
        lines = [*wrap(f"{means[:1].upper()}{means[1:]}.", room), "", *wrap(NO_PLAN, room)] if means else []
        return Content("\n").join(Content(line) for line in lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer each key where it does something."""
        view = self.chosen
        if action == "skip":
            return view is not None and view.today is not None and bool(view.today.counts.to_come)
        if action == "record":
            return view is not None and view.part is not Part.COMING
        if action == "tell_how":
            return view is not None and view.latest is not None
        if action == "handout":
            overview = self.overview
            return overview is not None and any(view.part is not Part.ENDED for view in overview.items)
        if action == "remind":
            return view is not None and view.part is not Part.ENDED
        if action in ("edit", "end"):
            return view is not None and (action == "edit" or view.part is not Part.ENDED)
        if action in ("go_on", "leave_ended"):
            return self.overview is not None and self.overview.ended is not None
        if action == "new":
            return self.overview is None or not self.overview.is_broken
        if action == "weeks":
            return self._weeks.has_more
        return super().check_action(action, parameters)

    @on(PlanList.Started)
    def _start(self) -> None:
        view = self.chosen
        if view is None:
            if self.overview is not None:
                self._take_way(self._list.way)
            return
        item, today = view.item, view.today
        begun = today.sets_done if today is not None else 0
        self.post_message(
            StartRelief(
                item.routine,
                sides=item.sides.value if item.sides is not None else "",
                sets=max(1, item.sets - begun),
                is_practice=True,
            )
        )

    def _take_way(self, way: str) -> None:
        if self.overview is not None and self.overview.is_broken:
            return
        if way == "bedtime":
            self._changes.take_bedtime()
        elif way == "new":
            self.action_new()
        elif way:
            load("spasmtui.plans.tui.import_dialog:ask_for_plan")(self.app, self.follow_diary)

    def action_new(self) -> None:
        """Open the form of a new item."""
        if self.overview is not None:
            self._changes.open_new(dict(self.overview.routines), self._items)

    def action_edit(self) -> None:
        """Open the form of the chosen item."""
        if (view := self.chosen) is not None and self.overview is not None:
            self._changes.open_edit(view.item, dict(self.overview.routines), self._items)

    @property
    def _items(self) -> list[PlanItem]:
        return [view.item for view in self.overview.items] if self.overview is not None else []

    def action_end(self) -> None:
        """End the chosen item, after a yes."""
        if (view := self.chosen) is not None:
            self._changes.end(view.item, shown_text(view.title, one_line=True))

    def action_go_on(self) -> None:
        """Go on with what has ended."""
        if self.overview is not None and self.overview.ended is not None:
            self._changes.go_on(self.overview.ended)

    def action_leave_ended(self) -> None:
        """Say no more that an item has ended."""
        if self.overview is not None and self.overview.ended is not None:
            self._changes.leave_ended(self.overview.ended)

    def action_skip(self) -> None:
        """Leave the chosen item out this time; undo takes it back."""
        if (view := self.chosen) is not None:
            sides = view.item.sides
            self._host.record_skipped(SkippedPractice(view.item.routine, sides.value if sides is not None else None))

    def action_record(self) -> None:
        """Ask when it was done without the timer, and how it was, and record it."""
        if (view := self.chosen) is not None:
            ask_what_was_done(self._host, view, self._services.clock.now())

    def action_tell_how(self) -> None:
        """Ask how the latest practice of the chosen item was."""
        if (view := self.chosen) is not None:
            ask_how_it_was(self._host, view, self._services.clock.now())

    def action_handout(self) -> None:
        """Write the plan as a page to print into the present folder."""
        load("spasmtui.plans.tui.handout:write_handout")(self.app)

    def action_remind(self) -> None:
        """Ask for the time of a reminder of the chosen item."""
        if (view := self.chosen) is not None:
            load(REMINDERS)(self.app, reminder_words(view))

    def action_weeks(self, direction: int) -> None:
        """Show older weeks, or newer ones."""
        self._weeks.turn(direction)
