"""Set and read the line of the terminal, and stop a job. Consoles of Windows have neither, or do it alone."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

from spasmtui.system.calls import SAFE

if sys.platform == "win32":
    OWN_TERMINAL = "CONIN$"
    STOP: int | None = None

    @contextlib.contextmanager
    def without_echo() -> Iterator[None]:
        """Do nothing: a console shows what is typed only while somebody reads a line."""
        yield

else:
    import termios

    OWN_TERMINAL = "/dev/tty"
    """The name of the terminal of this process, whatever its streams are."""
    STOP: int | None = signal.SIGTSTP
    """The signal of Ctrl+Z; None where nothing could continue a program."""

    @contextlib.contextmanager
    def without_echo() -> Iterator[None]:
        """Show nothing of what is typed on the terminal inside the block, also while nobody asks."""
        try:
            descriptor = os.open(OWN_TERMINAL, os.O_RDWR | os.O_NOCTTY)
        except OSError:
            yield
            return
        try:
            before = termios.tcgetattr(descriptor)
            hidden = [*before]
            hidden[3] &= ~termios.ECHO
            termios.tcsetattr(descriptor, termios.TCSADRAIN, hidden)
            try:
                yield
            finally:
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        finally:
            os.close(descriptor)

    def read_mode(descriptor: int) -> list[Any]:
        """Return the mode of a terminal's line.

        Raises:
            OSError: it is none, or is gone.
        """
        try:
            return termios.tcgetattr(descriptor)
        except termios.error as error:
            raise OSError(*error.args) from None

    def is_slow(descriptor: int) -> bool:
        """Return whether the speed of a terminal's line is low; False where the system tells none."""
        try:
            speed: int = read_mode(descriptor)[5]
        except OSError:
            return False
        return sys.platform == "linux" and termios.B0 < speed < termios.B38400

    def write_at_once(descriptor: int, data: bytes) -> None:
        """Write what a terminal takes at once, and leave out the rest.

        Raises:
            OSError: the terminal is gone.
        """
        os.set_blocking(descriptor, False)
        try:
            os.write(descriptor, data)
        except BlockingIOError:
            return
        finally:
            os.set_blocking(descriptor, True)

    def forget_resizes() -> None:
        """Hear no more that the window has changed its size."""
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)

    def stop_job() -> None:
        """Stop this process, and all that the shell has started with it, as the terminal itself does at Ctrl+Z.

        Nothing happens where no shell of this session could continue it: it would stay stopped.
        """
        try:
            can_be_continued = os.getsid(os.getppid()) == os.getsid(0)
        except OSError:
            return
        if can_be_continued:
            os.killpg(0, signal.SIGTSTP)


def has_own_terminal() -> bool:
    """Return whether this process has a terminal on which something can be asked."""
    try:
        os.close(os.open(OWN_TERMINAL, os.O_RDWR | SAFE))
    except OSError:
        return False
    return True
