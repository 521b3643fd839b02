"""The tests of what must not be lost run on plain diaries and on encrypted ones."""

import pytest

from tests.support.store.encrypted import encrypt_every_diary


@pytest.fixture(params=["plain", pytest.param("encrypted", marks=pytest.mark.long)])
def both_modes(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Run a test twice: the second time every diary is encrypted from its first line, and its key is given."""
    if request.param == "encrypted":
        encrypt_every_diary(monkeypatch, tmp_path_factory.mktemp("key"))
