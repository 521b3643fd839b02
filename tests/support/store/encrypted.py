"""Diaries that are encrypted for a key of the tests, and the same tests with them as with plain ones."""

from pathlib import Path
from typing import Any

import pyrage
import pytest

from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.sealing.key_source import KeySource

IDENTITY = pyrage.x25519.Identity.generate()
RECIPIENT = str(IDENTITY.to_public())


def key_file(folder: Path, identity: Any = IDENTITY) -> Path:
    """Write a key's file, and return its path."""
    path = folder / "diary-key.txt"
    path.write_text(f"{identity}\n", encoding="ascii")
    return path


def give_key(journals: JournalSet, path: Path) -> None:
    journals.sealing.source = KeySource(lambda: path)


KEY_VARIABLE = "SPASMTUI_TESTS_KEY"
"""Names the key's file to the processes of a test in which every diary is encrypted."""


def encrypt_from_the_first(journals: JournalSet, path: Path) -> None:
    """Make a diary one that is encrypted from its first line, and give it the key."""
    journals.state.mkdir(parents=True, exist_ok=True, mode=0o700)
    recipient = str(pyrage.x25519.Identity.from_str(path.read_text(encoding="ascii").strip()).to_public())
    (journals.state / "encrypted-to").write_text(f"on\n{recipient}\n", encoding="ascii")
    give_key(journals, path)


def encrypt_every_diary(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Make every diary of a test one that is encrypted from its first line, and whose key is given."""
    path, build = key_file(folder), JournalSet.__init__

    def build_encrypted(journals: JournalSet, *arguments: Any, **words: Any) -> None:
        build(journals, *arguments, **words)
        encrypt_from_the_first(journals, path)

    monkeypatch.setenv(KEY_VARIABLE, str(path))
    monkeypatch.setattr(JournalSet, "__init__", build_encrypted)
