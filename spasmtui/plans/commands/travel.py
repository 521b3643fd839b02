"""The commands by which a plan travels: `plan export` and `plan import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.errors import NotFound, WrongUsage
from spasmtui.plans.arrival import add_arrival, arrival_lines, read_arrival
from spasmtui.plans.documents import item_document
from spasmtui.plans.routine_names import RoutineNames
from spasmtui.plans.travel import pack, write_parcel
from spasmtui.shared.formats import many
from spasmtui.shared.plans.loaded import PLAN_FILE
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.toml_files import read_text
from spasmtui.shell import offer
from spasmtui.terminal.printing.output_file import write_file
from spasmtui.terminal.printing.question import hear_yes
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    import argparse

    from spasmtui.plans.arrival import Arrival
    from spasmtui.shared.plans.model import PlanItem
    from spasmtui.shell import Shell

STDIN = "-"
LONGEST_BYTES = 1 << 20


def export_plan_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `export_plan`."""
    file = parser.add_argument(
        "file", nargs="?", metavar="FILE", default=STDIN, help="a new file; - is standard output"
    )
    offer(file, (), "files")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")
    omit = parser.add_argument("--omit", action="append", default=[], metavar="note", help="leave the notes out")
    offer(omit, ("note",))


def import_plan_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `import_plan`."""
    file = parser.add_argument("file", metavar="FILE", help="the file of a plan; - is standard input")
    offer(file, (), "files")
    parser.add_argument("-y", "--yes", action="store_true", help="add it without asking")
    parser.add_argument("-n", "--dry-run", action="store_true", help="show what would be added, and add nothing")


def export_plan(arguments: argparse.Namespace, shell: Shell) -> int:
    """Write the plan, with the person's own routines that it uses, into one file.

    Raises:
        NotFound: nothing is planned from today on.
        WrongUsage: the file exists already, or is the plan's own.
        DataError: it could not be written.
    """
    services = shell.services
    if set(arguments.omit) - {"note", "notes"}:
        raise WrongUsage(f"--omit can be note, not {arguments.omit[0]!r}.")
    loaded = services.plan
    names = RoutineNames(services.content, services.config / "routines")
    parcel = pack(loaded, names, plan_day(services.clock.now()), has_notes=not arguments.omit)
    if not parcel.items:
        raise NotFound(
            "Nothing is planned from today on, so there is nothing to send. spasmtui plan says how to begin."
        )
    data = write_parcel(parcel).encode()
    if arguments.file == STDIN:
        shell.write_bytes(data) if not shell.is_terminal else shell.write(data.decode().rstrip("\n"))
        return 0
    path = Path(arguments.file)
    if path.expanduser().resolve() == (services.config / PLAN_FILE).resolve():
        raise WrongUsage(f"{path} is the plan's own file, which keeps what has ended too. Name another file.")
    write_file(path, data, may_replace=arguments.force)
    routines = f", {many(len(parcel.routines), 'routine')} of your own" if parcel.routines else ""
    shell.say(f"Written to {arguments.file}: {many(len(parcel.items), 'item')}{routines}.")
    return 0


def import_plan(arguments: argparse.Namespace, shell: Shell) -> int:
    """Add the plan of a file, after it was shown and somebody said yes.

    Raises:
        WrongUsage: a value of it cannot be used.
        RefusedForSafety: one of its routines keeps heat or cold on the skin for too long.
        DataError: the file cannot be read, or the plan cannot be written.
    """
    services = shell.services
    is_stdin = arguments.file == STDIN
    name = "standard input" if is_stdin else sanitize(arguments.file, one_line=True)
    if is_stdin:
        shell.say_type_now("or paste the plan")
    text = shell.stdin.read(LONGEST_BYTES) if is_stdin else read_text(Path(arguments.file).expanduser())
    names = RoutineNames(services.content, services.config / "routines")
    today = plan_day(services.clock.now())
    arrival = read_arrival(services, text, name)
    wants_json = shell.options.wants_json
    if not wants_json:
        shell.write("\n".join(arrival_lines(arrival, names, today)))
    for key in arrival.parcel.unknown:
        shell.say(f"{name}, {key}: is a key that nothing reads.")
    has_news = arrival.has_news
    is_asked = not (arguments.yes or arguments.dry_run or is_stdin or wants_json or shell.options.is_quiet)
    if arguments.dry_run or not has_news:
        pass
    elif is_asked and shell.is_terminal and shell.stdin.isatty() and not _says_yes(shell):
        shell.say("Nothing was added.")
        return 0
    else:
        add_arrival(arrival, services, today)
        shell.note_done(f"{many(len(arrival.new) + len(arrival.changed), 'item')} added to the plan.")
    if wants_json:
        shell.write_json(_document(arrival, names, is_dry_run=arguments.dry_run))
    elif has_news:
        done = (
            "Nothing was added: this was a dry run." if arguments.dry_run else "Added. spasmtui plan shows what is due."
        )
        shell.say(done)
    return 0


def _says_yes(shell: Shell) -> bool:
    shell.flush()
    return hear_yes("Add this to the plan?", shell.stdin, shell.err)


def _document(arrival: Arrival, names: RoutineNames, *, is_dry_run: bool) -> dict[str, Any]:
    titles = {routine.id: str(routine.document.get("title", routine.id)) for routine in arrival.parcel.routines}

    def document(item: PlanItem) -> dict[str, Any]:
        return item_document(item, titles.get(item.routine) or names.title(item.routine), None)

    back = {new: old for old, new in arrival.renamed.items()}
    return {
        "title": arrival.parcel.title or None,
        "by": arrival.parcel.by or None,
        "added": [document(item) for item in arrival.new],
        "changed": [document(item) for _old, item in arrival.changed],
        "present": [document(item) for item in arrival.present],
        "routines": [
            {"id": each.id, "title": titles[each.id], "renamed_from": back.get(each.id)}
            for each in arrival.parcel.routines
        ],
        "dry_run": is_dry_run,
    }
