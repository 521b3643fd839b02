"""Write an item of the plan: its fields in one list, checked at every change."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.plans.item_form import (
    EMPTY_WORDS,
    FIELDS,
    fault,
    field_of,
    refusal,
    same_as,
    step,
    typed,
    typed_words,
    value_words,
)
from spasmtui.plans.tui.routine_dialog import RoutineDialog
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.plans.words import amount, often
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.form.rows import FormList, FormRow
from spasmtui.ui.form.text_dialog import TextDialog
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from spasmtui.shared.plans.model import PlanItem
    from spasmtui.shared.plans.routine_summary import RoutineSummary

NO_ROUTINE = "Choose a routine first."
TWICE = "The plan has this routine on this side already at that time: both are counted, one after the other."
LABEL_CELLS, NARROW_LABEL_CELLS = 18, 14


class ItemScreen(DismissOnce, Screen["PlanItem | None"]):
    """A plan item while it is written; the result is the item to be saved, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "save", tooltip="Save the item in the plan", id="item.save"),
        Binding("escape", "leave", "back", tooltip="Back; asks first if something is not saved", id="item.back"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-tall")]
    DEFAULT_CSS = """
    ItemScreen {
        #item-title { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        FormList { margin: 1 1 0 1; height: auto; max-height: 70%; max-width: 100; }
        #item-below { height: auto; max-height: 6; padding: 0 3; margin: 1 0 0 0; max-width: 100; }
        &.-narrow, &.-low {
            FormList { margin: 0; }
            #item-below { padding: 0 1; margin: 0; max-height: 3; }
        }
    }
    """

    def __init__(
        self,
        item: PlanItem,
        routines: Mapping[str, RoutineSummary],
        *,
        today: date,
        others: Sequence[PlanItem] = (),
        is_new: bool,
        is_ascii: bool,
        keep: Callable[[PlanItem | None], object] = lambda _item: None,
        saved: PlanItem | None = None,
    ) -> None:
        """Create the screen.

        Args:
            item: the item as it is at first, with an empty routine where none is chosen yet.
            routines: all routines, by their ids.
            today: the present day.
            others: the other items of the plan.
            is_new: whether it is not in the plan yet.
            is_ascii: draw without special characters.
            keep: keeps what is not saved, or forgets it.
            saved: the item as the plan has it, where `item` is what an earlier visit has not saved.
        """
        super().__init__()
        self.item = item
        self._saved = saved if saved is not None else item
        self._routines, self._today, self._others, self._is_new = routines, today, others, is_new
        self._keep = keep
        self._is_ascii = is_ascii
        self._list = FormList(LABEL_CELLS, is_ascii=is_ascii)

    def compose(self) -> ComposeResult:
        """Compose the title, the fields, a line on what is wrong or what the row means, and the keys."""
        yield Static(id="item-title", markup=False)
        with Vertical():
            yield self._list
            yield Static(id="item-below", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the item; without a routine, the list of all."""
        self._list.focus()
        self._show()
        if not self.item.routine:
            self._choose_routine()

    @property
    def _is_changed(self) -> bool:
        return self.item != self._saved

    def _show(self) -> None:
        rows = []
        for field in FIELDS:
            words = self._title() if field.name == "routine" else value_words(self.item, field.name, self._today)
            rows.append(
                FormRow(
                    id=field.name,
                    label=field.label,
                    value=words or EMPTY_WORDS.get(field.name, ""),
                    can_step=field.can_step,
                    is_changed=self._is_field_changed(field.name),
                    fault="cannot be used" if field.name == "until" and fault(self.item) else "",
                )
            )
        self._list.show_rows(tuple(rows))
        what = "New item of the plan" if self._is_new else "Change an item of the plan"
        state = "not saved" if self._is_changed or self._is_new else "saved"
        self.query_one("#item-title", Static).update(Content.assemble((what, "bold"), (f"   {state}", "$text-muted")))
        self._show_meaning()

    def _is_field_changed(self, name: str) -> bool:
        if self._is_new:
            return False
        return typed_words(self.item, name) != typed_words(self._saved, name)

    def _title(self) -> str:
        found = self._routines.get(self.item.routine)
        return found.title if found is not None else self.item.routine or "none chosen yet"

    @on(FormList.Moved)
    def _show_meaning(self) -> None:
        """Say what is wrong, or what the chosen row means, below what the item comes to."""
        lines: list[Content] = []
        if problem := fault(self.item) or ("" if self.item.routine else NO_ROUTINE):
            lines.append(Content.styled(shown_text(problem, one_line=True), "$text-error"))
        else:
            sum_up = ", ".join(filter(None, (self._title(), often(self.item), amount(self.item))))
            lines.append(Content(shown_text(f"{sum_up}.", one_line=True)))
            if same_as(self.item, self._others):
                lines.append(Content.styled(TWICE, "$text-warning"))
        if self._list.chosen is not None:
            lines.append(Content.styled(with_keys(field_of(self._list.chosen.id).meaning), "$text-muted"))
        self.query_one("#item-below", Static).update(Content("\n").join(lines))

    def _put(self, item: PlanItem) -> None:
        self.item = item
        self._keep(item if self._is_changed else None)
        self._show()

    @on(FormList.Stepped)
    def _step(self, message: FormList.Stepped) -> None:
        self._put(step(self.item, message.row_id, message.direction, self._today))

    @on(FormList.Opened)
    def _open(self, message: FormList.Opened) -> None:
        name = message.row_id
        if name == "routine":
            self._choose_routine()
            return
        if name == "sides":
            self._put(step(self.item, name, 1, self._today))
            return
        field = field_of(name)
        dialog = TextDialog(
            field.label,
            typed_words(self.item, name),
            hint=with_keys(field.meaning),
            check=lambda text: refusal(self.item, name, text, self._today),
        )
        self.app.push_screen(
            dialog, lambda text: None if text is None else self._put(typed(self.item, name, text, self._today))
        )

    def _choose_routine(self) -> None:
        def take(routine: str | None) -> None:
            if routine:
                self._put(self.item._replace(routine=routine))

        self.app.push_screen(RoutineDialog(tuple(self._routines.values()), self.item.routine), take)

    def action_save(self) -> None:
        """Return the item to be saved, unless it cannot be used."""
        problem = fault(self.item) or ("" if self.item.routine else NO_ROUTINE)
        if problem:
            self.app.notify(shown_text(problem, one_line=True), severity="warning", markup=False)
            return
        self.dismiss(self.item)

    def action_leave(self) -> None:
        """Leave; asks first if something is not saved."""
        if not self._is_changed:
            self.dismiss(None)
            return

        def choose(saves: bool | None) -> None:
            if saves:
                self.action_save()
            elif saves is not None:
                self._keep(None)
                self.dismiss(None)

        self.app.push_screen(ConfirmDialog("The item is not saved. Save it?", "save it", "leave it"), choose)
