"""Print the list of all routines and places, or one routine in full."""

from collections.abc import Iterator
from pathlib import Path

from spasmtui.errors import RefusedForSafety, WrongUsage
from spasmtui.relief.routines.loader import RoutineBook, open_book
from spasmtui.relief.routines.model import Routine
from spasmtui.relief.session.texts import routine_notes, side_note
from spasmtui.relief.session.timeline import expand
from spasmtui.relief.tui.preview_texts import main_step
from spasmtui.shared.formats import place_with_side
from spasmtui.shared.plans.routine_summary import RoutineSummary
from spasmtui.shared.times.lengths import format_duration
from spasmtui.shell import Shell


def print_list(shell: Shell, book: RoutineBook) -> int:
    """Print every routine under its place; return the exit code.

    It is 2 when one of the person's own cannot be used, and 3 when one keeps heat or cold on the skin for too long.
    """
    if shell.options.wants_json:
        shell.write_json([routine_document(routine) for routine in book.all()])
    else:
        shell.write(
            "\n".join(spoken_list(book) if shell.is_read_aloud else list_lines(book))
        )  # what to type next stays on the screen, at its end
    for fault in book.faults:
        shell.say(fault.message)
    if any(isinstance(fault, RefusedForSafety) for fault in book.faults):
        return RefusedForSafety.exit_code
    return WrongUsage.exit_code if book.faults else 0


def list_lines(book: RoutineBook) -> Iterator[str]:
    """Yield the lines of the list: every routine under its place, then what to type."""
    for place, routines in book.by_place():
        yield place
        for routine in routines:
            variants = "".join(f" · variant: {variant.name.lower()}" for variant in routine.variants)
            yield f"  {routine.id:<22} {format_duration(routine.seconds):>8}  {routine.title}{variants}"
            if routine.schedule:
                yield f"{'':35}{routine.schedule}"
    yield from _what_to_type(book)


def spoken_list(book: RoutineBook) -> Iterator[str]:
    """Yield the lines of the list without columns: the name of a routine, and what is typed for it."""
    for place, routines in book.by_place():
        yield place
        for routine in routines:
            variants = "".join(f", variant: {variant.name.lower()}" for variant in routine.variants)
            schedule = f", {routine.schedule}" if routine.schedule else ""
            yield f"- {routine.title} ({routine.id}), {format_duration(routine.seconds)}{variants}{schedule}"
    yield from _what_to_type(book)


def _what_to_type(book: RoutineBook) -> tuple[str, ...]:
    words = ", ".join(place.id for place in book.places)
    return ("", f"Places: {words}", "To start one, run: spasm calf --left", "To read one, run: spasm calf --list")


def print_routine(shell: Shell, routine: Routine) -> int:
    """Print one routine in full: its steps, its notes and its evidence."""
    if shell.options.wants_json:
        shell.write_json([full_document(routine)])
    else:
        lines = list(routine_lines(routine, is_read_aloud=shell.is_read_aloud))
        shell.page("\n".join(lines), lambda line: line == lines[0])
    return 0


def routine_document(routine: Routine) -> dict[str, object]:
    """Return the row of a routine in the list as JSON values."""
    return {
        "id": routine.id,
        "title": routine.title,
        "place": routine.place,
        "seconds": routine.seconds,
        "purpose": routine.purpose.value,
        "schedule": routine.schedule,
        "variants": [{"name": variant.name, "say": variant.say} for variant in routine.variants],
    }


def full_document(routine: Routine) -> dict[str, object]:
    """Return a routine as JSON values with its instructions and its evidence."""
    return {
        **routine_document(routine),
        "also": routine.also.value if routine.also else None,
        "position": routine.position or None,
        "steps": [{"seconds": each.seconds, "side": each.side, "say": each.say} for each in expand(routine)],
        "stop_if": list(routine.stop_if),
        "cautions": list(routine.cautions),
        "after": routine.after,
        "note": routine.note,
        "grade": routine.grade or None,
        "facts": list(routine.facts),
        "sources": list(routine.sources),
    }


def routine_lines(routine: Routine, *, is_read_aloud: bool = False) -> Iterator[str]:
    """Yield the lines of one routine in full; for a voice without columns and without dots between words."""
    dot = ", " if is_read_aloud else " · "
    yield f"{routine.title} ({routine.id})"
    place = f"{place_with_side(routine.place, None)}{dot}" if routine.place else ""
    yield f"{place}{routine.purposes}{dot}{format_duration(routine.seconds)}"
    if routine.position:
        yield f"{routine.position}."
    for question in routine.asks_before:
        yield f"First: {question.ask}"
    yield ""
    for number, segment in enumerate(expand(routine), 1):
        optional = " (optional)" if segment.is_optional else ""
        length = format_duration(segment.seconds)
        columns = f"{number}. {length}: " if is_read_aloud else f"{number:>3} {length:>8}  "
        yield f"{columns}{segment.say}{side_note(segment.say, segment.side)}{optional}"
    yield ""
    yield from routine_notes(routine)
    yield from routine.cautions
    yield routine.stop_line
    for question in routine.asks_after:
        yield f"{question.ask} If yes, run: spasmtui urgent"
    if routine.after:
        yield routine.after
    if routine.note:
        yield routine.note
    evidence = (
        (routine.grade, ""),
        (", ".join(routine.facts), "facts "),
        (", ".join(routine.sources), "sources "),
        (", ".join(question.sign for question in (*routine.ask_first, *routine.ask_after) if question.sign), "signs "),
    )
    words = "; ".join(f"{label}{value}" for value, label in evidence if value)
    if words:
        yield f"Evidence: {words}"


def summarize_routines(content: Path, own: Path, language: str) -> dict[str, RoutineSummary]:
    """Return every routine in a few words, by its id, in the order of the list; the person's own files are read.

    Args:
        content: the root of the shipped content.
        own: the folder of the person's own routines; it need not exist.
        language: the language of the run, by its code.
    """
    summaries = {}
    for place, routines in open_book(content, own, language).by_place():
        for routine in routines:
            step = main_step(routine)
            figure = step.figure if step is not None else None
            summaries[routine.id] = RoutineSummary(routine.id, routine.title, place, routine.seconds, figure)
    return summaries
