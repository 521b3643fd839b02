"""Numbers are parsed exactly or refused with a reason, and rounded half up only for display."""

from fractions import Fraction

import pytest

from spasmtui.drink.numbers import FRACTION_GLYPHS, decimal, parse_number, rounded, split_number, with_glyphs
from spasmtui.errors import WrongUsage
from tests.support.cases import with_each

EXAMPLE = "Write 750ml, 4g, 1/4 tsp or 1 1/2 cups."


@with_each(
    ("text", "number"),
    [
        ("4", "4"), (" 4 ", "4"), ("0.75", "3/4"), ("0,75", "3/4"), (".5", "1/2"), (",5", "1/2"), ("3/4", "3/4"),
        ("3 / 4", "3/4"), ("1 1/2", "3/2"), ("½", "1/2"), ("1½", "3/2"), ("1 ½", "3/2"), ("10.25", "41/4"),
        ("0.001", "1/1000"), ("1.000", "1"), ("1,5", "3/2"), ("1,25", "5/4"), ("1,0005", "2001/2000"),
        ("4" + "0" * 39, "4" + "0" * 39), ("1-1/2", "3/2"), ("1–1/2", "3/2"), ("1 - 1/2", "3/2"), ("1 and 1/2", "3/2"),
        ("1 & 1/2", "3/2"), ("1⁄2", "1/2"), ("1 1⁄2", "3/2"), ("1\u00a0½", "3/2"), ("⅙", "1/6"), ("4.", "4"),
        ("six", "6"), ("One", "1"), ("a half", "1/2"), ("half", "1/2"), ("three quarters", "3/4"),
        ("two and a half", "5/2"), ("2 and a half", "5/2"), ("two thirds", "2/3"), ("an eighth", "1/8"),
    ],
)  # fmt: skip
def test_a_number_is_parsed_exactly(text: str, number: str) -> None:
    assert parse_number(text) == Fraction(number)


@with_each("written", FRACTION_GLYPHS)
def test_a_fraction_is_the_same_number_with_and_without_its_own_character(written: str) -> None:
    glyph = FRACTION_GLYPHS[written]
    assert parse_number(glyph) == parse_number(written) == Fraction(written)
    assert parse_number(f"2{glyph}") == parse_number(f"2 {written}") == 2 + Fraction(written)
    assert with_glyphs(f"2 {written} cups") == f"2{glyph} cups"


@with_each(
    ("text", "message"),
    [
        ("", f"'' is not an amount. {EXAMPLE}"),
        ("sixish", f"'sixish' is not an amount. {EXAMPLE}"),
        ("-5", "'-5' is not an amount. Write an amount above zero, such as 750ml or 4g."),
        ("+5", f"'+5' is not an amount. {EXAMPLE}"),
        ("4" * 41, f"'{'4' * 40}' is not an amount. {EXAMPLE}"),
        ("4x", "'4x' is not a number. Write it out: 4, 0.75 or 1 1/2."),
        ("1/0", f"'1/0' has a zero below the line of the fraction. {EXAMPLE}"),
        ("1 2/0", f"'1 2/0' has a zero below the line of the fraction. {EXAMPLE}"),
        ("0", f"'0' is not above zero. {EXAMPLE}"),
        ("0/3", f"'0/3' is not above zero. {EXAMPLE}"),
        ("0.0", f"'0.0' is not above zero. {EXAMPLE}"),
        ("3-4", f"'3-4' can be read in more than one way. {EXAMPLE}"),
        ("1–2", f"'1–2' can be read in more than one way. {EXAMPLE}"),
        ("1,000", "'1,000' can be read in two ways. Write 1000 or 1.000."),
        (",750", "',750' can be read in two ways. Write 0750 or 0.750."),
        ("1/2/3", f"'1/2/3' can be read in more than one way. {EXAMPLE}"),
        ("1.5.2", f"'1.5.2' can be read in more than one way. {EXAMPLE}"),
        ("1.5,2", f"'1.5,2' can be read in more than one way. {EXAMPLE}"),
        ("1 2", f"'1 2' can be read in more than one way. {EXAMPLE}"),
    ],
)
def test_a_text_that_is_no_number_or_could_be_two_is_refused_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(WrongUsage) as refusal:
        parse_number(text)
    assert refusal.value.message == message


def test_two_numbers_before_a_unit_are_not_one() -> None:
    with pytest.raises(WrongUsage, match="'1 2 ml' can be read in more than one way"):
        split_number("1 2 ml")


@with_each(
    ("text", "number", "rest"),
    [
        ("750ml", "750", "ml"),
        ("1 1/2 cups", "3/2", "cups"),
        ("½ tsp ", "1/2", "tsp"),
        ("4", "4", ""),
        ("half a gallon", "1/2", "gallon"),
        ("half-pint", "1/2", "pint"),
        ("a cup and a half", "3/2", "cup"),
        ("three quarters of a cup", "3/4", "cup"),
        ("a pint", "1", "pint"),
        ("quarter of an ounce", "1/4", "ounce"),
    ],
)
def test_a_number_is_split_from_what_follows_it(text: str, number: str, rest: str) -> None:
    assert split_number(text) == (Fraction(number), rest)


@with_each(
    ("value", "places", "exact", "digits"),
    [
        ("1/2", 0, "1", "1"), ("499/1000", 0, "0", "0"), ("5/4", 1, "13/10", "1.3"), ("1249/1000", 1, "6/5", "1.2"),
        ("1/20", 1, "1/10", "0.1"), ("1/3", 2, "33/100", "0.33"), ("1/400", 2, "0", "0"), ("3/2", 2, "3/2", "1.5"),
        ("2", 2, "2", "2"), ("750", 0, "750", "750"), ("100", 1, "100", "100"), ("1/100", 3, "1/100", "0.01"),
        ("445", -1, "450", "450"), ("444", -1, "440", "440"), ("1250", -2, "1300", "1300"), ("49", -2, "0", "0"),
    ],
)  # fmt: skip
def test_a_number_is_rounded_half_up_and_shown_without_trailing_zeros(
    value: str, places: int, exact: str, digits: str
) -> None:
    assert rounded(Fraction(value), places) == Fraction(exact)
    assert decimal(Fraction(value), places) == digits


def test_without_a_number_of_places_a_value_is_shown_whole() -> None:
    assert decimal(Fraction(5, 2)) == "3"


@with_each(
    ("text", "shown"),
    [
        ("1/4 tsp + 1/8 tsp", "¼ tsp + ⅛ tsp"),
        ("1 1/2 cups", "1½ cups"),
        ("11/2 cups", "11/2 cups"),
        ("1/25 tsp", "1/25 tsp"),
        ("1/2/3", "1/2/3"),
        ("3/5 tsp", "3/5 tsp"),
    ],
)
def test_only_whole_fractions_get_a_character_of_their_own(text: str, shown: str) -> None:
    assert with_glyphs(text) == shown
