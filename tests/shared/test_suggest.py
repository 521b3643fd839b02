"""Suggestions for mistyped words."""

import pytest

from spasmtui.shared.suggest import LENIENT, STRICT, did_you_mean, nearest_word
from tests.conftest import ROOT
from tests.support.source import imported_names

WORDS = ("calf", "foot", "lower-back")


@pytest.mark.parametrize(("typed", "found"), [("klaf", "calf"), ("lowerback", "lower-back"), ("xyz", None), ("", None)])
def test_the_word_most_like_it_is_found_or_none(typed: str, found: str | None) -> None:
    assert nearest_word(typed, WORDS) == found
    assert did_you_mean(typed, WORDS) == (f" Did you mean {found!r}?" if found else "")


def test_a_strict_list_wants_more_likeness() -> None:
    assert (nearest_word("fat", WORDS, cutoff=LENIENT), nearest_word("fat", WORDS, cutoff=STRICT)) == ("foot", None)


def test_likeness_is_measured_in_one_module() -> None:
    users = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "spasmtui").rglob("*.py"))
        if b"difflib" in path.read_bytes() and "difflib" in imported_names(path)
    ]
    assert users == ["spasmtui/shared/suggest.py"]
