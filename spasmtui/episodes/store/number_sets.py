"""Sets of small numbers as the bits of an integer: thousands of sets of thousands of them fit into memory."""

from collections.abc import Iterable, Mapping


def as_set(numbers: Iterable[int]) -> int:
    """Return the set of these numbers, in a time that grows with the greatest of them."""
    digits = bytearray()
    for number in numbers:
        digits.extend(bytes(max(0, number // 8 + 1 - len(digits))))
        digits[number // 8] |= 1 << number % 8
    return int.from_bytes(digits, "little")


def numbers_in(mask: int) -> list[int]:
    """Return the numbers of a set, the least first."""
    return [number for number, digit in enumerate(reversed(f"{mask:b}")) if digit == "1"]


def least(mask: int) -> int:
    """Return the least number of a set that is not empty."""
    return (mask & -mask).bit_length() - 1


def union_of_groups(groups: Mapping[int, int], numbers: int) -> int:
    """Return the groups of these numbers as one set."""
    union = 0
    while numbers:
        group = groups[numbers.bit_length() - 1]
        union |= group
        numbers &= ~group
    return union
