"""Give a slow breath to follow during a hold: two words that change every few seconds, without motion."""

IN_SECONDS = 4
OUT_SECONDS = 6


def breath_at(into_seconds: float) -> str:
    """Return the breathing instruction this many seconds into a step: in for four seconds, out for six."""
    return "breathe in" if into_seconds % (IN_SECONDS + OUT_SECONDS) < IN_SECONDS else "breathe out"
