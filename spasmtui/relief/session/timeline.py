"""Expand a routine into the flat sequence of timed segments that a session plays."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from spasmtui.relief.routines.model import (
    ON_SKIN,
    TIMED,
    Kind,
    OnNo,
    Routine,
    Sides,
    Skin,
    Step,
    StepSide,
    Until,
    exchange_side_words,
    first_side_word,
)
from spasmtui.relief.words import words


class Segment(NamedTuple):
    """One timed part of a session: its instruction, side, figure and seconds."""

    kind: Kind
    seconds: int
    say: str
    side: str | None = None
    """`left`, `right`, `other` when the painful side is not known, or None."""
    is_switch: bool = False
    """True if the side has just changed."""
    is_side_unsaid: bool = False
    """True if the routine is for both sides, and the words do not say which one this is."""
    figure: str | None = None
    eases: bool = False
    extend_seconds: int = 0
    extend_max: int = 0
    is_optional: bool = False
    is_added: bool = False
    """True if plus has put it in: it is no part of the routine as written."""
    on_no: OnNo | None = None

    @property
    def says_switch(self) -> bool:
        """True if it has to be said that the side changes: the words of a step for that say it themselves."""
        return self.is_switch and self.kind is not Kind.SWAP

    @property
    def is_on_skin(self) -> bool:
        """True if something warm or cold is on the skin."""
        return self.kind in ON_SKIN

    @property
    def is_skin_check(self) -> bool:
        """True if it is a look at the skin, which a "no" ends."""
        return self.kind is Kind.CHECK and self.on_no is OnNo.STOP


def expand(
    routine: Routine, side: str | None = None, *, skin_seconds: int | None = None, get_ready_seconds: int = 0
) -> tuple[Segment, ...]:
    """Return the segments of a routine in their order, with repeats written out.

    Args:
        routine: the routine to expand.
        side: the painful side, `left` or `right`; it comes first.
        skin_seconds: total seconds of warmth or cold, divided into pieces with a skin check between them.
        get_ready_seconds: seconds to get into position, where the routine does not begin with such a step.
    """
    steps = routine.flat_steps
    if skin_seconds is not None and routine.skin is not None:
        steps = _with_skin_time(steps, skin_seconds, routine.skin)
    if routine.skin is not None:
        steps = _cut_to(steps, routine.skin.longest_seconds)
    is_for_two = routine.sides is Sides.BOTH or routine.sides is Sides.SORE_THEN_OTHER
    is_mirrored = is_for_two and side is not None and _first_fixed_side(steps) not in (None, side)
    if get_ready_seconds and steps[0].kind is not Kind.PREP:
        ready = words().get_ready_first + (f" {routine.position}." if routine.position else "")
        steps = (Step(kind=Kind.PREP, seconds=get_ready_seconds, say=ready), *steps)
    segments: list[Segment] = []
    before: str | None = None
    for step in steps:
        now = _side_of(step, side, is_mirrored=is_mirrored)
        say = exchange_side_words(step.say) if is_mirrored else step.say
        segments.append(
            Segment(
                kind=step.kind,
                seconds=step.seconds,
                say=say,
                side=now,
                is_switch=now is not None and before is not None and now != before,
                is_side_unsaid=is_for_two and now is not None and first_side_word(say) is None,
                figure=step.figure,
                eases=step.until is Until.EASES,
                extend_seconds=step.extend_seconds or 0,
                extend_max=step.extend_max,
                is_optional=step.optional,
                on_no=step.on_no,
            )
        )
        # While the sore side is unknown, its steps count as a side of their own.
        before = now or ("sore" if step.side is StepSide.SORE else before)
    return tuple(segments)


def figure_segment(plan: tuple[Segment, ...], index: int) -> Segment | None:
    """Return the segment whose figure a step shows: its own, else the last before it, else the first after it."""
    return next((segment for segment in (*plan[index::-1], *plan[index + 1 :]) if segment.figure is not None), None)


def figure_side(plan: tuple[Segment, ...], index: int) -> str | None:
    """Return the side of a step's figure: its own, else the nearest one before, so that a body does not turn round."""
    own = figure_segment(plan, index)
    near = (own, *plan[index::-1], *plan[index + 1 :])
    return next((segment.side for segment in near if segment is not None and segment.side is not None), None)


def _first_fixed_side(steps: tuple[Step, ...]) -> str | None:
    """Return the side that a routine for both sides begins with, or None when the sides get different times."""
    held = [step for step in steps if step.kind in TIMED]
    seconds = {
        side: sum(step.seconds for step in held if step.side is side) for side in (StepSide.LEFT, StepSide.RIGHT)
    }
    if seconds[StepSide.LEFT] != seconds[StepSide.RIGHT]:
        return None
    return next((step.side.value for step in steps if step.side in seconds), None)


def opposite(side: str | None) -> str | None:
    """Return the other side of the body; None stays None."""
    return {"left": "right", "right": "left"}.get(side or "")


def _side_of(step: Step, side: str | None, *, is_mirrored: bool) -> str | None:
    if step.side is None or step.side is StepSide.TOGETHER:
        return None
    if step.side is StepSide.SORE:
        return side
    if step.side is StepSide.OTHER:
        return opposite(side) or "other"
    return opposite(step.side.value) if is_mirrored else step.side.value


def _cut_to(steps: tuple[Step, ...], longest_seconds: int) -> tuple[Step, ...]:
    """Return the steps with at most so much heat or cold in all, without the look at the skin before a lost piece."""
    kept: list[Step] = []
    left = longest_seconds
    for step in steps:
        if not step.is_on_skin:
            kept.append(step)
            continue
        seconds = min(step.seconds, left)
        left -= seconds
        if seconds:
            kept.append(step if seconds == step.seconds else replace(step, seconds=seconds))
        elif kept and kept[-1].is_skin_check:
            kept.pop()
    return tuple(kept)


def with_piece_after(plan: tuple[Segment, ...], index: int, skin: Skin, seconds: int) -> tuple[Segment, ...]:
    """Return a plan with a look at the skin after a segment of heat or cold, and so many seconds more of it.

    Without any look of the routine's own the plan stays as it is.
    """
    look = next((segment for segment in plan if segment.is_skin_check), None)
    if look is None and skin.check is not None:
        look = Segment(kind=Kind.CHECK, seconds=skin.check.seconds, say=skin.check.say, on_no=OnNo.STOP)
    if look is None:
        return plan
    warm = plan[index]
    piece = warm._replace(seconds=seconds, is_switch=False, is_added=True)
    look = look._replace(is_optional=warm.is_optional, is_switch=False)
    return (*plan[: index + 1], look, piece, *plan[index + 1 :])


def _with_skin_time(steps: tuple[Step, ...], skin_seconds: int, skin: Skin) -> tuple[Step, ...]:
    """Return the steps with `skin_seconds` of warmth or cold in all, and a skin check between its pieces."""
    warm = [step for step in steps if step.is_on_skin]
    checks = [step for step in steps if step.is_skin_check] or ([skin.check] if skin.check else [])
    if not warm or not checks:
        return steps
    first = steps.index(warm[0])
    last = len(steps) - 1 - next(n for n, step in enumerate(reversed(steps)) if step.kind is warm[0].kind)
    pieces: list[Step] = []
    left = skin_seconds
    while left > 0:
        seconds = min(left, skin.check_every_seconds)
        left -= seconds
        words = warm[0] if not pieces else warm[-1] if left == 0 else warm[min(len(warm) - 1, 1)]
        say = words.say if words is not warm[-1] or len(warm) < 3 or seconds == warm[-1].seconds else warm[1].say
        pieces.append(replace(words, seconds=seconds, say=say))
        if left > 0:
            pieces.append(checks[0] if len(pieces) == 1 else checks[-1])
    return (*steps[:first], *pieces, *steps[last + 1 :])
