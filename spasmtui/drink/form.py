"""The fields of the drink screen: what each holds, how an arrow turns it, and how typed text becomes its value.

A form is a value; every change makes a new one, and nothing here knows a widget.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.batch import Size, parse_have
from spasmtui.drink.measures import parse_amount, parse_volume
from spasmtui.drink.numbers import decimal, parse_number
from spasmtui.drink.recipe import (
    CITRUS,
    COCONUTS,
    FRUITS,
    MOST_SERVINGS,
    SALT_KINDS,
    SWEETENERS,
    WATERS,
    Choices,
    parse_water,
)
from spasmtui.errors import WrongUsage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spasmtui.drink.measures import Measures

COCONUT_STEPS = ("", "1/2 cup", "1 cup", "1 1/2 cups", "2 cups")
_VOLUME_STEP_ML = 250
_TITLES = {
    "make": "Make",
    "measures": "Measures",
    "sweetener": "Sweetener",
    "fruit": "Fruit",
    "is_fruit_eaten": "Eaten",
    "citrus": "Citrus",
    "water": "Water",
    "coconut": "Coconut",
    "coconut_kind": "Coconut is",
    "has_mint": "Mint",
    "salt": "Salt",
}
_OPTIONS: dict[str, tuple[Any, ...]] = {
    "measures": ("us", "metric", "imperial"),
    "sweetener": SWEETENERS,
    "fruit": FRUITS,
    "is_fruit_eaten": (False, True),
    "citrus": tuple(CITRUS),
    "water": WATERS,
    "coconut": COCONUT_STEPS,
    "coconut_kind": tuple(COCONUTS),
    "has_mint": (False, True),
    "salt": tuple(SALT_KINDS),
}
_WORDS = {
    ("measures", "us"): "US",
    ("sweetener", "maple"): "maple syrup",
    ("sweetener", "fruit"): "fruit instead",
    ("citrus", "both"): "lemon and lime",
    ("is_fruit_eaten", False): "no, infused",
    ("is_fruit_eaten", True): "yes",
    ("water", "mineral-free"): "not counted",
    ("water", "mineral-rich"): "mineral-rich",
    ("coconut", ""): "none",
    ("has_mint", False): "no",
    ("has_mint", True): "yes",
    ("salt", "fine-sea"): "fine sea",
}
_OPTION_NAMES = {
    "sweetener": "--sweetener",
    "fruit": "--fruit",
    "is_fruit_eaten": "--eat-fruit",
    "citrus": "--citrus",
    "water": "--water",
    "coconut": "--coconut",
    "coconut_kind": "--coconut-kind",
    "has_mint": "--mint",
    "salt": "--salt",
}
TYPED = {
    "make": "How much: 6, 750ml, or what there is: salt=4g, lemon=3",
    "water": "Sodium on the water's label in mg/L, or tap, bottled, mineral-rich",
    "coconut": "Coconut water in the recipe for four: 1cup, 250ml",
}
"""Fields that take typed text, and what is asked for."""


class Field(NamedTuple):
    """One line of the form as it is shown."""

    id: str
    title: str
    value: str


class Form(NamedTuple):
    """What is asked for: how much, and which variation."""

    make: str = "4"
    """As typed: servings, a volume, or an amount of one ingredient."""
    choices: Choices = Choices()

    def fields(self) -> tuple[Field, ...]:
        """The fields that make sense now, in their order."""
        return tuple(Field(name, _TITLES[name], self._shown(name)) for name in _TITLES if self._applies(name))

    def _applies(self, name: str) -> bool:
        if name in {"fruit", "is_fruit_eaten"}:
            return self.choices.sweetener == "fruit"
        return bool(self.choices.coconut) if name == "coconut_kind" else True

    def _shown(self, name: str) -> str:
        if name == "make":
            return made_text(self.make)
        value = getattr(self.choices, name)
        if isinstance(value, Fraction):
            return f"{decimal(value, 1)} mg/L"
        return _WORDS.get((name, value), str(value))

    def is_possible(self) -> bool:
        """Whether every value is one that a field can have: a form may come out of a file."""
        choices = self.choices
        free = {"coconut": isinstance(choices.coconut, str), "water": isinstance(choices.water, Fraction)}
        return all(free.get(name) or getattr(choices, name) in options for name, options in _OPTIONS.items())

    def command(self) -> tuple[str, ...]:
        """The words that make the same drink after `spasmtui drink`."""
        how_much = "--have" if "=" in self.make else "--volume" if self.make[-1:].isalpha() else "--servings"
        words = [how_much, self.make, "--measures", self.choices.measures]
        usual = Choices()
        for name, option in _OPTION_NAMES.items():
            value = getattr(self.choices, name)
            if not self._applies(name) or value == getattr(usual, name):
                continue
            if value is True:
                words.append(option)
            else:
                words += [option, decimal(value, 6) if isinstance(value, Fraction) else value]
        return tuple(words)

    def turned(self, name: str, step: int, servings: Fraction) -> Form:
        """The form with one field moved on by a step.

        Args:
            name: the field's id.
            step: 1 for the next value, -1 for the one before.
            servings: how many the form makes now, whatever way it was asked for.
        """
        if name == "make":
            return self._replace(make=_turned_make(self.make, step, servings))
        options, value = _OPTIONS[name], getattr(self.choices, name)
        chosen: Any
        if value not in options:
            chosen = options[0] if step > 0 else options[-1]
        else:
            chosen = options[(options.index(value) + step) % len(options)]
        return self._replace(choices=self.choices._replace(**{name: chosen}))

    def typed(self, name: str, text: str, measures: Measures) -> Form:
        """The form with one field as typed.

        Raises:
            WrongUsage: the field cannot be that.
        """
        text = " ".join(text.split())
        if name == "make":
            read_size(text, measures)
            return self._replace(make=text)
        if name == "water":
            return self._replace(choices=self.choices._replace(water=parse_water(text)))
        if text.lower() in {"", "0", "no", "none"}:
            return self._replace(choices=self.choices._replace(coconut=""))
        if parse_amount(text, measures).kind != "ml":
            raise WrongUsage(f"Coconut water is measured, not {text!r}. Write 1cup or 250ml.")
        return self._replace(choices=self.choices._replace(coconut=text))


def read_size(text: str, measures: Measures) -> Size:
    """How much a text asks for: `6`, `750ml` or `salt=4g`.

    Raises:
        WrongUsage: none of these.
    """
    if "=" in text:
        return Size(have=parse_have(text, measures))
    if text[-1:].isalpha():
        return Size(volume_ml=parse_volume(text, measures))
    return Size(servings=parse_number(text))


def made_text(make: str) -> str:
    """How much, as the form shows it: `6 servings`, `750ml`, `salt=4g`."""
    if "=" in make:
        name, _, amount = make.partition("=")
        return f"from {amount.strip()} {name.strip()}"
    if make[-1:].isalpha():
        return make
    return f"{make} serving" if make == "1" else f"{make} servings"


def _turned_make(make: str, step: int, servings: Fraction) -> str:
    if make.endswith("ml") and make[:-2].strip().isdecimal():
        millilitres = int(make[:-2]) // _VOLUME_STEP_ML * _VOLUME_STEP_ML + step * _VOLUME_STEP_ML
        return f"{max(_VOLUME_STEP_ML, min(millilitres, 28_000))}ml"
    whole = int(servings) if step > 0 or servings.denominator == 1 else int(servings) + 1
    return str(max(1, min(whole + step, int(MOST_SERVINGS))))
