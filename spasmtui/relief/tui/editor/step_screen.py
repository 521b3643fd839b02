"""Change one step of a routine, with its picture beside it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.relief.editor.draft import MOST_SECONDS, DraftStep
from spasmtui.relief.tui.editor.figure_dialog import FigureScreen
from spasmtui.relief.tui.editor.rows import FIELDS, step_rows, step_seconds, typed_seconds
from spasmtui.relief.tui.figure_preview import FigurePreview
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.form.rows import FormList
from spasmtui.ui.form.text_dialog import TextDialog
from spasmtui.ui.key_bar import KeyBar

WIDE_FROM_COLUMNS, LINES_BESIDE = 100, 6
"""The columns from which the fields stand beside the picture, and the most lines of the words there."""


class StepScreen(Screen[None]):
    """The fields of a step; each change is told at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", "back", tooltip="Back to the routine", id="step.back"),
        Binding("w", "type('say')", "words", tooltip="Type the words of the step", id="step.words"),
        Binding("f", "choose_figure", "figure", tooltip="Choose the figure from pictures", id="step.figure"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (WIDE_FROM_COLUMNS, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-tall")]
    DEFAULT_CSS = """
    StepScreen {
        #step-title { height: 1; padding: 0 1; }
        #step-main { layout: vertical; height: 1fr; }
        #step-left { width: 1fr; height: 9; }
        FormList { margin: 1 1 0 1; }
        FigurePreview { height: 1fr; width: 1fr; margin: 0 2; }
        #step-below { height: 3; padding: 0 3; }
        &.-wide #step-main { layout: horizontal; }
        &.-wide #step-left { max-width: 72; height: 1fr; }
        &.-narrow FormList, &.-low FormList { margin: 0; }
        &.-low #step-left { height: 1fr; }
        &.-low FigurePreview { display: none; }
        &.-narrow #step-below, &.-low #step-below { padding: 0 1; }
    }
    """

    def __init__(
        self,
        host: Any,
        title: str,
        step: DraftStep,
        *,
        figures: tuple[str, ...],
        check: Callable[[DraftStep], tuple[str, str]],
        change: Callable[[DraftStep], None],
    ) -> None:
        """Create the screen.

        Args:
            host: the app.
            title: which step it is.
            step: the step.
            figures: the names of the figures that can be chosen.
            check: returns the field of a step that cannot be used, with the reason; empty texts where it can.
            change: takes each changed step.
        """
        super().__init__()
        self._host, self._title, self._step, self._figures = host, title, step, figures
        self._check, self._change = check, change
        self._fault = check(step)
        options = host.options
        self._list = FormList(16, is_ascii=options.is_ascii)
        self._preview = FigurePreview(
            host.services.content, is_ascii=options.is_ascii, elapsed=host.services.clock.elapsed
        )

    def compose(self) -> ComposeResult:
        """Compose the title, the fields beside or above the picture, the meaning, and the key bar."""
        yield Static(Content.styled(shown_text(self._title, one_line=True), "bold"), id="step-title", markup=False)
        with Horizontal(id="step-main"):
            with Vertical(id="step-left"):
                yield self._list
            yield self._preview
        yield Static(id="step-below", markup=False)
        yield KeyBar()

    def on_resize(self) -> None:
        """Give the words several lines where the fields stand beside the picture."""
        self._list.most_lines = LINES_BESIDE if self.size.width >= WIDE_FROM_COLUMNS else 1

    def on_mount(self) -> None:
        """Show the step."""
        self._list.focus()
        self._list.show_rows(step_rows(self._step, self._fault[0]), self._fault[0])
        self._show()
        self.call_after_refresh(self._preview.preview, self._step.figure)

    def _show(self) -> None:
        self._list.show_rows(step_rows(self._step, self._fault[0]))
        self._preview.preview(self._step.figure)
        self._show_below()

    @on(FormList.Moved)
    def _show_below(self) -> None:
        chosen = self._list.chosen
        name, fault = self._fault
        lines = [Content.styled(shown_text(fault, one_line=True), "$text-error")] if fault else []
        if chosen is not None and chosen.id == "say" and name != "say" and self._list.most_lines == 1:
            lines.append(Content(shown_text(self._step.say, one_line=True)))
        elif chosen is not None and not fault:
            lines.append(Content.styled(with_keys(FIELDS[chosen.id].meaning), "$text-muted"))
        self.query_one("#step-below", Static).update(Content("\n").join(lines))

    def _put(self, **values: Any) -> None:
        self._step = replace(self._step, **values)
        self._fault = self._check(self._step)
        self._change(self._step)
        self._show()

    @on(FormList.Stepped)
    def _step_value(self, message: FormList.Stepped) -> None:
        name, field = message.row_id, FIELDS[message.row_id]
        if name == "seconds":
            self._put(seconds=step_seconds(self._step.seconds, message.direction))
        else:
            self._put(**{name: field.step(getattr(self._step, name), message.direction)})

    @on(FormList.Opened)
    def _open(self, message: FormList.Opened) -> None:
        name = message.row_id
        if name == "figure":
            self.action_choose_figure()
        elif name in ("seconds", "say"):
            self.action_type(name)
        else:
            self._put(**{name: FIELDS[name].step(getattr(self._step, name), 1)})

    def action_choose_figure(self) -> None:
        """Show all figures as pictures."""
        screen = FigureScreen(self._host, self._figures, self._step.figure)
        self.app.push_screen(screen, lambda name: None if name is None else self._put(figure=name))

    def action_type(self, name: str) -> None:
        """Type the time or the words."""
        field = FIELDS[name]
        if name == "seconds":
            dialog = TextDialog(
                field.label, str(self._step.seconds), hint=field.meaning, check=self._refused_seconds, longest=20
            )
            self.app.push_screen(dialog, lambda text: None if text is None else self._put(seconds=typed_seconds(text)))
        else:
            dialog = TextDialog(
                field.label, self._step.say, hint=field.meaning, check=lambda t: "" if t else "A step says what to do."
            )
            self.app.push_screen(dialog, lambda text: None if text is None else self._put(say=text))

    def _refused_seconds(self, text: str) -> str:
        """Return why a typed time cannot be used: it is none, or too long with something on the skin."""
        seconds = typed_seconds(text)
        if seconds is None:
            return f"It must be a time from 1 second to {format_duration(MOST_SECONDS)}, such as 90, 1m30 or 2 min."
        name, fault = self._check(replace(self._step, seconds=seconds))
        return fault if name == "seconds" else ""
