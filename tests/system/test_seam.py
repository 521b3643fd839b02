"""What only some systems have is used in one folder, `spasmtui/system/`, and nowhere else."""

import ast
import re
from collections.abc import Iterator

from tests.support.platform_names import names_of_some, names_on
from tests.support.source import tree_of
from tests.test_architecture import PACKAGE, sources

SEAM = ("system/", "elapsed.py")
"""Paths of the seam; the clock is apart, since everything is below it."""
DRIVERS = "terminal/drivers/"
NOT_ON_WINDOWS = ("web/",)
"""Paths of what runs on Linux and macOS alone, and says so before it is imported elsewhere."""
MODULES = frozenset((
    "_posixsubprocess", "_winapi", "crypt", "ctypes", "curses", "fcntl", "grp", "msvcrt", "nis", "nt", "posix", "pty",
    "pwd", "readline", "resource", "select", "spwd", "syslog", "termios", "tty", "winreg", "winsound",
))  # fmt: skip
"""Modules that some system lacks, or that do another thing there: `select` watches sockets alone on Windows."""
DRIVEN_BY = frozenset(("textual.drivers.linux_driver", "textual.drivers.windows_driver"))
"""Drivers of Textual, of which each imports what only its system has."""
NAMES = {
    # `kill` sends Ctrl+C or ends the process on Windows, where others send nothing.
    "os": names_of_some("os") | {"kill"},
    "signal": names_of_some("signal"),
    "_signal": names_of_some("signal"),
    "time": names_of_some("time"),
    "socket": names_of_some("socket"),
}


def uses(tree: ast.Module) -> Iterator[str]:
    """The names of some systems that a module uses: imported, or taken from a module that has them."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names if each.name.partition(".")[0] in MODULES | DRIVEN_BY)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                if module.partition(".")[0] in MODULES or module in DRIVEN_BY:
                    yield module
                yield from (f"{module}.{each.name}" for each in names if each.name in NAMES.get(module, ()))
            case ast.Attribute(value=ast.Name(id=module), attr=name) if name in NAMES.get(module, ()):
                yield f"{module}.{name}"


_OF_A_DRIVER = {*DRIVEN_BY, "select"}
_PERHAPS = re.compile(
    rf"\b(?:import|from)\s+(?:{'|'.join({*MODULES, *DRIVEN_BY, *NAMES})})\b|\b(?:{'|'.join(NAMES)})\.(?:[A-Z]\w+|\w+)"
)
"""What a use looks like, so that only modules with one are parsed."""


def may_use(text: str) -> bool:
    """Return whether a module's text looks as if it used something of some systems."""
    for match in _PERHAPS.finditer(text):
        module, _, name = match[0].partition(".")
        if match[0].startswith("from ") or (match[0].startswith("import ") and match[0].split()[1] not in NAMES):
            return True
        if name in NAMES.get(module, ()):
            return True
    return False


def test_what_only_some_systems_have_is_used_in_the_seam_alone() -> None:
    found = {}
    for path, text in sources():
        where = path.relative_to(PACKAGE).as_posix()
        if where.startswith((*SEAM, *NOT_ON_WINDOWS)) or "_generated" in where or not may_use(text):
            continue
        allowed = _OF_A_DRIVER if where.startswith(DRIVERS) else set()
        if names := {*uses(tree_of(path))} - allowed:
            found[where] = names
    assert found == {}


def test_the_lists_of_names_know_what_windows_lacks() -> None:
    lacking = {
        "os": {"getuid", "O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "pread", "fork", "getsid", "uname", "killpg"},
        "signal": {"SIGHUP", "SIGTSTP", "SIGWINCH", "SIGUSR1", "pthread_sigmask", "setitimer"},
        "time": {"clock_gettime", "CLOCK_BOOTTIME"},
    }
    for module, names in lacking.items():
        assert names <= NAMES[module] - names_on(module, "win32")
    assert {"open", "replace", "getpid", "link"} & NAMES["os"] == set()


def test_a_use_is_found_however_it_is_written() -> None:
    imports = "import os, fcntl\nfrom signal import SIGHUP\nimport textual.app\nfrom select import poll\n"
    code = f"{imports}os.getuid()\nos.kill(1, 2)\n"
    assert may_use(code)
    assert {*uses(ast.parse(code))} == {"fcntl", "signal.SIGHUP", "os.getuid", "os.kill", "select"}
