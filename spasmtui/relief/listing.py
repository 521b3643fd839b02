"""Print the list of all routines and places."""

from spasmtui.errors import WrongUsage
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.shared.durations import format_duration
from spasmtui.shell import Shell


def print_list(shell: Shell, book: RoutineBook) -> int:
    """Print every routine under its place; return exit code 2 when one of the person's own cannot be used."""
    if shell.options.wants_json:
        shell.write_json([
            {"id": r.id, "title": r.title, "place": r.place, "seconds": r.seconds, "purpose": r.purpose.value}
            for r in book.all()
        ])
    else:
        for place, routines in book.by_place():
            shell.write(place)
            for routine in routines:
                shell.write(f"  {routine.id:<22} {format_duration(routine.seconds):>8}  {routine.title}")
        words = ", ".join(place.id for place in book.places)
        shell.write(f"\nPlaces: {words}\nStart one: spasm calf --left")
    for fault in book.faults:
        shell.say(fault)
    return WrongUsage.exit_code if book.faults else 0
