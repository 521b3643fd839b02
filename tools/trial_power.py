"""Simulate how often a trial of one finds a halving, and write the table that `trial start` reads.

`python -m tools.trial_power` takes a quarter of an hour, and is needed only after a change to the order of the weeks or
to the test. Each cell is a thousand trials in which nights do not depend on each other, every night is recorded, and
the on weeks have half the cramps of the off weeks from their first night on: real trials find less. A trial with too
few nights of either kind to compare finds nothing.
"""

import random
from fractions import Fraction
from pathlib import Path

from spasmtui.episodes.model.trial import Measure
from spasmtui.episodes.trial.outcome import FEWEST_OF_EACH
from spasmtui.episodes.trial.randomization_test import compare_weeks
from spasmtui.shared.trials.limits import FEWEST_WEEKS, MOST_WEEKS
from spasmtui.shared.trials.weeks import DAYS, draw_order

TARGET = Path(__file__).parent.parent / "spasmtui" / "episodes" / "trial" / "_power.py"
WEEKS = tuple(range(FEWEST_WEEKS, MOST_WEEKS + 1, 2))
RATES = {Measure.NIGHTS: (1, 2, 3, 4, 5, 6, 7), Measure.CRAMPS: (1, 2, 3, 5, 7, 10, 14)}
"""What an off week has: nights with a cramp, or cramps at night."""
TRIALS = 1000


def findings(weeks: int, measure: Measure, rate: int) -> int:
    """Return the trials of a thousand that find the halving."""
    dice = random.Random(f"{weeks} {measure} {rate}")
    found = 0
    for _ in range(TRIALS):
        order = draw_order(weeks, f"{dice.getrandbits(48)}")
        nights = [_week(dice, measure, rate / 2 if is_on else rate) for is_on in order]
        affected = sum(bool(night) for week in nights for night in week)
        if not FEWEST_OF_EACH <= affected <= DAYS * weeks - FEWEST_OF_EACH:
            continue
        values = [Fraction(sum(week)) for week in nights]
        difference = compare_weeks(order, values)
        found += difference is not None and difference.is_finding
    return found


def _week(dice: random.Random, measure: Measure, rate: float) -> list[int]:
    """Return the cramps of the nights of one week: nights that are like coins, or cramps at any moment of it."""
    if measure is Measure.NIGHTS:
        return [int(dice.random() < rate / DAYS) for _ in range(DAYS)]
    cramps, at = [0] * DAYS, dice.expovariate(rate)
    while at < 1:
        cramps[int(at * DAYS)] += 1
        at += dice.expovariate(rate)
    return cramps


def main() -> None:
    """Write the table."""
    lines = [
        '"""Trials of a hundred that find a halving, by measure, weeks and rate, made by `tools/trial_power.py`."""',
        "",
        f"RATES = {{{', '.join(f'{measure.value!r}: {rates}' for measure, rates in RATES.items())}}}",
        '"""What an off week has, by the measure: nights with a cramp, or cramps at night."""',
        "FOUND = {",
    ]
    for measure, rates in RATES.items():
        lines.append(f"    {measure.value!r}: {{")
        for weeks in WEEKS:
            row = tuple(findings(weeks, measure, rate) * 100 // TRIALS for rate in rates)
            print(measure.value, weeks, row, flush=True)
            lines.append(f"        {weeks}: {row},")
        lines.append("    },")
    lines += [
        "}",
        '"""Trials of a hundred, rounded down: by the measure, the weeks, and the place of the rate in `RATES`."""',
        "",
    ]
    TARGET.write_text("\n".join(lines).replace("'", '"'), encoding="utf-8")


if __name__ == "__main__":
    main()
