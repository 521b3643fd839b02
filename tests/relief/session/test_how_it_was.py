"""What is asked of a practice: one answer after the other, each optional and to be corrected."""

from hypothesis import given
from hypothesis import strategies as st

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.session.how_it_was import HowItWas, parse_scores
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

BOOK = RoutineBook(CONTENT)


def test_heat_and_rest_for_comfort_are_no_effort() -> None:
    asked = {name: HowItWas.about(BOOK.routine(name)).questions for name in ("bedtime-prevention", "heat-session")}
    assert asked == {"bedtime-prevention": ("pain", "pain_after", "effort"), "heat-session": ("pain", "pain_after")}


@given(st.lists(st.sampled_from([*range(11), "skip", "back"]), max_size=12))
def test_going_back_forgets_one_answer_and_no_other(keys: list[object]) -> None:
    how, expected = HowItWas(), list[int | None]()
    for key in keys:
        if key == "back":
            how = how.taken_back()
            del expected[-1:]
        else:
            score = key if isinstance(key, int) else None
            how = how.skipped() if score is None else how.answered(score)
            expected = [*expected, score][:3]
    wanted = (*expected, None, None, None)[:3]
    assert (how.answers, how.at, how.is_over) == (wanted, len(expected), len(expected) == 3)
    assert tuple(how.scores.values()) == wanted


@with_each(
    ("line", "answers"),
    [
        ("3 2 4", (3, 2, 4)), ("3,2,4", (3, 2, 4)), ("3 - t", (3, None, 10)), ("0", (0, None, None)),
        ("- - 5", (None, None, 5)), ("10 10 10", (10, 10, 10)), ("11", None), ("3 2 4 1", None), ("three", None),
        ("", None), ("-1", None),
        ("00100", None), ("010", (10, None, None)),
    ],
)  # fmt: skip
def test_one_line_answers_all_questions(line: str, answers: tuple[int | None, ...] | None) -> None:
    told = parse_scores(line, HowItWas())
    assert (told and told.answers) == answers
