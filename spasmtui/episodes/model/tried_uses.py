"""Group episodes by what was tried in them: routines, and remedies of the person's own."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spasmtui.episodes.model.episode import Episode, Tried

RECENT_EPISODES = 200
"""The episodes whose remedies and routines are offered first."""


class TriedUses(NamedTuple):
    """A routine or a remedy, and the episodes in which it was tried."""

    tried: Tried
    """One of its entries: that of a remedy spells it as it was typed last."""
    episodes: list[Episode]
    """In the order in which they came; each once."""


def group_by_tried(episodes: Iterable[Episode]) -> list[TriedUses]:
    """Return what was tried with its episodes, the most frequent first; an episode with two counts for both."""
    found: dict[str, TriedUses] = {}
    newest: dict[str, Episode] = {}
    for episode in episodes:
        entries = episode.tried
        # Mostly there is one, and this is asked of tens of thousands of episodes.
        for tried in entries if len(entries) < 2 else {each.key: each for each in entries}.values():
            key = tried.key
            if (uses := found.get(key)) is None:
                found[key] = uses = TriedUses(tried, [])
                newest[key] = episode
            elif tried.remedy is not None and episode.updated_at > newest[key].updated_at:
                found[key] = uses = uses._replace(tried=tried)
                newest[key] = episode
            uses.episodes.append(episode)
    return [found[key] for key in sorted(found, key=lambda key: (-len(found[key].episodes), key))]


def own_remedies(newest_first: Sequence[Episode]) -> tuple[str, ...]:
    """Return the person's own remedies of the newest episodes, the most frequent first, spelled as typed last."""
    uses = group_by_tried(newest_first[:RECENT_EPISODES])
    return tuple(each.tried.remedy for each in uses if each.tried.remedy is not None)
