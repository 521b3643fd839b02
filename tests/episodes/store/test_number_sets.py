"""Sets of numbers as the bits of an integer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.store.number_sets import as_set, least, numbers_in, union_of_groups

NUMBERS = st.sets(st.integers(0, 40))


@settings(max_examples=50)
@given(NUMBERS)
def test_a_set_gives_its_numbers_back_the_least_first(numbers: set[int]) -> None:
    assert numbers_in(as_set(numbers)) == sorted(numbers)
    assert as_set(numbers) == sum(1 << number for number in numbers)
    if numbers:
        assert least(as_set(numbers)) == min(numbers)


@settings(max_examples=50)
@given(st.lists(NUMBERS.filter(bool), max_size=5), NUMBERS)
def test_the_groups_of_numbers_are_one_set(sets: list[set[int]], some: set[int]) -> None:
    group_of = {number: as_set(group) for group in sets for number in group}
    some &= group_of.keys()
    # A number is in one group alone: those of an earlier one are taken out of it.
    group_of = {
        number: as_set(each for each in numbers_in(group) if group_of[each] == group)
        for number, group in group_of.items()
    }
    expected = {each for number in some for each in numbers_in(group_of[number])}
    assert union_of_groups(group_of, as_set(some)) == as_set(expected)
