"""Write the list of sources of every page, routine and red flag: `make generated`, or `python -m tools.page_sources`.

`[facts]` of `content/sources.toml` says which sources a fact is from; the list of a page, a routine or a flag is made
from its facts, so nobody keeps it by hand.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from spasmtui.guide.audit.faults import id_order

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
WIDTH = 120

_FACTS = re.compile(r"^facts = (\[[^\]]*\])", re.MULTILINE)
_SOURCES = re.compile(r"^sources = \[[^\]]*\]", re.MULTILINE)
_TABLE = re.compile(r"^(?=\[[A-Z]+\d+\]$)", re.MULTILINE)
"""The beginning of a red flag."""

FactSources = Mapping[str, tuple[str, ...]]
"""The source ids of each fact id."""


def fact_sources(content: Path) -> FactSources:
    """Return the sources of each fact of `sources.toml`."""
    facts = tomllib.loads((content / "sources.toml").read_text(encoding="utf-8"))["facts"]
    return {fact: tuple(row["sources"]) for fact, row in facts.items()}


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
    sources = fact_sources(content)
    for path in (*sorted((content / "guide").glob("*.md")), *sorted((content / "routines").glob("*.toml"))):
        yield path, with_sources(path.read_text(encoding="utf-8"), sources)
    flags = content / "red_flags.toml"
    tables = _TABLE.split(flags.read_text(encoding="utf-8"))
    yield flags, "".join(with_sources(table, sources) for table in tables)


def main() -> None:
    """Write every list."""
    for path, text in written(CONTENT):
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
