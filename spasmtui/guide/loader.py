"""Read the guide's content: pages, sources, glossary, red flags, and a person's own notes.

Shipped content is validated by the tests and by `guide --audit`, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from spasmtui.errors import DataError, FileMissing
from spasmtui.guide.markdown import parse_markdown
from spasmtui.guide.page import Block, Entry, Grade, Group, Page
from spasmtui.shared.regular_file import decode_text, read_regular
from spasmtui.shared.toml_files import REINSTALL, parse_toml, read_text
from spasmtui.terminal.sanitize import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FENCE = "+++"
"""The line before and after the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication that facts come from."""

    __pydantic_config__: ClassVar[dict[str, bool | str]] = {"extra": "forbid"}

    id: str
    title: str
    authors: str
    """The authors and the journal or publisher."""
    year: int | None = None
    where: str
    """The web address of the document itself."""
    is_reprint: bool = False
    """What was read is a copy or a report of it on another site."""
    is_unread: bool = False
    """It is the official place for general knowledge, and was not read for this guide."""

    @property
    def name(self) -> str:
        """Title, authors and year in one line."""
        title = self.title if self.title.endswith(("?", "!")) else f"{self.title}."
        words = f"{title} {self.authors}" if self.authors else self.title
        return f"{words}, {self.year}" if self.year and str(self.year) not in words else words

    @property
    def reading(self) -> str:
        """The words for how it was read; empty where it was read itself."""
        if self.is_unread:
            return "named, not read for this guide"
        return "read as a copy" if self.is_reprint else ""

    @property
    def listed(self) -> str:
        """Its name for a list of sources, with how it was read."""
        return f"{self.name} ({self.reading})" if self.reading else self.name


def split_front_matter(text: str, name: str) -> tuple[dict[str, Any], str, int]:
    """Split a page's file into its front matter and its Markdown.

    Returns:
        The front matter's table, the Markdown, and the line number at which the Markdown begins.

    Raises:
        DataError: there is no front matter, or it is not TOML.
    """
    matter, body, line = _cut_front_matter(text, name)
    return parse_toml(matter, f"{name}: the front matter"), body, line


def _cut_front_matter(text: str, name: str) -> tuple[str, str, int]:
    """Return the front matter as it is written, the Markdown, and the line at which that begins.

    Raises:
        DataError: there is no front matter.
    """
    head, fence, rest = text.partition(f"{FENCE}\n")
    matter, end, body = rest.partition(f"\n{FENCE}\n")
    if head.strip() or not fence or not end:
        raise DataError(f"{name}: line 1: front matter between {FENCE} lines is missing.")
    return matter, body, text[: len(text) - len(body)].count("\n") + 1


def build_entry(front: dict[str, Any], name: str) -> Entry:
    """Build the entry of a page from its front matter.

    Args:
        front: the front matter's table.
        name: the file's name, for the message of an error.

    Raises:
        DataError: a field is missing, unknown, or has a value it cannot have.
    """
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in front.items()}
    try:
        fields["group"] = Group(fields["group"])
        fields["grade"] = Grade(fields["grade"])
        if not isinstance(fields["reviewed"], date):
            raise DataError(f"{name}: the front matter cannot be used: reviewed is not a date.")
        return Entry(**fields)
    except KeyError as error:
        raise DataError(f"{name}: the front matter lacks {error}.") from error
    except (TypeError, ValueError) as error:
        raise DataError(f"{name}: the front matter cannot be used: {error}.") from error


def load_entry(path: Path) -> Entry:
    """Load the front matter of one page.

    Raises:
        DataError: the file cannot be used.
    """
    return build_entry(split_front_matter(read_text(path, advice=REINSTALL), path.name)[0], path.name)


def load_entries(content: Path) -> tuple[Entry, ...]:
    """Load the front matter of every page, by group, then by title.

    Raises:
        DataError: a page cannot be read; `guide --audit` names every fault.
    """
    entries = [load_entry(path) for path in sorted((content / "guide").glob("*.md"))]
    order = list(Group)
    return tuple(sorted(entries, key=lambda entry: (order.index(entry.group), entry.title.casefold())))


def page_path(content: Path, page_id: str) -> Path:
    """Return the path of the page with this id, whether it exists or not."""
    return content / "guide" / f"{page_id}.md"


def load_page(path: Path) -> Page:
    """Load one page with its text.

    Raises:
        DataError: the file cannot be used.
    """
    front, body, line = split_front_matter(read_text(path, advice=REINSTALL), path.name)
    return Page(entry=build_entry(front, path.name), blocks=parse_markdown(body, line))


def load_pages(content: Path, entries: Iterable[Entry]) -> tuple[Page, ...]:
    """Load the text of these entries' pages; their front matter has been parsed.

    Raises:
        DataError: a file cannot be used.
    """
    return tuple(Page(entry=entry, blocks=_load_blocks(page_path(content, entry.id))) for entry in entries)


def _load_blocks(path: Path) -> tuple[Block, ...]:
    _matter, body, line = _cut_front_matter(read_text(path, advice=REINSTALL), path.name)
    return parse_markdown(shown_text(body), line)


def load_notes(config: Path, page_id: str) -> tuple[Block, ...]:
    """Load the person's notes on a page, from `guide/ID.md` of the settings folder; empty without a readable file."""
    path = config / "guide" / f"{page_id}.md"
    try:
        text = decode_text(read_regular(path), "replace")
    except OSError:
        return ()
    return parse_markdown(shown_text(text))


def _load_toml(path: Path) -> dict[str, Any]:
    """Load a TOML file; a missing file is an empty table.

    Raises:
        DataError: the file cannot be parsed.
    """
    return parse_toml(_read_shipped(path), str(path), advice=REINSTALL)


def _read_shipped(path: Path) -> str:
    try:
        return read_text(path, advice=REINSTALL)
    except FileMissing:
        return ""


def load_sources(content: Path, ids: Iterable[str] | None = None) -> dict[str, Source]:
    """Load sources by their id.

    Args:
        content: the root of the shipped content.
        ids: the sources to load, which takes a tenth of the time; None for all.

    Raises:
        DataError: the file cannot be parsed.
    """
    path = content / "sources.toml"
    text = _read_shipped(path).partition("\n[facts")[0]
    if ids is not None:
        wanted = frozenset(ids)
        tables = f"\n{text}".split("\n[")[1:]
        text = "\n".join(f"[{table}" for table in tables if table.partition("]")[0] in wanted)
    return {
        key: Source(
            id=key,
            title=str(table.get("title", key)),
            authors=str(table.get("authors", "")),
            year=table.get("year"),
            where=str(table.get("where", "")),
            is_reprint=table.get("is_reprint") is True,
            is_unread=table.get("is_unread") is True,
        )
        for key, table in parse_toml(text, str(path), advice=REINSTALL).items()
    }


def load_facts(content: Path) -> dict[str, Any]:
    """Load the row of each fact by its id: `sources`, `tag`, `confidence` and others.

    Raises:
        DataError: the file cannot be parsed.
    """
    return dict(_load_toml(content / "sources.toml").get("facts", {}))


Level = Literal["emergency", "today", "book", "none"]
"""The urgency of medical help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A red flag: a sign that medical help is needed."""

    __pydantic_config__: ClassVar[dict[str, bool | str]] = {"extra": "forbid"}

    id: str
    level: Level
    see: str
    """The sign as a person sees or feels it."""
    do: str
    """The action to take."""
    worse: str = ""
    """The further signs that make it an emergency at once."""
    page: str = "get-help-now"


def load_flags(content: Path) -> tuple[Flag, ...]:
    """Load the red flags in the order of their file.

    Raises:
        DataError: the file cannot be parsed.
    """
    wanted = ("level", "see", "do", "worse", "page")
    return tuple(
        Flag(id=key, **{name: table[name] for name in wanted if name in table})
        for key, table in _load_toml(content / "red_flags.toml").items()
        if "see" in table
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question on the way to the right help."""

    __pydantic_config__: ClassVar[dict[str, bool | str]] = {"extra": "forbid"}

    ask: str
    flags: tuple[str, ...]
    """The ids of the red flags that it asks about."""
    level: Level
    say: str
    """The action after a yes; `{number}` is the emergency number."""
    page: str
    """The page that explains it."""


def load_questions(content: Path) -> tuple[Question, ...]:
    """Load the urgent questions in their order; the last, with an empty `ask`, is the answer "none of these".

    Raises:
        DataError: the file cannot be parsed.
    """
    table = _load_toml(content / "urgent.toml")
    questions = [Question(**{**row, "flags": tuple(row["flags"])}) for row in table.get("questions", [])]
    none = table.get("none", {})
    last = Question(ask="", level="none", flags=tuple(none["flags"]), say=none["say"], page=none["page"])
    return (*questions, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A glossary entry."""

    __pydantic_config__: ClassVar[dict[str, bool | str]] = {"extra": "forbid"}

    term: str
    also: tuple[str, ...] = ()
    """Other names of the same thing."""
    meaning: str
    page: str = ""
    """The page that explains it; empty for none."""


def load_terms(content: Path) -> tuple[Term, ...]:
    """Load the glossary in the order of its file.

    Raises:
        DataError: the file cannot be parsed.
    """
    return tuple(
        Term(term=row["term"], also=tuple(row.get("also", ())), meaning=row["meaning"], page=row.get("page", ""))
        for row in _load_toml(content / "glossary.toml").get("terms", [])
    )


def load_lay_words(content: Path) -> dict[str, tuple[str, ...]]:
    """Load lay phrases by page id: those of `words.toml`, and glossary terms that name a page.

    Raises:
        DataError: a file cannot be parsed.
    """
    words: dict[str, tuple[str, ...]] = {
        key: tuple(table["words"]) for key, table in _load_toml(content / "words.toml").items()
    }
    for term in load_terms(content):
        if term.page:
            words[term.page] = (*words.get(term.page, ()), term.term, *term.also)
    return words
