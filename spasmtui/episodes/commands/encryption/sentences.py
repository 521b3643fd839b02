"""Say whether the diary is encrypted, whether its key is here, and what is still in the clear."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from spasmtui.episodes.store.journal.folder import CONVERTING
from spasmtui.episodes.store.maintenance.conversion import plain_lines
from spasmtui.episodes.store.sealing.key_place import key_path
from spasmtui.errors import DataError
from spasmtui.shared.formats import listed, many
from spasmtui.system.calls import is_closed_to_others

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.services import Services

_LONG_KEY = 80


def encryption_sentences(services: Services) -> tuple[list[str], bool]:
    """Return sentences about the encryption of the diary, and whether one names a fault; none for a plain one."""
    journals = services.diary.journals
    if not journals.is_encrypted():
        return [], False
    decision = journals.sealing.decision()
    sentences = [
        f"Encrypted for {listed(each if len(each) < _LONG_KEY else each[:60] + '...' for each in decision.recipients)}."
    ]
    is_fault = False
    try:
        path = key_path(services)
        if journals.sealing.has_key():
            sentences.append(
                f"The key in {path} opens it. Without a copy of it elsewhere a broken disk takes the diary."
            )
            if _is_shared(path):
                sentences.append(f"Others on this computer may read the key: `chmod 600 {path}` makes it yours alone.")
        elif (source := journals.sealing.source) is not None and source.is_locked():
            sentences.append(f"The key in {path} has a passphrase, which was not asked for.")
        else:
            journals.sealing.require_key()
    except DataError as error:
        sentences.append(error.message)
        is_fault = True
    if is_converting(services):
        sentences.append("Encrypting it was interrupted. The next change goes on with it, and so does `log encrypt`.")
    sentences += [
        f"{many(count, 'line')} of {name} {'is' if count == 1 else 'are'} in the clear. The device that wrote "
        f"{'it' if count == 1 else 'them'} has an older version of this program, has ended the encryption, or has "
        "recorded nothing since it began."
        for name, count in plain_lines(journals)
    ]
    sentences.append(
        "In the clear on this computer are a running routine, where warmth or cold was used last, and the times at "
        "which entries were written."
    )
    return sentences, is_fault


def _is_shared(key: Path) -> bool:
    """Return whether other users may do something with a key's file."""
    with suppress(OSError):
        return not is_closed_to_others(key.stat())
    return False


def is_converting(services: Services) -> bool:
    """Return whether files of this device may not be as it was decided."""
    return (services.state / CONVERTING).exists()
