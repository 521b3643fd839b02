"""A page as passages, for the shell and for the reader alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spasmtui.guide.page import CARD_HEADING, Block, Kind, Look, Page, Run, Runs
from spasmtui.ui.text_layout import CARD, HEADING, PLAIN, QUIET, TITLE, Paragraph, Span

_PRESS = re.compile(r"\b([Pp])ress $")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What a page is shown with besides its own text."""

    titles: Mapping[str, str]
    """Titles of the pages it leads to, by id."""
    sources: Sequence[str] = ()
    """Its sources by name."""
    notes: tuple[Block, ...] = ()
    """The person's own notes."""
    record: str = ""
    """What the diary says about its routines, as a sentence."""
    today: date | None = None
    """The day its review is compared with; None compares with nothing."""
    is_short: bool = False
    """Whether the screen is too low for a title and a summary."""
    is_for_shell: bool = False
    """Whether keys are named as commands and links by their ids."""


def typeset(page: Page, setting: PageContext) -> tuple[Paragraph, ...]:
    """The whole page: title, text, the person's own notes, what to read next, and where it comes from."""
    entry = page.entry
    numbers = {} if setting.is_for_shell else {target: at for at, target in enumerate(page.links, 1)}
    blocks = _for_shell(page.blocks, entry.routines) if setting.is_for_shell else page.blocks
    head = (Paragraph(text=entry.title, style=TITLE), Paragraph(text=entry.summary, style=QUIET, gap=0))
    return (
        *(() if setting.is_short else head),
        *_body(blocks, numbers, setting.record),
        *_notes(setting.notes, numbers),
        *_next(page, setting),
        *_provenance(page, setting),
    )


def _body(blocks: Iterable[Block], numbers: Mapping[str, int], record: str) -> Iterator[Paragraph]:
    """The page's own text; the person's record stands behind the card, or first where there is none."""
    note = Paragraph(text=record, style=QUIET)
    is_card = was_item = False
    is_record_due = bool(record)
    for block in blocks:
        if block.kind is Kind.HEADING:
            if is_record_due and (is_card or block.text != CARD_HEADING):
                yield note
                is_record_due = False
            is_card = block.text == CARD_HEADING
        is_item = block.kind in (Kind.STEP, Kind.BULLET)
        passage = _passage(block, numbers)
        if is_card and block.kind in (Kind.HEADING, Kind.STEP):
            passage = replace(passage, style=CARD, gap=1 if block.kind is Kind.HEADING else 0)
        elif is_item and was_item:
            passage = replace(passage, gap=0)
        was_item = is_item
        if passage.text or passage.rows:
            yield passage
    if is_record_due:
        yield note


def _passage(block: Block, numbers: Mapping[str, int]) -> Paragraph:
    if block.kind is Kind.TABLE:
        rows = tuple(tuple(_set(cell, numbers) for cell in row) for row in block.rows)
        return Paragraph(text="", rows=rows)
    passage = _set(block.runs, numbers)
    indent = "   " * block.level
    match block.kind:
        case Kind.HEADING:
            return replace(passage, style=HEADING)
        case Kind.STEP:
            first = f"{indent}{block.number}. "
            return replace(passage, first=first, rest=" " * len(first))
        case Kind.BULLET:
            return replace(passage, first=f"{indent}- ", rest=f"{indent}  ")
        case _:
            return replace(passage, first=indent, rest=indent)


def _set(runs: Runs, numbers: Mapping[str, int]) -> Paragraph:
    """Runs as one text with marks; a link is followed by its number."""
    text, marks = "", []
    for run in runs:
        start = len(text)
        text += run.text
        if run.look is not Look.PLAIN:
            marks.append(Span(start, len(text), run.look.value, run.target))
        if run.target is not None and run.target in numbers:
            number = f"[{numbers[run.target]}]"
            text += f" {number}"
            marks.append(Span(len(text) - len(number), len(text), "quiet"))
    return Paragraph(text=text, marks=tuple(marks), style=PLAIN)


def _notes(blocks: Iterable[Block], numbers: Mapping[str, int]) -> Iterator[Paragraph]:
    passages = [*_body(blocks, numbers, "")]
    if passages:
        yield Paragraph(text="Your notes", style=HEADING)
        yield from passages


def _next(page: Page, setting: PageContext) -> Iterator[Paragraph]:
    if page.links:
        yield Paragraph(text="Read next", style=HEADING)
    for number, target in enumerate(page.links, 1):
        title = setting.titles.get(target, target)
        if setting.is_for_shell:
            yield Paragraph(text=f"{title}: spasmtui guide {target}", first="- ", rest="  ", gap=number == 1)
        else:
            mark = Span(0, len(title), "link", target)
            yield Paragraph(text=title, marks=(mark,), first=f"{number:2} ", rest="   ", gap=number == 1)


def _provenance(page: Page, setting: PageContext) -> Iterator[Paragraph]:
    entry, sources = page.entry, setting.sources
    if sources:
        yield Paragraph(text="Sources", style=HEADING)
    for at, name in enumerate(sources):
        yield Paragraph(text=name, style=QUIET, first="- ", rest="  ", gap=at == 0)
    day = f"{entry.reviewed.day} {entry.reviewed:%B %Y}"
    is_old = setting.today is not None and (setting.today - entry.reviewed).days > 365
    warning = " That is over a year ago: newer advice may exist." if is_old else ""
    yield Paragraph(text=f"Reviewed {day}.{warning} Evidence {entry.grade}: {entry.grade.meaning}.", style=QUIET)


def _for_shell(blocks: Iterable[Block], routines: Sequence[str]) -> Iterator[Block]:
    """The blocks with commands in the place of keys: "Press !" becomes "Run spasmtui urgent"."""
    for block in blocks:
        runs: list[Run] = []
        for run in block.runs:
            if run.look is Look.KEY and run.text in ("t", "!"):
                command = "spasmtui urgent" if run.text == "!" else f"spasm {routines[0]}" if routines else run.text
                if runs and _PRESS.search(runs[-1].text):
                    runs[-1] = replace(
                        runs[-1],
                        text=_PRESS.sub(lambda found: "Run " if found[1] == "P" else "run ", runs[-1].text),
                    )
                runs.append(replace(run, text=command))
            else:
                runs.append(run)
        yield replace(block, runs=tuple(runs))
