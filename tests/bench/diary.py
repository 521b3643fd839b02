"""Measure the diary against TinyDB's own storages and SQLite at four sizes, and commands against an empty diary.

Each store is measured in a process of its own, so that memory is its own:
`python -m tests.bench.diary STORE COUNT FOLDER`. Durable additions, of which a ratio is wanted, are measured in turn
with SQLite's in one process: `python -m tests.bench.diary in-turn COUNT FOLDER`.
"""

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count as count_from
from pathlib import Path
from statistics import median
from typing import Any

from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage

from spasmtui.clock import SystemClock
from spasmtui.episodes.model.episode import Context, Episode, Helped, Kind, Side, Tried
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.ids import uuid7
from spasmtui.episodes.store.journal.line import format_timestamp, header_line, seal
from spasmtui.episodes.store.journal.record_codec import Document
from spasmtui.episodes.store.journal.record_encoder import to_document
from tests.conftest import ROOT
from tests.support.terminal import Terminal, program

SIZES = (1_000, 10_000, 36_500, 100_000)
"""36,500 is twenty years of five episodes a day."""
STORES = ("journal", "sqlite", "tinydb", "caching")
SLOW_MS = 200
"""Limit beyond which an act is not measured a second time: TinyDB writes its whole file for each."""
END = datetime(2026, 11, 1, 3, 12, tzinfo=UTC)
DEVICE = "bench-000000"

Row = tuple[str, str, str, str]
Acts = dict[str, Callable[[], object]]


def episode_at(start: datetime) -> Episode:
    """Make a typical episode."""
    return Episode(
        id=uuid7(start),
        started_at=start,
        ended_at=start + timedelta(minutes=4),
        place="calf",
        side=Side.LEFT,
        kind=Kind.CRAMP,
        pain=6,
        pain_after=2,
        context=Context.SLEEP,
        tried=(Tried(routine="night-calf-rescue", seconds=65, completed=True),),
        helped=Helped.MOST,
        note="Woke up, stretched, walked around.",
        created_at=start,
        updated_at=start,
        device=DEVICE,
    )


def made(count: int) -> Iterator[Episode]:
    """Yield episodes, five a day, the last of them at END."""
    return (episode_at(END - timedelta(days=number / 5)) for number in range(count, 0, -1))


def line_of(episode: Episode, number: int, rev: int = 1) -> bytes:
    """Return the line of an episode's revision."""
    at, change = format_timestamp(episode.started_at), f"{number + (rev - 1) * 10**8:012x}"
    envelope = {"at": at, "table": "episodes", "id": episode.id, "rev": rev, "by": DEVICE, "change": change}
    return seal({**envelope, "put": to_document(episode)})


def write_journals(folder: Path, episodes: Iterable[Episode]) -> None:
    """Write the journals of a diary of these episodes: a file a year, every third episode edited once."""
    files: dict[str, list[bytes]] = defaultdict(list)
    for number, episode in enumerate(episodes):
        lines = files[str(episode.started_at.year)]
        lines.append(line_of(episode, number))
        if number % 3 == 0:
            lines.append(line_of(replace(episode, pain=7), number, rev=2))
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    for year, raws in files.items():
        (folder / f"{year}.{DEVICE}.jsonl").write_bytes(b"\n".join([header_line(DEVICE), *raws, b""]))


def _journal(folder: Path, count: int) -> Acts:
    write_journals(folder / "data", made(count))
    Diary(folder / "data", folder / "state", SystemClock()).episodes(limit=1)
    diary = Diary(folder / "data", folder / "state", SystemClock())

    pains = count_from(1)

    def add() -> None:
        diary.add(episode_at(SystemClock().now()))

    def edit() -> None:
        diary.edit(next(iter(diary.episodes(limit=1))).id, pain=next(pains) % 11)

    return {
        "open": lambda: diary.episodes(limit=20),
        "add": add,
        "edit": edit,
        "range": lambda: diary.episodes(END - timedelta(days=130), END - timedelta(days=100)),
        "all": lambda: diary.episodes(),
    }


def _tinydb(folder: Path, count: int, storage: object = JSONStorage) -> Acts:
    path = folder / "db.json"
    folder.mkdir(parents=True, exist_ok=True)
    documents = {str(number): to_document(episode) for number, episode in enumerate(made(count), start=1)}
    path.write_text(json.dumps({"_default": documents}), encoding="utf-8")
    db: list[TinyDB] = []
    since, until = (END - timedelta(days=130)).isoformat(), (END - timedelta(days=100)).isoformat()
    pains = count_from(1)

    def search() -> object:
        # TinyDB remembers what it found for an equal query; another function makes another query.
        def is_recent(text: Any) -> bool:
            return bool(since <= text < until)

        return db[0].search(where("started_at").test(is_recent))

    def opened() -> object:
        db.append(TinyDB(path, storage=storage))
        return db[0].get(doc_id=count)

    return {
        "open": opened,
        "add": lambda: db[0].insert(to_document(episode_at(SystemClock().now()))),
        "edit": lambda: db[0].update({"pain": next(pains) % 11}, doc_ids=[count]),
        "range": search,
        "all": lambda: db[0].all(),
    }


def _sqlite(folder: Path, count: int) -> Acts:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "db.sqlite"
    setup = sqlite3.connect(path)
    setup.execute("PRAGMA journal_mode=WAL")
    setup.execute("CREATE TABLE episodes (id TEXT PRIMARY KEY, start REAL, document TEXT)")
    setup.execute("CREATE INDEX starts ON episodes (start)")
    setup.executemany("INSERT INTO episodes VALUES (?, ?, ?)", (row_of(episode) for episode in made(count)))
    setup.commit()
    setup.close()
    db: list[sqlite3.Connection] = []
    pains = count_from(1)
    since, until = ((END - timedelta(days=days)).timestamp() for days in (130, 100))
    newest = "SELECT id, document FROM episodes ORDER BY start DESC LIMIT 20"

    def run(statement: str, *values: object) -> list[Document]:
        return [json.loads(row[1]) for row in db[0].execute(statement, values).fetchall()]

    def opened() -> object:
        db.append(sqlite3.connect(path, isolation_level=None))
        db[0].execute("PRAGMA synchronous=FULL")
        return run(newest)

    def edit() -> None:
        # As a diary does it: the newest is found and written back as a whole, with another value each time.
        key, text = db[0].execute("SELECT id, document FROM episodes ORDER BY start DESC LIMIT 1").fetchone()
        written = json.dumps({**json.loads(text), "pain": next(pains) % 11})
        if db[0].execute("UPDATE episodes SET document = ? WHERE id = ?", (written, key)).rowcount != 1:
            raise RuntimeError("nothing was edited")

    return {
        "open": opened,
        "add": lambda: run("INSERT INTO episodes VALUES (?, ?, ?)", *row_of(episode_at(SystemClock().now()))),
        "edit": edit,
        "range": lambda: run("SELECT id, document FROM episodes WHERE start >= ? AND start < ?", since, until),
        "all": lambda: run("SELECT id, document FROM episodes"),
    }  # fmt: skip


def row_of(episode: Episode) -> tuple[str, float, str]:
    """Return an episode as a row of the table in SQLite."""
    return episode.id, episode.started_at.timestamp(), json.dumps(to_document(episode))


def _measure(store: str, count: int, folder: Path) -> dict[str, float]:
    """Measure milliseconds of each act, and megabytes of memory and of files."""
    if store == "journal":
        acts = _journal(folder, count)
    elif store == "sqlite":
        acts = _sqlite(folder, count)
    else:
        cached: object = CachingMiddleware(JSONStorage)  # type: ignore[no-untyped-call]
        acts = _tinydb(folder, count, cached if store == "caching" else JSONStorage)
    figures: dict[str, float] = {}
    for name in ("open", "add", "edit", "all", "range", "add"):
        # The journal's first change also makes the day's backup, so its second round is the one that counts.
        if store != "journal" and figures.get(name, 0) > SLOW_MS:
            continue
        times: list[float] = []
        limit = time.perf_counter() + (2.0 if count <= 10_000 or store == "journal" else 0.5)
        while len(times) < (1 if name in ("open", "all") else 40) and time.perf_counter() < limit:
            started = time.perf_counter()
            acts[name]()
            times.append((time.perf_counter() - started) * 1000)
        figures[name] = median(times)
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    data = folder / "data" if store == "journal" else folder
    figures["size"] = sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) / 1e6
    return figures


def _adds_in_turn(folder: Path, count: int) -> dict[str, float]:
    """Measure milliseconds of a durable addition in an app that has read everything, and of one by SQLite after it."""
    stores = {"journal": _journal(folder / "journal", count), "sqlite": _sqlite(folder / "sqlite", count)}
    times: dict[str, list[float]] = {store: [] for store in stores}
    for acts in stores.values():
        acts["open"](), acts["all"](), acts["add"]()
    for _ in range(200):
        for store, acts in stores.items():
            started = time.perf_counter()
            acts["add"]()
            times[store].append((time.perf_counter() - started) * 1000)
    return {store: median(each) for store, each in times.items()}


def _add_row(base: Path, count: int) -> Row:
    found = _measure_apart("in-turn", count, base)
    ratio = found["journal"] / found["sqlite"]
    figure = f"{ratio:.2f} x sqlite ({found['journal']:.1f} / {found['sqlite']:.1f} ms)"
    return f"diary add in turn, {count:,}", figure, "at most 3 x", "" if ratio <= 3 else "over"


def _measure_apart(store: str, count: int, base: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "tests.bench.diary", store, str(count), str(base / f"{store}-{count}")]
    ended = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT, timeout=600)
    figures: dict[str, float] = json.loads(ended.stdout)
    return figures


def _command_rows(base: Path) -> list[Row]:
    """Measure whole commands on 36,500 episodes against the same on an empty diary."""
    home = base / "home"
    environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    write_journals(base / "full", made(36_500))
    rows = []
    for words, wanted in ((("log", "add", "calf"), 1.5), (("log", "list", "--limit", "20"), 2.5), (("status",), 1.5)):
        times: dict[str, list[float]] = {"full": [], "empty": []}
        for number in range(10):
            for name, kept in times.items():
                started = time.perf_counter()
                command = [sys.executable, "-m", "spasmtui", "--data-dir", str(base / name), *words]
                subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120)
                # The first two find no index and no backup of the day.
                if number > 1:
                    kept.append((time.perf_counter() - started) * 1000)
        full, empty = median(times["full"]), median(times["empty"])
        figure = f"{full / empty:.2f} x empty ({full:.0f} / {empty:.0f} ms)"
        name = " ".join(words)
        rows.append((
            f"{name}: 36,500 episodes",
            figure,
            f"at most {wanted} x",
            "" if full / empty <= wanted else "over",
        ))
    return rows


def _home_row(base: Path) -> Row:
    """Measure the home screen over 36,500 episodes against one over an empty diary; `_command_rows` made both."""
    times: dict[str, list[float]] = {"full": [], "empty": []}
    for number in range(8):
        for name, kept in times.items():
            command = program("spasmtui", "--data-dir", str(base / name))
            with Terminal(tuple(command), environment={"HOME": str(base / "home"), "TZ": "UTC"}) as terminal:
                terminal.wait_for("Start relief", limit_seconds=60)
                if number > 1:
                    kept.append((time.perf_counter() - terminal.started_at) * 1000)
                terminal.settle(0.3)
    full, empty = median(times["full"]), median(times["empty"])
    figure = f"{full / empty:.2f} x empty ({full:.0f} / {empty:.0f} ms)"
    return "home painted: 36,500 episodes", figure, "at most 1.5 x", "" if full / empty <= 1.5 else "over"


def run(sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """Return the rows of the table: the subject, the figure, its target, and a mark when it misses that."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        for count in sizes:
            found = {store: _measure_apart(store, count, base) for store in STORES}
            ours = found["journal"]
            rows.append(_add_row(base, count))
            for act, wanted in (
                ("add", None),
                ("edit", None),
                ("open", None),
                ("all", None),
                ("range", 5.0),
            ):
                others = ", ".join(f"{store} {found[store][act]:.1f}" for store in STORES[1:])
                limit = "" if wanted is None else f"at most {wanted:.1f} ms"
                is_over = wanted is not None and ours[act] > wanted
                rows.append((
                    f"diary {act}, {count:,}",
                    f"{ours[act]:.1f} ms ({others})",
                    limit,
                    "over" if is_over else "",
                ))
            for what, unit in (("memory", "MB"), ("size", "MB")):
                others = ", ".join(f"{store} {found[store][what]:.0f}" for store in STORES[1:])
                rows.append((f"diary {what}, {count:,}", f"{ours[what]:.0f} {unit} ({others})", "", ""))
        rows += _command_rows(base)
        rows.append(_home_row(base))
    return rows


if __name__ == "__main__":
    name, number, place = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    print(json.dumps(_adds_in_turn(place, number) if name == "in-turn" else _measure(name, number, place)))
