"""Print one table of ratios, and write it into `docs/bench.md`: `make bench`, or `python -m tests.bench [RUNS]`.

A figure that misses what is wanted is marked, and nothing fails for it: shared machines disturb each other.
"""

import importlib
import sys
import tempfile
from pathlib import Path

from tests.bench import guide, relief
from tests.bench.page import measured, ratios_part, write_part
from tests.bench.startup import TASKS, Run, bytes_a_second, key_to_screen_ms, measure, middle

RUNS = 9
WATCHED_SECONDS = 5.0
BENCHES = ("diary", "reading", "exchange", "imported")

Row = tuple[str, str, str, str]
"""What, the figure, what it is held against or wanted, and a mark when it misses that."""

RATIOS = (
    # (task, against, what is wanted at most)
    ("first", "python", 1.5),
    ("timer", "hello", 1.25),
    ("home", "hello", 1.25),
    ("urgent", "python", 2.0),
    ("status", "python", 1.5),
    ("drink", "python", 4.0),
    ("guide calf", "hello", 0.5),
)


def ratio_rows(runs: dict[str, list[Run]]) -> list[Row]:
    """How long until each thing is on the screen, against bare Python or a Textual hello world."""
    rows = []
    for name, against, wanted in RATIOS:
        wall, base = middle(runs[name], "wall_ms"), middle(runs[against], "wall_ms")
        figure = f"{wall / base:.2f} x {against} ({wall:.0f} / {base:.0f} ms)"
        rows.append((f"{name}: shown", figure, f"at most {wanted} x", "" if wall / base <= wanted else "over"))
    return rows


def absolute_rows(runs: dict[str, list[Run]], cache: Path) -> list[Row]:
    """What has a limit of its own."""
    both = ("timer", "home")
    hello = runs["hello"]
    return [
        *(_times(f"{name}: processor until shown", runs[name], hello, "cpu_ms", "ms") for name in both),
        *(_limited(f"{name}: quit", middle(runs[name], "quit_ms"), "ms", 50) for name in both),
        *(_limited(f"{name}: start", middle(runs[name], "written"), "bytes", 6000) for name in both),
        _limited("home: at rest", bytes_a_second("home", cache, WATCHED_SECONDS), "bytes/s", 0),
        _limited("timer: key to screen", key_to_screen_ms(cache, 15), "ms", 50),
        *(_times(f"{name}: memory", runs[name], hello, "memory_mb", "MB") for name in both),
    ]


def _times(what: str, runs: list[Run], hello: list[Run], field: str, unit: str) -> Row:
    figure = middle(runs, field)
    return what, f"{figure / middle(hello, field):.2f} x hello ({figure:.0f} {unit})", "", ""


def _limited(what: str, figure: float, unit: str, wanted: float) -> Row:
    return what, f"{figure:.0f} {unit}", f"at most {wanted:.0f} {unit}", "" if figure <= wanted else "over"


def diary_rows() -> list[Row]:
    """What the diary's own measurements say, where there are some."""
    try:
        modules = [importlib.import_module(f"tests.bench.{name}") for name in BENCHES]
    except ModuleNotFoundError:
        return []
    rows = [row for module in modules for row in module.run()]
    return [tuple(str(part) for part in (*row, "", "", "")[:4]) for row in rows]  # type: ignore[misc]


def main() -> None:
    """Measure, print the table and write it."""
    runs = int(sys.argv[1]) if sys.argv[1:] else RUNS
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        taken = measure(TASKS, cache, runs)
        rows = [*ratio_rows(taken), *absolute_rows(taken, cache), *relief.run(cache), *guide.run(), *diary_rows()]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(part.ljust(width) for part, width in zip(row, widths, strict=True)).rstrip())
    sentence = measured("bench")
    print(f"\n{sentence} Medians of {runs} runs in turn, after one that warms.")
    write_part("bench", ratios_part(rows, runs, sentence))


if __name__ == "__main__":
    main()
