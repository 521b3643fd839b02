"""Options and output that `report` and `log export` share: a file or standard output, and the notes left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spasmtui.episodes.store.journal.folder import require_elsewhere
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import either
from spasmtui.shell import is_title, offer
from spasmtui.terminal.printing.output_file import write_file

if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell

FORMATS_BY_ENDING = {"markdown": "md", "htm": "html"}


def add_output_options(parser: argparse.ArgumentParser, parts: tuple[str, ...] = ("note",)) -> None:
    """Declare `--output`, `--force` and `--omit`, with the parts that can be left out."""
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="a new file; - is standard output")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")
    what = "the notes" if parts == ("note",) else f"the {either(parts)}; repeatable"
    omit = parser.add_argument("--omit", action="append", default=[], metavar="|".join(parts), help=f"leave out {what}")
    offer(omit, parts)


def choose_format(arguments: argparse.Namespace, formats: tuple[str, ...], *, default: str) -> str:
    """Return the format that was named, else the one of the file's ending, else the default.

    Raises:
        WrongUsage: `--format` names none of them.
    """
    if arguments.format is not None:
        return _one_of("--format", arguments.format, formats)
    ending = arguments.output.rpartition(".")[2].lower()
    return ending if ending in formats else FORMATS_BY_ENDING.get(ending, default)


def names_notes(option: str, words: list[str]) -> bool:
    """Return whether an option such as `--omit` names the notes.

    Raises:
        WrongUsage: it names anything else.
    """
    return bool(names_parts(option, words, ("note",)))


def names_parts(option: str, words: list[str], parts: tuple[str, ...]) -> frozenset[str]:
    """Return the parts that an option such as `--omit` names, in the singular or the plural.

    Raises:
        WrongUsage: it names anything else.
    """
    return frozenset(_one_of(option, word.removesuffix("s"), parts, word) for word in words)


def write_output(
    data: bytes, arguments: argparse.Namespace, shell: Shell, *, is_binary: bool = False, is_page: bool = False
) -> int:
    """Write to the file of `--output`, or to standard output byte for byte; return the exit code.

    Args:
        data: what is written.
        arguments: the command's, with `--output`.
        shell: where it is written.
        is_binary: it is no text.
        is_page: it is for people to read, so that it has colour on standard output where that was asked for.

    Raises:
        WrongUsage: it is binary and for a terminal, or the file exists already or is one of the diary's own.
        DataError: the file could not be written.
    """
    if arguments.output != "-":
        require_elsewhere(Path(arguments.output), shell.services.diary.folder, shell.services.diary.state)
        write_file(Path(arguments.output), data, may_replace=arguments.force)
        shell.say(f"Written to {arguments.output}.")
    elif is_binary and shell.is_terminal:
        raise WrongUsage("This format cannot be shown in a terminal. Name a file with -o, such as -o sheet.pdf.")
    elif (shell.is_terminal and not is_binary) or (is_page and shell.has_color):
        shell.page(data.decode(errors="replace").rstrip("\n"), is_title, is_data=not is_page)
    else:
        shell.write_bytes(data)
    return 0


def _one_of(option: str, word: str, words: tuple[str, ...], typed: str | None = None) -> str:
    """Return the word if it is one of these.

    Raises:
        WrongUsage: it is not; the sentence quotes it as it was typed.
    """
    if word not in words:
        raise WrongUsage(f"{option} can be {either(words)}, not {typed or word!r}.")
    return word
