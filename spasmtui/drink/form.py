"""The form of the drink: its fields, their values, and the changes by arrow keys and by typed text.

A form is an immutable value without widgets; every change returns a new one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.batch import Size, parse_have_size, parse_servings, parse_volume_size
from spasmtui.drink.measures import COUNTRIES, parse_amount
from spasmtui.drink.numbers import decimal, parse_number
from spasmtui.drink.recipe import (
    CITRUS,
    COCONUTS,
    FRUITS,
    MAX_SERVINGS,
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
    "measures": COUNTRIES,
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
PROMPTS = {
    "make": "How much: 6, 750ml, 1 pint; or what you have: salt=4g",
    "water": "Sodium on the label in mg/L, or tap, bottled, mineral-rich",
    "coconut": "Coconut water in the recipe for four: 1cup, 250ml",
}
"""The fields that take typed text, with the prompt of each."""


class Field(NamedTuple):
    """One field as it is shown."""

    id: str
    title: str
    value: str


class Form(NamedTuple):
    """The size and the variation that a person asks for."""

    size: str = "4"
    """The size as typed: servings, a volume, or an amount of one ingredient."""
    choices: Choices = Choices()

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that apply to the variation, in their order."""
        return tuple(Field(name, _TITLES[name], self._value_text(name)) for name in _TITLES if self._applies(name))

    def _applies(self, name: str) -> bool:
        if name in {"fruit", "is_fruit_eaten"}:
            return self.choices.sweetener == "fruit"
        return bool(self.choices.coconut) if name == "coconut_kind" else True

    def _value_text(self, name: str) -> str:
        if name == "make":
            return format_size(self.size)
        value = getattr(self.choices, name)
        if isinstance(value, Fraction):
            return f"{decimal(value, 1)} mg/L"
        return _WORDS.get((name, value), str(value))

    def is_valid(self) -> bool:
        """Return whether every value is one that its field can have: a form may come from a file."""
        choices = self.choices
        is_free_text = {"coconut": isinstance(choices.coconut, str), "water": isinstance(choices.water, Fraction)}
        return all(is_free_text.get(name) or getattr(choices, name) in options for name, options in _OPTIONS.items())

    def command_words(self) -> tuple[str, ...]:
        """Return the words after `spasmtui drink` that print the same drink."""
        size_option = "--have" if "=" in self.size else "--volume" if _is_volume(self.size) else "--servings"
        words = [size_option, self.size, "--measures", self.choices.measures]
        defaults = Choices()
        for name, option in _OPTION_NAMES.items():
            value = getattr(self.choices, name)
            if not self._applies(name) or value == getattr(defaults, name):
                continue
            if value is True:
                words.append(option)
            else:
                words += [option, decimal(value, 6) if isinstance(value, Fraction) else value]
        return tuple(words)

    def with_step(self, name: str, step: int, servings: Fraction) -> Form:
        """Return the form with one field moved to its next or previous value.

        Args:
            name: the field's id.
            step: 1 for the next value, -1 for the previous one.
            servings: the servings that the form makes now, in whatever way the size is given.
        """
        if name == "make":
            return self._replace(size=_step_size(self.size, step, servings))
        options, value = _OPTIONS[name], getattr(self.choices, name)
        new_value: Any
        if value not in options:
            new_value = options[0] if step > 0 else options[-1]
        else:
            new_value = options[(options.index(value) + step) % len(options)]
        return self._replace(choices=self.choices._replace(**{name: new_value}))

    def with_text(self, name: str, text: str, measures: Measures) -> Form:
        """Return the form with one field set from typed text.

        Raises:
            WrongUsage: the field cannot have this value.
        """
        text = " ".join(text.split())
        if name == "make":
            parse_size(text, measures)
            return self._replace(size=text)
        if name == "water":
            return self._replace(choices=self.choices._replace(water=parse_water(text)))
        if text.lower() in {"", "0", "no", "none"}:
            return self._replace(choices=self.choices._replace(coconut=""))
        if parse_amount(text, measures).kind != "ml":
            raise WrongUsage(f"Coconut water is a volume, and {text[:40]!r} is not. Write 1cup or 250ml.")
        return self._replace(choices=self.choices._replace(coconut=text))


def parse_size(text: str, measures: Measures) -> Size:
    """Parse a size: `6`, `750ml` or `salt=4g`.

    Raises:
        WrongUsage: the text is none of these.
    """
    if "=" in text:
        return parse_have_size(text, measures)
    return parse_volume_size(text, measures) if _is_volume(text) else parse_servings(text)


def _is_volume(size: str) -> bool:
    """Return whether a typed size has a unit, as `750ml.` and `half a pint` do, and `6` and `6 servings` do not."""
    words = size.lower().split()
    if not words or words[-1] in {"serving", "servings", "glass", "glasses"}:
        return False
    return any(character.isalpha() for character in size) and not _is_number(size)


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except WrongUsage:
        return False
    return True


def format_size(size: str) -> str:
    """Format a typed size: `6 servings`, `750ml`, `from 4g salt`."""
    if "=" in size:
        name, _, amount = size.partition("=")
        return f"from {amount.strip()} {name.strip()}"
    if _is_volume(size):
        return size
    number = size.rpartition(" ")[0] if size[-1:].isalpha() and " " in size else size
    return f"{number} serving" if number == "1" else f"{number} servings"


def _step_size(size: str, step: int, servings: Fraction) -> str:
    if size.endswith("ml") and size[:-2].strip().isdecimal():
        millilitres = int(size[:-2]) // _VOLUME_STEP_ML * _VOLUME_STEP_ML + step * _VOLUME_STEP_ML
        return f"{max(_VOLUME_STEP_ML, min(millilitres, 28_000))}ml"
    whole = int(servings) if step > 0 or servings.denominator == 1 else int(servings) + 1
    return str(max(1, min(whole + step, int(MAX_SERVINGS))))
