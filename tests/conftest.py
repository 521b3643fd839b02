"""One determinism fixture for every test: a fake clock, a home of its own, a fixed zone, no colours from outside."""

import gc
import io
import os
import pickle
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import wraps
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook
from _pytest.runner import runtestprotocol

# pytest would compile Hypothesis's hundred modules anew in every process, for the sake of their assertions: a second.
for finder in sys.meta_path:
    if isinstance(finder, AssertionRewritingHook):
        finder._must_rewrite.discard("hypothesis")  # noqa: SLF001 -- pytest has no public way to name what stays as it is

from hypothesis import Phase, settings  # noqa: E402 -- after that

from spasmtui.shared import emergency_numbers, regular_file  # noqa: E402 -- after that

# A busy machine takes longer than a deadline for one example; the suite has a budget of its own. The same examples
# come every time, and one that fails is shown as it was found: making it smaller may take minutes, so `search` does.
settings.register_profile(
    "suite", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
settings.register_profile("search", deadline=None, derandomize=False)


def profile(environment: Mapping[str, str]) -> str:
    """How properties are tried: by the suite's profile, or by the one that `PROPERTIES` asks for."""
    return "search" if environment.get("PROPERTIES") == "search" else "suite"


settings.load_profile(profile(os.environ))

# The modules of the program and of the tests are most of what there is to look through: a tenth of the suite's time.
gc.set_threshold(20_000, 10, 20)

ROOT = Path(__file__).parent.parent
MEMORY = Path("/dev/shm")
LEAST_MEMORY_BYTES = 1_000_000_000


def has_room_for_homes(folder: Path) -> bool:
    """Whether a folder is there, has room for the files of all tests, and lets the programs run that tests write."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize > LEAST_MEMORY_BYTES and not found.f_flag & os.ST_NOEXEC


# Ten thousand homes are made, and what is written in them is synced: a disk would be waited for.
if has_room_for_homes(MEMORY):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

LIMIT_SECONDS = 120
"""How long a command may take on the slowest machine; only a fault takes so long."""

# What is read promptly is read, however busy the machine is; a test of a slow disk says how long it waits.
regular_file.LONGEST_WAIT_SECONDS = LIMIT_SECONDS
# No test meets the machine's own time zone.
emergency_numbers.ETC = "/nonexistent"


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Where all tests are to run, load them in another order in each process: each compiles a part of them for all.

    In a fresh clone the assertions of every module are compiled: eight seconds in each process.
    """
    words = session.config
    process = getattr(words, "workerinput", {}).get("workerid")
    if process in {"gw1", "gw2"} and [*map(str, words.args)] == ["tests"]:
        paths = sorted(Path(__file__).parent.rglob("test_*.py"))
        for path in reversed(paths) if process == "gw1" else paths[len(paths) // 3 :]:
            with suppress(Exception, pytest.skip.Exception):  # what cannot be loaded is reported in its turn
                import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests in a terminal, which mostly wait: one process waits, and the others work."""
    items.sort(key=lambda item: item.get_closest_marker("pty") is None)


def pytest_collection_finish() -> None:
    """Let what was loaded to find the tests rest: the collector would look through it again until the end."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Look once through what the tests have left: pytest does so five times."""
    gc.collect()
    gc.freeze()


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Tell the process that gathers the results what a test came to, and not each step to it: six messages a test."""
    asked = item.config.option
    if not hasattr(item.config, "workerinput") or asked.durations is not None or asked.xmlpath is not None:
        return None
    for report in runtestprotocol(item, nextitem=nextitem, log=False):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


class FakeClock:
    """A clock that moves only when a test says so; both of its times move together."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)) -> None:
        self.start = start
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds - 1000.0)

    def elapsed(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The next home. pytest's own numbering reads the whole folder for each: 4 ms a test in the end."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


OF_THE_DEVELOPER = (
    *("XDG_", "TEXTUAL", "SPASMTUI", "LC_", "LANGUAGE", "NO_COLOR", "COLORTERM", "CLICOLOR", "FORCE_COLOR"),
    *("COLUMNS", "LINES", "EDITOR", "PAGER", "LESS", "TMUX", "SSH_", "DBUS_"),
)
"""Beginnings of the names of variables by which the program adapts to a person and a terminal."""
HARMLESS = str(ROOT / "tests/support/no_system")
"""Commands that do nothing, in the place of those by which a reminder would be installed on a developer's machine."""
os.environ["PATH"] = f"{HARMLESS}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
OF_EVERY_TEST = {"TZ": "UTC", "LANG": "C.UTF-8", "TERM": "xterm-256color", "XDG_RUNTIME_DIR": "/nonexistent"}


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path]) -> Iterator[Path]:
    """Every test has an empty home, UTC, English, and no setting of the developer's.

    One fixture does it all: each of its own would take as long in ten thousand tests as their slowest ten do.
    """
    home = next(homes)
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(OF_THE_DEVELOPER)]:
        del os.environ[name]
    os.environ.update(OF_EVERY_TEST, HOME=str(home))
    time.tzset()
    share_what_is_read()
    yield home
    time.tzset()
    if (relief := sys.modules.get("spasmtui.relief.words")) is not None:
        relief.use_words({})
    if (key_bar := sys.modules.get("spasmtui.ui.key_bar")) is not None:
        key_bar.use_key_words({})
        key_bar.use_ascii_labels(is_ascii=False)
    if (lengths := sys.modules.get("spasmtui.shared.times.lengths")) is not None:
        lengths.use_ascii_halves(is_ascii=False)
    if (numbers := sys.modules.get("spasmtui.drink.numbers")) is not None:
        numbers.use_glyphs(is_ascii=False)


@pytest.fixture
def disk(own_home: Path) -> Iterator[Any]:
    """The disk of this test's home, which can be told to hang and to answer; nothing waits for it but a moment."""
    from tests.support.slow_disk import hanging_below

    with hanging_below(str(own_home)) as below:
        yield below


@pytest.fixture
def every_picture() -> Iterator[None]:
    """Pilots paint the screen after each change."""
    from tests.support import idle

    with idle.every_picture():
        yield


_ONCE: dict[Hashable, Any] = {}


def once(real: Callable[..., Any], key_of: Callable[..., Hashable]) -> Callable[..., Any]:
    """The function, which works anything out once in a test process; for results that nobody changes."""

    @wraps(real)
    def remembered(*words: Any, **options: Any) -> Any:
        key = real.__qualname__, key_of(*words, **options)
        if key not in _ONCE:
            _ONCE[key] = real(*words, **options)
        return _ONCE[key]

    return remembered


def as_it_is(path: Path) -> Hashable:
    """What tells a file from another, and from what it was before."""
    found = path.stat()
    return str(path), found.st_mtime_ns, found.st_size


_PARSED: dict[Hashable, bytes] = {}
LONG_TEXT_CHARACTERS = 300
"""Shorter texts are those that tests make up, and are parsed faster than they are looked up."""


def parsed_once(parse: Callable[..., Any]) -> Callable[..., Any]:
    """The parser of TOML, which parses a text once in a test process; every caller has a document of its own."""

    def parsed(text: str, *words: Hashable, **options: Hashable) -> Any:
        if len(text) < LONG_TEXT_CHARACTERS:
            return parse(text, *words, **options)
        key = parse.__qualname__, text, words, *options.items()
        if key not in _PARSED:
            _PARSED[key] = pickle.dumps(parse(text, *words, **options))
        return pickle.loads(_PARSED[key])

    return parsed


def _place_of(content: Path, *_more: object) -> Hashable:
    return str(content)


def _words_of(text: str, first_line: int = 1) -> Hashable:
    return text, first_line


READ_ONCE: dict[str, dict[str, Callable[..., Hashable]]] = {
    "spasmtui.guide.loader": {"load_page": as_it_is, "load_entry": as_it_is, "parse_markdown": _words_of},
    "spasmtui.guide.audit.pages": {"parse_markdown": _words_of},
    "spasmtui.guide.repository": {"load_page": as_it_is, "open_index": _place_of},
    "spasmtui.guide.commands": {"load_page": as_it_is},
    "spasmtui.guide.search.index": {"open_index": _place_of},
}
"""Module to the functions in it, wherever they were imported to, and what tells a result from another."""
_changed: set[str] = set()
"""What this process has changed for all tests of it that come now."""


def is_new(module: str) -> Any:
    """The module, where a test has loaded it and it is still as it is in the program."""
    if module in _changed or (found := sys.modules.get(module)) is None:
        return None
    _changed.add(module)
    return found


def share_what_is_read() -> None:
    """Make this process read pages, index and styles once, and wait for the app as long as it takes.

    The apps of one process share them: each would take 0.3 s to make them. A pilot's key, resize and pause end when
    the app has nothing left to do, however slow the machine is.
    """
    for module, names in READ_ONCE.items():
        if (found := is_new(module)) is not None:
            for name, key_of in names.items():
                setattr(found, name, once(getattr(found, name), key_of))
    if (plain := is_new("spasmtui.shared.plain_toml")) is not None:
        plain.parse_plain_toml = parsed_once(plain.parse_plain_toml)
        tomllib.loads = parsed_once(tomllib.loads)
    if (pilot := is_new("textual.pilot")) is not None:
        import textual.app
        from textual.css.stylesheet import Stylesheet

        from tests.support import idle

        def colors_and(sheet: Stylesheet, *words: Hashable, **options: Hashable) -> Hashable:
            return frozenset(sheet._variables.items()), words, *options.items()  # noqa: SLF001 -- Textual's parser

        change = pytest.MonkeyPatch().setattr
        change(Stylesheet, "_parse_rules", once(Stylesheet._parse_rules, colors_and))  # noqa: SLF001 -- has no cache of its own
        # A pilot's wait paints what is new when the app has come to rest; pictures on the way there are seen by nobody.
        change("textual.screen.UPDATE_PERIOD", 0.2)
        change("textual.screen.Screen._compositor_refresh", idle.refresh)
        change(textual.app.App, "run_test", idle.run_test)
        change(textual.app, "wait_for_idle", idle.wait_for_idle)
        change(pilot, "wait_for_idle", idle.wait_for_idle)
        change(pilot.Pilot, "_wait_for_screen", idle.wait_for_screen)
        change(pilot.Pilot, "press", idle.press)


Run = Callable[..., subprocess.CompletedProcess[str]]
Eventually = Callable[[Callable[[], Any], str], Any]


@pytest.fixture
def spasmtui(own_home: Path) -> Run:
    """Run `spasmtui WORDS...` as a process of its own, without a terminal, in this test's home."""

    def run(
        *words: str, stdin: str = "", limit_seconds: float = LIMIT_SECONDS, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "spasmtui", *words],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=limit_seconds,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            cwd=own_home,
            check=False,
        )

    return run


@pytest.fixture
def here(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `spasmtui WORDS...` in this process: it prints and returns the same, and starts at once.

    For commands that neither wait for somebody nor ask what is loaded.
    """

    def run(*words: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        from spasmtui.cli import main

        streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdout", "stderr")}
        with monkeypatch.context() as patch:
            patch.chdir(own_home)
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            code = main([*words])
        said = []
        for stream in streams.values():
            stream.flush()
            said.append(stream.buffer.getvalue().decode())
        return subprocess.CompletedProcess(words, code, *said)

    return run


@pytest.fixture
def eventually() -> Eventually:
    """Ask again and again until the answer is something, and return it; fail with the words after two minutes."""

    def wait(found: Callable[[], Any], what: str) -> Any:
        deadline = time.monotonic() + LIMIT_SECONDS
        while not (value := found()):
            assert time.monotonic() < deadline, f"not within {LIMIT_SECONDS} s: {what}"
        return value

    return wait
