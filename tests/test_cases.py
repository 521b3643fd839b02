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
