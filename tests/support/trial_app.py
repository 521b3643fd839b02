"""A small app for the driver's and the output's tests: `python -m tests.support.trial_app STATE [stock|deaf|mouse]`.

`stock` uses Textual's own driver; `deaf` is hung up on without a signal, as under `nohup`; `mouse` uses the mouse.
It writes `saved` into STATE when its state is saved, and ends with its return code as the program does.
"""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from spasmtui.terminal.driver import SpasmDriver
from spasmtui.terminal.shutdown import Shutdown


class TrialApp(App[None]):
    """Counts keys; `q` quits, `c` fails, `b` blocks the loop, `i` focuses an input; it tells where a click was."""

    def __init__(self, state: Path, **options: Any) -> None:
        super().__init__(**options)
        self.state = state
        self.keys = 0

    def compose(self) -> ComposeResult:
        yield Static("ready", id="words")
        field = Input(id="field", disabled=True)
        field.cursor_blink = False
        yield field

    def on_key(self, event: Any) -> None:
        self.keys += 1
        if event.key == "q":
            self.exit()
        elif event.key == "c":
            raise RuntimeError
        elif event.key == "i":
            self.query_one("#field").disabled = False
            self.query_one("#field").focus()
        elif event.key == "b":
            os.write(2, b"\x1b]0;stuck\x07")
            time.sleep(600)
        self.query_one("#words", Static).update(f"key {self.keys}: {event.key}")

    def on_click(self, event: Any) -> None:
        self.query_one("#words", Static).update(f"click {event.screen_x}, {event.screen_y}")

    def save_state(self) -> None:
        with self.state.open("a", encoding="utf-8") as file:
            file.write("saved\n")


if __name__ == "__main__":
    stock = {} if "stock" in sys.argv else {"driver_class": SpasmDriver}
    if "deaf" in sys.argv:
        Shutdown.install = lambda self: None  # type: ignore[method-assign]  # noqa: ARG005 -- the name of the method's own
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    app = TrialApp(Path(sys.argv[1]), **stock)
    app.run(mouse="mouse" in sys.argv)
    os._exit(app.return_code or 0)
