"""Convert a page to paragraphs, for the shell and for the reader on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from spasmtui.guide.page import CARD_HEADING, Block, Kind, Look, Page, Run, Runs
from spasmtui.shared.key_names import label_of
from spasmtui.ui.text_layout import CARD, HEADING, LETTER, LINK_LETTERS, PLAIN, QUIET, TITLE, Paragraph, Span

_PRESS = re.compile(r"\b([Pp])ress $")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """The data that a page is shown with besides its own text."""

    titles: Mapping[str, str]
    """Titles of the pages it leads to, by id."""
    sources: Sequence[str] = ()
    """One line for each of its sources."""
    notes: tuple[Block, ...] = ()
    """The person's own notes."""
    history: str = ""
    """The diary's sentence about its routines; empty for none."""
    today: date | None = None
    """The day that its review date is compared with; None for no comparison."""
    is_short: bool = False
    """True where the screen is too low for a title and a summary."""
    is_for_shell: bool = False
    """True to print commands in place of keys, and ids in place of link letters."""


def format_page(page: Page, context: PageContext) -> tuple[Paragraph, ...]:
    """Convert a page to paragraphs: title, text, the person's own notes, related pages, sources and review date."""
    entry = page.entry
    letters = {} if context.is_for_shell else dict(zip(page.links, LINK_LETTERS, strict=False))
    blocks = _keys_to_commands(page.blocks, entry.routines) if context.is_for_shell else _chosen_keys(page.blocks)
    head = (Paragraph(text=entry.title, style=TITLE), Paragraph(text=entry.summary, style=QUIET, gap=0))
    return (
        *(() if context.is_short else head),
        *_format_body(blocks, letters, context.history),
        *_format_notes(context.notes, letters),
        *_format_links(page, context, letters),
        *_format_sources(page, context),
    )


def format_for_menu(
    page: Page, numbers: Mapping[str, str], notes: tuple[Block, ...], today: date
) -> tuple[Paragraph, ...]:
    """Convert a page to paragraphs for a menu, which lists its links and its sources itself.

    Args:
        page: the page.
        numbers: the number of each link in that menu, by the id of its page; it stands after the link in the text.
        notes: the person's own notes.
        today: the day that the review date is compared with.
    """
    entry = page.entry
    return (
        Paragraph(text=entry.title, style=TITLE),
        Paragraph(text=entry.summary, style=QUIET, gap=0),
        *_format_body(_keys_to_commands(page.blocks, entry.routines, is_menu=True), numbers, ""),
        *_format_notes(notes, numbers),
        *_format_sources(page, PageContext(titles={}, today=today)),
    )


def _format_body(blocks: Iterable[Block], letters: Mapping[str, str], history: str) -> Iterator[Paragraph]:
    """Yield the page's own text, with the diary's sentence after the card, or first on a page without a card."""
    note = Paragraph(text=history, style=QUIET)
    is_card = was_item = False
    is_history_due = bool(history)
    for block in blocks:
        if block.kind is Kind.HEADING:
            if is_history_due and (is_card or block.text != CARD_HEADING):
                yield note
                is_history_due = False
            is_card = block.text == CARD_HEADING
        is_item = block.kind in (Kind.STEP, Kind.BULLET)
        paragraph = _format_block(block, letters)
        if is_card and block.kind in (Kind.HEADING, Kind.STEP):
            paragraph = replace(paragraph, style=CARD, gap=1 if block.kind is Kind.HEADING else 0)
        elif is_item and was_item:
            paragraph = replace(paragraph, gap=0)
        was_item = is_item
        if paragraph.text or paragraph.rows:
            yield paragraph
    if is_history_due:
        yield note


def _format_block(block: Block, letters: Mapping[str, str]) -> Paragraph:
    if block.kind is Kind.TABLE:
        rows = tuple(tuple(_format_runs(cell, letters) for cell in row) for row in block.rows)
        return Paragraph(text="", rows=rows)
    paragraph = _format_runs(block.runs, letters)
    indent = "   " * block.level
    match block.kind:
        case Kind.HEADING:
            return replace(paragraph, style=HEADING)
        case Kind.STEP:
            first = f"{indent}{block.number}. "
            return replace(paragraph, first=first, rest=" " * len(first))
        case Kind.BULLET:
            return replace(paragraph, first=f"{indent}- ", rest=f"{indent}  ")
        case _:
            return replace(paragraph, first=indent, rest=indent)


def _format_runs(runs: Runs, letters: Mapping[str, str]) -> Paragraph:
    """Join runs to one text with spans, and put each link's letter after it."""
    text, spans = "", []
    for run in runs:
        start = len(text)
        text += run.text
        if run.look is not Look.PLAIN:
            spans.append(Span(start, len(text), run.look.value, run.target))
        if run.target is not None and run.target in letters:
            letter = f"[{letters[run.target]}]"
            text += f" {letter}"
            spans.append(Span(len(text) - len(letter), len(text), LETTER))
    return Paragraph(text=text, spans=tuple(spans), style=PLAIN)


def _format_notes(blocks: Iterable[Block], letters: Mapping[str, str]) -> Iterator[Paragraph]:
    paragraphs = [*_format_body(blocks, letters, "")]
    if paragraphs:
        yield Paragraph(text="Your notes", style=HEADING)
        yield from paragraphs


def _format_links(page: Page, context: PageContext, letters: Mapping[str, str]) -> Iterator[Paragraph]:
    if page.links:
        yield Paragraph(text="Read next", style=HEADING)
    for number, target in enumerate(page.links):
        title = context.titles.get(target, target)
        if context.is_for_shell:
            yield Paragraph(text=f"{title}: spasmtui guide {target}", first="- ", rest="  ", gap=number == 0)
        else:
            mark = f"[{letters[target]}] " if target in letters else ""
            text = mark + title
            spans = (Span(0, len(mark.rstrip()), LETTER), Span(len(mark), len(text), "link", target))
            yield Paragraph(text=text, spans=spans, rest=" " * len(mark), gap=number == 0)


def _format_sources(page: Page, context: PageContext) -> Iterator[Paragraph]:
    """Yield the sources, the review date and the grade of evidence."""
    entry, sources = page.entry, context.sources
    if sources:
        yield Paragraph(text="Sources", style=HEADING)
    for number, name in enumerate(sources, 1):
        yield Paragraph(text=name, style=QUIET, first="- ", rest="  ", gap=number == 1)
    day = f"{entry.reviewed.day} {entry.reviewed:%B %Y}"
    is_old = context.today is not None and (context.today - entry.reviewed).days > 365
    warning = " That is over a year ago: newer advice may exist." if is_old else ""
    yield Paragraph(text=f"Reviewed {day}.{warning} Evidence {entry.grade}: {entry.grade.meaning}.", style=QUIET)


def _chosen_keys(blocks: Sequence[Block]) -> Sequence[Block]:
    """Name the key that the person has chosen for starting the page's routine, in place of `t`."""
    if (key := label_of("guide.start", "t")) == "t":
        return blocks
    return [
        replace(
            block,
            runs=tuple(
                replace(run, text=key) if (run.look, run.text) == (Look.KEY, "t") else run for run in block.runs
            ),
        )
        for block in blocks
    ]


MENU_NUMBERS = {"2": "1", "3": "2", "4": "3", "5": "4"}
"""The number in the main menu of what a digit opens in the full screen."""
IN_THE_APP, IN_THE_MENU = " in the app", " in the main menu"


def _keys_to_commands(blocks: Iterable[Block], routines: Sequence[str], *, is_menu: bool = False) -> Iterator[Block]:
    """Replace keys by commands: "Press !" becomes "Run spasmtui urgent", and in the menus "Type !"."""
    for block in blocks:
        runs: list[Run] = []
        for run in block.runs:
            if is_menu and run.look is Look.KEY and run.text in MENU_NUMBERS:
                runs.append(replace(run, text=MENU_NUMBERS[run.text]))
            elif is_menu and run.text.startswith(IN_THE_APP):
                runs.append(replace(run, text=IN_THE_MENU + run.text.removeprefix(IN_THE_APP)))
            elif run.look is Look.KEY and run.text in ("t", "!"):
                is_typed = is_menu and run.text == "!"
                urgent = run.text if is_typed else "spasmtui urgent"
                command = urgent if run.text == "!" else f"spasm {routines[0]}" if routines else run.text
                verb = "Type " if is_typed else "Run "
                if runs and _PRESS.search(runs[-1].text):
                    runs[-1] = replace(
                        runs[-1],
                        text=_PRESS.sub(partial(_in_case, verb), runs[-1].text),
                    )
                runs.append(replace(run, text=command))
            else:
                runs.append(run)
        yield replace(block, runs=tuple(runs))


def _in_case(verb: str, press: re.Match[str]) -> str:
    """Return the verb with a capital where "Press" has one."""
    return verb if press[1] == "P" else verb.lower()
