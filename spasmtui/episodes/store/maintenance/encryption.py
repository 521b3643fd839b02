"""Encryption of backups and exports with age, by the extra `pyrage`."""

from pathlib import Path
from typing import Any

from spasmtui.errors import DataError, WrongUsage
from spasmtui.terminal.named_files import read_named

_BEGINNINGS = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")

_MOST_KEY_BYTES = 1_000_000


def is_encrypted(data: bytes) -> bool:
    """Return whether a file's content is encrypted with age."""
    return data.startswith(_BEGINNINGS)


def encrypt(data: bytes, recipient: str) -> bytes:
    """Encrypt bytes for one age or SSH public key.

    Raises:
        WrongUsage: the key is invalid, or the extra is not installed.
    """
    pyrage = _pyrage()
    try:
        key = (pyrage.ssh if recipient.startswith("ssh-") else pyrage.x25519).Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise WrongUsage("This is not an age key. It begins with age1, or with ssh-ed25519 or ssh-rsa.") from None
    sealed: bytes = pyrage.encrypt(data, [key])
    return sealed


def decrypt(data: bytes, path: Path, identity: Path | None) -> bytes:
    """Decrypt bytes; a missing or changed byte is detected.

    Args:
        data: the encrypted content.
        path: its file, for the message of an error.
        identity: the file with the secret key, as `age-keygen` writes it.

    Raises:
        WrongUsage: no key was named, or the extra is not installed.
        DataError: the key does not open it, or it is damaged.
    """
    pyrage = _pyrage()
    if identity is None:
        raise WrongUsage(f"{path} is encrypted. Name the file with your key: --identity FILE.")
    text = read_named(identity, most_bytes=_MOST_KEY_BYTES).decode(errors="replace")
    try:
        if "AGE-SECRET-KEY-" in text:
            words = [word for word in text.split() if word.startswith("AGE-SECRET-KEY-")]
            keys = [pyrage.x25519.Identity.from_str(word) for word in words]
        else:
            keys = [pyrage.ssh.Identity.from_buffer(text.encode())]
        opened: bytes = pyrage.decrypt(data, keys)
    except (pyrage.IdentityError, pyrage.DecryptError):
        raise DataError(f"{path} is damaged, or encrypted for another key. Nothing was changed.") from None
    return opened


def _pyrage() -> Any:
    try:
        import pyrage  # noqa: PLC0415 -- an extra that most people do not have
    except ImportError:
        raise WrongUsage("Encryption needs an extra: pip install 'spasmtui[encrypt]'.") from None
    return pyrage
