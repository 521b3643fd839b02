"""Tables as an import reads them."""

from spasmtui.episodes.exchange.importers.detect import import_data
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.json_document import document
from spasmtui.shared.times.dates import DateOrder, PreferredOrder
from tests.conftest import ROOT, FakeClock

EVERY_IMPORT = frozenset({"id", "created_at", "updated_at", "device", "night"})


def context_of(columns: dict[str, str] | None = None, order: str = "", locale: str = "") -> ImportContext:
    """Return the circumstances of an import on 22 November 2026, 03:12 UTC."""
    return ImportContext(
        name="diary.csv",
        now=FakeClock().now(),
        device="desk",
        content=ROOT / "content",
        columns=columns or {},
        date_order=PreferredOrder(DateOrder(order), locale) if order else None,
    )


def read(table: str | bytes, columns: dict[str, str] | None = None, order: str = "", locale: str = "") -> ImportResult:
    """Import a table."""
    data = table.encode() if isinstance(table, str) else table
    return import_data(data, "auto", context_of(columns, order, locale))


def episodes(found: ImportResult) -> list[dict[str, object]]:
    """Return what was read of each episode, without what every import sets."""
    return [
        {name: value for name, value in document(each).items() if name not in EVERY_IMPORT and value not in (None, [])}
        for each in found.records
        if isinstance(each, Episode)
    ]


def episode(table: str | bytes, columns: dict[str, str] | None = None, order: str = "") -> dict[str, object]:
    """Return what was read of the one row of a table, in which nothing is wrong."""
    found = read(table, columns, order)
    assert (found.rejected, found.cells) == ((), ())
    (only,) = episodes(found)
    return only


def stopped(table: str | bytes, columns: dict[str, str] | None = None, order: str = "") -> str:
    """Return why the one row of a table is rejected."""
    found = read(table, columns, order)
    assert found.records == ()
    (row,) = found.rejected
    return row.reason


def unused(table: str | bytes, columns: dict[str, str] | None = None, order: str = "") -> dict[str, str]:
    """Return the reason of each cell that was not used, by column, of rows that all went in."""
    found = read(table, columns, order)
    assert found.rejected == ()
    return {each.column: each.reason for each in found.cells}
