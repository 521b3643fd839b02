"""Show the keys that work here on the last line of a screen, taken from the bindings in force."""

from collections.abc import Mapping

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from spasmtui.ui.clicks import pressing

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
}
"""The label of a key that Textual gives a name."""


_key_words: dict[str, str] = {}
"""What a key does in the language of the run, by the id of its binding; English, the binding's own words, has none."""


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
    key = binding.key.partition(",")[0]
    return KEY_NAMES.get(key, key)


def key_line(text: str, style: str = "") -> Content:
    """Return a line such as `y yes   Esc back`; a click on words presses the key before them.

    Args:
        text: entries with three spaces between them, each a key's label and its words.
        style: the style of all.
    """
    names = {"Enter": "enter", **{label: key for key, label in KEY_NAMES.items()}}
    entries = [(entry, entry.partition(" ")[0]) for entry in text.split("   ")]
    parts = [
        pressing(Content.styled(entry, style), names.get(label, label))
        if label in names or len(label) == 1
        else Content.styled(entry, style)
        for entry, label in entries
    ]
    return Content("   ").join(parts)


class KeyBar(Widget, can_focus=False):
    """As many of the shown bindings as fit on one line, this screen's first, the key help always last."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; color: $text-muted; }
    """

    def on_mount(self) -> None:
        """Follow the bindings as focus and screens change."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def entries(self) -> list[tuple[str, str]]:
        """Return (key, description) of each shown binding in force, one an action, the nearest first."""
        return [(label, words) for _key, label, words in self._keys()]

    def _keys(self) -> list[tuple[str, str, str]]:
        """Return the entries, each with the name of its key before it."""
        found: dict[str, tuple[str, str, str]] = {}
        for key, (_node, binding, is_enabled, _tooltip) in self.screen.active_bindings.items():
            if binding.show and is_enabled and binding.description:
                found.setdefault(binding.action, (key, key_label(binding), key_words(binding)))
        return list(found.values())

    def render(self) -> Content:
        """Render one line; what does not fit is left out, since `?` shows all. A click on an entry presses its key."""
        entries = self._keys()
        last = [entry for entry in entries if entry[1] == "?"]
        rest = [entry for entry in entries if entry[1] != "?"]
        room = self.size.width - sum(len(label) + len(words) + 4 for _key, label, words in last)
        kept: list[tuple[str, str, str]] = []
        for entry in rest:
            room -= len(entry[1]) + len(entry[2]) + 4
            if room < 0:
                break
            kept.append(entry)
        return Content("   ").join(
            pressing(Content.assemble((label, "$text-accent bold"), f" {words}"), key)
            for key, label, words in kept + last
        )
