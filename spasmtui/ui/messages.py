"""Messages from one room to another: `app.py` handles them, so that rooms never import each other.

Without representation, which nobody asks for, a class costs less to define: all are on the way to the first frame.
"""

from dataclasses import dataclass
from datetime import date

from textual.message import Message


@dataclass(repr=False)
class ShowPage(Message):
    """Open a page of the guide."""

    page: str
    """The page's id."""
    returns_to: str = ""
    """The mode to which Esc returns from this page; empty is the guide's own list."""
    headings: tuple[str, ...] = ()
    """The page is opened at the first of these headings that it has; else at its top."""


@dataclass(repr=False)
class StartRelief(Message):
    """Start a routine at once. `launcher.handoff.EarlyRequest` has the fields known before the first import."""

    what: str | None = None
    """A place or a routine id; None is the usual place."""
    side: str | None = None
    """`left`, `right` or None for the usual one."""
    started_at: float | None = None
    """The clock's elapsed seconds when the first instruction was on the screen; None is now."""
    skin_seconds: int | None = None
    """The length of warmth or cold; None is as the routine has it."""
    keeps: bool = True
    """Record it in the diary."""
    place: str | None = None
    """The place, when it is known beside the routine, or the usual one as it was shown; None looks it up."""
    resumes: bool = False
    """Go on with the interrupted routine instead of starting one."""
    notice: str = ""
    """What to do about a sign that can wait for an appointment: its first line at the start, all at the end."""
    reply: str = ""
    """A sentence on how the request was understood, said once at the start."""
    sides: str = ""
    """`left`, `right` or `both`, where a plan asks for other sides than the routine's own; empty for those."""
    sets: int = 1
    """The runs of the routine that a plan asks for, one after the other."""
    is_practice: bool = False
    """True if a routine for a cramp is practised without one: it opens no episode."""


@dataclass(repr=False)
class LogEpisode(Message):
    """Open the form for a new episode."""

    asks_when: bool = False
    """True where it was not now: the form asks for the time before anything else."""


@dataclass(repr=False)
class RecordFreeNight(Message):
    """Record that no cramp came in a night."""

    night: date
    """The evening's date."""


@dataclass(repr=False)
class DeclineStretches(Message):
    """Record that there are no bedtime stretches this evening."""

    evening: date


@dataclass(repr=False)
class CompleteEpisode(Message):
    """Open the form with what an episode lacks, such as its end."""

    episode_id: str


@dataclass(repr=False)
class DeleteEpisode(Message):
    """Delete an episode, undoably."""

    episode_id: str


@dataclass(repr=False)
class ShowLog(Message):
    """Open a part of the log."""

    part: str
    """`insights` or `report`."""


@dataclass(repr=False)
class EditRoutine(Message):
    """Open the editor of routines."""

    routine: str = ""
    """The id of a routine; empty begins a new one."""
    copies: bool = False
    """Change a copy of it with an id of its own, also where it is the person's own."""
    place: str = ""
    """The place of a new one; empty fits anywhere."""


@dataclass(repr=False)
class ChooseValues(Message):
    """Open the dialog that chooses between the values of two devices."""

    first: tuple[str, ...] = ()
    """The keys of the records that are asked about before all others."""


@dataclass(repr=False)
class ShowMode(Message):
    """Go to one of the five modes."""

    mode: str
    """`home`, `relief`, `log`, `guide` or `drink`."""


@dataclass(repr=False)
class SearchGuide(Message):
    """Search all pages of the guide."""

    words: str = ""
    """The words to begin with."""


@dataclass(repr=False)
class ChangeSetting(Message):
    """Change a setting, use it at once, and keep it in the settings file."""

    name: tuple[str, ...]
    """Its table and its name, as in `("screen", "theme")`."""
    value: object


@dataclass(repr=False)
class SaveResult(Message):
    """Something that the person changed was saved, or was not; `app.py` names what is unsaved at the end."""

    what: str
    """What was changed, such as `bookmarks`: saving it later takes a failure back."""
    failure: str = ""
    """Path and reason in a sentence; empty when it was saved."""
