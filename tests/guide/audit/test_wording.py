"""The words that the content avoids."""

from pathlib import Path

from spasmtui.guide.audit.wording import find_avoided_words, find_wording_faults, load_avoided_words

AVOID = '[[avoid]]\nwords = ["until the * pulls", "thin bones"]\ninstead = "something else"\n'


def write_content(folder: Path, page: str = "", flags: str = "") -> Path:
    for name in ("guide", "routines"):
        (folder / name).mkdir()
    (folder / "wording.toml").write_text(AVOID, encoding="utf-8")
    (folder / "guide" / "calf.md").write_text(f'+++\nwords = ["thin bones"]\n+++\n\n{page}\n', encoding="utf-8")
    (folder / "red_flags.toml").write_text(flags, encoding="utf-8")
    return folder


def test_a_page_s_text_is_read_and_its_keywords_are_not(tmp_path: Path) -> None:
    faults = list(find_wording_faults(write_content(tmp_path, page="Bend the knee until the\ncalf pulls.")))
    assert [(fault.file, fault.line, fault.message) for fault in faults] == [
        ("guide/calf.md", 5, "'until the calf pulls': write something else")
    ]


def test_a_row_s_sentence_is_read_and_the_phrases_that_people_say_are_not(tmp_path: Path) -> None:
    flags = '[RF01]\nsee = "Thin bones."\nsay = ["thin bones"]\n'
    faults = list(find_wording_faults(write_content(tmp_path, flags=flags)))
    assert [(fault.file, fault.line) for fault in faults] == [("red_flags.toml", 2)]


def test_a_star_stands_for_one_word_or_ending_and_no_more(tmp_path: Path) -> None:
    avoided = load_avoided_words(write_content(tmp_path))
    assert [message for _offset, message in find_avoided_words("until the shin pulls", avoided)]
    assert not list(find_avoided_words("until the nurse gently pulls; thin boness", avoided))
