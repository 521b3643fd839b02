"""Say the summary of the diary in blocks of lines: each is one subject, with the key that acts on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from spasmtui.shared.formats import DAYS
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.outcomes.eased import eased_lead, eased_words
from spasmtui.shared.text_wrap import cell_width, take_cells, wrap
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.diary_summary import WEEKS, Bedtime, DiarySummary, Evening, RoutineHelp

FIRST_START = (
    "Nothing to set up.",
    "{Enter:home.start} starts relief for a calf cramp.",
    "Your diary stays on this machine.",
)
STRETCHES, SHORT_STRETCHES = "Bedtime stretches", "Stretches"
STRETCHES_SECONDS = 210
WIDTH_FOR_ALL_WORDS = 46
OFF_WEEK = "Off week of your trial: no stretches"
READING = "Night cramps: what helped people in trials"
LABEL_WIDTH = 15
"""Cells of a label that stands beside its sentence."""
NARROW_LABEL_WIDTH = 14
INDENT = 3
"""Cells before what stands below a heading, or below a key."""
NARROW_INDENT = 2
FEWEST_LATEST = 4
"""Lines, with their heading, that the latest episodes are worth."""
MOST_LATEST = 6
"""Episodes beyond which the list would outweigh everything else."""
FIRST_TO_GO = 7
"""The rank from which a block gives way to the blank lines between the others."""
LABEL, KEY, QUIET = "bold", "$text-accent bold", "$text-muted"
DOT = " · "
"""What stands between the parts of a sentence; where they have no room beside each other, a line ends there."""

ACTION = "home_action"
"""The name by which a line says what a click on it does."""

Lines = list[Content]


class Marks(NamedTuple):
    """The characters for what was recorded; no two are alike without colour."""

    none: str = "–"
    unknown: str = "·"
    done: str = "●"
    early: str = "◐"
    declined: str = "–"

    def of(self, evening: Evening) -> str:
        """Return the mark of an evening."""
        return {
            Evening.DONE: self.done,
            Evening.EARLY: self.early,
            Evening.DECLINED: self.declined,
            Evening.NOT_RECORDED: self.unknown,
        }[evening]


ASCII_MARKS = Marks(none="-", unknown=".", done="x", early="/", declined="-")


class Block(NamedTuple):
    """The lines of one subject."""

    lines: tuple[Content, ...]
    rank: int = 0
    """The greater, the earlier it is left out where rows lack."""
    is_apart: bool = True
    """True where a blank line comes before it, if there is room."""

    @property
    def rows(self) -> int:
        """The number of its lines."""
        return len(self.lines)

    def opening(self, action: str) -> Block:
        """Return the block with an action for a click on any of its words, unless they have one of their own."""
        return self._replace(
            lines=tuple(clickable(line, action) if line.plain.strip() else line for line in self.lines)
        )


class Writer(NamedTuple):
    """Writes rows for a width: label, key, sentence; or a heading above its sentences where there are columns."""

    width: int
    has_headings: bool = False
    marks: Marks = Marks()

    @property
    def label_width(self) -> int:
        """The cells before a sentence."""
        return INDENT if self.has_headings else LABEL_WIDTH if self.width >= 50 else NARROW_LABEL_WIDTH

    @property
    def key_width(self) -> int:
        """The cells of a key and the gap behind it, the last ones before a sentence."""
        return NARROW_INDENT if self.label_width == NARROW_LABEL_WIDTH else INDENT

    @property
    def room(self) -> int:
        """The cells of a sentence."""
        return self.width - self.label_width

    def of_width(self, width: int) -> Writer:
        """Return the writer of a narrower column."""
        return Writer(width, has_headings=self.has_headings, marks=self.marks)

    def row(self, label: str, sentence: Content | str, key: str = "", action: str = "") -> Lines:
        """Return a labelled sentence with its key in front, in the gutter that all sentences leave free.

        Args:
            label: what it is about.
            sentence: text of the diary, which is wrapped; or content, which fits.
            key: the program's own name of the key that acts on it, with the id of its action in braces.
            action: the action of that key, for a mouse.
        """
        above = self.heading(label) if self.has_headings and label else []
        lines = [clickable(line, action) for line in above]
        first = "" if self.has_headings else label
        gutter = self.label_width - self.key_width
        texts = [sentence] if isinstance(sentence, Content) else self._wrapped(sentence, max(8, self.room))
        key = with_keys(key)
        for number, text in enumerate(texts):
            label, mark = ("", "") if number else (first, key)
            head = (label.ljust(gutter if mark else self.label_width), LABEL), (mark, KEY)
            line = Content.assemble(*head, " " * (max(1, self.key_width - cell_width(mark)) if mark else 0), text)
            lines.append(clickable(line, action))
        return lines

    def more(self, sentence: Content | str) -> Lines:
        """Return a further sentence of a row; a text is quiet."""
        if isinstance(sentence, str):
            texts = [text.stylize(QUIET) for text in self._wrapped(sentence, max(8, self.room))]
        else:
            texts = [sentence]
        return [Content.assemble(" " * self.label_width, text) for text in texts]

    def heading(self, label: str) -> Lines:
        """Return the line above what a label is about."""
        return [Content.styled(label, LABEL)]

    def _wrapped(self, text: str, room: int) -> Lines:
        """Return a text in lines: its parts between dots whole, where each of them has room."""
        words = shown_text(text, one_line=True)
        parts = words.split(DOT)
        if cell_width(words) <= room or any(cell_width(part) > room for part in parts):
            return [Content(line) for line in wrap(words, room)]
        lines = [parts[0]]
        for part in parts[1:]:
            joined = f"{lines[-1]}{DOT}{part}"
            lines[-1:] = [joined] if cell_width(joined) <= room else [lines[-1], part]
        return [Content(line) for line in lines]


def clickable(line: Content, action: str) -> Content:
    """Return a line on which a click does what a key does; an empty action does nothing."""
    return line.stylize_before(Style.from_meta({ACTION: action})) if action else line


def cut(text: str, width: int) -> str:
    """Return a text of the diary in one line of at most so many cells."""
    plain = shown_text(text, one_line=True)
    return plain if cell_width(plain) <= width else take_cells(plain, max(0, width - 1)).rstrip() + "…"


def night_block(summary: DiarySummary, write: Writer) -> Block:
    """Return last night, or the question about it, and the week."""
    lines: Lines = []
    for number, (label, sentence) in enumerate(summary.rows):
        if number == 0 and summary.asks_about is not None:
            lines += write.row("Last night", question(write.room))
        else:
            lines += write.row(label, sentence, action="show_log")
    return Block(tuple(lines), rank=1)


def question(width: int) -> Content:
    """Return the question of the morning with its two keys."""
    ask = "Any cramp?" if width >= 24 else "Cramp?"
    no, yes = ("no cramp", "yes") if width >= 34 else ("no", "yes")
    return Content.assemble(
        f"{ask}  ", clickable(Content.assemble(("0", KEY), f" {no}"), "free_night"), "   ",
        clickable(Content.assemble((with_keys("{y:home.night}"), KEY), f" {yes}"), "log_night"),
    )  # fmt: skip


def open_block(write: Writer) -> Block:
    """Return what can be done about an episode that is still open."""
    return Block((
        *write.row("Still open", "Say when it ended", "{e:home.ended}", "complete"),
        *write.row("", "Started by mistake? Keep nothing of it", "{x:home.mistake}", "forget"),
    ))


def notice_block(notice: str, write: Writer) -> Block:
    """Return what two devices changed without each other."""
    said = f"{notice}. {with_keys('{v:home.choose} chooses.')}"
    return Block(tuple(write.row("Devices", said, "{v:home.choose}", "choose")))


def failure_block(failure: str, write: Writer) -> Block:
    """Return why the diary cannot be read."""
    return Block(tuple(write.row("Diary", failure)))


def first_block(width: int) -> Block:
    """Return the lines of the first start."""
    return Block(tuple(Content(line) for sentence in FIRST_START for line in wrap(with_keys(sentence), max(8, width))))


def bedtime_block(summary: DiarySummary, write: Writer) -> Block:
    """Return this evening's stretches, with the key that starts them and the one that says not tonight."""
    bedtime = summary.bedtime
    name = STRETCHES if write.width >= WIDTH_FOR_ALL_WORDS else SHORT_STRETCHES
    length = format_duration(STRETCHES_SECONDS)
    said = {
        Evening.DONE: f"{name}: done at {bedtime.ended_at}",
        Evening.EARLY: f"{name}: ended early at {bedtime.ended_at}",
        Evening.DECLINED: f"{name}: not tonight, as you said",
        Evening.NOT_RECORDED: f"{name}, {length}",
    }[bedtime.tonight]
    if bedtime.tonight is Evening.NOT_RECORDED and bedtime.trial_week == "off":
        return Block(tuple(write.row("Tonight", OFF_WEEK)), rank=2)
    if summary.can_decline is None:
        return Block(tuple(write.row("Tonight", said, "{b:home.bedtime}", "bedtime")), rank=2)
    decline = clickable(Content.assemble((with_keys("{n:home.decline}"), KEY), " not tonight"), "decline")
    beside = Content.assemble(said, "   ", decline)
    if beside.cell_length <= write.room:
        return Block(tuple(write.row("Tonight", beside, "{b:home.bedtime}", "bedtime")), rank=2)
    return Block((*write.row("Tonight", said, "{b:home.bedtime}", "bedtime"), *write.more(decline)), rank=2)


def evenings_block(bedtime: Bedtime, write: Writer, *, is_dot_known: bool = False) -> Block:
    """Return the evenings of this week, and what their marks mean; empty for a diary without any.

    Args:
        bedtime: the evenings.
        write: writes the lines.
        is_dot_known: whether the strip of nights above says what the dot means, so that one line can do without it.
    """
    if not bedtime.week:
        return Block(())
    room = write.room
    known = [each for each in Evening if each in bedtime.week]
    legend = _evenings_legend(known, write.marks)
    shorter = _evenings_legend([each for each in known if each is not Evening.NOT_RECORDED], write.marks)
    for meaning in (legend, shorter) if is_dot_known else (legend,):
        for letters, before, between in ((3, " ", "  "), (3, " ", " "), (2, "", " ")):
            week = _week(bedtime, write.marks, letters, before, between)
            if week.cell_length + 3 + meaning.cell_length <= room:
                return Block(tuple(write.more(Content.assemble(week, "   ", meaning))), rank=3, is_apart=False)
    week = _week(bedtime, write.marks, 3, " ", "  " if room >= 48 else " ")
    if max(week.cell_length, legend.cell_length) > room:
        return Block(())
    return Block((*write.more(week), *write.more(legend)), rank=3, is_apart=False)


def _evenings_legend(evenings: Iterable[Evening], marks: Marks) -> Content:
    return Content("  ").join(Content(f"{marks.of(each)} {each.value}") for each in evenings).stylize(QUIET)


def _week(bedtime: Bedtime, marks: Marks, letters: int, before: str, between: str) -> Content:
    return Content(between).join(
        Content.assemble((DAYS[number][:letters], QUIET), f"{before}{marks.of(evening)}")
        for number, evening in enumerate(bedtime.week)
    )


def helped_block(helped: Sequence[RoutineHelp], write: Writer, most: int) -> Block:
    """Return what was tried at a place, and how often the cramp was gone or mostly gone; the median where it is known.

    Args:
        helped: the first of them first.
        write: writes the lines.
        most: the number of routines there is room for.
    """
    lines: Lines = []
    in_weeks = f" in {WEEKS} weeks"
    for number, each in enumerate(helped[:most]):
        label = f"Was tried{in_weeks if write.has_headings else ''}" if not number else ""
        median = f", median {format_duration(each.minutes * 60)}" if each.minutes is not None else ""
        period = "" if write.has_headings else in_weeks
        counts = f"{eased_words(each.most, each.recorded, period)}{median}"
        title = Content(cut(eased_lead(each.place, each.routine), write.room))
        lines += write.row(label, title, "" if number else "{i:home.insights}", "insights")
        lines += write.more(counts)
    return Block(tuple(lines), rank=4).opening("insights")


def latest_block(summary: DiarySummary, write: Writer, rows: int, most: int = MOST_LATEST) -> Block:
    """Return the latest episodes, a line each, below the nights they belong to, and the way to all of them.

    Args:
        summary: the diary.
        write: writes the lines.
        rows: the most lines there is room for.
        most: the most episodes.
    """
    if rows < FEWEST_LATEST or not summary.latest:
        return Block(())
    lines = write.heading("The last cramps, by night")
    shown = summary.latest[: min(most, rows - 2)]
    longest = max(len(began) for began, _ in shown)
    for began, sentence in shown:
        weekday, _, rest = began.partition(" ")
        head = f"{weekday} {rest:>{longest - len(weekday) - 1}}  "
        lines += write.more(Content.assemble((head, QUIET), _whole_parts(sentence, write.room - len(head))))
    return Block((*lines, *write.row("", "All of them", "3", "show_log")), rank=8).opening("show_log")


def _whole_parts(sentence: str, width: int) -> str:
    """Return the parts of a sentence that fit whole; of a first one that does not, its beginning."""
    while cell_width(sentence) > width and ", " in sentence:
        sentence = sentence.rpartition(", ")[0]
    return cut(sentence, width)


def reading_block(write: Writer) -> Block:
    """Return the page that is worth reading."""
    return Block(tuple(write.row("Read", READING, "{r:home.read}", "read")), rank=7)


def appointment_block(write: Writer) -> Block:
    """Return the way to the sheet."""
    label = "For your next appointment" if write.has_headings else "Appointment"
    return Block(tuple(write.row(label, "One page to show, ready to look at", "{p:home.sheet}", "sheet")), rank=6)


def side_by_side(columns: Sequence[tuple[Sequence[Content], int]]) -> Lines:
    """Return columns of lines beside each other.

    Args:
        columns: the lines of each, and its width in cells.
    """
    height = max((len(lines) for lines, _ in columns), default=0)
    rows: Lines = []
    for number in range(height):
        parts = [lines[number] if number < len(lines) else Content("") for lines, _ in columns]
        padded = [
            Content.assemble(part, " " * max(0, width - part.cell_length))
            for part, (_, width) in zip(parts[:-1], columns, strict=False)
        ]
        rows.append(Content.assemble(*padded, parts[-1]))
    return rows


def stack(blocks: Iterable[Block], rows: int, most_gap: int = 1) -> Lines:
    """Stack blocks with blank lines between them; what ranks last is left out where there are too few rows.

    Args:
        blocks: those without a line are left out.
        rows: the most lines there is room for.
        most_gap: the most blank lines between two of them, which are spread evenly.
    """
    kept = _kept([block for block in blocks if block.lines], rows)
    spare = max(0, rows - sum(block.rows for block in kept))
    gaps = sum(block.is_apart for block in kept[1:])
    each, more = divmod(min(spare, gaps * most_gap), gaps) if gaps else (0, 0)
    lines: Lines = []
    for number, block in enumerate(kept):
        if number and block.is_apart:
            lines += [Content("")] * (each + (more > 0))
            more -= 1
        lines += block.lines
    return lines[: max(1, rows)]


def _kept(blocks: list[Block], rows: int) -> list[Block]:
    """Return the blocks there is room for: without those that rank last, but with each of them that still fits."""
    ranked = sorted(range(len(blocks)), key=lambda index: blocks[index].rank)
    kept = ranked[:1]
    for index in ranked[1:]:
        chosen = [blocks[each] for each in sorted([*kept, index])]
        gaps = sum(block.is_apart for block in chosen[1:]) if blocks[index].rank >= FIRST_TO_GO else 0
        if sum(block.rows for block in chosen) + gaps <= rows:
            kept.append(index)
    return [blocks[index] for index in sorted(kept)]
