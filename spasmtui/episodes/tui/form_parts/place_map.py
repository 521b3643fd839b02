"""The map of the body in the form: beside the fields where there is room, else over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Container
from textual.message import Message

from spasmtui.episodes.entry.form_fields import place_and_side
from spasmtui.shell import load
from spasmtui.ui.chosen_row import pointer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.geometry import Size

    from spasmtui.ui.drawing.body_map import BodyPlace

LEAST_COLUMNS, LEAST_ROWS = 112, 20
"""The window from which the map has room beside the fields."""


class PlaceMap(Container):
    """A map lit by what was recorded before, with the form's place marked. It is drawn when there is room for it."""

    class Picked(Message):
        """A place was chosen on the map."""

        def __init__(self, place: BodyPlace) -> None:
            super().__init__()
            self.value = f"{place.place} {place.side}"
            """The place as the form holds it: `calf left`."""

    def __init__(self, counts: Mapping[tuple[str, str | None], int], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.counts = dict(counts)
        self._map: Any = None
        self._options: dict[str, Any] = {}

    def on_mount(self) -> None:
        """Wait for room."""
        self.display = False

    def fit(self, window: Size, value: str) -> None:
        """Show or hide the map in a window of this size, with the form's place marked on it."""
        self.display = window.width >= LEAST_COLUMNS and window.height >= LEAST_ROWS
        if self.display and self._map is None:
            self._map = load("spasmtui.ui.body_map.widget:BodyMap")(self.counts, **self._begin(value))
            self.mount(self._map)

    def mark(self, value: str) -> None:
        """Mark the form's place."""
        if self._map is not None and (chosen := _on_map(value)) is not None:
            self._map.mark(chosen, is_whole=_has_no_one_side(value))

    def open(self, value: str) -> None:
        """Give the keys to the map, or ask on one over the form where it has no room beside the fields."""
        if self.display:
            self._map.focus()
            return
        dialog = load("spasmtui.ui.body_map.dialog:BodyMapDialog")
        options = self._begin(value)
        del options["has_digits"], options["has_list"]
        self.app.push_screen(dialog("Where was it? Left and right are your own.", self.counts, **options), self._pick)

    def _begin(self, value: str) -> dict[str, Any]:
        return {
            "chosen": _on_map(value),
            "is_whole": _has_no_one_side(value),
            "has_digits": True,
            "has_list": False,
            "is_ascii": pointer(self.app) == ">",
        }

    def on_body_map_chosen(self, message: Any) -> None:
        """Report the place under the mark."""
        message.stop()
        self._pick(message)

    def _pick(self, found: BodyPlace | None) -> None:
        if found is not None:
            self.post_message(self.Picked(found))


def _on_map(value: str) -> BodyPlace | None:
    """Return the form's place on the map: one without a side is marked on both, and a step begins at the left."""
    place, side = place_and_side(value)
    if place is None:
        return None
    found: BodyPlace = load("spasmtui.ui.drawing.body_map:BodyPlace")(place, "right" if side == "right" else "left")
    return found


def _has_no_one_side(value: str) -> bool:
    """Return whether the form's place is meant on both sides, or its side is not known."""
    return place_and_side(value)[1] not in ("left", "right")
