"""List what can be done with the diary for the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.ui.palette.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG_ACTIONS = (
    (
        "day",
        "What kind of day it was",
        "No cramps, effort, heat, little to drink",
        ("no cramp", "none", "tags", "free"),
    ),
    ("filter", "Show only some nights", "Those with some word", ("search the diary", "find a night", "filter")),
    ("order", "Change the order of the nights", "Newest, most pain, longest", ("sort", "worst")),
    (
        "insights",
        "Insights",
        "What the diary shows so far, and what it does not show yet",
        ("statistics", "charts", "trends", "graph"),
    ),
    (
        "report",
        "The sheet for a physiotherapist",
        "One page of the last weeks, to look at",
        ("report", "doctor", "appointment", "summary", "show my physio", "share"),
    ),
)
"""Actions of the log's screen."""
EXPORTS = (
    ("csv", "a table (CSV)", ("spreadsheet", "excel", "csv")),
    ("json", "JSON", ("data", "json")),
    ("jsonl", "JSON Lines", ("data", "jsonl")),
    ("md", "text (Markdown)", ("text", "markdown", "md")),
    ("ics", "a calendar (ICS)", ("calendar", "icalendar", "ics")),
    ("fhir", "a health record (FHIR)", ("medical", "hospital", "fhir")),
    ("tinydb", "a database of everything (TinyDB)", ("database", "everything", "tinydb")),
)
"""The formats of an export."""
WRITE = "spasmtui.episodes.tui.palette_files:write"


def diary_entries(_host: object) -> Iterator[Entry]:
    """Yield the actions of the log, and the files that the diary can be written to."""
    for action, title, text, words in LOG_ACTIONS:
        yield Entry(id=f"log.{action}", title=title, kind="diary", help=text, words=words, mode="log", action=action)
    yield Entry(
        id="sheet",
        title="Print the sheet",
        kind="diary",
        help="Written as a page for the browser, into this folder",
        words=("report", "html", "save the report", "share with my physio", "doctor", "paper", "pdf"),
        call=WRITE,
        argument="sheet",
    )
    yield Entry(
        id="questions",
        title="Your questions for the appointment",
        kind="diary",
        help="Written here, printed on the sheet",
        words=("questions", "ask my physio", "ask the doctor", "what to ask", "note for the doctor"),
        call="spasmtui.episodes.tui.report.questions_dialog:open_questions",
        argument="",
    )
    for name, title, words in EXPORTS:
        yield Entry(
            id=f"export:{name}",
            title=f"Export the diary as {title}",
            kind="diary",
            help="Written into this folder; nothing is overwritten",
            words=(*words, "export", "save as", "download", "share"),
            call=WRITE,
            argument=name,
        )
    yield Entry(
        id="export:app",
        title="A page for the phone: guide, help and timer",
        kind="diary",
        help="One file that works offline, without anything of the diary",
        words=("phone", "offline", "app", "html", "web page", "mobile", "export", "night table"),
        call=WRITE,
        argument="app",
    )
    yield Entry(
        id="backup",
        title="Back the diary up",
        kind="diary",
        help="The whole diary in one file in this folder, read back",
        words=("backup", "make a copy", "save a copy of my data", "keep it safe", "safety"),
        call=WRITE,
        argument="backup",
    )
    yield Entry(
        id="trial",
        title="A trial of one",
        kind="diary",
        help="Weeks with a routine and weeks without it: does it help you?",
        words=("trial", "experiment", "does it help", "compare", "fair test", "on and off weeks"),
        call="spasmtui.episodes.tui.trial.opening:open_trials",
    )
    yield Entry(
        id="import",
        title="Import a file",
        kind="diary",
        help="From this diary or another program: a table, JSON, Loop, Migraine Buddy",
        words=("import", "csv", "load", "read in", "bring over", "move from"),
        call="spasmtui.episodes.tui.palette_import:ask_for_file",
    )
