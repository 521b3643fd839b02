"""The summary of the diary on the home screen: the episodes room fills it, the home room shows it."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

WEEKS = 12
"""The weeks that the summary looks back on, the present one the last of them."""


class Evening(StrEnum):
    """The bedtime stretches of one evening, as far as they are recorded."""

    DONE = "done"
    EARLY = "in part"
    DECLINED = "not done"
    """The person said so; without a word it is not recorded."""
    NOT_RECORDED = "not recorded"


class PlaceCount(NamedTuple):
    """The episodes of a place."""

    place: str
    """The place's id."""
    side: str | None
    """`left`, `right`, `both`, or None."""
    words: str
    """The place with its side, in words."""
    episodes: int


class RoutineHelp(NamedTuple):
    """The recorded answers to a routine, or a remedy, that was tried at a place."""

    routine: str
    """Its title; a remedy in the person's own words, as theirs."""
    place: str
    """The place in words."""
    most: int
    """Episodes after which the cramp was gone, or mostly."""
    recorded: int
    """Episodes whose effect is recorded."""
    minutes: float | None
    """The median length of an episode in which it was tried; None where too few lengths are recorded."""


class Bedtime(NamedTuple):
    """The bedtime stretches of this evening, and of those of this week that have come."""

    tonight: Evening = Evening.NOT_RECORDED
    ended_at: str = ""
    """The time of day when this evening's ended; empty where none are recorded."""
    week: tuple[Evening, ...] = ()
    """From Monday on; none for a diary that has never had them."""
    trial_week: str = ""
    """`on` or `off` while a trial of them runs, by its present week; else empty."""


NO_STRETCHES_KNOWN = Bedtime()


class NextPractice(NamedTuple):
    """The practice that the plan has next."""

    routine: str
    """The routine's id."""
    title: str
    words: str = ""
    """Its side and its sets; empty where the routine says all itself."""
    at: str = ""
    """The time of day; empty for any."""
    sides: str = ""
    """`left`, `right`, `both`, or empty for the routine's own."""
    sets: int = 1
    """The runs that are still wanted."""


class PlanSummary(NamedTuple):
    """The plan of today."""

    done: int = 0
    planned: int = 0
    following: NextPractice | None = None
    """None where nothing is due any more."""
    is_bedtime_alone: bool = False
    """True if the plan has nothing but the bedtime stretches, whose evenings then say it all."""
    has_bedtime: bool = False
    notice: str = ""
    """A sentence on what the plan's screen asks to be decided or corrected, in place of the counts."""


class DiarySummary(NamedTuple):
    """The diary in a few sentences and counts."""

    usual: str = "calf"
    """The usual place with its side, in words: `left calf`."""
    place: str | None = None
    """The usual place's id, None while the diary knows none."""
    side: str | None = None
    open_since: str = ""
    """The open episode and its start, in words; empty when none is open."""
    open_id: str = ""
    """The open episode's id."""
    rows: tuple[tuple[str, str], ...] = ()
    """(label, sentence), at most three; none for an empty diary."""
    notice: str = ""
    """The words for what two devices changed without each other, to be shown once; empty for nothing new."""
    notice_names: tuple[str, ...] = ()
    """The names by which the notice is remembered as shown."""
    is_empty: bool = True
    """True while nothing at all is recorded: no episode, no day and no practice."""
    asks_about: date | None = None
    """The night about which the morning asks, because nothing is recorded of it; None for no question."""
    first_night: date | None = None
    """The Monday with which `nights` begins."""
    nights: tuple[int | None, ...] = ()
    """The cramps of each night to the last that has begun; 0 where it was said to be free, None not recorded."""
    places: tuple[PlaceCount, ...] = ()
    """The most frequent first."""
    hours: tuple[int, ...] = ()
    """The cramps by the hour they began, from the one that begins at 00:00."""
    helped: tuple[RoutineHelp, ...] = ()
    """The routines that helped in most episodes, the first of them first."""
    bedtime: Bedtime = NO_STRETCHES_KNOWN
    can_decline: date | None = None
    """The evening of which the person can say that there will be no bedtime stretches; None for no such offer."""
    plan: PlanSummary | None = None
    """None where nothing is planned."""
    latest: tuple[tuple[str, str], ...] = ()
    """(night and time of day, sentence) of the latest episodes, newest first."""
