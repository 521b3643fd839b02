"""The menu of the drink: how much, which variation, the recipe with its warnings, the shopping list, favourites."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from spasmtui.drink.favourites import Favourite, Favourites
from spasmtui.drink.form import PROMPTS, Form
from spasmtui.drink.loader import shipped_catalog
from spasmtui.drink.recipe import ingredient_ids
from spasmtui.errors import WrongUsage
from spasmtui.menus.menu import Item, Menu
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from spasmtui.menus.conversation import Conversation

HELP = "Make the drink as you like it, then read the recipe. An amount is 6 for servings, 1.5 l, 750ml or salt=4g."
LONGEST_NAME = 40


class DrinkMenu:
    """The menu over one form of the drink, which every choice changes."""

    def __init__(self, talk: Conversation) -> None:
        """Begin with the recipe in the measures of the settings."""
        self._talk = talk
        settings = talk.host.shell.settings.drink
        form = Form()
        self._form = form._replace(choices=form.choices._replace(measures=settings.measures))

    def build(self) -> Menu:
        """Return the menu."""
        talk = self._talk
        amount = self._form.fields()[0].value
        return Menu(
            "Drink",
            (
                Item(f"How much, now {amount}", partial(self._ask_text, "make")),
                Item("Variation: sweetener, citrus, water, salt", self._choose_field),
                Item("Recipe and warnings", lambda: talk.tell(self._run())),
                Item("Shopping list", lambda: talk.tell(self._run("--format", "shopping"))),
                Item("Label for the bottle", lambda: talk.tell(self._run("--format", "label"))),
                Item("Keep as a favourite", self._keep),
                Item("Favourites", self._choose_favourite),
                Item("Warnings alone", self._tell_warnings),
            ),
            HELP,
        )

    def _run(self, *more: str) -> str:
        return self._talk.host.run(["drink", *self._form.command_words(), *more])

    def _tell_warnings(self) -> None:
        """Tell the warnings about this drink, which stand at the end of the recipe."""
        made = self._talk.host.data(["drink", *self._form.command_words()])
        self._talk.tell("\n".join(f"- {warning['text']}" for warning in made["warnings"]))

    def _choose_field(self) -> None:
        """List the fields of the variation until the person goes back; a number changes one."""

        def build() -> Menu:
            fields = self._form.fields()[1:]
            items = (Item(f"{each.title}: {each.value}", partial(self._change, each.id)) for each in fields)
            return Menu("Variation", tuple(items), HELP)

        self._talk.run_menu(build)

    def _change(self, name: str) -> None:
        """Choose a field's value from all that it can have; one with free amounts can be typed too."""
        forms = self._each_value(name)
        labels = [_value(form, name) for form in forms]
        if name in PROMPTS:
            labels.append("Type another")
        chosen = self._talk.choose("Which?", labels, help_text=HELP)
        if chosen == len(forms):
            self._ask_text(name)
        else:
            self._form = forms[chosen]
            self._talk.tell(f"Now {labels[chosen]}.")

    def _each_value(self, name: str) -> list[Form]:
        """Return the form with each value that a field can have, the present one first."""
        forms = [self._form]
        while (following := forms[-1].with_step(name, 1, Fraction(4))) not in forms:
            forms.append(following)
        return forms

    def _ask_text(self, name: str) -> None:
        choices = self._form.choices
        measures = shipped_catalog(ingredient_ids(choices), [choices.measures]).tables.measures[choices.measures]
        prompt = f"{PROMPTS[name]}. Enter alone changes nothing."
        while typed := self._talk.ask(prompt, help_text=HELP):
            try:
                self._form = self._form.with_text(name, typed, measures)
            except WrongUsage as error:
                self._talk.tell(error.message)
            else:
                self._talk.tell(f"Now {_value(self._form, name)}.")
                return

    def _keep(self) -> None:
        """Keep the form under a name."""
        name = one_line(self._talk.ask("A name for it? Enter alone keeps nothing.", help_text=HELP))[:LONGEST_NAME]
        if not name:
            self._talk.tell("Nothing was kept.")
            return
        Favourites(self._talk.host.shell.services.state).add(Favourite(name, self._form))
        self._talk.tell(f"Kept as {name}.")

    def _choose_favourite(self) -> None:
        kept = Favourites(self._talk.host.shell.services.state).load()
        if not kept:
            self._talk.tell("There are no favourites yet.")
            return
        chosen = kept[self._talk.choose("Favourites", [one_line(each.name) for each in kept], help_text=HELP)]
        self._form = chosen.form
        self._talk.tell(self._run())


def _value(form: Form, name: str) -> str:
    return next(field.value for field in form.fields() if field.id == name)


def open_menu(talk: Conversation) -> None:
    """Show the menu of the drink."""
    talk.run_menu(DrinkMenu(talk).build)
