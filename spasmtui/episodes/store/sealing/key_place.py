"""The place of a diary's key on this computer, and the source that reads it from there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spasmtui.episodes.store.sealing.agent_passphrase import agent_file, agent_passphrase
from spasmtui.episodes.store.sealing.key_source import KeySource
from spasmtui.system.terminal_line import without_echo
from spasmtui.terminal.printing.passphrase import ask_passphrase

if TYPE_CHECKING:
    from spasmtui.services import Services

KEY_NAME = "diary-key.txt"
"""The key's file in the folder of the settings, where these name no other."""


def key_path(services: Services) -> Path:
    """Return the path of the key's file; it need not exist."""
    named = services.settings_now().settings.encrypt.identity if services.has_settings else ""
    return (services.config / Path(named).expanduser()) if named else services.config / KEY_NAME


def source_of(services: Services) -> KeySource:
    """Return the source of the diary's key, which asks on the terminal unless the full screen has it."""

    def path() -> Path | None:
        found = key_path(services)
        is_named = services.has_settings and bool(services.settings_now().settings.encrypt.identity)
        return found if is_named or found.exists() else None

    public_key = agent_file(key_path(services))
    return KeySource(
        path,
        lambda question: None if services.has_screen else ask_passphrase(question),
        without_echo,
        (lambda: agent_passphrase(public_key)) if public_key.exists() else None,
    )
