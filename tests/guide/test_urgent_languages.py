"""The urgent page in another language: the same flags, levels and numbers; nothing of it is lost or left behind."""

import io
import json

import pytest

from spasmtui.guide import _generated, urgent_page
from spasmtui.guide.urgent_page import ENGLISH_TEXTS, urgent_texts
from spasmtui.guide.urgent_texts import fr
from spasmtui.shared.emergency_numbers import ANY_REGION, EmergencyLines
from spasmtui.shared.plain_letters import plain_letters, write_in_ascii
from tests.conftest import Run
from tests.test_architecture import loaded_after

FRENCH = urgent_texts("fr")
LINES = [EmergencyLines(number) for number in ("112", "911", "15", ANY_REGION)]


def test_a_language_without_a_page_gets_the_english_one() -> None:
    assert urgent_texts("xx") is urgent_texts("en") is ENGLISH_TEXTS


def test_every_flag_and_question_is_there_in_the_same_level_and_order() -> None:
    for english, french in zip(_generated.LEVELS, fr.LEVELS, strict=True):
        assert english[0] == french[0]
        assert [flag for flag, *_texts in english[3]] == [flag for flag, *_texts in french[3]]
    assert [rest[0::2] for _ask, *rest in _generated.QUESTIONS] == [rest[0::2] for _ask, *rest in fr.QUESTIONS]
    assert _generated.WORDS.keys() == fr.WORDS.keys()


def test_no_sentence_is_left_in_english() -> None:
    english = {text for level in _generated.LEVELS for row in level[3] for text in row[1:] if text}
    english |= {text for ask, _level, say, _page in _generated.QUESTIONS for text in (ask, say) if text}
    french = {text for level in fr.LEVELS for row in level[3] for text in row[1:] if text}
    french |= {text for ask, _level, say, _page in fr.QUESTIONS for text in (ask, say) if text}
    assert english & french == set()
    assert [name for name, text in _generated.WORDS.items() if fr.WORDS[name] == text] == []


@pytest.mark.parametrize("lines", LINES, ids=lambda lines: lines.number)
def test_every_sentence_that_has_somebody_call_for_help_has_the_number(lines: EmergencyLines) -> None:
    said = urgent_page.say_number(lines, fr.WORDS)
    sentences = [text for level in fr.LEVELS for row in level[3] for text in row[1:]]
    sentences += [say for _ask, _level, say, _page in fr.QUESTIONS]
    for sentence in sentences:
        filled = urgent_page.fill_in(sentence, lines, FRENCH)
        assert "{" not in filled
        assert "numéro d'urgence" not in filled
        if "appelez votre numéro d'urgence" in sentence.lower() or "{number}" in sentence:
            assert f"ppelez {said}" in filled


@pytest.mark.parametrize("lines", LINES, ids=lambda lines: lines.number)
def test_the_emergency_level_begins_with_the_number_to_call(lines: EmergencyLines) -> None:
    page = urgent_page.format_text(lines, 78, 0, FRENCH)
    assert page.startswith(f"URGENCE. Appelez maintenant : {urgent_page.say_number(lines, fr.WORDS)}")
    assert [line for line in page.splitlines() if line.startswith(("AUJOURD'HUI.", "RENDEZ-VOUS."))] != []
    assert {say for _ask, level, say, _page in fr.QUESTIONS if level == "emergency" and "{number}" not in say} == set()


@pytest.mark.parametrize("lines", LINES, ids=lambda lines: lines.number)
def test_at_80x24_nothing_scrolls_away_and_at_40_columns_nothing_is_wider(lines: EmergencyLines) -> None:
    page = urgent_page.format_text(lines, 79, 24, FRENCH).splitlines()
    assert len(page) < 24
    assert max(map(len, page)) < 80
    narrow = urgent_page.format_text(lines, 39, 0, FRENCH).splitlines()
    assert max(map(len, narrow)) < 40
    assert [line for line in narrow if line.strip()[:1] in (":", "?", ";", "!")] == []


def test_no_question_is_wider_than_a_line_of_80_columns() -> None:
    assert [ask for ask, *_rest in fr.QUESTIONS if len(ask) > 74] == []


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (("urgent", "--language", "fr"), {"LANG": "en_CA.UTF-8"}),
        (("--language=fr", "urgent"), {"LANG": "en_CA.UTF-8"}),
        (("urgent",), {"LANG": "en_CA.UTF-8", "SPASMTUI_LANGUAGE": "fr"}),
        (("urgent",), {"LANG": "fr_CA.UTF-8"}),
    ],
)
def test_the_command_speaks_french_by_option_variable_and_locale(
    here: Run, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    ended = here(*words, **environment)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("URGENCE. Appelez maintenant : le 911")


def test_an_unknown_language_is_named_and_the_page_is_there(here: Run) -> None:
    ended = here("urgent", "--json", "--language", "klingon", LANG="en_GB.UTF-8")
    assert (ended.returncode, json.loads(ended.stdout)["number"]) == (0, "999")
    assert ended.stderr == "There is no language 'klingon'. There are: en (English), fr (français).\n"


def test_the_json_is_in_the_language_and_keeps_its_keys(here: Run) -> None:
    data = json.loads(here("urgent", "--json", "--language", "fr", LANG="fr_FR.UTF-8").stdout)
    assert [level["id"] for level in data["levels"]] == ["emergency", "today", "book"]
    assert data["levels"][0]["signs"][0]["id"] == "RF01"
    assert data["levels"][0]["title"] == "URGENCE"


def test_where_accents_cannot_be_written_the_letters_are_plain(spasmtui: Run) -> None:
    ended = spasmtui("urgent", LANG="fr_CA.UTF-8", PYTHONIOENCODING="ascii", TERM="dumb")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "URGENCE. Appelez maintenant : le 911" in ended.stdout
    assert "un coeur lent, un coeur depuis peu irregulier" in " ".join(ended.stdout.split())
    assert "38 deg C" in ended.stdout
    assert "?" not in ended.stdout


def test_a_stream_without_utf_8_gets_words_in_plain_letters() -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="latin-1")
    write_in_ascii(stream)
    stream.write("cœur né 38 °C, 1⅓")
    stream.flush()
    assert written.getvalue() == b"coeur ne 38 deg C, 1 1/3"


def test_plain_letters_keep_every_word_readable() -> None:
    assert plain_letters("À côté, l'œil : « ça » … ½ h") == 'A cote, l\'oeil : " ca " ... 1/2 h'
    assert plain_letters("Übung – Fuß, año, 漢") == "Ubung - Fuss, ano, ?"


def test_french_loads_nothing_more_than_english_does_but_its_own_texts() -> None:
    run = "from spasmtui.guide.urgent_page import print_now\nprint_now('', {!r})"
    texts = "spasmtui.guide.urgent_texts"
    assert loaded_after(run.format("fr")) - loaded_after(run.format("en")) == {texts, f"{texts}.fr"}
