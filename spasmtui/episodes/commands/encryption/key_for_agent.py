"""Write a new key of the diary so that the person's SSH agent opens it."""

from pathlib import Path

from spasmtui.episodes.store.sealing import age
from spasmtui.episodes.store.sealing.agent_passphrase import agent_file, agent_passphrase, is_steady
from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.atomic_file import create_file
from spasmtui.terminal.named_files import read_named

_MOST_BYTES = 20_000


def write_key_for_agent(path: Path, text: str, public_key: Path) -> None:
    """Write a key whose passphrase the SSH agent makes, and beside it the public key that says which of its keys does.

    Args:
        path: the file of the diary's key; it does not exist yet.
        text: the diary's key.
        public_key: the file with the public key of SSH.

    Raises:
        WrongUsage: the agent is not there, has not this key, or signs differently each time.
        DataError: a file cannot be read or written.
    """
    if not (public := read_named(public_key, most_bytes=_MOST_BYTES)).startswith(b"ssh-"):
        raise WrongUsage(
            f"{public_key} is no public key that can be used. One begins with ssh-ed25519 or ssh-rsa; its file ends in "
            ".pub. Nothing was changed."
        )
    if (passphrase := agent_passphrase(public_key)) is None:
        raise WrongUsage(
            f"The SSH agent has not signed with {public_key}. `ssh-add -l` lists the keys that it has. Nothing was "
            "changed."
        )
    if not is_steady(public_key, passphrase):
        raise WrongUsage(
            f"The key of {public_key} signs differently each time, so it cannot open the diary again. Use one of "
            "ssh-ed25519 or ssh-rsa. Nothing was changed."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        agent_file(path).unlink(missing_ok=True)
        create_file(agent_file(path), public)
        create_file(path, age.lock_key(text, passphrase))
    except OSError as error:
        raise DataError(
            f"The key could not be written to {path}: {error.strerror or error}. Nothing was changed."
        ) from None
