"""The encryption of one diary: it writes without a key, and asks for one when something has to be read.

What this session has written it can read: an episode that was opened at 3 am is closed without a key.
"""

import binascii
import contextlib
import threading
from base64 import b64decode, b64encode
from collections.abc import Mapping, Set
from hashlib import sha256
from pathlib import Path
from typing import Any

from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.folder import CONVERTING, DECIDED
from spasmtui.episodes.store.journal.line import LINE_LIMIT, Line, seal
from spasmtui.episodes.store.journal.record_codec import parse_moment
from spasmtui.episodes.store.sealing import age, opened_texts
from spasmtui.episodes.store.sealing.key_source import KeySource
from spasmtui.episodes.store.sealing.recipients import Decision, read_decision, read_own, write_own
from spasmtui.episodes.store.sealing.sealed_line import (
    SealedLine,
    beginning_of,
    can_be_sealed,
    payload_of,
    put_in,
    with_end,
)
from spasmtui.errors import CannotStore, DataError, DiaryLocked, SpasmError

FEW_TEXTS = 32
"""Lines that are opened one by one before what was opened earlier is read; fewer than are worth keeping."""
MANY_TEXTS = 64
"""Lines that were opened one by one, from which on they are kept together for the next time."""
_PUT = b',"put":'
_SEAL_BYTES = 18


class ForOtherKey(DiaryLocked):
    """The diary is encrypted for another key than the one that is here."""


class Sealing:
    """Encrypts and opens the lines of one diary. Used by the thread that holds the ledger lock, or before any does."""

    def __init__(self, folder: Path, state: Path, disk: Disk) -> None:
        self._folder = folder
        self._state = state
        self._disk = disk
        self._of_thread = threading.local()
        self.source: KeySource | None = None
        """Where the secret keys are; None where nobody has said."""
        self._identities: list[Any] = []
        self._taken_over: Decision | None = None
        self._recipients: tuple[tuple[str, ...], list[Any]] = ((), [])
        self._texts: opened_texts.Texts = {}
        self._parts: dict[str, int] = {}
        """The number of parts of each year's opened texts that were read."""
        self._fresh: dict[str, list[bytes]] = {}
        """Digests of the texts that are not among the opened ones, by year, as far as these were read."""
        self._opened_singly = 0
        """The number of lines that were decrypted by themselves."""

    @property
    def may_ask(self) -> bool:
        """False while this thread is to ask nobody for a passphrase: relief goes on without what it cannot read."""
        return getattr(self._of_thread, "may_ask", True)

    @may_ask.setter
    def may_ask(self, value: bool) -> None:
        self._of_thread.may_ask = value

    def is_on(self) -> bool:
        """Return whether what is written now is encrypted; what another device began is taken over here."""
        return self.decision().is_on

    def decision(self) -> Decision:
        """Return the decision about encryption that counts here, and keep it where it came from another device."""
        decision = read_decision(self._disk, self._folder, self._state)
        if decision.is_on and decision != self._taken_over:
            with contextlib.suppress(OSError):
                if read_own(self._disk, self._state) != decision:
                    write_own(self._disk, self._state, decision, is_converting=True)
                self._taken_over = decision
        return decision

    def is_converting(self) -> bool:
        """Return whether files of this device may not be as it was decided."""
        return (self._state / CONVERTING).exists()

    # Writing

    def encrypt(self, data: bytes) -> bytes:
        """Encrypt bytes for the diary's recipients.

        Raises:
            DataError: the extra is not installed, or their keys cannot be used.
        """
        return age.encrypt(data, self._recipient_keys())

    def sealed_envelope(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return the keys and values of a line with its record encrypted.

        Raises:
            CannotStore: the record cannot be stored, or is too long.
            DataError: it cannot be encrypted here.
        """
        document = body["put"]
        # Sealed as it would be without encryption, so that the same records are refused.
        put = seal({"put": document})[len(_PUT) : -_SEAL_BYTES]
        return {name: value for name, value in body.items() if name != "put"} | self._sealed(
            put, document, body["table"], body["id"], body["at"]
        )

    def sealed_raw(self, line: Line) -> bytes:
        """Return the bytes of a line with its record encrypted; the same ones where nothing of it is to be encrypted.

        Raises:
            CannotStore: it would be too long.
            DataError: it cannot be encrypted here.
        """
        if line.is_sealed or line.is_deletion:
            return line.raw
        try:
            document = line.document()
        except ValueError:
            document = {}
        put = line.put_text()
        body: dict[str, Any] = {"at": line.at, "table": line.table, "id": line.key, "rev": line.rev, "by": line.by}
        body["change"] = line.change
        if line.after:
            body["after"] = list(line.after)
        if line.undoes or line.redoes:
            body |= {"undoes": line.undoes} if line.undoes else {"redoes": line.redoes}
        if line.settles:
            body["settles"] = list(line.settles)
        body["as"] = line.parent_id[len(line.change) :]
        return seal(body | self._sealed(put, document, line.table, line.key, line.at), is_plain=True)

    def opened_raw(self, line: Line) -> bytes:
        """Return the bytes of a line with its record in the clear: those that it had before, if it had any.

        Raises:
            DiaryLocked: there is no key.
            ValueError: it cannot be opened.
        """
        if not isinstance(line, SealedLine):
            return line.raw
        put = line.put_text()
        head = line.raw[: line.raw.index(b',"sealed":"')]
        for mark in (b',"is_ahead":true', b',"is_open":true'):
            head = head.removesuffix(mark)
        name = line.parent_id[len(line.change) :].encode()
        plain = with_end(head.removesuffix(b',"as":"%b"' % name) + _PUT + put)
        if plain[-10:-2] == name:
            return plain
        return with_end(head.removesuffix(b',"as":"%b"' % name) + b',"as":"%b"' % name + _PUT + put)

    def _sealed(self, put: bytes, document: Mapping[str, Any], table: str, key: str, at: str) -> dict[str, Any]:
        if not can_be_sealed(table, key):
            raise CannotStore("An id with quotation marks or backslashes cannot be stored in an encrypted diary.")
        payload = payload_of(table, key, put)
        text = b64encode(self.encrypt(payload))
        if len(text) > LINE_LIMIT - 2000:
            raise CannotStore("This is too long to store encrypted: at most some 700 kilobytes.")
        self._keep(_digest(text), payload, at[:4])
        started, written = parse_moment(document.get("started_at")), parse_moment(at)
        is_ahead = started is not None and written is not None and started > written
        marks = {"is_open": document.get("is_open") is True, "is_ahead": is_ahead}
        return {**{name: True for name, holds in marks.items() if holds}, "sealed": text.decode("ascii")}

    def _recipient_keys(self) -> list[Any]:
        words = read_decision(self._disk, self._folder, self._state).recipients
        if self._recipients[0] != words or not words:
            if not words:
                raise DataError(
                    f"{self._state / DECIDED} does not say whom the diary is encrypted for. Nothing was saved."
                )
            try:
                self._recipients = words, age.parse_recipients(words)
            except SpasmError as error:
                if isinstance(error, DataError):
                    raise
                raise DataError(f"{error.message} It is in {self._state / DECIDED}. Nothing was saved.") from None
        return self._recipients[1]

    # Reading

    def open(self, sealed: bytes, table: str, key: str, year: str) -> bytes:
        """Open a record's document.

        Args:
            sealed: the encrypted text of a line.
            table: the table of the line.
            key: the id of its record.
            year: the year in which it was written.

        Returns:
            The document as JSON.

        Raises:
            DiaryLocked: there is no key.
            ValueError: it is damaged, for another key, or of another record.
        """
        digest = _digest(sealed)
        if (payload := self._texts.get(digest)) is None:
            self.require_key()
            # A few lines are opened sooner one by one than all that were opened before are read.
            if self._opened_singly >= FEW_TEXTS:
                self._read_opened(year)
            if (payload := self._texts.get(digest)) is None:
                payload = self._decrypt_line(sealed)
                self._opened_singly += 1
                self._keep(digest, payload, year)
        return put_in(payload, table, key)

    def require_key(self) -> None:
        """Make sure that what is encrypted can be read, and ask for the key where it was not given yet.

        Raises:
            DiaryLocked: there is no key, or it is another one.
        """
        if not self._identities:
            if self.source is None:
                raise DiaryLocked("The diary is encrypted, and no key was given. Nothing was changed.")
            self._accept(self.source.load(may_ask=self.may_ask) or [])
            if not self._identities:
                raise DiaryLocked("The diary is encrypted, and the passphrase of its key was not given.")

    def has_key(self) -> bool:
        """Return whether what is encrypted can be read without asking anybody."""
        if not self._identities and self.source is not None:
            with contextlib.suppress(DataError):
                self._accept(self.source.load(may_ask=False) or [])
        return bool(self._identities)

    def unlock(self, passphrase: str) -> bool:
        """Take a passphrase for the key; return whether it is the right one.

        Raises:
            DiaryLocked: there is no key, or it is one of another diary.
        """
        keys = None if self.source is None else self.source.load_with(passphrase)
        if keys:
            self._accept(keys)
        return bool(keys)

    def unlock_by_agent(self) -> bool:
        """Let the person's SSH agent open the key; return whether it did.

        Raises:
            DiaryLocked: there is no key, or it is one of another diary.
        """
        keys = None if self.source is None else self.source.load_by_agent()
        if keys:
            self._accept(keys)
        return bool(keys)

    def decrypt(self, data: bytes) -> bytes:
        """Decrypt what this diary has encrypted.

        Raises:
            DiaryLocked: there is no key.
            ValueError: it is damaged, or for another key.
        """
        self.require_key()
        return age.decrypt(data, self._identities)

    def _accept(self, identities: list[Any]) -> None:
        """Take keys that open what is encrypted for the diary's recipients.

        Raises:
            ForOtherKey: they do not.
        """
        words = read_decision(self._disk, self._folder, self._state).recipients
        if identities and words:
            try:
                age.decrypt(age.encrypt(b"", self._recipient_keys()), identities)
            except ValueError:
                named = None if self.source is None else self.source.path
                raise ForOtherKey(
                    f"The diary is encrypted for another key than the one in {named}. Nothing was changed."
                ) from None
        self._identities = identities

    def _decrypt_line(self, sealed: bytes) -> bytes:
        try:
            return age.decrypt(b64decode(sealed, validate=True), self._identities)
        except age.OtherKey:
            raise ValueError("It is encrypted for another key.") from None
        except (ValueError, binascii.Error):
            raise ValueError("It is encrypted, and damaged, so that no key opens it.") from None

    # What was opened once

    def save_opened(self) -> None:
        """Keep what many lines hold, encrypted as one, so that they need not be opened one by one the next time.

        The caller holds the lock.

        Raises:
            OSError: it could not be written.
            DataError: it cannot be encrypted here.
        """
        if not self.has_many_fresh():
            return
        for year, digests in list(self._fresh.items()):
            is_all = self._parts.get(year, 0) >= opened_texts.MOST_PARTS
            texts = self._texts_of(year) if is_all else {digest: self._texts[digest] for digest in digests}
            opened_texts.write_texts(self._disk, self._state, year, texts, self.encrypt, is_all=is_all)
            self._parts[year] = 1 if is_all else self._parts.get(year, 0) + 1
            del self._fresh[year]

    def has_many_fresh(self) -> bool:
        """Return whether so many lines were opened one by one that `save_opened` would keep them."""
        return sum(map(len, self._fresh.values())) >= MANY_TEXTS

    def forget(self, records: Set[tuple[str, str]]) -> None:
        """Remove what purged records hold from what was opened.

        Without a key all of it is removed; it is made again with one.

        Raises:
            OSError: it could not be removed.
        """
        beginnings = tuple(beginning_of(table, key) for table, key in records)
        kept = list(opened_texts.years(self._state))
        is_known = not kept or self.has_key()
        for year in kept if is_known else ():
            self._read_opened(year)
        gone = {digest for digest, payload in self._texts.items() if payload.startswith(beginnings)}
        self._texts = {digest: payload for digest, payload in self._texts.items() if digest not in gone}
        for digests in self._fresh.values():
            digests[:] = [digest for digest in digests if digest not in gone]
        if not is_known:
            opened_texts.remove_texts(self._disk, self._state)
            self._parts.clear()
        elif gone:
            for year in kept:
                texts = self._texts_of(year)
                opened_texts.write_texts(self._disk, self._state, year, texts, self.encrypt, is_all=True)
                self._parts[year] = 1

    def _texts_of(self, year: str) -> opened_texts.Texts:
        """Return the texts that a year's file has, with those that it lacks."""
        known, _ = opened_texts.read_texts(self._disk, self._state, year, self.decrypt)
        found = {digest: self._texts[digest] for digest in known if digest in self._texts}
        return found | {digest: self._texts[digest] for digest in self._fresh.get(year, ())}

    def _read_opened(self, year: str) -> None:
        if year not in self._parts:
            texts, self._parts[year] = opened_texts.read_texts(
                self._disk, self._state, year, lambda part: age.decrypt(part, self._identities)
            )
            self._texts |= texts
            if fresh := self._fresh.get(year):
                fresh[:] = [digest for digest in fresh if digest not in texts]

    def _keep(self, digest: bytes, payload: bytes, year: str) -> None:
        if digest not in self._texts:
            self._texts[digest] = payload
            self._fresh.setdefault(year, []).append(digest)


def _digest(sealed: bytes) -> bytes:
    return sha256(sealed).digest()[:16]
