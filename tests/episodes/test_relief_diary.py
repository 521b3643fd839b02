"""What relief leaves in the diary, and what the morning asks for."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spasmtui.episodes.model.episode import Episode, Helped, Side, Tried
from spasmtui.episodes.model.morning_questions import asked_fields, episode_to_complete, missing_fields
from spasmtui.episodes.relief_diary import ReliefDiary
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.tui.morning_dialog import morning_dialog
from spasmtui.errors import InvalidFile, KeptAside, NotFound
from spasmtui.relief.running.diary_port import DiaryPort, Use
from tests.conftest import ROOT, FakeClock
from tests.support.cases import with_each
from tests.support.store.faults import FaultyDisk


@pytest.fixture
def diary(tmp_path: Path, clock: FakeClock) -> Diary:
    return Diary(tmp_path / "diary", tmp_path / "state", clock)


@pytest.fixture
def diary_port(diary: Diary, clock: FakeClock) -> ReliefDiary:
    return ReliefDiary(diary, clock)


def test_the_diary_has_the_port_that_relief_asks_for(diary_port: ReliefDiary) -> None:
    relief: DiaryPort = diary_port
    assert relief.usual_place() == (None, None)
    assert relief.open_episodes() == ()


def test_an_episode_is_opened_used_rated_and_closed(diary_port: ReliefDiary, diary: Diary, clock: FakeClock) -> None:
    began = clock.now()
    episode_id = diary_port.start_episode(place="calf", side="left", started_at=began)
    assert diary.open_episodes()[0].id == episode_id
    diary_port.add_use(episode_id, Use(routine="night-calf-rescue", seconds=65, completed=True))
    diary_port.close(episode_id, ended_at=began + timedelta(seconds=65))
    diary_port.rate(episode_id, pain_after=3)
    diary_port.rate(episode_id, helped="most")
    stored = diary.get(episode_id)
    assert (stored.place, stored.side, stored.duration_seconds, stored.is_open) == ("calf", Side.LEFT, 65, False)
    assert (stored.pain_after, stored.helped, stored.pain) == (3, Helped.MOST, None)
    assert stored.tried == (Tried(routine="night-calf-rescue", seconds=65, completed=True),)


def test_a_clock_that_is_set_while_the_diary_is_written_or_read_changes_no_length(
    diary: Diary, diary_port: ReliefDiary, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_set(work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            clock.start += timedelta(days=2)
            return work(*arguments, **options)

        return run

    for place, slow in (("calf", "add"), ("foot", "get")):
        with monkeypatch.context() as disk:
            disk.setattr(diary, "add", and_set(diary.add) if slow == "add" else diary.add)
            episode_id = diary_port.start_episode(place=place, side=None, started_at=clock.now())
        clock.advance(65)
        with monkeypatch.context() as disk:
            disk.setattr(diary, "get", and_set(diary.get) if slow == "get" else diary.get)
            diary_port.close(episode_id, ended_at=clock.now())
        assert diary.get(episode_id).duration_seconds == 65


def test_a_cramp_that_is_still_open_goes_on_and_another_place_is_another_cramp(
    diary_port: ReliefDiary, clock: FakeClock
) -> None:
    first = diary_port.start_episode(place="calf", side="left", started_at=clock.now())
    clock.advance(300)
    assert diary_port.start_episode(place="calf", side=None, started_at=clock.now()) == first
    assert diary_port.start_episode(place=None, side=None, started_at=clock.now()) == first
    assert diary_port.start_episode(place="calf", side="right", started_at=clock.now()) != first
    assert diary_port.start_episode(place="foot", side="left", started_at=clock.now()) != first
    clock.advance(3700)
    assert diary_port.start_episode(place="calf", side="left", started_at=clock.now()) != first


def test_a_cramp_that_began_at_the_same_moment_is_the_same_one_whatever_its_side_is_called_now(
    diary_port: ReliefDiary, clock: FakeClock
) -> None:
    began = clock.now()
    first = diary_port.start_episode(place="calf", side="right", started_at=began)
    clock.advance(60)
    assert diary_port.start_episode(place="calf", side="left", started_at=began + timedelta(seconds=0.9)) == first
    assert diary_port.start_episode(place="foot", side="left", started_at=began) != first


def test_a_resumed_routine_replaces_what_its_first_part_had_noted(diary_port: ReliefDiary, diary: Diary) -> None:
    episode_id = diary_port.start_episode(place="calf", side=None, started_at=diary.clock.now())
    diary_port.add_use(episode_id, Use(routine="night-calf-rescue", seconds=20, completed=False))
    diary_port.add_use(episode_id, Use(routine="night-calf-rescue", seconds=80, completed=True))
    diary_port.add_use(episode_id, Use(routine="walk-it-off", seconds=140, completed=True))
    assert [(tried.routine, tried.seconds) for tried in diary.get(episode_id).tried] == [
        ("night-calf-rescue", 80),
        ("walk-it-off", 140),
    ]


def test_times_are_kept_in_whole_seconds(diary_port: ReliefDiary, diary: Diary, clock: FakeClock) -> None:
    clock.advance(0.75)
    began = clock.now()
    episode_id = diary_port.start_episode(place="calf", side=None, started_at=began)
    diary_port.close(episode_id, ended_at=began + timedelta(seconds=65))
    diary_port.add_practice(routine="bedtime-prevention", started_at=began, seconds=9, completed=True)
    stored, (practice,) = diary.get(episode_id), diary.practices()
    times = (stored.started_at, stored.ended_at, stored.created_at, practice.started_at)
    assert [time.microsecond for time in times if time] == [0, 0, 0, 0]
    assert stored.duration_seconds == 65


def test_an_unknown_end_stays_unknown(diary_port: ReliefDiary, diary: Diary) -> None:
    episode_id = diary_port.start_episode(place="calf", side=None, started_at=diary.clock.now())
    diary_port.close(episode_id, ended_at=None)
    assert (diary.get(episode_id).is_open, diary.get(episode_id).ended_at) == (False, None)


def test_the_usual_place_comes_from_the_diary(diary_port: ReliefDiary, clock: FakeClock) -> None:
    for place, side in (("foot", "right"), ("foot", "right"), ("calf", "left")):
        diary_port.start_episode(place=place, side=side, started_at=clock.now())
        clock.advance(4000)
    assert diary_port.usual_place() == ("foot", "right")


def test_a_practice_is_no_episode(diary_port: ReliefDiary, diary: Diary) -> None:
    diary_port.add_practice(routine="bedtime-prevention", started_at=diary.clock.now(), seconds=215, completed=True)
    assert [(practice.routine, practice.seconds) for practice in diary.practices()] == [("bedtime-prevention", 215)]
    assert diary.episodes() == ()


NIGHT = datetime.fromisoformat("2026-11-22T03:12:00+01:00")
MORNING = NIGHT.replace(hour=7)


def episode(**fields: object) -> Episode:
    given = {"id": "e1", "started_at": NIGHT, "created_at": NIGHT, "updated_at": NIGHT, "device": "d", **fields}
    return Episode(**given)  # type: ignore[arg-type]


def test_a_night_episode_is_asked_about_in_the_morning_once() -> None:
    assert episode_to_complete([episode()], MORNING, ()) == episode()
    assert episode_to_complete([episode()], MORNING, ("e1",)) is None


@with_each(
    ("now", "fields"),
    [
        (NIGHT.replace(hour=4, minute=30), {}),  # still night
        (MORNING.replace(hour=23), {}),
        (MORNING + timedelta(days=2), {}),  # nobody remembers
        (MORNING, {"started_at": MORNING - timedelta(minutes=20)}),  # perhaps still up with it
        (MORNING, {"started_at": NIGHT.replace(hour=14) - timedelta(days=1)}),  # not a night
        (MORNING, {"pain": 6, "pain_after": 1, "sleep_disturbance": 4}),  # nothing is missing
    ],
)
def test_nothing_is_asked_when_there_is_no_use(now: datetime, fields: dict[str, object]) -> None:
    assert episode_to_complete([episode(**fields)], now, ()) is None


def test_only_what_is_missing_is_asked() -> None:
    tried = (Tried(routine="night-calf-rescue"),)
    assert missing_fields(episode(pain=6, tried=tried)) == ("pain_after", "sleep_disturbance", "helped")
    assert missing_fields(episode(is_open=True, pain_after=0)) == ("pain", "length", "sleep_disturbance")


def test_the_morning_form_holds_the_missing_fields_and_is_offered_once(diary: Diary, clock: FakeClock) -> None:
    diary_port = ReliefDiary(diary, clock)
    episode_id = diary_port.start_episode(place="calf", side="left", started_at=clock.now())
    diary_port.close(episode_id, ended_at=clock.now())
    diary.add(episode(tried=(Tried(remedy="wheat bag"),), started_at=clock.now() - timedelta(days=50)))
    clock.advance(4 * 3600)
    form = morning_dialog(diary, clock, ROOT / "content")
    assert form is not None
    assert [field.name for field in form.fields] == ["pain", "sleep_disturbance", "tried", "helped", "pain_after"]
    assert form.fields[2].options[0] == ("own: wheat bag", "wheat bag")
    assert morning_dialog(diary, clock, ROOT / "content") is None


def test_recent_uses_are_those_of_the_episodes_and_the_practices_of_that_time(
    diary_port: ReliefDiary, clock: FakeClock
) -> None:
    began = clock.now()
    old = diary_port.start_episode(place="foot", side=None, started_at=began - timedelta(days=2))
    diary_port.add_use(old, Use(routine="heat-session", seconds=600, completed=True))
    diary_port.close(old, ended_at=began - timedelta(days=2) + timedelta(hours=1))
    closed = diary_port.start_episode(place="calf", side="left", started_at=began)
    diary_port.add_use(closed, Use(routine="night-calf-rescue", seconds=65, completed=True))
    diary_port.add_use(closed, Use(routine="heat-session", seconds=600, completed=True))
    diary_port.close(closed, ended_at=began + timedelta(minutes=20))
    diary_port.add_practice(routine="cold-session", started_at=began, seconds=345, completed=True)
    clock.advance(1800)
    uses = diary_port.recent_uses(24 * 3600)
    assert [(use.routine, use.place, use.side, use.seconds) for use in uses] == [
        ("night-calf-rescue", "calf", "left", 65),
        ("heat-session", "calf", "left", 600),
        ("cold-session", None, None, 345),
    ]
    assert [use.began_at for use in uses] == [began] * 3
    assert [use.ended_at - began for use in uses] == [
        timedelta(minutes=20), timedelta(minutes=20), timedelta(seconds=345),
    ]  # fmt: skip
    assert len({use.id for use in uses}) == 3


def test_a_use_in_an_episode_without_an_end_ended_at_its_last_change_at_the_latest(
    diary_port: ReliefDiary, diary: Diary, clock: FakeClock
) -> None:
    began = clock.now()
    diary.add(
        Episode(
            id=diary.new_id(), started_at=began, is_open=True, place="calf", side=Side.BOTH,
            created_at=began, updated_at=began, device=diary.device,
        )
    )  # fmt: skip
    episode = diary.open_episodes()[0].id
    clock.advance(3600)
    diary_port.add_use(episode, Use(routine="heat-session", seconds=600, completed=True))
    (use,) = diary_port.recent_uses(24 * 3600)
    assert (use.ended_at, use.side) == (clock.now(), None)
    clock.advance(24 * 3600 + 1)
    assert diary_port.recent_uses(24 * 3600) == ()


def add_episodes(diary: Diary, clock: FakeClock, count: int, began: datetime, *tried: Tried) -> None:
    diary.merge(
        [
            Episode(
                id=diary.new_id(), started_at=began + timedelta(seconds=number), is_open=False, place="calf",
                ended_at=began + timedelta(seconds=number + 60), created_at=clock.now(), updated_at=clock.now(),
                device=diary.device, tried=tried,
            )
            for number in range(count)
        ]
    )  # fmt: skip


HEAT = Tried(routine="heat-session", seconds=600, completed=True)


@pytest.mark.parametrize(
    ("began", "later"),
    [
        (timedelta(hours=-2), timedelta(hours=-1)),
        (timedelta(hours=-2), timedelta(days=1)),
        (timedelta(hours=-2), timedelta(days=700)),
        (timedelta(days=1), timedelta(days=2)),
    ],
)
def test_no_number_of_later_episodes_hides_what_was_used(
    began: timedelta, later: timedelta, diary_port: ReliefDiary, diary: Diary, clock: FakeClock
) -> None:
    add_episodes(diary, clock, 1, clock.now() + began, HEAT)
    add_episodes(diary, clock, 120, clock.now() + later)
    assert [use.routine for use in diary_port.recent_uses(24 * 3600)] == ["heat-session"]


@pytest.mark.parametrize("is_open", [True, False])
def test_an_episode_that_began_long_ago_and_ended_of_late_counts(
    diary_port: ReliefDiary, diary: Diary, clock: FakeClock, *, is_open: bool
) -> None:
    """An open one always, a closed one with up to fifty others that began between it and the last week."""
    add_episodes(diary, clock, 60 if is_open else 40, clock.now() - timedelta(days=9))
    add_episodes(diary, clock, 120, clock.now() - timedelta(days=2))
    began = clock.now() - timedelta(days=20)
    diary.add(
        Episode(
            id=diary.new_id(), started_at=began, is_open=is_open, ended_at=None if is_open else clock.now(),
            place="calf", created_at=began, updated_at=clock.now(), device=diary.device, tried=(HEAT,),
        )
    )  # fmt: skip
    assert [use.routine for use in diary_port.recent_uses(24 * 3600)] == ["heat-session"]


def a_failing_port(tmp_path: Path, clock: FakeClock) -> ReliefDiary:
    return ReliefDiary(Diary(tmp_path / "diary", tmp_path / "state", clock, FaultyDisk("error for good", 0)), clock)


def run_through(port: ReliefDiary, clock: FakeClock) -> None:
    identity = port.start_episode(place="calf", side=None, started_at=clock.now())
    clock.advance(60)
    port.set_side(identity, "left")
    port.add_use(identity, Use(routine="night-calf-rescue", seconds=60, completed=True))
    port.close(identity, ended_at=clock.now())
    port.rate(identity, pain_after=2, helped="most")


@pytest.mark.parametrize("is_late", [False, True])
def test_an_episode_that_cannot_be_stored_is_kept_whole_in_one_file_and_told_once_a_task(
    tmp_path: Path, clock: FakeClock, is_late: bool
) -> None:
    """Also one for which there is no time any more: the end of the program tells of that."""
    port = a_failing_port(tmp_path, clock)
    with port.keeping_aside() if is_late else nullcontext():
        run_through(port, clock)
    with nullcontext() if is_late else pytest.raises(KeptAside, match=r"Not saved: the d.* It is kept in "):
        port.settle()
    port.settle()
    assert [path.name for path in (tmp_path / "state").glob("unsaved*")] == ["unsaved-1.json"]
    later = Diary(tmp_path / "diary", tmp_path / "state", clock)
    ReliefDiary(later, clock).take_in()
    (episode,) = later.episodes()
    assert (episode.side, episode.duration_seconds, episode.pain_after, episode.helped) == (Side.LEFT, 60, 2, "most")
    assert episode.tried == (Tried(routine="night-calf-rescue", seconds=60, completed=True),)


def test_a_change_after_the_disk_is_well_again_stores_all_that_was_kept(tmp_path: Path, clock: FakeClock) -> None:
    diary = Diary(tmp_path / "diary", tmp_path / "state", clock)
    port = ReliefDiary(diary, clock)
    with port.keeping_aside():
        identity = port.start_episode(place="calf", side="left", started_at=clock.now())
    assert [each.is_open for each in port.open_episodes()] == [True]
    port.close(identity, ended_at=clock.now())
    port.settle()
    assert [(each.place, each.is_open) for each in diary.episodes()] == [("calf", False)]
    assert list((tmp_path / "state").glob("unsaved*")) == []


def test_an_episode_goes_on_from_what_was_read_last_when_the_diary_cannot_be_read_any_more(
    tmp_path: Path, clock: FakeClock
) -> None:
    diary = Diary(tmp_path / "diary", tmp_path / "state", clock)
    port = ReliefDiary(diary, clock)
    identity = port.start_episode(place="calf", side="left", started_at=clock.now())
    diary.folder.rename(tmp_path / "away")
    diary.folder.touch()
    port.close(identity, ended_at=clock.now())
    with pytest.raises(KeptAside):
        port.settle()
    diary.folder.unlink()
    (tmp_path / "away").rename(diary.folder)
    later = Diary(tmp_path / "diary", tmp_path / "state", clock)
    ReliefDiary(later, clock).take_in()
    assert [(each.id, each.is_open) for each in later.episodes()] == [(identity, False)]


def test_a_practice_is_kept_as_well_and_a_damaged_file_is_named(tmp_path: Path, clock: FakeClock) -> None:
    port = a_failing_port(tmp_path, clock)
    port.add_practice(routine="warm-up", started_at=clock.now(), seconds=60, completed=True)
    with pytest.raises(KeptAside):
        port.settle()
    (tmp_path / "state" / "unsaved-9.json").touch()
    later = Diary(tmp_path / "diary", tmp_path / "state", clock)
    with pytest.raises(InvalidFile, match=r"It is now .*/unsaved-9\.json\.broken\."):
        ReliefDiary(later, clock).take_in()
    assert [each.routine for each in later.practices()] == ["warm-up"]


def test_a_run_that_is_taken_back_leaves_no_episode_of_its_own_and_undo_brings_it_back(
    diary_port: ReliefDiary, diary: Diary, clock: FakeClock
) -> None:
    began = clock.now()
    identity = diary_port.start_episode(place="calf", side="left", started_at=began)
    diary_port.add_use(identity, Use(routine="night-calf-rescue", seconds=9, completed=False))
    diary_port.take_back_use(identity, routine="night-calf-rescue", began_at=began)
    diary_port.settle()
    assert (diary.episodes(), diary.open_episodes()) == ((), ())
    diary.undo()
    assert [each.id for each in diary.open_episodes()] == [identity]


def test_a_cramp_that_a_taken_back_run_went_on_with_is_as_it_was_before(
    diary_port: ReliefDiary, diary: Diary, clock: FakeClock
) -> None:
    before = diary.get(diary_port.start_episode(place="calf", side=None, started_at=clock.now()))
    clock.advance(600)
    began = clock.now()
    identity = diary_port.start_episode(place="calf", side="left", started_at=began)
    diary_port.set_side(identity, "left")
    diary_port.add_use(identity, Use(routine="calf-wall", seconds=9, completed=False))
    diary_port.close(identity, ended_at=clock.now())
    diary_port.rate(identity, pain_after=4)
    diary_port.take_back_use(identity, routine="calf-wall", began_at=began)
    diary_port.settle()
    assert [replace(each, updated_at=before.updated_at) for each in diary.episodes()] == [before]


def test_of_a_cramp_that_an_interrupted_run_went_on_with_only_its_use_is_taken_out(
    diary_port: ReliefDiary, diary: Diary, clock: FakeClock
) -> None:
    identity = diary_port.start_episode(place="calf", side="left", started_at=clock.now())
    diary_port.add_use(identity, Use(routine="shin", seconds=30, completed=False))
    diary_port.add_use(identity, Use(routine="calf-wall", seconds=9, completed=False))
    clock.advance(600)
    again = ReliefDiary(diary, clock)
    again.take_back_use(identity, routine="calf-wall", began_at=clock.now())
    again.settle()
    assert [[tried.routine for tried in each.tried] for each in diary.open_episodes()] == [["shin"]]


def test_a_run_that_could_not_be_stored_is_taken_back_from_where_it_is_kept(tmp_path: Path, clock: FakeClock) -> None:
    port, began = a_failing_port(tmp_path, clock), clock.now()
    identity = port.start_episode(place="calf", side="left", started_at=began)
    practice = port.add_practice(routine="warm-up", started_at=began, seconds=60, completed=False)
    with pytest.raises(KeptAside):
        port.settle()
    port.take_back_use(identity, routine="night-calf-rescue", began_at=began)
    port.take_back_practice(practice)
    port.settle()
    assert list((tmp_path / "state").glob("unsaved*")) == []


def scores(diary: Diary) -> list[tuple[int | None, int | None, int | None]]:
    return [(each.pain, each.pain_after, each.effort) for each in diary.practices()]


def test_how_a_practice_was_is_recorded_with_it_and_corrected(
    diary_port: ReliefDiary, diary: Diary, clock: FakeClock
) -> None:
    practice = diary_port.add_practice(
        routine="warm-up", started_at=clock.now(), seconds=60, completed=True, side="both"
    )
    diary_port.rate_practice(practice, pain=3, pain_after=None, effort=None)
    diary_port.rate_practice(practice, pain=3, pain_after=2, effort=10)
    diary_port.rate_practice(practice, pain=3, pain_after=None, effort=10)
    diary_port.settle()
    assert scores(diary) == [(3, None, 10)]
    assert diary.practices()[0].side is Side.BOTH
    diary_port.take_back_practice(practice)
    with pytest.raises(NotFound):
        diary_port.rate_practice(practice, pain=1, pain_after=None, effort=None)


def test_how_a_practice_was_is_kept_aside_with_it_and_taken_in_later(tmp_path: Path, clock: FakeClock) -> None:
    port = a_failing_port(tmp_path, clock)
    practice = port.add_practice(routine="warm-up", started_at=clock.now(), seconds=60, completed=True)
    port.rate_practice(practice, pain=4, pain_after=2, effort=None)
    with pytest.raises(KeptAside):
        port.settle()
    (kept,) = (tmp_path / "state").glob("unsaved*")
    diary = Diary(tmp_path / "diary", tmp_path / "state", clock)
    later = ReliefDiary(diary, clock)
    later.take_in()
    assert scores(diary) == [(4, 2, None)]
    assert not kept.exists()


def test_a_practice_is_taken_back_and_undo_brings_it_back(
    diary_port: ReliefDiary, diary: Diary, clock: FakeClock
) -> None:
    practice = diary_port.add_practice(routine="warm-up", started_at=clock.now(), seconds=60, completed=False)
    diary_port.take_back_practice(practice)
    assert diary.practices() == ()
    diary.undo()
    assert [each.id for each in diary.practices()] == [practice]


def test_a_run_that_has_recorded_nothing_takes_out_no_earlier_use_of_the_same_routine(
    diary_port: ReliefDiary, diary: Diary, clock: FakeClock
) -> None:
    identity = diary_port.start_episode(place="calf", side="left", started_at=clock.now())
    diary_port.add_use(identity, Use(routine="legs-up", seconds=30, completed=False))
    clock.advance(600)
    again = ReliefDiary(diary, clock)
    again.take_back_use(identity, routine=None, began_at=clock.now())
    again.settle()
    assert [[tried.routine for tried in each.tried] for each in diary.open_episodes()] == [["legs-up"]]


def test_a_remedy_is_no_recent_use_of_a_routine_and_a_routine_without_a_length_ran_for_an_unknown_time(
    diary_port: ReliefDiary, diary: Diary, clock: FakeClock
) -> None:
    tried = (Tried(remedy="heat-session"), Tried(routine="heat-session"))
    diary.add(episode(started_at=clock.now(), ended_at=clock.now(), tried=tried))
    assert [(use.routine, use.seconds) for use in diary_port.recent_uses(3600)] == [("heat-session", 0)]


def test_a_routine_that_was_left_at_once_is_recorded_as_not_completed(
    diary_port: ReliefDiary, diary: Diary, clock: FakeClock
) -> None:
    episode_id = diary_port.start_episode(place="calf", side=None, started_at=clock.now())
    diary_port.add_use(episode_id, Use(routine="night-calf-rescue", seconds=0, completed=False))
    (tried,) = diary.get(episode_id).tried
    assert (tried.seconds, tried.completed) == (0, False)


def test_what_was_tried_is_asked_beside_other_questions_alone() -> None:
    assert asked_fields(episode(pain=6, pain_after=1, sleep_disturbance=3)) == ()
    assert asked_fields(episode(pain=6, pain_after=1)) == ("sleep_disturbance", "tried", "helped")
    assert asked_fields(episode(pain=6, helped=Helped.SOME)) == ("pain_after", "sleep_disturbance", "tried")
