"""The key help: every binding in force, generated from the bindings themselves."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from spasmtui.ui.keybar import key_label

KeyRow = tuple[str, str]


def key_rows(screen: Screen[object]) -> dict[str, list[KeyRow]]:
    """(keys, what they do) of a screen's bindings, under "Here" and "Everywhere"; one row an action."""
    groups: dict[str, dict[str, tuple[list[str], str]]] = {"Here": {}, "Everywhere": {}}
    app = screen.app
    for node, binding, _is_enabled, tooltip in screen.active_bindings.values():
        if binding.system or not (tooltip or binding.description):
            continue
        group = groups["Everywhere" if node is app else "Here"]
        keys, _text = group.setdefault(binding.action, ([], tooltip or binding.description))
        if (label := key_label(binding)) not in keys:
            keys.append(label)
    return {name: [(" ".join(keys), text) for keys, text in group.values()] for name, group in groups.items() if group}


class KeyHelp(ModalScreen[None]):
    """A list of keys over the screen it was called from; any way out returns there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss(None)", "back", tooltip="Back", id="keyhelp.back"),
        Binding("down,j", "scroll(1)", "down", show=False, tooltip="Down", id="keyhelp.down"),
        Binding("up,k", "scroll(-1)", "up", show=False, tooltip="Up", id="keyhelp.up"),
    ]
    DEFAULT_CSS = """
    KeyHelp { align: center middle;
        VerticalScroll {
            width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface;
        }
        Static { height: auto; }
    }
    """

    def __init__(self, rows: dict[str, list[KeyRow]]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        """One list, this screen's keys first."""
        with VerticalScroll():
            yield Static(self._table())

    def _table(self) -> Content:
        width = max((len(keys) for rows in self.rows.values() for keys, _text in rows), default=0)
        lines: list[Content] = []
        for name, rows in self.rows.items():
            lines += [Content(""), Content.styled(name, "bold")] if lines else [Content.styled(name, "bold")]
            lines += [Content.assemble((keys.ljust(width), "$text-accent"), f"  {text}") for keys, text in rows]
        return Content("\n").join([*lines, Content(""), Content.styled("Esc goes back.", "$text-muted")])

    def action_scroll(self, lines: int) -> None:
        """Move the list by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
