"""The languages: every text has its English one, is up to date with it, and stays English where it is missing."""

from pathlib import Path

import pytest

from spasmtui.guide.audit.languages import ENGLISH_FILES, digest, english_texts, find_text_faults, translated_texts
from spasmtui.shared.translations import lay_over, read_texts
from tests.conftest import ROOT
from tests.support.cases import with_each
from tools import languages

CONTENT = ROOT / "content"


@pytest.mark.parametrize("name", ENGLISH_FILES)
def test_the_english_words_of_the_code_are_what_other_languages_translate(name: str) -> None:
    path = CONTENT / "languages" / "en" / f"{name}.toml"
    assert path.read_text(encoding="utf-8") == languages.english_file(name), "run: make generated"


@with_each(
    ("english", "texts", "shown"),
    [
        ({"a": "one", "b": "two"}, {"a": "un"}, {"a": "un", "b": "two"}),
        ({"a": "one"}, {"a": "", "c": "trois"}, {"a": "one"}),
        ({"a": ["one", "two"]}, {"a": ["un", "deux"]}, {"a": ["un", "deux"]}),
        # One text less, and each would stand at the wrong step: all stay English.
        ({"a": ["one", "two"]}, {"a": ["deux"]}, {"a": ["one", "two"]}),
        ([{"say": "Hold.", "seconds": 5}], [{"say": "Tenez."}], [{"say": "Tenez.", "seconds": 5}]),
        ({"seconds": 5}, {"seconds": "cinq"}, {"seconds": 5}),
        ({"a": "one"}, {"a": ["un"]}, {"a": "one"}),
        ({"a": {"b": "one"}}, {"a": "un"}, {"a": {"b": "one"}}),
    ],
)  # fmt: skip
def test_a_text_that_is_missing_or_does_not_fit_stays_english(english: object, texts: object, shown: object) -> None:
    assert lay_over(english, texts) == shown


def test_a_missing_or_a_damaged_file_has_no_texts(tmp_path: Path) -> None:
    assert read_texts(tmp_path, "fr", "relief") == {}
    (tmp_path / "languages/fr").mkdir(parents=True)
    (tmp_path / "languages/fr/relief.toml").write_text("left = \n", encoding="utf-8")
    assert read_texts(tmp_path, "fr", "relief") == {}
    (tmp_path / "languages/fr/relief.toml").write_text('left = "gauche"\n', encoding="utf-8")
    assert read_texts(tmp_path, "fr", "relief") == {"left": "gauche"}
    assert read_texts(tmp_path, "en", "relief") == {}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A content folder with one flag, and its French text, accepted."""
    (tmp_path / "languages/fr").mkdir(parents=True)
    (tmp_path / "red_flags.toml").write_text(
        '[RF01]\nlevel = "emergency"\nsee = "Chest pain."\ndo = "Call {number}."\nworse = ""\n', encoding="utf-8"
    )
    (tmp_path / "languages/fr/red_flags.toml").write_text(
        '[RF01]\nsee = "Mal à la poitrine."\ndo = "Appelez {number}."\nsay = ["mal au cœur"]\n', encoding="utf-8"
    )
    (tmp_path / "languages/fr/accepted.toml").write_text(
        f'[red_flags]\n"RF01.see" = "{digest("Chest pain.")}"\n"RF01.do" = "{digest("Call {number}.")}"\n',
        encoding="utf-8",
    )
    return tmp_path


def faults(content: Path) -> list[str]:
    return [fault.message for fault in find_text_faults(content, "fr", english_texts(content))]


def test_accepted_texts_have_no_fault(small: Path) -> None:
    assert faults(small) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("red_flags.toml", "Chest pain.", "Chest or jaw pain.",
         "RF01.see: the English text has changed since: 'Chest or jaw pain.'"),
        ("languages/fr/red_flags.toml", 'see = "Mal à la poitrine."\n', "",
         "RF01.see is missing, so English is shown: 'Chest pain.'"),
        ("languages/fr/red_flags.toml", "[RF01]\n", '[RF99]\nsee = "x"\n[RF01]\n', "there is no English text RF99.see"),
        ("languages/fr/red_flags.toml", "Appelez {number}.", "Appelez le 15.",
         "RF01.do does not fill in what the English text does: 'Call {number}.'"),
        ("languages/fr/accepted.toml", '"RF01.see"', '"RF02.see"',
         "RF01.see: it has not been accepted yet: 'Chest pain.'"),
    ],
)  # fmt: skip
def test_a_missing_unknown_stale_or_unfilled_text_is_named(
    small: Path, file: str, before: str, after: str, fault: str
) -> None:
    text = (small / file).read_text(encoding="utf-8")
    assert before in text
    (small / file).write_text(text.replace(before, after), encoding="utf-8")
    assert faults(small) == [fault]


def test_a_new_language_begins_with_every_english_text_in_its_place(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "CONTENT", CONTENT)
    english = english_texts(CONTENT)
    monkeypatch.setattr(languages, "english_texts", lambda _content: english)
    monkeypatch.setattr(languages, "CONTENT", small)
    languages.start("it")
    assert translated_texts(small, "it") == english
    languages.accept("it", [])
    assert list(find_text_faults(small, "it", english)) == []
