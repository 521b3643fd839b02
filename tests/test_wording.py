"""The words of the interface, read from the program's strings by the list of words that the content avoids too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from spasmtui.guide.audit.wording import find_avoided_words, load_avoided_words
from spasmtui.shared.key_names import with_keys
from tests.conftest import ROOT
from tests.support.source import tree_of

PACKAGE = ROOT / "spasmtui"
GENERATED = ("_generated.py", "_generated_spellings.py", "_emergency_lines.py")
"""Modules made of the content, which the audit reads."""
LEAST_WORDS = 3
"""A sentence has at least these; an option, a key of TCSS or a name has fewer."""


def sentences_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of each string that may be shown: no docstring, no style sheet, no name."""
    tree = tree_of(path)
    unseen = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unseen:
            text = with_keys(node.value)
            if len(text.split()) >= LEAST_WORDS and "{" not in text and "--color" not in text:
                yield node.lineno, text


@pytest.mark.long
def test_the_interface_avoids_the_words_that_the_content_avoids() -> None:
    avoided = load_avoided_words(ROOT / "content")
    found = [
        f"{path.relative_to(ROOT)}:{line}: {message}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name not in GENERATED
        for line, text in sentences_of(path)
        for _offset, message in find_avoided_words(text, avoided)
    ]
    assert found == []
