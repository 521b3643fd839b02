"""Which routine was meant, for which place and which side."""

from dataclasses import dataclass
from pathlib import Path

from spasmtui.errors import SpasmError, WrongUsage
from spasmtui.relief.routines.loader import Found, RoutineBook
from spasmtui.relief.running.diary_port import DiaryPort
from spasmtui.relief.session.timeline import opposite

FIRST_PLACE = "calf"
"""Where relief starts while the diary knows no usual place: the commonest cramp (fact D20)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefRequest:
    """What somebody asked for."""

    what: str | None = None
    place: str | None = None
    """The place, when `what` is the routine that was found for it."""
    side: str | None = None
    length: str | None = None
    """How long warmth or cold is to last, as typed."""
    keeps: bool = True


def usual(state: Path, keeper: DiaryPort | None) -> tuple[str | None, str | None]:
    """The usual place and side: from the line the diary leaves in the state folder, else from the diary itself."""
    try:
        words = (state / "usual").read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        words = []
    if words:
        return words[0], next((word for word in words[1:] if opposite(word)), None)
    try:
        return keeper.usual() if keeper else (None, None)
    except SpasmError:
        return None, None  # a diary that cannot be read never keeps anybody from relief


def choose(book: RoutineBook, wish: ReliefRequest, known: tuple[str | None, str | None]) -> tuple[Found, str | None]:
    """The routine and the side that were meant.

    Raises:
        WrongUsage: nothing goes by the word.
    """
    place, side = known
    try:
        if wish.what and wish.place:
            found = Found(routine=book.routine(wish.what), place=wish.place)
        else:
            found = book.find(wish.what or place or FIRST_PLACE)
    except WrongUsage:
        if wish.what:
            raise
        found = book.find(FIRST_PLACE)
    return found, wish.side or (side if found.place == place else None)
