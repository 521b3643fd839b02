"""Ask the kernel of Windows for what `os` has no function for. Imported on Windows alone."""

import ctypes
import os
import sys

assert sys.platform == "win32"

_KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
_KERNEL.OpenProcess.restype = _KERNEL.GetStdHandle.restype = ctypes.c_void_p
_SYNCHRONIZE = 0x0010_0000
_WAIT_TIMEOUT = 0x102
_ACCESS_DENIED = 5
_MOST = 0xFFFF_FFFF
_STD_OUTPUT, _STD_ERROR = -11, -12
_UNDERSTANDS_SEQUENCES = 0x0005
"""ENABLE_PROCESSED_OUTPUT and ENABLE_VIRTUAL_TERMINAL_PROCESSING."""
_LONGEST_COUNTRY = 16


def is_running(process: int) -> bool:
    """Return whether a process of this number runs, whoever's it is.

    Raises:
        OverflowError: the number is none that a process can have.
    """
    # `os.kill` with 0 would send Ctrl+C, and with any other number end the process.
    if not 0 < process <= _MOST:
        raise OverflowError(process)
    handle = _KERNEL.OpenProcess(_SYNCHRONIZE, False, process)
    if not handle:
        return ctypes.get_last_error() == _ACCESS_DENIED
    try:
        return bool(_KERNEL.WaitForSingleObject(ctypes.c_void_p(handle), 0) == _WAIT_TIMEOUT)
    finally:
        _KERNEL.CloseHandle(ctypes.c_void_p(handle))


def country_of_user() -> str:
    """Return the two letters of the country that Windows was set to; empty where it tells none."""
    name = ctypes.create_unicode_buffer(_LONGEST_COUNTRY)
    try:
        _KERNEL.GetUserDefaultGeoName(name, _LONGEST_COUNTRY)
    except AttributeError:
        return ""  # older than Windows 10 of 2017
    return name.value if len(name.value) == 2 and name.value.isalpha() else ""


def prepare_console() -> None:
    """Let the console understand colours and moves of the cursor, and say so in TERM as other systems do.

    A console that does not understand them keeps no TERM, and gets plain lines.
    """
    understands = False
    for number in (_STD_OUTPUT, _STD_ERROR):
        handle = ctypes.c_void_p(_KERNEL.GetStdHandle(number))
        mode = ctypes.c_uint32()
        if _KERNEL.GetConsoleMode(handle, ctypes.byref(mode)):
            understands = bool(_KERNEL.SetConsoleMode(handle, mode.value | _UNDERSTANDS_SEQUENCES)) or understands
    if understands and "TERM" not in os.environ:
        os.environ["TERM"] = "xterm-256color"
        os.environ.setdefault("COLORTERM", "truecolor")
