"""Keep Python's search for circles among objects away from the many that stay, so that no key waits for it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 10_000
"""The number of records from which a search among them is felt at a key."""


def begin_to_collect() -> None:
    """Collect from the first frame on, where the launcher had it wait, but not among what the start has made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def leave_out(record_count: int) -> bool:
    """Leave all that is there out of later searches if there are many records; return whether that was done."""
    if record_count < MANY:
        return False
    gc.freeze()
    return True


@contextmanager
def without_collection() -> Iterator[None]:
    """Make many objects with no circle among them, without looking for one again and again."""
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_collecting:
            gc.enable()
