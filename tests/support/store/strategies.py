"""Strategies that make records."""

from datetime import date, datetime, timedelta, timezone

from hypothesis import strategies as st

from spasmtui.episodes.model.episode import Context, Day, Episode, Helped, Kind, Practice, Side, Tried
from spasmtui.episodes.model.trial import Measure, Trial
from spasmtui.shared.trials.limits import FEWEST_WEEKS, MOST_WEEKS
from spasmtui.terminal.sanitize import sanitize

words = st.text(max_size=12).map(lambda text: sanitize(text, one_line=True))
notes = st.text(max_size=60).map(sanitize)
scores = st.none() | st.integers(0, 10)
moments = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2090, 1, 1)).flatmap(  # noqa: DTZ001
    lambda naive: st.integers(-14 * 60, 14 * 60).map(
        lambda minutes: naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    )
)
ids = st.uuids().map(str)
seconds_held, endings = st.none() | st.integers(0, 4000), st.none() | st.booleans()
tried = st.lists(
    st.builds(Tried, routine=words, seconds=seconds_held, completed=endings)
    | st.builds(Tried, remedy=words.filter(bool), seconds=seconds_held, completed=endings),
    max_size=3,
).map(tuple)
many_words = st.none() | st.lists(words, max_size=3).map(tuple)

episodes = st.builds(
    Episode,
    id=ids,
    started_at=moments,
    ended_at=st.none() | moments,
    is_open=st.booleans(),
    place=st.none() | words,
    side=st.none() | st.sampled_from(Side),
    kind=st.none() | st.sampled_from(Kind),
    pain=scores,
    pain_after=scores,
    sleep_disturbance=scores,
    distress=scores,
    context=st.none() | st.sampled_from(Context),
    triggers=many_words,
    signs=many_words,
    tried=tried,
    helped=st.none() | st.sampled_from(Helped),
    note=st.none() | notes,
    created_at=moments,
    updated_at=moments,
    device=words,
)
days = st.builds(
    Day,
    date=st.dates(min_value=date(1970, 1, 1), max_value=date(2200, 12, 31)).map(date.isoformat),
    words=st.lists(words, max_size=3).map(tuple),
    updated_at=moments,
    device=words,
)
practices = st.builds(
    Practice,
    id=ids,
    routine=words,
    started_at=moments,
    seconds=st.integers(0, 4000),
    completed=st.booleans(),
    side=st.none() | st.sampled_from(Side),
    pain=scores,
    pain_after=scores,
    effort=scores,
    is_skipped=st.booleans(),
    updated_at=st.none() | moments,
    device=words,
)
trials = st.builds(
    Trial,
    id=ids,
    routine=words,
    started_at=moments,
    first_day=st.dates(min_value=date(1970, 1, 1), max_value=date(2200, 12, 31)).map(date.isoformat),
    weeks=st.integers(FEWEST_WEEKS, MOST_WEEKS),
    measure=st.sampled_from(Measure),
    seed=words,
    ended_at=st.none() | moments,
    updated_at=moments,
    device=words,
)
records = st.one_of(episodes, days, practices, trials)
