"""Small journals that make a reader slow which compares lines with each other: thousands of lines about one record.

Every case has a size, so that the same one is milliseconds of a test and seconds of an endurance run.
"""

import json
import random
from binascii import crc32
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from spasmtui.episodes.store.journal.line import header_line

ID = "0199aaaa-0000-7000-8000-000000000001"
DEVICE = "evil-000001"
_MOMENT = "2026-11-20T05:12:00+01:00"
_DOCUMENT = {
    "started_at": _MOMENT, "place": "calf", "created_at": _MOMENT, "updated_at": _MOMENT, "device": DEVICE, "schema": 1
}  # fmt: skip


_DELETED: dict[str, Any] = {"del": True}
_PURGED: dict[str, Any] = {"del": True, "purge": True}


def sealed(rev: int = 1, *, number: int = 0, key: str = ID, table: str = "episodes", **more: Any) -> bytes:
    """Return a line of any revision; `number` makes its change and its device its own."""
    envelope = {
        "at": "2026-11-20T05:00:00.000000Z", "table": table, "id": key, "rev": rev, "by": DEVICE,
        "change": f"{number:012x}",
    }  # fmt: skip
    state = {} if "put" in more or "del" in more else {"put": _DOCUMENT}
    text = json.dumps({**envelope, **more, **state}, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
    return b'%b,"crc":"%08x"}' % (text, crc32(text))


def put(**fields: Any) -> dict[str, Any]:
    """Return an episode's document with other values of these fields."""
    return {**_DOCUMENT, **fields}


def name_of(raw: bytes) -> str:
    """Return the name by which a later line says that it follows this one."""
    return str(json.loads(raw)["change"]) + raw[-10:-2].decode()


def _distinct(number: int) -> dict[str, Any]:
    return put(pain=number % 11, note=f"n{number}", place=f"p{number % 190}")


def beyond_any_revision(count: int) -> list[bytes]:
    return [sealed(10**9 + number, number=number, put=put(note=f"n{number}")) for number in range(count)]


def chain_beyond_any_revision(count: int) -> list[bytes]:
    lines = [sealed(10**6)]
    for number in range(1, count):
        lines.append(sealed(10**6 + number, number=number, after=[name_of(lines[-1])]))
    return lines


def one_after_another(count: int) -> list[bytes]:
    lines = [sealed()]
    for number in range(1, count):
        lines.append(sealed(number + 1, number=number, after=[name_of(lines[-1])], put=_distinct(number)))
    return lines


def without_after(count: int) -> list[bytes]:
    return [sealed(number + 1, number=number, put=_distinct(number)) for number in range(count)]


def concurrent_edits(count: int) -> list[bytes]:
    first = sealed()
    after = [name_of(first)]
    edits = [
        sealed(2, number=number, by=f"d{number}", after=after, put=_distinct(number)) for number in range(1, count)
    ]
    return [first, *edits]


def concurrent_firsts(count: int) -> list[bytes]:
    return [sealed(number=number, by=f"d{number}", put=_distinct(number)) for number in range(count)]


def equal_firsts(count: int) -> list[bytes]:
    firsts = [sealed(number=number, by=f"d{number}") for number in range(count // 2)]
    return [
        *firsts,
        *(
            sealed(2, number=number, by=f"d{number}", after=[name_of(each)], put=_distinct(number))
            for number, each in enumerate(firsts)
        ),
    ]


def two_chains(count: int) -> list[bytes]:
    ends = [sealed()] * 2
    lines = ends[:1]
    for number in range(1, count // 2):
        for side in range(2):
            ends[side] = sealed(
                number + 1, number=number * 2 + side, by=f"d{side}", after=[name_of(ends[side])],
                put=_distinct(number * 2 + side),
            )  # fmt: skip
            lines.append(ends[side])
    return lines


def braid(count: int) -> list[bytes]:
    """Two devices that edit at once and merge, again and again."""
    lines = [sealed()]
    end = lines[0]
    for number in range(1, count // 3):
        pair = [
            sealed(
                2 * number, number=3 * number + side, by=f"d{side}", after=[name_of(end)], put=_distinct(number + side)
            )
            for side in range(2)
        ]
        end = sealed(
            2 * number + 1, number=3 * number + 2, after=[name_of(each) for each in pair], put=_distinct(number)
        )
        lines += [*pair, end]
    return lines


def random_graph(count: int) -> list[bytes]:
    chance = random.Random(1)
    lines: list[tuple[int, bytes]] = [(1, sealed())]
    for number in range(1, count):
        parents = chance.sample(lines[-200:], min(len(lines), chance.randrange(1, 4)))
        rev = max(each for each, _ in parents) + 1
        lines.append((
            rev,
            sealed(
                rev,
                number=number,
                by=f"d{number % 7}",
                after=[name_of(each) for _, each in parents],
                put=_distinct(number),
            ),
        ))
    return [raw for _, raw in lines]


def unknown_parents(count: int) -> list[bytes]:
    return [
        sealed(number + 1, number=number, after=[f"ffffffff{number:012x}"], put=_distinct(number))
        for number in range(count)
    ]


def many_parents(count: int) -> list[bytes]:
    names = [f"{number:020x}" for number in range(count)]
    return [sealed(), *(sealed(2, number=number, by=f"d{number}", after=names) for number in range(20))]


def all_heads_named(count: int) -> list[bytes]:
    lines = concurrent_edits(count)
    return [*lines, sealed(3, number=count, after=[name_of(each) for each in lines[1:]])]


def settled(count: int) -> list[bytes]:
    names = ["f" * (1 + number % 50) + "abcdefghijklmnopqrstuvwxyz"[number // 50 % 26] for number in range(1000)]
    first = sealed()
    return [
        first,
        *(
            sealed(2, number=number, by=f"d{number}", after=[name_of(first)], settles=names, put=_distinct(number))
            for number in range(1, 1 + count // 20)
        ),
    ]


def undone_again(count: int) -> list[bytes]:
    """A conflict whose choice is taken back and made again."""
    first = sealed()
    pair = [sealed(2, number=side + 1, by=f"d{side}", after=[name_of(first)], put=put(pain=side)) for side in range(2)]
    choice = sealed(3, number=9, after=[name_of(each) for each in pair], settles=["pain"], put=put(pain=0))
    lines = [first, *pair, choice]
    for number in range(4, count):
        step: dict[str, Any] = (
            {"undoes": f"{9:012x}", "put": put(pain=1)}
            if number % 2 == 0
            else {"redoes": f"{9:012x}", "put": put(pain=0)}
        )
        lines.append(sealed(number, number=number + 10, after=[name_of(lines[-1])], **step))
    return lines


def with_many_fields(count: int) -> list[bytes]:
    fields = {f"f{number}": number for number in range(count)}
    first = sealed(put=put(**fields))
    after = [name_of(first)]
    return [
        first,
        *(
            sealed(
                2,
                number=side,
                by=f"d{side}",
                after=after,
                put=put(**{name: side + value for name, value in fields.items()}),
            )
            for side in range(1, 4)
        ),
    ]


def fields_of_their_own(count: int) -> list[bytes]:
    first = sealed()
    after = [name_of(first)]
    return [
        first,
        *(
            sealed(2, number=number, by=f"d{number}", after=after, put=put(**{f"f{number}": number}))
            for number in range(1, count)
        ),
    ]


def deleted_beside_edits(count: int) -> list[bytes]:
    lines = concurrent_edits(count)
    return [*lines, *(sealed(2, number=number, after=[name_of(lines[0])], **_DELETED) for number in range(9))]


def deletions(count: int) -> list[bytes]:
    first = sealed()
    after = [name_of(first)]
    return [
        first,
        *(sealed(2, number=number, by=f"d{number}", after=after, **_DELETED) for number in range(1, count)),
    ]


def purges(count: int) -> list[bytes]:
    return [sealed(10**18 - 1, number=number, by=f"d{number}", **_PURGED) for number in range(count)]


def purges_of_many(count: int) -> list[bytes]:
    return [
        line
        for number in range(count // 2)
        for line in (
            sealed(key=f"r{number}"),
            sealed(10**18 - 1, key=f"r{number}", change="", **_PURGED),
        )
    ]


def no_records(count: int) -> list[bytes]:
    return [sealed(number=number, key=f"r{number}", put={"x": 1}) for number in range(count)]


def no_records_in_one(count: int) -> list[bytes]:
    return [sealed(number + 1, number=number, put={"x": number}) for number in range(count)]


def no_records_in_pairs(count: int) -> list[bytes]:
    return [
        sealed(side + 1, number=side, key=f"r{number}", put={"x": 1})
        for number in range(count // 2)
        for side in range(2)
    ]


def no_records_at_once(count: int) -> list[bytes]:
    first = sealed()
    return [
        first,
        *(
            sealed(2, number=number, by=f"d{number}", after=[name_of(first)], put={"x": 1})
            for number in range(1, count)
        ),
    ]


def open_ones(count: int) -> list[bytes]:
    return [sealed(number=number, key=f"o{number}", put=put(is_open=True)) for number in range(count)]


def open_at_once(count: int) -> list[bytes]:
    first = sealed(put=put(is_open=True))
    return [
        first,
        *(
            sealed(2, number=number, by=f"d{number}", after=[name_of(first)], put=put(is_open=True, note=f"{number}"))
            for number in range(1, count)
        ),
        *(sealed(3, number=count + number, after=["0" * 20], put=put(is_open=True)) for number in range(count // 4)),
    ]


def days(count: int) -> list[bytes]:
    document = {"words": ["heat"], "updated_at": _MOMENT, "device": DEVICE}
    dates = (date(1960, 1, 1) + timedelta(days=number) for number in range(count))
    return [sealed(number=number, table="days", key=f"{each}", put=document) for number, each in enumerate(dates)]


def practices(count: int) -> list[bytes]:
    document = {"started_at": _MOMENT, "routine": "calf-acute", "seconds": 60, "completed": True, "device": DEVICE}
    return [sealed(number=number, table="practices", key=f"p{number}", put=document) for number in range(count)]


def records_in_conflict(count: int) -> list[bytes]:
    return [
        line
        for number in range(count // 2)
        for line in (sealed(key=f"r{number}", number=side, put=put(pain=side)) for side in range(2))
    ]


def garbage(count: int) -> list[bytes]:
    return [b"%x" % (number * 7919) for number in range(10 * count)]


def unsealed(count: int) -> list[bytes]:
    """Lines that were changed in an editor."""
    return [sealed(number + 1, number=number, put=_distinct(number))[:-4] + b'x"}' for number in range(count)]


def unsealed_over_many(count: int) -> list[bytes]:
    return [*one_after_another(count // 2), *unsealed(count // 2)]


def _backwards(make: Callable[[int], list[bytes]]) -> Callable[[int], list[bytes]]:
    return lambda count: make(count)[::-1]


def _shuffled(make: Callable[[int], list[bytes]]) -> Callable[[int], list[bytes]]:
    return lambda count: random.Random(1).sample(lines := make(count), len(lines))


CASES: dict[str, tuple[int, Callable[[int], list[bytes]]]] = {
    "beyond any revision": (5000, beyond_any_revision),
    "a chain beyond any revision": (5000, chain_beyond_any_revision),
    "one after another": (20_000, one_after_another),
    "one after another, the newest first": (20_000, _backwards(one_after_another)),
    "one after another, in any order": (20_000, _shuffled(one_after_another)),
    "without after": (20_000, without_after),
    "without after, in any order": (20_000, _shuffled(without_after)),
    "concurrent edits": (1000, concurrent_edits),
    "many concurrent edits": (20_000, concurrent_edits),
    "concurrent firsts": (20_000, concurrent_firsts),
    "equal firsts": (20_000, equal_firsts),
    "two chains": (20_000, two_chains),
    "a braid": (20_000, braid),
    "a braid, in any order": (20_000, _shuffled(braid)),
    "a random graph": (20_000, random_graph),
    "a random graph, in any order": (20_000, _shuffled(random_graph)),
    "unknown parents": (20_000, unknown_parents),
    "many parents": (20_000, many_parents),
    "all heads named": (5000, all_heads_named),
    "settled": (20_000, settled),
    "undone again": (20_000, undone_again),
    "many fields": (20_000, with_many_fields),
    "fields of their own": (20_000, fields_of_their_own),
    "deleted beside edits": (20_000, deleted_beside_edits),
    "deletions": (20_000, deletions),
    "purges": (20_000, purges),
    "purges of many": (20_000, purges_of_many),
    "no records": (20_000, no_records),
    "no records in one": (20_000, no_records_in_one),
    "no records in pairs": (20_000, no_records_in_pairs),
    "no records at once": (20_000, no_records_at_once),
    "open ones": (20_000, open_ones),
    "open at once": (20_000, open_at_once),
    "days": (20_000, days),
    "practices": (20_000, practices),
    "records in conflict": (10_000, records_in_conflict),
    "garbage": (20_000, garbage),
    "unsealed": (10_000, unsealed),
    "unsealed over many": (20_000, unsealed_over_many),
}  # fmt: skip
"""The size and the lines of each case by its name."""


def write_heavy(folder: Path, name: str, count: int | None = None) -> Path:
    """Write the journal of a case."""
    size, make = CASES[name]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"2026.{DEVICE}.jsonl"
    path.write_bytes(b"".join(raw + b"\n" for raw in _with_header(make(count or size))))
    return path


def _with_header(lines: list[bytes]) -> Iterator[bytes]:
    yield header_line(DEVICE)
    yield from lines
