"""Print help: the list of all commands, or one command with its options, the global ones and examples."""

from __future__ import annotations

import os

from spasmtui.command_line.examples import EXAMPLES
from spasmtui.command_line.global_options import GLOBAL_OPTIONS
from spasmtui.command_line.names import ALIASES, find_command, is_group
from spasmtui.command_table import COMMANDS
from spasmtui.shared.text_wrap import wrap
from spasmtui.shell import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from spasmtui.command_line.declared import Declared
    from spasmtui.shell import Command, Shell

WIDEST = 100
"""The longest line of help, in columns."""
NARROWEST = 30
"""The columns that the text beside a title needs; where there are fewer, it stands below."""
INDENT = 24
"""The column at which an option's help begins."""
WITHOUT_COMMAND = (
    "Without a command: the full-screen app; with --plain the same by numbered menus, line by line; and one screen of "
    "text where there is no terminal."
)
URGENT_FIRST = "In danger, or not sure? spasmtui urgent says what to look for and whom to call."
EXIT_STATUS = (
    (0, "done"),
    (1, "not there or a fault found"),
    (2, "wrong usage"),
    (3, "refused for safety"),
    (4, "data or the answer not read or written"),
    (5, "no terminal"),
    (70, "the program itself has failed; the episode is kept, and a report without personal text is named"),
    (129, "the terminal was closed"),
    (130, "interrupted with Ctrl+C"),
    (141, "the reader has closed the pipe"),
    (143, "ended from outside"),
)
"""Every exit code, with what it means."""
EXIT_CODES = f"Exit codes: {', '.join(f'{code} {means}' for code, means in EXIT_STATUS if code < 70)}."
ENVIRONMENT = (
    ("SPASMTUI_DATA", "the diary's folder"),
    ("SPASMTUI_PLAIN=1", "the same as --plain"),
    ("SPASMTUI_LANGUAGE", "the same as --language"),
    ("SPASMTUI_REGION", "the country whose emergency numbers are shown, such as gb"),
    ("PAGER", "what shows an answer longer than the screen, by default less; if it is cat or empty, there is no pager"),
    ("NO_COLOR", "no colour, unless --color says otherwise"),
    ("CLICOLOR_FORCE=1", "colour even without a terminal, unless NO_COLOR is set; FORCE_COLOR=1 does the same"),
    ("CLICOLOR=0", "no colour, unless one of the others asks for it"),
)
"""Variables of the environment, those of colour in the order in which they decide."""
HEADINGS = {
    "relief": "When it cramps",
    "log add": "The diary",
    "urgent": "What to know",
    "status": "The program",
}
"""The heading before each of these commands in the list."""


def show_help(_arguments: argparse.Namespace | None, shell: Shell) -> int:
    """Print every command with its line, and the global options."""
    return print_help([], shell)


def print_help(names: list[str], shell: Shell, program: str = "spasmtui") -> int:
    """Print the help of the command that these words name, or of all where there are none.

    Raises:
        WrongUsage: no command has this name.
    """
    if names == ["spasm"]:
        names, program = ["relief"], "spasm"
    if not names:
        if shell.options.wants_json:
            shell.write_json([{"command": each.name, "summary": each.summary} for each in COMMANDS])
        else:
            shell.page("\n".join(overview_lines(_width())), is_heading)
        return 0
    command, _rest = find_command(names)
    declared: Declared = load("spasmtui.command_line.declared:read_declarations")(command)
    if shell.options.wants_json:
        shell.write_json(command_document(declared, program))
    else:
        shell.page("\n".join(command_lines(declared, program, _width())), is_heading)
    return 0


def is_heading(line: str) -> bool:
    """Return whether a line of help is a heading."""
    return line.startswith("Usage:") or (line.endswith(":") and not line.startswith(" "))


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(40, min(WIDEST, int(columns) - 1))
    try:
        return max(40, min(WIDEST, os.get_terminal_size(1).columns - 1))
    except OSError:
        return 80


def overview_lines(width: int) -> Iterator[str]:
    """Yield the lines of the help without a command."""
    yield from wrap(URGENT_FIRST, width)
    yield ""
    yield "Usage: spasmtui [COMMAND] [OPTIONS]"
    yield from wrap("spasm [WHAT] [OPTIONS], which is short for spasmtui relief", width, first=" " * 7, rest=" " * 9)
    yield ""
    yield from wrap(WITHOUT_COMMAND, width)
    column = max(len(command.name) for command in COMMANDS) + 5
    for command in COMMANDS:
        if command.name in HEADINGS:
            yield from ("", f"{HEADINGS[command.name]}:")
        yield from _entry(command.name, command.summary, column, width)
    yield from _global_lines(width)
    yield from ("", "Environment:")
    for name, says in ENVIRONMENT:
        yield from _entry(name, says, INDENT, width)
    yield ""
    yield from wrap("One command, with examples: spasmtui help log add, or spasmtui log add --help", width)
    yield from wrap(EXIT_CODES, width)


def command_lines(declared: Declared, program: str, width: int) -> Iterator[str]:
    """Yield the lines of one command's help.

    Args:
        declared: what it takes.
        program: `spasm` where relief was called by that name, else `spasmtui`.
        width: the longest line.
    """
    command = declared.command
    name = call_of(command, program)
    if command.name == "relief":
        yield from wrap(URGENT_FIRST, width)
        yield ""
    words = "".join(f" {each.usage}" for each in declared.words)
    words = f"{words} COMMAND" if is_group(command.name) else words
    yield from wrap(f"Usage: {name}{words} [OPTIONS]", width, rest=" " * 7)
    yield ""
    yield from wrap(f"{command.summary[:1].upper()}{command.summary[1:]}.", width)
    also = [alias for alias, known in ALIASES.items() if known == command.name]
    if program == "spasm":
        also.append("relief")
    elif command.name == "relief":
        yield from wrap("Also: spasm", width)
    if also:
        yield from wrap(f"Also: {', '.join(f'spasmtui {each}' for each in also)}", width)
    if is_group(command.name):
        yield from ("", "Commands:")
        members = [each for each in COMMANDS if each.name.startswith(f"{command.name} ")]
        column = max(len(each.name) for each in members) + 5
        for member in members:
            yield from _entry(member.name, member.summary, column, width)
    described = [each for each in declared.words if each.says]
    if described:
        yield from ("", "Words:")
        for each in described:
            yield from _entry(each.metavar, each.says, INDENT, width)
    for group in declared.groups:
        yield from ("", f"{group.title[:1].upper()}{group.title[1:]}:")
        if group.description:
            yield from wrap(f"{group.description[:1].upper()}{group.description[1:]}.", width, first="  ", rest="  ")
        for each in group.members:
            yield from _entry(each.title, each.says, INDENT, width)
    yield from _global_lines(width)
    yield from ("", "Examples:")
    for typed, says in EXAMPLES.get(command.name, ()):
        yield f"  {name} {typed}".rstrip()
        yield from wrap(says, width, first="      ", rest="      ")
    if declared.epilog:
        yield ""
        yield from wrap(declared.epilog, width)


def command_document(declared: Declared, program: str) -> dict[str, object]:
    """Return the help of one command as a JSON object; arguments as for `command_lines`."""
    name = call_of(declared.command, program)
    return {
        "command": declared.command.name,
        "summary": declared.command.summary,
        "also": [alias for alias, known in ALIASES.items() if known == declared.command.name],
        "words": [{"name": each.metavar, "help": each.says, "several": each.is_repeatable} for each in declared.words],
        "options": [
            {"names": list(each.names), "value": each.metavar or None, "help": each.says} for each in declared.options
        ],
        "examples": [f"{name} {typed}".rstrip() for typed, _says in EXAMPLES.get(declared.command.name, ())],
    }


def call_of(command: Command, program: str) -> str:
    """Return how a command is called: `spasmtui log add`, or `spasm`."""
    return "spasm" if program == "spasm" and command.name == "relief" else f"spasmtui {command.name}"


def _global_lines(width: int) -> Iterator[str]:
    yield from ("", "Anywhere on the command line:")
    for option in GLOBAL_OPTIONS:
        yield from _entry(f"{', '.join(option.names)} {option.metavar}".strip(), option.says, INDENT, width)


def _entry(title: str, says: str, column: int, width: int) -> Iterable[str]:
    """Return the lines of a title and what it means, which begins in a column of its own."""
    indent = " " * column
    if not says:
        return (f"  {title}",)
    if width - column < NARROWEST:
        column, indent = 0, " " * 6
    if len(title) + 4 > column:
        return (f"  {title}", *wrap(says, width, first=indent, rest=indent))
    return wrap(says, width, first=f"  {title}".ljust(column), rest=indent)
