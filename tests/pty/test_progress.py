"""Progress of long work on a real terminal, and Ctrl+C in the middle of it."""

import sys
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

CODE = """
import sys, threading
from spasmtui.terminal import progress
progress.DELAY_SECONDS = 0
from spasmtui.episodes.exchange import import_review
import_review.plan_import = lambda *_: threading.Event().wait()
from spasmtui.cli import main
sys.exit(main(["log", "import", sys.argv[1], "--yes"]))
"""


@pytest.mark.long
def test_ctrl_c_in_the_middle_leaves_the_sentence_alone_on_the_screen(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    with Terminal([sys.executable, "-c", CODE, tmp_path / "empty.jsonl"]) as one:
        one.wait_for("Comparing it with the diary")
        assert one.is_cursor_shown
        one.keys("\x03")
        assert one.exit_code() == 130
        assert one.text.strip() == "Stopped. Nothing was changed."
