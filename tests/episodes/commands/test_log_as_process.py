"""The commands as processes, over a diary on the disk."""

import json
from typing import Any

import pytest

from tests.conftest import Run


@pytest.mark.long
def test_what_was_added_is_there_for_the_next_process_and_a_deletion_can_be_undone(spasmtui: Run) -> None:
    def run_json(*words: str, stdin: str = "") -> Any:
        ended = spasmtui(*words, "--json", stdin=stdin)
        assert (ended.returncode, ended.stderr.count("Traceback")) == (0, 0), ended.stderr
        return json.loads(ended.stdout)

    hostile = 'say "ah", [b]x[/]\n=1+1 \x1b]52;c;eA==\x07 é \u202e'
    stored = run_json(
        "log", "add", "calf", "-l", "-p", "6", "--at", "20m ago", "--for", "4m", "--note", "-", stdin=hostile
    )
    assert stored["note"] == 'say "ah", [b]x[/]\n=1+1 ]52;c;eA== é '
    assert run_json("log", "list") == [stored]
    edited = run_json("log", "edit", stored["id"][:13], "--helped", "most")
    assert edited == {**stored, "helped": "most", "updated_at": edited["updated_at"]}
    assert spasmtui("log", "rm", stored["id"]).returncode == 0
    assert run_json("log", "list") == []
    assert run_json("log", "undo")["episode"]["id"] == stored["id"]
    assert run_json("log", "list") == [edited]
    assert run_json("insights")["episodes"] == 1
