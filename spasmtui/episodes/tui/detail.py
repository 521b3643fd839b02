"""Render a night and an episode in full, as content for the screen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from spasmtui.episodes.conflicts.text import entry_text, notice_text
from spasmtui.episodes.episode_text import practice_text, shown_fields
from spasmtui.episodes.model.names import NO_CRAMP, SHIPPED, Names, day_text
from spasmtui.episodes.model.night import night_of
from spasmtui.episodes.model.night_rows import NightRow
from spasmtui.episodes.tui.widgets import CONTESTED
from spasmtui.shared.formats import day_name, place_with_side
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.sanitize import as_content, shown_text
from spasmtui.ui.clicks import pressing
from spasmtui.ui.key_bar import key_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.store.journal.history import Conflict

TO_RECORD = ("{n:log.new} record a cramp", "{d:log.day} no cramp, or the kind of day")
"""What can be done about a night of which it is not recorded whether there was a cramp, with its keys in the log."""
NAME_CELLS = 11
"""The cells of a name and the gap after it, where no name is longer."""
LEAST_VALUE = 8
_IN_HEADING = ("started", "night", "where", "kind", "id")


def night_heading(row: NightRow) -> str:
    """Return the heading, such as `Night of Sat 21 Nov to Sun 22 Nov`."""
    return f"Night of {day_name(row.date)} to {day_name(row.date + timedelta(days=1))}"


def night_content(
    row: NightRow, conflicts: Mapping[str, Conflict], names: Names = SHIPPED, *, width: int, has_heading: bool = True
) -> Content:
    """Return everything that was recorded of a night, and what two devices recorded differently.

    Args:
        row: the night.
        conflicts: its conflicts, by the keys of their records.
        names: the titles of routines.
        width: cells of a line.
        has_heading: whether it begins with the night's name, and offers the keys of the log.
    """
    lines = [Content.styled(night_heading(row), "bold"), Content("")] if has_heading else []
    if not row.night_count:
        nothing = (
            "Whether there was a cramp is not recorded." if row.practices else "Nothing is recorded for this night."
        )
        text = "No cramp that night." if NO_CRAMP in row.words else nothing
        lines += [Content.styled(text, "$text-muted"), Content("")]
    lines += day_and_practices(row, names, width=width)
    if has_heading and not row.is_recorded:
        lines += [*map(key_line, TO_RECORD), Content("")]
    for episode in row.episodes:
        lines += [episode_content(episode, conflicts.get(episode.id), names, width=width), Content("")]
    shown = {episode.id for episode in row.episodes}
    if others := {key: conflict for key, conflict in conflicts.items() if key not in shown}:
        lines.append(conflicts_content(others))
    return Content("\n").join(lines)


def day_and_practices(row: NightRow, names: Names = SHIPPED, *, width: int) -> list[Content]:
    """Return a line for the kind of day, and one for every practice as it was, with a blank line below each kind."""
    words = [word for word in row.words if word != NO_CRAMP]
    lines = [_pair("day", day_text(words), width), Content("")] if words else []
    said = ""
    for practice in row.practices:
        label = "skipped" if practice.is_skipped else "practised"
        lines.append(_pair("" if label == said else label, practice_text(practice, names), width))
        said = label
    return [*lines, Content("")] if row.practices else lines


def conflicts_content(conflicts: Mapping[str, Conflict]) -> Content:
    """Return a sentence about the conflicts of a night, with the record of the first; nothing for none."""
    if not conflicts:
        return Content("")
    text = f"{CONTESTED} {shown_text(notice_text([*conflicts.values()]))}. {with_keys('{v:log.choose} chooses.')}"
    return pressing(Content.styled(text, "$text-accent"), "v")


def episode_content(
    episode: Episode, conflict: Conflict | None = None, names: Names = SHIPPED, *, width: int
) -> Content:
    """Return an episode: its conflict, if any, a line per recorded field, and one that names the other fields."""
    by_day = "" if night_of(episode.started_at) else "by day"
    heading = " · ".join(filter(None, (place_with_side(episode.place, episode.side), episode.kind, by_day)))
    lines = [
        Content.assemble((f"{episode.started_at:%H:%M}", "$text-accent bold"), "  ", (shown_text(heading), "bold"))
    ]
    if conflict is not None:
        lines.append(pressing(Content.styled(f"{CONTESTED} {shown_text(entry_text(conflict))}", "$text-accent"), "v"))
    rows = [(name, value) for name, value in shown_fields(episode, names) if name not in _IN_HEADING]
    recorded = [(name, value) for name, value in rows if value and name != "note"]
    cells = max([NAME_CELLS, *(len(name) + 1 for name, _value in recorded)])
    lines += [_pair(name, value, width, cells) for name, value in recorded]
    if episode.note:
        lines += [Content.styled("note", "$text-muted"), as_content(episode.note)]
    if missing := [name for name, value in rows if not value]:
        lines.append(Content.styled(f"not recorded: {', '.join(missing)}", "$text-muted"))
    return Content("\n").join(lines)


def _pair(name: str, value: str, width: int, cells: int = NAME_CELLS) -> Content:
    """Return a name with its value, whose further lines begin below the first."""
    first, *more = wrap(shown_text(value, one_line=True), max(LEAST_VALUE, width - cells))
    lines = [Content.assemble((name.ljust(cells), "$text-muted"), first)]
    return Content("\n").join([*lines, *(Content(" " * cells + line) for line in more)])
