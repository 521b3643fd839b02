"""Parse Markdown into blocks with markdown-it."""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import TYPE_CHECKING

from spasmtui.guide.page import Block, Kind, Look, Run, Runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FACTS = re.compile(r"\s*\[([A-Z]{1,3}\d{2,3}[a-z]?(?:,\s*[A-Z]{1,3}\d{2,3}[a-z]?)*)\]")
"""Fact ids in brackets, as in `[M50, M51]`, with the blank before them."""

_PARSER_LOCK = threading.Lock()
"""The parser keeps state while it works, and the search index is built in a thread beside the screen."""


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- a list of pages needs front matter alone

    return MarkdownIt("commonmark").enable("table")


def parse_markdown(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """Parse a Markdown text into blocks.

    Args:
        text: Markdown: headings, paragraphs, lists, tables, bold, code for keys, links.
        first_line: the number of its first line in its file, for `Block.line`.
    """
    with _PARSER_LOCK:
        tokens = _parser().parse(text)
    return tuple(_build_blocks(tokens, first_line))


def _build_blocks(tokens: Sequence[Token], first_line: int) -> Iterator[Block]:
    lists: list[int] = []
    """The next number of each open numbered list; 0 for a list with bullets."""
    is_item_new = False
    rows: list[list[Runs]] = []
    facts: list[str] = []
    heading = 0
    for token in tokens:
        line = first_line + (token.map[0] if token.map else 0)
        match token.type:
            case "heading_open":
                heading = int(token.tag[1:])
            case "heading_close":
                heading = 0
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)) if token.attrs else 1)
            case "bullet_list_open":
                lists.append(0)
            case "ordered_list_close" | "bullet_list_close":
                lists.pop()
            case "list_item_open":
                is_item_new = True
            case "list_item_close":
                if lists[-1]:
                    lists[-1] += 1
            case "table_open":
                rows, facts = [], []
            case "tr_open":
                rows.append([])
            case "table_close":
                cells = tuple(tuple(row) for row in rows)
                yield Block(kind=Kind.TABLE, rows=cells, facts=tuple(facts), line=line)
                rows = []
            case "inline" if rows:
                runs, cited = _build_runs(token.children or [])
                rows[-1].append(runs)
                facts += cited
            case "inline":
                runs, cited = _build_runs(token.children or [])
                depth = max(0, len(lists) - 1)
                kind, level, number = Kind.PARAGRAPH, depth, 0
                if heading:
                    kind, level = Kind.HEADING, heading
                elif lists and is_item_new:
                    kind, number = (Kind.STEP, lists[-1]) if lists[-1] else (Kind.BULLET, 0)
                is_item_new = False
                yield Block(kind=kind, runs=runs, level=level, number=number, facts=cited, line=line)


def _build_runs(tokens: Sequence[Token]) -> tuple[Runs, tuple[str, ...]]:
    """Return the runs of one block, and the ids of the facts cited in it."""
    runs: list[Run] = []
    facts: list[str] = []
    looks = [Look.PLAIN]
    targets: list[str | None] = [None]
    for token in tokens:
        match token.type:
            case "strong_open":
                looks.append(Look.STRONG)
            case "em_open":
                looks.append(Look.EMPHASIS)
            case "link_open":
                looks.append(Look.LINK)
                targets.append(str(token.attrs["href"]))
            case "strong_close" | "em_close":
                looks.pop()
            case "link_close":
                looks.pop()
                targets.pop()
            case "code_inline":
                runs.append(Run(token.content, Look.KEY))
            case "softbreak" | "hardbreak":
                runs.append(Run(" ", looks[-1], targets[-1]))
            case _ if token.content:
                facts += [fact for group in _FACTS.findall(token.content) for fact in re.split(r",\s*", group)]
                text = _FACTS.sub("", token.content)
                if text:
                    runs.append(Run(text, looks[-1], targets[-1]))
    return _join_runs(runs), tuple(facts)


def _join_runs(runs: Sequence[Run]) -> Runs:
    """Join neighbouring runs with one look, and strip the blanks at the end."""
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].look, joined[-1].target) == (run.look, run.target) and run.look is not Look.KEY:
            joined[-1] = Run(joined[-1].text + run.text, run.look, run.target)
        else:
            joined.append(run)
    while joined and not joined[-1].text.strip():
        joined.pop()
    if joined:
        joined[-1] = Run(joined[-1].text.rstrip(), joined[-1].look, joined[-1].target)
    return tuple(joined)
