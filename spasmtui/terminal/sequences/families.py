"""Tell which control sequences a terminal has, by the value of TERM, as terminfo has them."""

import re
from typing import NamedTuple


class Family(NamedTuple):
    """The abilities of terminals of one kind beyond those that all of them have."""

    erases_with_background: bool = False
    """Cells are erased with the background that is written in, not with the default one."""
    has_erase_characters: bool = False
    """ECH erases a number of cells."""
    has_attributes_off: bool = False
    """Bold, reverse and the rest are ended one by one."""
    has_vertical_tab: bool = False
    """VT moves the cursor down, and no terminal line turns it into anything else, as it does with a line feed."""
    has_scroll_region: bool = False
    """DECSTBM sets the rows that a line feed in the last one of them moves up, and RI in the first one down."""


PLAINEST = Family()
"""A terminal of which nothing is known."""
_LIKE_XTERM = Family(
    erases_with_background=True,
    has_erase_characters=True,
    has_attributes_off=True,
    has_vertical_tab=True,
    has_scroll_region=True,
)
_FAMILIES = {
    **dict.fromkeys(
        (
            "xterm", "alacritty", "contour", "foot", "ghostty", "gnome", "hterm", "kitty", "konsole", "linux", "mintty",
            "mlterm", "mosh", "ms-terminal", "putty", "rxvt-unicode", "st", "teraterm", "tmux", "vte", "wezterm",
        ),
        _LIKE_XTERM,
    ),
    **dict.fromkeys(
        ("iterm", "iterm2", "nsterm", "rxvt"),
        Family(erases_with_background=True, has_attributes_off=True, has_vertical_tab=True, has_scroll_region=True),
    ),
    **dict.fromkeys(
        ("vt220", "vt320", "vt420", "vt510", "vt520", "vt525"),
        Family(has_erase_characters=True, has_attributes_off=True, has_vertical_tab=True, has_scroll_region=True),
    ),
    "ansi": Family(has_erase_characters=True),
    **dict.fromkeys(("vt100", "vt102"), Family(has_scroll_region=True)),
    "screen": Family(has_attributes_off=True, has_vertical_tab=True, has_scroll_region=True),
    **dict.fromkeys(("cygwin", "dvtm", "eterm"), Family(has_attributes_off=True)),
}  # fmt: skip
"""By the beginning of TERM; kitty and tmux erase with the background, and tmux has ECH, though terminfo is silent."""


def family_of(term: str) -> Family:
    """Return what a terminal can do, by the value of TERM; one that is not known is taken for the plainest."""
    while term:
        if (family := _FAMILIES.get(term)) is not None:
            return family
        term = re.sub(r"[-.+]?[^-.+]*\Z", "", term)
    return PLAINEST
