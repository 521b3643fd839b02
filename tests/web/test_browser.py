"""The page in Chromium: a tap starts relief, nothing comes from elsewhere, and the end is told."""

import signal
from urllib.parse import urlsplit

import pytest

from tests.support.chromium import NEEDS_CHROMIUM, Chromium, Tab
from tests.support.web_view import Serving

HEARS = """
    window.sent = [];
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) { window.sent.push(data); window.used = this; send.call(this, data); };
"""
"""Keeps what the page has sent, and its connection."""
RINGS = r"""(() => {
    const shown = ["\x1b]0;a title\x07 rings not, \x07 rings, \x1b]2;another", "\x1b", "\\ rings not, \x07 rings"];
    for (const each of shown) {
        used.dispatchEvent(new MessageEvent("message", {data: new TextEncoder().encode(each).buffer}));
    }
    return document.body.dataset.bells;
})()"""
"""Shows a text with two bells, and one that ends a command; returns how many were heard."""
ABOUT = """[
    document.documentElement.scrollWidth === innerWidth && document.documentElement.scrollHeight === innerHeight,
    document.querySelector(".xterm-viewport").style.backgroundColor,
    getComputedStyle(document.body).backgroundColor,
    document.querySelector("textarea").inputMode,
]"""


def tap(tab: Tab, x: int, y: int) -> None:
    tab.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    tab.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])


@pytest.mark.long
@NEEDS_CHROMIUM
def test_on_a_phone_a_tap_starts_relief_and_nothing_comes_from_elsewhere() -> None:
    with Serving() as server, Chromium() as browser:
        tab = browser.open()
        tab.resize(390, 844, is_mobile=True)
        tab.call("Emulation.setTouchEmulationEnabled", enabled=True)
        tab.call("Page.addScriptToEvaluateOnNewDocument", source=HEARS)
        tab.go_to(f"{server.address}?delay=1&ping=http://spasm.example/")
        tab.wait_for("document.body.classList.contains('-first-byte')")
        tab.wait_for("document.documentElement.style.getPropertyValue('--ground')")
        assert tab.evaluate(ABOUT) == [True, "rgb(22, 22, 29)", "rgb(22, 22, 29)", "none"]
        columns, rows = tab.wait_for(
            "(() => { const size = window.sent.map(JSON.parse).filter((each) => each[0] === 'resize').at(-1);"
            " return size && [size[1].width, size[1].height]; })()"
        )
        assert columns >= 40
        assert rows >= 30
        tap(tab, 150, 30)
        tab.wait_for("window.sent.some((each) => each.includes('[<0;'))")  # the click of the tap
        assert tab.evaluate(RINGS) == "2"
        server.process.send_signal(signal.SIGINT)
        tab.wait_for("document.body.classList.contains('-closed')")
        assert tab.text().splitlines()[0] == "The server has ended"
        assert tab.evaluate("document.activeElement.id") == "again"
        asked = {urlsplit(each).netloc for each in tab.requests() if not each.startswith("data:")}
        assert asked == {urlsplit(server.address).netloc}
        assert [each for each in tab.complaints() if "WebGL" not in each] == []
