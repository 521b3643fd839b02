"""git, rclone and Syncthing as the system has them, on two folders of one machine. Run by `make sync-test`."""

import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.episodes.sync.conftest import Machine, agree, begin, part
from tests.support.store.values import an_episode

pytestmark = pytest.mark.sync

Find = Callable[[str], str]
Two = tuple[Machine, Machine]
LIMIT_SECONDS = 120


def run(*words: str | Path, at: Path, **environment: str) -> str:
    ended = subprocess.run(
        [str(word) for word in words],
        cwd=at,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_two_git_clones_merge_without_a_conflict(program: Find, machines: Two, tmp_path: Path) -> None:
    git = program("git")
    who = {
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": "/dev/null",
    }  # fmt: skip

    def commit(machine: Machine) -> None:
        run(git, "add", "-A", at=machine.folder, **who)
        run(git, "commit", "-q", "-m", "diary", at=machine.folder, **who)

    laptop, phone = machines
    run(git, "init", "-q", "--bare", "-b", "main", tmp_path / "hub", at=tmp_path, **who)
    begin(laptop)
    run(git, "init", "-q", "-b", "main", at=laptop.folder, **who)
    commit(laptop)
    run(git, "remote", "add", "origin", tmp_path / "hub", at=laptop.folder, **who)
    run(git, "push", "-q", "-u", "origin", "main", at=laptop.folder, **who)
    run(git, "clone", "-q", tmp_path / "hub", phone.folder, at=tmp_path, **who)
    part(machines)
    for machine in (laptop, phone, laptop):
        if run(git, "status", "--porcelain", at=machine.folder, **who):
            commit(machine)
        run(git, "pull", "-q", "--no-rebase", "--no-edit", at=machine.folder, **who)
        run(git, "push", "-q", at=machine.folder, **who)
    assert len(agree(machines)) == 88


def test_two_git_clones_under_one_name_merge_by_taking_both_sides(program: Find, machines: Two, tmp_path: Path) -> None:
    for path in (machines[1].root / "state").glob("device.*"):
        path.write_text("laptop-000001\n", encoding="ascii")
    machines[1].diary = machines[1].reopened()
    test_two_git_clones_merge_without_a_conflict(program, machines, tmp_path)


def test_rclone_bisync_of_both_sides_loses_nothing(program: Find, machines: Two, tmp_path: Path) -> None:
    rclone, hub = program("rclone"), tmp_path / "hub"
    hub.mkdir()
    laptop, phone = machines
    begin(laptop)
    phone.folder.mkdir(mode=0o700)
    config = {"RCLONE_CONFIG": str(tmp_path / "rclone.conf")}
    Path(config["RCLONE_CONFIG"]).touch()

    def sync(machine: Machine, *more: str) -> None:
        work = tmp_path / f"work-{machine.name}"
        run(rclone, "bisync", machine.folder, hub, "--workdir", work, "--force", *more, at=tmp_path, **config)

    sync(laptop, "--resync")
    sync(phone, "--resync")
    part(machines)
    for machine in (laptop, phone, laptop, phone):
        sync(machine)
    assert len(agree(machines)) == 88


class Syncthing:
    """One Syncthing on loopback, with everything switched off that would leave this machine."""

    def __init__(self, path: str, home: Path, folder: Path, port: int) -> None:
        self.path, self.home, self.folder, self.port = path, home, folder, port
        run(path, "generate", "--no-default-folder", f"--home={home}", at=folder)
        self.id = run(path, "--device-id", f"--home={home}", at=folder).strip()
        self.key = ""
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        config = self.home / "config.xml"
        text = config.read_text(encoding="utf-8")
        self.key = text.partition("<apikey>")[2].partition("</apikey>")[0]
        self.process = subprocess.Popen(
            [
                self.path,
                "serve",
                f"--home={self.home}",
                "--no-browser",
                "--no-restart",
                f"--gui-address=127.0.0.1:{self.port}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "STNOUPGRADE": "1"},
        )
        until(self.answers, "Syncthing answers")

    def answers(self) -> bool:
        try:
            return bool(self.ask("/rest/system/ping"))
        except OSError:
            return False

    def ask(self, path: str, value: object = None, method: str | None = None) -> object:
        data = None if value is None else json.dumps(value).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=data, method=method)
        request.add_header("X-API-Key", self.key)
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text.strip() else None

    def join(self, other: "Syncthing") -> None:
        options = self.ask("/rest/config/options")
        assert isinstance(options, dict)
        quiet = {
            "listenAddresses": [f"tcp://127.0.0.1:{self.port + 100}"], "globalAnnounceEnabled": False,
            "localAnnounceEnabled": False, "relaysEnabled": False, "natEnabled": False, "urAccepted": -1,
            "crashReportingEnabled": False, "autoUpgradeIntervalH": 0, "reconnectionIntervalS": 1,
        }  # fmt: skip
        self.ask("/rest/config/options", {**options, **quiet}, "PUT")
        device = {"deviceID": other.id, "addresses": [f"tcp://127.0.0.1:{other.port + 100}"]}
        self.ask("/rest/config/devices", device, "POST")
        folder = {
            "id": "diary", "path": str(self.folder), "devices": [{"deviceID": self.id}, {"deviceID": other.id}],
            "fsWatcherDelayS": 1, "rescanIntervalS": 3,
        }  # fmt: skip
        self.ask("/rest/config/folders", folder, "POST")

    def is_idle_with(self, other: "Syncthing") -> bool:
        self.ask("/rest/db/scan?folder=diary", {}, "POST")
        status = self.ask("/rest/db/status?folder=diary")
        done = self.ask(f"/rest/db/completion?folder=diary&device={other.id}")
        assert isinstance(status, dict)
        assert isinstance(done, dict)
        return bool(status["state"] == "idle" and status["needFiles"] == 0 and done["completion"] == 100)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None


def until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + LIMIT_SECONDS
    while not is_so():
        assert time.monotonic() < end, f"{what}: not within {LIMIT_SECONDS} s"
        time.sleep(0.3)


@contextmanager
def joined(path: str, machines: Two) -> Iterator[tuple[Syncthing, Syncthing]]:
    for machine in machines:
        machine.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    first, second = (
        Syncthing(path, machine.root / "syncthing", machine.folder, 28_384 + index)
        for index, machine in enumerate(machines)
    )
    try:
        first.start()
        second.start()
        first.join(second)
        second.join(first)
        yield first, second
    finally:
        first.stop()
        second.stop()


def same_names(machines: Two) -> bool:
    one, other = ({path.name: path.read_bytes() for path in machine.folder.glob("*.jsonl")} for machine in machines)
    return one == other and bool(one)


def settled(pair: tuple[Syncthing, Syncthing], machines: Two) -> bool:
    first, second = pair
    return first.is_idle_with(second) and second.is_idle_with(first) and same_names(machines)


def test_syncthing_after_both_changed_things_offline(program: Find, machines: Two) -> None:
    begin(machines[0])
    with joined(program("syncthing"), machines) as pair:
        until(lambda: settled(pair, machines), "the machines hold the same")
        for each in pair:
            each.stop()
        part(machines)
        for each in pair:
            each.start()
        until(lambda: settled(pair, machines), "the machines hold the same again")
        assert len(agree(machines)) == 88


def test_syncthing_while_both_diaries_are_open(program: Find, machines: Two) -> None:
    begin(machines[0])
    with joined(program("syncthing"), machines) as pair:
        until(lambda: settled(pair, machines), "the machines hold the same")
        for number in range(60):
            for index, machine in enumerate(machines):
                machine.clock.advance(1)
                machine.diary.add(an_episode(2000 * (index + 1) + number))
                machine.diary.episodes(limit=5)
            time.sleep(0.2)
        until(lambda: settled(pair, machines), "the machines hold the same again")
        one, other = (machine.reopened().episodes() for machine in machines)
        assert one == other
        expected = {an_episode(number).id for number in [*range(50), *range(2000, 2060), *range(4000, 4060)]}
        assert {episode.id for episode in one} == expected
