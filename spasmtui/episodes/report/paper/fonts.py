"""Find fonts for the letters of a PDF, among those that the system has, and name what none of them has.

Nothing is ever left out in silence: text without a font is replaced by its script in brackets, such as `[Japanese]`.
"""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional, category, name

from spasmtui.shared.installation.hint import package_hint
from spasmtui.shared.plain_letters import ascii_signs, plain_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts",
    "/System/Library/Fonts", "~/Library/Fonts", "/system/fonts",
)  # fmt: skip
"""Folders in which systems keep fonts."""
BASES = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("Roboto-Regular.ttf", "Roboto-Bold.ttf"),
)
"""Fonts for the page, each with its bold weight, the one with the most letters first."""
FALLBACKS = (
    "NotoSansCJK-Regular.ttc", "NotoSansCJKjp-Regular.otf", "NotoSansJP-Regular.ttf", "NotoSansJP-Regular.otf",
    "NotoSansKR-Regular.ttf", "NotoSansKR-Regular.otf", "NotoSansSC-Regular.otf", "DroidSansFallbackFull.ttf",
    "DroidSansFallback.ttf", "wqy-microhei.ttc", "wqy-zenhei.ttc", "ipaexg.ttf", "ipag.ttf", "TakaoPGothic.ttf",
    "NanumGothic.ttf", "Hiragino Sans GB.ttc", "AppleSDGothicNeo.ttc", "Arial Unicode.ttf",
    "NotoEmoji-Regular.ttf", "NotoEmoji[wght].ttf", "Symbola.ttf", "Symbola_hint.ttf", "NotoSansSymbols2-Regular.ttf",
    "NotoSansSymbols-Regular.ttf", "Apple Symbols.ttf", "FreeSans.ttf", "unifont.otf", "unifont.ttf",
)  # fmt: skip
"""Fonts for letters that the page's own lacks; those of emoji have no colour, as a printer."""
_DROPPED = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f]"
)
"""Marks that join or colour emoji, or turn the direction: without a font for their effect they are boxes."""
_CJK = ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH")
_SCRIPTS = {**dict.fromkeys(_CJK, "Chinese or Japanese"), "HANGUL": "Korean"}
_OTHER = "other letters"
_SHAPED = re.compile("[\u0900-\u0dff\u0e80-\u109f\u1780-\u17ff]")
"""Letters of South and Southeast Asia, which change their form beside each other."""
SHAPER = "uharfbuzz"
"""The package with which letters are joined and written from right to left."""


def script_of(letter: str) -> str:
    """Return the script of a letter for people: `Japanese`, `Arabic`, `emoji`."""
    if (first := _first_word(letter)) in _SCRIPTS:
        return _SCRIPTS[first]
    if category(letter)[0] in "SP" or category(letter) == "Cn":
        return "emoji" if letter > "\u2190" else "sign"
    return first.capitalize() if first.isalpha() else _OTHER


def _first_word(letter: str) -> str:
    """Return the first word of a letter's name, which is its script: `THAI`."""
    return name(letter, "").partition(" ")[0].partition("-")[0]


def needs_shaping(letter: str) -> bool:
    """Return whether a letter is written from right to left, or changes its form beside others."""
    return not letter.isascii() and (bidirectional(letter) in ("R", "AL") or bool(_SHAPED.match(letter)))


def find_fonts(folders: Sequence[str] = FONT_FOLDERS) -> dict[str, Path]:
    """Return the font files of the system by their names."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path, _folders, names in os.walk(os.path.expanduser(folder)):
            for each in names:
                found.setdefault(each, Path(path, each))
    return found


class Fonts:
    """The fonts of one PDF. Text goes through `readable` before it is measured or drawn."""

    def __init__(self, file: Any, found: dict[str, Path] | None = None) -> None:
        """Choose the font of the page.

        Args:
            file: the FPDF.
            found: the font files of the system by their names; None looks for them.
        """
        self._file = file
        self._found = find_fonts() if found is None else found
        self._families: dict[str, str | None] = {}
        """The font of each letter; None where there is none."""
        self._loaded: list[str] = []
        self._letters: dict[str, frozenset[int]] = {}
        """The letters of the fonts that were opened, by their files."""
        self._is_unicode = False
        self._has_shaper = find_spec(SHAPER) is not None
        self.missing: dict[str, bool] = {}
        """The scripts that could not be printed; True where they need the shaper."""
        self.family = "helvetica"
        for regular, bold in BASES:
            if not (regular in self._found and bold in self._found):
                continue
            if self._letters_of(regular) and self._letters_of(bold) and self._add("page", regular):
                self._file.add_font("page", "B", self._found[bold])
                self.family, self._is_unicode = "page", True
                break
        self._has_shaped = False

    def _candidates(self, letter: str) -> Iterator[str]:
        script = _first_word(letter).capitalize()
        own = (f"NotoSans{script}-Regular.ttf", f"NotoSans{script}-Regular.otf")
        return (each for each in (*own, *FALLBACKS) if each in self._found)

    def _add(self, family: str, file_name: str) -> bool:
        """Load a font; return whether it could be read."""
        try:
            self._file.add_font(family, "", self._found[file_name])
        except Exception:  # noqa: BLE001 -- whatever is wrong with a font of the system, there are others
            return False
        self._loaded.append(family)
        return True

    def family_of(self, letter: str) -> str | None:
        """Return the font that has a letter, and load one that has it; None where none has."""
        if letter not in self._families:
            self._families[letter] = self._find(letter)
        return self._families[letter]

    def _find(self, letter: str) -> str | None:
        if not self._is_unicode and _is_latin(letter):
            return self.family
        if needs_shaping(letter) and not self._has_shaper:
            return None
        for family in self._loaded:
            if ord(letter) in self._file.fonts[family].cmap:
                return family
        for file_name in self._candidates(letter):
            family = f"other{len(self._loaded)}"
            if ord(letter) in self._letters_of(file_name) and self._add(family, file_name):
                return family
        return None

    def _letters_of(self, file_name: str) -> frozenset[int]:
        if file_name not in self._letters:
            self._letters[file_name] = _read_letters(self._found[file_name])
        return self._letters[file_name]

    def readable(self, text: str) -> str:
        """Return a text with its script in brackets in place of letters that no font has."""
        if text.isascii():
            return text
        parts: list[str] = []
        shown = _DROPPED.sub("", text)
        for letter in shown if self._is_unicode else ascii_signs(shown):
            if letter == " " and parts and parts[-1] == " ":
                continue  # between two words of a script that is named once
            if letter == " " or self.family_of(letter) is not None:
                parts.append(letter)
                continue
            script = script_of(letter)
            if script == "Latin" and (plain := plain_letters(letter)) != "?":
                parts.append(plain)  # a name stays one without its accents
                continue
            self.missing[script] = self.missing.get(script, False) or (needs_shaping(letter) and not self._has_shaper)
            mark = f"[{script}]"
            if "".join(parts).rstrip()[-len(mark) :] != mark:
                parts.append(mark)
        return "".join(parts)

    def runs(self, text: str) -> list[tuple[str, str]]:
        """Return a readable text divided by the fonts that it needs."""
        if text.isascii():
            return [(self.family, text)]
        runs: list[tuple[str, str]] = []
        for letter in text:
            family = self.family_of(letter) or self.family
            # A space belongs to the word before it, so that words from right to left keep their order.
            if runs and (letter == " " or runs[-1][0] == family):
                runs[-1] = (runs[-1][0], runs[-1][1] + letter)
            else:
                runs.append((family, letter))
        if not self._has_shaped and self._has_shaper and any(map(needs_shaping, text)):
            self._file.set_text_shaping(use_shaping_engine=True)
            self._has_shaped = True
        return runs

    def letter_width(self, letter: str) -> float:
        """Return the width of a letter in a print of size 1."""
        self._file.set_font(self.family_of(letter) or self.family, "", 100)
        return float(self._file.get_string_width(letter)) * float(self._file.k) / 100


def _is_latin(letter: str) -> bool:
    try:
        letter.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _read_letters(path: Path) -> frozenset[int]:
    """Return the letters of a font, without loading all of it."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415 -- comes with the extra

    try:
        with path.open("rb") as file:
            return frozenset(TTFont(file, lazy=True, fontNumber=0).getBestCmap() or ())
    except Exception:  # noqa: BLE001 -- a font that cannot be read has no letters
        return frozenset()


def remarks(missing: dict[str, bool]) -> tuple[str, ...]:
    """Return the sentence of the page about scripts that could not be printed."""
    if not missing:
        return ()
    marks = ", ".join(f"[{script}]" for script in sorted(missing))
    return (f"{marks}: words that could not be printed here; the HTML form of this sheet has them.",)


def advice(missing: dict[str, bool]) -> tuple[str, ...]:
    """Return what the person can do about them, as sentences."""
    unfound = ", ".join(sorted(script for script, is_unshaped in missing.items() if not is_unshaped))
    unshaped = ", ".join(sorted(script for script, is_unshaped in missing.items() if is_unshaped))
    found = []
    if unfound:
        found.append(
            f"The PDF cannot show {unfound}: no font of this system has it. Install one, such as Noto Sans CJK or Noto "
            "Emoji, or write HTML, which the browser prints."
        )
    if unshaped:
        found.append(
            f"The PDF cannot show {unshaped} without the package {SHAPER}. HTML, which the browser prints, needs none. "
            f"{package_hint(SHAPER)}"
        )
    return tuple(found)
