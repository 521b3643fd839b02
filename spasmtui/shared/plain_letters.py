"""Write text to a stream whose encoding lacks some letters: `é` becomes `e`, and what has no plain form `?`."""

from __future__ import annotations

import codecs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_PLAIN = {
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"',
    "°": "deg ", "…": "...", "·": "-", "½": " 1/2", "«": '"', "»": '"', "\u00a0": " ", "\u202f": " ",
}  # fmt: skip
_CELLS = str.maketrans(
    "°…·×–—−‘’“”‹›«»•▸▶✓⏎⌫←→↑↓│┃║─━═╸╭╮╰╯┌┐└┘┏┓┗┛├┤┬┴┼●○",
    """ ~.x---''""<><>*>>*><<>^v|||-===+++++++++++++++++*o""",
)
_BLOCKS = str.maketrans("▁▂▃▄▅▆▇█▀▌▐░▒▓", " " * 7 + "#" * 4 + ":::")
_HANDLER = "spasmtui.plain"


def plain_letters(text: str) -> str:
    """Return a text in ASCII: letters without their accents, and `?` for what has no plain form."""
    import unicodedata  # noqa: PLC0415 -- only for letters that a stream cannot write

    parts = [_PLAIN.get(letter) or unicodedata.normalize("NFKD", letter) for letter in text]
    letters = [letter for part in parts for letter in part if not unicodedata.combining(letter)]
    return "".join(letter if letter.isascii() else "?" for letter in letters)


def ascii_signs(text: str, *, has_blocks: bool) -> str:
    """Return a text with as many cells, its signs, lines and blocks in ASCII; letters and fractions stay.

    A fraction of one cell has no such form, and a wrong amount would be worse than a sign that a font lacks.

    Args:
        text: what is painted.
        has_blocks: the font has the blocks.
    """
    if text.isascii():
        return text
    text = text.translate(_CELLS)
    return text if has_blocks else text.translate(_BLOCKS)


def _handle(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain_letters(error.object[error.start : error.end]), error.end


def replace_what_cannot_be_written(stream: TextIO) -> None:
    """Let a stream that is not UTF-8 write plain letters in place of those it lacks, rather than fail."""
    if stream.encoding.lower() != "utf-8" and hasattr(stream, "reconfigure"):
        codecs.register_error(_HANDLER, _handle)
        stream.reconfigure(errors=_HANDLER)
