"""Sealed lines that no person means: they stop no command, and what a command says it has done is done."""

import json
import re
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.ledger import credible_lines
from spasmtui.episodes.store.journal.line import Line, read_line, seal
from spasmtui.episodes.store.journal.purged import read_done, write_done
from spasmtui.episodes.store.journal.record_codec import read_record
from spasmtui.episodes.store.journal.record_encoder import to_document
from tests.conftest import Run
from tests.support.store.hostile_lines import Case, hostile_cases, write_hostile

CODES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069]")
COMMANDS = ("status", "log list --json", "insights", "log export --format ics", "doctor")


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return hostile_cases(with_large=False, fields=("tried", "triggers", "place", "unheard_of"))


@pytest.mark.long
def test_no_sealed_line_stops_a_command_and_none_says_done_of_what_is_not(
    here: Run, own_home: Path, cases: list[Case]
) -> None:
    data = own_home / ".local" / "share" / "spasmtui"
    write_hostile(data, cases, at_most=100)
    for words in COMMANDS:
        ended = here(*words.split())
        assert ended.returncode == (words == "doctor"), (words, ended.stderr)
        assert not CODES.search(ended.stdout.replace("\r\n", "\n") + ended.stderr), words
    keys = [each["id"] for each in json.loads(here("log", "list", "--json").stdout)]
    assert len(keys) > len(cases) / 2
    gone = set(keys[::12])
    assert here("log", "rm", "--", *gone).returncode == 0
    assert {each["id"] for each in json.loads(here("log", "list", "--json").stdout)} == {*keys} - gone


def test_a_purge_of_any_name_is_remembered_as_done(tmp_path: Path) -> None:
    records = {("episodes", "a b"), ("days", "a\nb\u2028c"), ("a table", "\ud800"), ("", "x")}
    write_done(Disk(), tmp_path, records)
    assert read_done(Disk(), tmp_path) == records
    (tmp_path / "purged").write_text('episodes 0199\n5\n["episodes", "x"]\n[]\n')
    assert read_done(Disk(), tmp_path) == {("episodes", "0199"), ("episodes", "x")}


def test_a_line_that_counts_can_be_followed_by_another_about_its_record(cases: list[Case]) -> None:
    counted = 0
    for name, _key, raws in cases:
        for line in credible_lines(line for raw in raws if isinstance(line := read_line(raw), Line)):
            if line.is_deletion:
                continue
            try:
                document = line.document()
                record = read_record(line.table, line.key, document)
            except ValueError:
                continue
            counted += 1
            put = to_document(record, document) if isinstance(record, Episode) else document
            envelope = {"at": line.at, "table": line.table, "id": line.key, "rev": line.rev + 1, "by": line.by}
            after = read_line(seal({**envelope, "change": "ab", "after": [line.parent_id], "put": put}))
            assert isinstance(after, Line), name
            assert (after.after, after.document()) == ((line.parent_id,), put), name
    assert counted > 100
