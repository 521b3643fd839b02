"""The commands of the trial of one: `trial start`, `trial show`, `trial end`, and `trial` alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.commands.time_options import add_date_order, settle_day
from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.entry.trial_entry import (
    USUAL_WEEKS,
    draft_trial,
    end_trial,
    find_routine,
    find_trial,
    read_weeks,
    records_of,
    usual_rates,
)
from spasmtui.episodes.episode_text import SHORT_ID, stored_sentence
from spasmtui.episodes.model.trial import Measure
from spasmtui.episodes.trial.document import outcome_document, trial_document
from spasmtui.episodes.trial.outcome import judge_trial
from spasmtui.episodes.trial.start_text import start_lines
from spasmtui.episodes.trial.text import (
    OTHER_RUNS,
    head_line,
    now_line,
    page_parts,
    part_lines,
    running_parts,
    spoken_lines,
)
from spasmtui.episodes.trial.week_records import is_running
from spasmtui.errors import WrongUsage
from spasmtui.shell import is_title, offer
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    import argparse

    from spasmtui.episodes.model.trial import Trial
    from spasmtui.shell import Shell

ID_HELP = "the trial's id or its beginning, from `spasmtui trial`; by default the one that runs, else the newest"


def start_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `start`."""
    routine = parser.add_argument("routine", metavar="ROUTINE", help="a routine of care or prevention: bedtime")
    offer(routine, {"bedtime": "Bedtime stretches"}, "routines")
    parser.add_argument("--weeks", default=str(USUAL_WEEKS), metavar="N", help="6 to 20; by default 8")
    measure = parser.add_argument(
        "--measure",
        default="nights",
        metavar="MEASURE",
        help="nights with a cramp, or cramps at night; by default nights",
    )
    offer(measure, {"nights": "nights with a cramp", "cramps": "cramps at night"})
    parser.add_argument("--from", dest="first_day", metavar="DATE", help="first day; by default the next Monday")
    parser.add_argument("-n", "--dry-run", action="store_true", help="say what it would be, and start nothing")
    add_date_order(parser)


def start(arguments: argparse.Namespace, shell: Shell) -> int:
    """Start a trial, and print what was agreed to and how likely it is to find anything.

    Raises:
        WrongUsage: the measure is none, or as `find_routine` and `draft_trial` say.
    """
    services = shell.services
    diary, now = services.diary, services.clock.now()
    routine = find_routine(arguments.routine, services.content, services.config / "routines")
    if arguments.measure not in [*Measure]:
        raise WrongUsage(f"{arguments.measure!r} is not a measure. A trial compares nights or cramps.")
    trial = draft_trial(
        diary,
        routine,
        weeks=read_weeks(arguments.weeks),
        measure=Measure(arguments.measure),
        first_day=None if arguments.first_day is None else settle_day(arguments.first_day, arguments, shell, now),
        now=now,
    )
    rate = usual_rates(diary, now)[trial.measure]
    lines = start_lines(trial, routine.title, rate, routine.cautions)
    if not arguments.dry_run:
        diary.add(trial)
        shell.note_done(stored_sentence("Started and stored", trial))
    if shell.options.wants_json:
        # A draft has a seed too, but the trial that is started later has another.
        shell.write_json({**trial_document(trial, now), "is_started": not arguments.dry_run, "text": lines})
        return 0
    lines.append(
        "Nothing was started. The same without --dry-run starts it."
        if arguments.dry_run
        else f"{now_line(trial, now)} `spasmtui log undo` takes the start back."
    )
    shell.page("\n".join(map(one_line, lines)))
    return 0


def show_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `show`."""
    parser.add_argument("id", nargs="?", metavar="TRIAL", help=ID_HELP)


def show(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print a trial: before its end what is recorded, at its end the comparison."""
    trial = find_trial(shell.services.diary.trials(), arguments.id, shell.services.clock.now())
    _print(trial, shell)
    return 0


def end_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `end`."""
    parser.add_argument("id", nargs="?", metavar="TRIAL", help=ID_HELP)


def end(arguments: argparse.Namespace, shell: Shell) -> int:
    """End a trial early, and print its page, which compares nothing then."""
    diary, now = shell.services.diary, shell.services.clock.now()
    trial = find_trial(diary.trials(), arguments.id, now)
    ended = end_trial(diary, trial, now)
    if ended != trial:
        shell.note_done(stored_sentence("Ended early", ended))
    _print(ended, shell)
    if ended != trial:
        shell.say("Ended early. `spasmtui log undo` lets it go on.")
    return 0


def overview(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Print all trials of the diary, newest first."""
    trials, now = shell.services.diary.trials(), shell.services.clock.now()
    if shell.options.wants_json:
        shell.write_json([trial_document(trial, now) for trial in trials])
        return 0
    names = load_names((trial.routine for trial in trials), shell.services.config / "routines")
    for trial in trials:
        shell.write(one_line(f"{trial.id[:SHORT_ID]}  {head_line(trial, names.routine(trial.routine))}"))
        shell.write(f"  {now_line(trial, now)}")
    if sum(is_running(trial, now) for trial in trials) > 1:
        shell.say(OTHER_RUNS)
    if not trials:
        shell.say("There is no trial yet. `spasmtui trial start bedtime --weeks 8 --dry-run` shows what one is.")
    return 0


def _print(trial: Trial, shell: Shell) -> None:
    """Print what may be known of a trial now."""
    services, now = shell.services, shell.services.clock.now()
    diary = services.diary
    outcome = judge_trial(trial, *records_of(diary, [trial]), diary.trials(), now=now)
    if shell.options.wants_json:
        shell.write_json(outcome_document(outcome, now))
        return
    title = load_names((trial.routine,), services.config / "routines").routine(trial.routine)
    parts = running_parts(outcome, now) if is_running(trial, now) else page_parts(outcome)
    format_part = spoken_lines if shell.is_read_aloud else part_lines
    lines = [one_line(head_line(trial, title))]
    for part in parts:
        lines += ["", *format_part(part)]
    shell.page("\n".join(lines), is_title)
