"""Describe a cell, and write the shortest sequence that changes the style in which a terminal writes."""

from functools import lru_cache
from typing import NamedTuple

from textual.strip import SGR_STYLES


class CellStyle(NamedTuple):
    """The colours and attributes of a cell as SGR parameters; an empty part is the terminal's default."""

    attributes: str = ""
    foreground: str = ""
    background: str = ""


PLAIN = CellStyle()


class Cell(NamedTuple):
    """One cell; a half of a wide character has no text."""

    text: str
    style: CellStyle


BLANK = Cell(" ", PLAIN)
UNKNOWN = Cell("", PLAIN)
"""Half of a wide character, right or broken."""
ANYTHING = Cell("\0\0", PLAIN)
"""A cell that is not known, but no half of anything."""

_UNSEEN_ON_BLANK = frozenset(("", "1", "2", "3"))
"""SGR parameters that show on text alone: bold, dim, italic."""
_ENDED_BY = {
    "1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29", "21": "24",
    "51": "54", "52": "54", "53": "55",
}  # fmt: skip
"""The SGR parameter that ends each attribute."""


@lru_cache(maxsize=4096)
def style_change(old: CellStyle | None, new: CellStyle, *, has_attributes_off: bool = True) -> str:
    """Return the shortest sequence that makes the terminal write in the style `new`.

    Args:
        old: the style in which it writes now; None where that is not known.
        new: the style that is wanted.
        has_attributes_off: the terminal can end one attribute and keep the others.
    """
    if old == new:
        return ""
    if new == PLAIN:
        return "\x1b[m"
    anew = f"\x1b[{';'.join(('0', *filter(None, new)))}m"
    if old is None:
        return anew
    before, after = (set(filter(None, style.attributes.split(";"))) for style in (old, new))
    ended = {_ENDED_BY[code] for code in before - after}
    if ended and not has_attributes_off:
        return anew
    begun = (code for code in SGR_STYLES if code in after and (code not in before or _ENDED_BY[code] in ended))
    codes = [*sorted(ended), *begun]
    if old.foreground != new.foreground:
        codes.append(new.foreground or "39")
    if old.background != new.background:
        codes.append(new.background or "49")
    return min(f"\x1b[{';'.join(codes)}m", anew, key=len)


def is_same_blank(written: CellStyle, blank: CellStyle) -> bool:
    """Return whether a blank looks the same in the style `written` as in its own: a change of style costs 20 bytes."""
    return written.background == blank.background and not blank.attributes and written.attributes in _UNSEEN_ON_BLANK


def style_for_blank(written: CellStyle, blank: CellStyle) -> CellStyle:
    """Return the style nearest to `written` in which a blank looks as in its own: what does not show on it is kept."""
    if blank.attributes:
        return blank
    kept = written.attributes if written.attributes in _UNSEEN_ON_BLANK else ""
    return CellStyle(kept, written.foreground, blank.background)
