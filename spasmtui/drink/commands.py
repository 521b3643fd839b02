"""The `drink` command for the shell."""

from __future__ import annotations

import os

from spasmtui.drink.batch import Size, parse_have_size, parse_servings, parse_volume_size, prepare_batch
from spasmtui.drink.loader import shipped_catalog
from spasmtui.drink.measures import COUNTRIES, Measures
from spasmtui.drink.recipe import (
    CITRUS,
    COCONUTS,
    FRUITS,
    SALT_KINDS,
    SWEETENERS,
    WATERS,
    Choices,
    ingredient_ids,
    parse_water,
)
from spasmtui.drink.text_output import WIDTH, build_json, format_text
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import either
from spasmtui.shared.suggest import STRICT, did_you_mean
from spasmtui.shell import is_title, offer

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from spasmtui.shell import Shell


def show_drink_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `drink`; amounts stay text, since this room's parsers have better messages."""
    size = parser.add_argument_group(
        "how much", "the recipe makes four servings; each of these makes more or less of the same drink"
    )
    size.add_argument("--servings", metavar="N", help="the number of servings, up to 100")
    size.add_argument("--volume", metavar="750ml", help="the volume of the whole drink: 750ml, 24oz, 1 pint, 3 cups")
    size.add_argument("--have", metavar="salt=4g", help="use up what you have of one ingredient: salt=4g, lemon=3")
    kind = parser.add_argument_group("which variation")
    _add_choice(kind, "--sweetener", SWEETENERS)
    _add_choice(kind, "--citrus", CITRUS, default="lemon")
    water = kind.add_argument(
        "--water",
        default="mineral-free",
        metavar="WHICH",
        help="tap, bottled, mineral-rich, or the sodium on its label in mg/L; by default no minerals are counted",
    )
    offer(water, WATERS)
    kind.add_argument(
        "--coconut",
        default="",
        metavar="1cup",
        help="coconut water in place of as much of the recipe's four cups of water",
    )
    _add_choice(kind, "--coconut-kind", COCONUTS, default="packaged")
    _add_choice(kind, "--fruit", FRUITS)
    kind.add_argument("--eat-fruit", action="store_true", help="count the fruit as eaten, not only infused")
    kind.add_argument("--mint", action="store_true", help="with mint leaves")
    _add_choice(kind, "--salt", SALT_KINDS, default="table")
    form = parser.add_argument_group("how it is shown")
    _add_choice(form, "--measures", COUNTRIES, help="the spoons, cups and jugs that you measure with (default: us)")
    _add_choice(form, "--format", ("text", "md", "label", "shopping"), default="text")


def _add_choice(group: argparse._ArgumentGroup, option: str, words: Iterable[str], **more: str) -> None:
    """Declare an option that takes one of some words, and suggests the nearest of them for another word."""
    names = tuple(words)

    def parse(text: str) -> str:
        if text in names:
            return text
        hint = did_you_mean(text.lower(), names, cutoff=STRICT)
        raise WrongUsage(f"{option} cannot be {text[:40]!r}.{hint} It can be {either(names)}.")

    group.add_argument(option, choices=names, type=parse, metavar="WHICH", **more)  # type: ignore[arg-type]


def show_drink(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the drink, scaled, with its composition and its warnings."""
    # Without a file not even the model of the settings is imported.
    settings = shell.settings.drink if shell.services.has_settings else None
    choices = _parse_choices(arguments, settings.measures if settings else "us")
    catalog = shipped_catalog(ingredient_ids(choices), [choices.measures])
    size = _parse_size(arguments, catalog.tables.measures[choices.measures])
    batch = prepare_batch(catalog, choices, size, settings.about if settings else frozenset())
    if shell.options.wants_json:
        shell.write_json(build_json(batch, catalog.reference_drinks))
    elif arguments.format == "text":
        shell.page(format_text(batch, catalog, _columns(), is_read_aloud=shell.is_read_aloud), is_title)
    else:
        from spasmtui.drink.documents import render_document  # noqa: PLC0415 -- the usual text needs no calendar

        shell.page(render_document(arguments.format, batch, catalog, shell.services.clock.now()))
    return 0


def _parse_choices(arguments: argparse.Namespace, measures: str) -> Choices:
    """Parse the variation.

    Args:
        arguments: the options.
        measures: the country of the measures, unless an option names another.

    Raises:
        WrongUsage: an option cannot be parsed, or fruit and another sweetener are asked for.
    """
    sweetener = arguments.sweetener or ("fruit" if arguments.fruit else "honey")
    if sweetener != "fruit" and (arguments.fruit or arguments.eat_fruit):
        raise WrongUsage("Fruit takes the place of the sweetener. Write --sweetener fruit, or leave the fruit out.")
    return Choices(
        measures=arguments.measures or measures,
        sweetener=sweetener,
        citrus=arguments.citrus,
        water=parse_water(arguments.water),
        coconut=arguments.coconut,
        coconut_kind=arguments.coconut_kind,
        fruit=arguments.fruit or "strawberries",
        is_fruit_eaten=arguments.eat_fruit,
        has_mint=arguments.mint,
        salt=arguments.salt,
    )


def _parse_size(arguments: argparse.Namespace, measures: Measures) -> Size:
    servings = Size() if arguments.servings is None else parse_servings(arguments.servings)
    volume = Size() if arguments.volume is None else parse_volume_size(arguments.volume, measures)
    have = Size() if arguments.have is None else parse_have_size(arguments.have, measures)
    return Size(servings.servings, volume.volume_ml, have.have, volume.reading or have.reading)


def _columns() -> int:
    """Return the columns of the terminal that is printed to, or those of a text that goes to none."""
    try:
        return os.get_terminal_size(1).columns or WIDTH
    except OSError:
        return WIDTH
