"""Build the sentences that the full screen and linear mode share."""

from spasmtui.relief.routines.model import Kind, Purpose, Routine, Sides, first_side_word
from spasmtui.relief.session.completion import held_this_round, is_completed, is_worth_recording
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.skin_limits import wait_note
from spasmtui.relief.session.states import State
from spasmtui.relief.session.timeline import Segment
from spasmtui.relief.words import ENGLISH, words
from spasmtui.shared.formats import place_with_side
from spasmtui.shared.times.lengths import format_duration

HELPED = ("no", "some", "most", "gone")
"""The degrees of help as the diary keeps them."""


def side_name(side: str | None) -> str:
    """Return the word for a side: `left`, `right` or `other`; empty for None."""
    return {"left": words().left, "right": words().right, "other": words().other_side}.get(side or "", "")


def side_note(say: str, side: str | None) -> str:
    """Return the side of an instruction in brackets, to follow it; empty where it has none or its words name it."""
    return f" ({side_name(side)})" if side is not None and first_side_word(say) is None else ""


def helped_names() -> dict[str, str]:
    """Return the word for each degree of help, in their order."""
    names = words().helped_no, words().helped_some, words().helped_most, words().helped_gone
    return dict(zip(HELPED, names, strict=True))


def first_clause(say: str, limit: int) -> str:
    """Return the first clause of an instruction in at most `limit` characters, to follow "next:"."""
    ends = [place for mark in (".", ":", ",") if (place := say.find(mark)) > 0]
    # A question keeps its mark, by which it is read as one.
    ends += [place + 1 for mark in ("?", "!") if (place := say.find(mark)) > 0]
    clause = say[: min(ends)].rstrip() if ends else say
    if len(clause) > limit:
        clause = clause[: limit - 1].rsplit(" ", 1)[0] + "…"
    return clause[:1].lower() + clause[1:]


def what_ends_it(segment: Segment) -> str:
    """Return the words for the end of a step: a time, an easing or an answer."""
    say = words()
    if segment.eases:
        return say.until_eases
    if segment.kind is Kind.CHECK:
        return say.look_then_answer if segment.on_no == "stop" else say.yes_or_no
    return {
        Kind.PREP: say.get_ready,
        Kind.HOLD: say.hold,
        Kind.MOVE: say.keep_moving,
        Kind.REST: say.rest,
        Kind.SWAP: say.change_sides,
        Kind.HEAT: say.warmth_on,
        Kind.COLD: say.cold_on,
        Kind.DONE: say.last_step,
    }[segment.kind]


def position(frame: Frame) -> str:
    """Format the position as `2 of 6 · next: rub the calf`, or `6 of 6 · last step`."""
    place = words().position.format(step=frame.step, steps=frame.steps)
    if frame.next_segment is None:
        return f"{place} · {words().last_step}"
    return f"{place} · {words().next_step.format(clause=first_clause(frame.next_segment.say, limit=50))}"


def away_question(frame: Frame) -> str:
    """Format the question after an absence."""
    return words().away.format(time=format_duration(frame.away_seconds))


def title_with_side(routine: Routine, side: str | None, *, joint: str, place: str | None = None) -> str:
    """Return the title, with the place where the routine fits any, and the painful side.

    A practice of both sides, such as stretches for the night, has no side.

    Args:
        routine: the routine.
        side: `left`, `right` or None.
        joint: the text between both.
        place: where it hurts, if that is known; places have a name in English only.
    """
    if routine.sides in (Sides.BOTH, Sides.TOGETHER) and routine.purpose is not Purpose.RELIEF:
        side = None
    if place is not None and routine.place is None and words() is ENGLISH:
        return f"{routine.title}{joint}{place_with_side(place, side)}"
    return f"{routine.title}{joint}{side_name(side)}" if side else routine.title


def ended_head(frame: Frame, *, is_practice: bool) -> str:
    """Format the first line of the end; that of a practice has no word of a cramp."""
    took = format_duration(frame.since_seconds)
    if is_practice:
        ended = words().last_step_after if frame.state is State.FINISHED else words().ended_after
        return ended.format(time=took)
    if frame.state is State.GONE:
        return words().gone_after.format(time=took)
    if frame.state in (State.DONE, State.LEFT):
        return f"{words().stopped_after.format(time=took)} {words().stays_open}"
    return words().has_it_eased


def hurts_lines(routine: Routine) -> str:
    """Return what to do when a practice hurts."""
    first = words().let_go if routine.skin is None else words().take_off
    return f"{first} {routine.stop_line}"


def kept_note(session: Session) -> str:
    """Return the sentence on what the diary keeps of a practice that has ended."""
    seconds, completed = held_this_round(session), is_completed(session)
    if not is_worth_recording(seconds, completed=completed):
        return words().too_short_to_keep
    return words().kept_as_done if completed else words().kept_in_part.format(time=format_duration(round(seconds)))


def after_notes(routine: Routine) -> tuple[str, ...]:
    """Return the notes for afterwards: the questions that were not asked before, then the advice."""
    return (*(f"{question.ask} {words().if_yes_worse}" for question in routine.asks_after), *after_advice(routine))


def after_advice(routine: Routine) -> tuple[str, ...]:
    """Return the advice for afterwards: what to expect, when to do it again, and the wait for the skin."""
    after = (routine.after,) if routine.after else ()
    return (*after, *schedule_note(routine), *wait_note(routine))


def schedule_note(routine: Routine) -> tuple[str, ...]:
    """Return the sentence on when a routine is done, or nothing."""
    return (words().schedule.format(when=routine.schedule),) if routine.schedule else ()


def skin_minutes_left(frame: Frame) -> int | None:
    """Return the whole minutes that the skin may still have, 0 below one; None while nothing is on it."""
    if frame.skin_left_seconds is None or not frame.segment.is_on_skin:
        return None
    return round(frame.skin_left_seconds / 60) if frame.skin_left_seconds >= 60 else 0


def skin_left(frame: Frame) -> str:
    """Format the time that the skin may still have as `skin: 18 of 20 min left`; empty while nothing is on it.

    In whole minutes, so that the text changes once a minute.
    """
    minutes = skin_minutes_left(frame)
    if minutes is None or frame.skin_longest_seconds is None:
        return ""
    if not minutes:
        return words().skin_almost_over
    return words().skin_left.format(minutes=minutes, longest=frame.skin_longest_seconds // 60)


def routine_notes(routine: Routine) -> tuple[str, ...]:
    """Return the schedule of a routine and its variants, one sentence each."""
    return (
        *schedule_note(routine),
        *(f"{variant.name}: {variant.say}" for variant in routine.variants),
    )


def evidence_note(routine: Routine) -> str:
    """Return the grade of a routine's evidence as a sentence; empty for one without."""
    return words().evidence.format(grade=routine.grade) if routine.grade else ""


def cautions_of(routine: Routine) -> tuple[str, ...]:
    """Return the cautions, except those that the rule for the skin already covers."""
    rule = words().skin_rule if routine.skin else ""
    return tuple(caution for caution in routine.cautions if caution.rstrip(".") not in rule)


def lines_beside(routine: Routine) -> tuple[str, ...]:
    """Return the cautions and notes for while it runs, with the key of a version that they speak of."""
    return tuple(_with_key(line, routine) for line in (*cautions_of(routine), *routine_notes(routine)))


def _with_key(text: str, routine: Routine) -> str:
    """Return a text with the key of the version that it speaks of, if that is not the one that is done."""
    named = (each.name for each in routine.versions if each.name.lower() in text.lower())
    return f"{text} {words().press_v}" if any(name != routine.version for name in named) else text
