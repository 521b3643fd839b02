"""Run the workers of an app in threads that do not hold up its end when a disk hangs."""

from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from time import monotonic

LEAVE_SECONDS = 1.0
"""The longest wait at the end for workers that only read."""


MOST_THREADS = 200
"""Far more than a disk that hangs can hold: what needs no disk finds a thread all the same."""


class WorkerThreads(ThreadPoolExecutor):
    """Threads of which those that only read are left behind after a moment; the process ends without them."""

    def __init__(self) -> None:
        super().__init__(MOST_THREADS, thread_name_prefix="spasm-worker")
        self.is_saving = True
        """True while one of them may be saving, for which the end waits; the app says when none is."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Begin no more work; wait for the work that has begun, if it saves, else for a moment."""
        if self.is_saving:
            super().shutdown(wait, cancel_futures=cancel_futures)
            return
        super().shutdown(wait=False, cancel_futures=True)
        deadline = monotonic() + LEAVE_SECONDS
        threads: set[Thread] = set(self._threads) if wait else set()
        for thread in threads:
            thread.join(max(0.0, deadline - monotonic()))
