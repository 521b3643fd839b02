"""Write text in ASCII where a terminal or an encoding has nothing else: `é` becomes `e`, and what has no form `?`."""

from __future__ import annotations

import codecs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_CYRILLIC = "abvgdeziiklmnoprstufyeiieg"
_GREEK = "abgdeziiklmnxoprstyfo"
_PLAIN = {
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ẞ": "SS", "þ": "th", "Þ": "Th", "ĳ": "ij", "Ĳ": "IJ",
    **dict(zip("øØłŁđĐðÐħĦŧŦıĸŋŊſƒ", "oOlLdDdDhHtTiknNsf", strict=True)),
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"',
    "«": '"', "»": '"', "‹": "<", "›": ">", "°": "deg ", "…": "...", "·": "-", "•": "*", "×": "x", "⁄": "/",
    "→": "->", "←": "<-", "↑": "^", "↓": "v", "↔": "<->", "⇒": "=>", "≈": "~", "≤": "<=", "≥": ">=",
    "≠": "!=", "±": "+/-", "÷": "/", "✓": "*", "✗": "x",
    "µ": "u", "€": "EUR", "£": "GBP", "¿": "?", "¡": "!", "′": "'", "″": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": "",
    **dict(zip("абвгдезийклмнопрстуфыэіїєґ", _CYRILLIC, strict=True)),
    **dict(zip("АБВГДЕЗИЙКЛМНОПРСТУФЫЭІЇЄҐ", _CYRILLIC.upper(), strict=True)),
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": "",
    "Ж": "Zh", "Х": "Kh", "Ц": "Ts", "Ч": "Ch", "Ш": "Sh", "Щ": "Shch", "Ю": "Yu", "Я": "Ya", "Ъ": "", "Ь": "",
    **dict(zip("αβγδεζηικλμνξοπρστυφω", _GREEK, strict=True)),
    **dict(zip("ΑΒΓΔΕΖΗΙΚΛΜΝΞΟΠΡΣΤΥΦΩ", _GREEK.upper(), strict=True)),
    "ς": "s", "θ": "th", "χ": "ch", "ψ": "ps", "Θ": "Th", "Χ": "Ch", "Ψ": "Ps",
}  # fmt: skip
"""What letters and signs are written as, other than letters of ASCII with an accent."""
_ONE_CELL = {
    " ": "°▁▂▃▄▅▆▇", "~": "…≈", ".": "·▘▝▖▗", "x": "×", "-": "–—−‐‑─", "=": "━═╸", "'": "‘’‚", '"': "“”„",
    "<": "‹«←◄⌫", ">": "›»→►▸▶⏎", "*": "•✓★♣●", "o": "◆○◐", "^": "↑▲", "v": "↓▼", "|": "│┃║",
    "+": "╭╮╰╯┌┐└┘┏┓┗┛├┤┬┴┼╪", "#": "█▀▌▐▚▞▛▜▙▟", ":": "░▒▓",
}  # fmt: skip
"""The signs, lines and blocks of one cell that are written as each sign of ASCII."""
_SIGNS = str.maketrans({sign: plain for plain, signs in _ONE_CELL.items() for sign in signs})
_HANDLER = "spasmtui.plain"


def plain_letters(text: str) -> str:
    """Return a text in ASCII: letters without their accents, and `?` for what has no plain form."""
    import unicodedata  # noqa: PLC0415 -- only for letters that a stream cannot write

    parts = [letter if letter in _PLAIN else unicodedata.normalize("NFKD", letter) for letter in text]
    # One and a third is not eleven thirds.
    parts = [f" {part}" if "⁄" in part and text[at - 1 : at].isdigit() else part for at, part in enumerate(parts)]
    letters = [letter for part in parts for letter in part if not unicodedata.combining(letter)]
    return "".join(letter if letter.isascii() else _PLAIN.get(letter, "?") for letter in letters)


def ascii_signs(text: str) -> str:
    """Return a text with as many cells, its signs, lines and blocks in ASCII; letters and fractions stay.

    A fraction of one cell has no such form, and a wrong amount would be worse than a sign that a font lacks.
    """
    return text if text.isascii() else text.translate(_SIGNS)


def ascii_words(text: str) -> str:
    """Return a text with its letters, fractions and degrees written out in ASCII; signs stay, which have one of a cell.

    What has no plain form stays too: it takes as many cells as the sign that is painted in its place.
    """
    if text.isascii():
        return text
    return "".join(
        letter if letter.isascii() or (ord(letter) in _SIGNS and letter != "°") else _written_out(text, at)
        for at, letter in enumerate(text)
    )


def _written_out(text: str, at: int) -> str:
    plain = _plain_part(text, at, at + 1)
    return text[at] if plain == "?" else plain


def _plain_part(text: str, start: int, end: int) -> str:
    """Return a part of a text in ASCII; what comes before it decides whether a fraction stands apart."""
    return (
        plain_letters(text[start - 1 : end])[1:]
        if text[start - 1 : start].isdigit()
        else plain_letters(text[start:end])
    )


def ascii_letters(text: str) -> str:
    """Return a text of letters and signs that take one cell each in ASCII, in as many cells: `œ` becomes `o`."""
    text = ascii_signs(text)
    return text if text.isascii() else "".join(map(_in_one_cell, text))


def _in_one_cell(letter: str) -> str:
    """Return the first letter of the plain form, and `?` for a fraction: part of it would be another amount."""
    if letter.isascii():
        return letter
    plain = plain_letters(letter).strip()
    return plain[0] if len(plain) == 1 or plain.isalpha() else "?"


def _handle(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _plain_part(error.object, error.start, error.end), error.end


def write_in_ascii(stream: TextIO) -> None:
    """Let a stream write nothing but ASCII from now on: plain letters and signs in place of all others."""
    if hasattr(stream, "reconfigure"):
        codecs.register_error(_HANDLER, _handle)
        stream.reconfigure(encoding="ascii", errors=_HANDLER)
