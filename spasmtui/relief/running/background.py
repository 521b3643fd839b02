"""Run slow work in order on one thread, so that no instruction waits for a disk."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread

from spasmtui.errors import KeptAside, SpasmError
from spasmtui.shared import regular_file
from spasmtui.terminal.crash_report import record_fault

Work = Callable[[], object]
DRAIN_SECONDS = 5.0
"""The longest wait for the diary at an ordinary end of a routine that runs line by line."""
CLOSING_SECONDS = 0.4
"""The same where the terminal is closed, or the program is ended."""
ASIDE_SECONDS = 1.0
"""The longest wait for what is kept aside at the end: the disk of the state folder may hang as well."""
FIRST_FRAME_LIMIT_SECONDS = 3.0
"""Held work starts after this time even if no first frame was reported."""


class BackgroundQueue:
    """A worker thread and its queue. The thread starts with the first task and ends with the program."""

    def __init__(
        self, report: Callable[[str], None], *, is_held: bool = False, names_what_is_kept: bool = True
    ) -> None:
        """Create an idle queue.

        Args:
            report: called in the worker thread with a sentence when a task failed.
            is_held: start no task before `release`, so that the first frame has the processor to itself.
            names_what_is_kept: report also what could not be stored and is kept aside, which the end of the program
                names at any rate.
        """
        self._names_what_is_kept = names_what_is_kept
        self._report = report
        self._may_begin = Event()
        if not is_held:
            self.release()
        self._waiting: SimpleQueue[Work] = SimpleQueue()
        self._thread: Thread | None = None
        self._counting = Lock()
        self._unsaved = 0
        """The tasks that save and have not come to their end."""
        self._said_once: set[str] = set()

    def read(self, work: Work) -> None:
        """Queue work behind everything that was added before; it saves nothing, and no end waits for it."""
        self._put(work)

    def add(self, work: Work) -> None:
        """Queue `work` behind everything that was added before."""
        with self._counting:
            self._unsaved += 1

        def run() -> None:
            try:
                work()
            finally:
                with self._counting:
                    self._unsaved -= 1

        self._put(run)

    def _put(self, work: Work) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._run, name="relief-background", daemon=True)
            self._thread.start()
        self._waiting.put(work)

    def release(self) -> None:
        """Start the tasks that were held back."""
        self._may_begin.set()

    @property
    def has_saved(self) -> bool:
        """True when every task that saves is done."""
        return self._unsaved == 0

    def drain(self, limit_seconds: float) -> bool:
        """Wait for every task added so far, at most `limit_seconds`; return whether all of them are done."""
        self.release()
        if self._thread is None:
            return True
        done = Event()
        self._waiting.put(done.set)
        return done.wait(limit_seconds)

    def finish(self, limit_seconds: float, keeping_aside: Callable[[], AbstractContextManager[None]]) -> None:
        """Wait for every task that saves; after `limit_seconds` run those that have not begun beside the one that runs.

        Args:
            limit_seconds: the longest wait: the task that runs may wait for a disk for ever.
            keeping_aside: makes the block in which these tasks store nothing that could take long.
        """
        self.release()
        if not self.has_saved and not self.drain(limit_seconds):
            self.keep_aside(keeping_aside).join(max(ASIDE_SECONDS, regular_file.LONGEST_WAIT_SECONDS))

    def keep_aside(
        self, keeping_aside: Callable[[], AbstractContextManager[None]], first: Work | None = None
    ) -> Thread:
        """Return a thread in which the tasks that have not begun are run now: the disk of the diary takes too long.

        Args:
            keeping_aside: makes the block in which these tasks store nothing that could take long.
            first: is run before them.
        """

        def run() -> None:
            if first is not None:
                self.run_task(first)
            with keeping_aside(), suppress(Empty):
                while True:
                    self.run_task(self._waiting.get_nowait())

        thread = Thread(target=run, name="relief-aside", daemon=True)
        thread.start()
        return thread

    def _once(self, sentence: str) -> str:
        """Return a sentence the first time, then nothing: a full disk fails at each step."""
        if sentence in self._said_once:
            return ""
        self._said_once.add(sentence)
        return sentence

    def _run(self) -> None:
        self._may_begin.wait(FIRST_FRAME_LIMIT_SECONDS)
        while True:
            self.run_task(self._waiting.get())

    def run_task(self, work: Work) -> None:
        """Run one task in the calling thread and report its failure, whatever it is: the next task must still run."""
        try:
            work()
        except SpasmError as error:
            is_named_later = isinstance(error, KeptAside) and not self._names_what_is_kept
            sentence = "" if is_named_later else error.message
        except OSError as error:
            sentence = self._once(f"Where you are cannot be kept for `spasmtui resume`: {_reason(error)}.")
        except Exception as error:  # noqa: BLE001 -- else the thread would end, and nothing more would be saved
            sentence = record_fault(error, is_unsaved=True)
        else:
            return
        if sentence:
            # Nobody may be there to be told: a closed terminal, an app that is leaving.
            with suppress(Exception):
                self._report(sentence)


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{reason} ({error.filename})" if error.filename else reason
