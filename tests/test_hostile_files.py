"""Every small file that the program reads replaced by what no program wrote: commands answer, and nothing waits."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from spasmtui.errors import SpasmError
from spasmtui.paths import find_paths
from spasmtui.relief.tui.resume_dialog import resume_dialog
from tests.conftest import LIMIT_SECONDS, ROOT, FakeClock, Run
from tests.relief.conftest import FakeDiary
from tests.relief.running.test_slow_disk import Relief

DEEP = 20_000
KINDS: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": Path.mkdir,
    "a link to nothing": lambda path: path.symlink_to("nowhere/there"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "10 MB": lambda path: path.write_bytes(b"[calf]\n" * 1_430_000),
    "lists in lists": lambda path: path.write_bytes(b'["a", ' + b"[" * DEEP),
    "tables in tables": lambda path: path.write_bytes(b"a = " + b"{a = " * DEEP),
    "objects in objects": lambda path: path.write_bytes(b'{"a":' * DEEP + b"1" + b"}" * DEEP),
    "NUL": lambda path: path.write_bytes(b"a\0b = 1\n\0\0"),
    "no text": lambda path: path.write_bytes(b"\xff\xfe calf \xe9"),
    "nothing": lambda path: path.write_bytes(b""),
}
AT_ONCE = ("a pipe", "lists in lists")
"""The kinds that are tried in each run of the suite."""
COMMANDS = (
    "status --json",
    "doctor",
    "log add calf",
    "log list",
    "relief --list",
    "relief mine",
    "drink",
    "guide night-cramps",
)
HANG_SECONDS = 10
"""Every command answers in a twentieth of this; what waits for a pipe waits for ever."""


def small_files() -> tuple[Path, ...]:
    """What is read from the settings and from the state folder, beside the diary's own files."""
    paths = find_paths(None)
    in_state = (
        *(
            "relief.json",
            "relief-start.4194305.1",
            "skin",
            "usual",
            "open-episode",
            "purged",
            "signs-told.txt",
            "conflicts-told.txt",
        ),
        *("device.vm", "drink-favourites.json", "bookmarks"),
    )
    in_config = ("settings.toml", "routines/mine.toml", "routines/heat-session.toml", "guide/night-cramps.md")
    return (*(paths.state / name for name in in_state), *(paths.config / name for name in in_config))


@pytest.fixture(autouse=True)
def _nothing_hangs() -> Iterator[None]:
    def fail(*_: object) -> None:
        pytest.fail("it hangs")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(HANG_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(params=[kind if kind in AT_ONCE else pytest.param(kind, marks=pytest.mark.long) for kind in KINDS])
def kind(request: pytest.FixtureRequest, own_home: Path) -> str:  # noqa: ARG001 -- the home comes first
    """Put one kind of thing in the place of each file."""
    for path in small_files():
        path.parent.mkdir(parents=True, exist_ok=True)
        KINDS[request.param](path)
    return str(request.param)


@pytest.mark.usefixtures("kind")
def test_every_command_answers(here: Run) -> None:
    for words in COMMANDS:
        ended = here(*words.split())
        assert ended.returncode in range(5), (words, ended.stderr)
        assert "Traceback" not in ended.stdout + ended.stderr


@pytest.mark.usefixtures("kind")
def test_a_routine_starts_and_an_interrupted_one_is_looked_for(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    state = find_paths(None).state
    with suppress(SpasmError):  # the file that was set aside is named
        assert resume_dialog(state, clock, FakeDiary()) is None
    relief = Relief(find_paths(None).config, clock, FakeDiary(), state=state)
    relief.begin("calf")
    relief.settle()
    assert [episode.place for episode in relief.diary.opened.values()] == ["calf"]
    assert all(sentence.endswith(".") and "Errno" not in sentence for sentence in relief.reports)


@pytest.mark.parametrize("words", ["spasm calf --no-log", "spasmtui urgent"])
def test_a_working_folder_that_has_vanished_ends_in_a_sentence(words: str, own_home: Path) -> None:
    program, *rest = words.split()
    gone = own_home / "gone"
    gone.mkdir()
    code = (
        f"import os, sys; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); sys.argv[1:] = {rest!r}\n"
        f"from spasmtui.launch import main; main({program!r})"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SPASMTUI_DATA": "here"},
        check=False,
    )
    if "urgent" in words:
        assert (ended.returncode, ended.stderr) == (0, "")
    else:
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr.startswith("The folder that you are in no longer exists, so 'here' leads nowhere. ")
