"""The summary of the diary on the home screen: the episodes room fills it, the home room shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DiarySummary:
    """The diary in a few sentences."""

    usual: str = "calf"
    """The usual place with its side, in words: `left calf`."""
    place: str | None = None
    """The usual place's id, None while the diary knows none."""
    side: str | None = None
    open_since: str = ""
    """The open episode and its start, in words; empty when none is open."""
    rows: tuple[tuple[str, str], ...] = ()
    """(label, sentence), at most three; none for an empty diary."""
    notice: str = ""
    """A sentence about what two devices changed without each other, to be shown once; empty for nothing new."""
    notice_names: tuple[str, ...] = ()
    """The names by which the notice is remembered as shown."""
