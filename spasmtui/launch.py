"""Launch the program: paint the first instruction, then import the rest and run the command line."""

import _signal  # type: ignore[import-not-found]  # built in: `signal` itself takes a while to load
import gc
import os
import sys

from spasmtui.launcher.locations import find_config
from spasmtui.shared.language import choose_language, take_language

_TEXTUAL = {
    # Hardly anything moves here; a key is answered at once at any rate.
    "TEXTUAL_FPS": "15",
    # Smooth scrolling would ask the terminal for mouse reports in pixels.
    "TEXTUAL_SMOOTH_SCROLL": "0",
    # The protocol loses text of input methods on some terminals, and no key here needs it.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
}
"""Variables that Textual reads when it is imported; those that are set already stay."""


def _stop(number: int, _frame: object) -> None:
    os.write(2, b"Stopped. Nothing was changed.\n")
    os._exit(128 + number)


def hear_early_signals(*, is_loading: bool) -> None:
    """End with a sentence when a signal comes while modules are loaded; afterwards the command hears it itself."""
    usual = {_signal.SIGINT: _signal.default_int_handler, _signal.SIGTERM: _signal.SIG_DFL}
    for number, handler in usual.items():
        if _signal.getsignal(number) == (handler if is_loading else _stop):
            _signal.signal(number, _stop if is_loading else handler)


def main(program: str) -> None:
    """Run the program under the name by which it was called, and exit; `spasm` is short for `spasmtui relief`."""
    try:
        _run(program)
    except Exception as error:  # noqa: BLE001 -- before or after the part of it that reports its own faults
        from spasmtui.launcher import handoff  # noqa: PLC0415 -- they may be what failed to load
        from spasmtui.terminal import crash_report  # noqa: PLC0415 -- as above

        handoff.restore_terminal()
        sys.stderr.write(f"{crash_report.record_fault(error)}\n")
        sys.stderr.flush()
        os._exit(crash_report.EXIT_CODE)


def _run(program: str) -> None:
    hear_early_signals(is_loading=True)
    gc.disable()  # a collection during the imports frees nothing and costs a tenth of the start
    if sys.platform == "win32":
        from spasmtui.system.windows import prepare_console  # noqa: PLC0415 -- on Windows alone

        prepare_console()
    words = sys.argv[1:]
    if program == "spasm":
        words = ["relief", *words]
    # Without a stream to write to, the ordinary path makes one first.
    if "urgent" in words and sys.stdout and (asked := take_language(words))[1] == ["urgent"]:
        from spasmtui.guide.urgent_page import print_now  # noqa: PLC0415 -- and nothing else is loaded before the answer

        try:
            config = find_config(os.environ, sys.platform)
        except LookupError:
            config = ""
        os._exit(print_now(config, choose_language(os.environ, config, asked[0])))
    if "status" in words and sys.stdout:
        from spasmtui.home.quick_status import print_quickly  # noqa: PLC0415 -- and nothing else, as above

        if (code := print_quickly(words)) is not None:
            os._exit(code)
    from spasmtui.launcher import handoff  # noqa: PLC0415 -- `urgent` has answered without it

    if "relief" in words:
        from spasmtui.launcher import first_paint  # noqa: PLC0415 -- nothing else is painted so early

        if (request_and_picture := first_paint.first_picture(words)) is not None:
            first_paint.paint(*request_and_picture)
    for name, value in _TEXTUAL.items():
        os.environ.setdefault(name, value)
    if "SSH_CONNECTION" in os.environ or "SSH_TTY" in os.environ:
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")  # a slow line shows the final state only
    from spasmtui.cli import main as run  # noqa: PLC0415 -- after the first instruction

    hear_early_signals(is_loading=False)
    try:
        code = run(words, program)
    except KeyboardInterrupt:  # while it said how it had ended
        code = 130
    _signal.signal(_signal.SIGINT, _signal.SIG_IGN)
    handoff.restore_terminal()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue  # the command has said so, where it still could
    os._exit(code)


def spasmtui() -> None:
    """Run `spasmtui`."""
    main("spasmtui")


def spasm() -> None:
    """Run `spasm`."""
    main("spasm")
