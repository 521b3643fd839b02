"""Show every key in force, generated from the bindings themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from spasmtui.shared.key_names import with_keys
from spasmtui.shared.text_wrap import wrap
from spasmtui.ui.clicks import pressed_key, pressing
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import bindings_in_force, is_range, key_label, keys_named, shown_labels

BACK = "Esc goes back."
MOUSE = " The mouse works on rows, links and keys, also on these; hold Shift to select text."
FEWEST_BESIDE = 16
"""The fewest columns for a description beside its keys; in fewer it is below them."""
KeyRow = tuple[str, str]
"""(the keys of one action, its description)."""
NO_KEYS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys in force on one screen."""

    here: tuple[KeyRow, ...]
    """This screen's own, one row an action."""
    everywhere: tuple[KeyRow, ...]
    """The app's, in a word each."""
    pressed: Mapping[str, str] = field(default_factory=dict)
    """The name of the first key of a row, by all its keys as they are shown."""


def keys_of(screen: Screen[object]) -> Keys:
    """Return our described bindings that work on this screen, without a widget's stock scrolling keys.

    A system binding is left out too: its key belongs to a row that another key shows, such as `1-9`.
    """
    here: dict[str, tuple[list[str], str]] = {}
    everywhere: dict[str, tuple[list[str], str]] = {}
    first: dict[str, str] = {}
    for key, (node, binding, _is_enabled, tooltip) in bindings_in_force(screen).items():
        if binding.system or not binding.id:
            continue
        is_global = node is screen.app
        text = binding.description if is_global else with_keys(tooltip or binding.description)
        labels, _text = (everywhere if is_global else here).setdefault(binding.action, ([], text))
        if (label := shown_labels(key_label(binding))) not in labels:
            labels.append(label)
        first.setdefault(binding.action, key)
    pressed = {
        " ".join(labels): first[action]
        for found in (everywhere, here)
        for action, (labels, _text) in found.items()
        if not any(map(is_range, labels))
    }
    return Keys(_rows(here), _rows(everywhere), pressed)


def _rows(found: dict[str, tuple[list[str], str]]) -> tuple[KeyRow, ...]:
    return tuple((" ".join(labels), text) for labels, text in found.values())


def pack_rows(rows: tuple[KeyRow, ...], width: int, gap: int = 3) -> list[list[KeyRow]]:
    """Pack rows side by side into lines, as many as fit the width; an entry is never broken."""
    lines: list[list[KeyRow]] = [[]]
    left = width
    for keys, text in rows:
        needed = len(keys) + 1 + len(text)
        if lines[-1] and needed > left:
            lines.append([])
            left = width
        lines[-1].append((keys, text))
        left -= needed + gap
    return lines


class HereKeys(Widget):
    """The keys of the screen, one action a row, with its description beside them or, in a narrow window, below."""

    def __init__(self, rows: tuple[KeyRow, ...], pressed: Mapping[str, str] = NO_KEYS) -> None:
        super().__init__()
        self.rows = rows
        self.pressed = pressed

    def lines(self, width: int) -> list[Content]:
        """Return the heading and the rows for a width in cells."""
        room = max((len(keys) for keys, _text in self.rows), default=0)
        lines = [Content.styled("Here", "bold")]
        is_beside = width - room - 2 >= FEWEST_BESIDE
        for keys, text in self.rows:
            if is_beside:
                first, *more = wrap(text, width - room - 2)
                row = [Content.assemble((keys.ljust(room), "$text-accent"), f"  {first}")]
                row += [Content(" " * (room + 2) + line) for line in more]
            else:
                row = [Content.styled(keys, "$text-accent"), *(Content(f"  {line}") for line in wrap(text, width - 2))]
            row = [pressing(line, self.pressed.get(keys, "")) for line in row]
            for label, key in keys_named(keys):
                row[0] = pressing(row[0], key, keys.index(label), keys.index(label) + 1)
            lines += row
        return lines

    def render(self) -> Content:
        """Render a heading, then the rows."""
        return Content("\n").join(self.lines(self.size.width))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return the number of lines that the heading and the rows take."""
        return len(self.lines(width))


class EverywhereKeys(Widget):
    """The app's keys in a few lines."""

    def __init__(self, rows: tuple[KeyRow, ...], pressed: Mapping[str, str] = NO_KEYS) -> None:
        super().__init__()
        self.rows = rows
        self.pressed = pressed

    def render(self) -> Content:
        """Render a heading, then the entries packed into the width."""
        lines = [Content.styled("Everywhere", "bold")]
        for row in pack_rows(self.rows, self.size.width):
            entries = [
                pressing(Content.assemble((keys, "$text-accent"), f" {text}"), self.pressed.get(keys, ""))
                for keys, text in row
            ]
            lines.append(Content("   ").join(entries))
        return Content("\n").join(lines)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return the number of lines that the heading and the entries take."""
        return 1 + len(pack_rows(self.rows, width))


class HelpScreen(Dialog["str | None"]):
    """A list of keys over the screen it was called from; it dismisses with the key that was clicked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,enter", "dismiss(None)", "back", tooltip="Back", id="keyhelp.back"),
        Binding("down,j", "scroll(1)", "down", show=False, tooltip="Down", id="keyhelp.down"),
        Binding("up,k", "scroll(-1)", "up", show=False, tooltip="Up", id="keyhelp.up"),
    ]
    only_shows = True
    DEFAULT_CSS = """
    HelpScreen { align: center middle;
        VerticalScroll {
            width: 80; max-width: 100%; height: auto; max-height: 100%; padding: 0 2; background: $surface;
        }
        Static, HereKeys { height: auto; }
        EverywhereKeys { margin-top: 1; height: auto; }
        .back { margin-top: 1; color: $text-muted; }
    }
    """

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self.keys = keys

    def compose(self) -> ComposeResult:
        """Compose this screen's keys as a table, and the app's in a few lines below."""
        with VerticalScroll():
            yield HereKeys(self.keys.here, self.keys.pressed)
            if self.keys.everywhere:
                yield EverywhereKeys(self.keys.everywhere, self.keys.pressed)
            further = MOUSE if getattr(self.app, "wants_mouse", False) else ""
            yield Static(Content.assemble(pressing(Content(BACK), "escape"), further), classes="back")

    def on_click(self, event: events.Click) -> None:
        """Return the key whose row is clicked, for the screen below; one that would only come back here closes."""
        if key := pressed_key(event):
            event.stop()
            self.dismiss(None if key in ("escape", "question_mark", "f1") else key)

    def action_scroll(self, lines: int) -> None:
        """Scroll the list by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
