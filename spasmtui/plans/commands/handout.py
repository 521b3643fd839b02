"""The command `plan handout`: the plan on paper, with its figures and boxes to tick."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from spasmtui.errors import WrongUsage
from spasmtui.plans.commands.show import name_faults
from spasmtui.plans.handout.making import make_handout
from spasmtui.shared.paper import AUTO, find_paper
from spasmtui.shell import load, offer
from spasmtui.terminal.printing.output_file import write_file

if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell

FORMATS = ("html", "pdf")


def print_handout_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `print_handout`."""
    format_ = parser.add_argument(
        "--format", metavar="FORMAT", help="html or pdf; by default from FILE's ending, else html"
    )
    offer(format_, FORMATS)
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="a new file; - is standard output")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")
    omit = parser.add_argument("--omit", action="append", default=[], metavar="note", help="leave the notes out")
    offer(omit, ("note",))


def print_handout(arguments: argparse.Namespace, shell: Shell) -> int:
    """Write the plan as a page to print.

    Raises:
        NotFound: nothing is planned from today on.
        WrongUsage: the format is none, is for a file alone, or the file exists already.
        DataError: the file could not be written.
    """
    services = shell.services
    format_name = _format(arguments)
    if set(arguments.omit) - {"note", "notes"}:
        raise WrongUsage(f"--omit can be note, not {arguments.omit[0]!r}.")
    loaded = services.plan
    name_faults(loaded, shell)
    if arguments.omit:
        items = tuple(item._replace(note="") for item in loaded.plan.items)
        loaded = loaded._replace(plan=loaded.plan._replace(items=items))
    config = str(services.config)
    handout = make_handout(services, loaded)
    for fault in handout.faults:
        shell.say(fault)
    paper = find_paper(shell.settings.report.paper if services.has_settings else AUTO, os.environ, config)
    if format_name == "html":
        data = load("spasmtui.plans.handout.html:handout_html")(handout, paper).encode()
    else:
        data, missing = load("spasmtui.plans.handout.pdf:handout_pdf")(handout, paper, services.pdf_fonts)
        if missing:
            shell.say(f"No font here has these letters: {', '.join(missing)}. The HTML file has them.")
    if arguments.output != "-":
        write_file(Path(arguments.output), data, may_replace=arguments.force)
        shell.say(f"Written to {arguments.output}.")
    elif format_name == "pdf" and shell.is_terminal:
        raise WrongUsage("This format cannot be shown in a terminal. Name a file with -o, such as -o plan.pdf.")
    else:
        shell.write_bytes(data)
    return 0


def _format(arguments: argparse.Namespace) -> str:
    name: str = arguments.format or arguments.output.rpartition(".")[2].lower()
    name = {"htm": "html"}.get(name, name)
    if arguments.format is None and name not in FORMATS:
        return "html"
    if name not in FORMATS:
        raise WrongUsage(f"--format can be html or pdf, not {name[:20]!r}.")
    return name
