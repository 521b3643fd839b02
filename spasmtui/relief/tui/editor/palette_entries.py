"""List for the palette what can be done with routines of the person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.ui.messages import EditRoutine
from spasmtui.ui.palette.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spasmtui.relief.routines.loader import RoutineBook

_ABOUT = ("own", "mine", "editor", "write", "physiotherapist", "sheet")


def editing_entries(book: RoutineBook, can_be_mended: Callable[[str], bool]) -> Iterator[Entry]:
    """Yield a new routine, and the change or the copy of each that there is; words alone bring those up.

    Args:
        book: all routines.
        can_be_mended: whether the editor opens a file that is no routine as it is.
    """
    yield Entry(
        id="routine.new",
        title="New routine of your own",
        kind="routine",
        help="Its steps, times and pictures, kept as a file of yours",
        words=("make", "create", "add", *_ABOUT),
        message=EditRoutine(),
    )
    routines = book.all()
    for routine_id in filter(can_be_mended, sorted(set(book.ids) - {routine.id for routine in routines})):
        yield Entry(
            id=f"routine.edit:{routine_id}",
            title=f"Mend: {routine_id}",
            kind="routine",
            help="A routine of your own that cannot be used as it is",
            words=("edit", "change", "repair", "fix", *_ABOUT),
            message=EditRoutine(routine_id),
        )
    for routine in routines:
        is_own = bool(book.index.is_own(routine.id))
        yield Entry(
            id=f"routine.edit:{routine.id}",
            title=f"{'Change' if is_own else 'Copy and change'}: {routine.title}",
            kind="routine",
            help="Its steps, times and pictures" if is_own else "A routine of your own that begins as this one",
            words=("edit", "change", "copy", routine.id, *_ABOUT),
            is_listed=False,
            message=EditRoutine(routine.id, copies=not is_own),
        )
