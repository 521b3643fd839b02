"""The state is a function of the set of lines; which one counts; what hostile lines do."""

import random
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.store.journal.ledger import Ledger
from spasmtui.episodes.store.journal.line import Line, read_line, seal
from spasmtui.episodes.store.journal.record_codec import read_record
from tests.support.store.lines import a_line
from tests.support.store.values import an_episode

ID = an_episode(1).id


def ledger_of(*lines: Line) -> Ledger:
    ledger = Ledger(read_record)
    for line in lines:
        ledger.add(line)
    return ledger


def values_of(ledger: Ledger) -> dict[str, Any]:
    return {key: ledger.value("episodes", key) for key in ledger.keys("episodes")}


def starting(ledger: Ledger, *bounds: float) -> list[str]:
    return [line.key for line in ledger.starting_between("episodes", *bounds)]


@settings(max_examples=40)
@given(st.data())
def test_order_and_repeats_do_not_matter(data: st.DataObject) -> None:
    line = st.builds(
        lambda number, rev, by, at, is_deletion, pain: a_line(
            an_episode(number).id if is_deletion else an_episode(number, pain=pain),
            rev=rev, by=by, at=f"2026-11-22T05:51:0{at}.000000Z",
        ),
        st.integers(1, 3), st.integers(1, 4), st.sampled_from(["laptop", "phone"]), st.integers(0, 3), st.booleans(),
        st.integers(0, 10),
    )  # fmt: skip
    lines = data.draw(st.lists(line, max_size=12))
    shuffled = data.draw(st.permutations([*lines, *lines]))
    first, second = ledger_of(*lines), ledger_of(*shuffled)
    assert values_of(first) == values_of(second)
    assert starting(first) == starting(second)


def test_a_change_made_knowing_another_wins_whatever_the_clocks_say() -> None:
    early = a_line(an_episode(1, pain=2), rev=1, at="2040-01-01T00:00:00.000000Z")
    knowing = a_line(an_episode(1, pain=9), rev=2, at="1970-01-01T00:00:00.000000Z")
    assert ledger_of(knowing, early).value("episodes", ID) == an_episode(1, pain=9)


def test_of_two_unseen_changes_the_later_wins_and_the_other_stays_in_the_history() -> None:
    first = a_line(an_episode(1))
    edit = a_line(an_episode(1, pain=3), rev=2, by="phone", at="2026-11-22T06:00:00.000000Z")
    deletion = a_line(ID, rev=2, by="laptop", at="2026-11-22T07:00:00.000000Z")
    ledger = ledger_of(first, deletion, edit)
    assert ledger.value("episodes", ID) is None
    assert ledger.history("episodes", ID) == [first, edit, deletion]


def test_a_hostile_record_is_rejected_and_the_next_best_line_counts() -> None:
    good = a_line(an_episode(1, pain=4), rev=1)
    envelope = {"at": good.at, "table": "episodes", "id": ID, "rev": 9, "by": "phone", "change": ""}
    hostile = read_line(seal({**envelope, "put": {"started_at": "2030-01-01T00:00:00Z", "pain": "lots", "note": {}}}))
    assert isinstance(hostile, Line)
    ledger = ledger_of(good, hostile)
    assert ledger.value("episodes", ID) == an_episode(1, pain=4)
    assert [line for line, _ in ledger.rejected] == [hostile]
    assert starting(ledger) == [ID]
    assert not ledger.add(hostile)


def test_a_hostile_record_cannot_move_its_victim_out_of_a_range() -> None:
    good = a_line(an_episode(1, pain=4))
    envelope = {"at": good.at, "table": "episodes", "id": ID, "rev": 9, "by": "phone", "change": ""}
    for put in ({"started_at": "2030-01-01T00:00:00Z"}, {"started_at": None}, {}):
        hostile = read_line(seal({**envelope, "put": put}))
        assert isinstance(hostile, Line)
        for order in ((good, hostile), (hostile, good)):
            start = an_episode(1).started_at.timestamp()
            assert starting(ledger_of(*order), start, start + 1) == [ID]


def test_the_index_answers_as_a_search_of_everything_does() -> None:
    chance = random.Random(3)
    ledger = Ledger(read_record)
    shown: dict[str, float] = {}
    for rev in range(1, 200):
        number = chance.randrange(40)
        episode = replace(an_episode(number), started_at=an_episode(chance.randrange(500)).started_at)
        gone = chance.random() < 0.2
        ledger.add(a_line(episode.id if gone else episode, rev=rev))
        if gone:
            shown.pop(episode.id, None)
        else:
            shown[episode.id] = episode.started_at.timestamp()
        since, until = sorted(an_episode(chance.randrange(500)).started_at.timestamp() for _ in range(2))
        expected = sorted(((start, key) for key, start in shown.items() if since <= start < until), reverse=True)
        assert starting(ledger, since, until) == [key for _, key in expected]
