"""A file of favourites that something else has written: it is named, left as it is, and fills no memory."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.drink.favourites import Favourite, Favourites
from spasmtui.drink.form import Form
from spasmtui.errors import DataError

ROW = {"name": "mine", "make": "4", "water": {"sodium_mg_per_l": "20"}}
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
_ANYTHING = st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)

WATERS: tuple[object, ...] = ("1/0", "1e999999999", "-5", "\u0663", "", None, 5, [])


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b"\xff",
        b"9" * 5000,
        *(
            json.dumps({"version": 1, "favourites": [{**ROW, "water": {"sodium_mg_per_l": water}}]}).encode()
            for water in WATERS
        ),
    ],
)
def test_what_cannot_be_read_is_named_and_not_overwritten(content: bytes, tmp_path: Path) -> None:
    file = Favourites(tmp_path)
    file.path.write_bytes(content)
    for change in (file.load, lambda: file.add(Favourite("new", Form())), lambda: file.remove("mine")):
        with pytest.raises(DataError) as raised:
            change()
        assert str(file.path) in raised.value.message
    assert file.path.read_bytes() == content


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    file = Favourites(tmp_path)
    os.mkfifo(file.path)
    with pytest.raises(DataError, match="it is not a regular file"):
        file.load()


@pytest.mark.long
@settings(max_examples=25)
@given(value=_ANYTHING, whole=_ANYTHING, name=st.sampled_from([*ROW, "sweetener", "has_mint", "coconut"]))
def test_any_json_is_a_list_of_forms_or_is_refused(
    value: object, whole: object, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = Favourites(tmp_path_factory.mktemp("any"))
    for document in (whole, {"version": 1, "favourites": whole}, {"version": 1, "favourites": [{**ROW, name: value}]}):
        file.path.write_text(json.dumps(document), encoding="utf-8")
        try:
            loaded = file.load()
        except DataError:
            continue
        for favourite in loaded:
            assert favourite.form.is_valid()
            assert favourite.form.fields()
