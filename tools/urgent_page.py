"""Write the constants of the urgent page, in English and in each other language: `make generated`."""

from dataclasses import replace
from pathlib import Path

from spasmtui.guide.loader import Flag, Question, load_flags, load_questions
from spasmtui.shared.language import ENGLISH, LANGUAGES
from spasmtui.shared.toml_files import read_toml
from spasmtui.shared.translations import lay_over, read_texts

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "spasmtui/guide/_generated.py"
TARGETS = {
    language: TARGET if language == ENGLISH else ROOT / f"spasmtui/guide/urgent_texts/{language}.py"
    for language in LANGUAGES
}

_LEVELS = ("emergency", "today", "book")


def urgent_module(content: Path, language: str = ENGLISH) -> str:
    """Return the source text of a language's module; a text that the language lacks is English."""
    questions = translated_questions(content, language)
    asked = [flag for question in questions for flag in question.flags]
    flags = sorted(translated_flags(content, language), key=lambda flag: asked.index(flag.id))
    words = lay_over(read_toml(content / "urgent_page.toml"), read_texts(content, language, "urgent_page"))
    lines = [
        '"""When to get help, as constants; made from the content by `make generated`."""',
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
        "LEVELS: tuple[tuple[str, str, str, tuple[tuple[str, str, str, str], ...]], ...] = (",
    ]
    for level in _LEVELS:
        lines.append(f"    ({level!r}, {words[level]!r}, {words[f'{level}_do']!r}, (")
        lines += [
            f"        {(flag.id, flag.see, _rest(flag.do, words), flag.worse)!r},"
            for flag in flags
            if flag.level == level
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
        "WORDS: dict[str, str] = {",
        *(f"    {name!r}: {text!r}," for name, text in words.items() if not name.startswith("said_")),
        "}",
        '"""The fixed sentences by their id in `content/urgent_page.toml`."""',
        "",
    ]
    return "\n".join(lines)


def translated_flags(content: Path, language: str) -> tuple[Flag, ...]:
    """Return the red flags with the texts of a language."""
    texts = read_texts(content, language, "red_flags")
    return tuple(
        replace(flag, **lay_over({"see": flag.see, "do": flag.do, "worse": flag.worse}, texts.get(flag.id, {})))
        for flag in load_flags(content)
    )


def translated_questions(content: Path, language: str) -> tuple[Question, ...]:
    """Return the urgent questions with the texts of a language, which are keyed by each question's first flag."""
    texts = read_texts(content, language, "urgent")
    return tuple(
        replace(asked, **lay_over({"ask": asked.ask, "say": asked.say}, texts.get(asked.flags[0], {})))
        for asked in load_questions(content)
    )


def _rest(do: str, words: dict[str, str]) -> str:
    for level in _LEVELS:
        heading = words[f"said_{level}"]
        if do.startswith(heading) and do.removeprefix(heading).lstrip()[:1] in (".", ":"):
            do = do.removeprefix(heading).lstrip()[1:].strip()
    return do[:1].upper() + do[1:]


def main() -> None:
    for language, target in TARGETS.items():
        target.write_text(urgent_module(ROOT / "content", language), encoding="utf-8")


if __name__ == "__main__":
    main()
