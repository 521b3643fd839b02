"""Read everything that is known of the commands into one value, from which the man pages and `docs/` are written."""

from typing import NamedTuple

from spasmtui.command_line.declared import Declared, read_declarations
from spasmtui.command_line.examples import EXAMPLES
from spasmtui.command_line.global_options import GLOBAL_OPTIONS, GlobalOption
from spasmtui.command_line.help import ENVIRONMENT, EXIT_STATUS, HEADINGS, call_of
from spasmtui.command_line.names import ALIASES, is_group
from spasmtui.command_table import COMMANDS
from spasmtui.shell import Command


class Entry(NamedTuple):
    """One command."""

    call: str
    """The words that call it: `spasmtui log add`, or `spasm`."""
    declared: Declared
    """Its summary, the words and options that it takes, and its last sentences."""
    also: tuple[str, ...]
    """Other calls that do the same."""
    members: tuple[Command, ...]
    """The commands of a group such as `log`."""
    examples: tuple[tuple[str, str], ...]
    """Whole command lines, each with what it does."""

    @property
    def usage(self) -> str:
        """The line of usage without the options that every command takes."""
        words = [each.usage for each in self.declared.words]
        return " ".join((self.call, *words, *(["COMMAND"] if self.members else [])))

    @property
    def summary(self) -> str:
        """A sentence on what it does."""
        return f"{sentence_case(self.declared.command.summary)}."


class Section(NamedTuple):
    """Commands under one heading."""

    title: str
    entries: tuple[Entry, ...]


class Manual(NamedTuple):
    """All there is to know of the command line."""

    sections: tuple[Section, ...]
    """Every command, in the order of the help."""
    relief: Entry
    """Relief under its short name, `spasm`."""
    global_options: tuple[GlobalOption, ...]
    environment: tuple[tuple[str, str], ...]
    exit_status: tuple[tuple[int, str], ...]


def read_manual() -> Manual:
    """Read the tables of commands, options, examples, variables and exit codes."""
    sections: list[tuple[str, list[Entry]]] = []
    for command in COMMANDS:
        if command.name in HEADINGS:
            sections.append((HEADINGS[command.name], []))
        sections[-1][1].append(_entry(command, "spasmtui"))
    relief = next(command for command in COMMANDS if command.name == "relief")
    return Manual(
        tuple(Section(title, tuple(entries)) for title, entries in sections),
        _entry(relief, "spasm"),
        GLOBAL_OPTIONS,
        ENVIRONMENT,
        EXIT_STATUS,
    )


def _entry(command: Command, program: str) -> Entry:
    call = call_of(command, program)
    also = [f"spasmtui {alias}" for alias, known in ALIASES.items() if known == command.name]
    if command.name == "relief":
        also.append("spasmtui relief" if program == "spasm" else "spasm")
    members = tuple(each for each in COMMANDS if is_group(command.name) and each.name.startswith(f"{command.name} "))
    examples = tuple((f"{call} {typed}".rstrip(), says) for typed, says in EXAMPLES.get(command.name, ()))
    return Entry(call, read_declarations(command), tuple(also), members, examples)


def sentence_case(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]
