"""Run the program as on Windows, in a process of its own: `python -m tests.support.windows [WORDS...]`.

What only POSIX systems have is taken away: the modules cannot be imported, the names of `os`, `signal` and `time` are
gone. What Windows has instead is imitated: its kernel with a console, `msvcrt`, and the ways in which its file system
refuses what others allow. Paths stay those of this system, so a drive is a folder of that name in the working folder.

`SIMULATED_CONSOLE=1` makes the streams a console: its keys are what is written to standard input. With `--each` the
command lines come as JSON on standard input, and what came of them goes as JSON to standard output.
"""

import _signal  # type: ignore[import-not-found]
import builtins
import ctypes
import errno
import fcntl
import importlib
import json
import ntpath
import os
import select
import signal
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, NoReturn

IS_CONSOLE = bool(os.environ.get("SIMULATED_CONSOLE"))
CHOOSING = (
    "asyncio", "concurrent.futures.thread", "getpass", "logging", "multiprocessing", "platform", "random", "shutil",
    "subprocess", "sysconfig", "tempfile", "threading", "uuid", "webbrowser", *(("textual.app",) if IS_CONSOLE else ()),
)  # fmt: skip
"""Modules that choose their way by the system when they are loaded: they are to choose that of this one."""

HIDDEN = frozenset(("fcntl", "termios", "tty", "pty", "resource", "pwd", "grp", "readline", "curses", "posix"))

BINARY = 1 << 29
NO_INHERIT = 1 << 28
_FORBIDDEN = set('<>"|?*\\')
WAIT_TIMEOUT = 0x102
KEY_EVENT = 1
PACKAGE = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "spasmtui")
UNKNOWN = ("HOME", "SHELL", "TERM", "COLORTERM", "LANG", "LC_ALL", "TZ", "TMPDIR", "PAGER")
"""Variables that Windows does not set."""
_fork, _wait, _exit_code = os.fork, os.waitpid, os.waitstatus_to_exitcode
_memory, _select = os.memfd_create, select.select


def take_away() -> None:
    """Take away what Windows lacks."""
    from tests.support.platform_names import names_on

    lacking = {name: names_on(name, "linux") - names_on(name, "win32") for name in ("os", "signal", "time")}
    for module, names in ((os, "os"), (signal, "signal"), (_signal, "signal"), (time, "time")):
        for name in lacking[names]:
            if hasattr(module, name):
                delattr(module, name)
    for name in HIDDEN:
        sys.modules[name] = None  # type: ignore[assignment]  # the import system's own way to say "not there"
    sysconfig.get_config_vars()  # they were read for this system

    def of_sockets_alone(*_lists: Any) -> NoReturn:
        raise OSError(errno.ENOTSOCK, "An operation was attempted on something that is not a socket")

    select.select = of_sockets_alone
    for name in ("poll", "epoll"):
        delattr(select, name)


class Function:
    """A function of the kernel, whose types may be declared."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def __call__(self, *arguments: Any) -> Any:
        return self._call(*arguments)


class Kernel:
    """The functions of kernel32 that are used, with a console that reads its keys from standard input."""

    def __init__(self, *_: object, **__: object) -> None:
        self._functions: dict[str, Function] = {}

    def __getattr__(self, name: str) -> Function:
        return self._functions.setdefault(name, Function(CALLS[name]))


def name_country(name: Any, _length: int) -> int:
    name.value = "DE"
    return 3


def wait_for_keys(_count: int, _handles: object, _all: object, milliseconds: Any) -> int:
    return 0 if _select([0], [], [], milliseconds.value / 1000)[0] else WAIT_TIMEOUT


def read_keys(_handle: object, records: Any, _most: int, count: Any) -> int:
    typed = os.read(0, 64).decode()
    for record, key in zip(records._obj, typed, strict=False):  # noqa: SLF001 -- as of `ctypes.byref`
        record.EventType = KEY_EVENT
        record.Event.KeyEvent.bKeyDown = 1
        record.Event.KeyEvent.wVirtualKeyCode = 1
        record.Event.KeyEvent.uChar.UnicodeChar = key
    count._obj.value = len(typed)  # noqa: SLF001 -- as above
    return 1


CALLS: dict[str, Callable[..., int]] = {
    "OpenProcess": lambda _access, _inherits, process: int(os.path.exists(f"/proc/{process}")),
    "WaitForSingleObject": lambda _handle, _milliseconds: WAIT_TIMEOUT,
    "CloseHandle": lambda _handle: 1,
    "GetStdHandle": lambda _number: 100,
    "GetConsoleMode": lambda _handle, _mode: int(IS_CONSOLE),
    "SetConsoleMode": lambda _handle, _mode: int(IS_CONSOLE),
    "GetUserDefaultGeoName": name_country,
    "WaitForMultipleObjects": wait_for_keys,
    "ReadConsoleInputW": read_keys,
}


def imitate_console() -> None:
    """Add `msvcrt`, and the kernel to `ctypes`."""
    msvcrt = ModuleType("msvcrt")

    def lock(descriptor: int, mode: int, _bytes: int) -> None:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_UN if mode == 0 else fcntl.LOCK_EX | fcntl.LOCK_NB, 1)
        except BlockingIOError:
            raise OSError(errno.EACCES, "Permission denied") from None

    vars(msvcrt).update(
        LK_UNLCK=0, LK_NBLCK=2, locking=lock, get_osfhandle=lambda descriptor: descriptor,
        kbhit=lambda: bool(_select([0], [], [], 0)[0]), getwch=lambda: os.read(0, 1).decode() or "\x1a",
        putwch=lambda character: sys.stdout.write(character) and sys.stdout.flush(),
    )  # fmt: skip
    sys.modules["msvcrt"] = msvcrt
    vars(ctypes).update(WinDLL=Kernel, get_last_error=lambda: 87)
    _signal.SIGBREAK = 21
    vars(signal).update(SIGBREAK=21)


def imitate_files() -> None:
    """Refuse what the file system of Windows refuses."""
    real_open, real_replace, real_rename, real_unlink = os.open, os.replace, os.rename, os.unlink
    real_path, real_sync, real_link, control = os.path.realpath, os.fsync, os.link, fcntl.fcntl
    vars(os).update(O_BINARY=BINARY, O_NOINHERIT=NO_INHERIT)

    def is_held(path: Any) -> bool:
        whole = real_path(path)
        for each in os.listdir("/proc/self/fd"):
            try:
                target = os.readlink(f"/proc/self/fd/{each}")
            except OSError:
                continue
            if target == whole or target.startswith(f"{whole}/"):
                return True
        return False

    def refuse(path: Any) -> NoReturn:
        raise PermissionError(errno.EACCES, "The process cannot access the file", os.fspath(path))

    def check_name(path: Any) -> None:
        name = os.fspath(path)
        if isinstance(name, str) and (_FORBIDDEN & set(name) or name.endswith((".", " ")) or ":" in name[2:]):
            raise OSError(errno.EINVAL, "The filename is incorrect", name)

    def open_file(path: Any, flags: int, mode: int = 0o777, **options: Any) -> int:
        caller = sys._getframe(1).f_code.co_filename  # noqa: SLF001 -- there is no public name
        if caller.startswith(PACKAGE) and not flags & BINARY:
            raise AssertionError(f"{path} is opened as text by {caller}")
        if os.path.isdir(path):
            refuse(path)
        if flags & os.O_CREAT:
            check_name(path)
        if os.fspath(path) == "CONIN$":
            if not IS_CONSOLE:
                raise FileNotFoundError(errno.ENOENT, "No such file", path)
            return os.dup(0)
        return real_open(path, flags & ~BINARY & ~NO_INHERIT, mode, **options)

    def replace(source: Any, target: Any) -> None:
        check_name(target)
        if is_held(source) or (os.path.lexists(target) and is_held(target)):
            refuse(target)
        real_replace(source, target)

    def rename(source: Any, target: Any) -> None:
        check_name(target)
        if is_held(source):
            refuse(source)
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "File exists", os.fspath(target))
        real_rename(source, target)

    def unlink(path: Any, **options: Any) -> None:
        if is_held(path):
            refuse(path)
        real_unlink(path, **options)

    def synchronize(descriptor: int) -> None:
        if control(descriptor, fcntl.F_GETFL) & 3 == os.O_RDONLY:
            raise OSError(errno.EBADF, "Bad file descriptor")
        real_sync(descriptor)

    def link(source: Any, target: Any) -> None:
        check_name(target)
        real_link(source, target)

    def symlink(*_: Any, **__: Any) -> NoReturn:
        raise OSError(errno.EPERM, "A required privilege is not held by the client")

    def kill(*_: Any) -> NoReturn:
        raise AssertionError("a process of Windows would be ended by this")

    def path_of_a_drive(path: Any, **options: Any) -> Any:
        name = os.fspath(path)
        if name[1:2] != ":":
            return real_path(path, **options)
        # As Windows answers where that is our question; elsewhere as this system can open it.
        is_asked = sys._getframe(1).f_code.co_filename.endswith("locations.py")  # noqa: SLF001 -- as above
        return ntpath.normpath(name) if is_asked else os.path.normpath(name)

    vars(os).update(
        open=open_file, replace=replace, rename=rename, unlink=unlink, remove=unlink, fsync=synchronize, link=link,
        symlink=symlink, kill=kill,
    )  # fmt: skip
    vars(os.path).update(realpath=path_of_a_drive)
    builtin_open = builtins.open

    def open_named(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if not isinstance(file, int) and {*"wxa"} & {*mode}:
            check_name(file)
        return builtin_open(file, mode, *arguments, **options)

    builtins.open = open_named


def become_windows() -> None:
    """Take away and add, with a home on drive C of the working folder."""
    for name in CHOOSING:
        importlib.import_module(name)
    for name in list(os.environ):
        if name in UNKNOWN or name.startswith(("XDG_", "SPASMTUI_")):
            del os.environ[name]
    user = "C:\\Users\\Ann Bo"
    local = f"{user}\\AppData\\Local"
    os.makedirs("C:/Users/Ann Bo/AppData/Local/Temp", exist_ok=True)
    os.environ.update(USERPROFILE=user, LOCALAPPDATA=local, TEMP=f"{local}\\Temp", COMPUTERNAME="ANNS-PC")
    imitate_console()
    imitate_files()
    take_away()
    sys.platform = "win32"
    if IS_CONSOLE:
        os.isatty = lambda descriptor: descriptor in (0, 1, 2)
        os.get_terminal_size = lambda *_: os.terminal_size((80, 24))
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            stream.isatty = lambda: True  # type: ignore[method-assign]


def run_each(lines: list[list[str]]) -> Iterator[tuple[int, str, str]]:
    """Run command lines one after the other, each in a process of its own, and yield exit code and output.

    Args:
        lines: the words of each; the first is what standard input has.
    """
    importlib.import_module("spasmtui.cli")  # once for all of them
    for given, *words in lines:
        reading, writing = os.pipe()
        os.write(writing, given.encode())
        os.close(writing)
        output = [_memory("output"), _memory("errors")]
        if (child := _fork()) == 0:
            for number, descriptor in enumerate((reading, *output)):
                os.dup2(descriptor, number)
            run_program(words)
        code = _exit_code(_wait(child, 0)[1])
        texts = []
        for descriptor in output:
            os.lseek(descriptor, 0, os.SEEK_SET)
            texts.append(os.read(descriptor, 1 << 20).decode("utf-8", "backslashreplace"))
        for descriptor in (reading, *output):
            os.close(descriptor)
        yield code, texts[0], texts[1]


def run_program(words: list[str]) -> NoReturn:
    """Run the program and end the process.

    Raises:
        AssertionError: the program has not ended it.
    """
    launch = importlib.import_module("spasmtui.launch")
    is_short = words[:1] == ["spasm"]
    sys.argv = ["spasmtui", *(words[1:] if is_short else words)]
    (launch.spasm if is_short else launch.spasmtui)()
    raise AssertionError("the program has returned")


if __name__ == "__main__":
    become_windows()
    if sys.argv[1:] == ["--each"]:
        json.dump(list(run_each(json.load(sys.stdin))), sys.stdout)
    else:
        run_program(sys.argv[1:])
