"""The command `insights`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.insights.analysis import analyze_diary
from spasmtui.episodes.insights.cards import card_lines
from spasmtui.episodes.insights.document import insights_document
from spasmtui.episodes.insights.text import HOW_TO_RECORD, HOW_TO_RECORD_BY_LINES
from spasmtui.shared.key_names import with_keys
from spasmtui.shell import is_title
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell


def insights(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Print what the diary supports, and what it does not yet."""
    diary, now = shell.services.diary, shell.services.clock.now()
    result = analyze_diary(diary.episodes(), diary.days(), diary.practices(), diary.trials(), now=now)
    used = [each.routine for each in result.tried if each.routine is not None]
    names = load_names(used, shell.services.config / "routines")
    if shell.options.wants_json:
        shell.write_json(insights_document(result, names))
    else:
        shell.name_own_keys()
        # One line at a time: the spaces that indent it are kept.
        text = "\n".join(
            line[: len(line) - len(line.lstrip())] + one_line(line.lstrip()) for line in card_lines(result, names)
        )
        if shell.options.is_plain:
            text = text.replace(with_keys(HOW_TO_RECORD), HOW_TO_RECORD_BY_LINES)
        shell.page(text.replace("·", "-") if shell.options.is_ascii else text, is_title)
    return 0
