"""Write the tables of `docs/settings.md` from the model of the settings: `python -m tools.site.settings_page`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from spasmtui.settings.catalog import HEADINGS, Setting, all_settings
from spasmtui.shared.settings import describe_mismatch
from tools.site.tables import code, prose, table

PAGE = Path(__file__).parent.parent.parent / "docs" / "settings.md"
COMES_BEFORE = {
    "region": ("SPASMTUI_REGION",),
    "language": ("--language", "SPASMTUI_LANGUAGE"),
    "plain": ("--plain", "SPASMTUI_PLAIN"),
    "screen.theme": ("--color never", "NO_COLOR"),
    "drink.measures": ("--measures",),
    "report.paper": ("--paper",),
    "encrypt.identity": ("--identity",),
}
"""Options and variables that a setting gives way to, the strongest first."""


def tables() -> str:
    """Return a table for each table of the file, with a row for each setting."""
    groups: dict[str, list[Setting]] = {}
    for _heading, settings in all_settings():
        for setting in settings:
            if not setting.member or setting.name not in {each.name for each in groups.get(setting.name[0], ())}:
                groups.setdefault(setting.name[0] if len(setting.name) > 1 else "", []).append(setting)
    lines = list[str]()
    for name in sorted(groups, key=list(HEADINGS).index):
        where = f"`[{name}]`" if name else "above the first table"
        lines += ["", f"## {HEADINGS[name]}: {where}", ""]
        head = ("setting", "what it can be", "default", "what it does")
        lines += table(head, (tuple(cells(setting)) for setting in groups[name]))
    return "\n".join(lines) + "\n\n"


def cells(setting: Setting) -> Iterator[str]:
    """Yield the cells of a setting's row."""
    yield code(setting.name[-1])
    yield re.sub(r'"[^"]+"', lambda word: code(word[0]), describe_mismatch(setting.kind, None))
    default = [] if setting.member else setting.default
    yield code(json.dumps(default)) + (f", {setting.text_of(default)}" if default == "" else "")
    before = " and ".join(map(code, COMES_BEFORE.get(".".join(setting.name), ())))
    comes = "come" if " and " in before else "comes"
    yield prose(setting.meaning) + (f" {before} {comes} before it." if before else "")


def page() -> str:
    """Return the page of settings with the tables of today between its two marks."""
    text = PAGE.read_text(encoding="utf-8")
    return re.sub(
        r"(<!-- settings -->\n).*(<!-- /settings -->)",
        lambda found: found[1] + tables() + found[2],
        text,
        flags=re.DOTALL,
    )


def main() -> None:
    """Write the tables into the page of settings."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
