"""Show the keys that work here on the last line of a screen, taken from the bindings in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.content import Content
from textual.keys import key_to_character
from textual.widget import Widget
from textual.widgets import Static

from spasmtui.shared.key_names import chosen_label, chosen_name, label_of, with_keys
from spasmtui.shared.text_wrap import cell_width
from spasmtui.ui.clicks import pressing
from spasmtui.ui.keys.steady_places import Entry, Placed, steady_places

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.screen import Screen

KEY_NAMES = {
    "space": "space",
    "enter": "⏎",
    "escape": "Esc",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "plus": "+",
    "minus": "−",
    "colon": ":",
    "comma": ",",
    "full_stop": ".",
    "semicolon": ";",
    "equals_sign": "=",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "number_sign": "#",
    "asterisk": "*",
    "underscore": "_",
    "ampersand": "&",
    "backspace": "⌫",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "ctrl+l": "Ctrl+L",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
}
"""The label of a key that Textual gives a name."""
KEY_OF_LABEL = {
    "Enter": "enter", "Entrée": "enter", "espace": "space", **{label: key for key, label in KEY_NAMES.items()},
}  # fmt: skip
"""The name of a key by its label, and by what sentences call it."""
_ASCII_LABELS = {
    "⏎": "Enter", "⌫": "Bksp", "←": "Left", "→": "Right", "↑": "Up", "↓": "Down", "−": "-",
}  # fmt: skip
"""What stands for a label that is no ASCII."""
_WORDS_OF_ONE_LETTER = ("a", "I")

HELP, ALL_KEYS = "!", "?"
"""The labels of the way to help, which is never left out, and of the key that shows all others."""
FIRST = 2
"""The first entries, which are more important than the words beside the way to help."""
NARROW_BELOW_COLUMNS = 60
GAP = "   "
KEY_STYLE = "$text-accent bold"
"""The style of a key, which tells it from its words without a colour too."""
WIDE_GAP, NARROW_GAP = 3, 2
"""Cells between two entries: as many as there are, and the fewest."""

_key_words: dict[str, str] = {}
"""What a key does in the language of the run, by the id of its binding; English, the binding's own words, has none."""


_labels = dict[str, str]()
"""What is shown for a label; one that is not in it is shown as it is."""


def use_ascii_labels(*, is_ascii: bool) -> None:
    """Name the keys in ASCII for the rest of the run, or by their signs."""
    _labels.clear()
    _labels.update(_ASCII_LABELS if is_ascii else {})


def shown_labels(text: str) -> str:
    """Return a text with the labels of keys as they are shown: `Up/Down` for `↑↓` in ASCII."""
    for label, shown in _labels.items():
        text = text.replace(label, shown)
    return text.replace("UpDown", "Up/Down") if _labels else text


def use_key_words(texts: Mapping[str, object]) -> None:
    """Take these words for what keys do for the rest of the run."""
    _key_words.clear()
    _key_words.update({name: text for name, text in texts.items() if isinstance(text, str)})


def key_words(binding: Binding) -> str:
    """Return what a key does, in the language of the run."""
    return _key_words.get(binding.id or "", binding.description)


def key_label(binding: Binding) -> str:
    """Return the label of a binding's key: its own display, or the name of its first key."""
    if binding.key_display:
        return binding.key_display
    return _label_of_key(binding.key.partition(",")[0])


def _label_of_key(key: str) -> str:
    return KEY_NAMES.get(key) or chosen_label(key) or key


def _key_of_label(label: str) -> str:
    return KEY_OF_LABEL.get(label) or chosen_name(label) or label


def key_line(text: str, gap: str = GAP) -> Content:
    """Return entries such as `{y:relief.yes} yes   {n:relief.no} no` in one line, with the keys that they name.

    A click on words presses the key before them.
    """
    return Content(gap).join(_pressed_entry(entry, "") for entry in with_keys(text).split(gap))


def key_lines(text: str, width: int, style: str = "") -> list[Content]:
    """Return entries such as `y yes   Esc back` in lines; a click on words presses the key before them.

    Args:
        text: entries with three spaces between them, each a key's label and its words.
        width: cells of a line, at whose end no key is parted from its words.
        style: the style of the words.
    """
    lines, room = list[list[Content]](), 0
    for entry in with_keys(text).split(GAP):
        cells = cell_width(shown_labels(entry)) + len(GAP)
        if cells > room or not lines:
            lines.append([])
            room = width + len(GAP)
        lines[-1].append(_pressed_entry(entry, style))
        room -= cells
    return [Content(GAP).join(line) for line in lines]


def _pressed_entry(entry: str, style: str) -> Content:
    """Return an entry; of several keys before its words, as in `← → change`, a click presses the one it is on."""
    words = entry.split(" ")
    keys = _leading_keys(words)
    if not keys:
        return Content.styled(shown_labels(entry), style)
    parts = [*keys[:-1], " ".join(words[len(keys) - 1 :])]
    return Content(" ").join(
        pressing(_styled_entry(part, style), _key_of_label(key)) for key, part in zip(keys, parts, strict=True)
    )


def _leading_keys(words: Sequence[str]) -> list[str]:
    """Return the labels of keys that an entry begins with; behind the first, `a` and `I` are words."""
    labels = list(takewhile(_is_label, words))
    return [*labels[:1], *takewhile(lambda label: label not in _WORDS_OF_ONE_LETTER, labels[1:])]


def _is_label(word: str) -> bool:
    return word in KEY_OF_LABEL or (len(word) == 1 and word.isascii()) or chosen_name(word) is not None


def _styled_entry(entry: str, style: str) -> Content:
    key, blank, words = entry.partition(" ")
    return Content.assemble((shown_labels(key), KEY_STYLE), (blank + words, style))


def entry_content(key: str, label: str, words: str) -> Content:
    """Return an entry; a click on it presses its key, and on the label of several keys the one that it is on.

    Args:
        key: the name of the key.
        label: what is shown for it, such as `←`, `← →`, `↑↓` or `a-z`: which of a range is meant, no click can say.
        words: what it does.
    """
    if not (keys := keys_named(label)):
        content = Content.assemble((shown_labels(label), KEY_STYLE), f" {words}".rstrip())
        return content if is_range(label) else pressing(content, key)
    *before, (last_label, last_key) = keys
    parts = [pressing(Content.styled(shown_labels(each), KEY_STYLE), name) for each, name in before]
    last = pressing(Content.assemble((shown_labels(last_label), KEY_STYLE), f" {words}".rstrip()), last_key)
    return Content(" " if " " in label else "/" if _labels else "").join([*parts, last])


def keys_named(label: str) -> tuple[tuple[str, str], ...]:
    """Return (label, name) of each key of a label of several, such as `← →` or `↑↓`; empty for that of one key."""
    keys = label.replace(" ", "")
    is_of_several = len(keys) > 1 and label not in KEY_OF_LABEL and KEY_OF_LABEL.keys() >= set(keys)
    return tuple((each, KEY_OF_LABEL[each]) for each in keys) if is_of_several else ()


def bindings_in_force(screen: Screen[Any]) -> dict[str, ActiveBinding]:
    """Return the bindings whose keys work on a screen, by their keys.

    Textual 8.2 takes a letter that the person has given an action for active also while it is text of a typed line.
    """
    found, line = screen.active_bindings, screen.focused
    if line is None or not hasattr(line, "cursor_blink"):
        return found
    return {key: active for key, active in found.items() if not line.check_consume_key(key, key_to_character(key))}


def actions_of(screen: Screen[Any], key: str) -> frozenset[str]:
    """Return the ids of the actions that a key has on a screen, of those too that are not offered at the moment."""
    chain = screen._modal_binding_chain  # noqa: SLF001 -- the public one leaves out what is not offered
    return frozenset(each.id or "" for _node, bindings in chain for each in bindings.key_to_bindings.get(key, ()))


def is_range(label: str) -> bool:
    """Return whether a label stands for more keys than it names, such as `0-9`."""
    return len(label) > 2 and "-" in label


class KeyLines(Static):
    """Entries such as `y yes   Esc back`, as many on a line as there is room for, and the way to help behind them."""

    def __init__(self, text: str, *, classes: str | None = None) -> None:
        super().__init__(text, classes=classes, markup=False)
        self._text = text

    def on_mount(self) -> None:
        """Follow the focus: where words are typed, another key gets help."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self._show())

    def on_resize(self) -> None:
        """Keep each key beside its words in a small window."""
        self._show()

    def _show(self) -> None:
        entries = [self._text]
        for key, active in bindings_in_force(self.screen).items():
            if active.binding.action == "urgent" and len(entries) == 1:
                entries.append(f"{_label_of_key(key)} {key_words(active.binding)}")
        self.update(Content("\n").join(key_lines(GAP.join(entries), self.content_size.width)))


class KeyBar(Widget, can_focus=False):
    """As many of the shown bindings as fit, this screen's first, the way to help always, the key help last."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; color: $text-muted; }
    """

    _shown_for: tuple[Widget | None, int] = (None, 0)
    """The widget that had the keys when the line was made, and its cells."""
    _placed: Sequence[Placed] = ()
    """Its entries with their places, where they stand in one line."""
    _left_out: Sequence[Entry] = ()
    """The entries that it had no room for."""

    def on_mount(self) -> None:
        """Follow the bindings as focus and screens change."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def on_resize(self) -> None:
        """Use every cell of a small window."""
        self.styles.padding = 0 if self.app.size.width < NARROW_BELOW_COLUMNS else None

    def entries(self) -> list[tuple[str, str]]:
        """Return (key, description) of each shown binding in force, one an action, the nearest first."""
        return [(label, words) for _key, label, words in self.keyed_entries()]

    def is_shown(self, binding: Binding) -> bool:
        """Return whether a binding in force has an entry; a screen may leave out more at times."""
        return binding.show

    def keyed_entries(self) -> list[Entry]:
        """Return the entries, each with the name of its key before it, the most important first."""
        found: dict[str, Entry] = {}
        for key, (_node, binding, is_enabled, _tooltip) in bindings_in_force(self.screen).items():
            if is_enabled and binding.description and self.is_shown(binding):
                found.setdefault(binding.action, (key, key_label(binding), self.words_of(binding)))
        return list(found.values())

    def words_of(self, binding: Binding) -> str:
        """Return what a key does here; a screen may have other words at times."""
        return key_words(binding)

    def render(self) -> Content:
        """Render the entries; what does not fit is left out, since `?` shows all. A click on one presses its key."""
        entries, width = self.keyed_entries(), self.content_size.width
        gap, lines = fit_entries(entries, width, max(1, self.content_size.height))
        if len(lines) == 1:
            return self._render_line(_in_order(entries), gap, lines[0], width)
        self._placed = ()
        return Content("\n").join(
            Content(" " * gap).join(entry_content(key, label, words) for key, label, words in line) for line in lines
        )

    def _render_line(self, entries: Sequence[Entry], gap: int, fitted: Sequence[Entry], width: int) -> Content:
        """Render a single line, with the entries where they were as far as they still are there."""
        shown_for = self.screen.focused, width
        before = self._placed if shown_for == self._shown_for else ()
        wanted = [(_cells(entry), entry) for entry in entries]
        placed = steady_places(
            wanted, fitted, before, self._left_out, gap=gap, least_gap=NARROW_GAP, room=width
        ) or _placed_anew(fitted, gap)
        shown = {entry[:2] for _column, _width, entry in placed}
        self._shown_for, self._placed = shown_for, placed
        self._left_out = [entry for entry in entries if entry[:2] not in shown]
        line, end = Content(""), 0
        for column, cells, entry in placed:
            line = Content.assemble(line, " " * (column - end), entry_content(*entry))
            end = column + cells
        return line


def _placed_anew(entries: Sequence[Entry], gap: int) -> list[Placed]:
    placed: list[Placed] = []
    column = 0
    for entry in entries:
        placed.append((column, _cells(entry), entry))
        column += _cells(entry) + gap
    return placed


def _cells(entry: Entry) -> int:
    return cell_width(f"{shown_labels(entry[1])} {entry[2]}".rstrip())


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries with the key of all keys as the last."""
    return sorted(entries, key=lambda entry: entry[1] == _all_keys())


def fit_entries(entries: Sequence[Entry], width: int, rows: int) -> tuple[int, list[list[Entry]]]:
    """Return the cells between two entries, and by line the first entries that fit.

    The way to help is always among them, and the key of all keys is the last. They move closer together before one is
    left out. The words of these two give way to the first two of the others, and in a wide line to any other.

    Args:
        entries: the entries, the most important first.
        width: cells of a line.
        rows: the most lines.
    """
    tries = _from_most_to_least(_in_order(entries), is_wide=width * rows >= NARROW_BELOW_COLUMNS)
    gap, lines = WIDE_GAP, [[*entries]]
    for gap, kept in tries:
        lines = _wrapped(kept, width, gap)
        if len(lines) <= rows:
            break
    return gap, lines[:rows]


def _from_most_to_least(entries: Sequence[Entry], *, is_wide: bool) -> Iterator[tuple[int, list[Entry]]]:
    """Yield gaps and entries: all, then ever fewer."""
    yield WIDE_GAP, [*entries]
    always = (label_of("app.urgent", HELP), _all_keys())
    others = [entry for entry in entries if entry[1] not in always]
    for most in range(len(others), -1, -1):
        kept = [entry for entry in entries if entry not in others[most:]]
        yield NARROW_GAP, kept
        if is_wide or most <= FIRST:
            yield NARROW_GAP, [_bare(entry, always[1:]) for entry in kept]
        if most <= FIRST:
            yield NARROW_GAP, [_bare(entry, always) for entry in kept]


def _all_keys() -> str:
    """Return the label of the key that lists all keys."""
    return label_of("app.keys", ALL_KEYS)


def _bare(entry: Entry, labels: Sequence[str]) -> Entry:
    key, label, words = entry
    return key, label, "" if label in labels else words


def _wrapped(entries: Sequence[Entry], width: int, gap: int) -> list[list[Entry]]:
    lines: list[list[Entry]] = [[]]
    room = width + gap
    for entry in entries:
        cells = _cells(entry) + gap
        if cells > room and lines[-1]:
            lines.append([])
            room = width + gap
        lines[-1].append(entry)
        room -= cells
    return lines
