"""Write the routines as data for the page's timer: each segment of each side, as `expand` has it.

The timer knows nothing of routines: it plays rows. Every text that it shows is here too, so that the page's script has
none of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.relief.routines.model import Kind, OnNo, Purpose, Sides
from spasmtui.relief.session.skin_guard import require_limits
from spasmtui.relief.session.texts import (
    after_advice,
    cautions_of,
    hurts_lines,
    routine_notes,
    side_name,
    what_ends_it,
)
from spasmtui.relief.session.timeline import expand, figure_segment, figure_side
from spasmtui.relief.words import words
from spasmtui.shared.times.lengths import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spasmtui.offline_page.figures import Figures
    from spasmtui.relief.routines.model import Question, Routine
    from spasmtui.relief.routines.sign_advice import SignAdvice
    from spasmtui.relief.session.timeline import Segment

SIDED = (Sides.SORE, Sides.SORE_THEN_OTHER, Sides.BOTH)
"""The sides of routines for which left or right can be chosen."""
OPTIONAL, EASES, SKIN_CHECK, HOLD_AGAIN = 1, 2, 4, 8
"""The marks of a segment, as bits: it may be left out; it is held until it eases; a "no" ends heat or cold; a "no" goes
back to the hold before it."""


class Timelines:
    """Collects the timelines of routines; texts that come twice are written once."""

    def __init__(self, figures: Figures, advice: SignAdvice, page: dict[str, Any]) -> None:
        """Create timelines without a routine.

        Args:
            figures: what is drawn on the page.
            advice: the advice of the signs that routines ask for.
            page: the words of the page.
        """
        self._figures = figures
        self._advice = advice
        self._page = page
        self._texts: dict[str, int] = {}
        self._rows: dict[tuple[Any, ...], int] = {}
        self._routines: dict[str, Any] = {}

    def add(self, routine: Routine) -> None:
        """Add a routine with all its versions.

        Raises:
            RefusedForSafety: it has heat or cold without its questions, limits or looks at the skin.
        """
        versions = (routine, *(in_version(routine, each.name) for each in routine.versions))
        self._routines[routine.id] = {
            "title": routine.title,
            "relief": routine.purpose is Purpose.RELIEF,
            "versions": [self._plans(each) for each in versions],
            "stop": self._text(routine.stop_line),
            "beside": self._all([
                *self._alarm(routine),
                *(f"{question.ask} {self._if_yes(question)}" for question in routine.asks_beside),
                *cautions_of(routine),
                *routine_notes(routine),
            ]),
            "asked": len(routine.asks_beside) + len(self._alarm(routine)),
            "before": [self._question(question) for question in routine.asks_before],
            "after": self._all([
                *(f"{question.ask} {self._if_yes(question)}" for question in routine.asks_after),
                *after_advice(routine),
                *([routine.note] if routine.note else []),
            ]),
            "worse": self._all(self._worse(routine)),
            "cramped": self._text(routine.still_cramped if routine.purpose is Purpose.RELIEF else ""),
            "skin": None
            if routine.skin is None
            else {
                "longest": routine.skin.longest_seconds,
                "wait": routine.skin.wait_seconds,
                "kinds": sorted(routine.skin_kinds),
                "rule": words().skin_rule,
                "rest": words().wait_after_skin.format(time=format_duration(routine.skin.wait_seconds)),
            },
        }

    def document(self) -> dict[str, Any]:
        """Return everything that was added, as JSON values."""
        return {"texts": list(self._texts), "rows": list(self._rows), "routines": self._routines}

    def _plans(self, routine: Routine) -> dict[str, list[int]]:
        """Return the numbers of the rows by side; the empty side is the one that is not known."""
        plans: dict[str, list[int]] = {}
        for side in ("", "left", "right") if routine.sides in SIDED else ("",):
            plan = expand(routine, side or None)
            require_limits(routine, plan, (0,) * len(plan), has_answered=True)
            rows = (self._row(plan, number) for number in range(len(plan)))
            plans[side] = [self._rows.setdefault(row, len(self._rows)) for row in rows]
        return plans

    def _row(self, plan: tuple[Segment, ...], number: int) -> tuple[Any, ...]:
        """Return [kind, seconds, words, what ends it, figure, is mirrored, marks, longer by, times longer]."""
        segment = plan[number]
        drawn = figure_segment(plan, number)
        figure = drawn.figure if drawn is not None else None
        marks = (
            OPTIONAL * segment.is_optional
            | EASES * segment.eases
            | SKIN_CHECK * segment.is_skin_check
            | HOLD_AGAIN * (segment.kind is Kind.CHECK and segment.on_no is OnNo.PREVIOUS_HOLD)
        )
        return (
            segment.kind.value,
            segment.seconds,
            self._text(instruction(segment)),
            self._text(what_ends_it(segment)),
            self._text(self._figures.add(figure) if figure else ""),
            int(figure is not None and figure_side(plan, number) == "left"),
            marks,
            segment.extend_seconds,
            segment.extend_max,
        )

    def _text(self, said: str) -> int:
        return self._texts.setdefault(said, len(self._texts))

    def _all(self, said: Iterable[str]) -> list[int]:
        return [self._text(each) for each in said]

    def _question(self, question: Question) -> dict[str, Any]:
        reason = question.then or words().leave_out
        return {
            "ask": self._text(question.ask),
            "stop": question.stop_on.value,
            "then": self._text(self._advice.of_refusal(question, reason)),
        }

    def _alarm(self, routine: Routine) -> list[str]:
        """Return the advice to set an alarm as well: what is on the skin must come off, and this page may be silent."""
        if routine.skin is None:
            return []
        return [str(self._page["skin_alarm"]).format(time=format_duration(routine.skin.longest_seconds))]

    def _if_yes(self, question: Question) -> str:
        if action := self._advice.after_yes(question):
            return words().if_yes_do.format(action=action)
        return str(self._page["if_yes"]).format(worse=self._page["worse"])

    def _worse(self, routine: Routine) -> list[str]:
        if routine.purpose is not Purpose.RELIEF:
            return [hurts_lines(routine), *self._advice.of_routine(routine)]
        return [words().let_go, routine.stop_line, *self._advice.of_routine(routine), routine.still_cramped]


def instruction(segment: Segment) -> str:
    """Return the words of a segment, with the change of sides before them where they do not say it themselves."""
    switch = f"{words().change_sides_now} " if segment.says_switch else ""
    side = side_name(segment.side)
    is_told = (segment.is_side_unsaid or segment.is_switch) and side and side not in segment.say.lower()
    return switch + (f"{side[:1].upper()}{side[1:]}. " if is_told else "") + segment.say


def in_version(routine: Routine, name: str) -> Routine:
    """Return the version of a routine that has this name; it must be one of its own."""
    while routine.version != name:
        routine = routine.in_next_version()
    return routine
