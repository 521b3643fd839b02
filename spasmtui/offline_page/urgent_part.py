"""Write the urgent part of the page: whom to call, the questions with what to do, and every sign."""

from __future__ import annotations

import os
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from spasmtui.guide.urgent_page import call_instruction, fill_in, say_number, text_sentences, urgent_texts
from spasmtui.offline_page.elements import (
    call_link,
    element,
    link,
    listed,
    message_link,
    numbers_in,
    paragraph,
    text,
    with_numbers,
)
from spasmtui.offline_page.guide_part import HELP_PAGE
from spasmtui.shared.emergency_numbers import find_emergency_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spasmtui.guide.urgent_page import UrgentTexts
    from spasmtui.shared.emergency_numbers import EmergencyLines

_TAG = re.compile("<[^>]+>")
BY_MESSAGE = ("sms", "registered", "where-available")
"""What `text_by` is where a text message is meant."""
LEAST_DIGITS = 3
"""The digits from which a number inside a sentence is a link."""


class UrgentPart:
    """The red flags with the numbers of the person's region."""

    def __init__(self, config: str, language: str, page: dict[str, Any]) -> None:
        """Find the region and its texts.

        Args:
            config: the path of the settings folder, whose settings may name the region.
            language: the language of the texts.
            page: the words of the page.
        """
        self._page = page
        self._texts: UrgentTexts = urgent_texts(language)
        self._lines: EmergencyLines = find_emergency_lines(os.environ, config)

    @property
    def numbers(self) -> list[str]:
        """The emergency numbers, that of the region first."""
        lines = self._lines
        second = [lines.second.number] if lines.second is not None else []
        wanted = (lines.number, lines.also, lines.mobile, *second)
        return list(dict.fromkeys(number for each in wanted for number in numbers_in(each)))

    def call_buttons(self) -> str:
        """Return a large link for each emergency number."""
        lines = self._lines
        countries = {lines.number: lines.country} if lines.second is not None else {}
        if lines.second is not None:
            countries[lines.second.number] = lines.second.country
        first = numbers_in(lines.number) + ([lines.second.number] if lines.second is not None else [])
        return element(
            "div",
            "".join(
                call_link(
                    number,
                    str(self._page["call"]).format(number=number)
                    + (f" ({countries[number]})" if number in countries else ""),
                    "call",
                )
                for number in first
            ),
            class_="calls",
        )

    def html(self, pages: dict[str, str], page: str = "", missing: frozenset[str] = frozenset()) -> str:
        """Return the whole part.

        Args:
            pages: the title of each page of the guide by its id.
            page: the guide's own page of the red flags, where it is in the language; else the signs are listed.
            missing: the flags that this page has no sign for.
        """
        signs = page + self._missing(missing) if page else self._signs()
        return (
            element("h2", text(str(self._page["urgent"])))
            + self.call_buttons()
            + self._services()
            + self._questions(pages)
            + element("h3", text(str(self._page["all_signs"])), id=f"p-{HELP_PAGE}")
            + signs
        )

    def flags(self) -> dict[str, str]:
        """Return the sentences of each red flag by its id, as HTML with the number in it."""
        return {
            flag: self._said(" ".join(part for part in (see, do, worse) if part))
            for _name, _title, _do, flags in self._texts.LEVELS
            for flag, see, do, worse in flags
        }

    def _missing(self, missing: frozenset[str]) -> str:
        return listed_flags((flag, said) for flag, said in self.flags().items() if flag in missing)

    def _services(self) -> str:
        lines, words = self._lines, self._texts.WORDS
        number = call_instruction(lines, self._texts)
        if lines.country and lines.second is None:
            number = str(self._page["of_country"]).format(country=lines.country, number=number)
        said = [
            with_numbers(number, self.numbers),
            *([self._advice("screen_advice")] if lines.advice else []),
            *(_with_messages(each, lines) for each in text_sentences(lines, self._texts)),
            *(
                with_numbers(words[name].format(**{name: line}), numbers_in(line))
                for name in ("poison", "crisis")
                if (line := getattr(lines, name))
            ),
        ]
        return listed(said)

    def _questions(self, pages: dict[str, str]) -> str:
        words, found, before = self._texts.WORDS, [element("h3", text(str(self._page["any_of_these"])))], ""
        for ask, level, action, page in self._texts.QUESTIONS:
            if level != before:
                found.append(element("h4", text(words[f"screen_{level}"]), class_=f"level {level}"))
                before = level
            inside = [element("p", self._said(fill_in(action, self._lines, self._texts)), class_="do")]
            if level == "emergency":
                inside.append(self.call_buttons())
            elif level == "today" and self._lines.advice:
                inside.append(element("p", self._advice("screen_advice")))
            if page in pages and page != HELP_PAGE:
                inside.append(element("p", f"{text(str(self._page['more']))}: {link(f'p-{page}', pages[page])}"))
            summary = element("summary", text(ask or str(self._page["none_of_these"])))
            found.append(element("details", summary + "".join(inside), class_="question"))
        return "".join(found)

    def headings(self) -> list[str]:
        """Return what to do at each level, the gravest first, as plain words."""
        return [
            unescape(_TAG.sub("", self._heading(name, title, do))) for name, title, do, _flags in self._texts.LEVELS
        ]

    def _heading(self, name: str, title: str, do: str) -> str:
        words = self._texts.WORDS
        heading = with_numbers(do.replace("{number}", say_number(self._lines, words)), self.numbers)
        if name == "today" and self._lines.advice:
            heading = self._advice("today_advice")
        return f"{text(title)}. {heading}."

    def _signs(self) -> str:
        found = []
        flags = self.flags()
        for name, title, do, signs in self._texts.LEVELS:
            found.append(element("h4", self._heading(name, title, do), class_=f"level {name}"))
            found.append(listed_flags((flag, flags[flag]) for flag, *_rest in signs))
        in_doubt = fill_in(self._texts.WORDS["in_doubt"], self._lines, self._texts).partition(". ")[0]
        return "".join(found) + paragraph(f"{in_doubt}.")

    def _advice(self, sentence: str) -> str:
        """Return one of the fixed sentences on the line for advice, with its numbers as links."""
        advice = self._lines.advice
        return with_numbers(self._texts.WORDS[sentence].format(advice=advice), numbers_in(advice))

    def _said(self, words: str) -> str:
        """Return a sentence of a sign or a question with the number to call in it, as links."""
        said = fill_in(words, self._lines, self._texts)
        poison = numbers_in(self._lines.poison) if self._lines.poison and self._lines.poison in said else []
        # Two digits may as well be minutes.
        return with_numbers(said, [number for number in (*self.numbers, *poison) if len(number) >= LEAST_DIGITS])


def listed_flags(flags: Iterable[tuple[str, str]]) -> str:
    """Return a list of red flags, each with its id; nothing for none."""
    rows = "".join(element("li", said, id=f"flag-{flag}") for flag, said in flags)
    return element("ul", rows) if rows else ""


def _with_messages(words: str, lines: EmergencyLines) -> str:
    """Return a sentence on help without speaking, in which the number that takes messages opens one.

    What is typed on a textphone, and the 112 in the name of an app, are no numbers to call by voice.
    """
    if lines.relay and lines.relay in words:
        return with_numbers(words, numbers_in(lines.relay))
    if lines.text_by not in BY_MESSAGE or not (number := next(iter(numbers_in(lines.text)), "")):
        return text(words)
    return re.sub(rf"(?<!\w){re.escape(number)}(?!\w)", message_link(number), text(words))
