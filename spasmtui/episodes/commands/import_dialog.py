"""Ask before an import on a terminal, line by line: columns with sample rows, the order of dates, and counts."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from spasmtui.command_table import COMMANDS
from spasmtui.episodes.exchange.import_review import NAMES, field_name, numbered
from spasmtui.episodes.exchange.import_text import detail_lines
from spasmtui.errors import SpasmError
from spasmtui.shared.formats import either, many
from spasmtui.shared.text_wrap import cell_width, truncate, wrap
from spasmtui.shared.times.dates import DateOrder
from spasmtui.shell import load
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    import argparse

    from spasmtui.episodes.exchange.import_review import Counts, ImportReview
    from spasmtui.shell import Shell

WIDEST = 100
HEADING_CELLS = 24
FIELD_CELLS = 20
NARROW_BELOW_COLUMNS = 60
MOST_DETAILS = 8
"""Lines on what cannot be used that are shown before the question; the answer afterwards has all of them."""
URGENT = ("!", "urgent")
HELP = (
    "y imports the file as it is shown, and n or q imports nothing of it. The number of a column changes what the "
    "column becomes. ! says what is urgent, and whom to call."
)
YES, NO = frozenset({"y", "yes"}), frozenset({"n", "no", "q", "quit"})


def asks_before(arguments: argparse.Namespace, shell: Shell) -> bool:
    """Return whether there is somebody to ask: on a terminal, unless the options say that nothing is to be asked."""
    is_settled = arguments.yes or arguments.dry_run or arguments.file == "-"
    is_for_program = shell.options.wants_json or shell.options.is_quiet
    return not (is_settled or is_for_program) and all(stream.isatty() for stream in (shell.stdin, shell.out, shell.err))


def ask_about(review: ImportReview, shell: Shell) -> Counts | None:
    """Return what to import once a person has said yes; None where they said no, and nothing is to be written."""
    return _Dialog(review, shell).run()


class _Dialog:
    def __init__(self, review: ImportReview, shell: Shell) -> None:
        self.review = review
        self.shell = shell
        self.width = WIDEST
        with suppress(OSError):
            self.width = min(WIDEST, os.get_terminal_size(2).columns)

    def run(self) -> Counts | None:
        """Show the file and ask until there is an answer."""
        self.say(*self.opening(), *self.mapping())
        while True:
            counts = None
            if choices := self.review.order_choices:
                self.say("", self.review.order_question, *numbered(each.words for each in choices))
                numbers = [str(number) for number in range(1, len(choices) + 1)]
                hint = f"Which is right? {either(numbers)}, or n to stop:"
            elif fault := self.review.fault:
                self.say("", fault)
                hint = "Which column do you want to change? Type its number, or n to stop:"
            else:
                counts = self.count()
                hint = f"Import? y or n{self.other_answers(counts)}:"
            is_taken = False
            while not is_taken:
                answer = self.ask(hint)
                if answer is None or answer.lower() in NO:
                    return None
                if counts is not None and answer.lower() in YES:
                    return counts
                is_taken = self.take(answer, [each.order for each in choices])

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that can be changed."""
        return tuple(each.heading for each in self.review.columns)

    def other_answers(self, counts: Counts) -> str:
        """Return the answers besides yes and no, in words: a change of a column, or of the order of the dates."""
        has_order = any(each.startswith("Dates were read") for each in counts.result.remarks)
        order = "; dmy, mdy or ymd to read its dates in another order" if has_order else ""
        return f"; the number of a column to change it{order}" if self.columns else ""

    def opening(self) -> list[str]:
        name = self.review.context.name
        if self.review.table is None:
            return [f"{name}, read as {self.review.file.reader.name}."]
        return [f"{name}, a table of {many(self.review.row_count, 'row')}. Its columns, and what they become:"]

    def mapping(self) -> list[str]:
        """Return a line for each column: its number, its name, its field, and its first cells.

        In a narrow window the cells have a line of their own.
        """
        columns = self.review.columns
        heading_cells = min(
            HEADING_CELLS, self.width // 3, max((cell_width(each.heading) for each in columns), default=0)
        )
        fields = [field_name(each) for each in columns]
        field_cells = min(FIELD_CELLS, self.width // 3, max(map(cell_width, fields), default=0))
        rows = numbered(
            f"{_fit(sanitize(each.heading, one_line=True), heading_cells)}  {_fit(field, field_cells)}"
            for each, field in zip(columns, fields, strict=True)
        )
        cells = [" | ".join(self.review.cells(each.heading)) for each in columns]
        if self.width < NARROW_BELOW_COLUMNS:
            pairs = zip(rows, (f"     {each}" for each in cells), strict=True)
            return [truncate(line, self.width).rstrip() for pair in pairs for line in pair if line.strip()]
        return [truncate(f"{row}  {each}", self.width).rstrip() for row, each in zip(rows, cells, strict=True)]

    def count(self) -> Counts:
        """Show the sample rows and the counts."""
        samples = self.review.samples()
        if samples:
            self.say("", "The first rows, as they would go into the diary:", *(f"  {each}" for each in samples))
        with self.shell.work(f"Reading {self.review.context.name}") as work:
            counts = self.review.count(self.shell.services.diary, work.over, work.step)
        details = _details(counts)
        if len(details) > MOST_DETAILS:
            rest = len(details) - MOST_DETAILS + 1
            details = [*details[: MOST_DETAILS - 1], f"and {rest} more lines, which are printed after the import"]
        self.say("", counts.words, *details)
        return counts

    def take(self, answer: str, orders: list[DateOrder]) -> bool:
        """Take an answer, an order of dates or the number of a column; return whether it was one."""
        number = int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 4 else 0
        if orders and 0 < number <= len(orders):
            self.review = self.review.with_order(orders[number - 1])
        elif answer.lower() in {order.value for order in DateOrder}:
            self.review = self.review.with_order(DateOrder(answer.lower()))
        elif not orders and 0 < number <= len(self.columns):
            self.change(self.columns[number - 1])
        else:
            self.say("That is not one of the answers.")
            return False
        return True

    def change(self, heading: str) -> None:
        """Ask for the field of a column."""
        fields = self.review.fields_for(heading)[1:]
        names = [NAMES.get(each, each.replace("_", " ")) for each in fields]
        self.say("", f"What is in {sanitize(heading, one_line=True)!r}?", *self.in_columns(numbered(names)))
        answer = self.ask("Type its number or name, 0 to leave it out, or Enter to keep it:")
        if not answer:
            return
        number = int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 4 else None
        field = "" if number == 0 else answer
        if number and number <= len(fields):
            field = fields[number - 1]
        elif answer.lower() in names:
            field = fields[names.index(answer.lower())]
        elif (name := answer.partition(":")[0].strip().lower()) in names:  # and a unit behind it
            field = fields[names.index(name)] + answer[len(answer.partition(":")[0]) :]
        try:
            self.review = self.review.with_column(heading, field)
        except SpasmError as error:
            self.say(error.message)
        else:
            self.say("", *self.mapping())

    def in_columns(self, items: list[str]) -> list[str]:
        """Return items side by side, as many as the width takes."""
        cells = max(map(cell_width, items)) + 2
        across = max(1, self.width // cells)
        deep = -(-len(items) // across)
        return ["".join(each.ljust(cells) for each in items[row::deep]).rstrip() for row in range(deep)]

    def ask(self, hint: str) -> str | None:
        """Return the line that was typed and asks for no help; None at its end.

        Raises:
            KeyboardInterrupt: the person has stopped the command.
        """
        while True:
            answer = self.typed(hint)
            if answer in URGENT:
                self.shell.flush()
                load(next(command.target for command in COMMANDS if command.name == "urgent"))(None, self.shell)
            elif answer == "?":
                self.say(HELP)
            else:
                return answer

    def typed(self, hint: str) -> str | None:
        """Return the line that was typed; None at its end.

        Raises:
            KeyboardInterrupt: the person has stopped the command.
        """
        with suppress(OSError):
            self.shell.err.write("\n".join(wrap(hint, self.width - 1)) + " ")
            self.shell.err.flush()
        try:
            line = self.shell.stdin.readline()
        except KeyboardInterrupt:
            self.say("")  # what is said of the end has a line of its own
            raise
        if not line:
            self.say("")
            return None
        return sanitize(line, one_line=True).strip()

    def say(self, *lines: str) -> None:
        for line in lines:
            # A line that fits keeps its columns; what is left of another begins below its first word, or behind it
            # where it has no number, so that each line of a list begins alone.
            number = re.match(r" *(?:\d+  )?", line)
            first = number[0] if number else ""
            rest = " " * (len(first) + 2 * first.isspace())
            is_wide = cell_width(line) > self.width
            for part in wrap(line[len(first) :], self.width, first=first, rest=rest) if is_wide else [line]:
                self.shell.say(part)


def has_shown_all(counts: Counts) -> bool:
    """Return whether everything that the import says was shown before the question."""
    return len(_details(counts)) <= MOST_DETAILS


def _details(counts: Counts) -> list[str]:
    return [*counts.result.remarks, *detail_lines(counts.result)]


def _fit(text: str, cells: int) -> str:
    cut = truncate(text, cells)
    return cut + " " * (cells - cell_width(cut))
