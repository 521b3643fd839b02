"""Give a slow breath to follow during a hold: two words that change every few seconds, without motion."""

from spasmtui.relief.words import words

IN_SECONDS = 4
OUT_SECONDS = 6


def breath_at(into_seconds: float) -> str:
    """Return the breathing instruction this many seconds into a step: in for four seconds, out for six."""
    is_in = into_seconds % (IN_SECONDS + OUT_SECONDS) < IN_SECONDS
    return words().breathe_in if is_in else words().breathe_out
