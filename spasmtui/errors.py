"""Define the errors of the program, each with a sentence for a person. Imports nothing; every module may import it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class SpasmError(Exception):
    """The base of all errors; the message is a sentence for a person that says what to do."""

    code = "error"
    """The value of `code` in an error's JSON form."""
    exit_code = 1
    """The exit code of the program after this error."""
    more = ""
    """A line after the message, where a person reads it: where more is written."""

    def __init__(self, message: str, title: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.title = title


class NotFound(SpasmError):
    """The thing asked for does not exist."""

    code = "not-found"


class WrongUsage(SpasmError):
    """The words of a command, a value or a setting cannot be used as given."""

    code = "usage"
    exit_code = 2


class CannotStore(WrongUsage):
    """A value that the diary cannot store; raised before any file is touched."""

    code = "cannot-store"


class UnusableZone(WrongUsage):
    """The time zone of this machine is none that times can be reckoned with."""

    def __init__(self, name: str) -> None:
        said = f": TZ is {name!r}" if name else ""
        super().__init__(
            f"The time zone of this machine cannot be used{said}. Set TZ to a place, such as TZ=Europe/London, "
            "or unset it."
        )


class RefusedForSafety(SpasmError):
    """The request could harm; no flag overrides it."""

    code = "refused"
    exit_code = 3


class RedFlagMet(RefusedForSafety):
    """Words that describe a red flag; the message is the flag's sentence, and nothing was started."""

    code = "red-flag"

    def __init__(self, message: str, more: str = "") -> None:
        super().__init__(message)
        self.more = more


class DataError(SpasmError):
    """A file could not be read or written; nothing was overwritten and the path is named."""

    code = "data"
    exit_code = 4


class FileMissing(DataError):
    """A file to be read does not exist."""


class InvalidFile(DataError):
    """A file can be read but its content is invalid: not UTF-8, or not TOML."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        """The line of the fault, from 1; None where the reader does not know it."""


class DiaryLocked(DataError):
    """The diary is encrypted, and there is no key that opens it; nothing was changed."""

    code = "locked"


class NotSaved(DataError):
    """A change did not reach the disk; what was there before is untouched."""

    code = "not-saved"


class KeptAside(NotSaved):
    """A record was not stored but is kept elsewhere; the end of the program names it once more."""

    def __init__(self, cause: DataError, path: str) -> None:
        kept = (
            f"It is kept in {path} and goes into the diary at the next start that can write there."
            if path
            else "It could not be kept anywhere else."
        )
        super().__init__(f"{cause.message} {kept}")
        self.code = cause.code
        self.cause = cause
        """Why it was not stored."""
        self.path = path
        """The file that keeps it; empty where none could be written."""


class OutputFailed(SpasmError):
    """The answer could not be written to standard output; what the command did before is done."""

    code = "output"
    exit_code = 4

    def __init__(self, reason: str) -> None:
        super().__init__(f"The answer could not be shown: {reason}.")
        self.reason = reason
        """Why not, as part of a sentence."""
        self.instead = ""
        """What must be read in any case."""


class LogBusy(DataError):
    """Another session holds the diary's lock; nothing was changed."""

    code = "busy"


class EditConflict(SpasmError):
    """Another session changed the same fields of a record after they were read; nothing was changed."""

    code = "conflict"

    def __init__(self, message: str, stored: Any) -> None:
        super().__init__(message)
        self.stored = stored
        """The record as it is now."""


class LogTooNew(DataError):
    """A file was written by a newer version."""

    code = "too-new"


class NotALog(DataError):
    """The folder holds something that is not a diary."""

    code = "not-a-diary"


class TerminalNeeded(SpasmError):
    """The full screen was asked for and there is no terminal."""

    code = "no-terminal"
    exit_code = 5


class ProgramFault(SpasmError):
    """The program itself failed; what was saved is on the disk, and the message names a report."""

    code = "internal"
    exit_code = 70


class Stopped(SpasmError):
    """Ctrl+C, or a signal to end; the message says whether anything was changed before."""

    code = "interrupted"
    exit_code = 130
