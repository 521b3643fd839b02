"""The app asks for the passphrase of an encrypted diary before it shows it, and goes on without it."""

from pathlib import Path

import pyrage
import pytest
from textual.widgets import Input

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.shell import Options
from spasmtui.ui.asking.passphrase_dialog import WRONG, PassphraseDialog
from tests.conftest import FakeClock, Run
from tests.support.shown_app import settle, text_of


@pytest.fixture
def locked(here: Run, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An encrypted diary, whose key has a passphrase; how that is made slow is none of the question."""
    here("log", "add", "calf", "--pain", "6")
    here("log", "encrypt", "--yes")
    key = own_home / ".config" / "spasmtui" / "diary-key.txt"
    secret = key.read_bytes()
    key.write_bytes(b"age-encryption.org/v1\n")

    def open_with(_data: bytes, passphrase: str) -> bytes:
        if passphrase != "calm sea":
            raise pyrage.DecryptError("Decryption failed")
        return secret

    monkeypatch.setattr(pyrage.passphrase, "decrypt", open_with)


@pytest.mark.pilot
@pytest.mark.usefixtures("locked")
async def test_a_passphrase_is_asked_for_and_opens_the_diary_and_nothing_waits_for_it(clock: FakeClock) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        assert isinstance(app.screen, PassphraseDialog)
        await pilot.press(*"wrong", "enter")
        await settle(app, pilot)
        assert WRONG in text_of(app)
        assert "wrong" not in text_of(app)
        await pilot.press("escape")
        await settle(app, pilot)
        assert "was not given" in text_of(app)
        await pilot.press("3")
        await settle(app, pilot)
        assert isinstance(app.screen, PassphraseDialog)
        app.screen.query_one(Input).value = "calm sea"
        await pilot.press("enter")
        await settle(app, pilot)
        assert not isinstance(app.screen, PassphraseDialog)
        assert "calf" in text_of(app)
