"""Return a red flag's own sentences for an answer that ends a routine, with the number to call.

`red_flags.toml` is read when the first answer asks for it, never on the way to a start.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from spasmtui.errors import DataError
from spasmtui.shared.emergency_numbers import ANY_REGION, emergency_number
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import lay_over, read_texts

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from spasmtui.relief.routines.model import Question, Routine

CALL = "your emergency number"
"""The words of a flag that stand for the number, in English; `your_number` of a language's `urgent_page.toml`."""


class SignAdvice:
    """The advice of each red-flag sign."""

    def __init__(self, content: Path | None = None, config: str = "", language: str = ENGLISH) -> None:
        """Create advice that has read nothing yet.

        Args:
            content: the root of the shipped content; None has no advice.
            config: the path of the config folder, whose settings may name the region.
            language: the language of the sentences.
        """
        self._content = content
        self._config = config
        self._language = language
        self._words: dict[str, Any] = {}
        """The words of the language for a number; empty for English."""
        self._flags: dict[str, Any] | None = None

    def action(self, sign: str | None) -> str:
        """Return what to do about a sign; empty for None, or when it cannot be read."""
        return self._join(sign, "do")

    def sentence(self, sign: str | None) -> str:
        """Return a sign's sentences: what is seen, what to do, and what makes it worse; empty as for `action`."""
        return self._join(sign, "see", "do", "worse")

    def after_yes(self, question: Question) -> str:
        """Return the action after a yes to a question, to follow "If yes,": its flag's, else its own."""
        action = self.action(question.sign) or question.then or ""
        return action[:1].lower() + action[1:]

    def of_refusal(self, question: Question | None, reason: str) -> str:
        """Return why a routine was refused: the sentences of the flag that `question` asks for, else `reason`."""
        return self.sentence(question.sign if question else None) or reason

    def first_action(self, routine: Routine) -> str:
        """Return what to do about the first sign that a routine asks for, where there is no room for all sentences."""
        actions = (self.action(question.sign) for question in (*routine.ask_first, *routine.ask_after))
        return next(filter(None, actions), "")

    def of_routine(self, routine: Routine) -> tuple[str, ...]:
        """Return the sentences of every sign that a routine asks for, in the order of its questions."""
        signs = dict.fromkeys(question.sign for question in (*routine.ask_first, *routine.ask_after))
        return tuple(sentence for sign in signs if (sentence := self.sentence(sign)))

    def _join(self, sign: str | None, *keys: str) -> str:
        flag = self._read().get(sign, {}) if sign else {}
        text = " ".join(str(flag[key]) for key in keys if flag.get(key))
        call = self._words.get("your_number", CALL)
        return text.replace(call, self._said_number()) if call in text else text

    def _said_number(self) -> str:
        """Return the number as the language says it, such as `le 112` in French."""
        number = emergency_number(os.environ, self._config)
        form = self._words.get("any_number" if number == ANY_REGION else "number", "{number}")
        return form.format(number=number) if isinstance(form, str) else number

    def _read(self) -> dict[str, Any]:
        if self._flags is None:
            self._flags = {}
            if self._content is not None:
                # Where it cannot be read, the routine's own words remain, and the way to the urgent page.
                with suppress(DataError):
                    flags = read_toml(self._content / "red_flags.toml", advice=REINSTALL)
                    self._flags = lay_over(flags, read_texts(self._content, self._language, "red_flags"))
                    self._words = read_texts(self._content, self._language, "urgent_page")
        return self._flags
