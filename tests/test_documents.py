"""The documents for people: each link leads to something, and each command that they show can be typed."""

import posixpath
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest

from spasmtui.cli import parse_arguments
from spasmtui.command_line.global_options import take_options
from spasmtui.command_line.names import find_command, help_asked
from spasmtui.episodes.commands.export import PAGE
from spasmtui.episodes.exchange.exporters.export import FORMATS
from spasmtui.errors import WrongUsage
from spasmtui.shared.language import take_language
from tests.conftest import ROOT
from tools.site.lay_out import ALSO_CALLED, CODE, LINK, site_files

DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "screenshots/README.md")
)
BESIDE_THE_SITE = ("LICENSE", ".github/")
"""What documents outside the site may name too."""
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
GENERATED = "docs/commands.md"
"""Is made of the lines of usage, and of examples that a test of the help tries."""
NO_COMMANDS = {"spasmtui reminder NAME", "spasmtui trial WEEKS SEED", "spasmtui calf"}
"""Texts that begin as a command does, and are none: a mark, the text of a digest, and what is refused."""
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^(?:\$ )?(spasm|spasmtui) (?=[^(=])(.+)$")
END = re.compile(r"\s{2,}|\s#|\s(?=[|<>&;])|;|\)|\s→|\s-{2}$")
"""Where a command line ends: at a comment after it, or where the shell begins something else."""


@cache
def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


@cache
def anchors(document: str) -> frozenset[str]:
    """The names by which the headings of a document can be linked to, as GitHub and the site make them."""
    text = FENCE.sub("", text_of(document))
    seen: Counter[str] = Counter()
    found = set(re.findall(r'(?:id|name)="([^"]+)"', text))
    for heading in re.findall(r"^#{1,6} (.+?)\s*#*$", text, re.MULTILINE):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        found.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return frozenset(found)


def links(document: str) -> Iterator[tuple[str, str, str]]:
    """The relative links of a document: as written, the file's path in the repository, and the place in it."""
    for part in CODE.split(text_of(document))[::2]:
        for target in LINK.findall(part):
            parts = urlsplit(target)
            if not parts.scheme:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(document), unquote(parts.path)))
                yield target, path if parts.path else document, parts.fragment


def test_each_link_leads_to_something_that_is_there() -> None:
    on_the_site = {*site_files(ROOT), *ALSO_CALLED}
    wrong = []
    for document in DOCUMENTS:
        for target, path, anchor in links(document):
            is_known = path in on_the_site or (document in ALSO_CALLED and path.startswith(BESIDE_THE_SITE))
            if not is_known or not (ROOT / path).exists():
                wrong.append(f"{document}: {target} is not there, or not on the site")
            elif anchor and anchor not in anchors(path):
                wrong.append(f"{document}: {target} has no such heading")
    assert wrong == []


def typed_in(text: str) -> Iterator[str]:
    """The command lines of our own in a text: in code between backquotes, and in lines of blocks of code."""
    fences = FENCE.findall(text)
    lines = [line for fence in fences for line in fence.splitlines()]
    rest = FENCE.sub("", text)
    lines += [line for line in rest.splitlines() if line.startswith("    ")]
    lines += SPAN.findall("\n".join(line for line in rest.splitlines() if not line.startswith("    ")))
    for line in lines:
        if found := COMMAND.match(line.strip()):
            yield f"{found[1]} {END.split(found[2])[0]}"


def refusal(line: str) -> str:
    """Why a command line cannot be typed; empty where it can. Words in capitals stand for what a person gives."""
    program, *words = shlex.split(re.sub(r"\||[\[\]]", " ", re.sub(r"(?<=[a-z])\|[^ ]+", "", line)))
    words = [word for word in words if word != "..."]
    try:
        _options, rest = take_options(take_language(words)[1])
        if program == "spasm":
            rest = ["relief", *rest]
        if rest and "--version" not in rest and help_asked(rest, program) is None:
            command, rest = find_command(rest)
            if rest:  # else it is only named
                parse_arguments(command, rest)
    except WrongUsage as error:
        return error.message
    return ""


@pytest.mark.long
def test_each_command_that_a_document_shows_can_be_typed() -> None:
    wrong = [
        f"{document}: {line}: {why}"
        for document in DOCUMENTS
        if document != GENERATED
        for line in {*typed_in(text_of(document))} - NO_COMMANDS
        if (why := refusal(line))
    ]
    assert wrong == []


def test_the_page_on_exports_has_a_row_for_each_format() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", text_of("docs/exports.md"), re.MULTILINE)
    assert sorted(rows) == sorted((*FORMATS, PAGE))
