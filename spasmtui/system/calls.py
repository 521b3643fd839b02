"""Name the flags, signals, processes and users of the system: what Windows lacks has the nearest that it has instead.

The launcher imports this before the first paint, so it imports only what is built into every Python. What is needed
later is in the other modules of this folder.
"""

import _signal  # type: ignore[import-not-found]  # `signal` itself takes a while to load
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

if sys.platform == "win32":
    from spasmtui.system import windows

    SAFE = os.O_BINARY | os.O_NOINHERIT
    NO_LINK = 0
    HANG_UP: int = _signal.SIGBREAK
    is_running = windows.is_running
    country_of_user = windows.country_of_user
else:
    SAFE = os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
    """Flags with which every file is opened: a pipe or a terminal of that name is neither waited for nor taken."""
    NO_LINK = os.O_NOFOLLOW
    """The flag that refuses a symbolic link."""
    HANG_UP: int = _signal.SIGHUP
    """The signal of a terminal that closes."""

    def is_running(process: int) -> bool:
        """Return whether a process of this number runs, whoever's it is.

        Raises:
            OverflowError: the number is none that a process can have.
        """
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def country_of_user() -> str:
        """Return the two letters of the country that the system was set to, beside the time zone and the locale."""
        return ""


HAS_TERMINAL_LINE = sys.platform != "win32"
"""True if the terminal's line has a mode that can be set, as the first paint needs it."""
ENDING = (_signal.SIGINT, _signal.SIGTERM, HANG_UP)
"""The signals that ask the program to end."""


def user_id() -> int:
    """Return the number of this user; 0 where users have none, and everything is in a folder of theirs."""
    if sys.platform == "win32":
        return 0
    return os.getuid()


def is_of_this_user(found: os.stat_result) -> bool:
    """Return whether a file or folder belongs to this user; True where files do not tell."""
    return sys.platform == "win32" or found.st_uid == os.getuid()


def is_closed_to_others(found: os.stat_result) -> bool:
    """Return whether other users can do nothing with a file or folder, as far as its mode tells."""
    return sys.platform == "win32" or not found.st_mode & 0o077


def set_mode(descriptor: int, mode: int) -> None:
    """Say who may do what with an open file; Windows has permissions of another kind, which stay as they are.

    Raises:
        OSError: the file system has none.
    """
    if sys.platform != "win32":
        os.fchmod(descriptor, mode)


def machine_name() -> str:
    """Return the name of this machine; empty where it has none."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def home_of(user: str = "") -> str:
    """Return the home folder that the system knows for a user; that of this process without a name.

    Raises:
        LookupError: the system does not know the user.
    """
    if sys.platform == "win32":
        if user or not (home := os.environ.get("USERPROFILE", "")):
            raise LookupError(f"there is no user {user!r}" if user else "USERPROFILE is not set")
        return home
    import pwd  # noqa: PLC0415 -- HOME is set nearly everywhere, and a `~user` path is rare

    try:
        return (pwd.getpwnam(user) if user else pwd.getpwuid(os.getuid())).pw_dir
    except KeyError:
        raise LookupError(f"there is no user {user!r}" if user else "HOME is not set") from None


def with_slashes(path: str) -> str:
    """Return a path with `/` between its names, which Windows takes too, and without its mark of a long path."""
    return path.removeprefix("\\\\?\\").replace("\\", "/") if sys.platform == "win32" else path


def status_of(entry: "os.DirEntry[str]") -> os.stat_result:
    """Return the status of an entry of a folder, with its inode; a link is not followed.

    Raises:
        OSError: it has gone, or cannot be asked for.
    """
    # On Windows the entry itself knows no inode.
    return os.lstat(entry.path) if sys.platform == "win32" else entry.stat(follow_symlinks=False)


def hold_signals() -> "Any":
    """Let this thread, and those that it starts, hear no signal to end; return what `release_signals` needs."""
    if sys.platform == "win32":
        came: list[int] = []
        try:
            before = [(number, _signal.signal(number, lambda heard, _frame: came.append(heard))) for number in ENDING]
        except ValueError:
            before = []  # another thread than the main one hears none anyway
        return came, before
    return _signal.pthread_sigmask(_signal.SIG_BLOCK, ENDING)


def release_signals(held: "Any") -> None:
    """Hear signals again as before `hold_signals`, and first those that have come meanwhile."""
    if sys.platform == "win32":
        came, before = held
        for number, handler in before:
            _signal.signal(number, _signal.SIG_DFL if handler is None else handler)
        for number in came[:1]:
            _signal.raise_signal(number)
    else:
        _signal.pthread_sigmask(_signal.SIG_SETMASK, held)


def take_line() -> "list[Any] | None":
    """Let the terminal's line neither echo nor edit, and return its mode from before; None where it cannot be set.

    Enter stays Enter, Ctrl+C still ends the program, and Ctrl+Z does nothing.
    """
    if sys.platform == "win32":
        return None
    import termios  # noqa: PLC0415 -- only with a picture

    try:
        before = termios.tcgetattr(0)
        mode = termios.tcgetattr(0)
        mode[0] &= ~termios.ICRNL
        mode[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(0, termios.TCSANOW, mode)
    except termios.error:
        return None
    _signal.signal(_signal.SIGTSTP, _signal.SIG_IGN)
    return before


def give_line_back(before: "list[Any]", descriptor: int = 0) -> None:
    """Give the terminal's line the mode that it had before.

    Raises:
        OSError: the terminal is gone.
    """
    if sys.platform != "win32":
        import termios  # noqa: PLC0415 -- only after a paint

        try:
            termios.tcsetattr(descriptor, termios.TCSANOW, before)
        except termios.error as error:
            raise OSError(*error.args) from None
