"""Ask how a practice was: the pain before it, the pain after it and the effort, each optional."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spasmtui.relief.routines.model import Purpose, Routine
from spasmtui.relief.words import words
from spasmtui.shared.outcomes.strain import strain_note

PAIN, PAIN_AFTER, EFFORT = "pain", "pain_after", "effort"
"""The questions, as the diary names their answers, in their order."""
MOST = 10


@dataclass(frozen=True, slots=True)
class HowItWas:
    """The answers as far as they were given, and the question that is next."""

    questions: tuple[str, ...] = (PAIN, PAIN_AFTER, EFFORT)
    answers: tuple[int | None, ...] = (None, None, None)
    """The answer to each question; None is not recorded."""
    at: int = 0
    """The number of the question that is next; that of all questions when the last one was passed."""

    @classmethod
    def about(cls, routine: Routine) -> HowItWas:
        """Return the questions for a routine; heat, cold and lying still for comfort are no effort."""
        asked = (PAIN, PAIN_AFTER) if routine.purpose is Purpose.COMFORT or routine.skin else (PAIN, PAIN_AFTER, EFFORT)
        return cls(asked, (None,) * len(asked))

    @property
    def is_over(self) -> bool:
        """True once each question was answered or passed over."""
        return self.at >= len(self.questions)

    @property
    def has_begun(self) -> bool:
        """True once a question was answered or passed over."""
        return self.at > 0

    @property
    def scores(self) -> dict[str, int | None]:
        """The answer to every question by its name, also to those that were not asked."""
        given = dict(zip(self.questions, self.answers, strict=True))
        return {name: given.get(name) for name in (PAIN, PAIN_AFTER, EFFORT)}

    def answered(self, score: int) -> HowItWas:
        """Return the answers with one to the present question, 0 to 10, and the next question."""
        if self.is_over:
            return self
        return replace(self._with(score, self.at), at=self.at + 1)

    def skipped(self) -> HowItWas:
        """Return the next question; the present one stays without an answer."""
        return self if self.is_over else replace(self, at=self.at + 1)

    def taken_back(self) -> HowItWas:
        """Return the question before, without its answer."""
        return self._with(None, self.at - 1) if self.has_begun else self

    def _with(self, score: int | None, at: int) -> HowItWas:
        return replace(self, at=at, answers=(*self.answers[:at], score, *self.answers[at + 1 :]))


def label_of(question: str) -> str:
    """Return the label of a question."""
    return {PAIN: words().pain_before, PAIN_AFTER: words().pain_after, EFFORT: words().effort}[question]


def scale_of(question: str) -> str:
    """Return the meaning of the ends of a question's scale."""
    return words().effort_scale if question == EFFORT else words().pain_scale


def strain_lines(how: HowItWas | None, routine: Routine) -> tuple[str, ...]:
    """Return what a clinician would say to more pain than before, or to the most effort, then when to stop."""
    if how is None:
        return ()
    scores = how.scores
    note = strain_note(
        scores[PAIN], scores[PAIN_AFTER], scores[EFFORT], more_pain=words().more_pain, hardest=words().hardest
    )
    return (note, routine.stop_line) if note else ()


def parse_scores(line: str, how: HowItWas) -> HowItWas | None:
    """Parse the answers to all questions in their order, such as `3 2 4`, or `3 - 4` without the second.

    Fewer are the first ones. Return None for anything else.
    """
    typed = line.replace(",", " ").replace(";", " ").split()
    if not 0 < len(typed) <= len(how.questions):
        return None
    found = replace(how, answers=(None,) * len(how.questions), at=0)
    for word in typed:
        if word in ("-", "–", "."):
            found = found.skipped()
        elif word == "t" or (word.isascii() and word.isdecimal() and len(word) <= 3 and int(word) <= MOST):
            found = found.answered(MOST if word == "t" else int(word))
        else:
            return None
    return found
