"""The drink room's commands for the shell."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from spasmtui.drink.batch import Size
    from spasmtui.drink.measures import Measures
    from spasmtui.drink.recipe import Choices
    from spasmtui.shell import Shell


def show_drink_options(parser: argparse.ArgumentParser) -> None:
    """The options of `drink`; amounts are read by the room itself, which has better sentences."""
    size = parser.add_argument_group("how much", "the recipe makes four servings; each of these gives the same drink")
    size.add_argument("--servings", metavar="N", help="so many servings, up to 100")
    size.add_argument("--volume", metavar="750ml", help="make up to this volume, everything in the jug")
    size.add_argument("--have", metavar="salt=4g", help="use up what there is of one ingredient")
    kind = parser.add_argument_group("which variation")
    _add_choice(kind, "--sweetener", ("honey", "maple", "sugar", "fruit", "none"))
    _add_choice(kind, "--citrus", ("lemon", "lime", "both"), default="lemon")
    kind.add_argument(
        "--water",
        default="mineral-free",
        metavar="tap|bottled|mineral-rich|SODIUM_MG_PER_L",
        help="what the water brings; a number is the sodium on its label (default: nothing is counted)",
    )
    kind.add_argument("--coconut", default="", metavar="1cup", help="coconut water for as much of the recipe's water")
    _add_choice(kind, "--coconut-kind", ("packaged", "fresh"), default="packaged")
    _add_choice(kind, "--fruit", ("strawberries", "oranges", "watermelon", "blueberries", "raspberries"))
    kind.add_argument("--eat-fruit", action="store_true", help="count the fruit as eaten, not only infused")
    kind.add_argument("--mint", action="store_true", help="with mint leaves")
    _add_choice(kind, "--salt", ("table", "fine-sea", "kosher", "flaky"), default="table")
    form = parser.add_argument_group("how it is shown")
    _add_choice(form, "--measures", ("us", "metric", "imperial"), help="spoons and cups (default: us)")
    _add_choice(form, "--format", ("text", "md", "label", "shopping"), default="text")


def _add_choice(group: argparse._ArgumentGroup, option: str, names: tuple[str, ...], **more: str) -> None:
    """Declare an option that is one of some words; another word is answered with the nearest."""

    def read(text: str) -> str:
        if text in names:
            return text
        from spasmtui.errors import WrongUsage  # noqa: PLC0415
        from spasmtui.shared.suggest import STRICT, did_you_mean  # noqa: PLC0415

        hint = did_you_mean(text.lower(), names, cutoff=STRICT)
        raise WrongUsage(f"{option} cannot be {text[:40]!r}.{hint} It can be {', '.join(names[:-1])} or {names[-1]}.")

    group.add_argument(option, choices=names, type=read, **more)  # type: ignore[arg-type]


def show_drink(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the drink, scaled, with what is in it and what to take care of."""
    from spasmtui.drink.batch import prepare_batch  # noqa: PLC0415
    from spasmtui.drink.loader import shipped  # noqa: PLC0415
    from spasmtui.drink.recipe import foods_of  # noqa: PLC0415

    # Without a file not even the model of the settings is imported.
    settings = shell.settings.drink if shell.services.has_settings else None
    choices = _choices(arguments, settings.measures if settings else "us")
    shelf = shipped(foods_of(choices), [choices.measures])
    size = _size(arguments, shelf.pantry.measures[choices.measures])
    jug = prepare_batch(shelf, choices, size, settings.about if settings else frozenset())
    if shell.options.wants_json:
        from spasmtui.drink.text_output import to_json  # noqa: PLC0415

        shell.write_json(to_json(jug, shelf.compared))
    elif arguments.format == "text":
        from spasmtui.drink.text_output import to_text  # noqa: PLC0415

        shell.write(to_text(jug, shelf))
    else:
        from spasmtui.drink.documents import render_document  # noqa: PLC0415

        shell.write(render_document(arguments.format, jug, shelf, shell.services.clock.now()))
    return 0


def _choices(arguments: argparse.Namespace, measures: str) -> Choices:
    from spasmtui.drink.recipe import Choices, parse_water  # noqa: PLC0415
    from spasmtui.errors import WrongUsage  # noqa: PLC0415

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


def _size(arguments: argparse.Namespace, measures: Measures) -> Size:
    from spasmtui.drink.batch import Size, parse_have  # noqa: PLC0415
    from spasmtui.drink.measures import parse_volume  # noqa: PLC0415
    from spasmtui.drink.numbers import parse_number  # noqa: PLC0415

    return Size(
        servings=None if arguments.servings is None else parse_number(arguments.servings),
        volume_ml=None if arguments.volume is None else parse_volume(arguments.volume, measures),
        have=None if arguments.have is None else parse_have(arguments.have, measures),
    )
