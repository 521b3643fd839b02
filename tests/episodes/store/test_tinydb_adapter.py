"""Plain TinyDB calls mean the same on the journals as on TinyDB's own storages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, TinyDB, where
from tinydb.operations import add, decrement, delete, increment
from tinydb.operations import set as set_field
from tinydb.storages import JSONStorage, MemoryStorage
from tinydb.table import Document

from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.tinydb_adapter import JournalDB, JournalStorage
from spasmtui.errors import CannotStore
from tests.conftest import FakeClock


def journal(tmp_path: Path) -> JournalDB:
    return JournalDB(tmp_path / "data", tmp_path / "state", FakeClock())


def stock(tmp_path: Path) -> TinyDB:
    """The journals under TinyDB's own tables."""
    return TinyDB(tmp_path / "data", tmp_path / "state", FakeClock(), storage=JournalStorage)


@pytest.fixture(params=["memory", "json", "journal", "journal under TinyDB's own tables"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TinyDB]:
    """The same database on each storage."""
    made: dict[str, Callable[[], TinyDB]] = {
        "memory": lambda: TinyDB(storage=MemoryStorage),
        "json": lambda: TinyDB(tmp_path / "db.json", storage=JSONStorage),
        "journal": lambda: journal(tmp_path),
        "journal under TinyDB's own tables": lambda: stock(tmp_path),
    }
    with made[request.param]() as database:
        yield database


def contents(table: Any) -> list[dict[str, Any]]:
    return sorted((dict(document) for document in table), key=str)


def filled(db: TinyDB) -> TinyDB:
    db.insert_multiple([{"place": "calf", "pain": 6}, {"place": "foot", "pain": 3}, {"place": "calf", "pain": 1}])
    return db


def test_what_is_inserted_is_found_by_its_id_and_by_a_query(db: TinyDB) -> None:
    key = db.insert({"place": "calf", "tried": ["heat", {"seconds": 4}]})
    assert db.get(doc_id=key) == {"place": "calf", "tried": ["heat", {"seconds": 4}]}
    assert db.search(where("place") == "calf") == [db.get(doc_id=key)]
    assert db.contains(doc_id=key)
    assert db.contains(where("tried").any(["heat"]))
    assert len(db) == db.count(where("place").exists()) == 1


def test_several_are_inserted_at_once_and_their_ids_returned(db: TinyDB) -> None:
    keys = db.insert_multiple([{"n": 1}, {"n": 2}, {"n": 3}])
    assert [db.get(doc_id=key) for key in keys] == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert contents(db.get(doc_ids=keys[1:])) == [{"n": 2}, {"n": 3}]


def test_an_update_changes_what_matches(db: TinyDB) -> None:
    keys = filled(db).update({"side": "left"}, where("place") == "calf")
    assert len(keys) == 2
    assert contents(db) == [
        {"place": "calf", "pain": 1, "side": "left"},
        {"place": "calf", "pain": 6, "side": "left"},
        {"place": "foot", "pain": 3},
    ]


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (increment("pain"), {"place": "foot", "pain": 4}),
        (decrement("pain"), {"place": "foot", "pain": 2}),
        (add("pain", 5), {"place": "foot", "pain": 8}),
        (set_field("pain", 0), {"place": "foot", "pain": 0}),
        (delete("pain"), {"place": "foot"}),
        (lambda document: document.update(pain=9), {"place": "foot", "pain": 9}),
    ],
)
def test_operations_and_callables_update_in_place(db: TinyDB, operation: Any, expected: dict[str, Any]) -> None:
    filled(db).update(operation, where("place") == "foot")
    assert db.search(where("place") == "foot") == [expected]


def test_updates_may_be_many_and_may_match_everything(db: TinyDB) -> None:
    filled(db).update_multiple([({"a": 1}, where("pain") > 5), ({"b": 2}, where("pain") < 2)])
    db.update({"all": True})
    assert contents(db) == [
        {"place": "calf", "pain": 1, "b": 2, "all": True},
        {"place": "calf", "pain": 6, "a": 1, "all": True},
        {"place": "foot", "pain": 3, "all": True},
    ]


def test_an_upsert_updates_what_is_there_and_inserts_what_is_not(db: TinyDB) -> None:
    filled(db).upsert({"place": "foot", "pain": 0}, where("place") == "foot")
    db.upsert({"place": "neck"}, where("place") == "neck")
    assert contents(db)[2:] == [{"place": "foot", "pain": 0}, {"place": "neck"}]


def test_a_removal_returns_the_ids_and_a_missing_one_is_skipped(db: TinyDB) -> None:
    keys = filled(db).remove(where("place") == "calf")
    assert len(keys) == 2
    assert contents(db) == [{"place": "foot", "pain": 3}]
    left = [document.doc_id for document in db]
    assert db.remove(doc_ids=[*left, *keys]) == left
    assert contents(db) == []


def test_a_truncated_table_is_empty_and_takes_new_documents(db: TinyDB) -> None:
    filled(db).truncate()
    assert len(db) == 0
    db.insert({"n": 1})
    assert contents(db) == [{"n": 1}]


def test_tables_do_not_mix_and_can_be_dropped(db: TinyDB) -> None:
    db.table("nights").insert({"n": 1})
    db.table("days").insert({"n": 2})
    assert db.tables() == {"nights", "days"}
    db.drop_table("nights")
    assert (db.tables(), contents(db.table("days"))) == ({"days"}, [{"n": 2}])
    db.drop_tables()
    assert db.tables() == set()
    assert contents(db.table("days")) == []


def test_a_query_combines_conditions_and_finds_nothing_in_an_empty_table(db: TinyDB) -> None:
    calf = Query()
    assert db.search(calf.place == "calf") == []
    assert db.get(calf.place == "calf") is None
    filled(db)
    assert contents(db.search((calf.place == "calf") & ~(calf.pain > 5))) == [{"place": "calf", "pain": 1}]


def test_an_id_that_is_taken_is_refused(db: TinyDB) -> None:
    key = db.insert({"n": 1})
    with pytest.raises(ValueError, match="already exists"):
        db.insert(Document({"n": 2}, doc_id=key))
    assert contents(db) == [{"n": 1}]


def test_a_document_may_bring_its_own_id(db: TinyDB) -> None:
    assert db.insert(Document({"n": 1}, doc_id=12)) == 12
    with pytest.raises(ValueError, match="already exists"):
        db.insert(Document({"n": 2}, doc_id=12))
    db.update({"m": 1}, doc_ids=[12])
    db.upsert(Document({"o": 1}, doc_id=12))
    db.upsert(Document({"n": 3}, doc_id=13))
    assert (db.get(doc_id=12), db.contains(doc_id=12)) == ({"n": 1, "m": 1, "o": 1}, True)
    db.remove(doc_ids=[12])
    assert (contents(db), db.contains(doc_id=12)) == ([{"n": 3}], False)


def test_all_tables_are_dropped_by_who_has_read_none_of_them(db: TinyDB) -> None:
    db.insert_multiple([{"n": 1}, {"n": 2}])
    db.table("nights").insert({"n": 3})
    db.drop_tables()
    assert db.tables() == set()


def test_a_session_that_drops_all_tables_without_having_looked_drops_what_is_there(tmp_path: Path) -> None:
    for number, drop in enumerate((journal, stock)):
        place = tmp_path / str(number)
        journal(place).insert({"n": 1})
        drop(place).drop_tables()
        assert journal(place).all() == []


def test_a_session_that_has_looked_drops_only_what_it_saw(tmp_path: Path) -> None:
    one = stock(tmp_path)
    one.insert({"n": 1})
    data = one.storage.read()
    assert data is not None
    journal(tmp_path).insert({"n": 2})
    one.storage.write({})
    assert contents(journal(tmp_path)) == [{"n": 2}]


def test_what_is_not_a_mapping_is_refused(db: TinyDB) -> None:
    with pytest.raises(ValueError, match="Mapping"):
        db.insert([1, 2])


def test_an_updater_that_raises_half_way_changes_nothing(tmp_path: Path) -> None:
    db = filled(journal(tmp_path))
    before = contents(db)

    def updater(document: Any) -> None:
        document["pain"] = 0
        if document["place"] == "foot":
            raise RuntimeError

    with pytest.raises(RuntimeError):
        db.update(updater)
    assert contents(db) == contents(journal(tmp_path)) == before


def test_changing_what_was_returned_changes_nothing(tmp_path: Path) -> None:
    db = journal(tmp_path)
    key = db.insert({"tried": ["heat"]})
    found = db.get(doc_id=key)
    assert isinstance(found, dict)
    found["tried"].append("cold")
    assert db.get(doc_id=key) == {"tried": ["heat"]}


def test_a_search_sees_what_another_session_added(tmp_path: Path) -> None:
    one, other = journal(tmp_path), journal(tmp_path)
    one.insert({"n": 1})
    assert len(other.search(where("n") >= 1)) == 1
    one.insert({"n": 2})
    assert len(other.search(where("n") >= 1)) == 2


def test_two_sessions_insert_many_without_overwriting(tmp_path: Path) -> None:
    one, other = journal(tmp_path), journal(tmp_path)
    len(one), len(other)
    for session in (one, other, one):
        session.insert_multiple([{"n": n} for n in range(5)])
    assert len(one) == len(other) == len(journal(tmp_path)) == 15


def test_tinydbs_own_tables_never_delete_what_they_did_not_read(tmp_path: Path) -> None:
    """A storage that takes what it was not told of for a deletion loses other sessions' documents."""
    stock = TinyDB(tmp_path / "data", tmp_path / "state", FakeClock(), storage=JournalStorage)
    stock.insert({"n": 1})
    data = stock.storage.read()
    assert data is not None
    journal(tmp_path).insert({"n": 2})
    data["_default"]["1"]["n"] = 3
    stock.storage.write(data)
    assert contents(journal(tmp_path)) == [{"n": 2}, {"n": 3}]


def test_tinydbs_own_tables_are_refused_an_id_that_another_session_took(tmp_path: Path) -> None:
    stock = TinyDB(tmp_path / "data", tmp_path / "state", FakeClock(), storage=JournalStorage)
    other = TinyDB(tmp_path / "data", tmp_path / "state", FakeClock(), storage=JournalStorage)
    len(stock), len(other)
    stock.insert({"n": 1})
    data = {"_default": {"1": {"n": 2}}}
    with pytest.raises(ValueError, match="already exists"):
        other.storage.write(data)
    assert contents(stock) == [{"n": 1}]


def test_a_value_that_cannot_be_stored_leaves_the_files_untouched(tmp_path: Path) -> None:
    db = journal(tmp_path)
    db.insert({"n": 1})
    before = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    for value in (float("nan"), (1,), {1: 2}, "\ud800", 2**70, b"x", {1}):
        with pytest.raises(CannotStore):
            db.insert({"value": value})
    assert {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before


def test_a_storage_needs_to_know_where_its_state_is(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        JournalStorage(tmp_path)
    assert JournalDB(JournalSet(tmp_path / "d", tmp_path / "s", FakeClock())).all() == []


def test_what_is_put_under_a_key_is_all_that_stands_there(tmp_path: Path) -> None:
    table = journal(tmp_path).journal_table("nights")
    table.put("a", {"n": 1, "m": 1})
    table.put("a", {"n": 2})
    assert journal(tmp_path).journal_table("nights").get(doc_id="a") == {"n": 2}  # type: ignore[call-overload]
    table.remove(doc_ids=["a"])  # type: ignore[list-item]
    table.put("a", {"n": 3})
    assert contents(table) == [{"n": 3}]
