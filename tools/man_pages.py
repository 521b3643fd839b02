r"""Write the manual pages from the tables of the commands: `python -m tools.man_pages`.

They are in the man(7) language, which mandoc and groff read alike. In text, `-` is a
hyphen; what a person types has `\-`.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from spasmtui import __version__
from spasmtui.command_line.declared import Parameter
from spasmtui.command_line.global_options import GlobalOption
from spasmtui.command_line.help import URGENT_FIRST, WITHOUT_COMMAND
from tools.command_manual import Entry, Manual, read_manual, sentence_case

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "content" / "man"
NO_RELEASE = "2026-11-30"
"""The date of the pages where the changelog has no release yet."""
WIDEST = 78
"""The longest line of the source, in characters; a line is broken between words alone."""
SIGNS = {"\\": "\\e", "'": "\\(aq", '"': "\\(dq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}
"""Characters that the formatter would read or draw otherwise."""
TYPED = re.compile(
    r"(?<![\w-])--?(?=\w)[\w-]*|`[^`]+`|(?<!\S)-(?!\S)|\b[A-Z]+_[A-Z_]+(?:=1)?|\bTERM=dumb\b|\bspasmtui urgent\b"
)
"""What is typed in a sentence: an option, anything in backquotes, `-` for a stream, a variable."""

SPASMTUI = "companion for muscle cramps and spasms: relief, diary, guide, drink"
SPASM = "be told at once what to do about a cramp"
NO_ADVICE = (
    "It is self-care, not medical advice: it makes no diagnosis and names no dose, and it does not replace a doctor, a "
    "physiotherapist or an emergency line."
)
WHAT_IT_IS = (
    """spasmtui starts a routine of relief at once and times it, keeps a diary of cramps and spasms, says what the diary
    supports, makes one sheet for the physiotherapist, has a guide whose claims have sources, and scales an electrolyte
    drink.""",
    "It works offline and sends nothing anywhere.",
)
WORDS_OF_DANGER = (
    "Words of danger, such as chest, stroke or throat, start no routine: the answer is the sign, what to do and the "
    "number to call, and the exit status is 3."
)
WHAT_RELIEF_IS = (
    """`spasm` is short for `spasmtui relief`. It asks nothing before it begins: the first instruction is on the screen
    at once, and the diary has an open episode from then on.""",
    """WHAT is a place or a routine, in your own words: calf, toes, quad, left calf, heat, bedtime. Without it, relief
    is for the usual place of the diary, else for the calf.""",
    """During the routine `g` means that it is gone, `w` that it gets worse, space pauses, Enter goes on to the next
    step, `?` shows every key and `!` what is urgent.""",
    "Without a terminal, with TERM=dumb, and in a window under 40 columns or 12 rows, it goes line by line.",
)
FILES = (
    ("~/.local/share/spasmtui/", "the diary, one file a device and year; --data-dir and SPASMTUI_DATA name another"),
    ("~/.local/state/spasmtui/", "the interrupted routine, backups, the mirror of the diary and reports of faults"),
    ("~/.config/spasmtui/settings.toml", "the settings"),
    ("~/.config/spasmtui/plan.toml", "the plan of exercise"),
    ("~/.config/spasmtui/routines/", "your own routines"),
    ("~/.config/spasmtui/guide/", "your own notes, each beside its page of the guide"),
)
WHERE_ELSE = (
    "XDG_DATA_HOME, XDG_STATE_HOME and XDG_CONFIG_HOME move them; on macOS all are in ~/Library/Application "
    "Support/spasmtui. `spasmtui doctor` names those that are used."
)
MORE_VARIABLES = (
    ("TZ", "the time zone, and one hint at the country, whose emergency numbers are shown"),
    ("LC_ALL, LC_MESSAGES, LANG", "the language of the urgent page and of relief, and another hint at the country"),
    ("TERM=dumb", "numbered menus and relief line by line, without one escape sequence"),
)
SEE_ALSO = {
    "spasmtui": ("spasm(1)", "age(1)", "crontab(5)", "less(1)", "systemd.timer(5)"),
    "spasm": ("spasmtui(1)",),
}
NAMES = tuple(SEE_ALSO)


def page(name: str, manual: Manual) -> str:
    """Return the source of a page."""
    body = _spasmtui(manual) if name == "spasmtui" else _spasm(manual)
    lines = [
        r".\" Written by `make generated` from the tables of the commands.",
        f'.TH {name.upper()} 1 "{_date()}" "spasmtui {__version__}" "User Commands"',
        # Even spaces and whole words: both are easier to read, and to hear.
        ".ad l",
        ".nh",
        *body,
        *_heading("SEE ALSO"),
        *_see_also(SEE_ALSO[name]),
    ]
    return "\n".join(lines) + "\n"


def _spasmtui(manual: Manual) -> Iterator[str]:
    yield from (*_heading("NAME"), rf"spasmtui \- {prose(SPASMTUI)}", *_heading("SYNOPSIS"))
    yield from (".B spasmtui", "[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]", ".br")
    yield from (".B spasm", "[\\fIWHAT\\fR] [\\fIOPTIONS\\fR]", ".br", ".B spasmtui urgent")
    yield from _heading("DESCRIPTION")
    yield from _paragraphs((f"{URGENT_FIRST} {WORDS_OF_DANGER}", *WHAT_IT_IS, WITHOUT_COMMAND, NO_ADVICE))
    yield from (
        *_heading("OPTIONS"),
        *_text("These may be anywhere on the command line."),
        *_options(manual.global_options),
    )
    yield from _heading("COMMANDS")
    yield from _text("`spasmtui help COMMAND` has all examples of a command.")
    for section in manual.sections:
        yield f".SS {_argument(section.title)}"
        for entry in section.entries:
            yield from _command(entry)
    yield from _heading("ENVIRONMENT")
    for variable, says in (*manual.environment, *MORE_VARIABLES):
        yield from _item(f"\\fB{typed(variable)}\\fR", says)
    yield from _heading("FILES")
    for path, says in FILES:
        yield from _item(f"\\fI{typed(path)}\\fR", says)
    yield from (".PP", *_text(WHERE_ELSE), *_exit_status(manual), *_heading("EXAMPLES"))
    for section in manual.sections:
        for entry in section.entries:
            yield from _examples(entry.examples[:1])


def _spasm(manual: Manual) -> Iterator[str]:
    entry = manual.relief
    yield from (*_heading("NAME"), rf"spasm \- {prose(SPASM)}", *_heading("SYNOPSIS"))
    yield from (".B spasm", "[\\fIWHAT\\fR] [\\fIOPTIONS\\fR]", ".br", ".B spasmtui urgent")
    yield from _heading("DESCRIPTION")
    yield from _paragraphs((f"{URGENT_FIRST} {WORDS_OF_DANGER}", *WHAT_RELIEF_IS, NO_ADVICE))
    yield from _heading("OPTIONS")
    yield from _options((*entry.declared.options, *manual.global_options))
    yield from (*_exit_status(manual), *_heading("EXAMPLES"), *_examples(entry.examples))


def _command(entry: Entry) -> Iterator[str]:
    """Yield a command with its words and its options, each indented below it."""
    declared = entry.declared
    usage = "".join(f" \\fI{typed(each.usage)}\\fR" for each in declared.words)
    usage += " \\fICOMMAND\\fR" if entry.members else ""
    also = f" The same as {' and '.join(f'`{call}`' for call in entry.also)}." if entry.also else ""
    yield from (".TP", f"\\fB{typed(entry.call)}\\fR{usage}", *_text(entry.summary + also))
    if not (declared.words or declared.options or declared.epilog):
        return
    yield ".RS"
    for word in declared.words:
        if word.says:
            yield from _item(f"\\fI{typed(word.metavar)}\\fR", word.says)
    for group in declared.groups:
        if group.title != "Options":
            description = f": {group.description}" if group.description else ""
            yield from (".PP", *_text(f"{sentence_case(group.title)}{description}."))
        yield from _options(group.members)
    if declared.epilog:
        yield from (".PP", *_text(declared.epilog))
    yield ".RE"


def _options(options: Iterable[Parameter | GlobalOption]) -> Iterator[str]:
    for option in options:
        names = ", ".join(f"\\fB{typed(name)}\\fR" for name in option.names)
        yield from _item(f"{names} \\fI{typed(option.metavar)}\\fR" if option.metavar else names, option.says)


def _exit_status(manual: Manual) -> Iterator[str]:
    yield from _heading("EXIT STATUS")
    for code, means in manual.exit_status:
        yield from _item(f"\\fB{code}\\fR", means)


def _examples(examples: Iterable[tuple[str, str]]) -> Iterator[str]:
    for line, says in examples:
        yield from _item(f"\\fB{typed(line)}\\fR", says)


def _see_also(names: tuple[str, ...]) -> Iterator[str]:
    """Yield the references, each with a comma but the last."""
    for at, name in enumerate(names):
        title, _, section = name.rstrip(")").partition("(")
        yield f".BR {typed(title)} ({section}){',' if at < len(names) - 1 else ''}"


def _heading(title: str) -> tuple[str, ...]:
    return (f".SH {_argument(title)}",)


def _item(title: str, says: str) -> Iterator[str]:
    """Yield a term and its meaning, a fragment as in the help."""
    yield from (".TP", title, *_text(says))


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for at, text in enumerate(texts):
        yield from ((".PP",) if at else ())
        yield from _text(text)


def _text(text: str) -> Iterator[str]:
    """Yield lines of text: each sentence begins a line, none is longer than `WIDEST`, none is read as a request."""
    for sentence in re.split(r"(?<=[a-z)`0-9][.?!]) (?=[A-Z`])", " ".join(text.split())):
        line = ""
        for word in prose(sentence).split(" "):
            if line and len(line) + 1 + len(word) > WIDEST:
                yield _line(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        yield _line(line)


def _line(line: str) -> str:
    """Return a line of text that the formatter does not take for a request."""
    return f"\\&{line}" if line.startswith((".", "'")) else line


def _argument(text: str) -> str:
    return f'"{prose(text)}"' if " " in text else prose(text)


def prose(text: str) -> str:
    """Return a sentence with its signs escaped; options, and the words in backquotes, are in bold."""
    parts, end = [], 0
    for found in TYPED.finditer(text):
        parts += [_escaped(text[end : found.start()]), f"\\fB{typed(found[0].strip('`'))}\\fR"]
        end = found.end()
    return "".join((*parts, _escaped(text[end:])))


def typed(text: str) -> str:
    """Return the source of words that a person types: a hyphen is the one of the keyboard."""
    return _escaped(text).replace("-", "\\-")


def _escaped(text: str) -> str:
    return "".join(SIGNS.get(each, each if each.isascii() else f"\\[u{ord(each):04X}]") for each in text)


def _date() -> str:
    """Return the date of the newest release that the changelog names."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## .*?(\d{4}-\d{2}-\d{2})", changelog, re.MULTILINE)
    return found[1] if found else NO_RELEASE


def main() -> None:
    """Write the pages."""
    manual = read_manual()
    FOLDER.mkdir(exist_ok=True)
    for name in NAMES:
        (FOLDER / f"{name}.1").write_text(page(name, manual), encoding="utf-8")


if __name__ == "__main__":
    main()
