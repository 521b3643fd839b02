"""The document of the state file: checked once, where it is read, and set aside where it is broken."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.paths import find_paths
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.resume import PreviousRun, find_saved_run, use_so_far
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.saved_document import BrokenDocument, parse_document
from spasmtui.relief.running.snapshot import restore_session
from spasmtui.relief.running.state_file import FILE_NAME, StateFile, read_status
from spasmtui.relief.session.session import Session
from tests.conftest import FakeClock, Run
from tests.relief.conftest import FakeDiary, InlineQueue
from tests.support.content import CONTENT

NAN = float("nan")


def saved_document(folder: Path, clock: FakeClock) -> dict[str, Any]:
    """What an interrupted `spasm calf` leaves in its file."""
    routine = RoutineBook(CONTENT).routine("night-calf-rescue")
    runner = SessionRunner(
        Session.create(routine, "left"), place="calf", clock=clock, background=InlineQueue(), file=StateFile(folder)
    )
    runner.start()
    document: dict[str, Any] = json.loads((folder / FILE_NAME).read_bytes())
    return {**document, "pid": 2**22 + 1}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return saved_document(tmp_path_factory.mktemp("good"), FakeClock())


def put(folder: Path, content: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


BROKEN: dict[str, Any] = {
    "a missing field": {"remaining_s": ...},
    "not a number": {"saved_at": NAN},
    "infinity": {"remaining_s": float("inf")},
    "a text for a number": {"step": "2"},
    "a list for a text": {"routine": []},
    "a negative number": {"into": -5.0},
    "an escape code": {"routine": "\x1b[31mcalf"},
    "a lone surrogate": {"title": "\ud800"},
    "an unknown state": {"state": "dancing"},
    "true for a number": {"step": True},
    "the year 9999": {"began_at": 253402300799},
    "a huge number": {"saved_elapsed": 10**400},
    "nested lists": {"spent": [[]]},
    "an index past the end": {"index": 99},
    "no step at all": {"index": 0, "spent": [], "added": [], "held": []},
    "a process that is none": {"pid": -1},
}


def broken(good: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**good, **change}.items() if value is not ...}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_set_aside_and_named_by_whoever_reads_it(
    change: dict[str, Any], good: dict[str, Any], clock: FakeClock, tmp_path: Path
) -> None:
    path = put(tmp_path, broken(good, change))
    content = path.read_bytes()
    said: list[str] = []
    assert read_status(tmp_path, clock, said.append) is None
    assert (path.exists(), (tmp_path / f"{FILE_NAME}.broken").read_bytes()) == (False, content)
    assert len(said) == 1
    assert f"Its file is kept as {path}.broken." in said[0]


WHOLE_FILES: dict[str, bytes] = {
    "nothing": b"",
    "half": b'{"version": 1, "routine": "cal',
    "a list": b"[1, 2]",
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "a number of 5,000 digits": b"1" * 5000,
    "Latin-1": b'{"title": "\xe9"}',
    "no version": b"{}",
    "a version that is none": b'{"version": [1]}',
    "2 MB": b" " * 2_000_000,
}


@pytest.mark.parametrize("content", WHOLE_FILES.values(), ids=WHOLE_FILES)
@pytest.mark.parametrize("words", [["status"], ["resume"], []], ids=" ".join)
def test_no_command_shows_a_trace_for_a_broken_file_and_none_overwrites_it(
    words: list[str], content: bytes, here: Run
) -> None:
    state = find_paths(None).state
    path = put(state, content)
    ran = here(*words)
    assert ran.returncode == (4 if words == ["resume"] else 0)
    assert f"Its file is kept as {path}.broken." in ran.stderr
    assert (state / f"{FILE_NAME}.broken").read_bytes() == content


@pytest.mark.long
def test_relief_begins_beside_a_broken_file_and_names_it(spasmtui: Run) -> None:
    state = find_paths(None).state
    path = put(state, b"[" * 100_000)
    ran = spasmtui("relief", "calf", stdin="g\n\n")
    assert (ran.returncode, f"Its file is kept as {path}.broken." in ran.stderr) == (0, True)
    assert ran.stdout.startswith("Straighten the cramped leg.")


def test_a_second_broken_file_does_not_replace_the_first(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        put(tmp_path, content)
        StateFile(tmp_path).read()
    kept = sorted(tmp_path.glob("*.broken*"))
    assert [path.read_bytes() for path in kept] == [b"first", b"second"]


def test_a_file_of_another_version_is_left_alone_until_a_start_takes_its_name(clock: FakeClock, tmp_path: Path) -> None:
    path = put(tmp_path, {"version": 2})
    assert (StateFile(tmp_path).read(), path.exists()) == (None, True)
    saved_document(tmp_path, clock)
    assert (tmp_path / f"{FILE_NAME}.broken").read_bytes() == b'{"version": 2}'


def test_a_pipe_in_the_place_of_the_file_is_never_opened(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / FILE_NAME)
    file = StateFile(tmp_path)
    assert (file.is_ours(), file.content(), file.has_been_taken()) == (False, None, False)
    queue = InlineQueue()
    previous = PreviousRun(file, clock, queue, diary_port)
    assert previous.try_replace()
    assert any("it is not a regular file" in sentence for sentence in queue.reports)
    assert saved_document(tmp_path, clock)["routine"] == "night-calf-rescue"


def test_a_file_touched_in_another_century_was_seen_when_it_was_saved(good: dict[str, Any], tmp_path: Path) -> None:
    path = put(tmp_path, good)
    os.utime(path, (-1e10, -1e10))
    document = StateFile(tmp_path).read()
    assert document is not None
    assert document["seen_at"] == document["saved_at"]


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
_ANYTHING = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner), max_leaves=6
)


@pytest.mark.long
@settings(max_examples=60)
@given(value=_ANYTHING, whole=_ANYTHING, data=st.data())
def test_every_json_value_is_refused_or_can_be_resumed(
    value: object, whole: object, data: st.DataObject, good: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    clock = FakeClock()
    name = data.draw(st.sampled_from(sorted(good)))
    for document in (whole, {**good, name: value}):
        content = json.dumps(document).encode()
        try:
            checked = parse_document(content)
        except BrokenDocument:
            continue
        assert checked == document
        folder = tmp_path_factory.mktemp("any")
        put(folder, content)
        read_status(folder, clock)
        saved = find_saved_run(StateFile(folder), clock.now(), process=1)
        assert saved is not None
        assert use_so_far(saved.snapshot).seconds >= 0
        assert saved.sentence
        routine = RoutineBook(CONTENT).routine("night-calf-rescue")
        session = restore_session(saved.snapshot, routine, now=clock.elapsed(), wall=clock.now())
        assert session.frame(clock.elapsed()).segment in session.plan
