"""The state is a function of the set of lines; which one counts; what hostile lines do."""

import random
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.store.journal.ledger import HIGHEST_PLAIN_REV, Ledger
from spasmtui.episodes.store.journal.line import Line, read_line, seal
from spasmtui.episodes.store.journal.record_codec import read_record
from tests.support.store.lines import a_line
from tests.support.store.values import NIGHT, an_episode

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


def test_a_line_is_new_once_and_known_by_its_bytes() -> None:
    first, edit = a_line(an_episode(1)), a_line(an_episode(1, pain=3), rev=2)
    ledger = Ledger(read_record)
    assert not ledger.has(first)
    assert (ledger.add(first), ledger.add(a_line(an_episode(1))), ledger.add(edit)) == (True, False, True)
    assert (ledger.has(first), ledger.has(edit), ledger.has(a_line(an_episode(2)))) == (True, True, False)
    assert list(ledger.lines()) == [first, edit]
    alone = ledger_of(first)
    assert (alone.has(first), alone.has(edit)) == (True, False)


def test_a_rejected_line_is_known_and_is_not_among_the_lines() -> None:
    hostile = hostile_line(rev=1)
    ledger = ledger_of(hostile)
    assert list(ledger.lines()) == [hostile]
    assert ledger.winner("episodes", ID) is None
    assert (ledger.has(hostile), list(ledger.lines()), ledger.add(hostile)) == (True, [], False)
    assert (ledger.tables(), ledger.all_keys("episodes"), ledger.keys("episodes")) == (("episodes",), (), [])
    assert ledger.history("episodes", ID) == ledger.readable("episodes", ID) == []
    # Another line of the record is as good as before.
    ledger.add(a_line(an_episode(1)))
    assert ledger.value("episodes", ID) == an_episode(1)


def hostile_line(rev: int, number: int = 1, **more: Any) -> Line:
    line = read_line(
        seal({
            "at": "2026-11-22T05:51:08.273512Z", "table": "episodes", "id": an_episode(number).id, "rev": rev,
            "by": "phone", "change": "", "put": {"pain": "lots", **more},
        })
    )  # fmt: skip
    assert isinstance(line, Line)
    return line


def test_a_record_without_lines_is_neither_there_nor_deleted_nor_purged() -> None:
    ledger = Ledger(read_record)
    assert (ledger.winner("episodes", ID), ledger.value("episodes", ID)) == (None, None)
    assert (ledger.is_purged("episodes", ID), ledger.history("episodes", ID)) == (False, [])
    assert (ledger.keys("episodes"), ledger.all_keys("episodes"), ledger.tables()) == ([], (), ())
    assert (starting(ledger), list(ledger.conflicted()), list(ledger.lines())) == ([], [], [])


def test_a_deleted_record_keeps_its_key_and_a_purged_one_is_told_from_it() -> None:
    deleted = ledger_of(a_line(an_episode(1)), a_line(ID, rev=2))
    assert (deleted.keys("episodes"), deleted.all_keys("episodes"), deleted.is_purged("episodes", ID)) == (
        [],
        (ID,),
        False,
    )
    purged = ledger_of(a_line(an_episode(1)), a_line(ID, rev=2, purge=True))
    assert (purged.value("episodes", ID), purged.is_purged("episodes", ID)) == (None, True)
    living = ledger_of(a_line(an_episode(1)))
    assert (living.keys("episodes"), living.is_purged("episodes", ID)) == ([ID], False)


def test_the_readable_lines_of_a_record_leave_out_the_rejected_ones_and_have_their_values() -> None:
    good, deletion, edit = a_line(an_episode(1)), a_line(ID, rev=3), a_line(an_episode(1, pain=4), rev=4)
    ledger = ledger_of(edit, hostile_line(rev=2), deletion, hostile_line(rev=9), good)
    assert ledger.readable("episodes", ID) == [good, deletion, edit]
    assert [line.value for line in ledger.history("episodes", ID)] == [an_episode(1), None, an_episode(1, pain=4)]
    assert ledger.winner("episodes", ID) is edit


def test_a_record_of_an_earlier_program_is_in_conflict_with_another_line_of_its_revision_alone() -> None:
    one, other = a_line(an_episode(1, pain=1), rev=2), a_line(an_episode(1, pain=2), rev=2, by="phone")
    assert rivals(one) == []
    assert rivals(a_line(an_episode(1)), one) == []
    assert rivals(one, other) == [one]
    assert rivals(a_line(an_episode(1)), one, other) == [one]
    assert rivals(one, other, a_line(an_episode(1, pain=5), rev=3)) == []
    assert rivals(a_line(an_episode(1), rev=2), hostile_line(rev=2), hostile_line(rev=3)) == []
    assert rivals(hostile_line(rev=1), hostile_line(rev=1, note=4)) == []


def rivals(*lines: Line) -> list[Line]:
    return [rival for resolution in ledger_of(*lines).conflicted() for rival in resolution.rivals]


def test_the_same_answer_comes_from_an_index_that_grew_and_from_one_that_was_sorted() -> None:
    for count in (3, 100, 101, 250):
        lines = [a_line(an_episode(number)) for number in range(count)]
        at_once, one_by_one = Ledger(read_record), Ledger(read_record)
        assert starting(at_once) == starting(one_by_one) == []
        at_once.add_all(lines)
        for line in reversed(lines):
            one_by_one.add(line)
        expected = [an_episode(number).id for number in reversed(range(count))]
        assert starting(at_once) == starting(one_by_one) == expected
        at_once.add_all(lines)
        assert starting(at_once) == expected


def test_records_that_start_together_are_in_the_order_of_their_keys_newest_first() -> None:
    start = an_episode(1).started_at
    ledger = ledger_of(*(a_line(an_episode(number, started_at=start)) for number in (2, 3, 1)))
    assert starting(ledger) == [an_episode(number).id for number in (3, 2, 1)]
    moment = start.timestamp()
    assert (starting(ledger, moment), starting(ledger, moment + 1), starting(ledger, 0.0, moment)) == (
        starting(ledger), [], [],
    )  # fmt: skip


def test_a_line_with_the_same_start_as_another_shows_its_record_once() -> None:
    ledger = ledger_of(a_line(an_episode(1)))
    assert starting(ledger) == [ID]
    ledger.add(a_line(an_episode(1, pain=2), rev=2))
    assert starting(ledger) == [ID]


def test_a_record_is_parsed_once_and_in_tables_of_documents_is_the_document() -> None:
    calls = []

    def counting(table: str, key: str, document: Any) -> object:
        calls.append((table, key))
        return read_record(table, key, document)

    ledger = Ledger(counting)
    ledger.add(a_line(an_episode(1)))
    assert ledger.value("episodes", ID) is ledger.value("episodes", ID)
    assert calls == [("episodes", ID)]
    plain = Ledger()
    plain.add(a_line(an_episode(1)))
    assert plain.value("episodes", ID) == a_line(an_episode(1)).document()


def test_looking_through_all_records_sets_the_impossible_ones_aside_on_the_way() -> None:
    hostile = a_line(an_episode(1), put={"started_at": "0001-01-01T00:00:00+14:00"})
    ledger = ledger_of(hostile, a_line(an_episode(2)), a_line(an_episode(3), put={}), a_line(an_episode(4)))
    assert ledger.keys("episodes") == [an_episode(2).id, an_episode(4).id]
    assert [line.key for line, _ in ledger.rejected] == [ID, an_episode(3).id]


def test_the_work_of_merging_many_first_lines_grows_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    document = Line.document

    def counting(line: Line) -> dict[str, Any]:
        parsed.append(line.key)
        return document(line)

    first = [a_line(an_episode(1, note=f"version {number % 3}"), by=f"phone-{number}") for number in range(60)]
    last = a_line(an_episode(1, note="the end"), rev=2, after=[line.parent_id for line in first])
    ledger = ledger_of(*first, last)
    monkeypatch.setattr(Line, "document", counting)
    assert ledger.value("episodes", ID) == an_episode(1, note="the end")
    assert len(parsed) <= 4 * len(first)


def test_a_change_of_a_record_that_three_devices_imported_follows_all_their_first_lines() -> None:
    first = [a_line(an_episode(1, updated_at=NIGHT), by=f"phone-{number}") for number in range(3)]
    edited = a_line(an_episode(1, pain=3), rev=2, after=[first[2].parent_id])
    for lines in permutations([*first, edited]):
        ledger = ledger_of(*lines)
        assert ledger.heads("episodes", ID) == (edited,)
        assert list(ledger.conflicted()) == []
    other = a_line(an_episode(1, pain=3), by="tablet")
    assert len(ledger_of(*first, edited, other).heads("episodes", ID)) == 2


def test_two_devices_that_changed_the_same_have_both_changes_as_heads() -> None:
    first = a_line(an_episode(1))
    same = [a_line(an_episode(1, pain=3), rev=2, by=by, after=[first.parent_id]) for by in ("phone", "tablet")]
    later = a_line(an_episode(1, pain=3, note="x"), rev=3, after=[same[0].parent_id])
    assert set(ledger_of(first, *same, later).heads("episodes", ID)) == {same[1], later}


def test_a_revision_that_shows_no_line_below_it_is_set_aside_alone_and_beside_others() -> None:
    far = a_line(an_episode(1, note="immortal"), rev=HIGHEST_PLAIN_REV + 1)
    alone, beside = ledger_of(far), ledger_of(a_line(an_episode(1)), far)
    assert (alone.value("episodes", ID), beside.value("episodes", ID)) == (None, an_episode(1))
    for ledger in (alone, beside):
        assert ledger.is_set_aside(far)
        assert ledger.readable("episodes", ID) == ledger.history("episodes", ID)
    assert not beside.is_set_aside(beside.history("episodes", ID)[0])
    top = a_line(an_episode(1), rev=HIGHEST_PLAIN_REV)
    step = a_line(an_episode(1, note="step"), rev=HIGHEST_PLAIN_REV + 1, after=[top.parent_id])
    leap = a_line(an_episode(1, note="leap"), rev=HIGHEST_PLAIN_REV + 3, after=[step.parent_id])
    ledger = ledger_of(leap, step, top)
    assert ledger.value("episodes", ID) == an_episode(1, note="step")
    assert [ledger.is_set_aside(each) for each in (top, step, leap)] == [False, False, True]


def test_a_purge_leaves_nothing_of_its_record_and_everything_of_the_others() -> None:
    bad = [a_line(an_episode(number), put={"pain": "lots"}) for number in (1, 2)]
    ledger = ledger_of(*bad, a_line(an_episode(1), rev=2), a_line(an_episode(3)))
    assert ledger.keys("episodes") == [ID, an_episode(3).id]
    assert ledger.readable("episodes", ID) == [a for a in ledger.lines() if a.key == ID]
    ledger.add(a_line(ID, purge=True))
    assert [line.key for line, _ in ledger.rejected] == [an_episode(2).id]
    assert [line.is_purge for line in ledger.history("episodes", ID)] == [True]
    assert not ledger.add(a_line(an_episode(1), rev=9))


def test_an_undo_of_what_is_in_no_journal_deletes_and_the_edit_beside_it_is_told() -> None:
    first = a_line(an_episode(1))
    undone = a_line(ID, rev=2, undoes="abcdef", after=[first.parent_id])
    edited = a_line(an_episode(1, pain=3), rev=2, by="phone", after=[first.parent_id])
    assert list(ledger_of(first, undone).conflicted()) == []
    (conflict,) = ledger_of(first, undone, edited).conflicted()
    assert (conflict.line, conflict.rivals) == (undone, (edited,))


def test_the_undo_of_a_choice_that_followed_only_a_deletion_is_an_edit() -> None:
    deletion = a_line(ID)
    choice = a_line(an_episode(1, pain=2), rev=2, change="ab", after=[deletion.parent_id], settles=["pain"])
    undo = a_line(an_episode(1, pain=9), rev=3, change="cd", after=[choice.parent_id], undoes="ab")
    beside = a_line(an_episode(1, pain=9), rev=2, by="phone", after=[deletion.parent_id])
    for lines in ((deletion, choice, undo, beside), (beside, undo, choice, deletion)):
        assert ledger_of(*lines).value("episodes", ID) == an_episode(1, pain=9)


def test_every_line_without_a_record_at_the_end_of_a_chain_is_rejected() -> None:
    good, hostile, worse = a_line(an_episode(1, pain=4)), hostile_line(rev=2), hostile_line(rev=3)
    ledger = ledger_of(worse, good, hostile)
    assert ledger.value("episodes", ID) == an_episode(1, pain=4)
    assert list(ledger.lines()) == ledger.history("episodes", ID) == [good]
    assert [line for line, _ in ledger.rejected] == [worse, hostile]
