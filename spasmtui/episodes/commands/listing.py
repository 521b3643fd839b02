"""The command that lists episodes: `log list`."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from spasmtui.episodes.commands.lookup import known_names
from spasmtui.episodes.commands.time_options import add_period_options, settle_period
from spasmtui.episodes.episode_text import SHORT_ID, summary, table
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.json_document import document
from spasmtui.errors import DataError, WrongUsage
from spasmtui.shell import load
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from spasmtui.episodes.store.diary import Diary
    from spasmtui.shared.times.bounds import Period
    from spasmtui.shell import Shell


class Selection(NamedTuple):
    """The bounds of a list of episodes."""

    period: Period | None = None
    place: str | None = None
    side: str | None = None
    limit: int | None = None

    @property
    def may_leave_out(self) -> bool:
        """True where episodes may lie outside of the bounds, so that an empty list says nothing about the diary."""
        return self.limit == 0 or self._replace(limit=None) != Selection()

    def episodes(self, diary: Diary) -> tuple[Episode, ...]:
        """Return the diary's episodes that match, newest first; a day is that of the clock which the list shows."""
        if self.period is None and self.place is None and self.side is None:
            return diary.episodes(limit=self.limit)
        episodes = diary.episodes() if self.period is None else diary.episodes(self.period.earliest, self.period.latest)
        chosen = (
            episode
            for episode in episodes
            if self.place in (None, episode.place)
            and self.side in (None, episode.side)
            and (self.period is None or self.period.holds(episode.started_at))
        )
        return tuple(chosen)[: self.limit]


def read_selection(typed: Mapping[str, Any], *, period: Period | None, content: Path) -> Selection:
    """Parse the bounds that were typed, besides those of time.

    Raises:
        WrongUsage: the place is unknown, or the limit is no whole number.
    """
    place, side, limit = (typed.get(name) for name in ("place", "side", "limit"))
    if side is not None and (side := load("spasmtui.episodes.entry.field_input:find_side")(side, content)) is None:
        raise WrongUsage(f"A side can be left, right or both, not {typed['side']!r}.")
    if limit is not None and not (limit.isascii() and limit.isdigit()):
        raise WrongUsage(f"--limit is a whole number, not {limit!r}.")
    if place is not None:
        # A list of every place does not need their words.
        place, side = load("spasmtui.shared.places:find_place_and_side")(place, side, content)
    return Selection(period=period, place=place, side=side, limit=None if limit is None else min(int(limit[:9]), 10**9))


def list_episodes_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `list_episodes`."""
    add_period_options(parser)
    parser.add_argument("--place", metavar="PLACE", help="only this place: calf, foot, lower-back, ...")
    parser.add_argument("--side", metavar="SIDE", help="only this side: left, right or both")
    parser.add_argument("--limit", metavar="N", help="at most the newest N episodes")


def list_episodes(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print episodes, newest first."""
    period = settle_period(arguments, shell, shell.services.clock.now())
    selection = read_selection(vars(arguments), period=period, content=shell.services.content)
    episodes = selection.episodes(shell.services.diary)
    if shell.options.wants_json:
        shell.write_json([document(episode) for episode in episodes])
    elif episodes:
        names = known_names(episodes, shell)
        if shell.is_read_aloud:
            lines = [summary(episode, names) for episode in episodes]
        else:
            lines = table(episodes, names, is_ascii=shell.options.is_ascii, cells=_terminal_cells(shell))
        has_columns = len(lines) == len(episodes) + 1
        shell.page("\n".join(lines), lambda line: line == lines[0] if has_columns else not line.startswith(" "))
        _name_conflicts(episodes, shell)
        with contextlib.suppress(DataError):
            shell.services.diary.prepare_next()
    elif selection.may_leave_out:
        shell.say("No episode matches.")
    else:
        shell.say(
            "No episodes to list. They appear here by themselves after `spasmtui relief`, or with `spasmtui log add`."
        )
    return 0


def _terminal_cells(shell: Shell) -> int | None:
    """Return the cells of a line of the terminal; None where it does not know them, or the list goes elsewhere."""
    try:
        return os.get_terminal_size(1).columns or None if shell.is_terminal else None
    except OSError:
        return None


def _name_conflicts(episodes: Sequence[Episode], shell: Shell) -> None:
    """Say which of the listed episodes were changed on several devices without each other."""
    keys = {episode.id for episode in episodes}
    found = [
        one_line(conflict.key[:SHORT_ID])
        for conflict in shell.services.diary.recent_conflicts()
        if conflict.key in keys
    ]
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        verb = "were" if more else "was"
        shell.say(
            f"{found[0]}{more} {verb} changed on several devices, each without the other: spasmtui log show {found[0]}"
        )
