"""The secret keys of an encrypted diary: the file that holds them, and the question for its passphrase."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from spasmtui.episodes.store.sealing.age import is_encrypted, parse_identities, unlock_key
from spasmtui.errors import DataError, DiaryLocked
from spasmtui.terminal.named_files import read_named

_MOST_BYTES = 1_000_000
_TRIES = 3
SETTING = "identity under [encrypt] in settings.toml"


class KeySource:
    """Reads a key's file, and asks for its passphrase where it has one."""

    def __init__(
        self,
        path: Callable[[], Path | None],
        ask: Callable[[str], str | None] | None = None,
        hiding: Callable[[], AbstractContextManager[None]] = nullcontext,
        by_agent: Callable[[], str | None] | None = None,
    ) -> None:
        """Take where the file is, and how to ask.

        Args:
            path: returns the file; None where nobody has named one.
            ask: gets a question, and returns what was typed; None where nobody can answer.
            hiding: makes the block in which nothing that is typed is shown, between two questions either.
            by_agent: returns the passphrase that the person's SSH agent makes, or None where it makes none; None itself
                where the key is not one that an agent opens.
        """
        self._path = path
        self._ask = ask
        self._hiding = hiding
        self._by_agent = by_agent

    @property
    def path(self) -> Path | None:
        """The key's file, as the settings name it; None where they name none and there is none in the usual place."""
        return self._path()

    def is_locked(self) -> bool:
        """Return whether the file is there and has a passphrase.

        Raises:
            DiaryLocked: there is none, or it cannot be read.
        """
        return is_encrypted(self._read())

    def load(self, *, may_ask: bool) -> list[Any] | None:
        """Return the secret keys; None where a passphrase is needed and not to be asked for.

        Raises:
            DiaryLocked: there is no key, or nobody can be asked, or the passphrase is wrong.
            ExtraMissing: the extra is not installed.
        """
        data = self._read()
        if not is_encrypted(data):
            return self._parse(data)
        if not may_ask:
            return None
        if (keys := self.load_by_agent()) is not None:
            return keys
        with self._hiding():
            return self._ask_for_keys()

    def _ask_for_keys(self) -> list[Any]:
        for number in range(_TRIES):
            question = f"Passphrase for {self.path}: " if number == 0 else "That was not it. Passphrase: "
            passphrase = self._ask(question) if self._ask is not None else None
            if passphrase is None:
                raise DiaryLocked(
                    f"The diary is encrypted, and the passphrase of {self.path} was not given. It is asked for in a "
                    "terminal, and by the app when it shows the log."
                )
            if (keys := self.load_with(passphrase)) is not None:
                return keys
        raise DiaryLocked(f"The diary is encrypted, and this is not the passphrase of {self.path}.")

    def load_by_agent(self) -> list[Any] | None:
        """Return the secret keys that the person's SSH agent opens; None where that is not the way. It takes a second.

        Raises:
            DiaryLocked: the agent does not open them, or the file cannot be read or holds no key.
            ExtraMissing: the extra is not installed.
        """
        if self._by_agent is None:
            return None
        passphrase = self._by_agent()
        if passphrase is None or (keys := self.load_with(passphrase)) is None:
            raise DiaryLocked(
                f"The diary is encrypted, and your SSH agent has not opened its key, {self.path}. `ssh-add -l` lists "
                "the keys that the agent has."
            )
        return keys

    def load_with(self, passphrase: str) -> list[Any] | None:
        """Return the secret keys that a passphrase opens; None where it is another one.

        Raises:
            DiaryLocked: the file cannot be read or holds no key.
            ExtraMissing: the extra is not installed.
        """
        try:
            text = unlock_key(self._read(), passphrase)
        except ValueError:
            return None
        return self._parse(text)

    def _read(self) -> bytes:
        if (path := self.path) is None:
            raise DiaryLocked(
                f"The diary is encrypted, and no key was named. Name its file with {SETTING}. Nothing was changed."
            )
        try:
            return read_named(path.expanduser(), most_bytes=_MOST_BYTES)
        except DataError as error:
            raise DiaryLocked(
                f"The diary is encrypted, and its key cannot be read. {error.message} {SETTING.capitalize()} names the "
                "file with the key."
            ) from None

    def _parse(self, data: bytes) -> list[Any]:
        try:
            return parse_identities(data)
        except ValueError as reason:
            raise DiaryLocked(
                f"The diary is encrypted, and {self.path} holds no key that can be used: {reason}. An SSH key must "
                "have no passphrase of its own. Nothing was changed."
            ) from None
