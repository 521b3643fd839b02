"""End programs that this one has started."""

import os
import signal
import subprocess
import sys


def end_with_children(process: "subprocess.Popen[bytes]") -> None:
    """End a program of a session of its own, and what it has started; on Windows the program alone.

    Raises:
        OSError: it has ended already, or may not be ended.
    """
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
