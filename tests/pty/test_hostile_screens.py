"""Hostile text in the diary, on every screen of the app."""

import json

import pytest

from tests.conftest import Run
from tests.pty.conftest import Start
from tests.support.hostile import HOSTILE
from tests.support.terminal import ENTER, ESCAPE

pytestmark = pytest.mark.pty

NEVER = (b"\x1b]52", b"\x1b]0;owned", b"\xc2\x9b", b"\xe2\x80\xae", b"\xf3\xa0\x81\x81", b"\xef\xbb\xbf")
"""What the hostile rows would write: the clipboard, the title, C1, an override, a tag, a byte order mark."""


@pytest.mark.long
def test_a_hostile_note_is_text_on_every_screen(terminal: Start, here: Run) -> None:
    for _name, text, _left in HOSTILE[:8]:
        assert here("log", "add", "calf", "--note", "-", stdin=text).returncode == 0
    everything = " ".join(text for _name, text, _left in HOSTILE).encode("utf-8", "replace").decode()
    here("log", "add", "calf", "-l", "--note", "-", stdin=everything)
    assert len(json.loads(here("log", "list", "--json").stdout)) == 9
    one = terminal("spasmtui", size=(120, 40))
    one.wait_for("Start relief")
    for keys in ("3", ENTER, "e", ESCAPE, ESCAPE, "r", ESCAPE, "i", ESCAPE, "1", "2", "4", "5", "3"):
        one.keys(keys)
        one.rest(0.15)
    assert [sequence for sequence in NEVER if sequence in one.raw] == []
    assert one.raw.count(b"\x1b[?1049l") == 0
    one.keys("1")
    one.wait_for("Start relief")
    one.keys("q")
    assert one.exit_code() == 0
