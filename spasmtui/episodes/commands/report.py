"""The command `report`: the physiotherapist's sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.commands.output import add_output_options, choose_format, names_notes, write_output
from spasmtui.episodes.commands.time_options import add_date_order, settle_bound_day
from spasmtui.episodes.report.data import build_report, default_period
from spasmtui.episodes.report.formats import SHEET_FORMATS, render_sheet
from spasmtui.episodes.report.names import load_names, read_questions
from spasmtui.episodes.report.sheet import compose_sheet
from spasmtui.errors import WrongUsage
from spasmtui.shell import offer
from spasmtui.terminal.sanitize import ascii_fractions

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from spasmtui.shell import Shell


def report_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `report`."""
    parser.add_argument("--since", metavar="DATE", help="first day, or 'last month'; by default, four weeks back")
    parser.add_argument("--until", metavar="DATE", help="last day, included; by default, today")
    add_date_order(parser)
    format_ = parser.add_argument(
        "--format", metavar="FORMAT", help="text, md, html or pdf; by default from FILE's ending, else text"
    )
    offer(format_, SHEET_FORMATS)
    parser.add_argument(
        "--question", action="append", default=[], metavar="TEXT", help="a question of your own; repeatable"
    )
    add_output_options(parser)


def report(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the physiotherapist's sheet, or write it to a file."""
    wants_json = shell.options.wants_json
    format_name = "json" if wants_json else choose_format(arguments, SHEET_FORMATS, default="text")
    omits_notes = names_notes("--omit", arguments.omit)
    today = shell.services.clock.now().date()
    since, until = _period(arguments, shell)
    questions = read_questions(shell.services.config, arguments.question)
    diary = shell.services.diary
    with shell.work("Reading the diary") as work:
        values = build_report(
            diary.episodes(),
            diary.days(),
            diary.practices(),
            since=since,
            until=until,
            made_on=today,
            questions=questions,
            omits_notes=omits_notes,
        )
        work.step("Composing the sheet")
        sheet = compose_sheet(values, load_names(values, shell.services.content))
        data = render_sheet(sheet, format_name, is_read_aloud=shell.is_read_aloud and arguments.output == "-")
    if shell.options.is_ascii and format_name in ("text", "md"):
        # A file is UTF-8 for whoever reads it; only what is printed must do with the letters of this terminal.
        written = ascii_fractions if arguments.output != "-" else shell.with_signs
        data = written(data.decode()).encode()
    return write_output(data, arguments, shell, is_binary=format_name == "pdf", is_page=format_name == "text")


def _period(arguments: argparse.Namespace, shell: Shell) -> tuple[date, date]:
    """Return the first and the last day.

    Raises:
        WrongUsage: a date cannot be read, or the period ends before it begins.
    """
    now = shell.services.clock.now()
    until, since = now.date(), None
    if arguments.until is not None:
        until = settle_bound_day(arguments.until, arguments, shell, now, is_end=True)
    if arguments.since is not None:
        since = settle_bound_day(arguments.since, arguments, shell, now, is_end=False)
    since = since or default_period(until)[0]
    if since > until:
        raise WrongUsage(f"The period begins on {since} and ends before, on {until}. Swap --since and --until.")
    return since, until
