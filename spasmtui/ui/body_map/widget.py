"""A map of the body, lit by count, on which a place is chosen by arrows, digits or the mouse. Knows no feature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.shared.formats import place_with_side
from spasmtui.shared.key_names import with_keys
from spasmtui.ui.body_map.layout import LIST_COLUMNS, Arrangement, arrange, place_under, step
from spasmtui.ui.body_map.picture import ROW, bodies, words_column
from spasmtui.ui.body_map.words import DIGIT_OF_PLACE, count_words, counted_places, neighbour_in_words, place_of_digit
from spasmtui.ui.clicks import pressing
from spasmtui.ui.drawing.body_map import VIEWS, BodyPlace, count_at, regions
from spasmtui.ui.drawing.body_regions import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.geometry import Size

    from spasmtui.ui.drawing.body_map import Counts
    from spasmtui.ui.drawing.body_regions import Side

LIST_TITLE = "Episodes recorded"
"""The line above the places in words, which says what their numbers count."""
FIRST = BodyPlace("calf", "left")
"""The place that the first arrow marks."""


class BodyMap(Widget, can_focus=True):
    """A body from the front and from behind, side by side where there is room, else one at a time.

    It fills the room it is given: give it a width and a height. From 10 rows of body on it draws, with one row more for
    the headings and, where a place can be chosen, one more for its words; with less room it lists words. Good heights:
    24 for a whole screen, 18 for a small one, 12 for a card. Two views take 36 columns at 12 rows of height, 62 at 24.
    """

    DEFAULT_CSS = "BodyMap { width: 1fr; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(0,-1)", "up", show=False, id="bodymap.up", tooltip="The next place upwards"),
        Binding("down", "move(0,1)", "down", show=False, id="bodymap.down", tooltip="The next place downwards"),
        Binding("left", "move(-1,0)", "left", show=False, id="bodymap.left", tooltip="The next place to the left"),
        Binding("right", "move(1,0)", "right", show=False, id="bodymap.right", tooltip="The next place to the right"),
        Binding("enter", "choose", "choose", id="bodymap.choose", tooltip="Choose the marked place"),
        Binding("v", "turn", "turn round", id="bodymap.turn", tooltip="Turn round: front or back"),
        Binding(
            "1", "digit('1')", "place 1", show=False, key_display="0-9", id="bodymap.digit_1",
            tooltip="The place with that number; again, its other side",
        ),
        *(
            Binding(
                digit, f"digit('{digit}')", f"place {digit}", show=False, system=True, id=f"bodymap.digit_{digit}",
                tooltip=f"The place with number {digit}; again, its other side",
            )
            for digit in "234567890"
        ),
    ]  # fmt: skip
    counts: reactive[Mapping[tuple[str, str | None], int]] = reactive(dict)
    """How often, by (place, side)."""
    chosen: reactive[BodyPlace | None] = reactive(None)
    """The marked place."""
    is_whole: reactive[bool] = reactive(False)
    """True while the marked place is meant on both sides: no side was chosen, and Enter chooses none."""
    view: reactive[View] = reactive("front")
    """The view with the marked place; where only one has room, the one that is shown."""

    @dataclass
    class Moved(Message):
        """Another place is marked, by an arrow, a digit or the mouse; nothing is chosen yet."""

        map: BodyMap
        place: str
        side: Side

        @property
        def control(self) -> BodyMap:
            """The map."""
            return self.map

    @dataclass
    class Chosen(Message):
        """A place was chosen, by Enter or by a click."""

        map: BodyMap
        place: str
        """A place id of `shared/places.py`."""
        side: Side
        """`left` or `right`: the person's own."""

        @property
        def control(self) -> BodyMap:
            """The map."""
            return self.map

    def __init__(
        self,
        counts: Counts | None = None,
        *,
        chosen: tuple[str, Side] | None = None,
        can_choose: bool = True,
        is_whole: bool = False,
        has_digits: bool = False,
        has_list: bool = True,
        is_ascii: bool = False,
        id: str | None = None,  # noqa: A002 -- the widget's own word
        classes: str | None = None,
    ) -> None:
        """Begin with these numbers; `counts` and `chosen` may be set again at any time.

        Args:
            counts: how often, by (place, side): a side is `left`, `right`, `both` (it counts on either side) or None
                (not recorded). An empty one draws a body without numbers.
            chosen: the place and side that is marked at first; one that is not on the map marks nothing.
            can_choose: False for a picture alone: it takes no focus, no key and no click, and has no line of words.
            is_whole: the place is marked on both sides, since no side was chosen.
            has_digits: digits choose places, and are written on them while the map has the focus; leave it where digits
                mean something else even then.
            has_list: places in words with their numbers beside the picture, where there is room.
            is_ascii: draw without braille and blocks.
            id: the widget's id.
            classes: the widget's classes.
        """
        super().__init__(id=id, classes=classes)
        self.can_focus = can_choose
        self._can_choose = can_choose
        self._has_digits = has_digits and can_choose
        self._has_list = has_list
        self._is_ascii = is_ascii
        self.set_reactive(BodyMap.counts, dict(counts or {}))
        self.set_reactive(BodyMap.view, self._view_of_most())
        if (known := self.validate_chosen(chosen)) is not None:
            self.set_reactive(BodyMap.chosen, known)
            self.set_reactive(BodyMap.is_whole, is_whole)
            self.set_reactive(BodyMap.view, self._view_of(known))

    @property
    def chosen_words(self) -> str:
        """The marked place in words: "left calf"; empty without one."""
        if self.chosen is None:
            return ""
        return place_with_side(self.chosen.place, None if self.is_whole else self.chosen.side)

    def validate_chosen(self, chosen: tuple[str, str] | None) -> BodyPlace | None:
        """Mark nothing for a place of the person's own that is not on the map."""
        return next((known for view in VIEWS for known in regions(view, 16) if known == chosen), None)

    def watch_counts(self) -> None:
        """Turn to the view that has most to show, unless a place is marked in this one."""
        if self.chosen is None:
            self.view = self._view_of_most()

    def _view_of_most(self) -> View:
        """Return the view of the place with the largest number; the front where there is none."""
        most = max(self.counts, key=lambda place: self.counts[place], default=None)
        return "back" if most is not None and BodyPlace(most[0], "left") not in regions("front", 16) else "front"

    @property
    def _takes_digits(self) -> bool:
        """True while a digit chooses a place; without the focus it means what the rest of the screen makes of it."""
        return self._has_digits and self.has_focus

    def watch_has_focus(self, has_focus: bool) -> None:
        """Write the digits on the places, or take them away."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's signature
        """Leave digits alone where they are not this map's, and every key where nothing can be chosen."""
        if action == "digit":
            return self._has_digits
        if action == "turn":
            return self._can_choose and len(self._arrangement().panels) == 1
        if action == "choose":
            return self._can_choose and not self.is_whole
        return self._can_choose if action == "move" else True

    def action_move(self, across: int, down: int) -> None:
        """Mark the nearest place in a direction; where there is room for words only, the next one in their order."""
        if self.chosen is None or self.is_whole:
            self.mark(self.chosen or FIRST)
            return
        at = self._arrangement()
        if not at.panels:
            place = neighbour_in_words(self.chosen, across + down)
            self._mark(self._view_of(place), place)
        elif (found := step(at, self.view, self.chosen, (across, down))) is not None:
            self._mark(*found)

    def action_digit(self, digit: str) -> None:
        """Mark the place with this digit, or its next one."""
        if (found := place_of_digit(digit, self.chosen)) is not None:
            self._mark(self._view_of(found), found)

    def action_turn(self) -> None:
        """Show the other view, with a place marked there if one was."""
        other = VIEWS[1 - VIEWS.index(self.view)]
        self.view = other
        if self.chosen is not None and self.chosen not in regions(other, 16):
            self._mark(other, BodyPlace(_OPPOSITE[self.chosen.place], self.chosen.side))

    def action_choose(self) -> None:
        """Choose the marked place."""
        if self.chosen is not None:
            self.post_message(self.Chosen(self, *self.chosen))

    def on_click(self, event: events.Click) -> None:
        """Mark and choose the place under the mouse, on a body or in the list of words."""
        offset = event.get_content_offset(self)
        if not self._can_choose or offset is None:
            return
        if (row := event.style.meta.get(ROW)) is not None:
            found = self.validate_chosen(counted_places(self.counts)[row])
            marked = (self._view_of(found), found) if found is not None else None
        else:
            marked = place_under(self._arrangement(), offset.x, offset.y)
        if marked is not None:
            self._mark(*marked)
            self.action_choose()

    def render(self) -> Content:
        """Render headings, bodies, the list of words beside them, and the marked place in words."""
        at, size = self._arrangement(), self.content_size
        listed = count_words(self.counts)
        if not at.panels:
            lines = words_column(listed, size.width, max(1, size.height - self._can_choose))
            return Content("\n").join([*lines, *self._last_line()])
        lines = bodies(
            at, self.counts, self.chosen, has_digits=self._takes_digits, is_whole=self.is_whole, is_ascii=self._is_ascii
        )
        if at.list_left is not None:
            beside = words_column(listed, size.width - at.list_left, at.body_rows)
            if beside and len(beside) < at.body_rows:
                beside.insert(0, Content.styled(LIST_TITLE, "$text-muted"))
            top = max(1, (at.body_rows - len(beside)) // 3)
            for row, words in enumerate(beside, top):
                lines[row] = Content.assemble(lines[row], " " * (at.list_left - at.width), words)
        below = words_column(listed, min(size.width, LIST_COLUMNS + 9), at.list_rows)
        gap_rows = [Content("")] if below else []
        return Content("\n").join([*lines, *self._last_line(), *gap_rows, *below])

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 -- Textual's signature
        """Return the columns that bodies and list take in this room, for a width of `auto`."""
        at = self._arrangement(container)
        return at.list_left + LIST_COLUMNS if at.list_left is not None else at.width or container.width

    def _last_line(self) -> list[Content]:
        """Return the marked place in words, with its digit and its number; nothing where none can be chosen."""
        if not self._can_choose:
            return []
        if self.chosen is None:
            hint = "Arrows or a digit mark a place." if self._takes_digits else "Arrows mark a place."
            return [Content.styled(hint if self.has_focus else "", "$text-muted")]
        turns = len(self._arrangement().panels) == 1
        number = self._number_of(self.chosen)
        line = pressing(Content.styled(f"{'>' if self._is_ascii else '▸'} {self.chosen_words}", "bold"), "enter")
        further = [f"  {number} recorded" if number else "  not recorded before"] if self.counts else []
        turn = with_keys("  {v:bodymap.turn} turns round")
        further += [turn] * turns
        if self._takes_digits:
            digit = DIGIT_OF_PLACE[self.chosen.place]
            further.append(f"  {digit} again: {'the next place' if digit == '0' else 'the other side'}")
        for words in further:
            if line.cell_length + len(words) <= self.content_size.width:
                said = Content.styled(words, "$text-muted")
                line += pressing(said, "v") if words == turn else said
        return [line]

    def _arrangement(self, room: Size | None = None) -> Arrangement:
        size = self.content_size if room is None else room
        return arrange(
            size.width, size.height, front=self.view,
            has_list=self._has_list and bool(self.counts), can_choose=self._can_choose,
        )  # fmt: skip

    def _number_of(self, chosen: BodyPlace) -> int:
        if self.is_whole:
            return sum(number for (place, _side), number in self.counts.items() if place == chosen.place)
        return count_at(self.counts, *chosen)

    def mark(self, place: BodyPlace, *, is_whole: bool = False) -> None:
        """Mark a place, in the view that shows it; `is_whole` marks it on both sides."""
        self._mark(self._view_of(place), place, is_whole=is_whole)

    def _view_of(self, place: BodyPlace) -> View:
        """Return the view that shows a place: the present one if it does."""
        return self.view if place in regions(self.view, 16) else VIEWS[1 - VIEWS.index(self.view)]

    def _mark(self, view: View, place: BodyPlace, *, is_whole: bool = False) -> None:
        self.view = view
        if (place, is_whole) != (self.chosen, self.is_whole):
            self.chosen, self.is_whole = place, is_whole
            self.refresh_bindings()
            self.post_message(self.Moved(self, *place))


_OPPOSITE = {
    "calf": "shin", "shin": "calf", "thigh": "hamstring", "hamstring": "thigh", "hip": "buttock", "buttock": "hip",
    "lower-back": "side", "side": "lower-back", "upper-back": "side",
}  # fmt: skip
"""The place on the other side of the body."""
