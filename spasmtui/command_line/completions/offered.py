"""Find the words that completions offer beside those of the declarations: shipped ones, and the person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import SpasmError
from spasmtui.shell import load
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from spasmtui.shell import Shell

MOST_EPISODES = 30
"""The newest episodes, whose ids are offered."""
Word = tuple[str, str]
"""A word, and what it means."""


def shipped_words(source: str, content: Path) -> list[Word]:
    """Return the words of a source that are the same for everybody, and are written into the script."""
    if source == "pages":
        return [(entry.id, entry.title) for entry in load("spasmtui.guide.loader:load_entries")(content)]
    if source == "routines":
        return list(load("spasmtui.episodes.model._routine_titles:TITLES").items())
    if source == "triggers":
        words, name = (
            load("spasmtui.episodes.entry.own_words:TRIGGERS"),
            load("spasmtui.episodes.model.names:word_name"),
        )
        return [(word, name(word)) for word in words]
    if source == "signs":
        return list(load("spasmtui.episodes.entry.red_flag_loader:load_flags")(content).signs)
    return []


def own_words(source: str, shell: Shell) -> list[Word]:
    """Return the words of a source that are the person's own, each on one line; none where they cannot be read."""
    find = OFFERED.get(source)
    try:
        found = list(find(shell)) if find is not None else []
    except (SpasmError, OSError):
        return []  # whoever presses Tab has asked for no message
    return [(sanitize(word, one_line=True), sanitize(says, one_line=True)) for word, says in found]


def _episodes(shell: Shell) -> Iterator[Word]:
    brief, length = load("spasmtui.episodes.episode_text:brief"), load("spasmtui.episodes.episode_text:SHORT_ID")
    episodes = shell.services.diary.episodes(limit=MOST_EPISODES)
    if episodes:
        yield "last", "the newest"
    for episode in episodes:
        yield episode.id[:length], brief(episode)


def _routines(shell: Shell) -> Iterator[Word]:
    folder = shell.services.config / "routines"
    if folder.is_dir():
        names = load("spasmtui.episodes.entry.routine_titles:load_names")
        stems = sorted(path.stem for path in folder.glob("*.toml"))
        for stem in stems:
            yield stem, names((stem,), folder).routine(stem)


def _remedies(shell: Shell) -> Iterable[Word]:
    recent = load("spasmtui.episodes.model.tried_uses:RECENT_EPISODES")
    remedies: tuple[str, ...] = load("spasmtui.episodes.model.tried_uses:own_remedies")(
        shell.services.diary.episodes(limit=recent)
    )
    services = shell.services
    index = load("spasmtui.shared.places:PlaceIndex")(services.content, services.config / "routines")
    as_typed = load("spasmtui.episodes.entry.tried_input:typed_remedy")
    return [(as_typed(remedy, index), "tried before") for remedy in remedies]


OFFERED: dict[str, Callable[[Shell], Iterable[Word]]] = {
    "episodes": _episodes,
    "routines": _routines,
    "remedies": _remedies,
}
"""The sources whose words only the person's own files know: the program is asked for them when Tab is pressed."""
