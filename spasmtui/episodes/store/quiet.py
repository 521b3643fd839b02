"""Read a diary without asking for the passphrase of its key: for what nobody waits for, and for 3 am."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spasmtui.episodes.store.journal.journal_set import JournalSet


@contextmanager
def without_asking(journals: "JournalSet") -> Iterator[None]:
    """Let this thread's questions inside the block fail with `DiaryLocked` where the diary's key was not given yet."""
    if not journals.is_encrypted():
        yield
        return
    sealing = journals.sealing
    may_ask = sealing.may_ask
    sealing.may_ask = False
    try:
        yield
    finally:
        sealing.may_ask = may_ask
