"""Undo and redo as journal lines: both stacks follow from this device's own lines, also after a restart."""

from collections.abc import Iterable

from spasmtui.episodes.store.journal.journal_set import JournalSet, RecordChange
from spasmtui.episodes.store.journal.line import Line
from spasmtui.errors import NotFound


def next_step(journals: JournalSet, *, is_undo: bool) -> list[RecordChange]:
    """Return the changes that undo the last change, or redo the last undone one. The caller holds the lock.

    Raises:
        NotFound: there is none, or another device has changed a record of it since.
    """
    journals.reader.load()
    own = journals.own_lines()
    undoable, redoable = undo_stacks(own)
    stack = undoable if is_undo else redoable
    if not stack:
        raise NotFound("There is nothing to undo." if is_undo else "There is nothing to redo.")
    lines = [line for line in own if line.change == stack[-1]]
    for line in lines:
        winner = journals.ledger.winner(line.table, line.key)
        if winner is not None and winner.by != journals.device:
            raise NotFound(f"This was changed on {winner.by} since, so it cannot be undone. Edit it instead.")
        if winner is not None and winner.is_purge:
            raise NotFound("This has been purged since, and nothing of it is left.")
    return [_undo_line(journals, line) if is_undo else _redo_line(line) for line in lines]


def _undo_line(journals: JournalSet, line: Line) -> RecordChange:
    history = journals.ledger.history(line.table, line.key)
    if line.is_deletion:
        # Another device may have deleted the record too; the undo of ours means that the record is wanted.
        history = [each for each in history if not each.is_deletion]
    before = state_before(line, history)
    document = None if before is None or before.is_deletion else before.document()
    return RecordChange(line.table, line.key, document, undoes=line.change)


def _redo_line(line: Line) -> RecordChange:
    return RecordChange(line.table, line.key, None if line.is_deletion else line.document(), redoes=line.change)


def undo_stacks(lines: Iterable[Line]) -> tuple[list[str], list[str]]:
    """Return the ids of changes that can be undone and of those that can be redone, the next one last.

    Args:
        lines: this device's own, in the order of writing. A new change clears the redo stack.
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
    """Return the winning line before a change: the highest rank of a lower revision; None without one.

    A line of the same revision does not qualify: its writer did not know of this change, nor this one's of it.
    """
    lower = (each for each in history if each.rev < line.rev)
    return max(lower, default=None, key=lambda each: each.rank)
