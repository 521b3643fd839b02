"""Let an SSH agent open the diary's key: the passphrase of its file is made of a signature of fixed words.

An agent decrypts nothing, it signs. A signature by ed25519 or RSA is the same each time for the same words, and nobody
without the key can make it; one by ECDSA, or by a key on a token, differs each time and cannot be used. `ssh-keygen`
asks the agent, so that the program itself opens no socket. Whoever may use the agent, such as a machine that it is
forwarded to, can have the same words signed: `docs/encryption.md` says so.
"""

from __future__ import annotations

import base64
import binascii
import subprocess
from hashlib import sha256
from pathlib import Path

SUFFIX = ".agent"
"""The ending of the file beside the key's, with the public key whose signature is its passphrase."""
_NAMESPACE = "spasmtui-diary-key"
_WORDS = b"Open the key of the diary of spasmtui."
_LIMIT_SECONDS = 60
"""The time for a person to confirm the use of a key, where their agent asks."""
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"


def agent_file(key: Path) -> Path:
    """Return the path of the public key whose agent opens a key's file; it need not exist."""
    return key.with_name(key.name + SUFFIX)


def agent_passphrase(public_key: Path) -> str | None:
    """Return the passphrase that the agent's key makes; None where the agent is not there or has not this key.

    Args:
        public_key: a file with the public key, such as `~/.ssh/id_ed25519.pub`.
    """
    try:
        signed = subprocess.run(
            ["ssh-keygen", "-Y", "sign", "-q", "-f", str(public_key), "-n", _NAMESPACE],
            input=_WORDS, capture_output=True, timeout=_LIMIT_SECONDS, check=True,
        )  # fmt: skip
        _, begin, rest = signed.stdout.decode().partition(_BEGIN)
        body, end, _ = rest.partition(_END)
        signature = base64.b64decode("".join(body.split()), validate=True) if begin and end else b""
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError, binascii.Error):
        return None
    return base64.b64encode(sha256(signature).digest()).decode() if signature else None


def is_steady(public_key: Path, passphrase: str) -> bool:
    """Return whether the agent makes the same passphrase once more."""
    return agent_passphrase(public_key) == passphrase
