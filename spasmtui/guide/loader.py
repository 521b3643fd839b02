"""Reads the guide's content: pages, sources, glossary, red flags, and a person's own notes. Validates nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from spasmtui.errors import DataError, FileMissing
from spasmtui.guide.markdown import parsed
from spasmtui.guide.page import Block, Entry, Grade, Group, Page
from spasmtui.shared.toml_files import REINSTALL, parse_toml, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FENCE = "+++"
"""The line before and after the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication that facts come from."""

    id: str
    title: str
    authors: str
    """Who wrote it and where it appeared."""
    year: int | None
    where: str
    """An address or a reference number."""

    @property
    def name(self) -> str:
        """Title, authors and year in one line."""
        words = f"{self.title}. {self.authors}" if self.authors else self.title
        return f"{words}, {self.year}" if self.year and str(self.year) not in words else words


def split(text: str, name: str) -> tuple[dict[str, Any], str, int]:
    """A page's front matter, its Markdown, and the line the Markdown begins at.

    Raises:
        DataError: there is no front matter, or it is not TOML.
    """
    head, fence, rest = text.partition(f"{FENCE}\n")
    matter, end, body = rest.partition(f"\n{FENCE}\n")
    if head.strip() or not fence or not end:
        raise DataError(f"{name}: line 1: front matter between {FENCE} lines is missing.")
    front = parse_toml(matter, f"{name}: the front matter")
    return front, body, text[: len(text) - len(body)].count("\n") + 1


def as_entry(front: dict[str, Any], name: str) -> Entry:
    """The entry a front matter describes.

    Raises:
        DataError: a field is missing, unknown, or has a value it cannot have.
    """
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in front.items()}
    try:
        fields["group"] = Group(fields["group"])
        fields["grade"] = Grade(fields["grade"])
        if not isinstance(fields["reviewed"], date):
            raise TypeError("reviewed is not a date")
        return Entry(**fields)
    except KeyError as error:
        raise DataError(f"{name}: the front matter lacks {error}.") from error
    except (TypeError, ValueError) as error:
        raise DataError(f"{name}: the front matter cannot be used: {error}.") from error


def load_entry(path: Path) -> Entry:
    """What one page's file says about it."""
    return as_entry(split(read_text(path, advice=REINSTALL), path.name)[0], path.name)


def load_entries(content: Path) -> tuple[Entry, ...]:
    """Every page's entry, by group, then by title.

    Raises:
        DataError: a page cannot be read; `guide --audit` names every fault.
    """
    entries = [load_entry(path) for path in sorted((content / "guide").glob("*.md"))]
    order = list(Group)
    return tuple(sorted(entries, key=lambda entry: (order.index(entry.group), entry.title.casefold())))


def page_path(content: Path, page_id: str) -> Path:
    """Where the page with this id is."""
    return content / "guide" / f"{page_id}.md"


def load_page(path: Path) -> Page:
    """One page with its text.

    Raises:
        DataError: the file cannot be used.
    """
    front, body, line = split(read_text(path, advice=REINSTALL), path.name)
    return Page(entry=as_entry(front, path.name), blocks=parsed(body, line))


def load_pages(content: Path, entries: Iterable[Entry]) -> tuple[Page, ...]:
    """These pages with their text."""
    return tuple(load_page(page_path(content, entry.id)) for entry in entries)


def load_notes(config: Path, page_id: str) -> tuple[Block, ...]:
    """What the person wrote beside a page in `guide/ID.md` of the settings folder; empty when there is nothing."""
    path = config / "guide" / f"{page_id}.md"
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    from spasmtui.terminal.sanitize import sanitize  # noqa: PLC0415 -- most pages have no note

    return parsed(sanitize(text))


def _load_toml(path: Path, until: str = "") -> dict[str, Any]:
    """A TOML file, up to a line that begins with `until`; nothing when the file is not there."""
    try:
        text = read_text(path, advice=REINSTALL)
    except FileMissing:
        return {}
    if until:
        text = text.partition(f"\n{until}")[0]
    return parse_toml(text, str(path), advice=REINSTALL)


def load_sources(content: Path) -> dict[str, Source]:
    """Every source by its id."""
    return {
        key: Source(
            id=key,
            title=str(table.get("title", key)),
            authors=str(table.get("authors", "")),
            year=table.get("year"),
            where=str(table.get("where", "")),
        )
        for key, table in _load_toml(content / "sources.toml", until="[facts").items()
    }


def load_facts(content: Path) -> dict[str, Any]:
    """What is known about each fact, by its id."""
    return dict(_load_toml(content / "sources.toml").get("facts", {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A sign that help is needed."""

    id: str
    level: str
    """`emergency`, `today`, `book` or `none`."""
    see: str
    """What a person sees or feels."""
    do: str
    worse: str = ""
    """What makes it an emergency at once."""
    page: str = "get-help-now"


def load_flags(content: Path) -> tuple[Flag, ...]:
    """The red flags in the order of their file."""
    wanted = ("level", "see", "do", "worse", "page")
    return tuple(
        Flag(id=key, **{name: table[name] for name in wanted if name in table})
        for key, table in _load_toml(content / "red_flags.toml").items()
        if "see" in table
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question on the way to the right help."""

    ask: str
    flags: tuple[str, ...]
    level: str
    say: str
    """What to do after a yes; `{number}` is the emergency number."""
    page: str


def load_questions(content: Path) -> tuple[Question, ...]:
    """The question path; the last has no question and stands for "none of these"."""
    table = _load_toml(content / "urgent.toml")
    asked = [Question(**{**row, "flags": tuple(row["flags"])}) for row in table.get("questions", [])]
    none = table.get("none", {})
    last = Question(ask="", level="none", flags=tuple(none["flags"]), say=none["say"], page=none["page"])
    return (*asked, last)


def load_lay_words(content: Path) -> dict[str, tuple[str, ...]]:
    """What people say, by the page it leads to: the lay words, and glossary terms with a page of their own."""
    words: dict[str, tuple[str, ...]] = {
        key: tuple(table["words"]) for key, table in _load_toml(content / "words.toml").items()
    }
    for term in load_terms(content):
        if page := term.get("page"):
            words[page] = (*words.get(page, ()), term["term"], *term.get("also", ()))
    return words


_DRINK = {
    "kind": "drink", "id": "electrolyte-drink", "page": "electrolyte-drink", "title": "Drink: how much of each",
    "summary": "Scales the recipe to servings, a volume or what is in the house, and says what is in a glass.",
    "words": (
        "calculate the drink", "scale the recipe", "how many servings", "servings", "litres", "how many grams of salt",
        "drink calculator", "ingredients", "mix the drink", "how many cups",
    ),
}  # fmt: skip


def load_extras(content: Path) -> list[dict[str, Any]]:
    """Routines, red flags, glossary terms and the drink as fields of search documents."""
    extras: list[dict[str, Any]] = []
    for path in sorted((content / "routines").glob("*.toml")):
        table = _load_toml(path)
        said = " ".join(str(step.get("say", "")) for step in _steps(table.get("steps", [])))
        extras.append(
            {
                "kind": "routine", "id": table["id"], "page": "cramp-relief",
                "title": f"Routine: {table['title']}", "summary": str(table.get("position", "")), "body": said,
            }
        )  # fmt: skip
    extras += [
        {
            "kind": "flag",
            "id": "get-help-now",
            "page": "get-help-now",
            "title": f"Get help: {flag.see}",
            "summary": flag.do,
        }
        for flag in load_flags(content)
        if flag.level != "none"
    ]
    extras.append(_DRINK)
    extras += [
        {
            "kind": "term", "id": "glossary", "page": "glossary", "title": f"Glossary: {term['term']}",
            "summary": term["meaning"], "words": tuple(term.get("also", ())),
        }
        for term in load_terms(content)
    ]  # fmt: skip
    return extras


def load_terms(content: Path) -> list[dict[str, Any]]:
    """The glossary's rows: `term`, `meaning`, and where they are known `also` and `page`."""
    return list(_load_toml(content / "glossary.toml").get("terms", []))


def _steps(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Steps with those inside them, flat."""
    return [inner for step in steps for inner in (step, *_steps(step.get("steps", [])))]
