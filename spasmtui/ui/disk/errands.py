"""Do small work on the disk for the screens of an app: one thing after the other, in a thread, however long it takes.

The app's own thread opens, reads, writes and looks up nothing in the folders of the person. What a screen needs to know
it asks for with `ask_disk`, which waits for a disk as long as nobody notices, and has its answer later where that is
not enough. What is to be written goes into the errands of the app. Files that ship with the program may be read
anywhere.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from spasmtui.shared.regular_file import promptly
from spasmtui.terminal.sanitize import shown_text
from spasmtui.terminal.screen_lifetime import is_late

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import TypeVar

    from textual.app import App
    from textual.dom import DOMNode
    from textual.timer import Timer
    from textual.worker import Worker

    Result = TypeVar("Result")

SLOW_SECONDS = 2.0
"""What takes longer is mentioned, once until the disk has answered."""
SLOW = "The disk does not answer. What you change is kept as soon as it does; everything else goes on."


@dataclass(frozen=True, slots=True)
class _Errand:
    work: Callable[[], Any]
    then: Callable[[Any], object] | None
    key: Hashable
    saves: bool


class Errands:
    """The work that waits for the disk, in order."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._changing = Lock()
        self._waiting: deque[_Errand] = deque()
        self._is_busy = False
        self._is_saving = False
        """True while something is being written."""
        self._slow: Timer | None = None
        """Looks whether the disk answers, while something is to be written."""
        self._answered_at = 0.0
        """When the disk had answered last, or the first of what waits now was added."""
        self._said_at = -1.0
        """That time, when it was last said that the disk does not answer."""

    @property
    def has_saved(self) -> bool:
        """True when all is written that was to be; the end of the app waits for that, and not for what only reads."""
        with self._changing:
            return not (self._is_saving or any(each.saves for each in self._waiting))

    def add(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], object] | None = None,
        *,
        key: Hashable = None,
        saves: bool = True,
    ) -> None:
        """Add work behind all that waits. Call it in the app's thread.

        Args:
            work: called in a thread. A disk that refuses it is named to the person.
            then: called in the app's thread with the result.
            key: of what waits under the same key only the newest is done; None is the key of nothing.
            saves: whether it writes something, which the end of the app is to wait for.
        """
        with self._changing:
            if key is not None:
                self._waiting = deque(each for each in self._waiting if each.key != key)
            self._waiting.append(_Errand(work, then, key, saves))
            was_busy, self._is_busy = self._is_busy, True
        if not was_busy:
            self._answered_at = monotonic()
            self._app.run_worker(self._run, thread=True, group="disk")
        if saves and self._slow is None:
            self._look_after(SLOW_SECONDS)

    def _look_after(self, seconds: float) -> None:
        self._slow = self._app.set_timer(seconds, self._say_if_slow)

    def _say_if_slow(self) -> None:
        """Say that the disk does not answer, unless it has since; then look again, for as long as something waits."""
        self._slow = None
        if self.has_saved:
            return
        answered_at = self._answered_at
        left = answered_at + SLOW_SECONDS - monotonic()
        if left <= 0 and answered_at != self._said_at:
            self._said_at = answered_at
            self._app.notify(SLOW, severity="warning", markup=False)
        self._look_after(left if left > 0 else SLOW_SECONDS)

    def _run(self) -> None:
        try:
            while (errand := self._next()) is not None:
                try:
                    result = errand.work()
                except OSError as error:
                    fault = f"{error.filename or 'A file'} could not be read or written: {error.strerror or error}."
                    self._app.call_from_thread(self._app.notify, shown_text(fault), severity="warning", markup=False)
                    continue
                if errand.then is not None:
                    self._app.call_from_thread(_tell, errand.then, result)
        except BaseException:
            self._is_busy = self._is_saving = False
            raise

    def _next(self) -> _Errand | None:
        with self._changing:
            if self._waiting:
                errand = self._waiting.popleft()
                self._is_saving = errand.saves
                self._answered_at = monotonic()
                return errand
            self._is_busy = self._is_saving = False
        return None


def _tell(then: Callable[[Any], object], result: object) -> None:
    """Tell a result, unless what it is for has gone meanwhile."""
    try:
        then(result)
    except Exception as error:
        if not is_late(error):
            raise


def say_if_slow(app: App[Any], worker: Worker[Any]) -> None:
    """Say that the disk does not answer, where a worker that writes takes long."""

    def say() -> None:
        if not worker.is_finished:
            _slow_workers(app).add(worker)
            app.notify(SLOW, severity="warning", markup=False)

    app.set_timer(SLOW_SECONDS, say)


def is_slow(app: App[Any], group: str) -> bool:
    """Return whether a worker of a group still waits for the disk after that was said, and say it again.

    Then nothing more of the kind is begun: all that is pressed in vain would be done in the end.
    """
    slow = _slow_workers(app)
    slow.difference_update([worker for worker in slow if worker.is_finished])
    if found := any(worker.group == group for worker in slow):
        app.notify(SLOW, severity="warning", markup=False)
    return found


def _slow_workers(app: App[Any]) -> set[Worker[Any]]:
    found: set[Worker[Any]] = vars(app).setdefault("_slow_workers", set())
    return found


def errands_of(app: App[Any]) -> Errands:
    """Return the errands of an app; it has one line of them."""
    found: Errands = vars(app).setdefault("_errands", Errands(app))
    return found


def ask_disk(
    node: DOMNode, read: Callable[[], Result], take: Callable[[Result], object], *, key: Hashable = None
) -> bool:
    """Call `take` with what is read: now where the disk answers in time, else when it does; return whether it was now.

    Args:
        node: the screen or widget that asks; once it has gone, nothing is taken.
        read: called in a thread.
        take: called in the app's thread.
        key: of what waits under the same key only the newest is read.

    Raises:
        Exception: the one that `read` raised in time. Where that took longer, it ends the app: let `read` return it.
    """
    if (found := promptly(lambda: (read(),), None)) is not None:
        take(found[0])
        return True
    late = errands_of(node.app)
    late.add(read, lambda result: take(result) if node.is_attached else None, key=key, saves=False)
    return False
