"""Reads the shipped pages, sources and flags the way the tests look at them: plain files, no room's loader."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

CONTENT = ROOT / "content"
GUIDE = CONTENT / "guide"
CITATION = re.compile(r"\[([A-Z]{1,2}\d{2,3}(?:, [A-Z]{1,2}\d{2,3})*)\](?!\()")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """A page as it lies on the disk."""

    path: Path
    meta: dict[str, Any]
    """The front matter."""
    body: str
    """The Markdown under it."""

    @property
    def cited(self) -> list[str]:
        """Every fact id in brackets, in the order of the text."""
        return [fact for group in CITATION.findall(self.body) for fact in group.split(", ")]

    @property
    def links(self) -> list[str]:
        """The page ids its links lead to."""
        return [target for _, target in LINK.findall(self.body)]

    @property
    def sections(self) -> dict[str, str]:
        """The text under each second-level heading."""
        parts = re.split(r"^## (.+)$", self.body, flags=re.MULTILINE)
        return {heading: text.strip() for heading, text in zip(parts[1::2], parts[2::2], strict=True)}

    @property
    def prose(self) -> str:
        """The text without citations and marks, with each heading, item and paragraph on a line of its own."""
        text = LINK.sub(r"\1", CITATION.sub("", self.body))
        text = re.sub(r"[*`#]", "", text)
        blocks = re.split(r"\n\s*\n|\n(?=- |\d+\. )", text)
        return "\n".join(" ".join(re.sub(r"^(- |\d+\. )", "", block.strip()).split()) for block in blocks)


def read_page(path: Path) -> RawPage:
    """Split a file into its front matter, between `+++` lines, and its body."""
    before, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    assert before == "", f"{path.name} begins with +++"
    return RawPage(path=path, meta=tomllib.loads(front), body=body)


def read_toml(name: str) -> dict[str, Any]:
    """One of the content folder's own TOML files."""
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


PATHS = sorted(GUIDE.glob("*.md"))
PAGES = {path.stem: read_page(path) for path in PATHS}
SOURCES = read_toml("sources.toml")
FACTS: dict[str, Any] = SOURCES["facts"]
FLAGS = {key: value for key, value in read_toml("red_flags.toml").items() if key != "signs"}
SIGNS: dict[str, str] = read_toml("red_flags.toml")["signs"]


def sources_of(facts: list[str]) -> list[str]:
    """The source keys behind some facts, by number, each once."""
    return sorted({key for fact in facts for key in FACTS[fact]["sources"]}, key=lambda key: int(key[1:]))
