"""Two terminals on one machine: the lock, what each sees, and sessions that die."""

import fcntl
import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.summary import summarize_diary
from spasmtui.episodes.tui.log_data import read_in_steps
from spasmtui.errors import LogBusy
from spasmtui.shared.trials.limits import MOST_WEEKS
from spasmtui.shared.trials.weeks import LATEST_START_DAYS, agreed_since
from tests.conftest import LIMIT_SECONDS, FakeClock
from tests.support.store.processes import (
    add_at_once,
    go,
    kill_among,
    kill_one_by_one,
    problems_with,
    start,
)
from tests.support.store.values import NIGHT, an_episode
from tests.support.trials import trial


def a_session(root: Path) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=1)))


@pytest.mark.usefixtures("both_modes")
def test_a_lock_that_is_held_gives_a_sentence_and_readers_do_not_wait(tmp_path: Path) -> None:
    diary = a_session(tmp_path)
    diary.add(an_episode(1))
    diary.journals.lock_limit_seconds = 0.01
    with (tmp_path / "state" / "lock").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(LogBusy, match="Another session is saving"):
            diary.add(an_episode(2))
        assert a_session(tmp_path).episodes() == (an_episode(1),)
    diary.add(an_episode(2))
    assert diary.episodes() == (an_episode(2), an_episode(1))


def test_a_thread_that_reads_does_not_wait_for_one_that_waits_for_another_session(tmp_path: Path) -> None:
    diary = a_session(tmp_path)
    diary.add(an_episode(1))
    asks, opens = threading.Event(), diary.journals.disk.open

    def noticing(path: Path, flags: int) -> int:
        descriptor = opens(path, flags)
        if path.name == "lock":
            asks.set()
        return descriptor

    diary.journals.disk.open = noticing  # type: ignore[method-assign]
    writer = threading.Thread(target=diary.add, args=(an_episode(2),))
    seen: list[object] = []
    reader = threading.Thread(target=lambda: seen.append(diary.episodes()))
    with (tmp_path / "state" / "lock").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        writer.start()
        assert asks.wait(LIMIT_SECONDS)
        reader.start()
        reader.join(LIMIT_SECONDS)
        assert (seen, writer.is_alive()) == ([(an_episode(1),)], True)
    writer.join(LIMIT_SECONDS)
    assert diary.episodes() == (an_episode(2), an_episode(1))


def test_a_second_thread_that_writes_gives_up_at_the_limit_too(tmp_path: Path) -> None:
    diary = a_session(tmp_path)
    diary.add(an_episode(1))
    diary.journals.lock_limit_seconds = 0.01
    refused: list[LogBusy] = []

    def add() -> None:
        try:
            diary.add(an_episode(2))
        except LogBusy as busy:
            refused.append(busy)

    with diary.journals.locked():
        thread = threading.Thread(target=add)
        thread.start()
        thread.join(LIMIT_SECONDS)
    assert [each.code for each in refused] == ["busy"]
    assert diary.episodes() == (an_episode(1),)


@pytest.mark.long
def test_a_session_that_is_stopped_while_it_saves_keeps_no_reader_waiting_and_loses_nothing(tmp_path: Path) -> None:
    diary = a_session(tmp_path)
    diary.add(an_episode(1))
    diary.journals.lock_limit_seconds = 0.05
    stopped = start(tmp_path, 7, 2, "holding")
    try:
        os.kill(stopped.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, stopped.pid, os.WSTOPPED)
        with pytest.raises(LogBusy, match=r"^Another session is saving\. Nothing was changed\. Try again\."):
            diary.add(an_episode(2))
        assert diary.episodes() == a_session(tmp_path).episodes() == (an_episode(1),)
        os.kill(stopped.pid, signal.SIGCONT)
        go(stopped)
        out, error = stopped.communicate(timeout=LIMIT_SECONDS)
    finally:
        stopped.kill()
    diary.add(an_episode(2))
    said = out.decode("ascii").splitlines()
    assert (len(said), error) == (2, b"")
    assert problems_with(tmp_path, said) == []
    assert len(diary.episodes()) == 4


@pytest.mark.usefixtures("both_modes")
def test_a_writer_waits_for_another_one_and_then_sees_what_it_wrote(tmp_path: Path) -> None:
    one, other = a_session(tmp_path), a_session(tmp_path)
    one.add(an_episode(1))
    with one.journals.locked():
        thread = threading.Thread(target=other.edit, args=(an_episode(1).id,), kwargs={"pain": 3})
        thread.start()
        one.edit(an_episode(1).id, place="neck")
    thread.join(timeout=LIMIT_SECONDS)
    assert one.get(an_episode(1).id) == an_episode(1, place="neck", pain=3, updated_at=one.clock.now())


@pytest.mark.usefixtures("both_modes")
def test_an_open_session_shows_what_another_added_edited_and_deleted(tmp_path: Path) -> None:
    one, other = a_session(tmp_path), a_session(tmp_path)
    one.add(an_episode(1))
    one.add(an_episode(2))
    assert len(other.episodes()) == 2
    mark = other.mark()
    one.delete(an_episode(1).id)
    edited = one.edit(an_episode(2).id, pain=1)
    assert other.mark() != mark
    assert other.episodes() == (edited,)


@pytest.mark.usefixtures("both_modes")
def test_two_sessions_add_to_the_same_year_and_neither_overwrites(tmp_path: Path) -> None:
    sessions = a_session(tmp_path), a_session(tmp_path)
    for number in range(20):
        sessions[number % 2].add(an_episode(number))
    expected = tuple(an_episode(number) for number in reversed(range(20)))
    assert sessions[0].episodes() == sessions[1].episodes() == a_session(tmp_path).episodes() == expected


@pytest.mark.usefixtures("both_modes")
def test_threads_of_one_session_share_a_diary(tmp_path: Path) -> None:
    diary = a_session(tmp_path)
    threads = [threading.Thread(target=diary.add, args=(an_episode(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=LIMIT_SECONDS)
    assert len(diary.episodes()) == len(a_session(tmp_path).episodes()) == 8


@pytest.mark.usefixtures("both_modes")
@pytest.mark.long
def test_eight_sessions_add_at_once_and_a_reader_never_sees_less_than_before(tmp_path: Path) -> None:
    assert add_at_once(tmp_path, sessions=3, count=15) == (45, [])


@pytest.mark.usefixtures("both_modes")
@pytest.mark.long
def test_killed_sessions_lose_nothing_they_said_was_saved(tmp_path: Path) -> None:
    said, problems = kill_one_by_one(tmp_path, kills=2, seed=1, is_mixed=True)
    assert said > 0
    assert problems == []


@pytest.mark.usefixtures("both_modes")
@pytest.mark.long
def test_a_session_killed_among_others_frees_the_lock_and_loses_nothing(tmp_path: Path) -> None:
    said, problems = kill_among(tmp_path, sessions=2, kills=1, seed=1)
    assert said > 0
    assert problems == []


class Counting(Disk):
    """Counts the bytes that are read."""

    def __init__(self) -> None:
        self.count = 0

    def read(self, descriptor: int, start: int, length: int) -> bytes:
        data = super().read(descriptor, start, length)
        self.count += len(data)
        return data


def many_years(root: Path) -> list[Episode]:
    """A diary with a few episodes a year, one journal each."""
    episodes = []
    for year in range(2018, 2027):
        clock = FakeClock(NIGHT.replace(year=year, month=6))
        diary = Diary(root / "data", root / "state", clock)
        for day in range(3):
            start = clock.now() + timedelta(days=day)
            episode = an_episode(1, id=diary.new_id(), started_at=start, note="x" * 2000)
            clock.advance(86400)
            diary.add(episode)
            episodes.append(episode)
    return episodes[::-1]


def test_the_newest_episodes_are_shown_without_reading_old_years(tmp_path: Path) -> None:
    every = many_years(tmp_path)
    assert a_session(tmp_path).episodes() == tuple(every)
    size = sum(path.stat().st_size for path in (tmp_path / "data").glob("*.jsonl"))
    disk = Counting()
    diary = Diary(tmp_path / "data", tmp_path / "state", FakeClock(NIGHT), disk)
    assert diary.episodes(limit=4) == tuple(every[:4])
    assert disk.count < size / 2
    assert diary.episodes(since=every[7].started_at) == tuple(every[:8])
    assert diary.episodes(until=every[20].started_at) == tuple(every[21:])
    assert diary.episodes() == tuple(every)


def test_the_log_reads_this_year_and_the_last_one_first_and_then_one_older_year_after_the_other(tmp_path: Path) -> None:
    every = many_years(tmp_path)
    a_session(tmp_path).episodes()
    diary = a_session(tmp_path)
    steps = read_in_steps(diary, diary.clock.now())
    first = next(steps)
    assert (first.is_whole, first.episodes, len(diary.journals.reader.unread())) == (False, tuple(every[:6]), 7)
    whole = next(steps)
    assert (whole.is_whole, whole.episodes, diary.has_unread()) == (True, tuple(every), False)
    assert [each.is_whole for each in read_in_steps(diary, diary.clock.now())] == [True]
    given_up = a_session(tmp_path)
    assert len(list(read_in_steps(given_up, given_up.clock.now(), lambda: True))) == 1
    assert len(given_up.journals.reader.unread()) == 6


def test_the_home_screen_reads_no_year_in_which_no_trial_that_runs_can_have_been_agreed_to(tmp_path: Path) -> None:
    every = many_years(tmp_path)
    a_session(tmp_path).episodes()
    diary = a_session(tmp_path)
    now = diary.clock.now()
    begun = datetime.combine(now.date() - timedelta(days=7 * MOST_WEEKS - 1), time(), UTC)
    agreed = trial(
        started_at=begun - timedelta(days=LATEST_START_DAYS), first_day=f"{begun:%Y-%m-%d}", weeks=MOST_WEEKS
    )
    diary.merge([agreed])
    diary = a_session(tmp_path)
    summarize_diary(diary, now)
    assert diary.trials(agreed_since(now.date(), UTC)) == (agreed,)
    assert diary.has_unread()
    assert diary.episodes() == tuple(every)


def test_days_and_practice_from_a_date_on_need_no_older_year(tmp_path: Path) -> None:
    many_years(tmp_path)
    diary = a_session(tmp_path)
    days = [Day(date=f"{year}-06-01", words=("heat",), updated_at=NIGHT, device="x") for year in (2026, 2019)]
    done = [
        Practice(id=str(n), routine="bedtime", started_at=NIGHT.replace(year=n), seconds=9, completed=True, device="x")
        for n in (2026, 2019)
    ]
    diary.merge([*days, *done])
    diary.episodes()
    later = a_session(tmp_path)
    assert (later.days(date(2026, 6, 1)), later.practices(NIGHT)) == ((days[0],), (done[0],))
    assert later.has_unread()
    assert (later.days(date(2019, 6, 1)), later.practices()) == (tuple(days), tuple(done))


@pytest.mark.parametrize(
    "damage", [lambda data: data[:0], lambda data: data.replace(b"1", b"0"), lambda data: data[9:]]
)
def test_an_index_that_is_not_as_it_was_written_hides_nothing(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    every = many_years(tmp_path)
    a_session(tmp_path).episodes()
    index = tmp_path / "state" / "mirror" / ".index"
    index.write_bytes(damage(index.read_bytes()))
    assert a_session(tmp_path).episodes(since=every[-1].started_at) == tuple(every)


def test_adding_reads_no_old_year(tmp_path: Path) -> None:
    many_years(tmp_path)
    a_session(tmp_path).episodes()
    size = sum(path.stat().st_size for path in (tmp_path / "data").glob("*.jsonl"))
    disk = Counting()
    diary = Diary(tmp_path / "data", tmp_path / "state", FakeClock(NIGHT), disk)
    with diary.journals.locked():
        diary.journals.reader.load_key(diary.new_id())
    assert disk.count < size / 2


def test_an_old_open_episode_is_found_and_one_closed_in_a_later_year_is_not(tmp_path: Path) -> None:
    every = many_years(tmp_path)
    a_session(tmp_path).edit(every[-1].id, is_open=True)
    opened = a_session(tmp_path).open_episodes()
    assert [episode.id for episode in opened] == [every[-1].id]
    a_session(tmp_path).episodes()
    assert a_session(tmp_path).open_episodes() == opened
    a_session(tmp_path).edit(every[-1].id, is_open=False)
    assert a_session(tmp_path).open_episodes() == ()
    a_session(tmp_path).episodes()
    assert a_session(tmp_path).open_episodes() == ()


def test_an_old_episode_is_changed_by_its_id_without_reading_the_rest(tmp_path: Path) -> None:
    every = many_years(tmp_path)
    a_session(tmp_path).episodes()
    diary = a_session(tmp_path)
    assert diary.get(every[20].id) == every[20]
    assert diary.journals.reader.unread()
    edited = a_session(tmp_path).edit(every[20].id, pain=2)
    assert a_session(tmp_path).episodes()[20] == edited


@pytest.mark.long
def test_reading_status_needs_no_tinydb_and_no_pydantic(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from spasmtui.clock import SystemClock\n"
        "from spasmtui.episodes.store.diary import Diary\n"
        f"d = Diary(Path({str(tmp_path / 'data')!r}), Path({str(tmp_path / 'state')!r}), SystemClock())\n"
        "d.open_episodes(); d.episodes(limit=3); d.mark()\n"
        "print(*{'tinydb', 'pydantic', 'textual', 'gzip', 'argparse', 'socket', 'secrets'} & set(sys.modules))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=LIMIT_SECONDS
    )
    assert (ended.stdout.strip(), os.listdir(tmp_path)) == ("", [])
