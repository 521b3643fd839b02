"""Undo and redo as journal lines: both stacks follow from this device's own lines, also after a restart."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime

from spasmtui.episodes.store.journal.disk import read_file
from spasmtui.episodes.store.journal.folder import owner_of
from spasmtui.episodes.store.journal.ids import joined_device_ids
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.mirror import intact_lines, split_lines
from spasmtui.episodes.store.journal.writer import translate_read_errors
from spasmtui.episodes.store.record_change import RecordChange
from spasmtui.errors import NotFound


def next_step(journals: JournalSet, *, is_undo: bool) -> list[RecordChange]:
    """Return the changes that undo the last change, or redo the last undone one. The caller holds the lock.

    Raises:
        NotFound: there is none, or another device has changed a record of it since.
    """
    journals.reader.load()
    own = own_lines(journals)
    undoable, redoable = undo_stacks(own)
    stack = undoable if is_undo else redoable
    if not stack:
        raise NotFound("There is nothing to undo." if is_undo else "There is nothing to redo.")
    changes = []
    ours = (journals.device, *joined_device_ids(journals.disk, journals.state))
    for line in [each for each in own if each.change == stack[-1]]:
        winner = journals.ledger.winner(line.table, line.key)
        if winner is None or winner.is_purge:
            raise NotFound("This has been purged since, and nothing of it is left.")
        graph = journals.ledger.graph(line.table, line.key)
        known = next((each for each in graph.lines if each.raw == line.raw), None)
        if known is None:
            raise NotFound("The change cannot be understood, so it cannot be undone. `spasmtui doctor` tells more.")
        # A deletion is undone whoever deleted the record too: the undo means that it is wanted.
        is_wanted = is_undo and known.is_deletion and winner.is_deletion
        others = [] if known.is_deletion else [each for each in graph.others_since(known) if each.by not in ours]
        if winner.by not in ours and not is_wanted and (winner.is_deletion or known.is_deletion):
            others = [winner]
        if others:
            by = max(others, key=lambda each: each.at).by
            raise NotFound(f"This was changed on {by} since, so it cannot be undone. Edit it instead.")
        document = graph.document_without(known) if is_undo else graph.document_with(known)
        undoes, redoes = (line.change, "") if is_undo else ("", line.change)
        settles = () if is_undo else known.settles
        changes.append(RecordChange(line.table, line.key, document, undoes, redoes, settles))
    return changes


def last_change_at(journals: JournalSet) -> datetime | None:
    """Return when the change was written that an undo would take back; None without one."""
    journals.reader.load()
    own = own_lines(journals)
    undoable, _redoable = undo_stacks(own)
    times = [datetime.fromisoformat(line.at) for line in own if undoable and line.change == undoable[-1]]
    return max(times, default=None)


def own_lines(journals: JournalSet) -> list[Line]:
    """Return this device's lines in the order of writing, with those that it wrote by another spelling of the path."""
    lines = _lines_of(journals, journals.device)
    for device in joined_device_ids(journals.disk, journals.state):
        lines = interleave(lines, _lines_of(journals, device))
    return lines


def _lines_of(journals: JournalSet, device: str) -> list[Line]:
    """Return a device's lines of this year and the last, in the order in which they were written."""
    theirs = [name for name in journals.reader.listing.journals if owner_of(name) == device]
    lines: list[Line] = []
    with translate_read_errors(journals.folder):
        for name in sorted(theirs)[-2:]:
            lines += intact_lines(split_lines(read_file(journals.disk, journals.folder / name)))
    return [line for line in lines if line.by == device]


def interleave(lines: list[Line], others: list[Line]) -> list[Line]:
    """Return the lines of two journals by the time of each line, each journal in its own order.

    A line that takes back or makes again a change comes after it, whatever a clock that was set says.
    """
    ordered: list[Line] = []
    waiting, there = deque(lines), deque(others)
    while waiting and there:
        first, second = (_is_about(waiting[0], there), _is_about(there[0], waiting))
        is_second = first or (not second and there[0].at < waiting[0].at)
        ordered.append((there if is_second else waiting).popleft())
    return [*ordered, *waiting, *there]


def _is_about(line: Line, waiting: Iterable[Line]) -> bool:
    """Return whether a line takes back or makes again a change that is still to come in the other journal."""
    change = line.undoes or line.redoes
    return bool(change) and any(each.change == change and not (each.undoes or each.redoes) for each in waiting)


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
