"""Sessions as processes: many at once, and killed at random moments."""

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

from spasmtui.episodes.store.diary import Diary
from tests.conftest import LIMIT_SECONDS, ROOT, FakeClock

Session = subprocess.Popen[bytes]


def start(folder: Path, number: int, count: int, how: str = "") -> Session:
    """Start a session that waits for its signal; its mode is a word of `worker`."""
    words = [sys.executable, "-m", "tests.support.store.worker", str(folder), str(number), str(count)]
    session = subprocess.Popen(
        [*words, how] if how else words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert hear(session) == ["ready"]
    return session


def hear(session: Session, least: int = 1) -> list[str]:
    """Wait until a session has printed so many lines, and return them."""
    assert session.stdout is not None
    # A pipe without a buffer: what is not read here is left for `communicate`.
    patience = threading.Timer(LIMIT_SECONDS, session.kill)
    patience.start()
    said = [session.stdout.readline().decode("ascii").rstrip("\n") for _ in range(least)]
    patience.cancel()
    return said


def go(session: Session) -> None:
    """Give the start signal."""
    assert session.stdin is not None
    session.stdin.write(b"go\n")


def kill_after(session: Session, seconds: float, least: int = 1) -> list[str]:
    """Kill a session some time after it has printed so many lines; return all of its lines."""
    said = hear(session, least)
    timer = threading.Timer(seconds, session.kill)
    timer.start()
    out, _ = session.communicate(timeout=LIMIT_SECONDS)
    timer.cancel()
    # The last line may be half a line: it was never said.
    return [*said, *out[: out.rfind(b"\n") + 1].decode("ascii").splitlines()]


def problems_with(folder: Path, said: list[str]) -> list[str]:
    """Return the acknowledged changes that a diary opened now lacks."""
    shown = {episode.id: episode for episode in Diary(folder / "data", folder / "state", FakeClock()).episodes()}
    last: dict[str, str] = {}
    for line in said:
        last[line.split()[1]] = line
    problems = []
    for key, line in last.items():
        what, _, *pain = line.split()
        if what == "d" and key in shown:
            problems.append(f"{key} was deleted and is there")
        if what != "d" and key not in shown:
            problems.append(f"{key} was saved and is not there")
        if what == "e" and key in shown and shown[key].pain != int(pain[0]):
            problems.append(f"{key} was changed and is not")
    return problems


def kill_one_by_one(folder: Path, kills: int, seed: int, *, is_mixed: bool) -> tuple[int, list[str]]:
    """Kill sessions one after the other on one diary; return the number of acknowledgements, and the problems."""
    chance, said, problems = random.Random(seed), list[str](), list[str]()
    for number in range(kills):
        session = start(folder, number, 100_000, "mixed" if is_mixed else "")
        go(session)
        # On a slow disk the first change takes most of the time there is: sometimes kill in the middle of it.
        said += kill_after(session, chance.uniform(0.005, 0.25), least=number % 3)
        if problems := problems_with(folder, said):
            (folder / "said").write_text("\n".join(said), encoding="ascii")
            break
    return len(said), problems


def kill_among(folder: Path, sessions: int, kills: int, seed: int) -> tuple[int, list[str]]:
    """Run sessions at once, kill one after the other and replace it; return as `kill_one_by_one`."""
    chance, said = random.Random(seed), list[str]()
    running = [start(folder, number, 100_000, "mixed") for number in range(sessions)]
    for session in running:
        go(session)
    for number in range(sessions, sessions + kills):
        victim = chance.randrange(sessions)
        said += kill_after(running[victim], chance.uniform(0.005, 0.1), least=number % 3)
        running[victim] = start(folder, number, 100_000, "mixed")
        go(running[victim])
    for session in running:
        said += kill_after(session, 0, least=0)
    return len(said), problems_with(folder, said)


def add_at_once(folder: Path, sessions: int, count: int) -> tuple[int, list[str]]:
    """Let sessions add episodes at once while a reader looks; return as `kill_one_by_one`."""
    running = [start(folder, number, count) for number in range(sessions)]
    for session in running:
        go(session)
    reader = Diary(folder / "data", folder / "state", FakeClock())
    seen, problems, said = 0, [], list[str]()
    while any(session.poll() is None for session in running) and seen < sessions * count:
        now = len(reader.episodes())
        if now < seen:
            problems.append(f"the reader saw {seen} and then {now}")
        seen = now
        if len(problems) > 5:
            break
    for session in running:
        out, error = session.communicate(timeout=LIMIT_SECONDS)
        said += out.decode("ascii").splitlines()
        problems += [error.decode()] if error else []
    fresh = Diary(folder / "data", folder / "elsewhere", FakeClock())
    keys = [episode.id for episode in fresh.episodes()]
    if len(keys) != len(set(keys)) or len(keys) != sessions * count:
        problems.append(f"{len(keys)} are there")
    return len(said), problems + problems_with(folder, said)
