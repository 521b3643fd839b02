"""Hold the person's own routines to what the shipped ones have: limits of heat and cold, questions, reasons to stop.

A file may make a limit stricter and add a question; it never takes one away.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from spasmtui.relief.routines.model import STOP_IF, Block, Kind, Purpose, Question, Skin, Step
from spasmtui.shared.suggest import did_you_mean
from spasmtui.shared.times.lengths import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, TypeGuard

    from spasmtui.relief.routines.model import Routine

SHIPPED_SESSIONS = {Kind.HEAT: "heat-session", Kind.COLD: "cold-session"}
"""The shipped routine whose limits, questions and checks each kind of step takes (facts H06, H07, H10, H23, H24)."""

Where = tuple[int | str, ...]
"""The keys and row numbers that lead to a field of a document."""

_STEP_KEYS = tuple(field.name for field in fields(Step))
_BLOCK_KEYS = tuple(field.name for field in fields(Block))
_SKIN_KEYS = ("longest_seconds", "check_every_seconds", "wait_seconds")
_MORE_CAN_HARM = "because more can harm the skin unnoticed"


@dataclass(frozen=True, slots=True)
class FieldFault:
    """A field that breaks a limit of heat or cold or that nothing reads, and a sentence that says how."""

    where: Where
    sentence: str


def limits_of(sessions: Iterable[Routine]) -> Skin:
    """Return the strictest limits of these shipped sessions."""
    skins = [session.skin for session in sessions if session.skin is not None]
    return Skin(
        longest_seconds=min(skin.longest_seconds for skin in skins),
        check_every_seconds=min(skin.check_every_seconds for skin in skins),
        wait_seconds=max(skin.wait_seconds for skin in skins),
    )


def kinds_in(document: dict[str, Any]) -> frozenset[Kind]:
    """Return the kinds of step with something on the skin in a document that is not validated yet."""
    kinds = [step.get("kind") for _where, step, _repeat in steps_in(document)]
    return frozenset(kind for kind in SHIPPED_SESSIONS if kind.value in kinds)


def find_broken_limit(document: dict[str, Any], limits: Skin) -> FieldFault | None:
    """Return the first field of an unvalidated document that asks for more than the limits allow; None without one.

    A value of the wrong type is passed over: validation names it.
    """
    total = 0
    # What stands in one table as a step and as a block counts as both: the stricter reading is the safe one.
    for where, step, repeat in steps_in(document):
        seconds = step.get("seconds")
        if step.get("kind") not in tuple(SHIPPED_SESSIONS) or not _is_number(seconds) or not _is_number(repeat):
            continue
        total += max(0, seconds) * max(1, repeat)
        if total > limits.longest_seconds:
            written = f"seconds = {seconds}" + (f", repeat = {repeat}" if repeat != 1 else "")
            return FieldFault(
                (*where, "seconds"),
                f"{written}: with this step, heat or cold is on the skin for {_exact(total)}. No routine may keep it "
                f"there for longer than {_exact(limits.longest_seconds)}, {_MORE_CAN_HARM}.",
            )
    return _broken_in_table(document.get("skin"), limits)


def find_excess(routine: Routine, limits: Skin) -> str:
    """Return a sentence if the steps of a routine, as they will run, have more heat or cold than the limits allow."""
    total = sum(step.seconds for step in routine.flat_steps if step.is_on_skin)
    if total <= limits.longest_seconds:
        return ""
    return (
        f"Heat or cold is on the skin for {_exact(total)}. No routine may keep it there for longer than "
        f"{_exact(limits.longest_seconds)}, {_MORE_CAN_HARM}."
    )


def find_unread_key(document: dict[str, Any]) -> FieldFault | None:
    """Return the first key of a step, a block of steps or `[skin]` that nothing reads; None without one.

    A misspelt limit would not count, and a step with steps of its own would run in another way than it is written.
    """
    items = document.get("steps")
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, dict):
            continue
        is_block = "repeat" in item or ("steps" in item and "kind" not in item)
        if is_block and "steps" not in item and "kind" in item:
            return FieldFault(
                ("steps", number, "repeat"),
                "A step has no 'repeat' of its own. Let 'repeat' stand alone under [[steps]], and the step below it "
                "under [[steps.steps]].",
            )
        known, name = (_BLOCK_KEYS, "block of steps") if is_block else (_STEP_KEYS, "step")
        if (fault := _unread(item, ("steps", number), known, f"A {name}")) is not None:
            return fault
        inner = item.get("steps")
        for within, step in enumerate(inner if isinstance(inner, list) else ()):
            if not isinstance(step, dict):
                continue
            fault = _unread(step, ("steps", number, "steps", within), _STEP_KEYS, "A step of a block")
            if fault is not None:
                return fault
    table = document.get("skin")
    return _unread(table, ("skin",), _SKIN_KEYS, "The table of limits") if isinstance(table, dict) else None


def _unread(table: dict[str, Any], where: Where, known: tuple[str, ...], owner: str) -> FieldFault | None:
    for key in table:
        if key not in known:
            hint = "" if key in _BLOCK_KEYS else did_you_mean(key, known)
            return FieldFault((*where, key), f"{owner} has no {key[:60]!r}.{hint}")
    return None


def _exact(seconds: int) -> str:
    """Return a duration without rounding, so that one second above a limit shows."""
    minutes, rest = divmod(seconds, 60)
    return " ".join(
        part for part in (format_duration(minutes * 60) if minutes else "", f"{rest} s" if rest else "") if part
    )


def _broken_in_table(table: Any, limits: Skin) -> FieldFault | None:
    if not isinstance(table, dict):
        return None
    for name, limit, most in (
        ("longest_seconds", limits.longest_seconds, True),
        ("check_every_seconds", limits.check_every_seconds, True),
        ("wait_seconds", limits.wait_seconds, False),
    ):
        value = table.get(name)
        if _is_number(value) and (value > limit if most else value < limit):
            bound = "at most" if most else "at least"
            sentence = f"{name} = {value}: a routine may only be stricter with the skin, and this is {bound} {limit}."
            return FieldFault(("skin", name), sentence)
    return None


def steps_in(document: dict[str, Any]) -> Iterator[tuple[Where, dict[str, Any], Any]]:
    """Yield the way to each step of an unvalidated document, its table and its repeat."""
    items = document.get("steps")
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, dict):
            continue
        yield ("steps", number), item, 1
        inner = item.get("steps")
        for within, step in enumerate(inner if isinstance(inner, list) else ()):
            if isinstance(step, dict):
                yield ("steps", number, "steps", within), step, item.get("repeat", 1)


def _is_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def with_skin_rules(routine: Routine, sessions: dict[Kind, Routine]) -> Routine:
    """Return a routine with heat or cold steps with the questions, checks, limits and advice of the shipped sessions.

    Args:
        routine: one of the person's own, within the limits.
        sessions: the shipped session of each kind of step that it has on the skin.
    """
    limits = limits_of(sessions.values())
    checks = {
        kind: next(step for step in session.flat_steps if step.is_skin_check) for kind, session in sessions.items()
    }
    own = routine.skin or limits
    skin = Skin(
        longest_seconds=min(own.longest_seconds, limits.longest_seconds),
        check_every_seconds=min(own.check_every_seconds, limits.check_every_seconds),
        wait_seconds=max(own.wait_seconds, limits.wait_seconds),
        check=next(iter(checks.values())),
    )
    return replace(
        routine,
        steps=tuple(_with_checks(routine.flat_steps, checks, skin.check_every_seconds)),
        ask_first=_merged(*(session.ask_first for session in sessions.values()), routine.ask_first),
        stop_if=_reasons(*(session.stop_if for session in sessions.values()), own=routine.stop_if),
        cautions=tuple(dict.fromkeys((*(c for s in sessions.values() for c in s.cautions), *routine.cautions))),
        skin=skin,
    )


def as_replacement(routine: Routine, shipped: Routine) -> Routine:
    """Return a routine that stands in place of a shipped one of its name, with what that one asks and warns of.

    Its title, steps, times and texts are its own. Questions, reasons to stop, cautions, the advice for a cramp that
    stays and the limits on the skin are those of the shipped one, with its own beside them.
    """
    skips_questions = routine.purpose is Purpose.RELIEF and shipped.asks_at_start
    return replace(
        routine,
        purpose=shipped.purpose if skips_questions else routine.purpose,
        also=routine.also or shipped.also,
        place=routine.place or shipped.place,
        ask_first=_merged(shipped.ask_first, routine.ask_first),
        ask_after=_merged(shipped.ask_after, routine.ask_after),
        stop_if=_reasons(shipped.stop_if, own=routine.stop_if),
        cautions=tuple(dict.fromkeys((*shipped.cautions, *routine.cautions))),
        after=routine.after or shipped.after,
        escalate=shipped.escalate,
        note=routine.note or shipped.note,
        skin=routine.skin or shipped.skin,
    )


def _with_checks(steps: Iterable[Step], checks: dict[Kind, Step], every_seconds: int) -> Iterator[Step]:
    """Yield the steps with a look at the skin after every so many seconds on it, wherever one is missing.

    Heat and cold end by the time alone, and a look of the person's own is no longer than ours: during it the pack
    counts as lifted.
    """
    longest_check = max(check.seconds for check in checks.values())
    since_check = 0
    for step in steps:
        if step.is_skin_check:
            since_check = 0
            yield replace(step, seconds=min(step.seconds, longest_check))
        elif not step.is_on_skin:
            yield step
        else:
            left = step.seconds
            while left:
                if since_check >= every_seconds:
                    since_check = 0
                    yield replace(checks[step.kind], optional=step.optional)
                seconds = min(left, every_seconds - since_check)
                yield replace(step, seconds=seconds, until=None, extend_seconds=None, extend_max=0)
                since_check += seconds
                left -= seconds


def _merged(*groups: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return the questions of all groups, each once; one that several ask has the advice of each."""
    merged: dict[tuple[str, str], Question] = {}
    for question in (question for group in groups for question in group):
        key = question.ask, question.stop_on
        before = merged.get(key)
        advice = dict.fromkeys(then for then in (before and before.then, question.then) if then)
        sign = (before.sign if before else None) or question.sign
        merged[key] = replace(question, sign=sign, then=" ".join(advice) or None)
    return tuple(merged.values())


def _reasons(*groups: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the reasons to stop of all groups, then those of the person's own, each once."""
    added = () if own == STOP_IF else own
    return tuple(dict.fromkeys((*(reason for group in groups for reason in group), *added)))
