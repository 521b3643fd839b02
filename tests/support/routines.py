"""The shipped routines for tests: all of them, their words, and those of the legs."""

from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Purpose, Routine
from spasmtui.relief.session.timeline import expand
from tests.conftest import ROOT

BOOK = RoutineBook(ROOT / "content")
LEG_PLACES = {"calf", "foot", "shin", "hamstring", "thigh", "hip", "buttock"}
ANY_LEG = {"walk-it-off", "self-massage"}
"""Routines without a place that are for a leg as well."""


def all_text(routine: Routine) -> str:
    """Return every sentence of a routine and of its figures, one a line."""
    segments = expand(routine)
    figures = {segment.figure for segment in segments if segment.figure}
    return "\n".join((
        routine.title,
        routine.position,
        *routine.stop_if,
        *routine.cautions,
        *(segment.say for segment in segments),
        *(f"{question.ask} {question.then or ''}" for question in (*routine.ask_first, *routine.ask_after)),
        *(f"{variant.name}: {variant.say}" for variant in routine.variants),
        *(read_figure(ROOT / "content/figures", name).says for name in figures),
        routine.after or "",
        routine.escalate or "",
        routine.note or "",
    ))


def lying_on_the_back(routine: Routine) -> bool:
    """Return whether a routine, or one of its variants, lies on the back."""
    words = (routine.position, *(segment.say for segment in expand(routine)), *(each.say for each in routine.variants))
    return any(word in text for text in words for word in ("on your back", "Lie flat", "Lie at the edge"))


def leg_relief() -> list[Routine]:
    """Return the relief routines for a leg."""
    return [
        routine
        for routine in BOOK.all()
        if routine.purpose is Purpose.RELIEF and (routine.place in LEG_PLACES or routine.id in ANY_LEG)
    ]
