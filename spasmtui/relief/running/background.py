"""Work that must not keep anybody waiting, done in order by one thread: no instruction waits for a disk."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread

from spasmtui.errors import SpasmError

Work = Callable[[], object]
FIRST_FRAME_LIMIT_SECONDS = 3.0
"""Work that is held back for the first frame begins after this, even where no frame was seen."""


class BackgroundQueue:
    """Does one piece of work after the other. The thread starts with the first and ends with the program."""

    def __init__(self, tell: Callable[[str], None], *, is_held: bool = False) -> None:
        """Remember whom to tell.

        Args:
            tell: is given a sentence, in the thread, when something could not be done.
            is_held: begin nothing before `release`, so that the first frame has the processor to itself.
        """
        self._tell = tell
        self._may_begin = Event()
        if not is_held:
            self.release()
        self._waiting: SimpleQueue[Work] = SimpleQueue()
        self._thread: Thread | None = None

    def add(self, work: Work) -> None:
        """Do this after everything that was added before."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="relief-errands", daemon=True)
            self._thread.start()
        self._waiting.put(work)

    def release(self) -> None:
        """Begin what was held back."""
        self._may_begin.set()

    def settle(self, limit_seconds: float) -> bool:
        """Wait until all is done that was added before, but no longer than this; returns whether it is."""
        self.release()
        if self._thread is None:
            return True
        done = Event()
        self._waiting.put(done.set)
        return done.wait(limit_seconds)

    def _run(self) -> None:
        self._may_begin.wait(FIRST_FRAME_LIMIT_SECONDS)
        while True:
            self._do(self._waiting.get())

    def _do(self, work: Work) -> None:
        try:
            work()
        except SpasmError as error:
            self._tell(error.message)
        except OSError as error:
            self._tell(f"{error.filename or 'A file'} could not be written: {error.strerror or error}.")
