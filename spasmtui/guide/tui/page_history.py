"""The pages that were read on the way to the page on the screen, and the mode to return to."""

from __future__ import annotations


class PageHistory:
    """A stack of visited pages, and the mode that asked for one of them."""

    def __init__(self) -> None:
        self._visited: list[tuple[str, int]] = []
        self._return: tuple[str, str] | None = None

    def push(self, page_id: str, line: int) -> None:
        """Remember a page that is left, and the line at the top of the screen."""
        self._visited.append((page_id, line))

    def pop(self) -> tuple[str, int] | None:
        """Remove and return the page visited last as (page id, line), or None without one."""
        return self._visited.pop() if self._visited else None

    def clear(self) -> None:
        """Forget the visited pages; the mode to return to stays."""
        self._visited.clear()

    def set_return(self, page_id: str, mode: str) -> None:
        """Remember that a mode asked for this page and waits to be returned to."""
        self._return = (page_id, mode)

    def take_return(self, page_id: str | None) -> str | None:
        """Return the mode that asked for this page and forget it; None if no mode did."""
        if self._return is None or self._return[0] != page_id:
            return None
        mode = self._return[1]
        self._return = None
        return mode
