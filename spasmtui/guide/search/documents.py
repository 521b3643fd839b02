"""Build the entries of the search: pages, routines, red flags, glossary terms and the drink.

A page is indexed with its rendered text and with lay words (`words.toml` and those of its front matter). An entry that
is no page names the page, routine or room that it leads to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from spasmtui.guide.loader import load_flags, load_lay_words, load_terms
from spasmtui.guide.page import Group, Kind, Look
from spasmtui.guide.search.snippets import START_KEY
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import read_foreign_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spasmtui.guide.page import Block, Page


HELP_PAGE = "get-help-now"
"""The id of the page that comes first for words of danger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One entry of the index: a page, a routine, a red flag, a glossary term or the drink."""

    kind: str
    """`page`, `routine`, `flag`, `term` or `drink`."""
    id: str
    """Its own id."""
    page: str
    """The id of the page that it leads to or that explains it."""
    title: str
    summary: str = ""
    words: tuple[str, ...] = ()
    headings: str = ""
    body: str = ""
    places: tuple[str, ...] = ()
    """The places of the body that a page is about."""
    foreign: tuple[str, ...] = ()
    """Words of other languages for it."""
    routine: str = ""
    """The id of the routine that a page starts; empty for none."""
    boost: float = 0.0
    """Added to its score: of equals, advice comes before explanation."""


_BOOSTS = {Group.PLACES: 0.8, Group.ACT: 0.8, Group.PREVENT: 0.4}


def build_document(page: Page, words: Iterable[str] = (), foreign: tuple[str, ...] = ()) -> Document:
    """Build the index entry of a page from its text, its own lay words, these, and those of other languages."""
    return Document(
        kind="page",
        id=page.entry.id,
        page=page.entry.id,
        title=page.entry.title,
        summary=page.entry.summary,
        words=(*page.entry.words, *words),
        headings="\n".join(block.text for block in page.blocks if block.kind is Kind.HEADING),
        body="\n".join(map(_text_of, (block for block in page.blocks if block.kind is not Kind.HEADING))),
        routine=next(iter(page.entry.routines), ""),
        places=page.entry.places if page.entry.group is Group.PLACES else (),
        foreign=foreign,
        boost=_BOOSTS.get(page.entry.group, 0.0),
    )


def _text_of(block: Block) -> str:
    """Return the text of a block, with a sign for the key that starts the page's routine, as a person may change it."""
    runs = tuple(
        replace(run, text=START_KEY) if run.look is Look.KEY and run.text == "t" else run for run in block.runs
    )
    return replace(block, runs=runs).text


_DRINK = Document(
    kind="drink",
    id="electrolyte-drink",
    page="electrolyte-drink",
    title="Drink: how much of each",
    summary="Scales the recipe to servings, a volume or what you have at home, and says what is in a glass.",
    words=(
        "calculate the drink", "scale the recipe", "how many servings", "servings", "litres", "how many grams of salt",
        "drink calculator", "ingredients", "mix the drink", "how many cups",
    ),
)  # fmt: skip


def _routine_documents(content: Path) -> Iterator[Document]:
    for path in sorted((content / "routines").glob("*.toml")):
        routine = read_toml(path, advice=REINSTALL)
        yield Document(
            kind="routine",
            id=routine["id"],
            page="cramp-relief",
            title=f"Routine: {routine['title']}",
            summary=str(routine.get("position", "")),
            body=" ".join(str(step.get("say", "")) for step in _flatten_steps(routine.get("steps", []))),
        )


def _flatten_steps(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return steps and the steps inside them as one list."""
    return [inner for step in steps for inner in (step, *_flatten_steps(step.get("steps", [])))]


def _flag_documents(content: Path) -> Iterator[Document]:
    for flag in load_flags(content):
        if flag.level != "none":
            title = f"Get help: {flag.see}"
            yield Document(kind="flag", id=HELP_PAGE, page=HELP_PAGE, title=title, summary=flag.do)


def _term_documents(content: Path) -> Iterator[Document]:
    for term in load_terms(content):
        title = f"Glossary: {term.term}"
        yield Document(kind="term", id="glossary", page="glossary", title=title, summary=term.meaning, words=term.also)


def build_documents(content: Path, pages: Iterable[Page]) -> list[Document]:
    """Build the entries of these pages and of the content folder's routines, red flags and glossary.

    Raises:
        DataError: a content file cannot be used.
    """
    lay_words = load_lay_words(content)
    foreign = read_foreign_words(content, "pages")
    documents = [
        build_document(page, lay_words.get(page.entry.id, ()), foreign.get(page.entry.id, ())) for page in pages
    ]
    return [*documents, *_routine_documents(content), *_flag_documents(content), _DRINK, *_term_documents(content)]
