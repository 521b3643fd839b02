"""Encrypt and decrypt with age, by the extra `pyrage`, which is imported when an encrypted diary needs it."""

from collections.abc import Iterable, Sequence
from typing import Any

from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.installation.hint import extra_hint

BEGINNINGS = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
_OTHER_KEY = "No matching keys found"
_SECRET = "AGE-SECRET-KEY-"


class ExtraMissing(DataError):
    """The extra that encrypts is not installed."""

    code = "extra-missing"


class OtherKey(ValueError):
    """The encrypted bytes are for none of these keys."""


def is_encrypted(data: bytes) -> bool:
    """Return whether bytes are encrypted with age."""
    return data.startswith(BEGINNINGS)


def parse_recipients(words: Iterable[str]) -> list[Any]:
    """Return the public keys that words name.

    Raises:
        WrongUsage: one is no age key and no SSH key.
        ExtraMissing: the extra is not installed.
    """
    pyrage = load_pyrage()
    keys = []
    for word in words:
        try:
            keys.append((pyrage.ssh if word.startswith("ssh-") else pyrage.x25519).Recipient.from_str(word))
        except pyrage.RecipientError:
            raise WrongUsage(
                f"{word[:40]!r} is not an age key. One begins with age1, or with ssh-ed25519 or ssh-rsa."
            ) from None
    return keys


def encrypt(data: bytes, recipients: Sequence[Any]) -> bytes:
    """Encrypt bytes so that each of the recipients can open them."""
    sealed: bytes = load_pyrage().encrypt(data, recipients)
    return sealed


def decrypt(data: bytes, identities: Sequence[Any]) -> bytes:
    """Decrypt bytes; a missing or changed byte is detected.

    Raises:
        OtherKey: they are for another key.
        ValueError: they are damaged.
    """
    pyrage = load_pyrage()
    try:
        opened: bytes = pyrage.decrypt(data, identities)
    except pyrage.DecryptError as error:
        raise (OtherKey if str(error) == _OTHER_KEY else ValueError)(str(error)) from None
    return opened


def new_key() -> tuple[str, str]:
    """Return a new public key, and the text of the file with its secret one."""
    identity = load_pyrage().x25519.Identity.generate()
    public = str(identity.to_public())
    return (
        public,
        f"# The key of a diary of spasmtui. Whoever has this file can read the diary.\n# {public}\n{identity}\n",
    )


def lock_key(text: str, passphrase: str) -> bytes:
    """Return the content of a key's file that a passphrase opens."""
    locked: bytes = load_pyrage().passphrase.encrypt(text.encode(), passphrase)
    return locked


def unlock_key(data: bytes, passphrase: str) -> bytes:
    """Return the text of a key's file that a passphrase opens.

    Raises:
        ValueError: it is another passphrase, or the file is damaged.
    """
    pyrage = load_pyrage()
    try:
        opened: bytes = pyrage.passphrase.decrypt(data, passphrase)
    except pyrage.DecryptError as error:
        raise ValueError(str(error)) from None
    return opened


def parse_identities(data: bytes) -> list[Any]:
    """Return the secret keys that a key's file holds: those that `age-keygen` writes, or one of SSH.

    Raises:
        ValueError: it holds none that can be used; the message says why.
    """
    pyrage = load_pyrage()
    text = data.decode(errors="replace")
    try:
        if _SECRET in text:
            return [pyrage.x25519.Identity.from_str(word) for word in text.split() if word.startswith(_SECRET)]
        return [pyrage.ssh.Identity.from_buffer(data)]
    except pyrage.IdentityError as error:
        raise ValueError(str(error)) from None


def load_pyrage() -> Any:
    """Import the extra.

    Raises:
        ExtraMissing: it is not installed.
    """
    try:
        import pyrage  # noqa: PLC0415 -- an extra that most people do not have
    except ImportError:
        raise ExtraMissing(
            "The diary is encrypted, and the extra 'encrypt', which opens it, is not installed. "
            f"{extra_hint('encrypt')}"
        ) from None
    return pyrage
