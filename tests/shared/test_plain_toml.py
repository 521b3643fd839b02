"""Plain TOML is parsed without the full parser, into the same document."""

import tomllib

import pytest

from spasmtui.shared.plain_toml import parse_plain_toml
from tests.conftest import ROOT
from tests.support.cases import with_each

CONTENT = ROOT / "content"
LARGE = ("words.toml", "synonyms.toml", "red_flags.toml", "glossary.toml", "places.toml", "urgent.toml")
PLAIN = (
    "",
    "# a comment\n\n  a = 1  # one\nb = -20\nc = 0\nd = 1.50\n",
    'a = "é ° – #"\n"b c" = ""\n',
    'a = []\nb = [\n    "x", "y",\n]\nc = [["x"], ["y", "z"],]\n',
    "a = true\nb = false\nc = 2026-11-28",
    "[a.b]\nc = 1\n[a.d]\nc = 2\n",
    "[[a]]\nb = 1\n[[a.c]]\nd = 1\n[[a.c]]\n[a.e]\nf = 1\n[[a]]\n[[a.c]]\n",
)
OTHER = (
    'a = "tab\\t"',
    "a = 'x'",
    'a = """x"""',
    "a = { b = 1 }",
    "a.b = 1",
    "a = [1, 2]",
    "a = [ # comment\n]",
    "a = 1e3",
    "a = 2026-11-28T10:00:00",
    "[a.b]\n[a]\nc = 1",
)
NO_TOML = (
    "a = 1\na = 2",
    "[a]\n[a]",
    "a = 1\n[a]",
    "a = 1\n[a.b]",
    "a = []\n[[a]]",
    "[[a]]\n[a]",
    "a = 2026-02-30",
    "a = 01",
    'a = "x" "y"',
    'a = ["x" "y"]',
    "a = [,]",
    "a = 1 b = 2",
    'a = "\x07"',
)


def test_a_file_of_the_content_has_the_document_of_the_full_parser() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.toml")}
    plain = {path: parsed for path, text in texts.items() if (parsed := parse_plain_toml(text, str)) is not None}
    assert plain == {path: tomllib.loads(texts[path], parse_float=str) for path in plain}


@with_each("name", LARGE)
def test_the_large_files_of_the_content_are_plain(name: str) -> None:
    assert parse_plain_toml((CONTENT / name).read_text(encoding="utf-8"), float) is not None


@with_each("text", PLAIN)
def test_plain_text_has_the_document_of_the_full_parser(text: str) -> None:
    assert parse_plain_toml(text, float) == tomllib.loads(text)


@with_each("text", [*OTHER, *NO_TOML])
def test_what_only_the_full_parser_knows_or_refuses_is_left_to_it(text: str) -> None:
    assert parse_plain_toml(text, float) is None


@with_each("text", NO_TOML)
def test_these_are_no_toml(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
