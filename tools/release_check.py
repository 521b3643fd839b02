"""Check that a release can be made, and name the next step for each point: `make release-check`.

With `--all`, as `make release-check ALL=1` runs it, the pictures are taken anew and the source distribution runs its
tests, which takes minutes. Nothing is changed: what has to be made for a comparison is made in a temporary copy.
"""

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from spasmtui import __version__

ROOT = Path(__file__).parent.parent
RELEASE = ROOT / ".venv-release"
ADDRESSES = ("Homepage", "Source", "Issues", "Changelog")
NO_ADDRESS = "none yet; once the project has a public one, docs/releasing.md shows what to write"
MOST_DAYS = 30
"""How much older than the program its table of measurements may be."""
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_DATED = re.compile(r"\[?(\d+\.\d+\.\d+)\]?(?: -| –)? *(\d{4}-\d{2}-\d{2})")
_MEASURED = re.compile(r"Measured on (\d{4}-\d{2}-\d{2}) by `make ([a-z-]+)`: \d+ cores?, [^\n]+, Python \d")
BENCHES = ("bench", "bench-peers")
"""The commands that write `docs/bench.md`, each its own part."""


class Check(NamedTuple):
    """One point of the list."""

    title: str
    look: Callable[[], str]
    """Returns the next step, as a sentence; an empty text if the point is in order."""
    is_slow: bool = False
    note: str = ""
    """A remark that is printed even if it is in order."""


def fault_of_version(version: str) -> str:
    """Return the fault of a version that is to be released; this one and those below return an empty text for none."""
    if _VERSION.fullmatch(version):
        return ""
    return f"{version} is no version of a release. Set __version__ in spasmtui/__init__.py to one such as 1.0.0."


def fault_of_changelog(text: str, version: str, today: date) -> str:
    """Return the fault of a changelog whose newest entry should be that of a version."""
    headings = _HEADING.findall(text)
    if not headings or (found := _DATED.fullmatch(headings[0])) is None:
        first = f"## {headings[0]}" if headings else "nothing"
        return f"CHANGELOG.md begins with {first}. Begin it with: ## {version} - {today.isoformat()}"
    if found[1] != version:
        return f"CHANGELOG.md begins with {found[1]}, but the program is {version}. Write an entry, or set the version."
    if date.fromisoformat(found[2]) > today:
        return f"CHANGELOG.md dates {version} in the future: {found[2]}."
    if left := [heading for heading in headings[1:] if "unreleased" in heading.lower()]:
        return f"CHANGELOG.md still has '## {left[0]}' below. Move what is under it into the entry of {version}."
    return ""


def fault_of_addresses(urls: Mapping[str, str]) -> str:
    """Return the fault of incomplete addresses; a project without a public one has none."""
    if not urls:
        return ""
    if missing := [name for name in ADDRESSES if not urls.get(name, "").startswith("https://")]:
        return f"[project.urls] lacks {', '.join(missing)}. docs/releasing.md shows what to write."
    return ""


def fault_of_tags(tags: Collection[str], version: str) -> str:
    """Return the fault of a version whose tag is taken."""
    taken = sorted({version, f"v{version}"} & set(tags))
    return f"The tag {taken[0]} is taken: {version} was released before. Raise the version." if taken else ""


def fault_of_tree(status: str) -> str:
    """Return the fault of a folder with files that are not committed."""
    lines = status.splitlines()
    if not lines:
        return ""
    named = ", ".join(line[3:] for line in lines[:3]) + (f" and {len(lines) - 3} more" if len(lines) > 3 else "")
    return f"Commit, ignore or remove {named}."


def fault_of_table(text: str, changed_on: date) -> str:
    """Return the fault of the table of measurements of a program that was last changed on a day."""
    measured = {command: date.fromisoformat(day) for day, command in _MEASURED.findall(text)}
    for command in BENCHES:
        if command not in measured:
            return f"docs/bench.md does not say when and on what machine it was measured. Run: make {command}"
        age = (changed_on - measured[command]).days
        if age > MOST_DAYS:
            return f"docs/bench.md was measured {age} days before the last change of the program. Run: make {command}"
    return ""


def fault_of_source(names: Collection[str], tracked: Collection[str]) -> str:
    """Return the fault of a source distribution that lacks files, or has others.

    Args:
        names: its files, below the one folder that it unpacks to.
        tracked: the files that git keeps.
    """
    made = {"PKG-INFO"}
    missing, unexpected = sorted(set(tracked) - set(names)), sorted(set(names) - set(tracked) - made)
    if missing:
        return f"The source distribution lacks {', '.join(missing[:5])}. See .gitignore and pyproject.toml."
    if unexpected:
        return f"The source distribution has {', '.join(unexpected[:5])}, which git does not keep. Commit or ignore it."
    return ""


def fault_of_made(status: str, command: str) -> str:
    """Return the fault of files that a command has written otherwise in a copy."""
    changed = [line[3:] for line in status.splitlines()]
    if not changed:
        return ""
    named = ", ".join(changed[:3]) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
    return f"Not as it is made now: {named}. Run: {command}"


def _run(*words: str | Path, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run a program, and return its exit code and its output."""
    ended = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return ended.returncode, ended.stdout


def _git(*words: str, cwd: Path = ROOT) -> str:
    code, said = _run("git", *words, cwd=cwd)
    if code != 0:
        raise RuntimeError(said.strip())
    return said


def _last_lines(said: str) -> str:
    return " | ".join(line.strip() for line in said.strip().splitlines()[-3:])


def _fault_of_command(*words: str | Path, advice: str) -> str:
    code, said = _run(*words)
    return f"{advice}: {_last_lines(said)}" if code else ""


@contextmanager
def _copy() -> Iterator[Path]:
    """Give a copy of the last commit, which is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        _git("clone", "--quiet", "--shared", str(ROOT), folder)
        yield Path(folder)


def _made_again(module: str, command: str) -> str:
    """Run a module of `tools` in a copy, and return the fault of files that differ there."""
    with _copy() as folder:
        code, said = _run(sys.executable, "-m", module, cwd=folder)
        if code:
            return f"{command} fails: {_last_lines(said)}"
        return fault_of_made(_git("status", "--porcelain", cwd=folder), command)


def _packages(folder: Path) -> str:
    """Build both packages of the last commit into a folder, and return their fault."""
    with _copy() as copy:
        code, said = _run(sys.executable, "-m", "hatchling", "build", "--directory", folder, cwd=copy)
        if code:
            return f"The build fails: {_last_lines(said)}"
        code, said = _run(sys.executable, ".ci/compare_wheel.py", *folder.glob("*.whl"), cwd=copy)
        if code:
            return said.strip()
    code, said = _run(RELEASE / "bin" / "twine", "check", "--strict", *sorted(folder.iterdir()))
    if code:
        return f"An index would not show the description: {_last_lines(said)}"
    return fault_of_source(_names_in(*folder.glob("*.tar.gz")), _git("ls-files").splitlines())


def _names_in(source: Path) -> list[str]:
    with tarfile.open(source) as archive:
        return [part.name.partition("/")[2] for part in archive if part.isfile()]


def _tests_of_source(folder: Path) -> str:
    """Run the tests of the source distribution in an empty folder, and return the last lines of a failure."""
    (source,) = folder.glob("*.tar.gz")
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as home:
        with tarfile.open(source) as archive:
            archive.extractall(empty, filter="data")
        (unpacked,) = Path(empty).iterdir()
        kept = {name: value for name, value in os.environ.items() if name.startswith(("PATH", "LANG", "PIP_", "SSL_"))}
        code, said = _run("make", "test", cwd=unpacked, environment={**kept, "HOME": home, "TERM": "xterm-256color"})
    return f"The tests of the source distribution fail: {_last_lines(said)}" if code else ""


def checks(dist: Path) -> list[Check]:
    """Return the list in the order in which its points are looked at; packages are built into a folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    urls: dict[str, str] = project.get("urls", {})

    def read(name: str) -> str:
        return (ROOT / name).read_text(encoding="utf-8")

    def changed_on() -> date:
        return date.fromisoformat(_git("log", "-1", "--format=%cs", "--", "spasmtui", "content").strip())

    return [
        Check("version", lambda: fault_of_version(__version__)),
        Check("changelog", lambda: fault_of_changelog(read("CHANGELOG.md"), __version__, date.today())),  # noqa: DTZ011
        Check("addresses", lambda: fault_of_addresses(urls), note="" if urls else NO_ADDRESS),
        Check("git tree", lambda: fault_of_tree(_git("status", "--porcelain"))),
        Check("tag", lambda: fault_of_tags(_git("tag", "--list").split(), __version__)),
        Check("measurements", lambda: fault_of_table(read("docs/bench.md"), changed_on())),
        Check("generated files", lambda: _made_again("tools.generate", "make generated")),
        Check("documentation", lambda: _fault_of_command("make", "docs", advice="make docs fails")),
        Check("packages", lambda: _packages(dist)),
        Check("pictures", lambda: _made_again("tools.screenshots", "make screenshots"), is_slow=True),
        Check("tests of the source distribution", lambda: _tests_of_source(dist), is_slow=True),
    ]


def main(words: Sequence[str]) -> int:
    """Print a line for each point, and return 1 if one is not in order."""
    runs_all = "--all" in words
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        for check in checks(Path(folder)):
            if check.is_slow and not runs_all:
                print(f"  {'--':5}  {check.title}: not looked at; make release-check ALL=1 does")
                continue
            fault = check.look()
            faults += bool(fault)
            said = fault or check.note
            print(f"  {'TO DO' if fault else 'ok':5}  {check.title}{f': {said}' if said else ''}", flush=True)
    print(f"{faults} to do." if faults else "Ready, as far as it was looked at." if not runs_all else "Ready.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
