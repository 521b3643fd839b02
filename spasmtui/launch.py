"""Launch the program: paint the first instruction, then import the rest and run the command line."""

import os
import sys

from spasmtui.launcher import handoff
from spasmtui.launcher.first_paint import first_picture, paint
from spasmtui.launcher.locations import find_folders

_TEXTUAL = {
    # Many times a second nothing here moves; a key is answered at once whatever this says.
    "TEXTUAL_FPS": "15",
    # Asks the terminal for pixel reports of the mouse.
    "TEXTUAL_SMOOTH_SCROLL": "0",
    # Takes text of input methods away from some terminals, and no key here needs it.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
}
"""Read by Textual when it is imported; what the person has set stays."""


def main(program: str) -> None:
    """Run the program under the name it was called by; `spasm` is short for `spasmtui relief`. Does not return."""
    words = sys.argv[1:]
    if program == "spasm":
        words = ["relief", *words]
    if words == ["urgent"]:
        from spasmtui.guide.urgent_page import print_now  # noqa: PLC0415 -- and nothing else, so that it answers first

        try:
            config = find_folders("", os.environ, sys.platform).config
        except (LookupError, OSError):
            config = ""
        os._exit(print_now(config))
    if (found := first_picture(words)) is not None:
        paint(*found)
    import gc  # noqa: PLC0415 -- nothing before the first instruction

    for name, value in _TEXTUAL.items():
        os.environ.setdefault(name, value)
    if "SSH_CONNECTION" in os.environ or "SSH_TTY" in os.environ:
        os.environ.setdefault(
            "TEXTUAL_ANIMATIONS", "none"
        )  # a slow line shows where things end, not how they get there
    gc.disable()  # a collection while modules are loaded finds nothing and costs a tenth of the start
    from spasmtui.cli import main as run  # noqa: PLC0415

    code = run(words)
    handoff.restore_terminal()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 141
    os._exit(code)
