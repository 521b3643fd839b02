"""Write the figures of `make bench` and of `make bench-peers` into the page `docs/bench.md`, each into its own part.

A part stands between two comments that name its command, and begins with its day and the class of machine.
"""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.goals import Goal
from tests.support.terminal import ROOT

PAGE = ROOT / "docs" / "bench.md"
LOAD = os.getloadavg()[0]
"""How many programs wanted a processor before any of this was started."""
MEASURED = "Measured on {date} by `make {command}`: {machine}, with a load of {load:.1f} at the start."
PEERS = """\
Medians of {rounds} runs. Programs took turns, each run in a new home, in a terminal of 80 by 24 cells with all colours.
Milliseconds differ between machines: compare the ratios."""
RATIOS_OF_ONE_RUN = """\
Medians of {runs} runs in turn, after one that warms. `python` is bare Python that prints a word, `hello` a Textual app
that shows one; `x` is how many times as long, or as much. A figure that misses what is wanted says so, and nothing
fails for it: shared machines disturb each other."""
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
    """Return the class of this machine in words: nothing that tells one from others of its kind, such as its name."""
    model = platform.processor() or platform.machine()
    with suppress(OSError):
        model = processor_model(Path("/proc/cpuinfo").read_text(encoding="utf-8")) or model
    system = platform.system()
    with suppress(OSError):
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return machine_class(
        cores=os.cpu_count() or 1,
        memory_bytes=memory,
        model=model,
        system=system,
        kernel=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
    )


def processor_model(cpuinfo: str) -> str:
    """Return the name of the processor in `/proc/cpuinfo`; empty where it has none."""
    lines = cpuinfo.splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def machine_class(*, cores: int, memory_bytes: int, model: str, system: str, kernel: str, python: str) -> str:
    """Return the class of a machine; of the kernel its first two numbers, since the rest may be anybody's words."""
    gigabytes = max(1, round(memory_bytes / 1024**3))
    version = re.match(r"\w+ \d+\.\d+", kernel)
    kernel = version[0] if version else kernel.split()[0]
    return f"{cores} cores, {gigabytes} GB of memory, {model}, {system}, {kernel}, Python {python}"


def measured(command: str) -> str:
    """Return the sentence that says when, by which command and on what class of machine something was measured."""
    date = datetime.now(UTC).date().isoformat()
    return MEASURED.format(date=date, command=command, machine=machine(), load=LOAD)


def with_part(text: str, command: str, part: str) -> str:
    """Return the page with the part of a command replaced, and everything else as it was.

    Raises:
        ValueError: the page has no such part.
    """
    begin, end = f"<!-- make {command} -->\n", f"<!-- /make {command} -->\n"
    before, found, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        message = f"docs/bench.md has no part between {begin.strip()} and {end.strip()}"
        raise ValueError(message)
    return f"{before}{begin}\n{part.strip()}\n\n{end}{after}"


def write_part(command: str, part: str) -> None:
    """Replace the part of a command in `docs/bench.md`."""
    PAGE.write_text(with_part(PAGE.read_text(encoding="utf-8"), command, part), encoding="utf-8")


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.1f}" if 0 < value < 10 else f"{value:,.0f}"


def _times(value: float | None, base: float | None) -> str:
    return "-" if value is None or not base else f"{value / base:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: bool = True) -> list[str]:
    line = ("---", *(["---:" if numbers else "---"] * (len(head) - 1)))
    return [f"| {' | '.join(row)} |" for row in (head, line, *rows)]


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


def ratios_part(rows: Iterable[Sequence[str]], runs: int, sentence: str) -> str:
    """Return the part of `make bench`: what was measured, its figure, what is wanted, and a mark where it is missed.

    Args:
        rows: the four texts of each measurement.
        runs: the number of runs whose median is told.
        sentence: the result of `measured`.
    """
    table = _table(("what", "figure", "against, or wanted", ""), rows, numbers=False)
    return "\n".join(("## Ratios of one run", "", sentence, RATIOS_OF_ONE_RUN.format(runs=runs), "", *table))


def peers_part(
    costs: dict[str, list[Cost]], failed: dict[str, str], described: dict[str, str], found: list[Goal], rounds: int
) -> str:
    """Return the part of `make bench-peers`."""
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
    lines = [
        *("## Goals", "", measured("bench-peers"), PEERS.format(rounds=rounds), ""),
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
