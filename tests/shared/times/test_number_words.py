"""Numbers that are written as words become figures, each of them, and nothing else does."""

from spasmtui.shared.times.number_words import with_figures

ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def test_every_number_word_below_a_hundred_is_its_figure() -> None:
    words = [*ONES, *TEENS, *(word for ten in TENS for word in (ten, *(f"{ten}-{one}" for one in ONES)))]
    assert [with_figures(word) for word in words] == [*map(str, range(1, 100))]
    assert with_figures("Twenty Five minutes") == "25 minutes"


def test_a_word_that_has_a_number_in_it_stays() -> None:
    assert with_figures("often, someone and the weight") == "often, someone and the weight"
