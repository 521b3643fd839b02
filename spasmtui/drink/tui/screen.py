"""The drink screen: fields, the jug, what to measure, how it compares; every change shows at once."""

from __future__ import annotations

import shlex
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from spasmtui.drink.batch import Batch, prepare_batch
from spasmtui.drink.documents import label_lines, shopping_lines
from spasmtui.drink.favourites import Favourite, Favourites
from spasmtui.drink.form import TYPED, Form, made_text, read_size
from spasmtui.drink.loader import load
from spasmtui.drink.text_output import NOT_ORS, to_text
from spasmtui.drink.tui import drawing, widgets
from spasmtui.drink.tui.dialogs import COPIED, FavouriteList, Page
from spasmtui.errors import SpasmError
from spasmtui.shared.settings import DrinkSettings
from spasmtui.shell import AppHost
from spasmtui.terminal.sanitize import as_content, sanitize
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.messages import ShowPage

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.clock import Clock

NARROW = 60
"""Columns below which one field is shown at a time."""
SHORT = 20
"""Rows below which only the amounts and the most important figures are shown."""
TALL = 34
"""Rows from which the steps are shown without asking."""


class Typing(Input):
    """The line in which a field's value is typed; Escape leaves it as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep", tooltip="Keep what was typed", id="typing.enter"),
        Binding("escape", "screen.leave_typing", "as it was", tooltip="Leave the field as it was", id="typing.escape"),
    ]
    cursor_blink = False


class DrinkScreen(Screen[None]):
    """A calculator in which every figure follows from the fields."""

    CSS_PATH = "drink.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "field", tooltip="The next field", id="drink.down"),
        Binding("up,k", "move(-1)", "field", show=False, tooltip="The field before", id="drink.up"),
        Binding("right,l,space", "turn(1)", "change", tooltip="The field's next value", id="drink.right"),
        Binding("left,h", "turn(-1)", "change", show=False, tooltip="The field's value before", id="drink.left"),
        Binding("enter", "type", "type", tooltip="Type the field's value: 6, 750ml, salt=4g", id="drink.type"),
        Binding("s", "show_steps", "steps", tooltip="How it is made, with these amounts", id="drink.steps"),
        Binding(
            "w", "show_warnings", "take care", tooltip="All warnings for this drink, with sources", id="drink.warnings"
        ),
        Binding("c", "copy", "copy", tooltip="Copy as text: it leaves this machine by the terminal", id="drink.copy"),
        Binding("b", "show_shopping", "buy", tooltip="The shopping list", id="drink.buy"),
        Binding("p", "show_label", "label", tooltip="The label for the bottle, with its date", id="drink.label"),
        Binding(
            "f", "show_favourites", "favourites", tooltip="Favourites: take one, keep this drink", id="drink.favourites"
        ),
        Binding("g", "read", "read", show=False, tooltip="The guide's page about this drink", id="drink.read"),
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
            settings=services.settings.settings.drink,
            is_ascii=host.options.is_ascii,
        )

    def __init__(
        self, *, content: Path, state: Path, clock: Clock, settings: DrinkSettings | None = None, is_ascii: bool = False
    ) -> None:
        """Show the recipe for four.

        Args:
            content: the root of the shipped content.
            state: the folder where favourites are kept.
            clock: for the date on the label.
            settings: measures and conditions; None is the default.
            is_ascii: draw with plain characters.
        """
        super().__init__()
        self.shelf = load(content)
        self.clock = clock
        self.favourites = Favourites(state)
        self.ink = drawing.PLAIN_INK if is_ascii else drawing.INK
        self.settings = settings or DrinkSettings()
        self.problem = ""
        self.form = self.usual
        self.before_typing = self.form
        self.chosen = 0
        self.jug: Batch | None = None

    @property
    def usual(self) -> Form:
        """The article's recipe in the person's measures."""
        return Form(choices=Form().choices._replace(measures=self.settings.measures))

    def compose(self) -> ComposeResult:
        """From the top: what it is, fields, amounts beside the jug, bars, what it is not, keys."""
        yield Static(id="drink-title", markup=False)
        yield Static(id="drink-fields", markup=False)
        with Horizontal(id="drink-middle"):
            yield Static(id="drink-amounts", markup=False)
            yield Static(id="drink-jug", markup=False)
        yield Static(id="drink-glass", markup=False)
        yield Static(id="drink-bars", markup=False)
        yield Static(id="drink-steps", markup=False)
        with Horizontal(id="drink-typing"):
            yield Static(id="drink-asked", markup=False)
            yield Typing(id="drink-input", compact=True)
        yield Static(NOT_ORS, id="drink-not-ors", markup=False)
        yield Static(id="drink-care", markup=False)
        yield KeyBar()

    def on_resize(self) -> None:
        """Use every cell of a small window, and the room of a tall one."""
        self.set_class(self.size.width < NARROW or self.size.height < SHORT, "-small")
        self.set_class(self.size.height >= TALL, "-tall")
        self.show_drink()

    def show_drink(self) -> None:
        """Make the drink that the fields ask for and show it, or say why there is none."""
        try:
            measures = self.shelf.pantry.measures[self.form.choices.measures]
            size = read_size(self.form.make, measures)
            self.jug = prepare_batch(self.shelf, self.form.choices, size, self.settings.about)
            self.problem = ""
        except SpasmError as error:
            self.jug, self.problem = None, error.message
        self._show_fields()
        if self.jug is None:
            self._show_problem()
        else:
            self._show_jug(self.jug)

    def _show_fields(self) -> None:
        fields = self.form.fields()
        self.chosen = min(self.chosen, len(fields) - 1)
        if self.has_class("-small"):
            amounts = len(self.jug.kitchen) if self.jug else 3
            lines = widgets.few_fields(fields, self.chosen, max(1, self.size.height - 4 - amounts))
        else:
            lines = widgets.field_lines(fields, self.chosen, self.size.width - 2)
        self._put("fields", Content("\n").join(lines))
        self.set_class(len(lines) > 5, "-many")

    def _show_problem(self) -> None:
        self.add_class("-refused")
        for part in ("jug", "glass", "bars", "steps", "care"):
            self._put(part, Content(""))
        self._put("title", widgets.title_line("Drink", "", self.size.width - 2))
        self._put("amounts", as_content(self.problem))

    def _show_jug(self, jug: Batch) -> None:
        self.remove_class("-refused")
        width, is_small = self.size.width - 2, self.has_class("-small")
        self._put("title", widgets.title_line("Drink", widgets.makes(jug), width))
        picture_width = 34 if width >= 100 else 28
        room = width if is_small else width - picture_width
        amounts = widgets.amount_rows(jug, room)
        if self.has_class("-tall"):
            amounts += [Content(""), *widgets.glass_rows(jug)]
        self._put("amounts", Content("\n").join(amounts))
        height = 12 if self.has_class("-tall") else 8
        self._put("jug", Content("\n").join(drawing.jug_picture(jug, picture_width - 14, height, self.ink)))
        self._put("glass", widgets.short_figures(jug) if is_small else widgets.glass_line(jug, width))
        bars = [] if is_small else drawing.bar_lines(jug.composition, self.shelf.compared, width, self.ink)
        self._put("bars", Content("\n").join(bars))
        steps = [f"{place}. {step}" for place, step in enumerate(jug.steps, 1)]
        self._put("steps", Content("\n".join(steps) if self.has_class("-tall") else ""))
        self._put("care", Content("") if is_small else widgets.care_line(jug.warnings[1:], width))

    def _put(self, part: str, text: Content) -> None:
        self.query_one(f"#drink-{part}", Static).update(text)

    @property
    def field(self) -> str:
        """The id of the field the arrows change."""
        return self.form.fields()[self.chosen].id

    def action_move(self, step: int) -> None:
        """Go to another field."""
        self.chosen = (self.chosen + step) % len(self.form.fields())
        self._show_fields()

    def action_turn(self, step: int) -> None:
        """Change the field."""
        servings = self.jug.recipe.servings if self.jug else Fraction(4)
        self.form = self.form.turned(self.field, step, servings)
        self.show_drink()

    def action_reset(self) -> None:
        """Go back to the recipe as it is in the article."""
        self.form = self.usual
        self.show_drink()

    def action_read(self) -> None:
        """Open the guide at the page about the drink."""
        self.post_message(ShowPage("electrolyte-drink"))

    def action_type(self) -> None:
        """Open the line to type a value in; a field without one moves on."""
        if self.field not in TYPED:
            self.action_turn(1)
            return
        self.before_typing = self.form
        self.add_class("-typing")
        self._put("asked", Content(TYPED[self.field]))
        line = self.query_one(Typing)
        with line.prevent(Input.Changed):
            line.value = ""
        line.focus()

    @on(Input.Changed, "#drink-input")
    def take_typed(self, event: Input.Changed) -> None:
        """Show the drink as it is typed; what cannot be read yet leaves the drink as it was."""
        measures = self.shelf.pantry.measures[self.form.choices.measures]
        try:
            self.form = self.before_typing.typed(self.field, sanitize(event.value, one_line=True), measures)
        except SpasmError as error:
            self.form = self.before_typing
            self._put("asked", as_content(error.message if event.value else TYPED[self.field]))
        else:
            self._put("asked", Content(TYPED[self.field]))
        self.show_drink()

    @on(Input.Submitted, "#drink-input")
    def end_typing(self) -> None:
        """Keep what was typed."""
        self.remove_class("-typing")
        self.set_focus(None)

    def action_leave_typing(self) -> None:
        """Put the field back as it was."""
        self.form = self.before_typing
        self.end_typing()
        self.show_drink()

    def action_copy(self) -> None:
        """Copy the whole drink as text, by the terminal's clipboard."""
        if self.jug is not None:
            self.app.copy_to_clipboard(to_text(self.jug, self.shelf))
            self.notify(COPIED, markup=False)

    def action_show_steps(self) -> None:
        """Open the steps with their amounts."""
        if self.jug is not None:
            steps = [f"{place}. {step}" for place, step in enumerate(self.jug.steps, 1)]
            self.app.push_screen(Page("How it is made", [*steps, NOT_ORS, self.shelf.method.purpose], is_spaced=True))

    def action_show_warnings(self) -> None:
        """Open all warnings with their sources."""
        if self.jug is not None:
            texts = [f"• {warning.text} [{' '.join(warning.sources)}]" for warning in self.jug.warnings]
            self.app.push_screen(Page("Take care", texts, is_spaced=True))

    def action_show_shopping(self) -> None:
        """Open the shopping list."""
        if self.jug is not None:
            self.app.push_screen(Page("Shopping list", shopping_lines(self.jug)))

    def action_show_label(self) -> None:
        """Open the label, dated now."""
        if self.jug is not None:
            lines = label_lines(self.jug, self.shelf, self.clock.now())
            words = shlex.join(["spasmtui", "drink", *self.form.command(), "--format", "label"])
            self.app.push_screen(Page("Label", [*lines, "", "To print it:", f"{words} | lp"]))

    def action_show_favourites(self) -> None:
        """Open the favourites."""
        try:
            self.app.push_screen(FavouriteList(self.favourites.all()), self._after_favourites)
        except SpasmError as error:
            self.notify(sanitize(error.message), severity="error", markup=False)

    def _after_favourites(self, wish: tuple[str, str] | None) -> None:
        what, name = wish or ("back", "")
        try:
            if what == "take":
                self.form = next(one.form for one in self.favourites.all() if one.name == name)
                self.show_drink()
            elif what == "forget":
                self.favourites.forget(name)
            elif what == "keep" and self.jug is not None:
                self.favourites.keep(Favourite(self._favourite_name(), self.form))
                self.notify("Kept. f shows your favourites.", markup=False)
        except SpasmError as error:
            self.notify(sanitize(error.message), severity="error", markup=False)

    def _favourite_name(self) -> str:
        """A name that tells one favourite from another."""
        said = [
            field.value for field in self.form.fields()[1:] if field.value not in {"none", "no", "not counted", "table"}
        ]
        return f"{made_text(self.form.make)}: {', '.join(said)}"
