"""Undo and redo as journal lines: what can be taken back follows from what this device wrote, also after a restart."""

from collections.abc import Iterable

from spasmtui.episodes.store.line import Line


def piles(lines: Iterable[Line]) -> tuple[list[str], list[str]]:
    """The changes that can be undone and those that can be redone, the next one last.

    Args:
        lines: this device's own, in the order of writing. A new change ends what could be redone.
    """
    undoable: list[str] = []
    redoable: list[str] = []
    for line in lines:
        if line.undoes:
            _move(line.undoes, undoable, redoable)
        elif line.redoes:
            _move(line.redoes, redoable, undoable)
        elif line.change and line.change not in undoable[-1:]:
            undoable.append(line.change)
            redoable.clear()
    return undoable, redoable


def _move(change: str, source: list[str], target: list[str]) -> None:
    if change in source:
        source.remove(change)
        target.append(change)


def state_before(line: Line, history: Iterable[Line]) -> Line | None:
    """The line that counted when a change was made: the best below it. None: the record was not there."""
    return max(
        (each for each in history if each.rank < line.rank and each.rev < line.rev),
        default=None,
        key=lambda each: each.rank,
    )
