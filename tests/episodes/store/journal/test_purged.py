"""The bytes of a file without its purged records."""

from spasmtui.episodes.store.journal.line import header_line
from spasmtui.episodes.store.journal.purged import holds_any, needles, without_records
from tests.support.store.lines import raw_line
from tests.support.store.values import an_episode

ONE, OTHER = an_episode(1, note="Dreamt of the old house."), an_episode(2, note="Stays.")
PURGE = raw_line(ONE.id, purge=True, rev=9)
RECORDS = {("episodes", ONE.id)}
KEPT = [header_line("laptop-3fa9c1"), raw_line(OTHER), PURGE]


def joined(*raws: bytes) -> bytes:
    return b"\n".join(raws) + b"\n"


def test_a_record_s_lines_go_and_its_purge_and_all_else_stay() -> None:
    data = joined(KEPT[0], raw_line(ONE), raw_line(OTHER), raw_line(ONE, rev=2), PURGE, raw_line(ONE.id, rev=3))
    assert without_records(data, RECORDS) == joined(*KEPT)
    assert (holds_any(data, RECORDS), holds_any(joined(*KEPT), RECORDS)) == (True, False)


def test_a_file_without_them_is_the_same_object() -> None:
    data = joined(*KEPT)
    assert without_records(data, RECORDS) is data
    assert without_records(data, set(), [b"Stays"]) is data
    assert without_records(data, {("days", OTHER.id)}) is data


def test_a_damaged_line_goes_with_the_note_or_the_id_and_an_intact_one_never_by_its_text() -> None:
    torn = [b'{"at":"2026","put":{"note":"Dreamt of the old house."', b'{"at":"2026","id": "%b"' % ONE.id.encode()]
    same = raw_line(an_episode(3, note=ONE.note))
    texts = needles(["note"], ["nowhere", "Dreamt of the old house."])
    assert without_records(joined(*KEPT, torn[0], same), RECORDS, texts) == joined(*KEPT, same)
    assert without_records(joined(raw_line(ONE), torn[1], same), RECORDS) == joined(same)
    assert without_records(joined(*KEPT[:2], torn[0]), RECORDS, texts) == joined(*KEPT[:2])
    part = b'{"note":"Dreamt of the old house. Twice."', b'{"id":"0199"', b"Dreamt of the old house."
    data = joined(*part, raw_line(ONE))
    assert without_records(data, RECORDS, texts) == joined(*part)


def test_a_value_is_looked_for_with_its_name_as_json_writes_it() -> None:
    assert needles(["id", "key"], ['a"b']) == {b'"id":"a\\"b"', b'"id": "a\\"b"', b'"key":"a\\"b"', b'"key": "a\\"b"'}
