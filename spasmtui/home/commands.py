"""Run the commands about the program itself: help, version, status, doctor, completions, overview."""

from __future__ import annotations

from spasmtui import __version__
from spasmtui.shared.formats import count_down, place_with_side
from spasmtui.shell import Shell
from spasmtui.terminal.sanitize import for_prompt, one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

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
        return show_status(_arguments, shell)
    width = max(len(command) for command, _text in NEXT_COMMANDS)
    shell.write("spasmtui: relief for muscle spasms and cramps, a diary, a guide and a drink.\n")
    shell.write(_status_line(shell.services.status()) + "\n")
    for command, text in NEXT_COMMANDS:
        shell.write(f"  {command.ljust(width)}   {text}")
    shell.write(
        "\nUrgent? spasmtui urgent. In a terminal, spasmtui opens the full screen. All commands: spasmtui --help"
    )
    return 0


def show_status(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the open episode or the running routine, in one line."""
    status = shell.services.status()
    if shell.options.wants_json:
        shell.write_json(status)
    else:
        shell.write(_status_line(status))
    return 0


def _status_line(status: dict[str, dict[str, object] | None]) -> str:
    parts = []
    if routine := status["routine"]:
        left = count_down(int(float(str(routine["remaining_s"]))))
        parts.append(f"{routine['id']} {routine['state']}, step {routine['step']}, {left} left")
    if episode := status["open_episode"]:
        place, side = (None if word is None else str(word) for word in (episode["place"], episode["side"]))
        where = place_with_side(place, side)
        parts.append(f"open: {where} since {str(episode['started_at'])[11:16]}")
    if unsaved := status.get("unsaved"):
        parts.append(f"{unsaved['count']} not saved, see spasmtui doctor")
    return for_prompt(" · ".join(parts) or "nothing open")


def run_doctor_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `run_doctor`."""
    parser.add_argument("--cues", action="store_true", help="play each cue: bell, flash, notification, speech")


def run_doctor(arguments: argparse.Namespace, shell: Shell) -> int:
    """Check the settings, the diary, the backups and the terminal; exit 1 for a fault."""
    if arguments.cues:
        return shell.services.play_cues(shell)
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
