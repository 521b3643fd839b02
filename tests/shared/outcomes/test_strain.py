"""The practice after which a clinician would want to be asked."""

from spasmtui.shared.outcomes.strain import HARDEST, MORE_PAIN, strain_note
from tests.support.cases import with_each


@with_each(
    "pain, pain_after, effort, note",
    [
        (3, 8, None, MORE_PAIN),
        (3, 5, 10, MORE_PAIN),
        (3, 4, 9, ""),
        (3, 4, 10, HARDEST),
        (8, 3, 3, ""),
        (None, 9, None, ""),  # high already, perhaps
        (9, None, None, ""),
    ],
)
def test_clearly_more_pain_or_the_most_effort_is_a_reason_to_ask(
    pain: int | None, pain_after: int | None, effort: int | None, note: str
) -> None:
    assert strain_note(pain, pain_after, effort) == note
