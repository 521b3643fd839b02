"""Ctrl+C and termination in a real process, and the sentence about what was done by then."""

import signal
from pathlib import Path

import pytest

from spasmtui.errors import SpasmError
from spasmtui.terminal.interruption import (
    DONE,
    UNDONE,
    Interrupted,
    begin_run,
    end_of_interrupted,
    has_written,
    held_signals,
    signals_as_exceptions,
    uninterrupted,
)
from tests.conftest import Run
from tests.support.interruptions import Interruptions


@pytest.mark.long
def test_an_import_and_a_restore_that_are_ended_at_some_moment_are_whole_or_undone(tmp_path: Path) -> None:
    tried = Interruptions(tmp_path, 80)
    assert [tried.try_one(seed) for seed in (0, 1)] == [None, None]


def test_a_signal_is_heard_at_the_end_of_a_write_and_the_write_is_remembered() -> None:
    begin_run()
    with pytest.raises(Interrupted) as stopped, signals_as_exceptions(), uninterrupted():
        signal.raise_signal(signal.SIGTERM)
    assert end_of_interrupted(stopped.value) == (DONE, 143)


def test_a_signal_before_any_write_says_that_nothing_was_changed() -> None:
    begin_run()
    with pytest.raises(Interrupted) as stopped, signals_as_exceptions():
        signal.raise_signal(signal.SIGINT)
    assert end_of_interrupted(stopped.value) == (UNDONE, 130)
    assert end_of_interrupted(KeyboardInterrupt()) == (UNDONE, 130)


def test_a_second_signal_does_not_cut_short_what_the_first_has_set_going() -> None:
    with signals_as_exceptions():
        with pytest.raises(Interrupted):
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)


def test_a_write_that_fails_is_not_remembered_and_holds_no_signal_afterwards() -> None:
    begin_run()
    with pytest.raises(SpasmError), uninterrupted():
        raise SpasmError("no")
    assert not has_written()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_handlers_of_others_and_ignored_signals_stay_as_they_are() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with signals_as_exceptions():
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    with held_signals():
        assert signal.SIGHUP in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.parametrize("form", ["text", "--json"])
def test_a_command_that_is_stopped_says_so_in_one_sentence_with_130(
    here: Run, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def stop(*_words: object, **_options: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("spasmtui.episodes.commands.export.export_records", stop)
    ended = here("log", "export", *(["--json"] if form == "--json" else []))
    sentence = '{"error": {"code": "interrupted", "message": "Stopped. Nothing was changed."}}'
    assert (ended.returncode, ended.stdout) == (130, "")
    assert ended.stderr == (f"{sentence}\n" if form == "--json" else f"{UNDONE}\n")


def test_a_purge_that_is_stopped_on_the_way_says_that_it_is_recorded(
    here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    here("log", "add", "calf", "-q")

    def stop(*_words: object) -> None:
        signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr("spasmtui.episodes.store.maintenance.purge._rewrite_all", stop)
        ended = here("log", "purge", "0", "--yes")
    assert ended.returncode == 130
    assert ended.stderr.startswith("Stopped. The purge is recorded, and the episode is gone from the diary;")
    assert here("log", "list", "--json").stdout == "[]\n"
    before = here("log", "purge", "no-such", "--yes")
    assert before.returncode == 1
