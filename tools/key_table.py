"""Write the table of keys in the README from the bindings of the screens: `python -m tools.key_table`."""

import importlib
import re
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode

from spasmtui.shared.key_names import with_keys
from spasmtui.ui.key_bar import KEY_NAMES

ROOT = Path(__file__).parent.parent
WHERE = (
    ("everywhere, unless a line below has the key", ("app.SpasmApp",)),
    ("home", ("home.screen.HomeScreen",)),
    (
        "relief",
        (
            "relief.tui.screen.ReliefScreen",
            "relief.tui.routine_list.RoutineList",
            "relief.tui.editor.list_keys.EditableRoutines",
        ),
    ),
    ("plan", ("plans.tui.items.PlanList", "plans.tui.screen.PlanScreen")),
    ("log", ("episodes.tui.screen.LogScreen",)),
    ("guide", ("guide.tui.screen.GuideScreen",)),
    ("drink", ("drink.tui.screen.DrinkScreen",)),
)
"""Each line of the table and the classes whose bindings it lists."""


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
    lines = ["| where | keys |", "| --- | --- |"]
    for where, paths in WHERE:
        entries: dict[str, tuple[str, list[str]]] = {}
        for path in paths:
            for binding in Binding.make_bindings(vars(owner(path))["BINDINGS"]):
                action, text, labels = rows(binding)
                _text, known = entries.setdefault(action, (text, []))
                known += [label for label in labels if label not in known]
        cells = [f"`{' '.join(labels)}` {text}" for text, labels in entries.values()]
        lines.append(f"| {where} | {' · '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the table into the README."""
    path = ROOT / "README.md"
    readme = path.read_text(encoding="utf-8")
    new = re.sub(
        r"(<!-- keys -->\n).*(<!-- /keys -->)", lambda found: found[1] + table() + found[2], readme, flags=re.DOTALL
    )
    path.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
