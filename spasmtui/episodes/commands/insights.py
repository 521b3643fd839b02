"""The command `insights`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.insights.analysis import analyze_diary
from spasmtui.episodes.insights.text import insights_document, month_rows, text_lines
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell


def insights(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Print what the diary supports, and what it does not yet."""
    diary, now = shell.services.diary, shell.services.clock.now()
    result = analyze_diary(diary.episodes(), diary.days(), diary.practices(), now=now)
    if shell.options.wants_json:
        shell.write_json(insights_document(result))
    else:
        text = "\n".join(map(one_line, text_lines(result, month_rows(result))))
        shell.write(text.replace("·", "-") if shell.options.is_ascii else text)
    return 0
