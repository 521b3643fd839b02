"""An SSH agent that signs the same each time opens the diary's key; any other is refused before anything is written."""

import sys
from pathlib import Path

import pytest

from spasmtui.episodes.commands.encryption.key_for_agent import write_key_for_agent
from spasmtui.episodes.store.sealing import age
from spasmtui.episodes.store.sealing.agent_passphrase import agent_file, agent_passphrase
from spasmtui.episodes.store.sealing.key_source import KeySource
from spasmtui.errors import DiaryLocked, WrongUsage
from tests.support.store.encrypted import IDENTITY

pytestmark = pytest.mark.long

SIGNER = """#!{python}
import base64, os, pathlib, sys
public = pathlib.Path(sys.argv[sys.argv.index("-f") + 1]).read_bytes()
if b"unknown" in public:
    sys.exit("No private key found")
salt = os.urandom(8) if b"token" in public else b""
body = base64.encodebytes(public + sys.stdin.buffer.read() + salt).decode()
print(f"-----BEGIN SSH SIGNATURE-----\\n{{body}}-----END SSH SIGNATURE-----")
"""


@pytest.fixture
def public_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a public key, whose agent is a program of the test's own."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "ssh-keygen").write_text(SIGNER.format(python=sys.executable))
    (programs / "ssh-keygen").chmod(0o700)
    monkeypatch.setenv("PATH", str(programs))
    path = tmp_path / "id.pub"
    path.write_text("ssh-ed25519 AAAA me@desk")
    return path


def test_the_agent_opens_the_key_that_was_made_for_it_and_nobody_is_asked(tmp_path: Path, public_key: Path) -> None:
    path = tmp_path / "config" / "diary-key.txt"
    write_key_for_agent(path, f"{IDENTITY}\n", public_key)
    assert age.is_encrypted(path.read_bytes())

    def never(_question: str) -> str | None:
        raise AssertionError

    source = KeySource(lambda: path, never, by_agent=lambda: agent_passphrase(agent_file(path)))
    assert source.load(may_ask=False) is None
    keys = source.load(may_ask=True)
    assert keys is not None
    assert str(keys[0].to_public()) == str(IDENTITY.to_public())


def test_an_agent_without_the_key_is_named_and_no_passphrase_is_asked_for(tmp_path: Path, public_key: Path) -> None:
    path = tmp_path / "diary-key.txt"
    write_key_for_agent(path, f"{IDENTITY}\n", public_key)
    agent_file(path).write_text("ssh-ed25519 unknown", encoding="utf-8")
    source = KeySource(lambda: path, None, by_agent=lambda: agent_passphrase(agent_file(path)))
    with pytest.raises(DiaryLocked, match="SSH agent has not opened"):
        source.load(may_ask=True)


def test_an_agent_that_cannot_open_it_again_gets_no_key(tmp_path: Path, public_key: Path) -> None:
    path = tmp_path / "diary-key.txt"
    for public, said in (
        ("ssh-ed25519 unknown", "has not signed"),
        ("ssh-ed25519 token", "differently each time"),
        ("AGE-SECRET-KEY-1", "no public key"),
    ):
        public_key.write_text(public, encoding="utf-8")
        with pytest.raises(WrongUsage, match=said):
            write_key_for_agent(path, f"{IDENTITY}\n", public_key)
        assert not path.exists()


def test_without_ssh_there_is_no_passphrase(public_key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert agent_passphrase(public_key) is None
