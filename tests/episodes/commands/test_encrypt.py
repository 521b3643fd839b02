"""`log encrypt`, and every command on an encrypted diary, as a person types them."""

import json
import os
from pathlib import Path

import pyrage
import pytest

from spasmtui.episodes.commands.encryption import encrypt as command
from spasmtui.episodes.store.sealing.agent_passphrase import agent_file
from tests.conftest import Run

WORDS = (b"old house", b"calf", b"night-calf-rescue")


@pytest.fixture
def encrypted(here: Run) -> Run:
    assert here("log", "add", "calf", "--pain", "6", "--note", "the old house").returncode == 0
    made = here("log", "encrypt", "--yes")
    assert (made.returncode, made.stdout) == (0, "The diary is encrypted. 1 line written before is too.\n")
    return here


def key_of(home: Path) -> Path:
    return home / ".config" / "spasmtui" / "diary-key.txt"


def files_with(home: Path, *words: bytes) -> list[str]:
    paths = [path for path in sorted((home / ".local").rglob("*")) if path.is_file()]
    return [path.name for path in paths if any(word in path.read_bytes() for word in words)]


def test_a_whole_session_leaves_no_word_in_the_clear(encrypted: Run, own_home: Path) -> None:
    assert key_of(own_home).stat().st_mode & 0o777 == 0o600
    assert encrypted("log", "add", "calf", "--left", "--tried", "night-calf-rescue").returncode == 0
    assert encrypted("log", "day", "heat").returncode == 0
    shown = encrypted("log", "list", "--json")
    listed = json.loads(shown.stdout)
    assert [each["place"] for each in listed] == ["calf", "calf"]
    assert encrypted("log", "edit", listed[0]["id"], "--note", "again the old house").returncode == 0
    assert encrypted("log", "rm", listed[1]["id"]).returncode == 0
    assert encrypted("log", "undo").returncode == 0
    assert "the old house" in encrypted("log", "show", listed[1]["id"]).stdout
    for words in (("insights",), ("status",), ("status", "--json"), ("doctor",), ("report", "--format", "text")):
        assert encrypted(*words).returncode == 0, words
    assert files_with(own_home, *WORDS) == []


def test_without_the_key_all_that_records_works_and_what_reads_says_where_the_key_belongs(
    encrypted: Run, own_home: Path
) -> None:
    key_of(own_home).rename(own_home / "elsewhere")
    assert encrypted("log", "add", "calf", "--pain", "3").returncode == 0
    assert encrypted("log", "day", "heat").returncode == 0
    assert encrypted("log", "day", "effort").returncode == 4
    assert encrypted("status").returncode == 0
    for words in (("log", "list"), ("insights",), ("log", "undo"), ("log", "export", "--format", "json")):
        refused = encrypted(*words)
        assert refused.returncode == 4, words
        assert (
            "The diary is encrypted, and no key was named. Name its file with identity under [encrypt]"
            in refused.stderr
        )
    told = encrypted("doctor")
    assert told.returncode == 1
    assert "Encryption: a fault" in told.stdout
    (own_home / ".config" / "spasmtui" / "settings.toml").write_text(
        f'[encrypt]\nidentity = "{own_home / "elsewhere"}"\n', encoding="utf-8"
    )
    assert len(json.loads(encrypted("log", "list", "--json").stdout)) == 2


def test_a_practice_of_the_plan_is_recorded_and_skipped_without_the_key(encrypted: Run, own_home: Path) -> None:
    assert encrypted("plan", "add", "calf-wall").returncode == 0
    assert encrypted("plan", "add", "shin", "--sets", "3").returncode == 0
    key_of(own_home).rename(own_home / "elsewhere")
    done = encrypted("plan", "done", "calf-wall", "--pain", "3")
    assert (done.returncode, "cannot be counted without the key" in done.stdout) == (0, True)
    unsure = encrypted("plan", "done", "shin")
    assert (unsure.returncode, "Say it with --sets" in unsure.stderr) == (2, True)
    assert encrypted("plan", "done", "shin", "--sets", "2").returncode == 0
    assert encrypted("plan", "skip", "shin").returncode == 0
    shown = encrypted("plan")
    assert (shown.returncode, "Calf stretch at the wall: once a day" in shown.stdout) == (4, True)
    assert "0 of 1 done" not in shown.stdout
    (own_home / "elsewhere").rename(key_of(own_home))
    calf, shin = json.loads(encrypted("plan", "--json").stdout)
    assert (calf["today"]["done"], shin["today"]["sets_done"]) == (1, 2)


def test_it_says_beforehand_what_a_lost_key_means_and_asks(
    here: Run, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here("log", "add", "calf")
    refused = here("log", "encrypt")
    assert (refused.returncode, refused.stderr) == (
        2, "This asks before it changes anything. Run it in a terminal, or add --yes.\n",
    )  # fmt: skip
    monkeypatch.setattr(command, "_is_asked", lambda _: True)
    declined = here("log", "encrypt", stdin="no\n")
    assert "Whoever loses the key loses the diary: nobody can read it again, not you" in declined.stderr
    assert f"The key is in {key_of(own_home)}. Keep a copy of it elsewhere too" in declined.stderr
    assert "To do it, type yes: Nothing was changed." in declined.stderr
    assert not key_of(own_home).exists()


@pytest.mark.long
def test_a_new_key_has_the_passphrase_that_was_given(
    here: Run, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here("log", "add", "calf")
    monkeypatch.setattr(command, "_is_asked", lambda _: True)
    monkeypatch.setattr(command, "ask_passphrase", lambda _: "calm sea")
    assert here("log", "encrypt", stdin="yes\n").returncode == 0
    key = key_of(own_home).read_bytes()
    assert key.startswith(b"age-encryption.org/v1")
    assert b"\nAGE-SECRET-KEY-1" in pyrage.passphrase.decrypt(key, "calm sea")


def test_no_answer_to_the_question_for_a_passphrase_makes_no_key(
    here: Run, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here("log", "add", "calf", "--note", "the old house")
    monkeypatch.setattr(command, "_is_asked", lambda _: True)
    monkeypatch.setattr(command, "ask_passphrase", lambda _: None)
    refused = here("log", "encrypt", stdin="yes\n")
    assert (refused.returncode, key_of(own_home).exists()) == (2, False)
    assert "was not answered. Nothing was changed." in refused.stderr
    assert files_with(own_home, b"old house") != []


def test_what_an_earlier_key_left_for_an_agent_does_not_lock_a_new_one(here: Run, own_home: Path) -> None:
    here("log", "add", "calf")
    key_of(own_home).parent.mkdir(parents=True, exist_ok=True)
    agent_file(key_of(own_home)).write_text("ssh-ed25519 AAAA me@desk", encoding="ascii")
    assert here("log", "encrypt", "--yes").returncode == 0
    assert not agent_file(key_of(own_home)).exists()


def test_the_doctor_names_a_key_that_is_no_file_and_does_not_wait_for_it(encrypted: Run, own_home: Path) -> None:
    key_of(own_home).unlink()
    os.mkfifo(key_of(own_home))
    asked = encrypted("doctor")
    assert (asked.returncode, "its key cannot be read" in asked.stdout) == (1, True)
    assert "is a named pipe, not a file" in asked.stdout


def test_the_doctor_says_that_others_may_read_the_key(encrypted: Run, own_home: Path) -> None:
    assert "Others on this computer" not in encrypted("doctor").stdout
    key_of(own_home).chmod(0o644)
    assert f"`chmod 600 {key_of(own_home)}`" in " ".join(encrypted("doctor").stdout.split())


def test_an_encrypted_diary_gets_other_keys_only_where_its_own_is_lost(encrypted: Run, own_home: Path) -> None:
    own = json.loads(encrypted("log", "encrypt", "--json").stdout)["recipients"]
    other = str(pyrage.x25519.Identity.generate().to_public())
    for keys in ((other,), (*own, other)):
        refused = encrypted("log", "encrypt", "--yes", *(f"--to={each}" for each in keys))
        assert (refused.returncode, "`spasmtui log encrypt --off`" in refused.stderr) == (2, True), keys
    assert encrypted("log", "encrypt", "--to", own[0], "--yes").returncode == 0
    assert json.loads(encrypted("log", "encrypt", "--json").stdout)["recipients"] == own
    assert encrypted("log", "encrypt", "--agent", "id.pub", "--yes").returncode == 2
    identity = key_of(own_home).read_bytes()
    key_of(own_home).write_bytes(pyrage.passphrase.encrypt(identity, "calm sea"))
    assert encrypted("log", "encrypt", "--to", other, "--yes").returncode == 4
    key_of(own_home).unlink()
    assert encrypted("log", "encrypt", "--to", other, "--yes").returncode == 0
    key_of(own_home).write_bytes(identity)
    assert encrypted("log", "encrypt", "--to", own[0], "--yes").returncode == 0
    assert len(json.loads(encrypted("log", "list", "--json").stdout)) == 1


def test_a_damaged_decision_is_written_anew_with_the_key_that_is_named(encrypted: Run, own_home: Path) -> None:
    own = json.loads(encrypted("log", "encrypt", "--json").stdout)["recipients"]
    (decided,) = (own_home / ".local").rglob("encrypted-to")
    decided.write_text("on\n", encoding="ascii")
    for words in (("log", "add", "calf"), ("log", "encrypt"), ("log", "encrypt", "--off", "--to", own[0])):
        refused = encrypted(*words)
        assert (refused.returncode, "`spasmtui log encrypt --to KEY`" in refused.stderr) == (4, True), words
    assert encrypted("log", "encrypt", "--to", own[0], "--yes").returncode == 0
    assert encrypted("log", "add", "calf").returncode == 0
    assert len(json.loads(encrypted("log", "list", "--json").stdout)) == 2


def test_it_is_made_plain_text_again_with_the_key_alone(encrypted: Run, own_home: Path) -> None:
    key = key_of(own_home).read_text(encoding="ascii")
    key_of(own_home).unlink()
    assert encrypted("log", "encrypt", "--off", "--yes").returncode == 4
    assert files_with(own_home, *WORDS) == []
    key_of(own_home).write_text(key, encoding="ascii")
    ended = encrypted("log", "encrypt", "--off", "--yes")
    assert (ended.returncode, ended.stdout) == (0, "The diary is plain text again: 1 line opened.\n")
    assert encrypted("log", "encrypt", "--off", "--yes").stdout == "The diary is not encrypted.\n"
    assert len(files_with(own_home, b"old house")) > 1


def test_it_can_be_for_keys_that_a_person_has(here: Run, own_home: Path) -> None:
    here("log", "add", "calf")
    one, two = (pyrage.x25519.Identity.generate() for _ in range(2))
    wrong = here("log", "encrypt", "--to", "age1none", "--yes")
    assert (wrong.returncode, "is not an age key" in wrong.stderr) == (2, True)
    made = here("log", "encrypt", "--to", str(one.to_public()), "--to", str(two.to_public()), "--yes", "--json")
    assert json.loads(made.stdout)["recipients"] == [str(one.to_public()), str(two.to_public())]
    for each in (one, two):
        key_of(own_home).parent.mkdir(parents=True, exist_ok=True)
        key_of(own_home).write_text(f"{each}\n", encoding="ascii")
        assert len(json.loads(here("log", "list", "--json").stdout)) == 1
    assert "opens it" in here("log", "encrypt").stdout
