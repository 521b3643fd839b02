"""Plain Markdown is parsed without the full parser, into the same blocks."""

from pathlib import Path

import pytest

from spasmtui.guide.loader import FENCE
from spasmtui.guide.markdown import parse_any_markdown, parse_markdown
from spasmtui.guide.plain_markdown import parse_plain_markdown
from tests.conftest import ROOT

PLAIN = (
    "",
    "## Standing\n\nHold on, and lean\ninto the wall. [M20, M21]",
    "A line  \nand the next [C04] one.\n\n**Press `!`.** Then see [the calf](calf). [RF10]",
    "1. One.\n2. Two\n   goes on. [M20]\n\n4. Three.\n\n- A bullet [x]\n\n7. Seven.",
    "- A (**strong**) word, `t`.\n## Heading",
    "### Third\n[M20,\nM21] is no group of facts",
    "10 minutes, -5 degrees and 3.5 litres",
)
OTHER = (
    "- a\n  - b",
    "1. a\n\n   second paragraph",
    "| a | b |\n| - | - |",
    "some *emphasis* here",
    "a\n===",
    "a\n-",
    "> quoted",
    "    code",
    "a\n- b",
    "0. a",
    "a < b &amp; c_d",
    "[a](b c) and [x **y](z)**",
    "``a``",
    "** a**",
)


@pytest.mark.parametrize("path", sorted((ROOT / "content/guide").glob("*.md")), ids=lambda path: path.stem)
def test_every_page_is_plain_and_has_the_blocks_of_the_full_parser(path: Path) -> None:
    text = path.read_text(encoding="utf-8").split(f"\n{FENCE}\n", 1)[1]
    assert parse_plain_markdown(text, 5) is not None
    assert parse_markdown(text, 5) == parse_any_markdown(text, 5)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_has_the_blocks_of_the_full_parser(text: str) -> None:
    assert parse_markdown(text, 3) == parse_any_markdown(text, 3)


@pytest.mark.parametrize("text", OTHER)
def test_what_only_the_full_parser_knows_is_left_to_it(text: str) -> None:
    assert parse_plain_markdown(text) is None
    assert parse_markdown(text) == parse_any_markdown(text)
