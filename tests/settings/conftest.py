"""Keys that a test gives to actions are named in no other test."""

from collections.abc import Iterator

import pytest

from spasmtui.shared.key_names import use_chosen_keys


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    yield
    use_chosen_keys({})
