"""Keep the entries of a line of keys where they were while other rows of a list have other keys.

An entry that comes or goes would move all those behind it: the eye has to look for them again, and over a poor line
they take four times as long as the row that was chosen. A small gap is left where one has gone, for when it comes back.
"""

from collections.abc import Collection, Sequence

Entry = tuple[str, str, str]
"""A key's name, its label and what it does."""
Placed = tuple[int, int, Entry]
"""(column, width, entry)."""

MOST_BLANK_CELLS = 14
"""The widest gap that is left."""
MOST_LEFT_OUT = 1
"""As many entries as may be missing, which a line made anew would show."""


def steady_places(
    wanted: Sequence[tuple[int, Entry]],
    fitted: Sequence[Entry],
    before: Sequence[Placed],
    left_out: Collection[Entry],
    *,
    gap: int,
    least_gap: int,
    room: int,
) -> list[Placed] | None:
    """Return the entries in the places that they had, and new ones in the gaps; None where a new line is better.

    Args:
        wanted: (width, entry) of all entries that there are now, in their order.
        fitted: those that a new line would show, as it would show them: some may have lost their words.
        before: the line as it was.
        left_out: the entries that it had no room for.
        gap: the cells before a new entry, where there is room for them.
        least_gap: the fewest cells between two entries.
        room: the cells of the line.
    """
    shown = {entry[:2]: entry for entry in fitted}
    missing = {entry[:2] for entry in left_out}
    old = [next((each for each in before if each[2] == shown.get(entry[:2], entry)), None) for _width, entry in wanted]
    placed: list[Placed] = []
    for number, (width, entry) in enumerate(wanted):
        after = placed[-1][0] + placed[-1][1] if placed else None
        if (known := old[number]) is not None:
            if after is not None and known[0] < after + least_gap:
                return None
            placed.append(known)
        elif entry[:2] in shown:
            following = next((each[0] - least_gap for each in old[number:] if each is not None), room)
            columns = (0,) if after is None else (after + gap, after + least_gap)
            if (column := next((each for each in columns if each + width <= following), None)) is not None:
                placed.append((column, width, entry))
            elif entry[:2] not in missing:
                return None
    is_steady = any(each in placed for each in before) and len(placed) >= len(fitted) - MOST_LEFT_OUT
    return placed if is_steady and _widest_gap(placed) <= MOST_BLANK_CELLS else None


def _widest_gap(placed: Sequence[Placed]) -> int:
    ends = [0, *(column + width for column, width, _entry in placed)]
    return max((column - end for (column, _width, _entry), end in zip(placed, ends, strict=False)), default=0)
