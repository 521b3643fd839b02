"""Headless Chromium over its debugging pipe: pages that a person would open, tried without any library.

The browser reads commands from its file descriptor 3 and writes answers and events to 4, each as JSON with a NUL at its
end (the Chrome DevTools Protocol). Every wait has an end. Where there is no Chromium, `NEEDS_CHROMIUM` skips the test.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import pytest

from tests.conftest import LIMIT_SECONDS

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PROGRAM = next(filter(None, map(shutil.which, _NAMES)), None)
NEEDS_CHROMIUM = pytest.mark.skipif(PROGRAM is None, reason="no chromium on this machine")
_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-extensions",
        "--disable-dev-shm-usage",
    ),
    *("--no-default-browser-check", "--mute-audio", "--hide-scrollbars", "--remote-debugging-pipe"),
)
_FREE_DESCRIPTOR = 10
"""Where our ends of the pipes begin, out of the way of 3 and 4."""


class ChromiumError(AssertionError):
    """The browser refused a command, ended, or did not answer in time."""


class Chromium:
    """A browser of its own with an empty profile; `open` gives a tab. Use it in a `with`, which ends it."""

    def __init__(self, size: tuple[int, int] = (390, 844)) -> None:
        """Start the browser, with a window of so many CSS pixels."""
        assert PROGRAM is not None, "mark the test with NEEDS_CHROMIUM"
        self._profile = TemporaryDirectory(dir="/tmp", prefix="chromium-", ignore_cleanup_errors=True)
        profile = self._profile.name
        theirs_in, self._to = _pipe()
        self._from, theirs_out = _pipe()
        words = (PROGRAM, *_QUIET, f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}", "about:blank")
        home = dict.fromkeys(("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), profile)
        self._pid = os.posix_spawn(
            PROGRAM,
            words,
            {**os.environ, **home},
            file_actions=(
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_DUP2, theirs_in, 3),
                (os.POSIX_SPAWN_DUP2, theirs_out, 4),
            ),
            setpgroup=0,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._last_id = 0
        self._unread = b""
        self._answers: dict[int, dict[str, Any]] = {}
        self._tabs: dict[str, Tab] = {}

    def __enter__(self) -> "Chromium":
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the browser."""
        self.end()

    def open(self, address: str = "about:blank") -> "Tab":
        """Open a tab, and wait until its page has loaded."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = self._tabs[session] = Tab(self, session, target)
        for domain in ("Page", "Runtime", "Network", "Log"):
            tab.call(f"{domain}.enable")
        if address != "about:blank":
            tab.go_to(address)
        return tab

    def call(self, method: str, *, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result.

        Raises:
            ChromiumError: the browser refused it, or gave no answer in time.
        """
        self._last_id += 1
        number = self._last_id
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self._write(json.dumps(message).encode() + b"\0")
        end = time.monotonic() + LIMIT_SECONDS
        while number not in self._answers:
            self.read_until(end, method)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise ChromiumError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def read_until(self, end: float, wanted: str) -> None:
        """Take in what the browser writes next.

        Args:
            end: the monotonic instant at which to give up.
            wanted: the name of the thing waited for, for the error.

        Raises:
            ChromiumError: nothing came in time, or the browser has ended.
        """
        ready, _, _ = select.select([self._from], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            raise ChromiumError(f"{wanted}: no answer in time")
        if not (got := os.read(self._from, 1 << 20)):
            raise ChromiumError(f"{wanted}: the browser has ended")
        *whole, self._unread = (self._unread + got).split(b"\0")
        for each in whole:
            message = json.loads(each)
            if "id" in message:
                self._answers[message["id"]] = message
            elif (tab := self._tabs.get(message.get("sessionId", ""))) is not None:
                tab.events.append(message)

    def end(self) -> None:
        """End the browser and everything that it has started."""
        with suppress(ChromiumError, OSError):
            self._write(b'{"id":0,"method":"Browser.close"}\0')
        end = time.monotonic() + 5
        with suppress(ChromiumError, OSError):
            while True:  # it closes its end when it has gone
                self.read_until(end, "Browser.close")
        with suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._to)
        os.close(self._from)
        self._profile.cleanup()

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._to, data) :]


class Tab:
    """One tab. `events` are all that the browser told of it, oldest first, as the protocol has them."""

    def __init__(self, browser: Chromium, session: str, target: str) -> None:
        self._browser = browser
        self._session = session
        self.target = target
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the protocol to this tab, such as `Emulation.setEmulatedMedia`; return its result."""
        return self._browser.call(method, session=self._session, **parameters)

    def go_to(self, address: str) -> None:
        """Open an address, and wait until its page has loaded.

        Raises:
            ChromiumError: it cannot be opened.
        """
        with self._awaited("Page.loadEventFired"):
            if failed := self.call("Page.navigate", url=address).get("errorText"):
                raise ChromiumError(f"{address}: {failed}")

    def resize(self, width: int, height: int, *, is_mobile: bool = False, scale: float = 1) -> None:
        """Give the page a window of so many CSS pixels; `scale` is the number of dots to a pixel."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=scale, mobile=is_mobile,
        )  # fmt: skip

    def prefer(self, media: str = "", **features: str) -> None:
        """Show the page as for a medium (`print`) or a preference: `prefer(color_scheme="dark")`."""
        named = [{"name": f"prefers-{name.replace('_', '-')}", "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", media=media, features=named)

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, as JSON has it; a promise is waited for.

        Raises:
            ChromiumError: the expression threw.
        """
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if details := answer.get("exceptionDetails"):
            raise ChromiumError(f"{expression}: {details.get('exception', {}).get('description', details['text'])}")
        return answer["result"].get("value")

    def wait_for(self, expression: str) -> Any:
        """Wait until an expression is true, and return its value.

        Raises:
            ChromiumError: it was not in time; with the text of the page.
        """
        end = time.monotonic() + LIMIT_SECONDS
        while not (value := self.evaluate(expression)):
            if time.monotonic() > end:
                raise ChromiumError(f"never true: {expression}\n{self.text()}")
            self.evaluate("new Promise(resolve => setTimeout(resolve, 20))")
        return value

    def text(self) -> str:
        """Return the text of the page as it is shown."""
        shown: str = self.evaluate("document.body.innerText")
        return shown

    def click(self, selector: str) -> None:
        """Press the mouse on the middle of the first element that a CSS selector finds, after scrolling to it.

        The browser scrolls to what an address names only with the next picture, so two pictures are waited for.
        """
        quoted = json.dumps(selector)
        x, y = self.wait_for(
            "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => {"
            f" const found = document.querySelector({quoted}); if (!found) return null;"
            " found.scrollIntoView({block: 'center'}); const at = found.getBoundingClientRect();"
            " return at.width && [at.x + at.width / 2, at.y + at.height / 2]; })"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Type text into what has the focus."""
        self.call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press a key by its name of the web: `Enter`, `Tab`, `ArrowDown`, `a`."""
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        code = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40, "ArrowLeft": 37, "ArrowRight": 39}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind, key=key, text=text if kind == "keyDown" else "",
                windowsVirtualKeyCode=code.get(key, ord(key.upper()) if len(key) == 1 else 0),
            )  # fmt: skip

    def requests(self) -> list[str]:
        """Return the address of everything that the page has asked for."""
        return [each["params"]["request"]["url"] for each in self.told("Network.requestWillBeSent")]

    def complaints(self) -> list[str]:
        """Return the exceptions of the page, and the errors and warnings of the browser's console and log."""
        thrown = [each["params"]["exceptionDetails"]["text"] for each in self.told("Runtime.exceptionThrown")]
        logged = [each["params"]["entry"] for each in self.told("Log.entryAdded")]
        written = [each["params"] for each in self.told("Runtime.consoleAPICalled")]
        return [
            *thrown,
            *(entry["text"] for entry in logged if entry["level"] in {"error", "warning"}),
            *(str(each["args"]) for each in written if each["type"] in {"error", "warning", "assert"}),
        ]

    def told(self, event: str) -> list[dict[str, Any]]:
        """Return all events of a name."""
        return [each for each in self.events if each["method"] == event]

    def screenshot(self, file: Path, *, is_whole: bool = False) -> None:
        """Save a picture of the window, or of the whole page, as PNG."""
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=is_whole)
        file.write_bytes(base64.b64decode(answer["data"]))

    def print_pdf(self, file: Path, **options: Any) -> None:
        """Print the page as PDF; options are those of `Page.printToPDF`."""
        answer = self.call("Page.printToPDF", **{"preferCSSPageSize": True, **options})
        file.write_bytes(base64.b64decode(answer["data"]))

    def close(self) -> None:
        """Close the tab, as a person does."""
        self._browser.call("Target.closeTarget", targetId=self.target)

    @contextmanager
    def _awaited(self, event: str) -> Iterator[None]:
        """Wait for an event that what is done inside brings about."""
        before = len(self.told(event))
        yield
        end = time.monotonic() + LIMIT_SECONDS
        while len(self.told(event)) == before:
            self._browser.read_until(end, event)


def _pipe() -> tuple[int, int]:
    """Return the two ends of a pipe, which no other program inherits, and neither of which is 3 or 4."""
    ends = os.pipe()
    moved = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _FREE_DESCRIPTOR) for end in ends)
    for end in ends:
        os.close(end)
    return moved[0], moved[1]
