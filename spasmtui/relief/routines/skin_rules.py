"""Hold the person's own routines to what the shipped ones have: limits of heat and cold, questions, reasons to stop.

A file may make a limit stricter and add a question; it never takes one away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spasmtui.relief.routines.model import STOP_IF, Kind, Purpose, Question, Skin
from spasmtui.shared.durations import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, TypeGuard

    from spasmtui.relief.routines.model import Routine, Step

SHIPPED_SESSIONS = {Kind.HEAT: "heat-session", Kind.COLD: "cold-session"}
"""The shipped routine whose limits, questions and checks each kind of step takes (facts H06, H07, H10, H23, H24)."""

Where = tuple[int | str, ...]
"""The keys and row numbers that lead to a field of a document."""


@dataclass(frozen=True, slots=True)
class BrokenLimit:
    """A field that breaks a limit of heat or cold, and a sentence that says how."""

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
    kinds = {step.get("kind") for _where, step, _repeat in _steps_in(document)}
    return frozenset(kind for kind in SHIPPED_SESSIONS if kind.value in kinds)


def find_broken_limit(document: dict[str, Any], limits: Skin) -> BrokenLimit | None:
    """Return the first field of an unvalidated document that asks for more than the limits allow; None without one.

    A value of the wrong type is passed over: validation names it.
    """
    total = 0
    for where, step, repeat in _steps_in(document):
        seconds = step.get("seconds")
        if step.get("kind") not in tuple(SHIPPED_SESSIONS) or not _is_number(seconds) or not _is_number(repeat):
            continue
        total += max(0, seconds) * max(1, repeat)
        if total > limits.longest_seconds:
            written = f"seconds = {seconds}" + (f", repeat = {repeat}" if repeat != 1 else "")
            return BrokenLimit(
                (*where, "seconds"),
                f"{written}: with this step, heat or cold is on the skin for {format_duration(total)}. No routine may "
                f"keep it there for longer than {format_duration(limits.longest_seconds)}, because more can harm the "
                "skin unnoticed.",
            )
    return _broken_in_table(document.get("skin"), limits)


def _broken_in_table(table: Any, limits: Skin) -> BrokenLimit | None:
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
            return BrokenLimit(("skin", name), sentence)
    return None


def _steps_in(document: dict[str, Any]) -> Iterator[tuple[Where, dict[str, Any], Any]]:
    """Yield the place, the table and the repeat of each step."""
    items = document.get("steps")
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, dict):
            continue
        inner = item.get("steps")
        if not isinstance(inner, list):
            yield ("steps", number), item, 1
            continue
        for within, step in enumerate(inner):
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
