"""The check that each red flag rests on sources, has a question, and is on the page that lists them."""

from pathlib import Path

import pytest

from spasmtui.guide.audit.red_flags import find_flag_faults

FACTS = {"RF01": ("S02", "S10")}
FLAG = '[RF01]\nfacts = ["RF01"]\nsources = ["S02", "S10"]\n'
ASKED = '[[questions]]\nflags = ["RF01"]\n'


def faults_of(
    folder: Path, *, flag: str = FLAG, asked: str = ASKED, page: str = "Chest pain. [RF01, RF02]"
) -> list[str]:
    (folder / "guide").mkdir()
    (folder / "red_flags.toml").write_text(f"[signs]\n\n{flag}", encoding="utf-8")
    (folder / "urgent.toml").write_text(asked, encoding="utf-8")
    (folder / "guide/get-help-now.md").write_text(page, encoding="utf-8")
    return [f"{fault.file}:{fault.line}: {fault.message}" for fault in find_flag_faults(folder, FACTS)]


def test_a_flag_with_its_sources_a_question_and_a_line_on_the_page_has_no_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == []


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"flag": FLAG.replace('"S02", ', "")}, "sources are not those of its facts: python -m tools.page_sources"),
        ({"flag": FLAG.replace('facts = ["RF01"]', "facts = []")}, "no document stands behind its facts"),
        ({"asked": '[none]\nflags = ["RF00"]\n'}, "no question of urgent.toml stands for it"),
        ({"page": "Chest pain. [RF02]"}, "guide/get-help-now.md does not name it"),
    ],
)
def test_what_a_flag_lacks_is_named(tmp_path: Path, broken: dict[str, str], message: str) -> None:
    assert faults_of(tmp_path, **broken) == [f"red_flags.toml:3: RF01: {message}"]
