"""Write the tables of `docs/keys.md` from the bindings of the screens: `python -m tools.key_table`."""

import importlib
import re
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode

from spasmtui.shared.key_names import with_keys
from spasmtui.ui.key_bar import KEY_NAMES

PAGE = Path(__file__).parent.parent / "docs" / "keys.md"
WHERE = (
    ("Everywhere, unless a table below has the key", ("app.SpasmApp",)),
    ("Home", ("home.screen.HomeScreen",)),
    (
        "Relief",
        (
            "relief.tui.screen.ReliefScreen",
            "relief.tui.routine_list.RoutineList",
            "relief.tui.editor.list_keys.EditableRoutines",
        ),
    ),
    ("Plan", ("plans.tui.items.PlanList", "plans.tui.screen.PlanScreen")),
    ("Log", ("episodes.tui.screen.LogScreen",)),
    ("Guide", ("guide.tui.screen.GuideScreen",)),
    ("Drink", ("drink.tui.screen.DrinkScreen",)),
)
"""Each table and the classes whose bindings it lists."""


def owner(path: str) -> type[DOMNode]:
    module, _, name = path.rpartition(".")
    found: type[DOMNode] = getattr(importlib.import_module(f"spasmtui.{module}"), name)
    return found


def rows(binding: Binding) -> tuple[str, str, list[str]]:
    """Return (action, description, keys) of a binding; the eleven keys of a score have one action."""
    labels = (
        [binding.key_display] if binding.key_display else [KEY_NAMES.get(key, key) for key in binding.key.split(",")]
    )
    if binding.action.startswith("rate("):
        return "pain", "Pain now; t is ten", ["0-9 t"]
    if binding.action.startswith("how("):
        return "how", "How the practice was; t is ten", ["0-9 t"]
    return binding.action, with_keys(binding.tooltip or binding.description), labels


def table() -> str:
    """Return a table for each place, with a row for each action and the keys that do it."""
    lines = list[str]()
    for where, paths in WHERE:
        entries: dict[str, tuple[str, list[str]]] = {}
        for path in paths:
            for binding in Binding.make_bindings(vars(owner(path))["BINDINGS"]):
                action, text, labels = rows(binding)
                _text, known = entries.setdefault(action, (text, []))
                known += [label for label in labels if label not in known]
        lines += ["", f"## {where}", "", "| keys | what they do |", "| --- | --- |"]
        lines += [f"| {' '.join(f'`{label}`' for label in labels)} | {text} |" for text, labels in entries.values()]
    return "\n".join(lines) + "\n\n"


def page() -> str:
    """Return the page of keys with the tables of today between its two marks."""
    text = PAGE.read_text(encoding="utf-8")
    return re.sub(
        r"(<!-- keys -->\n).*(<!-- /keys -->)", lambda found: found[1] + table() + found[2], text, flags=re.DOTALL
    )


def main() -> None:
    """Write the tables into the page of keys."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
