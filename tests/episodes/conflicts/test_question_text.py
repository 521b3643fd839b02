"""The dialog between two devices' values as text: what it says, that nothing is cut, and how its cursor moves."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.conflicts.choices import OpenQuestion, open_questions
from spasmtui.episodes.conflicts.question_text import Layout, first_offset, lay_out, move
from spasmtui.episodes.model.episode import Day
from spasmtui.episodes.store.diary import Diary
from spasmtui.shared.text_wrap import cell_width
from spasmtui.terminal.sanitize import sanitize
from tests.support.store.two_devices import contested, deleted_beside_an_edit, meet, two_devices
from tests.support.store.values import an_episode

ID = an_episode(1).id
HOSTILE = "[b]x[/ \x1b[2Jred \u202e" + "ever so many words of a long night " * 40 + "漢字" * 60 + " the end"


def asked(diary: Diary) -> tuple[OpenQuestion, ...]:
    diary.episodes()
    diary.days()
    return open_questions(diary.recent_conflicts())


def laid_out(diary: Diary, question: OpenQuestion, *, width: int = 60, message: str = "") -> Layout:
    return lay_out(
        question, 1, 1, chosen=0, message=message, ours=diary.own_devices, width=width, is_roomy=False
    )  # fmt: skip


def texts(layout: Layout) -> list[str]:
    return [line.text for line in layout.lines]


def test_a_field_is_asked_about_with_each_value_its_device_and_its_time(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    (question,) = asked(one)
    layout = laid_out(one, question, message="Kept: the note x.")
    assert [layout.digit_of(line) for line in range(len(layout.lines))] == [*[""] * 5, "1", "1", "2", "2"]
    assert texts(layout) == [
        "Kept: the note x.",
        "",
        "Changed on two devices",
        "left calf, Sun 22 Nov 04:12",
        "Pain: which is right?",
        "> 1  7 of 10",
        f"     {other.device}, Mon 23 Nov 04:12, counts now",
        "  2  4 of 10",
        "     this device, Mon 23 Nov 03:12",
    ]


def test_whole_versions_are_one_question_with_everything_that_would_come_back(tmp_path: Path) -> None:
    one, _other, _episode = deleted_beside_an_edit(tmp_path, note="cold\nfeet")
    (question,) = asked(one)
    said = texts(laid_out(one, question, width=100))
    assert said[2:5] == [
        "Is it to be deleted, or kept?",
        "> 1  deleted",
        "     this device, Mon 23 Nov 03:12, counts now",
    ]
    assert said[5] == "  2  Sun 22 Nov 04:12, left calf, pain 3"
    assert "note: cold feet" in said[6]


def test_a_day_is_asked_about_by_its_words(tmp_path: Path) -> None:
    one, other = two_devices(tmp_path)
    for diary, word in ((one, "heat"), (other, "effort")):
        diary.add(Day(date="2026-11-22", words=(word,), updated_at=diary.clock.now(), device=diary.device))
    meet(one, other)
    (question,) = asked(one)
    said = texts(laid_out(one, question))
    assert said[:4] == ["Described on two devices", "The day Sun 22 Nov", "Which description is right?", "> 1  effort"]


def test_the_chosen_night_is_asked_about_first_then_the_newest(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    for number in (2, 3):
        one.add(an_episode(number, started_at=datetime.fromisoformat(f"2026-11-1{number}T02:00:00+00:00")))
    meet(one, other)
    for diary, pain in ((one, 1), (other, 2)):
        for number in (2, 3):
            diary.edit(an_episode(number).id, pain=pain)
    meet(one, other)
    conflicts = [each.conflict for each in asked(one)]
    keys = [an_episode(number).id for number in (1, 2, 3)]
    assert [each.key for each in conflicts] == [keys[0], keys[2], keys[1]]
    first = open_questions(conflicts, (keys[1],))
    assert [each.conflict.key for each in first] == [keys[1], keys[0], keys[2]]


@pytest.fixture(scope="module")
def long_question(tmp_path_factory: pytest.TempPathFactory) -> OpenQuestion:
    one, _other, _episode = contested(tmp_path_factory.mktemp("long"))
    (asked_about,) = asked(one)
    choices = tuple(replace(choice, text=sanitize(HOSTILE, one_line=True)) for choice in asked_about.question.choices)
    return replace(asked_about, question=replace(asked_about.question, choices=choices))


@settings(max_examples=6)
@given(width=st.integers(10, 80), height=st.integers(1, 40))
def test_nothing_is_cut_and_the_arrows_show_every_line(width: int, height: int, long_question: OpenQuestion) -> None:
    layout = lay_out(long_question, 1, 2, chosen=0, message="", ours=(), width=width, is_roomy=height > 20)
    lines = texts(layout)
    assert all(cell_width(line) <= width and line.isprintable() for line in lines)
    shown = "".join("".join(lines).split())
    assert "theend" in shown
    assert "[b]x[/" in shown
    seen: set[int] = set()
    chosen, offset = 0, first_offset(layout, height)
    for is_down in (True, False):
        for _ in range(3 * len(lines) + 3):
            seen |= set(range(offset, offset + height))
            chosen, offset = move(layout.spans, chosen, offset, height, is_down=is_down)
            offset = max(0, min(offset, len(lines) - height))
        assert chosen == (len(layout.spans) - 1 if is_down else 0)
    assert {number for number, line in enumerate(lines) if line} <= seen
    assert offset == 0


def test_whose_a_long_value_is_stands_above_it(long_question: OpenQuestion) -> None:
    layout = lay_out(long_question, 1, 2, chosen=1, message="", ours=(), width=60, is_roomy=False)
    begins = [layout.lines[start].text for start, _end in layout.spans]
    devices = [choice.version.device for choice in long_question.question.choices]
    assert begins == [f"  1  {devices[0]}, Mon 23 Nov 04:12, counts now", f"> 2  {devices[1]}, Mon 23 Nov 03:12"]
