"""The drink screen: fields, drawing, amounts and comparison, updated with every change."""

from __future__ import annotations

import os
import shlex
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.widgets import Input, Static

from spasmtui.drink.batch import Batch, prepare_batch
from spasmtui.drink.documents import label_lines, shopping_lines
from spasmtui.drink.favourites import Favourites
from spasmtui.drink.form import PROMPTS, Form, parse_size
from spasmtui.drink.loader import load_catalog
from spasmtui.drink.numbers import use_glyphs, with_glyphs
from spasmtui.drink.text_output import NOT_ORS, format_text
from spasmtui.drink.tui import drawing, styled_lines
from spasmtui.drink.tui.comparison import draw_scales
from spasmtui.drink.tui.dialogs import TextDialog, copied_sentence
from spasmtui.drink.tui.field_keys import FieldKeyBar
from spasmtui.drink.tui.kept_drinks import KeptDrinks
from spasmtui.drink.tui.layout import Layout, choose_layout
from spasmtui.drink.tui.middle import amounts_room, first_column, middle_lines
from spasmtui.errors import SpasmError
from spasmtui.shared.settings import DrinkSettings
from spasmtui.shell import AppHost
from spasmtui.terminal.sanitize import as_content, sanitize
from spasmtui.ui.chosen_row import pointer
from spasmtui.ui.keys.after_keys import AfterKeys
from spasmtui.ui.messages import ShowPage
from spasmtui.ui.modes.line import ROWS_FOR_MODES, ModeLine
from spasmtui.ui.short_input import ShortInput

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.clock import Clock

NOT_TAKEN = "Not kept yet. Change it:"
"""The prompt beside a text that Enter could not take."""
LONGEST_STEP = 110
"""Columns of a step; a longer line is hard to read."""


class ValueInput(ShortInput):
    """The input in which a field's value is typed; Escape restores the field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep", tooltip="Keep what was typed", id="typing.enter"),
        Binding("escape", "screen.cancel_input", "as it was", tooltip="Leave the field as it was", id="typing.escape"),
    ]
    cursor_blink = False


class DrinkScreen(Screen[None]):
    """A form and the drink that follows from it."""

    CSS_PATH = "drink.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "select_field(1)", "field", tooltip="The next field", id="drink.down"),
        Binding("up,k", "select_field(-1)", "field", show=False, tooltip="The previous field", id="drink.up"),
        Binding("right,l,space", "change_value(1)", "change", tooltip="The field's next value", id="drink.right"),
        Binding(
            "left,h", "change_value(-1)", "change", show=False, tooltip="The field's previous value", id="drink.left"
        ),
        Binding("enter", "open_input", "type", tooltip="Type the field's value: 6, 750ml, salt=4g", id="drink.type"),
        Binding("s", "show_steps", "steps", tooltip="How it is made, with these amounts", id="drink.steps"),
        Binding(
            "w", "show_warnings", "warnings", tooltip="All warnings for this drink, with sources", id="drink.warnings"
        ),
        Binding("c", "copy", "copy", tooltip="Copy as text: it leaves this machine by the terminal", id="drink.copy"),
        Binding("b", "show_shopping", "buy", tooltip="The shopping list", id="drink.buy"),
        Binding("p", "show_label", "label", tooltip="The label for the bottle, with its date", id="drink.label"),
        Binding(
            "f", "show_favourites", "favourites", tooltip="Favourites: take one, keep this drink", id="drink.favourites"
        ),
        Binding("g", "open_page", "read", show=False, tooltip="The guide's page about this drink", id="drink.read"),
        Binding("r", "reset", "reset", show=False, tooltip="Back to the recipe for four", id="drink.reset"),
    ]

    @classmethod
    def create(cls, host: AppHost) -> Self:
        """Build the mode's screen from the app."""
        services = host.services
        return cls(
            content=services.content,
            state=services.state,
            clock=services.clock,
            settings=services.settings_now().settings.drink,
            is_ascii=host.options.is_ascii,
        )

    def __init__(
        self, *, content: Path, state: Path, clock: Clock, settings: DrinkSettings | None = None, is_ascii: bool = False
    ) -> None:
        """Create the screen with the recipe for four.

        Args:
            content: the root of the shipped content.
            state: the folder of the favourites.
            clock: for the date on the label.
            settings: measures and conditions; None is the default.
            is_ascii: draw with ASCII characters only.
        """
        super().__init__()
        self.catalog = load_catalog(content)
        self.clock = clock
        self.favourites = Favourites(state)
        self._kept_drinks = KeptDrinks(self, self.favourites, take=self._take_form)
        use_glyphs(is_ascii=is_ascii)
        self.glyphs = drawing.ASCII_GLYPHS if is_ascii else drawing.UNICODE_GLYPHS
        self.settings = settings or DrinkSettings()
        self.problem = ""
        """The message of the error that prevents the drink; empty for none."""
        self.form = self.default_form
        self.form_before_input, self.input_problem = self.form, ""
        self.selected = 0
        """The index of the selected field."""
        self.prepared: Batch | None = None
        """The drink on the screen; None while it is refused."""
        self.layout_parts: Layout | None = None
        """The parts shown; None in a small window."""
        self.after_keys = AfterKeys(self, self._show_keys)

    def use_drink_settings(self, settings: DrinkSettings) -> None:
        """Use settings that were changed while the program runs: other measures at once, the rest of the form stays."""
        if settings.measures != self.settings.measures:
            self.form = self.form._replace(choices=self.form.choices._replace(measures=settings.measures))
        self.settings = settings
        if self.is_mounted:
            self.update_drink()

    @property
    def default_form(self) -> Form:
        """The article's recipe in the person's measures."""
        return Form(choices=Form().choices._replace(measures=self.settings.measures))

    def compose(self) -> ComposeResult:
        """Yield, from the top: title, fields, amounts beside the drawing, scales, steps, input, notices and key bar."""
        yield Static(id="drink-title", markup=False)
        yield Static(id="drink-fields", markup=False)
        yield Static(id="drink-middle", markup=False)
        yield Static(id="drink-serving", markup=False)
        yield Static(id="drink-bars", markup=False)
        yield Static(id="drink-steps", markup=False)
        with Horizontal(id="drink-input-line"):
            yield Static(id="drink-prompt", markup=False)
            yield ValueInput(id="drink-input", compact=True)
        yield Static(NOT_ORS, id="drink-not-ors", markup=False)
        yield Static(id="drink-warnings", markup=False)
        yield ModeLine("drink")
        yield FieldKeyBar()

    def on_resize(self) -> None:
        """Choose the layout by the size of the window."""
        self.set_class(self.size.height >= ROWS_FOR_MODES, "-has-modes")
        self._update("not-ors", Content(styled_lines.no_remedy_line(self.size.width)))
        self.update_drink()

    def update_drink(self) -> None:
        """Prepare the drink that the form asks for and show it, or the reason why it is refused."""
        try:
            measures = self.catalog.tables.measures[self.form.choices.measures]
            size = parse_size(self.form.size, measures)
            self.prepared = prepare_batch(self.catalog, self.form.choices, size, self.settings.about)
            self.problem = ""
        except SpasmError as error:
            self.prepared, self.problem = None, error.message
        self.layout_parts = self._choose_layout()
        self.set_class(self.layout_parts is None, "-small")
        self._show_fields()
        if self.prepared is None:
            self._show_problem()
        else:
            self._show_batch(self.prepared)

    def _choose_layout(self) -> Layout | None:
        """Choose the parts that the window has room for; None if it is small."""
        width, batch = self.size.width - 2, self.prepared
        amounts = len(styled_lines.amount_rows(batch, amounts_room(width))) if batch else 1
        steps = styled_lines.numbered_lines(batch.steps, min(width, LONGEST_STEP)) if batch else []
        lines = sum(step.plain.count("\n") + 1 for step in steps)
        fields = (len(self.form.fields()) + 1) // 2
        rows = self.size.height - (self.size.height >= ROWS_FOR_MODES)
        return choose_layout(width, rows, fields, amounts, (len(steps), lines))

    def _show_fields(self) -> None:
        fields, parts = self.form.fields(), self.layout_parts
        self.selected = min(self.selected, len(fields) - 1)
        self.after_keys.start()
        if parts is None:
            amounts = len(self.prepared.amounts) if self.prepared else 3
            rows = max(1, self.size.height - 4 - amounts)
            lines = styled_lines.few_field_lines(fields, self.selected, rows, self.size.width, pointer(self.app))
        else:
            room = first_column(self.size.width - 2)
            lines = styled_lines.field_lines(fields, self.selected, room, pointer(self.app))
            lines = [Content("")] * parts.has_title_gap + lines
        self._update("fields", Content("\n").join(lines))

    def _show_keys(self) -> None:
        self.query_one(FieldKeyBar).takes_text = self.field in PROMPTS

    def _show_problem(self) -> None:
        for name in ("serving", "bars", "steps", "warnings"):
            self._update(name, Content(""))
        self._update("title", styled_lines.title_line("Drink", "", self.size.width - 2))
        gap = Content("\n" if self.layout_parts and self.layout_parts.has_field_gap else "")
        self._update("middle", Content.assemble(gap, as_content(self.problem)))

    def _show_batch(self, batch: Batch) -> None:
        width, parts = self.size.width - 2, self.layout_parts
        made = styled_lines.yield_text(batch)
        title = batch.reading if batch.reading and len(batch.reading) + len(made) + 2 <= width else "Drink"
        self._update("title", styled_lines.title_line(title, made, width if parts else self.size.width))
        if parts is None:
            self._update("middle", Content("\n").join(styled_lines.amount_rows(batch, width)))
            self._update("serving", styled_lines.concentration_line(batch, self.size.width))
            return
        middle = middle_lines(batch, parts, width, self.glyphs)
        self._update("middle", Content("\n").join([Content("")] * parts.has_field_gap + middle))
        has_line = not (parts.is_glass_beside or parts.is_glass_below)
        serving = [Content("")] * parts.has_bar_gap + [styled_lines.serving_line(batch, width)] * has_line
        scales = draw_scales(
            batch.composition,
            self.catalog,
            width,
            self.glyphs,
            has_legend=parts.has_legend,
            are_apart=parts.are_bars_apart,
        )
        self._update("bars", Content("\n").join([*serving, *scales]))
        steps = styled_lines.numbered_lines(batch.steps, min(width, LONGEST_STEP))
        between = "\n\n" if parts.are_steps_apart else "\n"
        self._update("steps", Content(between).join(steps if parts.has_steps else []))
        self._update("warnings", styled_lines.warnings_line(batch.warnings[1:], width))

    def _update(self, name: str, text: Content) -> None:
        self.query_one(f"#drink-{name}", Static).update(text)

    @property
    def field(self) -> str:
        """The id of the selected field."""
        return self.form.fields()[self.selected].id

    def action_select_field(self, step: int) -> None:
        """Select the next or the previous field."""
        self.selected = (self.selected + step) % len(self.form.fields())
        self._show_fields()

    def on_click(self, event: Click) -> None:
        """Select the field under the mouse, and change it if its arrow is there."""
        number = event.style.meta.get(styled_lines.FIELD)
        if number is not None and not self.has_class("-typing"):
            self.action_select_field(number - self.selected)
            if step := event.style.meta.get(styled_lines.STEP):
                self.action_change_value(step)

    def action_change_value(self, step: int) -> None:
        """Change the selected field to its next or previous value."""
        servings = self.prepared.recipe.servings if self.prepared else Fraction(4)
        self.form = self.form.with_step(self.field, step, servings)
        self.update_drink()

    def action_reset(self) -> None:
        """Return to the article's recipe."""
        self.form = self.default_form
        self.update_drink()

    def action_open_page(self) -> None:
        """Open the guide's page about the drink."""
        self.post_message(ShowPage("electrolyte-drink"))

    def action_open_input(self) -> None:
        """Open the input for the selected field, or change to its next value if it takes no text."""
        if self.field not in PROMPTS:
            self.action_change_value(1)
            return
        self.form_before_input, self.input_problem = self.form, ""
        self.add_class("-typing")
        self._update("prompt", Content(PROMPTS[self.field]))
        value_input = self.query_one(ValueInput)
        with value_input.prevent(Input.Changed):
            value_input.value = ""
        value_input.focus()

    @on(Input.Changed, "#drink-input")
    def _apply_input(self, event: Input.Changed) -> None:
        """Show the drink for the text so far; a text that cannot be parsed changes nothing but the prompt."""
        measures = self.catalog.tables.measures[self.form.choices.measures]
        try:
            self.form = self.form_before_input.with_text(self.field, sanitize(event.value, one_line=True), measures)
        except SpasmError as error:
            self.form = self.form_before_input
            self.input_problem = error.message if event.value.strip() else ""
            self._update("prompt", as_content(self.input_problem or PROMPTS[self.field]))
            self.update_drink()
            return
        self.input_problem = ""
        self.update_drink()
        reading = self.prepared.reading if self.prepared and self.field == "make" else ""
        self._update("prompt", as_content(reading or PROMPTS[self.field]))

    @on(Input.Submitted, "#drink-input")
    def _submit_input(self) -> None:
        """Take what was typed; what cannot be used stays open with its reason, so that it is never thrown away."""
        if not self.input_problem:
            self._close_input()
            return
        self.problem = self.input_problem
        self._show_problem()
        self._update("prompt", Content(NOT_TAKEN))

    def _close_input(self) -> None:
        self.remove_class("-typing")
        self.set_focus(None)

    def action_cancel_input(self) -> None:
        """Close the input and restore the field."""
        self.form = self.form_before_input
        self._close_input()
        self.update_drink()

    def action_copy(self) -> None:
        """Copy the drink as text to the terminal's clipboard."""
        if self.prepared is not None:
            self.app.copy_to_clipboard(format_text(self.prepared, self.catalog))
            self.notify(copied_sentence(os.environ), markup=False)

    def action_show_steps(self) -> None:
        """Open the steps with their amounts."""
        if self.prepared is not None:
            steps = [f"{number}. {with_glyphs(step)}" for number, step in enumerate(self.prepared.steps, 1)]
            lines = [*steps, NOT_ORS, self.catalog.method.purpose]
            self.app.push_screen(TextDialog("How it is made", lines, is_spaced=True))

    def action_show_warnings(self) -> None:
        """Open all warnings with their sources."""
        if self.prepared is not None:
            texts = [f"• {warning.text} [{' '.join(warning.sources)}]" for warning in self.prepared.warnings]
            self.app.push_screen(TextDialog("Take care", texts, is_spaced=True))

    def action_show_shopping(self) -> None:
        """Open the shopping list."""
        if self.prepared is not None:
            self.app.push_screen(TextDialog("Shopping list", shopping_lines(self.prepared)))

    def action_show_label(self) -> None:
        """Open the label, dated now."""
        if self.prepared is not None:
            lines = label_lines(self.prepared, self.catalog, self.clock.now())
            command = shlex.join(["spasmtui", "drink", *self.form.command_words(), "--format", "label"])
            self.app.push_screen(TextDialog("Label", [*lines, "", "To print it:", f"{command} | lp"]))

    def action_show_favourites(self) -> None:
        """Open the favourites."""
        self._kept_drinks.show(self.form if self.prepared is not None else None)

    def _take_form(self, form: Form) -> None:
        self.form = form
        self.update_drink()
