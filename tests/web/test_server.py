"""The web view as processes: a page is a terminal, a closed page a closed terminal, and strangers are refused."""

import json
import os
import re
import signal
from pathlib import Path

import pytest

from spasmtui.web.server import CLOSED_BY
from tests.conftest import ROOT, Run
from tests.support.web_view import Serving, children, gone, open_page

READY = b"Your diary stays on this machine."
"""The last of the first screen: keys that come before it are for no screen that a person has seen."""

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc"),
]


async def test_a_page_is_a_terminal_which_is_left_by_a_key_or_closed_with_the_routine_kept(spasmtui: Run) -> None:
    with Serving() as server:
        async with open_page(server) as page:
            await page.read_until(READY)
            assert b"\x1b]11;#" in page.seen  # the ground of what lies around the cells
            await page.press("q")
            await page.press("q")
            assert await page.closed_by() == CLOSED_BY["left"]
        async with open_page(server) as page:
            await page.read_until(READY)
            (process,) = children(server.process.pid)
            await page.send("resize", {"width": 100, "height": 30})
            await page.press_until("\r", b"Straighten")
        await gone(process)
        assert json.loads(spasmtui("status", "--json").stdout)["routine"]["state"] == "interrupted"
        assert server.stop() == (0, server_words("Stopped. No session was open."))


async def test_ctrl_c_ends_every_session_and_keeps_what_was_running(spasmtui: Run) -> None:
    with Serving() as server:
        async with open_page(server) as first, open_page(server) as second:
            await first.read_until(READY)
            await second.read_until(READY)
            processes = children(server.process.pid)
            assert len(processes) == 2
            await first.press_until("\r", b"Straighten")
            server.process.send_signal(signal.SIGINT)
            assert await first.closed_by() == CLOSED_BY["stopped"]
            assert await second.closed_by() == CLOSED_BY["stopped"]
        for process in processes:
            await gone(process)
        said = server.process.communicate()[1]
        assert said == server_words("Stopped. 2 sessions were ended; what was running is kept.")
        assert server.process.returncode == 0
    assert json.loads(spasmtui("status", "--json").stdout)["routine"]["state"] == "interrupted"


async def test_a_killed_server_leaves_no_session_behind_and_a_routine_is_kept(spasmtui: Run) -> None:
    with Serving() as server:
        async with open_page(server) as page:
            await page.read_until(READY)
            (process,) = children(server.process.pid)
            await page.press_until("\r", b"Straighten")
            os.kill(server.process.pid, signal.SIGKILL)
            await gone(process)
    assert json.loads(spasmtui("status", "--json").stdout)["routine"]["state"] == "interrupted"


def test_the_tables_of_the_page_and_of_the_server_agree() -> None:
    script = (ROOT / "content/web/page.js").read_text(encoding="utf-8")
    assert {int(number) for number in re.findall(r"^    (\d{4}): \[", script, re.MULTILINE)} == set(CLOSED_BY.values())


def server_words(last: str) -> str:
    return (
        "Open this address in a browser on this computer. Ctrl+C ends it.\n"
        "It has no login of its own: whoever can reach this port on this computer can read and change the diary while "
        "it runs. On Linux other accounts of the computer are refused. It is on loopback alone, so other computers "
        f"reach it only through a tunnel, such as ssh -L.\n{last}\n"
    )
