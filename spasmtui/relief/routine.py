"""A routine: what to do, step by step; and its expansion into the flat row of segments that a session walks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    # Only who checks a routine evaluates the limits; a start reads files that were checked (`own.adapter`).
    from annotated_types import Ge, Le, MinLen

STILL_CRAMPED = "Still cramped after 10 minutes: ask for urgent medical advice."
"""What a relief routine without a sentence of its own says after ten minutes (fact RF62, source S21)."""
STOP_IF = ("sharp or rising pain", "a pop or snap", "numbness, tingling or weakness", "feeling dizzy or faint")
"""When to stop, for a routine that does not say (facts M12, M14)."""


class Kind(StrEnum):
    """What a step asks for."""

    PREP = "prep"
    HOLD = "hold"
    MOVE = "move"
    REST = "rest"
    SWAP = "swap"
    CHECK = "check"
    HEAT = "heat"
    COLD = "cold"
    DONE = "done"


class Purpose(StrEnum):
    """What a routine is for; only relief opens an episode by itself."""

    RELIEF = "relief"
    CARE = "care"
    PREVENTION = "prevention"
    COMFORT = "comfort"


class Sides(StrEnum):
    """Which sides of the body a routine works on."""

    SORE = "sore"
    """The painful side only."""
    SORE_THEN_OTHER = "sore-then-other"
    BOTH = "both"
    """Both the same; written right and left, and mirrored when the left side is the painful one."""
    AREA = "area"
    """One place, wherever it is."""


class StepSide(StrEnum):
    """Whose turn it is in a step."""

    SORE = "sore"
    OTHER = "other"
    LEFT = "left"
    RIGHT = "right"


class Answer(StrEnum):
    """An answer to a question."""

    YES = "yes"
    NO = "no"


class Until(StrEnum):
    """What ends a step besides its time."""

    EASES = "eases"


class OnNo(StrEnum):
    """Where "no" leads in a check."""

    PREVIOUS_HOLD = "previous-hold"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that keeps somebody from harm; nothing is stored as a diagnosis."""

    ask: Annotated[str, MinLen(1)]
    stop_on: Answer
    """The answer that ends the routine."""
    sign: str | None = None
    """The red-flag sign it looks for, by the id of its fact."""
    then: str | None = None
    """What to do instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do for a while."""

    kind: Kind
    seconds: Annotated[int, Ge(1), Le(3600)]
    """A pace, not a limit: the end of a relief stretch is "it eases" (fact M04)."""
    say: Annotated[str, MinLen(1)]
    figure: str | None = None
    """The movement that is drawn, by its file name in `figures/`."""
    side: StepSide | None = None
    until: Until | None = None
    extend_seconds: Annotated[int, Ge(1), Le(300)] | None = None
    """How much longer it is held when it has not eased."""
    extend_max: Annotated[int, Ge(0), Le(10)] = 0
    """How often it may be held longer."""
    optional: bool = False
    on_no: OnNo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Steps that are done several times over."""

    repeat: Annotated[int, Ge(1), Le(50)]
    steps: Annotated[tuple[Step, ...], MinLen(1)]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """The limits of something warm or cold on the skin (facts H06, H07, H10, H23)."""

    longest_seconds: Annotated[int, Ge(60), Le(1200)]
    """Nothing extends it."""
    check_every_seconds: Annotated[int, Ge(60), Le(300)]
    wait_seconds: Annotated[int, Ge(600)]
    """How long to leave the skin alone afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another way to do a routine, for somebody whom the usual one does not fit."""

    name: Annotated[str, MinLen(1)]
    say: Annotated[str, MinLen(1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """One routine; a file in `content/routines/`, or a person's own."""

    id: Annotated[str, MinLen(1)]
    title: Annotated[str, MinLen(1)]
    purpose: Purpose
    steps: Annotated[tuple[Step | Block, ...], MinLen(1)]
    place: str | None = None
    """A place id; None fits anywhere."""
    also: Purpose | None = None
    """What else it is good for."""
    position: str = ""
    sides: Sides = Sides.SORE
    grade: str = ""
    """How good the evidence is, A to C; L is an advice sheet only."""
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = STOP_IF
    cautions: tuple[str, ...] = ()
    ask_first: tuple[Question, ...] = ()
    ask_after: tuple[Question, ...] = ()
    after: str | None = None
    escalate: str | None = None
    note: str | None = None
    schedule: str | None = None
    skin: Skin | None = None
    variants: tuple[Variant, ...] = ()

    @property
    def seconds(self) -> int:
        """All its steps as written, the optional ones too, nothing extended."""
        return sum(
            sum(step.seconds for step in item.steps) * item.repeat if isinstance(item, Block) else item.seconds
            for item in self.steps
        )

    @property
    def asks_before(self) -> tuple[Question, ...]:
        """Questions that must be answered before it starts: none for relief, which never waits."""
        return () if self.purpose is Purpose.RELIEF else self.ask_first

    @property
    def asks_after(self) -> tuple[Question, ...]:
        """Questions for afterwards; relief shows its first ones beside the timer and asks them here."""
        return (self.ask_first if self.purpose is Purpose.RELIEF else ()) + self.ask_after

    @property
    def stop_line(self) -> str:
        """When to stop, in one line."""
        return f"Stop if: {', '.join(self.stop_if)}."

    @property
    def still_cramped(self) -> str:
        """What to do when it has not eased in ten minutes."""
        return self.escalate or STILL_CRAMPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One step of the flat row: what is on the screen for a while."""

    kind: Kind
    seconds: int
    say: str
    side: str | None = None
    """`left`, `right`, `other` when the painful side is not known, or None."""
    is_switch: bool = False
    """Whether the side has just changed."""
    figure: str | None = None
    eases: bool = False
    extend_seconds: int = 0
    extend_max: int = 0
    is_optional: bool = False
    on_no: OnNo | None = None

    @property
    def is_on_skin(self) -> bool:
        """Whether something warm or cold lies on the skin."""
        return self.kind in (Kind.HEAT, Kind.COLD)


def expand(
    routine: Routine, side: str | None = None, *, skin_seconds: int | None = None, get_ready_seconds: int = 0
) -> tuple[Segment, ...]:
    """The segments of a routine in their order, repeats written out.

    Args:
        routine: what is to be done.
        side: the painful side, `left` or `right`; it comes first.
        skin_seconds: how long warmth or cold is to last in all, cut into pieces with a look at the skin between them.
        get_ready_seconds: time to get into position, where the routine does not begin with some of its own.
    """
    steps = _flat(routine)
    if skin_seconds is not None and routine.skin is not None:
        steps = _with_skin_time(steps, skin_seconds, routine.skin.check_every_seconds)
    is_mirrored = routine.sides is Sides.BOTH and _first_fixed_side(steps) not in (None, side) and side is not None
    if get_ready_seconds and steps[0].kind is not Kind.PREP:
        ready = f"Get ready. {routine.position}." if routine.position else "Get ready."
        steps = (Step(kind=Kind.PREP, seconds=get_ready_seconds, say=ready), *steps)
    segments: list[Segment] = []
    before: str | None = None
    for step in steps:
        now = _side_of(step, side, is_mirrored=is_mirrored)
        segments.append(
            Segment(
                kind=step.kind,
                seconds=step.seconds,
                say=_mirrored(step.say) if is_mirrored else step.say,
                side=now,
                is_switch=now is not None and before is not None and now != before,
                figure=step.figure,
                eases=step.until is Until.EASES,
                extend_seconds=step.extend_seconds or 0,
                extend_max=step.extend_max,
                is_optional=step.optional,
                on_no=step.on_no,
            )
        )
        # A step for the sore side counts as a side of its own while nobody has said which it is.
        before = now or ("sore" if step.side is StepSide.SORE else before)
    return tuple(segments)


def _flat(routine: Routine) -> tuple[Step, ...]:
    steps: list[Step] = []
    for item in routine.steps:
        if isinstance(item, Step):
            steps.append(item)
        else:
            once = tuple(replace(step, optional=step.optional or item.optional) for step in item.steps)
            steps += once * item.repeat
    return tuple(steps)


def _first_fixed_side(steps: tuple[Step, ...]) -> str | None:
    """The side a routine for both sides begins with, or None where the two do not get the same time."""
    seconds = {
        side: sum(step.seconds for step in steps if step.side is side) for side in (StepSide.LEFT, StepSide.RIGHT)
    }
    if seconds[StepSide.LEFT] != seconds[StepSide.RIGHT]:
        return None
    return next((step.side.value for step in steps if step.side in seconds and step.side is not None), None)


def opposite(side: str | None) -> str | None:
    """The other side of the body; None stays None."""
    return {"left": "right", "right": "left"}.get(side or "")


def _side_of(step: Step, side: str | None, *, is_mirrored: bool) -> str | None:
    if step.side is None:
        return None
    if step.side is StepSide.SORE:
        return side
    if step.side is StepSide.OTHER:
        return opposite(side) or "other"
    return opposite(step.side.value) if is_mirrored else step.side.value


def _mirrored(say: str) -> str:
    """The sentence with left and right exchanged."""
    swapped = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
    return re.sub(r"\b(left|right|Left|Right)\b", lambda found: swapped[found[0]], say)


def _with_skin_time(steps: tuple[Step, ...], skin_seconds: int, check_every_seconds: int) -> tuple[Step, ...]:
    """The steps with their warm or cold part as long as asked for, and a look at the skin after each piece of it."""
    warm = [step for step in steps if step.kind in (Kind.HEAT, Kind.COLD)]
    checks = [step for step in steps if step.kind is Kind.CHECK]
    if not warm or not checks:
        return steps
    first = steps.index(warm[0])
    last = len(steps) - 1 - next(n for n, step in enumerate(reversed(steps)) if step.kind is warm[0].kind)
    pieces: list[Step] = []
    left = skin_seconds
    while left > 0:
        seconds = min(left, check_every_seconds)
        left -= seconds
        words = warm[0] if not pieces else warm[-1] if left == 0 else warm[min(len(warm) - 1, 1)]
        say = words.say if words is not warm[-1] or len(warm) < 3 or seconds == warm[-1].seconds else warm[1].say
        pieces.append(replace(words, seconds=seconds, say=say))
        if left > 0:
            pieces.append(checks[0] if len(pieces) == 1 else checks[-1])
    return (*steps[:first], *pieces, *steps[last + 1 :])
