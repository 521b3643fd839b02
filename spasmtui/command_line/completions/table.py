"""Build the table of completions of each command, from which the scripts are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spasmtui.command_line.completions.offered import OFFERED, shipped_words
from spasmtui.command_line.declared import Parameter, read_declarations
from spasmtui.command_line.global_options import GLOBAL_OPTIONS
from spasmtui.command_line.names import ALIASES
from spasmtui.command_table import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spasmtui.shell import Command

PROGRAMS = ("spasmtui", "spasm")
FILES, FOLDERS = "files", "folders"


class Offer(NamedTuple):
    """The words of one place, and the sources of others."""

    words: tuple[tuple[str, str], ...] = ()
    """Each with what it means, or nothing."""
    sources: tuple[str, ...] = ()
    """`files`, `folders`, or sources that the program is asked for when Tab is pressed."""


class CompletedOption(NamedTuple):
    """An option."""

    names: tuple[str, ...]
    says: str
    value: Offer | None
    """What is offered for its value; None where it takes none."""


class CompletedCommand(NamedTuple):
    """A command under one of its names."""

    name: str
    says: str
    options: tuple[CompletedOption, ...]
    words: Offer
    takes_several: bool
    """False where one word is all that it takes."""


def completed_commands(content: Path) -> tuple[CompletedCommand, ...]:
    """Return every command under each of its names, in the order of the help."""
    by_name = {command.name: _completed(command, content) for command in COMMANDS}
    aliases = [by_name[known]._replace(name=alias) for alias, known in ALIASES.items()]
    return (*by_name.values(), *aliases)


def _completed(command: Command, content: Path) -> CompletedCommand:
    declared = read_declarations(command)
    words = [_offer(each, content) for each in declared.words]
    return CompletedCommand(
        name=command.name,
        says=command.summary,
        options=tuple(
            CompletedOption(each.names, each.says, _offer(each, content) if each.metavar else None)
            for each in declared.options
        ),
        words=Offer(
            tuple(word for offer in words for word in offer.words),
            tuple(source for offer in words for source in offer.sources),
        ),
        takes_several=any(each.is_repeatable for each in declared.words) or len(declared.words) > 1,
    )


def _offer(parameter: Parameter, content: Path) -> Offer:
    sources = parameter.source.split()
    shipped = [word for source in sources for word in shipped_words(source, content)]
    return Offer(
        tuple((word, "" if says == word else says) for word, says in (*parameter.choices, *shipped)),
        tuple(source for source in sources if source in OFFERED or source in (FILES, FOLDERS)),
    )


def global_options() -> tuple[CompletedOption, ...]:
    """Return the options that every command takes."""
    return tuple(
        CompletedOption(
            each.names,
            each.says,
            Offer(tuple((word, "") for word in each.choices), (FOLDERS,) if each.metavar == "DIR" else ())
            if each.metavar
            else None,
        )
        for each in GLOBAL_OPTIONS
    )


def first_words(commands: Iterable[CompletedCommand]) -> tuple[tuple[str, str], ...]:
    """Return the first words of all commands, each once; a group's with the summary of the group."""
    alone = {command.name: command.says for command in commands if " " not in command.name}
    firsts = dict.fromkeys(command.name.partition(" ")[0] for command in commands)
    return tuple((first, alone.get(first, "")) for first in firsts)


def groups(commands: Iterable[CompletedCommand]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the second words of the commands of each group, by its first word."""
    found: dict[str, list[tuple[str, str]]] = {}
    for command in commands:
        first, _, second = command.name.partition(" ")
        if second:
            found.setdefault(first, []).append((second, command.says))
    return {first: tuple(words) for first, words in found.items()}


def values(commands: Sequence[CompletedCommand], options: Sequence[CompletedOption]) -> Iterator[tuple[str, Offer]]:
    """Yield the places of values with what is offered there."""
    for command in commands:
        for option in command.options:
            if option.value is not None:
                yield f"value:{command.name} {option.names[-1]}", option.value
    for option in options:
        if option.value is not None:
            yield f"value:{option.names[-1]}", option.value


def listed_words(
    commands: Sequence[CompletedCommand], options: Sequence[CompletedOption]
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield the places that have words of their own, apart from those of options, each word with what it means."""
    firsts = first_words(commands)
    yield "first:", firsts
    for first, words in groups(commands).items():
        yield f"seconds:{first}", (*words, ("help", f"the commands of {first}, or one of them in full"))
    yield "seconds:help", firsts
    for place, offer in (
        *((f"words:{command.name}", command.words) for command in commands),
        *values(commands, options),
    ):
        if offer.words:
            yield place, offer.words


def option_words(options: Iterable[CompletedOption]) -> list[tuple[str, str]]:
    """Return the names of options, each with what it means."""
    return [(name, option.says) for option in options for name in option.names]


def sources(
    commands: Sequence[CompletedCommand], options: Sequence[CompletedOption]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the places that have more words than those that are listed, with their sources."""
    words = [(f"words:{command.name}", command.words) for command in commands]
    for place, offer in (*words, *values(commands, options)):
        if offer.sources:
            yield place, offer.sources


def value_arms(commands: Sequence[CompletedCommand], options: Sequence[CompletedOption], say: str) -> Iterator[str]:
    """Yield the arms of `case` that print the place of the values of a command's option, for bash and for zsh.

    Args:
        commands: the commands.
        options: the options that all of them take.
        say: the command of the shell that prints a word.
    """
    for command in commands:
        for option in command.options:
            if option.value is not None:
                pattern = "|".join(quoted(f"{command.name} {name}") for name in option.names)
                yield f"        {pattern}) {say} {quoted(f'value:{command.name} {option.names[-1]}')} ;;"
    for option in options:
        if option.value is not None:
            pattern = "|".join(f"*{quoted(f' {name}')}" for name in option.names)
            yield f"        {pattern}) {say} {quoted(f'value:{option.names[-1]}')} ;;"


def case_function(name: str, says: str, subject: str, arms: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of a function that answers by what its arguments are, for bash and for zsh.

    Args:
        name: the function.
        says: a comment.
        subject: what is compared with the patterns of the arms.
        arms: the lines of the arms.
    """
    return f"{name}() {{", f"    # {says}", f"    case {subject} in", *arms, "    esac", "}", ""


def source_arms(commands: Sequence[CompletedCommand], options: Sequence[CompletedOption], say: str) -> Iterator[str]:
    """Yield the arms of `case` that print the sources of a place, for bash and for zsh; arguments as `value_arms`."""
    for place, names in sources(commands, options):
        yield f"        {quoted(place)}) {say} {' '.join(names)} ;;"


def quoted(text: str) -> str:
    """Return a text as one word of a shell, in single quotes."""
    return "'" + text.replace("'", "'\\''") + "'"
