"""What is quick gives the answers of what is plain: lines found by their bytes, merged with sets of bits."""

import random
from collections.abc import Mapping
from typing import Any

import pytest

from spasmtui.episodes.store.journal import ledger
from spasmtui.episodes.store.journal.ledger import Ledger
from spasmtui.episodes.store.journal.line import Line, read_line
from spasmtui.episodes.store.journal.merge import LineGraph
from spasmtui.episodes.store.journal.year_index import SummaryBuilder
from tests.support.store.heavy_journals import ID, name_of, sealed
from tests.support.store.plain_merge import PlainMerge, text_of

VALUES: tuple[Any, ...] = (0, 0, 1, 1, "x", "y", [1], [2], None, {"k": 1})
STARTS = ("2026-11-20T05:12:00+01:00", "2026-11-21T05:12:00+01:00", None)


def random_lines(chance: random.Random, most: int = 12) -> list[Line]:
    """Lines of a record that follow, undo, settle and repeat each other as no program would write them."""
    lines: list[Line] = []
    for number in range(chance.randrange(1, most)):
        parents = chance.sample(lines, min(len(lines), chance.choice((0, 1, 1, 1, 2, 2, 3))))
        rev = max((each.rev for each in parents), default=0) + 1
        more: dict[str, Any] = {"after": [each.parent_id for each in parents]} if parents else {}
        if parents and chance.random() < 0.1:
            more["after"].append("f" * 20)
        if lines and chance.random() < 0.3:
            more[chance.choice(("undoes", "undoes", "redoes"))] = chance.choice(lines).change
        if parents and chance.random() < 0.4:
            more["settles"] = chance.sample(("a", "b", "c"), 2)
        if chance.random() < 0.12:
            more["del"] = True
        else:
            names = chance.sample(("a", "b", "c", "d", "updated_at"), chance.randrange(1, 6))
            before = chance.choice(lines) if lines and chance.random() < 0.4 else None
            known = {} if before is None or before.is_deletion else before.document()
            more["put"] = {**known, **{name: chance.choice(VALUES) for name in names[: 1 if known else 5]}}
        raw = sealed(
            rev if chance.random() < 0.85 else chance.randrange(1, 6),
            number=chance.randrange(number + 1) if chance.random() < 0.2 else number,
            by=f"d{chance.randrange(3)}", at=f"2026-11-22T05:51:0{chance.randrange(4)}.000000Z", **more,
        )  # fmt: skip
        line = read_line(raw)
        assert isinstance(line, Line)
        lines += [line] if all(line.raw != each.raw for each in lines) else []
    return lines


@pytest.mark.long
def test_lines_in_any_order_are_merged_by_the_plain_rule() -> None:
    merged = 0
    for seed in range(400):
        chance = random.Random(seed)
        lines = random_lines(chance)
        plain = PlainMerge(lines)
        heads = [plain.lines[each] for each in plain.heads(range(len(lines)))]
        resolution = LineGraph(chance.sample(lines, len(lines))).resolve(lambda _: True)
        assert list(resolution.heads) == heads, seed
        if any(line.is_deletion for line in heads) or not (len(heads) == 1 or any(line.after for line in heads)):
            continue
        merged += len(heads) > 1
        values, contested = plain.everything()
        shown: Mapping[str, Any] = resolution.line.document()
        assert {name: text_of(shown, name) for name in shown} == values, seed
        found = {each.field: [each.kept.raw, *(other.raw for other in each.others)] for each in resolution.conflicts}
        assert found == contested, seed
    assert merged > 100


def read_or_reject(_table: str, _key: str, document: Mapping[str, Any]) -> object:
    if document.get("n") == 0:
        raise ValueError("no record")
    return document


def answers(raws: list[bytes], seed: int) -> list[Any]:
    """Everything that a ledger says while lines are added."""
    chance, found = random.Random(seed), Ledger(read_or_reject)
    said: list[Any] = []
    for raw in raws:
        line = read_line(raw)
        assert isinstance(line, Line)
        said.append((found.add(line), found.has(line)))
        question = chance.randrange(6)
        if question == 0:
            said.append(getattr(found.winner("episodes", ID), "raw", None))
        elif question == 1:
            said.append([each.raw for each in found.readable("episodes", ID)])
        elif question == 2:
            said.append([each.raw for each in found.history("episodes", ID)])
        elif question == 3:
            every = [each for each in map(read_line, raws) if isinstance(each, Line)]
            said.append([(found.is_set_aside(each), found.has(each)) for each in every])
    return [*said, sorted(each.raw for each, _ in found.rejected), [each.raw for each in found.lines()]]


@pytest.mark.parametrize("many", [1, 2, 5])
def test_many_lines_of_a_record_are_found_and_ranked_as_few_are(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    for seed in range(60):
        chance = random.Random(seed)
        raws: list[bytes] = []
        for number in range(chance.randrange(1, 20)):
            more: dict[str, Any] = {"put": {"n": chance.randrange(3), "started_at": chance.choice(STARTS)}}
            if chance.random() < 0.15:
                more = {"del": True, **({"purge": True} if chance.random() < 0.2 else {})}
            if raws and chance.random() < 0.5:
                more["after"] = [name_of(raws[-1])]
            rev = chance.choice((number + 1, number + 1, 10**6, 10**6 + 1, 10**6 + 2, 10**9))
            raws.append(sealed(rev, number=number, by=f"d{chance.randrange(2)}", **more))
        raws += chance.sample(raws, len(raws) // 2)
        monkeypatch.setattr(ledger, "_MANY_LINES", 1000)
        few = answers(raws, seed)
        monkeypatch.setattr(ledger, "_MANY_LINES", many)
        assert answers(raws, seed) == few, seed


def test_the_summary_knows_the_oldest_line_that_is_open_and_not_followed() -> None:
    for seed in range(100):
        chance, builder = random.Random(seed), SummaryBuilder()
        opened: dict[str, tuple[int, float | None]] = {}
        followed: set[str] = set()
        lines: list[Line] = []
        for number in range(12):
            is_open = {"is_open": True} if chance.random() < 0.7 else {}
            after: dict[str, Any] = (
                {"after": [chance.choice(lines).parent_id]} if lines and chance.random() < 0.5 else {}
            )
            line = read_line(
                sealed(
                    chance.randrange(1, 5),
                    number=chance.randrange(number + 1),
                    put={"started_at": chance.choice(STARTS), **is_open},
                    **after,
                )
            )
            assert isinstance(line, Line)
            lines.append(line)
            closed = {
                name for name, (rev, _) in opened.items() if (name in line.after if line.after else rev < line.rev)
            }
            followed |= closed
            opened = {name: each for name, each in opened.items() if name not in closed}
            if is_open and line.parent_id not in followed:
                opened[line.parent_id] = line.rev, line.start
            builder.add_all([line])
            starts = [start for _, start in opened.values() if start is not None]
            assert builder.oldest_open() == min(starts, default=None), seed
