"""Build the sentences that the full screen and linear mode share."""

from spasmtui.relief.routines.model import Kind, Purpose, Routine
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import State
from spasmtui.relief.session.timeline import Segment
from spasmtui.shared.durations import format_duration

SIDE_NAMES = {"left": "left", "right": "right", "other": "other side"}

HELPED = ("no", "some", "most", "gone")
AFTER_QUESTION = "Pain now, 0 to 10?"
SKIN_RULE = "Never asleep, never on bare skin."


def first_clause(say: str, limit: int) -> str:
    """Return the first clause of an instruction in at most `limit` characters, to follow "next:"."""
    ends = [place for mark in (".", ":", ",") if (place := say.find(mark)) > 0]
    clause = say[: min(ends)] if ends else say
    if len(clause) > limit:
        clause = clause[: limit - 1].rsplit(" ", 1)[0] + "…"
    return clause[:1].lower() + clause[1:]


def what_ends_it(segment: Segment) -> str:
    """Return the words for the end of a step: a time, an easing or an answer."""
    if segment.eases:
        return "hold until it eases"
    if segment.kind is Kind.CHECK:
        return "look, then answer" if segment.on_no == "stop" else "yes or no"
    return {
        Kind.PREP: "get ready",
        Kind.HOLD: "hold",
        Kind.MOVE: "keep moving",
        Kind.REST: "rest",
        Kind.SWAP: "change sides",
        Kind.HEAT: "warmth on",
        Kind.COLD: "cold on",
        Kind.DONE: "last step",
    }[segment.kind]


def position(frame: Frame) -> str:
    """Format the position as `2 of 6 · next: rub the calf`, or `6 of 6 · last step`."""
    place = f"{frame.step} of {frame.steps}"
    if frame.next_segment is None:
        return f"{place} · last step"
    return f"{place} · next: {first_clause(frame.next_segment.say, limit=50)}"


def away_question(frame: Frame) -> str:
    """Format the question after an absence."""
    return f"You were away {format_duration(frame.away_seconds)}. Go on, or restart this step?"


def ended_head(frame: Frame, routine: Routine) -> str:
    """Format the first line of the end."""
    took = format_duration(frame.since_seconds)
    if routine.purpose is Purpose.PREVENTION:
        return f"That was the last step, after {took}." if frame.state is State.FINISHED else f"Ended after {took}."
    if frame.state is State.GONE:
        return f"Gone after {took}."
    if frame.state is State.LEFT:
        stays_open = " The episode stays open until you say when it ended."
        return f"Stopped here, after {took}.{stays_open if routine.purpose is Purpose.RELIEF else ''}"
    return "That was the last step. Has it eased?"


def after_notes(routine: Routine) -> tuple[str, ...]:
    """Return the notes for afterwards: the questions that were not asked before, then the advice."""
    return (*(f"{question.ask} If yes: w" for question in routine.asks_after), *after_advice(routine))


def after_advice(routine: Routine) -> tuple[str, ...]:
    """Return the advice for afterwards: what to expect, when to do it again, and the wait for the skin."""
    after = (routine.after,) if routine.after else ()
    return (*after, *schedule_note(routine), *wait_note(routine))


def schedule_note(routine: Routine) -> tuple[str, ...]:
    """Return the sentence on when a routine is done, or nothing."""
    return (f"Schedule: {routine.schedule}.",) if routine.schedule else ()


def skin_left(frame: Frame) -> str:
    """Format the time that the skin may still have as `skin: 18 of 20 min left`; empty while nothing is on it.

    In whole minutes, so that the text changes once a minute.
    """
    if frame.skin_left_seconds is None or frame.skin_longest_seconds is None or not frame.segment.is_on_skin:
        return ""
    if frame.skin_left_seconds < 60:
        return "skin: less than a minute left"
    return f"skin: {round(frame.skin_left_seconds / 60)} of {frame.skin_longest_seconds // 60} min left"


def routine_notes(routine: Routine) -> tuple[str, ...]:
    """Return the schedule of a routine and its variants, one sentence each."""
    return (*schedule_note(routine), *(f"{variant.name}: {variant.say}" for variant in routine.variants))


def routine_preview(routine: Routine, *, is_short: bool) -> tuple[str, ...]:
    """Return the lines that describe a routine before it starts: position, notes and evidence.

    Args:
        routine: the routine.
        is_short: leave out the evidence, and the position where there are notes.
    """
    notes = routine_notes(routine)
    position = (f"{routine.position}.",) if routine.position and not (is_short and notes) else ()
    evidence = f"Evidence: {routine.grade}. " if routine.grade and not is_short else ""
    return (*position, *notes, f"{evidence}Enter starts it, s changes the side later.")


def cautions_of(routine: Routine) -> tuple[str, ...]:
    """Return the cautions, except those that the rule for the skin already covers."""
    rule = SKIN_RULE if routine.skin else ""
    return tuple(caution for caution in routine.cautions if caution.rstrip(".") not in rule)


def wait_note(routine: Routine) -> tuple[str, ...]:
    """Return the sentence on the wait before the next warmth or cold (facts H06, H07, H23), or nothing."""
    if routine.skin is None:
        return ()
    wait = format_duration(routine.skin.wait_seconds)
    return (f"At least {wait} until the next one, and until the skin feels and looks as usual.",)
