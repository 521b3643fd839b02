"""The commands that record a practice of the plan that no timer saw: `plan done` and `plan skip`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.commands.time_options import add_date_order, settle_day, settle_moment
from spasmtui.episodes.entry.field_input import read_score
from spasmtui.episodes.model.episode import MOST_SECONDS, Practice, Side
from spasmtui.episodes.model.json_document import practice_document
from spasmtui.errors import DiaryLocked, SpasmError, WrongUsage
from spasmtui.shared.formats import day_name, moment
from spasmtui.shared.outcomes.strain import strain_note
from spasmtui.shared.plans.model import MOST_SETS, PlanSides, monday_of, plan_day
from spasmtui.shared.plans.progress import PlanProgress
from spasmtui.shared.plans.words import SIDE_WORDS, today_words
from spasmtui.shell import load, offer
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    import argparse
    from datetime import date, datetime

    from spasmtui.shared.plans.progress import ItemCounts
    from spasmtui.shell import Shell

TAKES_BACK = "`spasmtui log undo` takes it back."
NOT_COUNTED = "What is left of the plan cannot be counted without the key of the diary."


def done_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `done`."""
    _routine_argument(parser)
    parser.add_argument("--at", metavar="WHEN", help="when it began; by default it has just ended")
    parser.add_argument("--for", dest="length", metavar="DURATION", help="how long; by default as the routine takes")
    parser.add_argument("--side", metavar="SIDE", help="left, right or both; by default as planned")
    parser.add_argument("--sets", metavar="N", help="how many sets; by default those that one time still lacks")
    parser.add_argument("--early", action="store_true", help="it was ended early")
    parser.add_argument("--pain", metavar="0-10", help="the pain before it")
    parser.add_argument("--pain-after", metavar="0-10", help="the pain after it")
    parser.add_argument("--effort", metavar="0-10", help="how hard it was")
    add_date_order(parser)


def skip_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `skip`."""
    _routine_argument(parser)
    parser.add_argument("--at", metavar="WHEN", help="another day or time, such as yesterday; by default now")
    parser.add_argument("--side", metavar="SIDE", help="left, right or both; by default the one that is still due")
    add_date_order(parser)


def _routine_argument(parser: argparse.ArgumentParser) -> None:
    routine = parser.add_argument("routine", nargs="+", metavar="ROUTINE", help="a routine by its id, title or word")
    offer(routine, (), "routines")


def done(arguments: argparse.Namespace, shell: Shell) -> int:
    """Record a routine that was done without the timer, then print it.

    Raises:
        WrongUsage: a value cannot be used, or it is not over yet.
        KeptAside: it could not be stored.
    """
    services, now = shell.services, shell.services.clock.now()
    routine = services.find_routine(" ".join(arguments.routine))
    seconds = _seconds(arguments, shell, routine)
    at = settle_moment(arguments.at, arguments, shell, now)
    started_at = at or now - timedelta(seconds=seconds)
    _check_is_over(started_at, seconds if arguments.length else 0, now)
    side = _side(arguments.side)
    planned, is_locked = _planned(shell, routine, plan_day(started_at), side)
    if is_locked and planned is not None and planned.item.sets > 1 and not (arguments.sets or arguments.early):
        raise WrongUsage("Without the key of the diary nobody can tell how many sets are left. Say it with --sets.")
    if side is None and planned is not None and planned.item.sides is not None:
        side = Side(planned.item.sides.value)
    fields: dict[str, Any] = {
        name: read_score(text, subject)
        for name, subject in (("pain", "The pain"), ("pain_after", "The pain afterwards"), ("effort", "The effort"))
        if (text := getattr(arguments, name)) is not None
    }
    practices = [
        _practice(shell, routine, started_at, seconds=seconds, completed=not arguments.early, side=side, **fields)
        for _number in range(_sets(arguments, planned))
    ]
    _store(practices, shell, _described(practices, shell))
    return 0


def skip(arguments: argparse.Namespace, shell: Shell) -> int:
    """Record that a routine of the plan is left out this time, then print what is still due.

    Raises:
        WrongUsage: the routine is not planned on that day, or nothing of it is due any more.
        KeptAside: it could not be stored.
    """
    services, now = shell.services, shell.services.clock.now()
    routine = services.find_routine(" ".join(arguments.routine))
    at = _skipped_at(arguments, shell, now)
    _check_is_over(at, 0, now)
    side = _side(arguments.side)
    planned, _is_locked = _planned(shell, routine, plan_day(at), side)
    title = services.routine_title(routine)
    when = _when(plan_day(at), plan_day(now))
    if planned is None or not planned.counts.planned:
        raise WrongUsage(f"{title} is not planned {when}, so there is nothing to skip. spasmtui plan shows what is.")
    if not planned.counts.to_come and not planned.counts.not_recorded:
        raise WrongUsage(f"{title}: {today_words(planned)} {when}. There is nothing left to skip.")
    sides = planned.item.sides
    side = Side(sides.value) if sides is not None else side
    practice = _practice(shell, routine, at, seconds=0, completed=False, is_skipped=True, side=side)
    name = f"{title}, {SIDE_WORDS[sides]}" if sides is not None else title
    _store([practice], shell, f"Skipped {when}: {name}.")
    return 0


def _skipped_at(arguments: argparse.Namespace, shell: Shell, now: datetime) -> datetime:
    """Return the time that was typed, or noon of a day without one; now where none was.

    Raises:
        WrongUsage: it is no time and no day, or could be two.
    """
    try:
        return settle_moment(arguments.at, arguments, shell, now) or now
    except WrongUsage as error:
        try:
            day = settle_day(arguments.at, arguments, shell, now)
        except WrongUsage:
            raise error from None
    return now if day == plan_day(now) else now.replace(year=day.year, month=day.month, day=day.day, hour=12)


def _practice(shell: Shell, routine: str, started_at: datetime, **fields: Any) -> Practice:
    diary = shell.services.diary
    return Practice(
        id=diary.new_id(),
        routine=routine,
        started_at=started_at.replace(microsecond=0),
        device=diary.known_device,
        **fields,
    )


def _store(practices: list[Practice], shell: Shell, sentence: str) -> None:
    """Store practices, and say what is planned on their day now.

    Raises:
        KeptAside: one could not be stored.
    """
    for practice in practices:
        shell.services.diary.keeper.store(practice)
    shell.note_done(sentence)
    if shell.options.wants_json:
        documents = [practice_document(each) for each in practices]
        shell.write_json(documents if len(documents) > 1 else documents[0])
        return
    first = practices[0]
    day, today = plan_day(first.started_at), plan_day(shell.services.clock.now())
    planned, is_locked = _planned(shell, first.routine, day, first.side)
    if is_locked:
        counted = NOT_COUNTED
    elif planned is None:
        counted = "It is not in the plan of that day."
    else:
        when = _when(day, today)
        counted = f"{when[0].upper()}{when[1:]}: {today_words(planned)}."
    shell.write(f"{sentence} {counted}")
    if note := strain_note(first.pain, first.pain_after, first.effort):
        shell.write(f"{note} `spasmtui urgent` shows the signs that need help.")
    shell.say(TAKES_BACK if len(practices) == 1 else f"`spasmtui log undo` takes back one set of {len(practices)}.")


def _described(practices: list[Practice], shell: Shell) -> str:
    """Return what was recorded as a sentence, such as `Recorded: Shin cramp, left side, ended early.`."""
    first = practices[0]
    pains = [score for score in (first.pain, first.pain_after) if score is not None]
    parts = (
        shell.services.routine_title(first.routine),
        moment(first.started_at),
        SIDE_WORDS[PlanSides(first.side.value)] if first.side else "",
        f"{len(practices)} sets" if len(practices) > 1 else "",
        "" if first.completed else "ended early",
        _pain_words(first.pain, first.pain_after) if pains else "",
        "" if first.effort is None else f"effort {first.effort}",
    )
    return one_line(f"Recorded: {', '.join(filter(None, parts))}.")


def _pain_words(before: int | None, after: int | None) -> str:
    if before is None:
        return f"pain afterwards {after}"
    return f"pain before {before}" + ("" if after is None else f" and afterwards {after}")


def _planned(shell: Shell, routine: str, day: date, side: Side | None) -> tuple[ItemCounts | None, bool]:
    """Return what became of the item of a routine on a day, the one of which something is due before others.

    Of an encrypted diary without its key the item is as if nothing were recorded, since recording needs no key; the
    second value is True then.
    """
    services, is_locked = shell.services, False
    try:
        progress = services.plan_progress(since=monday_of(day))
    except DiaryLocked:
        progress, is_locked = PlanProgress(services.plan.plan, (), plan_day(services.clock.now())), True
    found = [
        each
        for each in progress.on_day(day)
        if each.item.routine == routine and (side in (None, Side.BOTH) or each.item.sides in (None, "both", side))
    ]
    due = (each for each in found if each.counts.to_come or each.counts.not_recorded)
    return next(due, found[0] if found else None), is_locked


def _sets(arguments: argparse.Namespace, planned: ItemCounts | None) -> int:
    """Return how many sets were done: those that were named, else those that one time of the plan still lacks.

    Raises:
        WrongUsage: it is no number of sets.
    """
    if (typed := arguments.sets) is None:
        return 1 if planned is None or arguments.early else planned.item.sets - planned.sets_done
    if not typed.isdecimal() or not typed.isascii() or len(typed) > 2 or not 1 <= int(typed) <= MOST_SETS:
        raise WrongUsage(f"--sets must be a whole number from 1 to {MOST_SETS}.")
    return int(typed)


def _seconds(arguments: argparse.Namespace, shell: Shell, routine: str) -> int:
    """Return the length that was typed, else that of the routine as it is written."""
    if arguments.length is not None:
        limit = timedelta(seconds=MOST_SECONDS)
        seconds: int = load("spasmtui.shared.times.length_words:parse_duration")(arguments.length, longest=limit)
        return seconds
    try:
        whole: int = shell.services.load_routine(routine).seconds
    except SpasmError:
        return 0  # what is wrong with its file is named where it is started; it was done all the same
    return whole


def _side(text: str | None) -> Side | None:
    if text is None:
        return None
    side = load("spasmtui.shared.words.place_request:read_side")(text.strip().lower())
    if side is None:
        raise WrongUsage(f"--side must be left, right or both, not {text[:30]!r}.")
    return Side(side)


def _check_is_over(started_at: datetime, seconds: int, now: datetime) -> None:
    if started_at + timedelta(seconds=seconds) > now:
        raise WrongUsage(f"That is not over yet: it is now {moment(now)}. Give an earlier time with --at.")


def _when(day: date, today: date) -> str:
    return "today" if day == today else f"on {day_name(day)}"
