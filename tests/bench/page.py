"""Write the figures of `make bench-peers` as the page `docs/bench.md`."""

import os
import platform
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.goals import Goal

LOAD = os.getloadavg()[0]
"""How many programs wanted a processor before any of this was started."""
INTRO = """\
Measured on {date} by `make bench-peers`, which writes this page: {machine}, with a load of {load:.1f} at the start.
Medians of {rounds} runs. Programs took turns, each run in a new home, in a terminal of 80 by 24 cells with all colours.
Milliseconds differ between machines: compare the ratios."""
MEANING = """\
First text is the first cell that is not blank; painted is when four fifths of the cells that the screen then keeps are
there. The bytes of the start are those of the first second after the first text. Bytes and processor time a second are
those of six seconds from the third on, while nobody presses a key. Memory is the most that was resident. Exit is
counted from the key. A `-` means that it had not ended after four seconds, or that there is nothing to measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run cost; None for what could not be measured."""

    first_ms: float
    """Until the first cell is not blank."""
    painted_ms: float
    """Until four fifths of the cells that the screen has in the end are not blank."""
    start_bytes: float
    """Bytes in the first second after the first cell."""
    bytes_a_second: float
    processor_ms_a_second: float
    memory_mb: float
    exit_ms: float | None
    """From the key that ends it; None where it had not ended after four seconds."""


def middle(costs: list[Cost], what: str) -> float | None:
    """The median of one field; None where most runs have none."""
    values = [value for cost in costs if (value := getattr(cost, what)) is not None]
    return median(values) if len(values) * 2 > len(costs) else None


def machine() -> str:
    """What kind of machine this is, in words: nothing that tells one from others of its kind."""
    model = platform.processor() or platform.machine()
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    system = platform.system()
    with suppress(OSError):
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return f"{os.cpu_count()} cores, {model}, {system}, Python {platform.python_version()}"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.1f}" if 0 < value < 10 else f"{value:,.0f}"


def _times(value: float | None, base: float | None) -> str:
    return "-" if value is None or not base else f"{value / base:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ("---", *(["---:"] * (len(head) - 1))), *rows)]


COLUMNS: tuple[tuple[str, str], ...] = (
    ("first_ms", "first text, ms"),
    ("painted_ms", "painted, ms"),
    ("start_bytes", "start, bytes"),
    ("bytes_a_second", "bytes/s"),
    ("processor_ms_a_second", "processor, ms/s"),
    ("memory_mb", "memory, MB"),
    ("exit_ms", "exit, ms"),
)
RATIOS: tuple[tuple[str, str, str], ...] = (
    ("first_ms", "python", "first text, x python"),
    ("painted_ms", "hello", "painted, x hello"),
    ("start_bytes", "hello", "start, x hello"),
    ("bytes_a_second", "1 Hz", "bytes/s, x 1 Hz"),
    ("processor_ms_a_second", "1 Hz", "processor, x 1 Hz"),
    ("memory_mb", "hello", "memory, x hello"),
    ("exit_ms", "hello", "exit, x hello"),
)


def page(
    costs: dict[str, list[Cost]], failed: dict[str, str], described: dict[str, str], found: list[Goal], rounds: int
) -> str:
    """Return the text of `docs/bench.md`."""
    figures = {name: {column: middle(each, column) for column, _ in COLUMNS} for name, each in costs.items()}
    figures["python"] = {**figures["python"], **dict.fromkeys([column for column, _ in COLUMNS[3:]])}
    ratios = [
        [name, *(_times(each[column], figures[base][column]) for column, base, _ in RATIOS)]
        for name, each in figures.items()
    ]
    absolute = [[name, *(_number(each[column]) for column, _ in COLUMNS)] for name, each in figures.items()]
    goal_rows = [
        [goal.what, f"{goal.figure:.2f} {goal.unit}" if goal.unit == "x" else f"{_number(goal.figure)} {goal.unit}",
         f"at most {goal.wanted:g} {goal.unit}", "yes" if goal.figure <= goal.wanted else "no"]
        for goal in found
    ]  # fmt: skip
    intro = INTRO.format(date=datetime.now(UTC).date().isoformat(), machine=machine(), load=LOAD, rounds=rounds)
    lines = [
        *("# The program beside others", "", intro, "", "## Goals", ""),
        *_table(("what", "figure", "goal", "reached"), goal_rows),
        *("", "## Against the references of the same run", ""),
        *_table(("program", *(title for _, _, title in RATIOS)), ratios),
        *("", "## As measured", ""),
        *_table(("program", *(title for _, title in COLUMNS)), absolute),
        *("", MEANING, ""),
        *(f"- `{name}`: {what}" for name, what in described.items()),
        "",
    ]
    if failed:
        lines += ["Not measured:", "", *(f"- `{name}`: {reason}" for name, reason in failed.items()), ""]
    return "\n".join(lines)
