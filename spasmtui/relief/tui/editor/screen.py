"""Write a routine of the person's own: its fields and its steps in one list, checked at every change."""

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.errors import NotSaved
from spasmtui.relief.editor.draft import Draft, DraftStep, Row
from spasmtui.relief.editor.library import OpenedRoutine, OwnRoutines, figure_names
from spasmtui.relief.routines.skin_rules import FieldFault
from spasmtui.relief.tui.editor.filing import Filing
from spasmtui.relief.tui.editor.rows import (
    ADD_ROW,
    CHECK_REPEATS,
    FIELDS,
    draft_rows,
    fault_row,
    row_id,
    row_of,
    step_seconds,
)
from spasmtui.relief.tui.editor.step_screen import StepScreen
from spasmtui.relief.tui.figure_preview import FigurePreview
from spasmtui.shared.key_names import with_keys
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.form.rows import FormList
from spasmtui.ui.form.text_dialog import TextDialog
from spasmtui.ui.key_bar import KeyBar

LONGEST_TITLE = 60
NO_PICTURE = "This step has no picture. {Enter:rows.open} opens it, and there you choose one."
OF_A_STEP = (
    "{Enter:rows.open} opens the step, and the arrows change its time. Moving it takes it into a repeat or out of one."
)
TALL_FROM_ROWS, LINES_WHERE_TALL = 36, 5
"""The rows of a window from which the words of a step take several lines, and the most that they take."""


class EditorScreen(DismissOnce, Screen[None]):
    """A routine while it is written; `s` saves it, and the list of routines shows it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "save", tooltip="Save the routine", id="editor.save"),
        Binding("a", "add", "add", tooltip="Add a step below this one", id="editor.add"),
        Binding("d", "double", "double", show=False, tooltip="Add the same step once more", id="editor.double"),
        Binding("x", "remove", "remove", tooltip="Remove the step; undo brings it back", id="editor.remove"),
        Binding("t", "repeat", "repeat", tooltip="Repeat the step, or change how often", id="editor.repeat"),
        Binding(
            "left_square_bracket", "move(-1)", "move", tooltip="Move it up or down", id="editor.up", key_display="[ ]"
        ),
        Binding("right_square_bracket", "move(1)", "down", show=False, system=True, tooltip="Down", id="editor.down"),
        Binding("u", "undo", "undo", tooltip="Take back the last change here", id="editor.undo"),
        Binding("X", "delete", "delete", show=False, tooltip="Delete this routine; asks first", id="editor.delete"),
        Binding("escape", "leave", "back", tooltip="Back; asks first if something is not saved", id="editor.back"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-tall"), (36, "-high")]
    DEFAULT_CSS = """
    EditorScreen {
        #editor-title { height: 1; padding: 0 1; }
        #editor-main { height: 1fr; }
        #editor-left { width: 1fr; }
        FormList { margin: 1 1 0 1; }
        #editor-right { display: none; width: 1fr; padding: 1 2; }
        FigurePreview { height: 1fr; }
        #editor-words { height: auto; margin: 0 0 1 0; }
        #editor-below { height: 3; padding: 0 3; }
        &.-wide #editor-right { display: block; }
        &.-wide #editor-left { max-width: 90; min-width: 64; }
        &.-high FormList { height: auto; max-height: 80%; margin: 1 1; }
        &.-narrow FormList, &.-low FormList { margin: 0; }
        &.-narrow #editor-below, &.-low #editor-below { padding: 0 1; height: 2; }
    }
    """

    def __init__(self, host: Any, library: OwnRoutines, opened: OpenedRoutine, unsaved: Draft | None = None) -> None:
        """Create the screen.

        Args:
            host: the app.
            library: the folder of the person's own routines.
            opened: the routine as it is in its file.
            unsaved: the changes of an earlier run that were not saved; None without any.
        """
        super().__init__()
        self._filing = Filing(self, library, host.services.state, opened)
        self._host, self._library = host, library
        self._draft = unsaved or opened.draft
        self._saved: Draft | None = opened.draft if opened.id else None
        self._before: list[tuple[Draft, str]] = []
        self._notice = opened.notice
        self._fault: FieldFault | None = None
        self._is_over = False
        """True once the draft was thrown away, so that nothing keeps it."""
        options = host.options
        cells = 24 if host.size.width >= 60 else 18
        self._list = FormList(cells, is_ascii=options.is_ascii)
        self._preview = FigurePreview(
            host.services.content, is_ascii=options.is_ascii, elapsed=host.services.clock.elapsed
        )

    def compose(self) -> ComposeResult:
        """Compose the title, the list beside the chosen step's picture, a line on what is wrong, and the key bar."""
        yield Static(id="editor-title", markup=False)
        with Horizontal(id="editor-main"):
            with Vertical(id="editor-left"):
                yield self._list
                yield Static(id="editor-below", markup=False)
            with Vertical(id="editor-right"):
                yield Static(id="editor-words", markup=False)
                yield self._preview
        yield KeyBar()

    def on_resize(self) -> None:
        """Give long words a second and a third line in a tall window."""
        self._list.most_lines = LINES_WHERE_TALL if self.size.height >= TALL_FROM_ROWS else 1

    def on_mount(self) -> None:
        """Show the routine."""
        self._list.focus()
        self._show(self._opened.notice)

    def _show(self, notice: str = "", chosen: str = "") -> None:
        """Check the draft and show it, with a sentence that the next change takes away."""
        self._notice = notice
        self._fault = self._library.find_fault(self._draft, self._opened.id)
        at = fault_row(self._fault.where)[0] if self._fault is not None else ""
        self._list.show_rows(draft_rows(self._draft, self._routine_id, at), chosen)
        state = "saved" if self._draft == self._saved else "not saved"
        what = "Change a routine" if self._opened.id else "New routine"
        self.query_one("#editor-title", Static).update(Content.assemble((what, "bold"), (f"   {state}", "$text-muted")))
        self._show_chosen()

    @property
    def _opened(self) -> OpenedRoutine:
        return self._filing.opened

    @property
    def _routine_id(self) -> str:
        return self._opened.id or self._library.id_for(self._draft.title)

    @property
    def _main_figure(self) -> str:
        """The figure of the longest step that has one."""
        steps = [step for item in self._draft.items for step in item.steps if step.figure]
        return max(steps, key=lambda step: step.seconds if isinstance(step.seconds, int) else 0).figure if steps else ""

    @property
    def _row(self) -> Row | None:
        """The row of the steps under the cursor; None for another one."""
        return row_of(self._list.chosen.id) if self._list.chosen is not None else None

    @on(FormList.Moved)
    def _show_chosen(self) -> None:
        """Show the chosen step's words and picture, and below what is wrong or what the row means."""
        row = self._row
        step = self._draft.step(row) if row is not None else None
        words = [Content.styled(shown_text(step.say, one_line=True), "bold")] if step is not None else []
        if step is not None and not step.figure:
            words.append(Content.styled(with_keys(NO_PICTURE), "$text-muted"))
        elif step is None and not self._main_figure:
            words.append(Content.styled("The picture of the longest step will be here.", "$text-muted"))
        self.query_one("#editor-words", Static).update(Content("\n").join(words))
        self._preview.preview(step.figure if step is not None else self._main_figure)
        lines: list[Content] = []
        if self._notice:
            lines.append(Content.styled(shown_text(self._notice, one_line=True), "$text-accent"))
        if self._fault is not None:
            lines.append(Content.styled(shown_text(self._fault_text(), one_line=True), "$text-error"))
        elif not self._notice and self._list.chosen is not None:
            lines.append(Content.styled(self._meaning(self._list.chosen.id), "$text-muted"))
        self.query_one("#editor-below", Static).update(Content("\n").join(lines))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys of a step on a step, and deletion of what has a file."""
        if action in ("double", "remove", "repeat", "move"):
            return self._row is not None
        # Undo is always taken here: the app's would change the diary.
        return bool(self._opened.id) if action == "delete" else super().check_action(action, parameters)

    def _fault_text(self) -> str:
        assert self._fault is not None
        at, _field = fault_row(self._fault.where)
        rows = [row_id(row) for row in self._draft.rows()]
        return f"Step {rows.index(at) + 1}: {self._fault.sentence}" if at in rows else self._fault.sentence

    @staticmethod
    def _meaning(chosen: str) -> str:
        if chosen in FIELDS:
            return with_keys(FIELDS[chosen].meaning)
        if chosen == ADD_ROW:
            return with_keys("{Enter:rows.open} adds a step at the end.")
        return with_keys(OF_A_STEP)

    def _put(self, draft: Draft, chosen: str = "") -> None:
        """Take a changed draft, and keep the one before for undo."""
        if draft != self._draft:
            self._before.append((self._draft, self._list.chosen.id if self._list.chosen is not None else ""))
            self._draft = draft
            self._keep()
        self._show(chosen=chosen)

    def _keep(self) -> None:
        """Keep the draft in a file until it is saved or thrown away."""
        if self._is_changed:
            self._filing.keep(self._draft)

    def save_state(self) -> None:
        """Keep what is not saved; callable from any thread, and more than once."""
        if self._is_changed:
            self._filing.keep_now(self._draft)

    @property
    def _is_changed(self) -> bool:
        return not self._is_over and self._draft not in (self._saved, self._as_opened)

    @on(FormList.Stepped)
    def _step_value(self, message: FormList.Stepped) -> None:
        row, draft = row_of(message.row_id), self._draft
        if row is None:
            self._put_field(message.row_id, FIELDS[message.row_id].step(self._value(message.row_id), message.direction))
        elif (step := draft.step(row)) is not None:
            seconds = step_seconds(step.seconds, message.direction)
            self._put(draft.with_step(row, replace(step, seconds=seconds)))
        else:
            repeat = draft.items[row[0]].repeat
            self._put(draft.with_repeat(row[0], (repeat if isinstance(repeat, int) else 1) + message.direction))

    def _value(self, name: str) -> str:
        return str(getattr(self._draft, name))

    def _put_field(self, name: str, value: str) -> None:
        values: dict[str, Any] = {name: value}
        self._put(replace(self._draft, **values))

    @on(FormList.Opened)
    def _open(self, message: FormList.Opened) -> None:
        row = row_of(message.row_id)
        if message.row_id == ADD_ROW:
            self._add(None, DraftStep())
        elif row is None:
            self._open_field(message.row_id)
        elif self._draft.step(row) is None:
            self.action_repeat()
        else:
            self._open_step(row)

    def _open_field(self, name: str) -> None:
        field = FIELDS[name]
        if field.choices:
            self._put_field(name, field.step(self._value(name), 1))
            return
        check = (lambda text: "" if text else "A routine needs a title.") if name == "title" else None
        longest = LONGEST_TITLE if name == "title" else 200
        dialog = TextDialog(field.label, self._value(name), hint=field.meaning, check=check, longest=longest)
        self.app.push_screen(dialog, lambda text: None if text is None else self._put_field(name, text))

    def _open_step(self, row: Row) -> None:
        step = self._draft.step(row)
        assert step is not None
        number = list(self._draft.rows()).index(row) + 1
        figures = figure_names(self._library.content, self._draft.place)

        def check(changed: DraftStep) -> tuple[str, str]:
            fault = self._library.find_fault(self._draft.with_step(row, changed), self._opened.id)
            at, field = fault_row(fault.where) if fault is not None else ("", "")
            return (field, fault.sentence) if fault is not None and at == row_id(row) else ("", "")

        def change(changed: DraftStep) -> None:
            self._put(self._draft.with_step(row, changed))

        self.app.push_screen(
            StepScreen(
                self._host,
                f"{self._draft.title or 'New routine'} · step {number}",
                step,
                figures=figures,
                check=check,
                change=change,
            )
        )

    def action_add(self) -> None:
        """Add a step below the chosen one, and open it."""
        self._add(self._row, DraftStep())

    def _add(self, row: Row | None, step: DraftStep, *, opens: bool = True) -> None:
        draft, added = self._draft.add(row, step)
        self._put(draft, row_id(added))
        if opens:
            self._open_step(added)

    def action_double(self) -> None:
        """Add the chosen step once more."""
        if (row := self._row) is not None and (step := self._draft.step(row)) is not None:
            self._add(row, replace(step, origin=None), opens=False)

    def action_remove(self) -> None:
        """Remove the chosen step, or the repetition with its steps."""
        if (row := self._row) is not None:
            self._put(self._draft.remove(row))

    def action_move(self, direction: int) -> None:
        """Move the chosen row up or down."""
        if (row := self._row) is not None:
            draft, moved = self._draft.move(row, direction)
            self._put(draft, row_id(moved))

    def action_repeat(self) -> None:
        """Repeat the chosen step twice, or say how many times."""
        if (row := self._row) is None:
            return
        item = self._draft.items[row[0]]
        if not item.is_block:
            self._put(self._draft.with_repeat(row[0], 2), row_id((row[0], None)))
            return
        dialog = TextDialog("Repeat", str(item.repeat), hint="How many times.", check=CHECK_REPEATS, longest=2)
        self.app.push_screen(
            dialog, lambda text: None if text is None else self._put(self._draft.with_repeat(row[0], int(text)))
        )

    def action_undo(self) -> None:
        """Take back the last change."""
        if self._before:
            self._draft, chosen = self._before.pop()
            self._show("The last change was taken back.", chosen)
        else:
            self._show("Nothing has changed since it was opened or saved.")

    def action_save(self) -> None:
        """Save the routine, unless something in it cannot be used."""
        if self._fault is not None:
            at = fault_row(self._fault.where)[0]
            self._show("It is not saved yet.", at)
            return
        self._filing.save(draft := self._draft, lambda error: self._take_saved(draft, error))

    def _take_saved(self, draft: Draft, error: NotSaved | None) -> None:
        """Show what came of saving a draft; what was changed meanwhile stays, and is not saved."""
        if error is None:
            self._saved = self._opened.draft
            if self._draft == draft:
                self._draft = self._saved
                self._before.clear()
            self._keep()
            self._forget_own_routines()
        saved = f"Saved. It is in the list, and starts with: spasm {self._opened.id}"
        self._show(saved if error is None else error.message)

    def action_delete(self) -> None:
        """Delete the routine, after a yes."""
        if self._opened.id:
            question = f"Delete “{self._draft.title}”? Its file is kept beside the others, with .deleted in its name."
            self.app.push_screen(
                ConfirmDialog(question), lambda yes: self._filing.delete(self._take_deleted) if yes else None
            )

    def _take_deleted(self, kept: Path | NotSaved | None) -> None:
        if isinstance(kept, NotSaved):
            self._show(kept.message)
            return
        self._forget_own_routines()
        self._leave(True)
        self.app.notify(f"Deleted. Its file is kept as {kept.name}." if kept else "It was gone already.", markup=False)

    def _forget_own_routines(self) -> None:
        """Let the list, and every other screen with routines, read the person's own ones again."""
        for screen in self._host.every_screen():
            if (controller := getattr(screen, "controller", None)) is not None:
                controller.book.forget_own()

    def action_leave(self) -> None:
        """Go back; what is not saved is thrown away only after a yes."""
        if not self._is_changed:
            self._leave(True)
        else:
            question = "Throw away what is not saved?"
            self.app.push_screen(ConfirmDialog(question, yes="throw away", no="go on"), self._leave)

    @property
    def _as_opened(self) -> Draft | None:
        """A new routine or a copy as it was opened, which nobody has changed yet."""
        return None if self._opened.id else self._opened.draft

    def _leave(self, is_confirmed: bool | None) -> None:
        if is_confirmed:
            self._is_over = True
            self._filing.forget()
            self.dismiss()
