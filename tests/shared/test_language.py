"""The language of a run: option, variable, setting, locale, in that order; what cannot be used is passed over."""

from pathlib import Path

import pytest

from spasmtui.shared.language import choose_language, find_language, take_language, unknown_language
from tests.support.cases import with_each


@with_each(
    ("name", "code"),
    [
        ("fr", "fr"), ("FR", "fr"), (" fr ", "fr"), ("fr_CA.UTF-8", "fr"), ("fr-FR", "fr"), ("fr@euro", "fr"),
        ("French", "fr"), ("français", "fr"), ("en_GB", "en"), ("English", "en"),
        ("de", None), ("frisian", None), ("C", None), ("POSIX", None), ("", None), ("C.UTF-8", None),
    ],
)  # fmt: skip
def test_a_language_is_known_by_its_code_its_locale_or_its_name(name: str, code: str | None) -> None:
    assert find_language(name) == code


@pytest.mark.parametrize(
    ("environment", "line", "chosen", "language"),
    [
        ({}, "", "", "en"),
        ({"LANG": "fr_CA.UTF-8"}, "", "", "fr"),
        ({"LANG": "fr_CA.UTF-8"}, 'language = "en"', "", "en"),
        ({"LANG": "en_US.UTF-8"}, 'language = "fr"', "", "fr"),
        ({"SPASMTUI_LANGUAGE": "en"}, 'language = "fr"', "", "en"),
        ({"SPASMTUI_LANGUAGE": "en"}, 'language = "fr"', "fr", "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "", "", "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "", "", "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "", "", "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "", "", "fr"),
        ({"LANG": "de_DE.UTF-8"}, "", "", "en"),
        # What cannot be used is passed over.
        ({"LANG": "fr_FR.UTF-8"}, "", "klingon", "fr"),
        ({"SPASMTUI_LANGUAGE": "xx"}, 'language = "fr"', "yy", "fr"),
        ({"LANG": "fr_FR.UTF-8"}, "language = 3", "", "fr"),
        ({}, 'language = """\nfr"""', "", "fr"),
    ],
)
def test_the_option_beats_the_variable_the_setting_and_the_locale(
    environment: dict[str, str], line: str, chosen: str, language: str, tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").write_text(line + "\n", encoding="utf-8")
    assert choose_language(environment, str(tmp_path), chosen) == language


@with_each(
    ("words", "chosen", "rest"),
    [
        ("urgent --language fr", "fr", "urgent"),
        ("--language=fr urgent", "fr", "urgent"),
        ("relief mollet --language fr -l", "fr", "relief mollet -l"),
        ("urgent --language", "", "urgent --language"),
        ("urgent --language=", "", "urgent --language="),
        ("relief -- --language fr", "", "relief -- --language fr"),
        ("", "", ""),
    ],
)
def test_the_option_may_be_anywhere_and_needs_a_value(words: str, chosen: str, rest: str) -> None:
    assert take_language(words.split()) == (chosen, rest.split())


def test_the_sentence_for_an_unknown_language_names_those_that_are_there() -> None:
    assert unknown_language("de") == "There is no language 'de'. There are: en (English), fr (français)."
