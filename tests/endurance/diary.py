"""Run the store's tests at full size: `python -m tests.endurance.diary [NAME...]`, half an hour for all.

Each prints a line: the number of cases, the number of problems, the time it took.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spasmtui.episodes.store.diary import Diary
from spasmtui.errors import NotSaved
from tests.conftest import FakeClock
from tests.endurance.hostile import try_all, try_heavy
from tests.episodes.store.journal.test_damage import COUNT, again, fuzz, own, without_mirror
from tests.support.store.devices import random_history, run_history
from tests.support.store.faults import (
    KINDS,
    calls_of_the_workload,
    check_power_losses,
    expected_states,
    run_with_fault,
)
from tests.support.store.processes import add_at_once, kill_among, kill_one_by_one
from tests.support.store.snapshots import compared_snapshots
from tests.support.store.values import NIGHT, an_episode

Outcome = tuple[str, list[str]]


@contextmanager
def _folder(base: Path, name: str) -> Iterator[Path]:
    folder = base / name
    folder.mkdir()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def faults(base: Path) -> Outcome:
    """Try every kind of fault at every file operation of the workload."""
    states = expected_states(base / "expected")
    count = len(calls_of_the_workload(base / "counted"))
    problems = []
    for kind in KINDS:
        for at in range(count):
            with _folder(base, f"{kind} {at}") as folder:
                problems.append(run_with_fault(folder, kind, at, states))
    return f"{count} operations x {len(KINDS)} kinds of fault", [each for each in problems if each]


def power(base: Path) -> Outcome:
    """Check two thousand states after a power loss."""
    return "2,000 states after a power loss", check_power_losses(base, 2000, seed=2026)


def fuzzing(base: Path) -> Outcome:
    """Read twenty thousand damaged journals."""
    diary = again(base)
    for number in range(1, COUNT + 1):
        diary.add(an_episode(number))
    return "20,000 damaged journals", fuzz(own(diary), without_mirror(diary), 20_000, seed=1)


def histories(base: Path) -> Outcome:
    """Play fifteen hundred histories of three devices."""
    problems = []
    for seed in range(1500):
        with _folder(base, str(seed)) as folder:
            problems += [f"seed {seed}: {each}" for each in run_history(folder, random_history(seed))]
    return "1,500 histories of three devices", problems


def snapshots(base: Path) -> Outcome:
    """Compare each answer from a snapshot with the journals' answer, in five hundred histories of fresh sessions."""
    problems = []
    with compared_snapshots() as answered:
        for seed in range(500):
            history = [each for step in random_history(seed) for each in (step, ("restart", step[1], 0, 0))]
            with _folder(base, str(seed)) as folder:
                try:
                    problems += [f"seed {seed}: {each}" for each in run_history(folder, history)]
                except AssertionError as problem:
                    problems.append(f"seed {seed}: {problem}")
    return f"{len(answered):,} answers from snapshots", problems


def kills(base: Path) -> Outcome:
    """Kill a session three hundred times: half while adding, half with edits and deletions."""
    said, problems = kill_one_by_one(base / "adding", 150, seed=3, is_mixed=False)
    more, worse = kill_one_by_one(base / "mixed", 150, seed=4, is_mixed=True)
    return f"300 kills alone, {said + more:,} changes acknowledged", problems + worse


def among(base: Path) -> Outcome:
    """Kill three hundred sessions among four at once."""
    said, problems = kill_among(base, sessions=4, kills=300, seed=5)
    return f"300 kills among four sessions, {said:,} changes acknowledged", problems


def writers(base: Path) -> Outcome:
    """Let eight sessions add two hundred episodes each."""
    said, problems = add_at_once(base, sessions=8, count=200)
    return f"8 sessions x 200 additions, {said:,} acknowledged", problems


def full_disk(base: Path) -> Outcome:
    """Fill a real file system of 256 KiB, twice: with the diary on it, and with diary and state."""
    problems: list[str] = []
    said = 0
    for name in ("data", "both"):
        place = base / name
        place.mkdir()
        mounted = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
        if subprocess.run(mounted, capture_output=True, check=False).returncode:
            return "a real full disk: not tried, mounting is not allowed here", []
        try:
            count, wrong = _fill(place, base / "state" if name == "data" else place / "state")
            said, problems = said + count, problems + wrong
        finally:
            subprocess.run(["umount", str(place)], check=True)
    return f"a real full disk, {said:,} changes acknowledged", problems


def _fill(place: Path, state: Path) -> tuple[int, list[str]]:
    problems = []
    (place / "ballast").write_bytes(bytes(40_000))
    diary = Diary(place / "data", state, FakeClock(NIGHT))
    count = 0
    try:
        for count in range(10_000):
            diary.add(an_episode(count))
        problems.append("it never filled up")
    except NotSaved as refusal:
        if "the disk is full" not in refusal.message:
            problems.append(refusal.message)
    expected = tuple(an_episode(number) for number in reversed(range(count)))
    for begun in (diary, Diary(place / "data", state, FakeClock(NIGHT))):
        if begun.episodes() != expected:
            problems.append(f"{len(begun.episodes())} of {count} are there")
        try:
            begun.edit(an_episode(0).id, note="x" * 15_000)
            problems.append("an edit was acknowledged on a full disk")
        except NotSaved:
            pass
    (place / "ballast").unlink()
    diary.add(an_episode(count))
    if len(Diary(place / "data", state, FakeClock(NIGHT)).episodes()) != count + 1:
        problems.append("it does not work again with space")
    return count + 1, problems


def hostile(base: Path) -> Outcome:
    """Try a thousand sealed lines that no person means with every command that reads the diary."""
    return try_all(base)


def heavy(base: Path) -> Outcome:
    """Read thousands of lines about one record, of every kind and in adverse order, with the main commands."""
    return try_heavy(base)


ALL = {
    each.__name__: each
    for each in (faults, power, fuzzing, histories, snapshots, kills, among, writers, full_disk, hostile, heavy)
}


def main() -> int:
    """Run the named tests, or all; the exit code is 1 when any has a problem."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*ALL, []], help="which")
    parser.add_argument("--folder", type=Path, help="where; default: the system's folder for temporary files")
    arguments = parser.parse_args()
    is_wrong = False
    for name in arguments.names or ALL:
        base = Path(tempfile.mkdtemp(dir=arguments.folder))
        started = time.perf_counter()
        what, problems = ALL[name](base)
        print(f"{what}: {len(problems)} wrong, {time.perf_counter() - started:.0f} s", flush=True)  # noqa: T201
        for problem in problems[:10]:
            print(f"    {problem}")  # noqa: T201
        is_wrong = is_wrong or bool(problems)
        if problems:
            print(f"    left in {base}")  # noqa: T201
        else:
            shutil.rmtree(base, ignore_errors=True)
    return int(is_wrong)


if __name__ == "__main__":
    sys.exit(main())
