"""The command `log import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.commands.import_dialog import ask_about, asks_before, has_shown_all
from spasmtui.episodes.commands.time_options import date_order, warn_of_unknown_zone
from spasmtui.episodes.exchange.import_review import open_review
from spasmtui.episodes.exchange.import_text import UNDO, import_lines
from spasmtui.episodes.exchange.importers.detect import AUTO, FORMATS, open_data
from spasmtui.episodes.exchange.importers.import_plan import ImportPlan
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.source import read_file, read_stream
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import either, many
from spasmtui.shell import offer

if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell


def import_file_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `import`."""
    parser.add_argument("file", metavar="FILE", help="the file to read; - is standard input")
    format_ = parser.add_argument(
        "--from",
        dest="format",
        default=AUTO,
        metavar="FORMAT",
        help=either(FORMATS),
    )
    offer(format_, FORMATS)
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="what a column of a table is; COLUMN= leaves it out",
    )
    parser.add_argument("--date-order", metavar="ORDER", help="dmy, mdy or ymd: how to read dates such as 5/12/2026")
    parser.add_argument(
        "--sheet", default="", metavar="NAME", help="which sheet of a workbook to read, if several have episodes"
    )
    parser.add_argument("--identity", metavar="KEYFILE", help="the file with your age or SSH key")
    parser.add_argument("-n", "--dry-run", action="store_true", help="count and check, write nothing")
    parser.add_argument("-y", "--yes", action="store_true", help="import at once, without asking first")


def import_file(arguments: argparse.Namespace, shell: Shell) -> int:
    """Read a file to its end, compare it with the diary, then write every new record or none."""
    context, diary = _context(arguments, shell), shell.services.diary
    warn_of_unknown_zone(shell)
    if arguments.file == "-":
        shell.say_type_now("or paste what is to be imported")
        data = read_stream(shell.stdin.buffer, context.name)
    else:
        data = read_file(Path(arguments.file))
    if is_asked := asks_before(arguments, shell):
        counts = ask_about(open_review(open_data(data, arguments.format, context), context), shell)
        if counts is None:
            shell.say("Nothing was imported.")
            return 0
    else:
        with shell.work(f"Reading {context.name}") as work:
            review = open_review(open_data(data, arguments.format, context), context)
            counts = review.count(diary, work.over, work.step)
    result, plan = counts
    with shell.work("Writing") as work:
        written = 0 if arguments.dry_run or not plan.records else diary.merge(plan.records, work.over, is_import=True)
    if written:
        shell.note_done(f"{many(written, 'record')} imported and stored.{UNDO}")
    if shell.options.wants_json:
        shell.write_json(_import_document(result, plan, written, is_dry_run=arguments.dry_run))
    else:
        lines = import_lines(result, plan, written, context.name, is_dry_run=arguments.dry_run)
        shell.write("\n".join(lines[-1:] if is_asked and has_shown_all(counts) else lines))
    return 4 if result.rejected else 0


def _context(arguments: argparse.Namespace, shell: Shell) -> ImportContext:
    """Return the file's name and the circumstances of the import.

    Raises:
        WrongUsage: `--map` is not of the form COLUMN=FIELD.
    """
    columns: dict[str, str] = {}
    for pair in arguments.map:
        column, equals, field = pair.rpartition("=")
        if not equals or not column:
            raise WrongUsage(f"--map is COLUMN=FIELD, such as --map 'Pain level=pain', not {pair!r}.")
        columns[column.strip()] = field.strip()
    services = shell.services
    return ImportContext(
        name="Standard input" if arguments.file == "-" else Path(arguments.file).name,
        now=services.clock.now(),
        device=services.diary.device,
        content=services.content,
        own_routines=services.config / "routines",
        folder="" if arguments.file == "-" else Path(arguments.file).absolute().parent.name,
        columns=columns,
        date_order=date_order(arguments),
        sheet=arguments.sheet,
        identity=Path(arguments.identity) if arguments.identity else None,
    )


def _import_document(result: ImportResult, plan: ImportPlan, written: int, *, is_dry_run: bool) -> dict[str, Any]:
    return {
        "format": result.format,
        "read": result.row_count,
        "new": len(plan.new),
        "newer": len(plan.newer),
        "same": plan.same,
        "older": plan.older,
        "repeated": plan.repeated,
        "purged": plan.purged,
        "deleted": plan.deleted,
        "rejected": [{result.unit: each.line, "reason": each.reason} for each in result.rejected],
        "cells": [{"column": each.column, "line": each.line, "reason": each.reason} for each in result.cells],
        "skipped": [{"line": each.line, "reason": each.reason} for each in result.skipped],
        "remarks": list(result.remarks),
        "unmapped": list(result.unmapped),
        "left_out": list(result.left_out),
        "alike": [[record.id, existing.id] for record, existing in plan.alike],
        "written": written,
        "dry_run": is_dry_run,
    }
