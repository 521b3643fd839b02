"""The journals that a session has not read, by their names and by the newest record that each may hold."""

from bisect import bisect_left


class Unread:
    """Journals that have not been read. There may be thousands: reading one must not cost a walk through the others."""

    def __init__(self, newest: dict[str, float]) -> None:
        self.newest = newest
        """Newest start in seconds of the epoch by name; infinite when a journal must be read whatever is asked."""
        # Both lists end with the next journal to read, and may have names that have been read since.
        self._by_name = sorted(newest)
        self._by_newest = sorted((time, name) for name, time in newest.items())

    def next_name(self) -> str | None:
        """Return the name that sorts last, which is of the newest year; None when every journal has been read."""
        while self._by_name and self._by_name[-1] not in self.newest:
            self._by_name.pop()
        return self._by_name[-1] if self._by_name else None

    def latest(self, count: int = 1) -> float | None:
        """Return the newest start that any of them may hold, or the `count`th newest; None when all have been read."""
        while self._by_newest and self._by_newest[-1][1] not in self.newest:
            self._by_newest.pop()
        return self._by_newest[max(-count, -len(self._by_newest))][0] if self._by_newest else None

    def since(self, time: float) -> list[str]:
        """Return the names of those that may hold a start at `time` or later, the newest year first."""
        first = bisect_left(self._by_newest, (time, ""))
        return sorted((name for _, name in self._by_newest[first:] if name in self.newest), reverse=True)
