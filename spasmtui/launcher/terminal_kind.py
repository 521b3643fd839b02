"""Judge from the environment how many colours a terminal shows, and whether it shows more than ASCII.

The terminal is asked nothing: an answer may come late over a slow line, and is then taken for keys. terminfo is not
read either: it says 8 colours of every `xterm`.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MILLIONS = 16_777_216
EIGHT_COLORS = ("linux", "vt", "ansi", "cons", "sun", "cygwin")
"""The beginnings of TERM for terminals with the eight colours of ANSI, bright where a word is bold.

Their fonts hold the 256 or 512 characters of a code page; of those that drawings need, none are in all of them.
"""
_MANY = ("xterm", "alacritty", "foot", "contour", "wezterm", "kitty", "256color", "direct", "ghostty")
"""TERM, or the part of it behind the last hyphen, of terminals with 256 colours.

`xterm` itself has had them since 1999, Debian's since 2006, and so has everything that claims to be one today: PuTTY,
VTE, Konsole, iTerm2, mintty, Windows. A person with another one sets TERM=xterm-16color or `theme = "terminal"`.
"""


def count_colors(environment: "Mapping[str, str]") -> int:
    """Return the number of colours to write: 8, 16, 256 or 16,777,216.

    COLORTERM is what the outermost terminal said of itself. GNU screen passes it on without understanding the colours
    that it promises; tmux understands them and shows the nearest that the terminal has.
    """
    term = environment.get("TERM", "").strip().lower()
    if term.startswith(EIGHT_COLORS):
        return 8
    is_in_screen = "STY" in environment or (term.startswith("screen") and "TMUX" not in environment)
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit") and not is_in_screen:
        return MILLIONS
    return 256 if term in _MANY or term.rpartition("-")[2] in _MANY else 16


def color_system(environment: "Mapping[str, str]") -> str:
    """Return the name that Rich and Textual give to the way in which these colours are written."""
    return {256: "256", MILLIONS: "truecolor"}.get(count_colors(environment), "standard")


def is_ascii_only(environment: "Mapping[str, str]", encoding: str) -> bool:
    """Return whether only ASCII is shown for sure.

    Args:
        environment: the environment variables.
        encoding: the encoding of the output.
    """
    term = environment.get("TERM", "").strip().lower()
    return encoding.lower().replace("-", "").replace("_", "") != "utf8" or term.startswith(EIGHT_COLORS)
