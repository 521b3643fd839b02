"""Red flags: the rules that find them, and the record of those shown."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spasmtui.episodes.entry.red_flag_loader import ShownFlags, load_flags
from spasmtui.episodes.model.episode import Kind
from spasmtui.episodes.model.red_flags import LEVELS
from spasmtui.errors import DataError
from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.support.episodes import episode

FLAGS = load_flags(ROOT / "content")
START = datetime.fromisoformat("2026-11-22T03:00:00+01:00")


def lasting(minutes: float, **fields: Any) -> Any:
    return episode(START.isoformat(), ended_at=START + timedelta(minutes=minutes), **fields)


@with_each(
    ("recorded", "ids"),
    [
        (episode(), ()),
        (lasting(10, place="calf", kind=Kind.CRAMP), ()),  # exactly ten minutes is not over
        (lasting(10.1, place="calf", kind=Kind.CRAMP), ("RF62",)),
        (lasting(11, place="calf"), ("RF62",)),  # a kind that was not recorded may be a cramp
        (lasting(11, place="calf", kind=Kind.TIGHTNESS), ()),
        (lasting(11, place="neck", kind=Kind.CRAMP), ()),
        (episode(place="calf", signs=("one-sided-swelling",)), ("RF10",)),
        (episode(place="calf", signs=("one-sided-swelling", "breathless")), ("RF01", "RF11")),
        (episode(place="calf", signs=("dark-urine",)), ("RF40",)),
        (episode(signs=()), ()),
        (lasting(61, place="calf", kind=Kind.CRAMP, triggers=("heat",)), ("RF42", "RF62")),
        (episode(place="calf", kind=Kind.TWITCH, signs=("wasting",)), ("RF70", "RF72")),
    ],
)
def test_a_flag_shows_when_every_rule_of_it_holds(recorded: Any, ids: tuple[str, ...]) -> None:
    assert tuple(flag.id for flag in FLAGS.fitting(recorded)) == ids


def test_the_most_urgent_flag_comes_first() -> None:
    levels = [LEVELS.index(flag.level) for flag in FLAGS.flags]
    assert levels == sorted(levels)


def test_a_flag_is_shown_once_for_an_episode_and_again_for_another(tmp_path: Path) -> None:
    flags = FLAGS.fitting(lasting(11))
    shown = [ShownFlags(tmp_path).add(episode(id=identity), flags) for identity in ("a", "a", "b")]
    assert shown == [flags, (), flags]


def test_where_the_state_folder_cannot_be_written_a_flag_is_shown_twice_rather_than_never(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    flags = FLAGS.fitting(lasting(11))
    assert [ShownFlags(tmp_path / "file").add(episode(), flags) for _ in range(2)] == [flags, flags]


def test_a_missing_file_of_flags_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"red_flags\.toml does not exist\. Install spasmtui again\."):
        load_flags(tmp_path)
