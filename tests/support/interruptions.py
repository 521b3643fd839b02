"""Commands as real processes that a signal ends at any moment, and the check that nothing is half."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from spasmtui.episodes.model.json_document import document
from tests.conftest import LIMIT_SECONDS, ROOT
from tests.support.store.values import an_episode

SENTENCES = ("Stopped. Nothing was changed.", "Stopped, but what you asked for had been done by then, and is saved.")
UNFINISHED = "Stopped. The purge is recorded"
LOADING_SECONDS = 0.1
"""The interpreter itself is loading until then, and answers a signal in its own way."""
SECRET = "It was the left one, as in the spring of that year."


class Interruptions:
    """Interrupts import, restore, export, report, backup and purge, each on a diary of its own."""

    def __init__(self, base: Path, count: int) -> None:
        self._base = base
        self._count = count
        self.outcomes: dict[str, int] = {}
        base.mkdir(exist_ok=True)
        records = [document(an_episode(number, note=SECRET)) for number in range(count)]
        self._file = base / "records.jsonl"
        self._file.write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
        self._full = base / "full"
        self._run(self._full, "log", "import", str(self._file))
        self._backup = base / "backup.jsonl.gz"
        self._run(self._full, "log", "backup", "-o", str(self._backup))
        self._seconds: dict[str, float] = {}
        """How long a command takes that was over before its signal."""

    def try_one(self, seed: int) -> str | None:
        """Interrupt one command at a moment that follows from the seed; return the problem, if any."""
        chance = random.Random(seed)
        name = ("import", "restore", "export", "report", "backup", "purge")[seed % 6]
        home = self._base / f"home {seed}"
        out = home / "out"
        out.mkdir(parents=True)
        number = chance.choice((signal.SIGINT, signal.SIGTERM))
        if name == "import":
            words: tuple[str, ...] = ("log", "import", str(self._file))
        elif name == "restore":
            words = ("log", "restore", str(self._backup))
        else:
            self._run(home, "log", "restore", str(self._backup))
            first = json.loads(self._run(home, "log", "list", "--limit", "1", "--json"))[0]["id"]
            words = {
                "export": ("log", "export", "-o", str(out / "a.json")),
                "report": ("report", "-o", str(out / "a.html")),
                "backup": ("log", "backup", "-o", str(out / "a.jsonl.gz")),
                "purge": ("log", "purge", first, "--yes"),
            }[name]
        code, said = self._interrupt(home, words, number, chance)
        where = f"seed {seed}, {name}, signal {number}: exit {code}, {said!r}"
        left = self._files(out)
        if any(path.name.startswith(".") for path in left):
            return f"{where}: a draft is left: {left}"
        shown = len(json.loads(self._run(home, "log", "list", "--json")))
        if name in ("import", "restore"):
            is_done, is_before = shown == self._count, shown == 0
        elif name == "purge":
            is_done, is_before = shown == self._count - 1, shown == self._count
        else:
            is_done, is_before = len(left) == 1, not left
        if not is_done and not is_before:
            return f"{where}: half: {shown} episodes, files {left}"
        if code == 0:
            outcome = "was over before"
            problem = None if is_done else "it says that it is done"
        elif code not in (130, 143):
            problem, outcome = "another exit code", ""
        else:
            outcome = (
                "undone" if said.startswith(SENTENCES[0]) else "done" if said.startswith(SENTENCES[1]) else "on the way"
            )
            is_right = is_before if outcome == "undone" else is_done
            is_known = outcome != "on the way" or (name == "purge" and said.startswith(UNFINISHED))
            problem = None if is_right and is_known else "the sentence is wrong"
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
        return f"{where}: {problem}" if problem else None

    def _interrupt(
        self, home: Path, words: tuple[str, ...], number: signal.Signals, chance: random.Random
    ) -> tuple[int, str]:
        key = words[1] if words[0] == "log" else words[0]
        started = time.monotonic()
        with self._start(home, words) as process:
            try:
                process.wait(
                    LOADING_SECONDS + chance.random() * max(0.05, self._seconds.get(key, 0.4) - LOADING_SECONDS)
                )
            except subprocess.TimeoutExpired:
                process.send_signal(number)
            _out, said = process.communicate(timeout=LIMIT_SECONDS)
        if process.returncode == 0:
            self._seconds[key] = time.monotonic() - started
        return process.returncode, said

    @staticmethod
    def _start(home: Path, words: tuple[str, ...]) -> subprocess.Popen[str]:
        home.mkdir(exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-m", "spasmtui", *words],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=home,
            env={**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    def _run(self, home: Path, *words: str) -> str:
        with self._start(home, words) as process:
            out, said = process.communicate(timeout=LIMIT_SECONDS)
        assert process.returncode == 0, (words, said)
        return out

    @staticmethod
    def _files(folder: Path) -> list[Path]:
        return sorted(path for path in folder.iterdir() if path.is_file())
