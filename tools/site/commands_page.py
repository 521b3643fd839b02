"""Write `docs/commands.md` from the tables of the commands: `python -m tools.site.commands_page`."""

from collections.abc import Iterator
from pathlib import Path

from spasmtui.command_line.declared import Parameter
from tools.command_manual import Entry, Manual, read_manual, sentence_case
from tools.site.tables import code, prose, table

PAGE = Path(__file__).parent.parent.parent / "docs" / "commands.md"
HEAD = """\
# Commands

Every command with its options and examples, as `spasmtui help COMMAND` prints them. This page is written from the same
tables by `make generated`, so it cannot differ. [On the command line](command-line.md) says how times, lengths and
places are read, and [JSON and exit codes](json.md) what a program gets back.

`spasm` is short for `spasmtui relief`. Words in capitals stand for what you give, square brackets for what may be left
out.
"""


def page(manual: Manual) -> str:
    """Return the text of the page."""
    lines = [*HEAD.splitlines(), "", "## Options of every command", ""]
    lines += table(
        ("option", "what it does"),
        ((code(f"{', '.join(each.names)} {each.metavar}".strip()), prose(each.says)) for each in manual.global_options),
    )
    for section in manual.sections:
        lines += ["", f"## {section.title}"]
        for entry in section.entries:
            lines += ["", *entry_lines(entry)]
    lines += ["", "## Variables of the environment", ""]
    lines += table(("variable", "what it does"), ((code(name), prose(says)) for name, says in manual.environment))
    return "\n".join(lines) + "\n"


def entry_lines(entry: Entry) -> Iterator[str]:
    """Yield the lines about one command."""
    declared = entry.declared
    yield from (f"### `{entry.call}`", "", prose(entry.summary) + also(entry), "")
    yield from ("```", f"{entry.usage} [OPTIONS]", "```")
    if entry.members:
        yield ""
        yield from table(
            ("command", "what it does"),
            (
                (f"[`spasmtui {each.name}`](#spasmtui-{each.name.replace(' ', '-')})", prose(each.summary))
                for each in entry.members
            ),
        )
    if words := [each for each in declared.words if each.says]:
        yield ""
        yield from table(("word", "what it is"), ((code(each.metavar), prose(each.says)) for each in words))
    for group in declared.groups:
        yield ""
        if group.title != "Options":
            description = f": {group.description}" if group.description else ""
            yield from (prose(f"{sentence_case(group.title)}{description}."), "")
        yield from table(("option", "what it does"), (option_cells(each) for each in group.members))
    if declared.epilog:
        yield from ("", prose(declared.epilog))
    if entry.examples:
        yield from ("", "```sh")
        for at, (typed, says) in enumerate(entry.examples):
            yield from ("",) * bool(at)
            yield from (f"# {says}", typed)
        yield "```"


def option_cells(option: Parameter) -> tuple[str, str]:
    """Return the cells of an option's row."""
    return code(option.title), prose(option.says)


def also(entry: Entry) -> str:
    """Return a sentence that names the other calls of a command; empty where there are none."""
    return f" Also: {', '.join(f'`{each}`' for each in entry.also)}." if entry.also else ""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(read_manual()), encoding="utf-8")


if __name__ == "__main__":
    main()
