"""Write the sources of pages, routines, red flags and the fact sheet: `make generated`, `python -m tools.page_sources`.

`[facts]` of `content/sources.toml` says which sources a fact is from; the list of a page, a routine or a flag is made
from its facts, and the last columns of `docs/facts.md` from the fact's row, so nobody keeps them by hand.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from spasmtui.guide.audit.faults import id_order

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
SHEET = ROOT / "docs" / "facts.md"
WIDTH = 120

_FACTS = re.compile(r"^facts = (\[[^\]]*\])", re.MULTILINE)
_SOURCES = re.compile(r"^sources = \[[^\]]*\]", re.MULTILINE)
_TABLE = re.compile(r"^(?=\[[A-Z]+\d+\]$)", re.MULTILINE)
"""The beginning of a red flag."""

FACT_LINE = re.compile(r"^- ([A-Z]+\d+) \| (.+) \| [^|\n]+ \| [^|\n]+$", re.MULTILINE)
"""A fact of the sheet: its id and its text, before the two columns that are written here."""

FactSources = Mapping[str, tuple[str, ...]]
"""The source ids of each fact id."""


def fact_rows(content: Path) -> dict[str, dict[str, Any]]:
    """Return the row of each fact of `sources.toml`."""
    return dict(tomllib.loads((content / "sources.toml").read_text(encoding="utf-8"))["facts"])


def columns(row: Mapping[str, Any]) -> str:
    """Return the last two columns of a fact in the sheet: tags, sources and origin; and the confidence."""
    tags = " ".join((row["tag"], *row.get("also", ())))
    origin = f" ({row['origin']})" if "origin" in row else ""
    sources = f": {', '.join(row['sources'])}" if row["sources"] else ""
    return f"{tags}{sources}{origin} | {row['confidence']}"


def with_columns(text: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the fact sheet with the columns of each fact as its row has them; a test names what has no row."""
    return FACT_LINE.sub(
        lambda line: f"- {line[1]} | {line[2]} | {columns(rows[line[1]])}" if line[1] in rows else line[0], text
    )


def list_line(ids: Iterable[str]) -> str:
    """Return the assignment of a list of ids, filled to the width of the files."""
    items = [f'"{name}"' for name in ids]
    line = f"sources = [{', '.join(items)}]"
    if len(line) <= WIDTH:
        return line
    lines = [""]
    for item in items:
        longer = f"{lines[-1]} {item}," if lines[-1] else f"    {item},"
        if len(longer) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(f"    {item},")
    return "\n".join(["sources = [", *lines, "]"])


def with_sources(text: str, sources: FactSources) -> str:
    """Return the text of a page, a routine or one red flag with the sources of its facts.

    A fact that does not exist has no sources here; the audit names it.
    """
    found = _FACTS.search(text)
    if found is None:
        return text
    facts = tomllib.loads(f"facts = {found[1]}")["facts"]
    of_facts = {source for fact in facts for source in sources.get(fact, ())}
    return _SOURCES.sub(list_line(sorted(of_facts, key=id_order)), text, count=1)


def written(content: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file that has such a list, with the text that it should have."""
    sources = {fact: tuple(row["sources"]) for fact, row in fact_rows(content).items()}
    for path in (*sorted((content / "guide").glob("*.md")), *sorted((content / "routines").glob("*.toml"))):
        yield path, with_sources(path.read_text(encoding="utf-8"), sources)
    flags = content / "red_flags.toml"
    tables = _TABLE.split(flags.read_text(encoding="utf-8"))
    yield flags, "".join(with_sources(table, sources) for table in tables)


def sheet() -> str:
    """Return the text that the fact sheet should have."""
    return with_columns(SHEET.read_text(encoding="utf-8"), fact_rows(CONTENT))


def main() -> None:
    """Write every list and the fact sheet."""
    for path, text in (*written(CONTENT), (SHEET, sheet())):
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
