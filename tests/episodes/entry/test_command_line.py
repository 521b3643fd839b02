"""The line that records an episode says all of it, and a shell hands it on unchanged."""

import shlex
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from spasmtui.episodes.entry.command_line import recording_command
from spasmtui.episodes.model.episode import Context, Episode, Helped, Kind, Side, Tried
from spasmtui.terminal.sanitize import sanitize
from tests.conftest import FakeClock
from tests.support.commands import Ended, run
from tests.support.memory_diary import MemoryDiary

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
ID = "0199a000-0000-7000-8000-000000000001"

scores = st.none() | st.integers(0, 10)
words = st.text("ab-'\"$ `\\é,;", min_size=1, max_size=9).map(lambda text: " ".join(text.split())).filter(bool)
words |= st.just("heat and effort")
notes = st.text("ab'\"$`\\-!\n\té*~#&;|<>", max_size=40).map(lambda text: sanitize(text).strip("\n")).filter(str.strip)
lengths = st.none() | st.integers(0, 7 * 86400)


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    started_at = NOW - timedelta(days=8, seconds=draw(st.integers(0, 10**8)))
    length = draw(lengths)
    return Episode(
        id=ID,
        started_at=started_at,
        ended_at=None if length is None else started_at + timedelta(seconds=length),
        place=draw(st.none() | st.sampled_from(("calf", "foot", "neck"))),
        side=draw(st.none() | st.sampled_from(Side)),
        kind=draw(st.none() | st.sampled_from(Kind)),
        pain=draw(scores),
        pain_after=draw(scores),
        sleep_disturbance=draw(scores),
        context=draw(st.none() | st.sampled_from(Context)),
        triggers=draw(st.none() | st.lists(words, max_size=3, unique=True).map(tuple)),
        signs=draw(st.none() | st.sampled_from(((), ("numbness",), ("fever", "weakness")))),
        tried=draw(
            st.lists(
                st.builds(
                    Tried,
                    routine=words | st.just("night-calf-rescue"),
                    seconds=st.integers(0, 4000),
                    completed=st.booleans(),
                ),
                max_size=3,
            ).map(tuple)
        ),
        helped=draw(st.none() | st.sampled_from(Helped)),
        note=draw(st.none() | notes),
        created_at=started_at,
        updated_at=started_at,
        device="desk",
    )


def pasted(line: str, diary: MemoryDiary, clock: FakeClock) -> None:
    """Do what a shell does with a pasted line."""
    program, *rest = shlex.split(line)
    assert program == "spasmtui"
    commands: list[list[str]] = [[]]
    for word in rest:
        if word == "&&":
            commands.append([])
        elif word != "spasmtui":
            commands[-1].append(word)
    for command in commands:
        ended: Ended = run(*command, diary=diary, clock=clock)
        assert (ended.code, "error" in ended.err) == (0, False), ended.err


def comparable(episode: Episode) -> Episode:
    return replace(episode, id="", created_at=NOW, updated_at=NOW, device="", is_open=False)


@settings(max_examples=8)
@given(episodes())
@example(Episode(id=ID, started_at=NOW, created_at=NOW, updated_at=NOW, device="desk", note="-"))
@example(Episode(id=ID, started_at=NOW, created_at=NOW, updated_at=NOW, device="desk", note="--note"))
@example(Episode(id=ID, started_at=NOW, created_at=NOW, updated_at=NOW, device="desk", note="--"))
@example(
    Episode(id=ID, started_at=NOW, created_at=NOW, updated_at=NOW, device="desk", note="-2+3\n-q '$HOME' \"x\" `id`")
)
def test_an_episode_that_is_pasted_is_the_same_episode(episode: Episode) -> None:
    clock = FakeClock()
    diary = MemoryDiary(clock)
    pasted(recording_command(episode), diary, clock)
    assert [comparable(each) for each in diary.episodes()] == [comparable(episode)]


@settings(max_examples=6)
@given(episodes(), episodes())
def test_a_change_that_is_pasted_is_the_same_change(before: Episode, after: Episode) -> None:
    clock = FakeClock()
    diary = MemoryDiary(clock, [before])
    after = replace(after, place=before.place, started_at=before.started_at, ended_at=before.ended_at)
    if line := recording_command(after, before):
        pasted(line, diary, clock)
    assert [comparable(each) for each in diary.episodes()] == [comparable(after)]


def test_the_line_names_the_diary_and_closes_what_was_left_open() -> None:
    episode = Episode(id=ID, started_at=NOW, is_open=True, created_at=NOW, updated_at=NOW, device="desk")
    assert recording_command(episode, data_dir="/my diary") == (
        "spasmtui '--data-dir=/my diary' log add --at=2026-11-22T03:12:00+00:00"
    )
    assert recording_command(replace(episode, is_open=False, pain=3), episode) == (
        f"spasmtui log edit {ID} --pain=3 && spasmtui log done {ID} --unknown"
    )
