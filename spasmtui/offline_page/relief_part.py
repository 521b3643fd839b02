"""Write the first screen, with a button for each place and side, and each routine with its steps and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.offline_page.elements import element, link, listed, paragraph, text
from spasmtui.offline_page.timelines import SIDED, in_version
from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.session.texts import after_advice, cautions_of, routine_notes, side_name, side_note
from spasmtui.relief.session.timeline import expand, figure_side
from spasmtui.relief.tui.preview_texts import conditions, purpose_sentence
from spasmtui.relief.words import words
from spasmtui.shared.times.lengths import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spasmtui.offline_page.figures import Figures
    from spasmtui.relief.routines.model import Routine
    from spasmtui.shared.places import Place

MOST_QUESTIONS = 99


class ReliefPart:
    """The relief room as HTML."""

    def __init__(self, places: Sequence[Place], routines: Sequence[Routine], figures: Figures, page: dict[str, Any]):
        """Create the part.

        Args:
            places: the places in the order in which they are listed.
            routines: the shipped routines.
            figures: what is drawn on the page.
            page: the words of the page.
        """
        self._places = places
        self._routines = {each.id: each for each in routines}
        self._figures = figures
        self._page = page

    def start_html(self) -> str:
        """Return the first screen."""
        page = self._page
        rows = "".join(map(self._place_row, self._places))
        return (
            element("h2", text(page["where"]))
            + paragraph(page["start_hint"], "hint needs-script")
            + element("noscript", paragraph(page["no_script"]))
            + element("div", rows, class_="places needs-script")
            + element("h2", text(page["other_ways"]))
            + "".join(self._lists())
        )

    def routines_html(self) -> str:
        """Return every routine with its steps."""
        return "".join(map(self._routine_html, self._routines.values()))

    def _lists(self) -> Iterator[str]:
        of_skin = [each for each in self._routines.values() if each.skin is not None]
        now = [each for each in self._routines.values() if each.purpose is Purpose.RELIEF]
        others = [each for each in self._routines.values() if each not in of_skin and each not in now]
        for title, found in (
            (self._page["for_now"], now),
            (self._page["heat_and_cold"], of_skin),
            (self._page["for_other_times"], others),
        ):
            yield element("h3", text(title))
            yield listed(
                f"{link(f'r-{each.id}', each.title)} {element('small', format_duration(each.seconds))}"
                for each in found
            )

    def _place_row(self, place: Place) -> str:
        routine = self._routines[place.routine]
        page, name = self._page, self._page["places"][place.id]
        buttons = [_start(routine, "", name, page["start_place"].format(place=name), "place")]
        if routine.sides in SIDED:
            buttons += [
                _start(
                    routine,
                    side,
                    page[f"{side}_short"],
                    page["start_side"].format(place=name, side=side_name(side)),
                    "side",
                )
                for side in ("left", "right")
            ]
        return element("div", "".join(buttons), class_="row")

    def _routine_html(self, routine: Routine) -> str:
        page = self._page
        about = " · ".join(filter(None, (page["places"].get(routine.place or ""), format_duration(routine.seconds))))
        not_if = "".join(
            paragraph(label) + listed(map(text, asks)) for label, asks in conditions(routine, MOST_QUESTIONS)
        )
        after = [*after_advice(routine), *([routine.note] if routine.note else [])]
        evidence = page["evidence"].format(grade=routine.grade) if routine.grade else ""
        cited = " ".join(routine.sources)
        return element(
            "section",
            element("h2", text(routine.title))
            + paragraph(about, "quiet")
            + paragraph(purpose_sentence(routine))
            + (paragraph(f"{routine.position}.") if routine.position else "")
            + self._start_buttons(routine)
            + not_if
            + (paragraph(words().skin_rule, "rule") if routine.skin else "")
            + paragraph(routine.stop_line, "rule")
            + "".join(self._versions(routine))
            + listed(map(text, (*cautions_of(routine), *routine_notes(routine))))
            + (element("h3", text(page["afterwards"])) + "".join(map(paragraph, after)) if after else "")
            + paragraph(routine.escalate or "")
            + (element("h3", link("sources", page["sources"])) + element("p", cited, class_="quiet") if cited else "")
            + paragraph(evidence, "quiet"),
            id=f"r-{routine.id}",
            class_="routine",
        )

    def _versions(self, routine: Routine) -> Iterator[str]:
        """Yield the steps of a routine, then those of its versions, each with its name."""
        yield element("h3", text(self._page["steps"])) + self._steps(routine)
        for number, version in enumerate(routine.versions, 1):
            varied = in_version(routine, version.name)
            yield element("h3", text(version.name)) + self._start_buttons(varied, number) + self._steps(varied)

    def _start_buttons(self, routine: Routine, version: int = 0) -> str:
        page = self._page
        sided = routine.sides in SIDED
        buttons = [
            *(
                _start(routine, side, page[f"start_{side}"], "", "", version)
                for side in (("left", "right") if sided else ())
            ),
            _start(routine, "", page["start_anyhow"] if sided else page["start"], "", "", version),
        ]
        return element("div", "".join(buttons), class_="starts needs-script")

    def _steps(self, routine: Routine) -> str:
        plan = expand(routine)
        rows, drawn = [], set[str]()
        for number, segment in enumerate(plan):
            figure = ""
            if segment.figure and segment.figure not in drawn:
                drawn.add(segment.figure)
                figure = self._figures.use(segment.figure, is_mirrored=figure_side(plan, number) == "left")
            optional = f" ({self._page['optional']})" if segment.is_optional else ""
            said = f"{segment.say}{side_note(segment.say, segment.side)}{optional}"
            time = element("b", format_duration(segment.seconds))
            rows.append(f"{figure}{time} {text(said)}")
        return listed(rows, "steps", "ol")


def _start(routine: Routine, side: str, label: str, spoken: str, class_: str, version: int = 0) -> str:
    """Return a button that starts a routine; `spoken` is its name for a voice, where its label says too little."""
    return element(
        "button",
        text(label),
        class_=class_ or False,
        data_start=routine.id,
        data_side=side or False,
        data_version=str(version) if version else False,
        aria_label=spoken or False,
    )


def sources_of(routines: Iterable[Routine]) -> list[str]:
    """Return the ids of the sources of routines, each once."""
    return list(dict.fromkeys(source for routine in routines for source in routine.sources))
