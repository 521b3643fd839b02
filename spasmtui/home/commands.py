"""Run the commands about the program itself: help, version, status, doctor, completions, overview."""

from __future__ import annotations

from spasmtui import __version__
from spasmtui.errors import WrongUsage
from spasmtui.home.status_line import FIELDS, NAMED, UnknownField, formatted, status_line
from spasmtui.shared.formats import either, listed
from spasmtui.shell import Shell, offer
from spasmtui.terminal.sanitize import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from spasmtui.home.status_line import Status

NEXT_COMMANDS = (
    ("spasm", "start relief at once: spasm calf --left"),
    ("spasmtui log list", "the diary"),
    ("spasmtui guide calf", "what to do, page by page"),
)


def show_version(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the version."""
    if shell.options.wants_json:
        shell.write_json({"version": __version__})
    else:
        shell.write(f"spasmtui {__version__}")
    return 0


def show_overview(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Print one screen of text: the status, and three commands to go on with."""
    if shell.options.wants_json:
        return show_status(None, shell)
    width = max(len(command) for command, _text in NEXT_COMMANDS)
    shell.write("spasmtui: relief for muscle spasms and cramps, a diary, a guide and a drink.\n")
    shell.write(status_line(shell.services.status()) + "\n")
    for command, text in NEXT_COMMANDS:
        shell.write(f"  {command.ljust(width)}   {text}")
    shell.write(
        "\nUrgent? spasmtui urgent. In a terminal, spasmtui opens the full screen. All commands: spasmtui --help"
    )
    return 0


def show_status_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `show_status`."""
    fields = " ".join(f"{{{field}}}" for field in FIELDS)
    wanted = parser.add_argument("--format", metavar="FORMAT", help=f"{either(NAMED)}, or a text with {fields}")
    offer(wanted, NAMED)


def show_status(arguments: argparse.Namespace | None, shell: Shell) -> int:
    """Print the open episode or the running routine, in one line.

    Raises:
        WrongUsage: the format has a field that there is not, or JSON was asked for too.
    """
    wanted = None if arguments is None else arguments.format
    if wanted is not None and shell.options.wants_json:
        raise WrongUsage("--json prints a value, and --format a line: choose one of them.")
    status = shell.services.status()
    if shell.options.wants_json:
        shell.write_json(status)
    elif line := _line(status, wanted, shell):
        shell.write(line)
    return 0


def _line(status: Status, wanted: str | None, shell: Shell) -> str:
    """Return the line of `status`.

    Raises:
        WrongUsage: a format has a field that there is not.
    """
    if wanted is None:
        return status_line(status, is_quiet=shell.options.is_quiet)
    minutes = 0
    if episode := status["open_episode"]:
        from datetime import datetime  # noqa: PLC0415 -- the whole line needs no length

        length = shell.services.clock.now() - datetime.fromisoformat(str(episode["started_at"]))
        minutes = max(0, int(length.total_seconds()) // 60)
    try:
        return formatted(status, wanted, minutes)
    except UnknownField:
        fields = listed(f"{{{field}}}" for field in FIELDS)
        raise WrongUsage(
            f"{wanted!r} is no format. It is {either(NAMED)}, or a text with fields in braces: {fields}. "
            "Double a brace that is to be printed."
        ) from None


def run_doctor_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `run_doctor`."""
    parser.add_argument("--cues", action="store_true", help="play each cue: bell, flash, notification, speech")


def run_doctor(arguments: argparse.Namespace, shell: Shell) -> int:
    """Check the settings, the diary, the backups and the terminal; exit 1 for a fault."""
    if arguments.cues:
        return shell.services.play_cues(shell)
    shell.name_own_keys()
    with shell.work("Checking the diary and its backups"):
        checkups = shell.services.checkups()
    if shell.options.wants_json:
        shell.write_json([
            {"check": title, "ok": not has_fault, "lines": list(lines)} for title, lines, has_fault in checkups
        ])
    else:
        told = (
            line
            for title, lines, has_fault in checkups
            for line in (f"{title}{': a fault' if has_fault else ''}", *(f"  {one_line(line)}" for line in lines))
        )
        shell.page("\n".join(told), lambda line: not line.startswith(" "))
    return 1 if any(has_fault for _title, _lines, has_fault in checkups) else 0
