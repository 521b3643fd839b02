"""Put the figures on the page: each is written once as a symbol, and shown wherever a step has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.offline_page.elements import element, text
from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.figures.symbol import symbol
from spasmtui.shared.translations import read_texts

if TYPE_CHECKING:
    from pathlib import Path


class Figures:
    """The figures that the page shows."""

    def __init__(self, content: Path, language: str) -> None:
        """Create figures of which none has been used yet; `language` is that of their descriptions."""
        self._folder = content / "figures"
        self._says = read_texts(content, language, "figures")
        self._ids: dict[str, str] = {}
        self._symbols: dict[str, str] = {}
        self._descriptions: dict[str, str] = {}
        self._described: set[str] = set()
        """The figures whose description is on the page."""

    def use(self, name: str, *, is_mirrored: bool = False) -> str:
        """Return a figure as it is shown, mirrored for the left side of the body."""
        self._read(name)
        number = self.add(name)
        class_, drawn = f"figure{' mirrored' if is_mirrored else ''}", f'<use href="#{number}"/>'
        if name in self._described:
            return element("svg", drawn, class_=class_, role="img", aria_labelledby=f"t{number}")
        self._described.add(name)
        title = element("title", text(self._descriptions[name]), id=f"t{number}")
        return element("svg", title + drawn, class_=class_, role="img")

    def add(self, name: str) -> str:
        """Put a figure on the page, and return the id of its symbol."""
        self._read(name)
        return self._ids[name]

    def symbols(self) -> str:
        """Return the symbols of all figures that were used."""
        return "".join(self._symbols.values())

    def _read(self, name: str) -> None:
        if name not in self._symbols:
            figure = read_figure(self._folder, name)
            self._ids[name] = f"f{len(self._ids)}"
            self._symbols[name] = symbol(figure, self._ids[name])
            self._descriptions[name] = str(self._says.get(name) or figure.says)
