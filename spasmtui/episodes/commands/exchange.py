"""Commands that carry the diary out of the program and into it: the physiotherapist's sheet, export and import."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from spasmtui.episodes.exchange.importers.import_plan import ImportPlan
    from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
    from spasmtui.shell import Shell

SHEETS = ("text", "md", "html", "pdf")
SHOWN_REJECTED = 20
"""Rejected rows named in the text; `--json` names all."""
UNDO = " `spasmtui log undo` takes all of them back."


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="a new file; - is standard output")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")
    parser.add_argument("--omit", action="append", default=[], metavar="note", help="leave the notes out")


def report_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `report`."""
    parser.add_argument("--since", metavar="DATE", help="first day; without it, four weeks")
    parser.add_argument("--until", metavar="DATE", help="last day, itself included; without it, today")
    parser.add_argument(
        "--format", metavar="FORMAT", help="text, md, html or pdf; without it, what FILE ends in, or text"
    )
    parser.add_argument(
        "--question", action="append", default=[], metavar="TEXT", help="a question of your own; repeatable"
    )
    _add_output(parser)


def export_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `export`."""
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        help="csv, json, jsonl, md, ics, fhir or tinydb (the whole diary); without it, FILE's ending, or json",
    )
    parser.add_argument("--since", metavar="WHEN", help="from a date or time")
    parser.add_argument("--until", metavar="WHEN", help="up to a date (its whole day) or time")
    parser.add_argument("--with", dest="also", action="append", default=[], metavar="note", help="notes in a calendar")
    parser.add_argument("--encrypt", metavar="KEY", help="an age or SSH public key that alone will open it")
    parser.add_argument("--columns", action="store_true", help="print what the columns of the CSV mean, and no episode")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of an episode, and no episode")
    _add_output(parser)


def import_file_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `import_`."""
    parser.add_argument("file", metavar="FILE", help="- reads standard input")
    parser.add_argument(
        "--from",
        dest="form",
        default="auto",
        metavar="FORMAT",
        help="auto, json, jsonl, csv, migraine-buddy, loop or cluster-headache",
    )
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD", help="what a column of a CSV is; repeatable"
    )
    parser.add_argument("--identity", metavar="KEYFILE", help="the file with your age or SSH key")
    parser.add_argument("--dry-run", action="store_true", help="count and check, write nothing")


def report(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the physiotherapist's sheet, or write it to a file."""
    from spasmtui.episodes.report.data import report as reported  # noqa: PLC0415
    from spasmtui.episodes.report.formats import rendered  # noqa: PLC0415
    from spasmtui.episodes.report.names import load_names, read_questions  # noqa: PLC0415
    from spasmtui.episodes.report.sheet import compose  # noqa: PLC0415
    from spasmtui.terminal.sanitize import ascii_fractions  # noqa: PLC0415

    form = "json" if shell.options.wants_json else _format(arguments, SHEETS)
    omits_notes = _are_notes("--omit", arguments.omit)
    since, until, today = _period(arguments, shell)
    diary = shell.services.diary
    made = reported(
        diary.episodes(),
        diary.days(),
        diary.practices(),
        since=since,
        until=until,
        made_on=today,
        questions=read_questions(shell.services.config, arguments.question),
        are_notes_left_out=omits_notes,
    )
    sheet = compose(made, load_names(made, shell.services.content))
    data = rendered(sheet, form)
    if shell.options.is_ascii and form in ("text", "md"):
        data = ascii_fractions(data.decode()).encode()
    return _put(data, arguments, shell, is_binary=form == "pdf")


def export(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the diary's episodes in another format, or write them to a file."""
    if arguments.columns:
        from spasmtui.episodes.exchange.exporters.csv_format import dictionary_text  # noqa: PLC0415

        return _put(dictionary_text().encode(), arguments, shell)
    if arguments.schema:
        return _put((shell.services.content / "episode.schema.json").read_bytes(), arguments, shell)
    from spasmtui.episodes.exchange.exporters.export import EPISODE_ONLY_FORMATS, FORMATS, export_records, select_period  # noqa: PLC0415
    from spasmtui.shared.dates import parse_bound  # noqa: PLC0415

    form = _format(arguments, FORMATS, usual="json")
    now, diary = shell.services.clock.now(), shell.services.diary
    since = arguments.since and parse_bound(arguments.since, now, is_end=False)
    until = arguments.until and parse_bound(arguments.until, now, is_end=True)
    days, practices = select_period(diary.days(), diary.practices(), since, until)
    data = export_records(
        diary.episodes(since=since, until=until),
        form,
        omits_notes=_are_notes("--omit", arguments.omit),
        has_notes_in_calendar=_are_notes("--with", arguments.also),
        now=now,
        days=days,
        practices=practices,
    )
    if arguments.encrypt:
        from spasmtui.episodes.store.maintenance.encryption import encrypt  # noqa: PLC0415 -- an extra, rarely used

        data = encrypt(data, arguments.encrypt)
    code = _put(data, arguments, shell, is_binary=bool(arguments.encrypt))
    if form in EPISODE_ONLY_FORMATS and (days or practices):
        shell.say(_not_carried(len(days), len(practices)))
    return code


def _not_carried(days: int, practices: int) -> str:
    """What a format leaves behind, and what takes it along."""
    from spasmtui.shared.formats import many  # noqa: PLC0415

    counts = [(days, "day"), (practices, "practised routine")]
    left = " and ".join(many(count, one) for count, one in counts if count)
    verb = "is" if days + practices == 1 else "are"
    return f"{left} {verb} not part of this format; --format tinydb and `log backup` carry them."


def import_file(arguments: argparse.Namespace, shell: Shell) -> int:
    """Read a file to its end, say what it would change, then write all of it or nothing."""
    from spasmtui.episodes.exchange.importers.detect import import_data  # noqa: PLC0415
    from spasmtui.episodes.exchange.importers.import_plan import plan_import  # noqa: PLC0415

    data, origin = _taken_in(arguments, shell)
    reading = import_data(data, arguments.form, origin)
    diary = shell.services.diary
    planned = plan_import(reading, diary.episodes(), diary.days(), diary.practices())
    written = 0 if arguments.dry_run or not planned.records else diary.merge(planned.records)
    if shell.options.wants_json:
        shell.write_json(_import_document(reading, planned, written, is_dry_run=arguments.dry_run))
    else:
        shell.write("\n".join(_import_lines(reading, planned, written, origin, is_dry_run=arguments.dry_run)))
    return 4 if reading.rejected else 0


def _taken_in(arguments: argparse.Namespace, shell: Shell) -> tuple[bytes, ImportContext]:
    from pathlib import Path  # noqa: PLC0415

    from spasmtui.episodes.exchange.importers.result import ImportContext  # noqa: PLC0415
    from spasmtui.episodes.exchange.importers.source import read_file, read_stream  # noqa: PLC0415
    from spasmtui.errors import WrongUsage  # noqa: PLC0415

    columns: dict[str, str] = {}
    for pair in arguments.map:
        column, equals, field = pair.rpartition("=")
        if not equals or not column:
            raise WrongUsage(f"--map is COLUMN=FIELD, such as --map 'Pain level=pain', not {pair!r}.")
        columns[column.strip()] = field.strip()
    is_stdin = arguments.file == "-"
    data = read_stream(shell.stdin.buffer, "Standard input") if is_stdin else read_file(Path(arguments.file))
    services = shell.services
    return data, ImportContext(
        name="Standard input" if is_stdin else Path(arguments.file).name,
        now=services.clock.now(),
        device=services.diary.device,
        content=services.content,
        columns=columns,
        identity=Path(arguments.identity) if arguments.identity else None,
    )


def _import_document(reading: ImportResult, planned: ImportPlan, written: int, *, is_dry_run: bool) -> dict[str, Any]:
    return {
        "format": reading.format,
        "read": len(reading.records) + len(reading.rejected),
        "new": len(planned.new),
        "newer": len(planned.newer),
        "same": planned.same,
        "older": planned.older,
        "rejected": [{reading.unit: each.line, "reason": each.reason} for each in reading.rejected],
        "unmapped": list(reading.unmapped),
        "left_out": list(reading.left_out),
        "alike": [[record.id, there.id] for record, there in planned.alike],
        "written": written,
        "dry_run": is_dry_run,
    }


def _import_lines(
    reading: ImportResult, planned: ImportPlan, written: int, origin: ImportContext, *, is_dry_run: bool
) -> list[str]:
    count = len(reading.records) + len(reading.rejected)
    lines = [
        f"{origin.name}, read as {reading.format}: {count} record{'' if count == 1 else 's'}.",
        (
            f"new {len(planned.new)}, newer {len(planned.newer)}, the same {planned.same}, "
            f"older than the diary's {planned.older}, rejected {len(reading.rejected)}"
        ),
    ]
    lines += [f"{reading.unit} {each.line} rejected: {each.reason}" for each in reading.rejected[:SHOWN_REJECTED]]
    if len(reading.rejected) > SHOWN_REJECTED:
        lines.append(f"and {len(reading.rejected) - SHOWN_REJECTED} more rejected; --json names them all")
    if reading.unmapped:
        lines.append(f"No place in the diary for: {', '.join(reading.unmapped)}")
    if reading.left_out:
        lines.append(f"Left out on purpose: {', '.join(reading.left_out)}")
    lines += [
        f"Perhaps the same: {record.started_at:%Y-%m-%d %H:%M} is in the diary already as {there.id}"
        for record, there in planned.alike[:SHOWN_REJECTED]
    ]
    if is_dry_run:
        lines.append(f"Dry run: {len(planned.records)} would be written, nothing was.")
    else:
        lines.append(f"Written: {written}.{UNDO if written else ''}")
    return lines


def _period(arguments: argparse.Namespace, shell: Shell) -> Any:
    """First day, last day and today."""
    from spasmtui.episodes.report.data import usual_period  # noqa: PLC0415
    from spasmtui.errors import WrongUsage  # noqa: PLC0415
    from spasmtui.shared.dates import parse_date  # noqa: PLC0415

    now = shell.services.clock.now()
    until = parse_date(arguments.until, now) if arguments.until else now.date()
    since = parse_date(arguments.since, now) if arguments.since else usual_period(until)[0]
    if since > until:
        raise WrongUsage(f"The period begins on {since} and ends before, on {until}. Swap --since and --until.")
    return since, until, now.date()


def _format(arguments: argparse.Namespace, formats: tuple[str, ...], usual: str = "text") -> str:
    """The format that was named, else the one the file's name ends in, else the usual one."""
    if arguments.format is not None:
        return _one_of("--format", arguments.format, formats)
    ending = arguments.output.rpartition(".")[2].lower()
    return ending if ending in formats else {"markdown": "md", "htm": "html"}.get(ending, usual)


def _one_of(option: str, word: str, words: tuple[str, ...], typed: str | None = None) -> str:
    """The word, if it is one of these; the sentence names it as it was typed."""
    from spasmtui.errors import WrongUsage  # noqa: PLC0415

    if word not in words:
        raise WrongUsage(f"{option} is one of {', '.join(words)}, not {typed or word!r}.")
    return word


def _are_notes(option: str, words: list[str]) -> bool:
    """Whether the option names the notes; nothing else can be named."""
    return bool([_one_of(option, word.removesuffix("s"), ("note",), word) for word in words])


def _put(data: bytes, arguments: argparse.Namespace, shell: Shell, *, is_binary: bool = False) -> int:
    """Write to the file that was asked for, or to standard output byte for byte."""
    from spasmtui.errors import WrongUsage  # noqa: PLC0415

    if arguments.output != "-":
        from pathlib import Path  # noqa: PLC0415

        from spasmtui.episodes.exchange.exporters.files import write_file  # noqa: PLC0415

        write_file(Path(arguments.output), data, may_replace=arguments.force)
        shell.say(f"Written to {arguments.output}.")
    elif is_binary and shell.is_terminal:
        raise WrongUsage("This is not text for a terminal. Name a file with -o, such as -o sheet.pdf.")
    else:
        shell.out.flush()
        shell.out.buffer.write(data)
        shell.out.buffer.flush()
    return 0
