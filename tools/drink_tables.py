"""Write `spasmtui/drink/_generated.py` from `content/drink`: `make generated`."""

from pathlib import Path
from typing import Any

from spasmtui.drink.loader import read_tables

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "spasmtui/drink/_generated.py"
_FOR_EDITORS = {"facts", "food", "fdc", "id"}
"""Keys that only editors and tests use, except for the id of a warning."""


def tables_module(content: Path) -> str:
    """Return the source text of the generated module."""
    lines = [
        '"""The files of `content/drink`, parsed; made from them by `make generated`."""',
        "",
        "from __future__ import annotations",
        "",
        "TYPE_CHECKING = False",
        "if TYPE_CHECKING:",
        "    from typing import Any",
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
        "TABLES: dict[str, dict[str, Any]] = {",
    ]
    for name, table in read_tables(content).items():
        lines.append(f"    {name!r}: {{")
        for key, value in table.items():
            if isinstance(value, dict) and name != "measures":
                lines.append(f"        {key!r}: {{")
                lines += [
                    f"            {inner!r}: {_used_part(row)!r}," for inner, row in value.items() if _is_used(inner)
                ]
                lines.append("        },")
            elif isinstance(value, list) and value and isinstance(value[0], dict):
                lines += [
                    f"        {key!r}: [",
                    *(f"            {_used_part(row, keep='id')!r}," for row in value),
                    "        ],",
                ]
            elif _is_used(key):
                lines.append(f"        {key!r}: {value!r},")
        lines.append("    },")
    return "\n".join([*lines, "}", '"""By file, then by table; numbers with a point as they are written."""', ""])


def _is_used(key: str) -> bool:
    return key not in _FOR_EDITORS


def _used_part(value: Any, keep: str = "") -> Any:
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if _is_used(key) or key == keep}
    return value


def main() -> None:
    TARGET.write_text(tables_module(ROOT / "content"), encoding="utf-8")


if __name__ == "__main__":
    main()
