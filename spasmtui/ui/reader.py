"""A reader for long text: lines drawn on demand, links by key, find with a count. Knows no feature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.text_layout import (
    CARD,
    HEADING,
    LETTER,
    LINK_LETTERS,
    PLAIN,
    QUIET,
    TITLE,
    Layout,
    Line,
    Paragraph,
    Span,
    lay_out,
)

PROSE_COLUMNS = 76
"""The longest line of prose, without the margin before it."""
MARGIN = 2
"""Columns before the text, for the bar beside a card."""


class Reader(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrolling view of paragraphs. Tab goes from link to link and Enter follows it; so does `f` and its letter."""

    DEFAULT_CSS = """
    Reader {
        background: $background;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        &> .reader--title { text-style: bold; color: $primary; }
        &> .reader--heading { text-style: bold; color: $accent; }
        &> .reader--card { background: $boost; }
        &> .reader--bar { color: $accent; background: $boost; }
        &> .reader--strong { text-style: bold; }
        &> .reader--emphasis { text-style: italic; }
        &> .reader--key { color: $accent; text-style: bold; }
        &> .reader--link { text-style: underline; }
        &> .reader--quiet { color: $text-muted; }
        &> .reader--chosen { text-style: reverse; }
        &> .reader--letter { color: $text-muted; }
        &> .reader--asked { color: $accent; text-style: bold reverse; }
        &> .reader--hit { background: $panel; text-style: underline; }
        &> .reader--current { color: $warning; text-style: bold reverse; }
    }
    """
    COMPONENT_CLASSES = {
        "reader--title", "reader--heading", "reader--card", "reader--bar", "reader--strong", "reader--emphasis",
        "reader--key", "reader--link", "reader--quiet", "reader--chosen", "reader--letter", "reader--asked",
        "reader--hit", "reader--current",
    }  # fmt: skip
    BINDINGS = [
        Binding("down,j", "move(1)", "Down", show=False, id="reader.down", tooltip="One line down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="reader.up", tooltip="One line up"),
        Binding("space,pagedown", "turn(1)", "Next screen", show=False, id="reader.next", tooltip="One screen down"),
        Binding("b,pageup", "turn(-1)", "Previous screen", show=False, id="reader.back", tooltip="One screen up"),
        Binding("g,home", "edge(0)", "Top", show=False, id="reader.top", tooltip="To the top"),
        Binding("G,end", "edge(1)", "End", show=False, id="reader.end", tooltip="To the end"),
        Binding("tab", "link(1)", "Next link", show=False, id="reader.link", tooltip="To the next link"),
        Binding(
            "shift+tab", "link(-1)", "Previous link", show=False, id="reader.last_link", tooltip="To the previous link"
        ),
        Binding("enter", "follow", "Open link", show=False, id="reader.follow", tooltip="Open the chosen link"),
        Binding("n", "hit(1)", "next hit", id="reader.hit", tooltip="To the next hit"),
        Binding("N,p", "hit(-1)", "previous hit", id="reader.last_hit", tooltip="To the previous hit"),
        Binding("f", "letters", "link", id="reader.letters", tooltip="Follow a link: then its letter"),
        Binding("a", "letter", "that link", key_display="a-z", id="reader.letter", tooltip="Follow that link"),
    ]

    @dataclass
    class Followed(Message):
        """A link was followed."""

        target: str
        """The target of the link."""

    @dataclass
    class Moved(Message):
        """Another hit of the search is shown."""

        number: int
        """The hit's number, from 1; 0 when there is none."""
        count: int

    def __init__(self, *, is_ascii: bool = False, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- the widget's own word
        super().__init__(id=id, classes=classes)
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._targets: tuple[str, ...] = ()
        self._layout = Layout((), ())
        self._width = 0
        self._bar = "|" if is_ascii else "▌"
        self._links: list[tuple[int, Span]] = []
        self._chosen = -1
        self._asks_letter = False
        self._words = ""
        self._hits: list[tuple[int, int, int]] = []
        self._hit = -1
        self._wanted: tuple[str, ...] = ()

    def show(self, paragraphs: Sequence[Paragraph], targets: Sequence[str] = (), *, keeps_place: bool = False) -> None:
        """Show a text.

        Args:
            paragraphs: the text.
            targets: the targets of the letters from `a`.
            keeps_place: stay at the line and the hit that are shown, because the text has only grown.
        """
        self._paragraphs, self._targets = tuple(paragraphs), tuple(targets)
        self._chosen, self._width, self._asks_letter = -1, 0, False
        if not keeps_place:
            self._words, self._hits, self._hit = "", [], -1
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._lay_out()
        self.refresh_bindings()

    @property
    def headings(self) -> tuple[tuple[str, int], ...]:
        """The outline: (heading, index of its line)."""
        return tuple(
            (self._layout.paragraphs[line.paragraph].text, at)
            for at, line in enumerate(self._layout.lines)
            if line.paragraph >= 0 and line.start == 0 and self._is_heading(self._layout.paragraphs[line.paragraph])
        )

    @staticmethod
    def _is_heading(paragraph: Paragraph) -> bool:
        return paragraph.style == HEADING or (paragraph.style == CARD and not paragraph.first)

    def go_to_line(self, line: int) -> None:
        """Scroll a line to the top."""
        self.scroll_to(y=max(0, line), animate=False, force=True, immediate=True)

    def go_to_heading(self, headings: Sequence[str]) -> None:
        """Scroll the first of these headings that the text has to the top, as soon as the text is laid out."""
        self._wanted = tuple(headings)
        self.call_after_refresh(self._go_to_wanted)

    def _go_to_wanted(self) -> None:
        lines = dict(self.headings)
        if lines and self.size:
            found = [lines[heading] for heading in self._wanted if heading in lines]
            self._wanted = ()
            if found:
                self.go_to_line(found[0])

    def find(self, words: str) -> int:
        """Mark every occurrence of the words, show the first from here on, and return their number."""
        self._words = words.casefold().strip()
        self._mark_hits()
        top = round(self.scroll_y)
        below = [at for at, hit in enumerate(self._hits) if self._layout.line_of(hit[0], hit[1]) >= top]
        self._hit = below[0] if below else 0 if self._hits else -1
        self._show_hit()
        return len(self._hits)

    def _mark_hits(self) -> None:
        self._hits = []
        size = len(self._words)
        for index, paragraph in enumerate(self._layout.paragraphs):
            text = paragraph.text.casefold()
            at = text.find(self._words) if size else -1
            while at >= 0:
                self._hits.append((index, at, at + size))
                at = text.find(self._words, at + size)

    def _show_hit(self) -> None:
        if self._hit >= 0:
            paragraph, start, _end = self._hits[self._hit]
            self._reveal(self._layout.line_of(paragraph, start))
        self.refresh()
        self.refresh_bindings()
        self.post_message(self.Moved(self._hit + 1, len(self._hits)))

    def _reveal(self, line: int) -> None:
        top, height = round(self.scroll_y), self.scrollable_content_region.height
        if not top <= line < top + height - 1:
            self.go_to_line(line - height // 3)

    def _lay_out(self) -> None:
        """Lay the text out again if its width has changed."""
        width = self.scrollable_content_region.width or self.size.width
        if width == self._width or width <= 0:
            return
        self._width = width
        self._layout = lay_out(self._paragraphs, min(PROSE_COLUMNS, width - MARGIN - 1), cell_len)
        self._links = [
            (index, span)
            for index, paragraph in enumerate(self._layout.paragraphs)
            for span in paragraph.spans
            if span.target is not None
        ]
        self._mark_hits()
        self.virtual_size = Size(width, len(self._layout.lines) + 1)
        self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the text out for the new width."""
        self._lay_out()
        if self._wanted:
            self.call_after_refresh(self._go_to_wanted)

    def render_line(self, y: int) -> Strip:
        """Render one line of the screen."""
        index = y + round(self.scroll_y)
        width = self.scrollable_content_region.width
        if not 0 <= index < len(self._layout.lines):
            return Strip.blank(width, self.rich_style)
        line = self._layout.lines[index]
        if line.paragraph < 0:
            return Strip.blank(width, self.rich_style)
        return Strip(self._segments(line)).adjust_cell_length(width, self.rich_style)

    def _segments(self, line: Line) -> list[Segment]:
        paragraph = self._layout.paragraphs[line.paragraph]
        base = self.rich_style
        is_card = paragraph.style == CARD
        if is_card:
            base += self.get_component_rich_style("reader--card", partial=True)
        margin = [Segment(" " * MARGIN, base)]
        if is_card:
            margin = [Segment(self._bar, base + self._style("bar")), Segment(" ", base)]
        if paragraph.style in (TITLE, HEADING, QUIET) or (is_card and not paragraph.first):
            base += self._style(HEADING if is_card else paragraph.style)
        ranges = sorted(self._styled_ranges(line), key=lambda each: each[0])
        edges = sorted({line.start, line.end, *(edge for each in ranges for edge in each[:2])})
        segments = [*margin, Segment(line.prefix, base + self._style("key") if is_card else base)]
        for start, end in pairwise(edges):
            style = base
            for first, last, over in ranges:
                if first <= start and end <= last:
                    style += over
            segments.append(Segment(shown_text(paragraph.text[start:end]), style))
        if is_card:
            filled = min(PROSE_COLUMNS + MARGIN, self._width) - sum(segment.cell_length for segment in segments)
            segments.append(Segment(" " * max(0, filled), base))
        return segments

    def _style(self, name: str) -> Style:
        return Style() if name == PLAIN else self.get_component_rich_style(f"reader--{name}", partial=True)

    def _styled_ranges(self, line: Line) -> list[tuple[int, int, Style]]:
        """Return the styled ranges of a line: spans first, then hits, so that a hit is painted over a link."""
        paragraph = self._layout.paragraphs[line.paragraph]
        chosen = self._links[self._chosen] if 0 <= self._chosen < len(self._links) else None
        letter = "asked" if self._asks_letter else LETTER
        found = [
            (span.start, span.end, self._style(letter if span.style == LETTER else span.style))
            for span in paragraph.spans
        ]
        if chosen is not None and chosen[0] == line.paragraph:
            found.append((chosen[1].start, chosen[1].end, self._style("chosen")))
        for at, (index, start, end) in enumerate(self._hits):
            if index == line.paragraph:
                found.append((start, end, self._style("current" if at == self._hit else "hit")))
        return [
            (max(start, line.start), min(end, line.end), style)
            for start, end, style in found
            if start < line.end and end > line.start
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's
        """Offer links where there are some, and hits where some were found; else the key is the screen's own."""
        if action == "letter" or self._asks_letter:
            return action == "letter" and self._asks_letter
        if action == "letters":
            return bool(self._targets)
        if action == "hit":
            return bool(self._hits)
        if action == "follow":
            return self._chosen >= 0
        if action == "link":
            return bool(self._links)
        return True

    def action_move(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_to(y=self.scroll_y + lines, animate=False, force=True, immediate=True)

    def action_turn(self, screens: int) -> None:
        """Scroll by screens, keeping one line in sight."""
        self.scroll_to(
            y=self.scroll_y + screens * max(1, self.size.height - 1), animate=False, force=True, immediate=True
        )

    def action_edge(self, end: int) -> None:
        """Go to the top or to the end."""
        self.scroll_to(y=self.max_scroll_y if end else 0, animate=False, force=True, immediate=True)

    def action_link(self, steps: int) -> None:
        """Choose the next link; the first time, the first visible one."""
        if self._chosen < 0 < steps:
            top = round(self.scroll_y)
            visible = [i for i, (at, span) in enumerate(self._links) if self._layout.line_of(at, span.start) >= top]
            self._chosen = visible[0] if visible else 0
        else:
            self._chosen = (self._chosen + steps) % len(self._links)
        paragraph, span = self._links[self._chosen]
        self._reveal(self._layout.line_of(paragraph, span.start))
        self.refresh()
        self.refresh_bindings()

    def action_follow(self) -> None:
        """Follow the chosen link."""
        target = self._links[self._chosen][1].target
        if target is not None:
            self.post_message(self.Followed(target))

    def action_letters(self) -> None:
        """Ask for the letter of a link: the letters light up, and the next key follows one or none."""
        self._ask_letter(asks=True)

    def _ask_letter(self, *, asks: bool) -> None:
        self._asks_letter = asks
        height = self.scrollable_content_region.height
        if asks and (line := self._layout.next_out_of_sight(LETTER, round(self.scroll_y), height)) is not None:
            self._reveal(line)
        self.refresh()
        self.refresh_bindings()

    def action_letter(self) -> None:
        """Do nothing: the key that follows `f` is taken before any binding."""

    def on_key(self, event: events.Key) -> None:
        """Take the key after `f` for a link's letter; any other key ends the question.

        `f` itself is taken here too: by the time its binding runs, a letter typed fast has been handled already.
        """
        if self._asks_letter:
            number = LINK_LETTERS.find(event.character or " ")
            if 0 <= number < len(self._targets):
                self.post_message(self.Followed(self._targets[number]))
        elif not self._is_bound_to_letters(event.key):
            return
        event.stop()
        event.prevent_default()
        self._ask_letter(asks=not self._asks_letter)

    def _is_bound_to_letters(self, key: str) -> bool:
        bound = self.screen.active_bindings.get(key)
        return bound is not None and bound.node is self and bound.enabled and bound.binding.action == "letters"

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse, or the one whose letter is there; a double click follows one, not two."""
        if event.chain == 1 and (target := self._target_at(event.x, event.y)) is not None:
            self.post_message(self.Followed(target))

    def _target_at(self, x: int, y: int) -> str | None:
        index = y + round(self.scroll_y)
        if not 0 <= index < len(self._layout.lines) or (line := self._layout.lines[index]).paragraph < 0:
            return None
        paragraph = self._layout.paragraphs[line.paragraph]
        at, left = line.start, x - MARGIN - cell_len(line.prefix)
        while left > 0 and at < line.end:
            left -= cell_len(paragraph.text[at])
            at += 1
        at -= left < 0  # the second cell of a wide character
        span = next((span for span in paragraph.spans if span.start <= at < min(span.end, line.end)), None)
        if span is None or x < MARGIN + cell_len(line.prefix):
            return None
        if span.style == LETTER:
            number = LINK_LETTERS.find(paragraph.text[span.start + 1])
            return self._targets[number] if 0 <= number < len(self._targets) else None
        return span.target

    def on_blur(self) -> None:
        """End the question for a letter, since its key goes elsewhere now."""
        self._ask_letter(asks=False)

    def action_hit(self, steps: int) -> None:
        """Go to the next place that was found."""
        self.go_to_hit(steps)

    def go_to_hit(self, steps: int) -> None:
        """Go so many of the places found further, round the end; nothing happens where none was found."""
        if self._hits:
            self._hit = (self._hit + steps) % len(self._hits)
            self._show_hit()
