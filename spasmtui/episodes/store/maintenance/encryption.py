"""Encryption of backups and exports with age, by the extra `pyrage`."""

from pathlib import Path

from spasmtui.episodes.store.sealing import age
from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.installation.hint import extra_hint
from spasmtui.terminal.named_files import read_named

_MOST_KEY_BYTES = 1_000_000


def encrypt(data: bytes, recipient: str) -> bytes:
    """Encrypt bytes for one age or SSH public key.

    Raises:
        WrongUsage: the key is invalid, or the extra is not installed.
    """
    _require_extra()
    return age.encrypt(data, age.parse_recipients([recipient]))


def decrypt(data: bytes, path: Path, identity: Path | None) -> bytes:
    """Decrypt bytes; a missing or changed byte is detected.

    Args:
        data: the encrypted content.
        path: its file, for the message of an error.
        identity: the file with the secret key, as `age-keygen` writes it.

    Raises:
        WrongUsage: no key was named, or the extra is not installed.
        DataError: the key does not open it or has a passphrase, or it is damaged.
    """
    _require_extra()
    if identity is None:
        raise WrongUsage(f"{path} is encrypted. Name the file with your key: --identity FILE.")
    key = read_named(identity, most_bytes=_MOST_KEY_BYTES)
    if age.is_encrypted(key):
        raise DataError(
            f"The key in {identity} has a passphrase, which is not asked for here. Open it with a program for age, "
            f"`age -d -o KEYFILE {identity}`, then name KEYFILE. Nothing was changed."
        )
    try:
        return age.decrypt(data, age.parse_identities(key))
    except ValueError:
        raise DataError(f"{path} is damaged, or encrypted for another key. Nothing was changed.") from None


def _require_extra() -> None:
    try:
        age.load_pyrage()
    except age.ExtraMissing:
        raise WrongUsage(f"Encryption needs the extra 'encrypt'. {extra_hint('encrypt')}") from None
