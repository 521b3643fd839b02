"""The tables that tests try row by row."""

import pytest

from tests.support.cases import with_each


def test_every_row_is_tried_and_each_that_fails_is_named_with_its_reason() -> None:
    tried: list[tuple[int, int, str]] = []

    @with_each("number", [1, 2], ids=["once", "twice"])
    @with_each("divisor, word", [(1, "one"), pytest.param(0, "none", id="nothing"), (2, "two"), (3, "three")])
    def divide(number: int, divisor: int, word: str, unit: str) -> None:
        tried.append((number, divisor, word))
        if word == "three":
            pytest.fail("a word too many")
        assert number / divisor > 0, unit

    with pytest.raises(BaseExceptionGroup) as found:
        divide(unit="m")
    assert len(tried) == 8
    assert found.value.message == "2 of 2 rows fail: once; twice"
    inner = found.value.exceptions[0]
    assert isinstance(inner, BaseExceptionGroup)
    assert inner.message == "2 of 4 rows fail: nothing; 3, 'three'"
    assert [type(one) for one in inner.exceptions] == [ZeroDivisionError, pytest.fail.Exception]
    assert inner.exceptions[0].__notes__ == ["in the row: nothing"]


def test_a_table_without_rows_or_with_a_row_that_does_not_fit_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no row"):
        with_each("word", [])
    with pytest.raises(ValueError, match="3 values for word, number"):
        with_each("word, number", [("a", 1), ("b", 2, 3)])


def test_a_row_that_is_skipped_hides_no_other_and_a_test_that_would_only_be_made_is_refused() -> None:
    tried: list[str] = []

    @with_each("word", ["skip", "last"])
    def skip(word: str) -> None:
        tried.append(word)
        if word == "skip":
            pytest.skip("not here")

    with pytest.raises(BaseExceptionGroup, match="1 of 2 rows fail: 'skip'"):
        skip()
    assert tried == ["skip", "last"]

    async def wait(word: str) -> None:
        pytest.fail(word)

    with pytest.raises(ValueError, match="would only be made, and never run"):
        with_each("word", ["a"])(wait)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no marks of its own"):
        with_each("word", [pytest.param("a", marks=pytest.mark.long)])
