"""Select the routine and the side for the words of a request."""

from pathlib import Path
from typing import NamedTuple

from spasmtui.errors import SpasmError, WrongUsage
from spasmtui.relief.routines.loader import RoutineBook, RoutineMatch
from spasmtui.relief.running.diary_port import DiaryPort
from spasmtui.relief.session.timeline import opposite
from spasmtui.relief.words import words
from spasmtui.shared.places import PlaceIndex, one_side
from spasmtui.shared.regular_file import promptly, read_regular
from spasmtui.shared.routine_at_place import find_cold_place, join_routine_and_place

FIRST_PLACE = "calf"
"""The place at which relief starts while the diary knows no usual one: the commonest cramp (fact D20)."""
DIARY_SECONDS = 2.0
"""The longest wait for the diary, which may be a large one."""


def find_usual_place(state: Path, diary_port: DiaryPort | None) -> tuple[str | None, str | None]:
    """Return the usual place and side: from the line that the diary leaves in the state folder, else from the diary.

    On a disk that takes long to tell it there is none.
    """
    try:
        words = promptly(lambda: read_regular(state / "usual"), b"").decode("ascii").split()
    except (OSError, UnicodeDecodeError):
        words = []
    if words:
        return words[0], next((word for word in words[1:] if opposite(word)), None)
    try:
        return promptly(diary_port.usual_place, (None, None), DIARY_SECONDS) if diary_port else (None, None)
    except SpasmError:
        return None, None  # an unreadable diary never delays relief


class Understood(NamedTuple):
    """The meaning of the words of a request: the place or the routine to start, the side, and the words left out."""

    what: str | None
    """A place or a routine; None is the usual place."""
    side: str | None = None
    reply: str = ""
    """Sentences on the words that were left out."""
    place: str | None = None
    """The place that was named beside a routine."""
    ignored: tuple[str, ...] = ()
    """The words that are not understood."""


def understand(index: PlaceIndex, what: str, side: str | None) -> Understood:
    """Return the place or the routine to start with, its side, and sentences on the other words.

    In pain nobody types as the program would like it: what is understood is started. Where the words name two sides of
    which one is meant, or no place, they are left as they are, for the question that `RoutineBook.find` asks back.

    Raises:
        WrongUsage: the words name another side than the option.
    """
    if index.find(what) is not None:
        return Understood(what, side)
    if (own := index.find_side(what)) is not None:
        return Understood(None, _to_begin_with(what, own, side))
    if index.says_only_cramp(what):
        return Understood(None, side)
    guess = index.guess(what)
    if guess is None or guess.is_contradictory:
        return Understood(what, side)
    both = join_routine_and_place(what, guess, index)
    if cold := find_cold_place(what, guess, index):
        # Cold may be how it feels: the routine of the place does no harm to what is cold.
        others = tuple(each for each in (guess.phrase, *guess.others) if each != cold)
        guess = guess._replace(phrase=cold, others=others)
    texts = ((words().not_understood, guess.ignored), (words().one_at_a_time, () if both else guess.others))
    reply = " ".join(text.format(words=", ".join(dict.fromkeys(map(repr, names)))) for text, names in texts if names)
    chosen_side = _to_begin_with(what, guess.side, side)
    if both is not None:
        return Understood(both.routine, chosen_side, reply, both.place, guess.ignored)
    return Understood(guess.phrase, chosen_side, reply, ignored=guess.ignored)


def _to_begin_with(what: str, own: str | None, side: str | None) -> str | None:
    """Return the side to begin with; None for the usual one, with which both sides at once are begun too."""
    return one_side(what, own if own != "both" else None, side)


def select_routine(
    book: RoutineBook,
    usual: tuple[str | None, str | None],
    *,
    what: str | None = None,
    side: str | None = None,
    place: str | None = None,
) -> tuple[RoutineMatch, str | None]:
    """Return the routine that `what` names, with its place, and the side to start on.

    Args:
        book: all routines.
        usual: the usual place and side.
        what: a place, a routine id or a common word; None is the usual place.
        side: the side asked for; None is the usual side where the place is the usual one.
        place: where it hurts, when `what` is already the routine that was found for it.

    Raises:
        WrongUsage: the word names no place or routine, or another side than the one asked for.
    """
    usual_place, usual_side = usual
    try:
        if what and place:
            match = RoutineMatch(routine=book.routine(what), place=place)
        else:
            match = book.find(what or usual_place or FIRST_PLACE)
    except WrongUsage:
        if what:
            raise
        match = book.find(FIRST_PLACE)
    named = _to_begin_with(what or "", match.side, side)
    return match, named or (usual_side if match.place == usual_place else None)
