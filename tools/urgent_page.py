"""Write `spasmtui/guide/_generated.py` from the red flags and the question path: `make generated`."""

from pathlib import Path

from spasmtui.guide.loader import load_flags, load_questions

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "spasmtui/guide/_generated.py"

_LEVELS = {
    "emergency": ("EMERGENCY", "Call now: {number}"),
    "today": ("TODAY", "Get medical advice the same day"),
    "book": ("BOOK", "Make an appointment"),
}
_HEADINGS = ("Call your emergency number now", "Get medical advice today", "Book an appointment")
"""Beginnings of an instruction that the heading of its level has already."""


def urgent_module(content: Path) -> str:
    """Return the source text of the generated module."""
    questions = load_questions(content)
    asked = [flag for question in questions for flag in question.flags]
    flags = sorted(load_flags(content), key=lambda flag: asked.index(flag.id))
    lines = [
        '"""When to get help, as constants; made from the content by `make generated`."""',
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
        "LEVELS: tuple[tuple[str, str, str, tuple[tuple[str, str, str, str], ...]], ...] = (",
    ]
    for level, (title, do) in _LEVELS.items():
        lines.append(f"    ({level!r}, {title!r}, {do!r}, (")
        lines += [
            f"        {(flag.id, flag.see, _rest(flag.do), flag.worse)!r}," for flag in flags if flag.level == level
        ]
        lines.append("    )),")
    lines += [
        ")",
        '"""Level, its heading, what to do, and its flags: id, what is seen, what else to do, what makes it worse."""',
        "",
        "QUESTIONS: tuple[tuple[str, str, str, str], ...] = (",
        *(f"    {(question.ask, question.level, question.say, question.page)!r}," for question in questions),
        ")",
        '"""Question, level, what to do after a yes, page; the last is for none of them."""',
        "",
    ]
    return "\n".join(lines)


def _rest(do: str) -> str:
    for heading in _HEADINGS:
        if do.startswith(heading) and do[len(heading)] in ".:":
            do = do[len(heading) + 1 :].strip()
    return do[:1].upper() + do[1:]


def main() -> None:
    TARGET.write_text(urgent_module(ROOT / "content"), encoding="utf-8")


if __name__ == "__main__":
    main()
