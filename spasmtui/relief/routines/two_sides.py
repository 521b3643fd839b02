"""Write a routine out for both sides of the body, where it says that it is for both and no step names a side.

An exercise is done on one side in full, with all its repeats, then on the other, as exercise sheets mean "repeat on
the other side". A `prep` step after a hold or a movement begins the next exercise. What changes sides by itself stays
as it is written: steps on either side of a `swap`, and a repeated block with a `swap` in it, which alternates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from spasmtui.relief.routines.model import (
    Block,
    Kind,
    OnNo,
    Purpose,
    Routine,
    Sides,
    Step,
    StepSide,
    Variant,
    exchange_side_words,
    first_side_word,
)
from spasmtui.relief.words import words

SWITCH_SECONDS = 5
"""The seconds for changing sides, where the routine has no step of its own for it."""
ONE_AFTER_THE_OTHER = frozenset({Sides.BOTH, Sides.SORE_THEN_OTHER})
"""The sides of a routine whose steps are done on one side, then on the other."""

Item = Step | Block
_TIMED = frozenset({Kind.HOLD, Kind.MOVE})
_NAMED = frozenset({StepSide.SORE, StepSide.OTHER, StepSide.LEFT, StepSide.RIGHT})
# A person writes in their own language, whichever one the program speaks.
_ONE_LIMB = re.compile(
    r"\b(?:left|right|sore|cramped|painful|other|leg|foot|knee|heel|toe|ankle|calf|thigh|hip|arm|hand|elbow|wrist|"
    r"shoulder|gauche|droite|autre|jambe|pied|genou|talon|orteil|cheville|mollet|cuisse|hanche|bras|main|coude|"
    r"poignet|épaule)\b",
    re.IGNORECASE,
)
"""A word by which a step that gets ready speaks of one side, such as "one leg back"; two hands or feet have none."""
_SECOND_SIDE = re.compile(
    r"(?:(?:and|now|then|et|puis|maintenant)[, ]+)*"
    r"(?:(?:do |repeat |faites |répétez )?(?:it |this |the same |la même chose |de même |pareil )?(?:again )?"
    r"(?:on |with |for |avec |de |du |sur |pour ))?(?:(?:the |your )?other |l['’]autre )"
    r"(?:side|one|leg|foot|arm|hand|knee|calf|thigh|hip|ankle|shoulder|côté|jambe|pied|bras|main|genou|mollet|cuisse)\b",
    re.IGNORECASE,
)
"""The beginning of a step that is for the second side by its words."""
_OTHER_SIDE = re.compile(r"\b(?:with|on) the other (?:side|leg|foot|arm|hand)\b", re.IGNORECASE)
"""Advice to do a routine on the second side too."""


class _Pair(NamedTuple):
    """The two sides in their order, and the side that the words of the routine speak of, if they speak of one."""

    first: StepSide
    second: StepSide
    written: str | None

    def put(self, step: Step, side: StepSide) -> Step:
        """Return a step for a side, with left and right exchanged where its words are for the other one."""
        if self.written is None or side.value == self.written:
            return replace(step, side=side)
        return replace(step, side=side, say=exchange_side_words(step.say))


def on_each_side(routine: Routine) -> Routine:
    """Return a routine with each of its exercises on one side and then on the other, where its `sides` say so.

    The right side comes first, or the one that its words speak of, and for `sore-then-other` the painful one. A
    routine whose steps name their sides, or have none that lasts, stays as it is.
    """
    if routine.sides not in ONE_AFTER_THE_OTHER:
        return routine
    variants = tuple(replace(each, steps=_on_each_side(each.steps, routine.sides)) for each in routine.variants)
    return replace(routine, steps=_on_each_side(routine.steps, routine.sides), variants=variants)


def with_sides(routine: Routine, sides: Sides) -> Routine:
    """Return a routine for other sides than it is written for, such as a stretch for the painful leg on both legs.

    One for a place without a side, or for both sides at once, stays as it is, and so does one whose steps name left
    and right: `for_one_side` takes one of them.
    """
    if routine.sides is not Sides.SORE or sides not in ONE_AFTER_THE_OTHER:
        return routine
    free = _with_steps(routine, lambda step: replace(step, side=None) if step.side is StepSide.SORE else step)
    # "Go through it with the other leg" is what is done now.
    variants = tuple(each for each in free.variants if each.steps or not _OTHER_SIDE.search(each.say))
    return on_each_side(replace(free, sides=sides, variants=variants))


def for_one_side(routine: Routine, side: str) -> Routine:
    """Return a routine with the steps for one side alone, and those that name none.

    Args:
        routine: the routine, for one side or for both.
        side: `left` or `right`; a routine for the painful side stays as it is, and takes it when it starts.
    """
    if routine.sides not in ONE_AFTER_THE_OTHER:
        return routine
    kept = {StepSide.SORE, StepSide(side)}

    def chosen(step: Step) -> Step | None:
        is_kept = step.kind is not Kind.SWAP and step.side in (None, StepSide.TOGETHER, *kept)
        return replace(step, side=StepSide.SORE if step.side in kept else step.side) if is_kept else None

    return replace(_with_steps(routine, chosen), sides=Sides.SORE)


def as_practice(routine: Routine) -> Routine:
    """Return a routine for a cramp as it is practised without one: it opens no episode and asks of no easing.

    A hold lasts its time alone, and the words speak of no cramp.
    """
    if routine.purpose is not Purpose.RELIEF:
        return routine
    cramped = re.compile(words().cramped_side)

    def plain(step: Step) -> Step | None:
        if step.kind is Kind.CHECK and step.on_no is OnNo.PREVIOUS_HOLD:
            return None
        return replace(step, until=None, extend_seconds=None, extend_max=0, say=cramped.sub("", step.say))

    variants = tuple(replace(each, say=cramped.sub("", each.say)) for each in routine.variants)
    return replace(
        _with_steps(replace(routine, variants=variants), plain),
        position=cramped.sub("", routine.position),
        purpose=routine.also or Purpose.CARE,
        also=None,
        escalate=None,
    )


def as_planned(routine: Routine, sides: str, *, is_practice: bool) -> Routine:
    """Return a routine as a plan asks for it.

    Args:
        routine: the routine as it is written.
        sides: `left`, `right` or `both`; empty for its own.
        is_practice: whether it is practised without a cramp.
    """
    if is_practice:
        routine = as_practice(routine)
    if sides == "both":
        return with_sides(routine, Sides.BOTH)
    return for_one_side(routine, sides) if sides else routine


def _with_steps(routine: Routine, change: Callable[[Step], Step | None]) -> Routine:
    """Return a routine with each step changed, or left out where `change` returns None."""

    def changed(items: Iterable[Item]) -> tuple[Item, ...]:
        kept: list[Item] = []
        for item in items:
            steps = tuple(step for each in _steps_of(item) if (step := change(each)) is not None)
            if steps:
                kept.append(replace(item, steps=steps) if isinstance(item, Block) else steps[0])
        return tuple(kept)

    variants = (Variant(name=each.name, say=each.say, steps=changed(each.steps)) for each in routine.variants)
    return replace(routine, steps=changed(routine.steps) or routine.steps, variants=tuple(variants))


def _steps_of(item: Item) -> tuple[Step, ...]:
    return item.steps if isinstance(item, Block) else (item,)


def _with_sides_of(item: Item, pair: _Pair, side: StepSide) -> Item:
    if isinstance(item, Block):
        return replace(item, steps=tuple(pair.put(step, side) for step in item.steps))
    return pair.put(item, side)


def _is_timed(item: Item) -> bool:
    return any(step.kind in _TIMED for step in _steps_of(item))


def _is_once(item: Item) -> bool:
    """Return whether an item is done once for both sides: at once, with a pack on the skin, or as the last words."""
    return any(
        step.kind is Kind.DONE or step.is_on_skin or step.is_skin_check or step.side is StepSide.TOGETHER
        for step in _steps_of(item)
    )


def _begins_second(step: Step) -> bool:
    return step.kind in _TIMED and _SECOND_SIDE.match(step.say.strip()) is not None


def _parts(items: Sequence[Item]) -> list[list[Item]]:
    """Split items where the side changes by what is written: at a step that says so, or before one for the second."""
    parts: list[list[Item]] = [[]]
    for item in items:
        has_just_changed = bool(parts[-1]) and _is_swap(parts[-1][-1])
        if _is_swap(item) or (_begins_second(_steps_of(item)[0]) and not has_just_changed):
            parts.append([])
        parts[-1].append(item)
    return parts


def _is_swap(item: Item) -> bool:
    return isinstance(item, Step) and item.kind is Kind.SWAP


def _on_each_side(items: tuple[Item, ...], sides: Sides) -> tuple[Item, ...]:
    steps = [(step, item.repeat if isinstance(item, Block) else 1) for item in items for step in _steps_of(item)]
    if any(step.side in _NAMED for step, _repeat in steps) or not any(map(_is_timed, items)):
        return items
    if _spells_sides(steps):
        return tuple(_by_words(item) for item in items)
    written = next(filter(None, (first_side_word(step.say) for step, _repeat in steps)), None)
    pair = _Pair(StepSide.RIGHT, StepSide.LEFT, written)
    if written == "left":
        pair = _Pair(StepSide.LEFT, StepSide.RIGHT, written)
    elif written is None and sides is Sides.SORE_THEN_OTHER:
        pair = _Pair(StepSide.SORE, StepSide.OTHER, None)
    parts = _parts(items)
    if sum(any(map(_is_timed, part)) for part in parts) > 1:
        return tuple(_in_turns(parts, pair))
    return tuple(_Exercises(items, pair).written_out())


def _spells_sides(steps: Sequence[tuple[Step, int]]) -> bool:
    """Return whether the words of the steps give both sides the same time, so that nothing is left to be added."""
    seconds = {"left": 0, "right": 0}
    for step, repeat in steps:
        if step.kind in _TIMED and (side := first_side_word(step.say)) is not None:
            seconds[side] += step.seconds * repeat
    return seconds["left"] == seconds["right"] > 0


def _by_words(item: Item) -> Item:
    """Return an item whose steps have the sides that their words begin with."""

    def sided(step: Step) -> Step:
        side = first_side_word(step.say) if step.kind in _TIMED else None
        return replace(step, side=StepSide(side)) if side else step

    return replace(item, steps=tuple(map(sided, item.steps))) if isinstance(item, Block) else sided(item)


def _in_turns(parts: Sequence[Sequence[Item]], pair: _Pair) -> Iterable[Item]:
    """Yield parts that are written for one side after the other, each with its side; their words are left as they are.

    What comes after the last hold or movement is as written, without a side.
    """
    last = max(number for number, part in enumerate(parts) if any(map(_is_timed, part)))
    as_written = pair._replace(written=None)
    for number, part in enumerate(parts):
        side = (pair.first, pair.second)[number % 2]
        for item in part:
            if (number > last and not _is_swap(item)) or _is_once(item) or _is_plain_prep(item):
                yield item
            else:
                yield _with_sides_of(item, as_written, side)


def _is_plain_prep(item: Item) -> bool:
    """Return whether an item gets ready for both sides: its words speak of no single limb."""
    return isinstance(item, Step) and item.kind is Kind.PREP and not _ONE_LIMB.search(item.say)


class _Exercises:
    """Writes each exercise of a routine out for the first side, then for the second."""

    def __init__(self, items: Sequence[Item], pair: _Pair) -> None:
        self._pair = pair
        self._switch = next((item for item in items if isinstance(item, Step) and item.kind is Kind.SWAP), None)
        """The step that the routine has for changing sides; None where it has none."""
        self._items = [item for item in items if not _is_swap(item)]
        self._out: list[Item] = []

    def written_out(self) -> list[Item]:
        """Return all items."""
        exercise: list[Item] = []
        for item in self._items:
            is_alternating = isinstance(item, Block) and len(_parts(item.steps)) > 1
            begins = isinstance(item, Step) and item.kind is Kind.PREP and any(map(_is_timed, exercise))
            if _is_once(item) or is_alternating or begins:
                self._end(exercise)
                exercise = []
            if _is_once(item):
                self._out.append(item)
            elif is_alternating and isinstance(item, Block):
                self._out += self._alternating(item)
            else:
                exercise.append(item)
        self._end(exercise)
        return self._out

    def _end(self, exercise: Sequence[Item]) -> None:
        pair = self._pair
        if not any(map(_is_timed, exercise)):
            self._out += exercise
            return
        before = next(number for number, item in enumerate(exercise) if _is_timed(item))
        ready, rest = exercise[:before], exercise[before:]
        is_on_second = self._out and _steps_of(self._out[-1])[-1].side is pair.second
        if is_on_second and not any(_steps_of(item)[0].kind is Kind.PREP for item in ready):
            self._out.append(self._change_to(pair.first))
        self._out += [item if _is_plain_prep(item) else _with_sides_of(item, pair, pair.first) for item in ready]
        self._out += [_with_sides_of(item, pair, pair.first) for item in rest]
        again = [item for item in ready if not _is_plain_prep(item)]
        if self._switch is not None or not again:
            self._out.append(self._change_to(pair.second))
        self._out += [_with_sides_of(item, pair, pair.second) for item in (*again, *rest)]

    def _change_to(self, side: StepSide) -> Step:
        own = self._switch or Step(kind=Kind.SWAP, seconds=SWITCH_SECONDS, say=words().change_sides_now)
        return replace(own, side=side)

    def _alternating(self, block: Block) -> Iterable[Item]:
        """Yield a block that changes sides by itself, as often on either side as it says."""
        pair, parts = self._pair, _parts(block.steps)
        if sum(any(map(_is_timed, part)) for part in parts) > 1:
            steps = tuple(step for step in _in_turns(parts, pair) if isinstance(step, Step))
            yield replace(block, steps=steps)
            return
        switch = next(step for step in block.steps if step.kind is Kind.SWAP)
        once = tuple(step for step in block.steps if step.kind is not Kind.SWAP)
        first, second = (tuple(pair.put(step, side) for step in once) for side in (pair.first, pair.second))
        there, back = (replace(switch, side=side) for side in (pair.second, pair.first))
        if block.repeat > 1:
            yield replace(block, repeat=block.repeat - 1, steps=(*first, there, *second, back))
        yield replace(block, repeat=1, steps=(*first, there, *second))
