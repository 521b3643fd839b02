"""The command `log export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.commands.listing import Selection
from spasmtui.episodes.commands.lookup import known_names
from spasmtui.episodes.commands.output import add_output_options, choose_format, names_notes, write_output
from spasmtui.episodes.commands.time_options import add_period_options, settle_period
from spasmtui.episodes.exchange.exporters.csv_format import dictionary_text
from spasmtui.episodes.exchange.exporters.export import (
    EPISODE_ONLY_FORMATS,
    FORMATS,
    FORMATS_WITH_TITLES,
    export_records,
    select_period,
)
from spasmtui.episodes.model.names import SHIPPED
from spasmtui.episodes.store.maintenance.encryption import encrypt
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import listed, many
from spasmtui.shell import offer

if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell


def export_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `export`."""
    format_ = parser.add_argument(
        "--format",
        metavar="FORMAT",
        help="csv, json, jsonl, md, ics, fhir or tinydb (the whole diary); by default from FILE's ending, else json; "
        "app is no diary: one page for a phone, with the guide, the urgent page and the relief timer",
    )
    offer(format_, (*FORMATS, PAGE))
    add_period_options(parser)
    also = parser.add_argument(
        "--with", dest="also", action="append", default=[], metavar="note", help="include the notes in a calendar"
    )
    offer(also, ("note",))
    parser.add_argument("--encrypt", metavar="KEY", help="the age or SSH public key to encrypt it for")
    parser.add_argument("--columns", action="store_true", help="print what the columns of the CSV mean, and no episode")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of an episode, and no episode")
    add_output_options(parser)


def export(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the diary's episodes in another format, or write them to a file."""
    if arguments.format == PAGE:
        return _export_page(arguments, shell)
    if arguments.columns:
        return write_output(dictionary_text().encode(), arguments, shell)
    if arguments.schema:
        return write_output((shell.services.content / "episode.schema.json").read_bytes(), arguments, shell)
    format_name = choose_format(arguments, (*FORMATS, PAGE), default="json")
    now, diary = shell.services.clock.now(), shell.services.diary
    period = settle_period(arguments, shell, now)
    omits_notes = names_notes("--omit", arguments.omit)
    has_notes_in_calendar = names_notes("--with", arguments.also)
    with shell.work("Reading the diary") as work:
        days, practices = select_period(diary.days(), diary.practices(), period)
        episodes = Selection(period).episodes(diary)
        work.step("Exporting")
        data = export_records(
            work.over(episodes, len(episodes)),
            format_name,
            omits_notes=omits_notes,
            has_notes_in_calendar=has_notes_in_calendar,
            now=now,
            days=days,
            practices=practices,
            names=known_names(episodes, shell) if format_name in FORMATS_WITH_TITLES else SHIPPED,
        )
        if arguments.encrypt:
            data = encrypt(data, arguments.encrypt)
    code = write_output(data, arguments, shell, is_binary=bool(arguments.encrypt))
    if format_name in FORMATS_OF_RECORDS:
        # Of a period no trial is asked for: its weeks are more than what is recorded in one.
        trials = len(diary.trials()) if period is None else 0
        carries_days = format_name not in EPISODE_ONLY_FORMATS
        left = (0, 0, trials) if carries_days else (len(days), len(practices), trials)
        if any(left):
            shell.say(_omission(*left))
    return code


def _export_page(arguments: argparse.Namespace, shell: Shell) -> int:
    """Write the offline page; the diary is not asked for anything.

    Raises:
        WrongUsage: an option is about the diary, or the page would be written on a terminal.
        DataError: the file could not be written.
    """
    given = ("since", "until", "on", "date_order", "also", "encrypt", "columns", "schema", "omit")
    names = {"also": "with", "date_order": "date-order"}
    wrong = [f"--{names.get(each, each)}" for each in given if getattr(arguments, each)]
    if wrong:
        raise WrongUsage(
            f"--format app writes the guide, the urgent page and the relief timer, and nothing of the diary, "
            f"so leave out {listed(wrong)}."
        )
    if arguments.output == "-" and shell.is_terminal:
        raise WrongUsage("The page is for a browser. Name a file with -o, such as -o spasm.html.")
    with shell.work("Writing the page"):
        data = shell.services.offline_page(shell.options.language)
    return write_output(data, arguments, shell, is_binary=True)


def _omission(days: int, practices: int, trials: int) -> str:
    """Return the sentence that names the records a format leaves behind, and what carries them."""
    counts = [(days, "day"), (practices, "practised routine"), (trials, "trial")]
    records = listed(many(count, one) for count, one in counts if count)
    verb = "is" if days + practices + trials == 1 else "are"
    carries = "`log backup` leaves nothing out" if trials else "--format tinydb and `log backup` leave nothing out"
    return f"{records} {verb} not part of this format; {carries}."


PAGE = "app"
"""The format that has nothing of the diary: the offline page."""
FORMATS_OF_RECORDS = (*EPISODE_ONLY_FORMATS, "tinydb")
"""The formats that a diary can be read from again."""
