"""Sealed lines that no person means, as a program with a fault or somebody who wishes us ill might write them.

Each case is about a record of its own, so that all of them fit into one diary beside each other.
"""

import json
from binascii import crc32
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from tests.support.store.lines import sealed_text

Case = tuple[str, str, list[bytes]]
"""A name, the id of a record, and the lines of one journal after its header and a good first line of the record."""

CODES = "#[fg=red]%F{red}\x1b]0;x\x07\u202e\u2028"
MOMENTS: tuple[Any, ...] = (
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1899-12-31T23:59:59+00:00", "2201-01-01T00:00:00+00:00",
    "1900-01-01T00:00:00+14:00", "2200-12-31T23:59:59-12:00", "1900-01-01T00:00:00-14:00", "2200-12-31T23:59:59+23:59",
    "2026-02-30T00:00:00+00:00", "2026-11-22T03:12:00", "2026-11-22T03:12:00+99:99", "2026-11-22T03:12:60+00:00",
    "2026-11-22T24:00:00+00:00", "2026-11-22T03:12:00+24:00", "now", "", 0, -1, 1e300, None, [], {}, True,
    "\uff12\uff10\uff12\uff16-11-22T03:12:00+00:00", "2026-11-22T03:12:00Z\n", "2026-W47-7T03:12:00Z",
)  # fmt: skip
STAMPS = (
    "0000-00-00T00:00:00.000000Z", "0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z",
    "1900-01-01T00:00:00.000000Z", "2200-12-31T23:59:59.999999Z", "2026-13-01T00:00:00.000000Z", "2026-11-22T05:51:08Z",
    "2026-11-22T05:51:60.000000Z", "", 5, None,
)  # fmt: skip
DATES = (
    "0001-01-01", "9999-12-31", "1900-01-01", "2200-12-31", "1899-12-31", "2026-02-30", "0000-00-00", "today", "",
    "2026-11-22\n", "../2026", "2026-1-1", "\uff12\uff10\uff12\uff16-11-22", "2026-11-22T00:00", "2026-W47-7",
)  # fmt: skip
REVISIONS: tuple[Any, ...] = (
    0, -1, -(2**63), 2**63 - 1, 2**63, 10**18 - 1, 10**18, 10**30, 10**400, 1_000_000, 1_000_001, 1.0, 1.5, True, None,
    "2", [2],
)  # fmt: skip
NUMBERS = (b"NaN", b"Infinity", b"-Infinity", b"1e999", b"1E2", b"01", b"-0", b"9" * 5000, b"0." + b"1" * 5000)
IDS: tuple[Any, ...] = (
    "../../etc/passwd", "a/b", "..", ".", "/", "#[fg=red]", "%F{red}", "a b", "a\nb", "a\x1b[2Jb", "\u202eabc",
    "\ufeff", " ", "", "-rf", "--json", "\u00e9", "e\u0301", "\U000e0041", "$(id)", "`id`", "*", "x" * 200, "x" * 201,
    "\0", "[bold]x[/", "\u200b", "a\u00a0b", 5, None, [], {}, True,
)  # fmt: skip
NAMES: tuple[Any, ...] = ("", "x" * 65, "a b", "../x", "#[fg=red]", "\x1b[2J", "\u202e", "\n", 5, None, [], "..")
VALUES: tuple[Any, ...] = (
    ["x"] * 1000, {}, {"a": {"b": [1]}},
    [[[]]], 7, -1, 11, 2**70, -(2**63), 2**63, 1.5, True, False, None, "", " ", CODES, "\0", [None], [1], [{}], [""],
    [{"routine": "x" * 201}], [{"routine": CODES}], [{"routine": 5}], [{"routine": "heat", "seconds": -1}],
    [{"routine": "heat", "seconds": 31_622_401}], [{"routine": "heat", "seconds": 2**63}],
    [{"routine": "heat", "seconds": 1.5}], [{"routine": "heat", "other": 2**80}],
)  # fmt: skip
LARGE_VALUES: tuple[Any, ...] = ([f"w{number}" for number in range(100_000)], ["x" * 200] * 1000, "x" * 300_000)
FIELDS = (
    "ended_at", "is_open", "place", "side", "kind", "pain", "helped", "context", "lingering", "triggers", "signs",
    "tried", "note", "device", "schema", "unheard_of",
)  # fmt: skip
PARENTS: tuple[Any, ...] = (
    ["f" * 20], [], ["f" * 20] * 40_000, "ffffffff", 5, None, [5], [None], {}, [""], ["x"], ["f" * 41], [["f" * 8]],
    True, ["ABCDEF0123"],
)  # fmt: skip
SETTLED: tuple[Any, ...] = (
    ["pain"], [], ["pain"] * 40_000, "pain", 5, [5], {}, [""], ["\x1b[2J"], ["nonsense"], ["started_at", "id"],
    [["a"]], ["device", "schema", "updated_at"],
)  # fmt: skip
CHANGES: tuple[Any, ...] = ("", "x", "A" * 12, "f" * 33, 5, None, "f" * 32, [], "\x1b")

GOOD: Mapping[str, Any] = {
    "started_at": "2026-11-22T03:12:00+00:00", "place": "calf", "side": "left", "pain": 5, "note": "as it was",
    "created_at": "2026-11-22T03:12:00+00:00", "updated_at": "2026-11-22T03:12:00+00:00", "device": "phone",
    "schema": 1,
}  # fmt: skip
PRACTICE = {"started_at": GOOD["started_at"], "routine": "calf-acute", "seconds": 60, "completed": True, "device": "p"}
DAY = {"words": ["heat", CODES], "updated_at": GOOD["updated_at"], "device": "phone"}
_FREE = "p" * 48
HEADER = sealed_text(b'{"journal":"episodes","version":1,"device":"phone"')


def sealed(value: Mapping[str, Any]) -> bytes:
    """Seal what `seal` refuses to write, too."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return sealed_text(text.encode("utf-8", "surrogatepass")[:-1])


def forged(raw: bytes, checksum: int) -> bytes:
    """Return the line with letters of its note exchanged so that it has this checksum."""
    text = raw[:-18]
    first = text.index(_FREE.encode())
    missing = crc32(text) ^ checksum
    # Each letter's last bit flips some bits of the sum, whatever the others are: a system of linear equations.
    basis: list[tuple[int, int]] = []
    for place in range(len(_FREE)):
        flipped = bytearray(text)
        flipped[first + place] ^= 1
        change, letters = crc32(flipped) ^ crc32(text), 1 << place
        for known, of in basis:
            if change ^ known < change:
                change, letters = change ^ known, letters ^ of
        if change:
            basis.append((change, letters))
            basis.sort(reverse=True)
    chosen = 0
    for known, of in basis:
        if missing ^ known < missing:
            missing, chosen = missing ^ known, chosen ^ of
    solved = bytearray(text)
    for place in range(len(_FREE)):
        solved[first + place] ^= chosen >> place & 1
    assert crc32(solved) == checksum
    return sealed_text(bytes(solved))


class _Record:
    """Writes lines about one record."""

    def __init__(self, number: int) -> None:
        self.id = f"0199a000-0000-7000-8000-{number:012d}"

    def line(self, put: Any = GOOD, **envelope: Any) -> bytes:
        usual = {"at": "2026-11-22T05:51:08.273512Z", "table": "episodes", "id": self.id, "rev": 2, "by": "phone"}
        whole = {**usual, "change": "5f0c2a9be1d4", **envelope}
        return sealed(whole if "del" in envelope else {**whole, "put": put})

    def with_fields(self, **fields: Any) -> bytes:
        return self.line({**GOOD, **fields})

    def with_text(self, text: bytes, **fields: Any) -> bytes:
        """Put raw bytes where a field has the value "HERE"."""
        return sealed_text(self.with_fields(**fields)[:-18].replace(b'"HERE"', text))


def hostile_cases(*, with_large: bool = True, fields: Iterable[str] = FIELDS) -> list[Case]:
    """Return all cases.

    Args:
        with_large: also cases of hundreds of kilobytes.
        fields: those that are given every value.
    """
    found = []
    records = map(_Record, count(1))
    for made in (
        _envelopes(records),
        _moments(records),
        _documents(records, fields, VALUES + (LARGE_VALUES if with_large else ())),
        _graphs(records),
    ):
        for name, lines, record in made:
            if with_large or sum(map(len, lines)) < 20_000:
                found.append((name, record.id, lines))
    return found


Made = Iterator[tuple[str, list[bytes], _Record]]


def _envelopes(records: Iterator[_Record]) -> Made:
    for rev in REVISIONS:
        of = next(records)
        yield f"revision {str(rev)[:22]}", [of.line(rev=rev)], of
        yield f"deletion, revision {str(rev)[:22]}", [of.line(rev=rev, **{"del": True})], next(records)
    for number in NUMBERS:
        of = next(records)
        yield f"revision {number[:9]!r}", [sealed_text(of.line()[:-18].replace(b'"rev":2', b'"rev":' + number))], of
    for name, values in (
        ("at", STAMPS), ("id", IDS), ("table", (*NAMES, "unheard of", "Episodes")), ("by", NAMES),
        ("change", CHANGES), ("undoes", CHANGES), ("redoes", CHANGES), ("after", PARENTS), ("settles", SETTLED),
        ("del", (False, 1, None, "yes")), ("put", ({}, [], 5, "x", None, True, {"": 1}, {"schema": 2})),
        ("journal", ("episodes", 5)), ("weather", (4, 2**70, CODES)),
    ):  # fmt: skip
        for value in values:
            of = next(records)
            yield f"{name} {str(value)[:22]!r}", [of.line(**{name: value})], of
            if name in ("id", "table"):
                yield f"{name} {str(value)[:22]!r} deleted", [of.line(**{name: value, "del": True})], of
    of = next(records)
    yield "put beside del", [sealed({**json.loads(of.line()), "del": True})], of
    yield "a purge of an odd id", [of.line(id='a\nepisodes "x', **{"del": True, "purge": True})], of
    yield "a purge of an odd table", [of.line(table="episodes x", **{"del": True, "purge": True})], of
    of = next(records)
    yield "a purge of the greatest revision", [of.line(rev=2**63 - 1, **{"del": True, "purge": True})], of
    for version, device in ((10**30, "phone"), (-1, "../x"), (True, "p"), (1, "x" * 500), (1, "\x1b[2J")):
        yield f"header {version}", [sealed({"journal": "episodes", "version": version, "device": device})], of


def _moments(records: Iterator[_Record]) -> Made:
    for moment in MOMENTS:
        for name in ("started_at", "ended_at", "created_at", "updated_at"):
            of = next(records)
            yield f"{name} {moment!r}", [of.with_fields(**{name: moment})], of
        of = next(records)
        yield f"open since {moment!r}", [of.with_fields(started_at=moment, is_open=True)], of
        practice = of.line({**PRACTICE, "started_at": moment}, table="practices")
        yield f"practised {moment!r}", [practice], of
    for date in DATES:
        of = next(records)
        yield f"day {date!r}", [of.line(DAY, table="days", id=date, rev=1)], of
    lengths: tuple[Any, ...] = (-1, 31_622_401, 2**63, 10**30, 1.5, "60", True, None, [], 0)
    for seconds in lengths:
        of = next(records)
        yield f"practised {seconds!r} s", [of.line({**PRACTICE, "seconds": seconds}, table="practices")], of


def _documents(records: Iterator[_Record], fields: Iterable[str], values: Iterable[Any]) -> Made:
    for field in fields:
        for value in values:
            of = next(records)
            yield f"{field} {str(value)[:30]!r}", [of.with_fields(**{field: value})], of
    for depth in (45, 50, 51, 100, 1000, 100_000):
        for name in ("note", "unheard_of"):
            of = next(records)
            yield f"{name} {depth} deep", [of.with_text(b"[" * depth + b"]" * depth, **{name: "HERE"})], of
    for number in NUMBERS:
        for name in ("pain", "unheard_of"):
            of = next(records)
            yield f"{name} {number[:9]!r}", [of.with_text(number, **{name: "HERE"})], of
    for text in (rb'"\ud800"', rb'"\uDC00x"', b'"\xff\xfe"', b'"\0"', b'{"\\ud800":1}'):
        for name in ("note", "place", "unheard_of"):
            of = next(records)
            yield f"{name} {text!r}", [of.with_text(text, **{name: "HERE"})], of
    for length in (20_000, 20_001, 900_000, 1_100_000, 10_000_000):
        of = next(records)
        yield f"note of {length}", [of.with_fields(note="y" * length)], of
    of = next(records)
    yield "20,000 fields", [of.with_fields(**{f"f{number}": number for number in range(20_000)})], of
    of = next(records)
    odd = {"\x1b[2J": 1, "#[fg=red]": "x", "\u202e": [1], "": None, "__class__": "x", "id": "forged", "self": 1}
    yield "odd names of fields", [of.line({**GOOD, **odd})], of
    rubbish = (b"rubbish " * 10, b'{"at":' + b"x" * 90, b"[" * 90, b'"' + b"a" * 60, b"\xff\xfe" * 40, b"\0" * 60)
    yield "rubbish", [sealed_text(text) for text in rubbish], of
    yield "50,000 short lines", [b"x"] * 50_000, of
    yield "5 MB without a line break", [b"x" * 5_000_000], of


def _graphs(records: Iterator[_Record]) -> Made:
    def name_of(raw: bytes) -> str:
        return f"{json.loads(raw)['change']}{raw[-10:-2].decode()}"

    def version(of: _Record, number: int, after: Iterable[str] = (), **envelope: Any) -> bytes:
        put = {**GOOD, "pain": number % 11, "note": f"version {number} {_FREE}"}
        names = {"after": [*after]} if after else {}
        return of.line(put, **{"change": f"{number:012x}", **names, **envelope})

    unknown = "f" * 20
    of = next(records)
    one = version(of, 1, [unknown])
    yield "follows one of its own revision", [one, version(of, 2, [name_of(one)])], of
    of = next(records)
    high = version(of, 1, [unknown], rev=3)
    yield "follows one of a higher revision", [high, version(of, 2, [name_of(high)])], of
    of = next(records)
    twins = [version(of, number, [unknown], change="a" * 12) for number in (1, 2)]
    yield "name each other's change", [*twins, version(of, 3, [name_of(each) for each in twins], change="a" * 12)], of
    of = next(records)
    yield "names itself", [forged(version(of, 1, ["a" * 12 + "01234567"], change="a" * 12), 0x01234567)], of
    of = next(records)
    circle = [
        forged(version(of, 1, ["b" * 12 + "89abcdef"], change="a" * 12), 0x01234567),
        forged(version(of, 2, ["a" * 12 + "01234567"], change="b" * 12, rev=3), 0x89ABCDEF),
    ]
    yield "name each other", circle, of
    of = next(records)
    yield "300 of the first revision", [version(of, number, rev=1) for number in range(300)], of
    of = next(records)
    yield "300 heads", [version(of, number, [unknown]) for number in range(300)], of
    of = next(records)
    names, tangled = [unknown], []
    for number in range(2, 300):
        tangled.append(version(of, number, names[-2:], rev=number))
        names.append(name_of(tangled[-1]))
    yield "300 that follow the last two", tangled, of
    of = next(records)
    top = version(of, 1, rev=1_000_000)
    yield "a ladder over a million", [top, version(of, 2, [name_of(top)], rev=1_000_001)], of
    of = next(records)
    yield (
        "3,000 fields in conflict",
        [of.line({**GOOD, **{f"f{each}": sign * each for each in range(3000)}}, after=[unknown], change=change * 12)
         for sign, change in ((1, "a"), (-1, "b"))],
        of,
    )  # fmt: skip
    of = next(records)
    odd = [
        of.line({**GOOD, "\x1b[2J": by, "note": CODES + by, "tried": [{"routine": CODES + by}], "triggers": [CODES]},
                after=[unknown], change=change * 12, by=by)
        for change, by in (("a", "phone"), ("b", "tablet"))
    ]  # fmt: skip
    yield "codes in conflict", odd, of


def write_hostile(folder: Path, cases: Iterable[Case], *, at_most: int = 1) -> None:
    """Write cases as journals of one diary, each record with a good first line before the hostile ones.

    Args:
        folder: the diary's folder.
        cases: the cases.
        at_most: how many go into one journal; a second header is always alone.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    journals: list[list[bytes]] = []
    written = at_most
    for name, key, lines in cases:
        if written >= at_most or name.startswith("header"):
            journals.append([HEADER])
            written = at_most if name.startswith("header") else 0
        journals[-1] += [sealed({**json.loads(_Record(0).line()), "id": key, "rev": 1}), *lines]
        written += 1
    for number, raws in enumerate(journals):
        (folder / f"2026.phone-{number:06d}.jsonl").write_bytes(b"\n".join(raws) + b"\n")
