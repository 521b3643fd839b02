"""List the routines and the places for the palette."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from spasmtui.relief.routines.loader import RoutineBook, open_book
from spasmtui.relief.running.state_file import read_status
from spasmtui.relief.tui.editor.palette_entries import editing_entries
from spasmtui.shared.formats import place_with_side
from spasmtui.shared.times.lengths import format_duration
from spasmtui.shell import load
from spasmtui.ui.messages import ShowMode, StartRelief
from spasmtui.ui.palette.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spasmtui.shared.places import Place
    from spasmtui.shell import AppHost

WITHOUT_SIDE = frozenset(("upper-back", "lower-back"))
"""Places that have no side of their own in these lists."""


def relief_entries(host: AppHost) -> Iterator[Entry]:
    """Yield the running or interrupted routine, relief for each place and its sides, and every routine."""
    services = host.services
    book = open_book(services.content, services.config / "routines", host.options.language)
    if (status := read_status(services.state, services.clock)) is not None:
        yield _unfinished(is_here=status["state"] != "interrupted")
    yield Entry(
        id="map",
        title="Choose a place on the body",
        kind="command",
        help="A map of the body, front and back; then the routines for the place you choose",
        words=("body map", "where does it hurt", "picture of the body", "which muscle"),
        call="spasmtui.relief.tui.palette_entries:open_map",
    )
    for place in book.places:
        yield from _relief_for(place)
    yield from _routines(book)

    def can_be_mended(routine_id: str) -> bool:
        library = load("spasmtui.relief.editor.library:OwnRoutines")  # for a file that is at fault only
        own = library(services.content, services.config / "routines", host.options.language)
        return bool(own.can_be_opened(routine_id))

    yield from editing_entries(book, can_be_mended)


def _unfinished(*, is_here: bool) -> Entry:
    title = "Back to the routine that is running" if is_here else "Go on with the interrupted routine"
    message = ShowMode("relief") if is_here else StartRelief(resumes=True)
    return Entry(id="resume", title=title, kind="command", words=("resume", "continue", "go on"), message=message)


def _relief_for(place: Place) -> Iterator[Entry]:
    sides = (None,) if place.id in WITHOUT_SIDE else (None, "left", "right")
    for side in sides:
        yield Entry(
            id=f"place:{place.id}:{side or ''}",
            title=f"Relief: {place_with_side(place.id, side)}",
            kind="place",
            help="A cramp that is here now: the first instruction comes at once",
            words=tuple(f"{side} {word}" if side else word for word in (place.name, *place.words)),
            is_listed=side is None,
            message=StartRelief(place.id, side),
        )


def _routines(book: RoutineBook) -> Iterator[Entry]:
    said: defaultdict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for place in book.places:
        names[place.id] = place.name
        for routine_id in (place.routine, *place.also):
            said[routine_id] += [place.name, *place.words]
    for word, target in book.index.words.items():
        if target.place is None:
            said[target.routine].append(word)
    for routine in (routine for _place, routines in book.by_place() for routine in routines):
        where = names.get(routine.place or "", "anywhere").capitalize()
        yield Entry(
            id=f"routine:{routine.id}",
            title=routine.title,
            kind="routine",
            help=f"{where}, {format_duration(routine.seconds)}, {routine.purposes}",
            words=tuple(dict.fromkeys(said[routine.id])),
            message=StartRelief(routine.id),
        )


def open_map(app: Any, _argument: str) -> None:
    """Open the map of the body over the list of routines; a routine that runs is shown instead."""
    app.call_later(_open_map, app)


async def _open_map(app: Any) -> None:
    screen = await app.show_base("relief")
    for panel in screen.query("RoutineListPanel"):
        if panel.display:
            panel.query_one("RoutineList").action_ask_place()
