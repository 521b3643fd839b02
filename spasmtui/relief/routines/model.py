"""Define a routine: its steps, its purpose, its limits, and when to stop."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from spasmtui.relief.words import ENGLISH, words

if TYPE_CHECKING:
    # Only the validation evaluates the limits; a start reads files that were validated (`user_files.adapter`).
    from annotated_types import Ge, Le, MinLen

STOP_IF = ("sharp or growing pain", "a pop", "numbness", "tingling", "weakness or faintness")
"""When to stop, for a routine without its own list (facts M12, M14)."""


class Kind(StrEnum):
    """The kind of a step."""

    PREP = "prep"
    HOLD = "hold"
    MOVE = "move"
    REST = "rest"
    SWAP = "swap"
    CHECK = "check"
    HEAT = "heat"
    COLD = "cold"
    DONE = "done"


MOST_ON_SKIN_SECONDS = 1200
MOST_WITHOUT_LOOK_SECONDS = 300
"""The longest time on the skin in all and between two looks at it, for any routine (facts H06, H10)."""
ON_SKIN = frozenset({Kind.HEAT, Kind.COLD})
"""The kinds of step with something warm or cold on the skin."""
TIMED = ON_SKIN | {Kind.HOLD, Kind.MOVE}
"""The kinds of step that a routine is done for; the others get ready, rest, change sides, ask or say the last words."""


class Purpose(StrEnum):
    """The purpose of a routine; only relief opens an episode by itself."""

    RELIEF = "relief"
    CARE = "care"
    PREVENTION = "prevention"
    COMFORT = "comfort"


class Sides(StrEnum):
    """The sides of the body that a routine works on."""

    SORE = "sore"
    """The painful side only."""
    SORE_THEN_OTHER = "sore-then-other"
    BOTH = "both"
    """Both the same, one after the other; written right and left, and mirrored when the left one is the painful one."""
    TOGETHER = "together"
    """Both at once, such as two legs on a chair."""
    AREA = "area"
    """One place without a side."""


class StepSide(StrEnum):
    """The side that a step works on."""

    SORE = "sore"
    OTHER = "other"
    LEFT = "left"
    RIGHT = "right"
    TOGETHER = "together"
    """Both at once, in a routine whose other steps are done on one side after the other."""


class Answer(StrEnum):
    """An answer to a question."""

    YES = "yes"
    NO = "no"


class Until(StrEnum):
    """The end of a step besides its time."""

    EASES = "eases"


class OnNo(StrEnum):
    """The step after the answer "no" to a check."""

    PREVIOUS_HOLD = "previous-hold"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that prevents harm; no answer is stored as a diagnosis."""

    ask: Annotated[str, MinLen(1)]
    stop_on: Answer
    """The answer that ends the routine."""
    sign: str | None = None
    """The red-flag sign that it asks for, by the id of its fact."""
    then: str | None = None
    """The advice when it ends the routine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do for a while."""

    kind: Kind
    seconds: Annotated[int, Ge(1), Le(3600)]
    """A pace, not a limit: the end of a relief stretch is "it eases" (fact M04)."""
    say: Annotated[str, MinLen(1)]
    figure: str | None = None
    """The movement to draw, by its file name in `figures/`."""
    side: StepSide | None = None
    until: Until | None = None
    extend_seconds: Annotated[int, Ge(1), Le(300)] | None = None
    """The seconds by which it is held longer when it has not eased."""
    extend_max: Annotated[int, Ge(0), Le(10)] = 0
    """The number of times it may be held longer."""
    optional: bool = False
    on_no: OnNo | None = None

    @property
    def is_on_skin(self) -> bool:
        """True if something warm or cold is on the skin."""
        return self.kind in ON_SKIN

    @property
    def is_skin_check(self) -> bool:
        """True if it is a look at the skin, which a "no" ends."""
        return self.kind is Kind.CHECK and self.on_no is OnNo.STOP


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Steps that are repeated."""

    repeat: Annotated[int, Ge(1), Le(50)]
    steps: Annotated[tuple[Step, ...], MinLen(1)]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """The limits of warmth or cold on the skin (facts H06, H07, H10, H23)."""

    longest_seconds: Annotated[int, Ge(60), Le(MOST_ON_SKIN_SECONDS)]
    """Nothing extends it."""
    check_every_seconds: Annotated[int, Ge(60), Le(MOST_WITHOUT_LOOK_SECONDS)]
    wait_seconds: Annotated[int, Ge(600)]
    """The wait before the next warmth or cold."""
    check: Step | None = None
    """The look at the skin where a routine needs one and has none of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another way to do a routine, for people whom the usual one does not fit."""

    name: Annotated[str, MinLen(1)]
    say: Annotated[str, MinLen(1)]
    steps: tuple[Step | Block, ...] = ()
    """Its own steps, for which one key changes to it; without any it is a sentence alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """One routine: a file in `content/routines/`, or one of the person's own."""

    id: Annotated[str, MinLen(1)]
    title: Annotated[str, MinLen(1)]
    purpose: Purpose
    steps: Annotated[tuple[Step | Block, ...], MinLen(1)]
    place: str | None = None
    """A place id; None fits anywhere."""
    also: Purpose | None = None
    """A second purpose."""
    position: str = ""
    sides: Sides = Sides.SORE
    grade: str = ""
    """The grade of the evidence, A to C; L is an advice sheet only."""
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
    version: str = ""
    """The name of the variant whose steps are done; empty for those of the routine itself."""

    @property
    def versions(self) -> tuple[Variant, ...]:
        """The variants that can be changed to; none for heat or cold, whose limits are those of its own steps."""
        if self.skin is not None:
            return ()
        return tuple(each for each in self.variants if each.steps and not _has_skin(each.steps))

    @property
    def present_steps(self) -> tuple[Step | Block, ...]:
        """The steps of the version that is done."""
        return next((each.steps for each in self.versions if each.name == self.version), self.steps)

    def in_next_version(self) -> Routine:
        """Return the routine in its next version; after the last one comes the routine as written."""
        names = ("", *(each.name for each in self.versions))
        at = names.index(self.version) if self.version in names else 0
        return replace(self, version=names[(at + 1) % len(names)])

    @property
    def flat_steps(self) -> tuple[Step, ...]:
        """All steps in their order, with repeats written out."""
        steps: list[Step] = []
        for item in self.present_steps:
            if isinstance(item, Step):
                steps.append(item)
            else:
                once = tuple(replace(step, optional=step.optional or item.optional) for step in item.steps)
                steps += once * item.repeat
        return tuple(steps)

    @property
    def skin_kinds(self) -> frozenset[Kind]:
        """The kinds of its steps with something on the skin: heat, cold, both or none."""
        steps = (step for item in self.steps for step in (item.steps if isinstance(item, Block) else (item,)))
        return frozenset(step.kind for step in steps if step.is_on_skin)

    @property
    def seconds(self) -> int:
        """The seconds of all steps as written, with the optional ones, without extensions."""
        return sum(
            sum(step.seconds for step in item.steps) * item.repeat if isinstance(item, Block) else item.seconds
            for item in self.present_steps
        )

    @property
    def purposes(self) -> str:
        """Its purpose, and the second one where it has two: `relief, care`."""
        return f"{self.purpose.value}, {self.also.value}" if self.also else self.purpose.value

    @property
    def asks_at_start(self) -> bool:
        """True if its questions come before the start. Relief never waits for them, but warmth and cold do."""
        return self.purpose is not Purpose.RELIEF or self.skin is not None

    @property
    def asks_before(self) -> tuple[Question, ...]:
        """The questions to answer before the start: none for relief, unless there is something on the skin."""
        return self.ask_first if self.asks_at_start else ()

    @property
    def asks_beside(self) -> tuple[Question, ...]:
        """The questions that relief shows beside the timer instead of waiting for an answer."""
        return () if self.asks_at_start else self.ask_first

    @property
    def asks_after(self) -> tuple[Question, ...]:
        """The questions for afterwards; relief shows its first ones beside the timer and asks them here."""
        return self.asks_beside + self.ask_after

    @property
    def stop_line(self) -> str:
        """The conditions to stop, in one line."""
        signs = words().stop_signs if self.stop_if == STOP_IF else ", ".join(self.stop_if)
        return words().stop_if.format(signs=signs)

    @property
    def still_cramped(self) -> str:
        """The advice when it has not eased in ten minutes (fact RF62)."""
        return self.escalate or words().still_cramped


def _has_skin(steps: tuple[Step | Block, ...]) -> bool:
    every = (step for item in steps for step in (item.steps if isinstance(item, Block) else (item,)))
    return any(step.is_on_skin for step in every)


def first_side_word(say: str) -> str | None:
    """Return the side that a sentence names first, `left` or `right`; None where it names none."""
    sides = {name: side for each in (ENGLISH, words()) for side, name in (("left", each.left), ("right", each.right))}
    found = re.search(rf"\b({'|'.join(sides)})\b", say.lower())
    return sides[found[0]] if found else None


def exchange_side_words(say: str) -> str:
    """Return the sentence with left and right exchanged."""
    swapped: dict[str, str] = {}
    for each in (words(), ENGLISH):  # a text that the language lacks is English
        for one, other in ((each.left, each.right), (each.right, each.left)):
            swapped |= {one: other, one.capitalize(): other.capitalize()}
    return re.sub(rf"\b({'|'.join(swapped)})\b", lambda found: swapped[found[0]], say)
