"""How often a cramp was gone after what was tried: counts, Wilson's interval, and a refusal where it is thin."""

from statistics import NormalDist

from hypothesis import given
from hypothesis import strategies as st

from spasmtui.shared.outcomes.eased import FEWEST_FOR_SHARE, eased_sentence, eased_share, eased_words, score_interval
from tests.support.cases import with_each


@with_each(
    ("eased", "recorded", "words"),
    [
        (9, 12, "gone or mostly gone in 9 of 12 recorded (75%, 95% interval 47% to 91%)"),
        (5, 5, "gone or mostly gone in 5 of 5 recorded (100%, 95% interval 57% to 100%)"),
        (0, 5, "gone or mostly gone in 0 of 5 recorded (0%, 95% interval 0% to 43%)"),
        (4, 4, "gone or mostly gone in 4 of 4 recorded; a share is shown from 5"),
    ],
)
def test_counts_come_first_and_a_share_only_from_five_answers(eased: int, recorded: int, words: str) -> None:
    assert eased_words(eased, recorded) == words


def test_a_sentence_names_the_place_and_says_after_and_not_because() -> None:
    said = eased_sentence("left calf", "Walk it off", 3, 4)
    assert said == (
        "Left calf, after Walk it off: the cramp was gone or mostly gone in 3 of 4 recorded; a share is shown from 5."
    )


@given(st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_interval_holds_the_shares_that_a_score_test_does_not_reject(counts: tuple[int, int]) -> None:
    count, total = counts
    share, z = count / total, NormalDist().inv_cdf(0.975)
    for end in score_interval(count, total):
        deviation = (share - end) ** 2 * total
        assert abs(deviation - z * z * end * (1 - end)) < 1e-6
    found = eased_share(count, total)
    assert (found is None) == (total < FEWEST_FOR_SHARE)
    assert found is None or found.low <= found.percent <= found.high
