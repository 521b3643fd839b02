"""Episodes of every shape for property tests: what a diary can hold, and nothing it cannot."""

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from spasmtui.episodes.model.episode import MOST_SECONDS, Context, Episode, Helped, Kind, Side, Tried
from spasmtui.shared.places import PLACES
from spasmtui.terminal.sanitize import sanitize

NASTY = "=+-@'\"\\;,|\t\n ＝＋－＠#*_[]<>()&é日\u200b\u0301(none)completed123"
"""What spreadsheets, CSV, Markdown and terminals stumble over."""

offsets = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
instants = st.datetimes(datetime.fromisoformat("2001-01-01"), datetime.fromisoformat("2040-01-01"), timezones=offsets)
notes = st.one_of(st.text(NASTY, max_size=60), st.text(max_size=60)).map(sanitize)
words = st.one_of(st.text(NASTY, max_size=12), st.text(max_size=12)).map(lambda text: sanitize(text, one_line=True))
scores = st.none() | st.integers(0, 10)
seconds_held = st.none() | st.integers(0, MOST_SECONDS)
endings = st.none() | st.booleans()
remedies = st.one_of(
    words.filter(bool),
    st.sampled_from(("wheat bag", "calf-wall", "ice 5 completed", "own: x", "[bold]x", "=1;2", '"a"')),
)
tried = st.one_of(
    st.builds(Tried, routine=words, seconds=seconds_held, completed=endings),
    st.builds(Tried, remedy=remedies, seconds=seconds_held, completed=endings),
)


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    started_at = draw(instants)
    seconds = draw(st.none() | st.integers(0, 7 * 86400))
    return Episode(
        id=draw(st.uuids().map(str)),
        started_at=started_at,
        ended_at=None if seconds is None else started_at + timedelta(seconds=seconds),
        place=draw(st.none() | st.sampled_from(PLACES)),
        side=draw(st.none() | st.sampled_from(Side)),
        kind=draw(st.none() | st.sampled_from(Kind)),
        pain=draw(scores),
        pain_after=draw(scores),
        sleep_disturbance=draw(scores),
        distress=draw(scores),
        context=draw(st.none() | st.sampled_from(Context)),
        triggers=draw(st.none() | st.lists(words, max_size=3).map(tuple)),
        signs=draw(st.none() | st.lists(words, max_size=2).map(tuple)),
        tried=tuple(draw(st.lists(tried, max_size=2))),
        helped=draw(st.none() | st.sampled_from(Helped)),
        note=draw(st.none() | notes),
        created_at=draw(instants),
        updated_at=draw(instants),
        device=draw(words.filter(bool)),
    )


diaries = st.lists(episodes(), max_size=6, unique_by=lambda each: each.id)
