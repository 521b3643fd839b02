"""The `urgent` command for the shell, apart from `commands` so that it loads nothing else of the guide."""

from __future__ import annotations

import os

from spasmtui.errors import OutputFailed
from spasmtui.guide import urgent_page
from spasmtui.shared.emergency_numbers import find_emergency_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell


def show_urgent(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the red flags and the number to call.

    Raises:
        OutputFailed: the page could not be shown; the message has the number.
    """
    lines = find_emergency_lines(os.environ, str(shell.services.config))
    texts = urgent_page.urgent_texts(shell.options.language)
    try:
        if shell.options.wants_json:
            shell.write_json(urgent_page.build_json(lines, texts))
        else:
            shell.write_clean(shell.with_signs(urgent_page.format_text(lines, *urgent_page.screen_size(), texts)))
        shell.flush()
    except OutputFailed as failed:
        failed.instead = urgent_page.first_sentences(lines, texts)
        raise
    return 0
