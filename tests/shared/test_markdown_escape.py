"""Foreign text in Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from spasmtui.shared.escapes.markdown import escape_markdown
from tests.support.cases import with_each


@with_each(
    ("text", "safe"),
    [
        ("plain words", "plain words"),
        ("*bold* _it_", "\\*bold\\* \\_it\\_"),
        ("[x](y) <b>", "\\[x\\](y) \\<b\\>"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("a-b 1.5 = x", "a-b 1.5 \\= x"),
    ],
)
def test_only_what_could_be_markup_is_escaped(text: str, safe: str) -> None:
    assert escape_markdown(text) == safe


@pytest.mark.long
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_any_word_is_rendered_as_itself(word: str) -> None:
    (paragraph,) = (token for token in MarkdownIt().parse(escape_markdown(word)) if token.type == "inline")
    assert "".join(child.content for child in paragraph.children or ()) == word
