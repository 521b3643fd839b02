"""Lay the weeks, months or years of a report out as tables: the episodes of each, and its days with a record.

A count stands above the days that were recorded, so that few episodes in a week of which little is known are not read
as an improvement.
"""

from spasmtui.episodes.report.data import Report, TrendInterval
from spasmtui.episodes.report.wording import interval_name

GAP_CELLS = 2
HEADS = {"week": "Week of", "month": "Month", "year": "Year"}
EPISODES = "Episodes"
RECORDED = "Days recorded"


def trend_tables(report: Report, cells: int = 80) -> tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...]:
    """Return head and rows of each table, oldest first: as many intervals side by side as fit into `cells`."""
    columns = [_column(each, report.trend_unit) for each in report.trend]
    wide = max(len(cell) for column in columns for cell in column) + GAP_CELLS
    across = max(1, (cells - len(RECORDED)) // wide)
    count = -(-len(columns) // across)
    size, larger = divmod(len(columns), count)
    tables, start = [], 0
    for number in range(count):
        end = start + size + (number < larger)
        head, episodes, recorded = zip(*columns[start:end], strict=True)
        tables.append(((HEADS[report.trend_unit], *head), ((EPISODES, *episodes), (RECORDED, *recorded))))
        start = end
    return tuple(tables)


def trend_sentences(report: Report) -> tuple[str, ...]:
    """Return a sentence for each interval, for a voice: `Week of 23 Nov: 3 episodes, 2 of 7 days recorded`."""
    lead = "Week of " if report.trend_unit == "week" else ""
    return tuple(
        f"{lead}{interval_name(each, report.trend_unit)}: "
        + (f"{each.episodes} episode{'' if each.episodes == 1 else 's'}" if each.episodes is not None else "no record")
        + f", {each.recorded_days} of {each.days} days recorded"
        for each in report.trend
    )


def _column(interval: TrendInterval, unit: str) -> tuple[str, str, str]:
    return (
        interval_name(interval, unit),
        "" if interval.episodes is None else str(interval.episodes),
        f"{interval.recorded_days} of {interval.days}",
    )
