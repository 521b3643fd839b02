"""The commands `report`, the physiotherapist's sheet, and `report questions`, the person's own questions on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.commands.output import add_output_options, choose_format, names_parts, write_output
from spasmtui.episodes.commands.time_options import add_date_order, settle_bound_day
from spasmtui.episodes.report.data import default_period
from spasmtui.episodes.report.formats import SHEET_FORMATS, hidden_sentence, render
from spasmtui.episodes.report.questions import add_question, read_questions, remove_question
from spasmtui.episodes.report.request import SheetRequest, make_contents, sources_of
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import either
from spasmtui.shared.paper import AUTO, PAPERS
from spasmtui.shell import offer
from spasmtui.terminal.sanitize import ascii_fractions

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from spasmtui.shell import Shell

MOST_PAGES = 20
"""The pages that can be asked for."""


def report_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `report`."""
    parser.add_argument("--since", metavar="DATE", help="first day, or 'last month'; by default, four weeks back")
    parser.add_argument("--until", metavar="DATE", help="last day, included; by default, today")
    add_date_order(parser)
    format_ = parser.add_argument(
        "--format", metavar="FORMAT", help="text, md, html or pdf; by default from FILE's ending, else text"
    )
    offer(format_, SHEET_FORMATS)
    paper = parser.add_argument(
        "--paper", metavar="SIZE", default=AUTO, help="a4 or letter, for html and pdf; by default that of your region"
    )
    offer(paper, tuple(PAPERS))
    pages = parser.add_argument(
        "--pages", metavar="N", default="1", help="the most pages, for what one page leaves out; by default 1"
    )
    offer(pages, ("1", "2"))
    notes = parser.add_argument(
        "--notes", metavar="N", default=None, help="the newest N notes, all or none; by default as many as fit"
    )
    offer(notes, ("5", "all", "none"))
    parser.add_argument(
        "--question", action="append", default=[], metavar="TEXT", help="a question of your own; repeatable"
    )
    add_output_options(parser, ("note", "name"))


def report(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the physiotherapist's sheet, or write it to a file."""
    wants_json = shell.options.wants_json
    format_name = "json" if wants_json else choose_format(arguments, SHEET_FORMATS, default="text")
    request = _request(arguments, shell)
    if shell.services.has_settings:
        _ = shell.settings  # names the faults of the settings
    diary = shell.services.diary
    with shell.work("Reading the diary") as work:
        records = diary.episodes(), diary.days(), diary.practices()
        work.step("Composing the sheet")
        services = shell.services
        sources = sources_of(services, request.since)
        contents = make_contents(records, request, sources, services.config / "routines")
        rendered = render(contents, format_name, is_read_aloud=shell.is_read_aloud and arguments.output == "-")
    data = rendered.data
    if shell.options.is_ascii and format_name in ("text", "md"):
        # A file is UTF-8 for whoever reads it; only what is printed must do with the letters of this terminal.
        written = ascii_fractions if arguments.output != "-" else shell.with_signs
        data = written(data.decode()).encode()
    code = write_output(data, arguments, shell, is_binary=format_name == "pdf", is_page=format_name == "text")
    # Notes that were not asked for by their number are counted on the sheet itself.
    if arguments.notes is not None and (sentence := hidden_sentence(rendered.hidden_notes, request.most_pages)):
        shell.say(sentence)
    for sentence in (*sources.faults, *rendered.advice):
        shell.say(sentence)
    return code


def _request(arguments: argparse.Namespace, shell: Shell) -> SheetRequest:
    """Return what was asked for.

    Raises:
        WrongUsage: an option cannot be read, or two contradict each other.
        DataError: the person's own questions cannot be read.
    """
    omitted = names_parts("--omit", arguments.omit, ("note", "name"))
    if arguments.paper.lower() not in (AUTO, *PAPERS):
        raise WrongUsage(f"--paper can be {either(PAPERS)}, not {arguments.paper!r}.")
    most_notes, omits_notes = read_notes(arguments.notes)
    if "note" in omitted and arguments.notes is not None and not omits_notes:
        raise WrongUsage("--notes shows notes and --omit note leaves them out. Name one of the two.")
    since, until = _period(arguments, shell)
    return SheetRequest(
        since=since,
        until=until,
        today=shell.services.clock.now().date(),
        questions=read_questions(shell.services.config, arguments.question),
        most_notes=most_notes,
        omits_notes=omits_notes or "note" in omitted,
        omits_name="name" in omitted,
        paper=arguments.paper.lower(),
        most_pages=_whole_number("--pages", arguments.pages, 1, MOST_PAGES),
    )


def read_notes(word: str | None) -> tuple[int | None, bool]:
    """Return the number of notes, None for all of them, and whether they are left out.

    Raises:
        WrongUsage: it is no number, and neither all nor none.
    """
    if word is None or word.lower() == "all":
        return None, False
    if word.lower() in ("none", "0"):
        return None, True
    if not (word.isascii() and word.isdecimal() and len(word) < 7):
        raise WrongUsage(f"--notes can be a number such as 5, all or none, not {word!r}.")
    return int(word), False


def _whole_number(option: str, word: str, least: int, most: int) -> int:
    """Return a number.

    Raises:
        WrongUsage: it is none, or outside its bounds.
    """
    if not (word.isascii() and word.isdecimal() and len(word) < 7 and least <= int(word) <= most):
        raise WrongUsage(f"{option} is a number from {least} to {most}, not {word!r}.")
    return int(word)


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


def questions_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `report questions`."""
    parser.add_argument("--add", metavar="TEXT", help="one more question")
    parser.add_argument("--remove", metavar="NUMBER", help="take out the question of this number")


def questions(arguments: argparse.Namespace, shell: Shell) -> int:
    """List the person's own questions for the sheet, after adding or removing one."""
    config = shell.services.config
    if arguments.remove is not None:
        gone = remove_question(config, _whole_number("--remove", arguments.remove, 1, 999_999))
        shell.note_done(f"Removed: {gone}")
        shell.say(f"Removed: {gone}")
    if arguments.add is not None:
        add_question(config, arguments.add)
        shell.note_done(f"Added: {arguments.add}")
    known = read_questions(config)
    if shell.options.wants_json:
        shell.write_json(list(known))
    elif known:
        for number, question in enumerate(known, 1):
            shell.write(f"{number}  {question}")
    else:
        shell.write("No questions yet. Add one with: spasmtui report questions --add 'Is it normal?'")
    return 0
