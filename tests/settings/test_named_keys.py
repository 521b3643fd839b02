"""Keys in sentences: each stands with the id of its action, so that the key is shown that the person has chosen."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from functools import cache
from types import CodeType, SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual.content import Content

from spasmtui.relief.tui.resume_dialog import ResumeDialog
from spasmtui.relief.words import Words
from spasmtui.settings.keymap import KeyPlan, chosen_keys, key_name
from spasmtui.settings.known_actions import known_actions, name_own_keys
from spasmtui.settings.tui.host import SettingsHost
from spasmtui.shared.key_names import NAMED_KEY, chosen_label, keys_in_use, use_chosen_keys, with_keys
from spasmtui.ui.clicks import pressing_named
from spasmtui.ui.key_bar import KEY_OF_LABEL, fit_entries, key_line
from tests.conftest import ROOT, Run
from tests.support.clicks import clicks_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from spasmtui.shared.key_names import ChosenKey

PACKAGE = ROOT / "spasmtui"
ELSEWHERE = {
    "menu.py", "menus", "linear", "commands", "command_line", "plain_app.py", "words.py", "urgent_texts", "exchange",
    "report", "drawing", "figures", "routines", "session", "launcher", "terminal", "shared", "audit", "store", "search",
    "cli.py", "status_line.py",
}  # fmt: skip
"""Modules of the faces that are typed line by line, which have letters of their own, of texts that are read from the
content here, and of what has no keys at all."""
TEXTS = (
    "languages/en/relief.toml", "languages/fr/relief.toml", "urgent_page.toml", "languages/fr/urgent_page.toml",
)  # fmt: skip
OF_LINEAR_MODE = (
    "keys_", "k_keeps_nothing", "did_it_help", "key_row", "enter_key", "means_nothing", "more_after_look",
    "choice_", "running_seconds", "is_no_place", "goes_back", "text_", "enter_for_more", "ask_how",
    "answer_how_again",
)  # fmt: skip
"""The beginnings of the texts of relief that linear mode alone says, and of those with a unit."""
NOT_BOUND = {
    "⏎ keep   Esc as it was": "the line that is typed into takes Enter itself",
    "⏎ find   Esc as it was": "the same",
    "⏎ show what is in it   Esc back": "the same",
    "⏎ show it   Esc back": "the same",
    "⏎ take it   ↑↓ choose   Esc back": "the same",
    "⏎ go on   Esc back": "the same",
    "Enter: new line   Esc: done": "the same",
    "Install it? y or n: ": "a question of the shell, whose answer is typed",
    "t for ten": "the answers of a form are letters, and no actions",
    "0 is none, 10 the worst imaginable; t is ten.": "the same",
    "0 is no effort, 10 the hardest; t is ten.": "the same",
    "← → other places   l r b side   {m:form.map} a map of the body": "the same",
    "End the program; a running routine is kept": "a word",
    "9.9 g": "a unit",
    " g of ": "a unit",
    " h before the next time. A plan may ask for one set at a time, at most ": "a unit",
    " orders that could have been drawn and would have left enough weeks of each kind: p = ": "a number of statistics",
    "10 s more": "a unit",
    "10 s less": "a unit",
    "1 h or more": "a unit",
    "← →": "a label",
    " is not a unit that the drink knows. Use ml, l, g, tsp, tbsp, cup, fl oz, pint, quart or gallon, as in 750ml or 1 "
    "1/2 cups.": "units",
    "That is not the name of a key, such as x, f2 or ctrl+k.": "an example",
    "completion by Tab in bash, zsh and fish: install it, or print the script": "a key of the shell",
    "s were": "an ending",
    " are all in use. Choose another one: --port N": "an option",
}
KEY = re.compile(
    r"(?:^|(?<=[ (“]))(?:[b-zB-HJ-Z]|Enter|Entrée|space|espace|PgUp|PgDn|Tab|⏎|⌫|[←→↑↓]+)(?! a | est )(?=$|[ .,:;)”])"
)
"""A key as a sentence names it; `a`, `I` and `y a` are words too, and digits, `!` and Esc stay with what they do."""


def chosen(**keys: str) -> Mapping[str, ChosenKey]:
    return chosen_keys(KeyPlan({name.replace("__", "."): (key_name(key),) for name, key in keys.items()}, {}, {}))


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """Return (place, text) of each string of several words that a screen may show, and of each text of relief."""
    found = [
        (str(path.relative_to(PACKAGE)), text)
        for path in sorted(PACKAGE.rglob("*.py"))
        if not (path.name.startswith("_gen") or {*path.parts, path.name} & ELSEWHERE)
        for text in _strings(compile(path.read_bytes(), path, "exec", optimize=2))
    ]
    for path in TEXTS:
        texts = tomllib.loads((ROOT / "content" / path).read_text(encoding="utf-8"))
        found += [(path, str(text)) for name, text in texts.items() if not name.startswith(OF_LINEAR_MODE)]
    return tuple((place, text) for place, text in found if " " in text.strip() and not set(text) & set("\n\\"))


def _strings(code: CodeType) -> Iterator[str]:
    """Yield the strings of a module, without those that are documentation."""
    for value in code.co_consts:
        if isinstance(value, CodeType):
            yield from _strings(value)
        else:
            yield from (each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, str))


@pytest.mark.long
def test_no_sentence_names_a_key_without_its_action() -> None:
    found = [
        (place, text) for place, text in sentences() if text not in NOT_BOUND and KEY.search(NAMED_KEY.sub("", text))
    ]
    assert found == []


@pytest.mark.long
def test_a_key_that_a_sentence_names_is_one_of_its_action() -> None:
    keys = {action.id: action.keys for action in known_actions()}
    named = {(match[1], match[2]) for _place, text in sentences() for match in NAMED_KEY.finditer(text)}
    assert len(named) > 50
    assert {(label, name) for label, name in named if KEY_OF_LABEL.get(label, label) not in keys.get(name, ())} == set()


def test_a_key_in_french_words_has_its_french_name() -> None:
    english = {label for label, _name in NAMED_KEY.findall((ROOT / "content" / TEXTS[0]).read_text(encoding="utf-8"))}
    french = {label for label, _name in NAMED_KEY.findall((ROOT / "content" / TEXTS[1]).read_text(encoding="utf-8"))}
    assert {label for label in english if len(label) > 1} == {"Enter", "space"}
    assert {label for label in french if len(label) > 1} == {"Entrée", "espace"}


def test_a_brace_can_be_the_key_of_an_answer_with_a_time() -> None:
    snapshot = SimpleNamespace(is_practice=False, seen_at=datetime(2026, 11, 22, 3, 10, tzinfo=UTC))
    dialog = ResumeDialog(
        cast("Any", SimpleNamespace(snapshot=snapshot)), diary_port=cast("Any", None), file=cast("Any", None)
    )
    use_chosen_keys(chosen(interrupted__resume="{", interrupted__then="}"))
    assert dialog.keys == "{ go on   } it stopped at 03:10   d I don't know   Esc later"


def test_a_sentence_has_the_key_that_was_chosen_until_another_is() -> None:
    words = Words({"gone_key": "{g:relief.gone} c'est passé"})
    assert with_keys("Deleted: {y}. {u:app.undo} brings it back.") == "Deleted: {y}. u brings it back."
    assert (words.gone_key, words.help_key) == ("g c'est passé", "w what to do")
    assert use_chosen_keys(chosen(app__undo="f9", relief__gone="ctrl+k"))
    assert with_keys("{u:app.undo} brings it back, {3:go.log}.") == "F9 brings it back, 3."
    assert (words.gone_key, words.help_key) == ("Ctrl+K c'est passé", "w what to do")
    assert keys_in_use()["app.undo"] == ("f9", "F9")
    assert [chosen_label(key) for key in ("ctrl+k", "f9", "u")] == ["Ctrl+K", "F9", None]
    plan = KeyPlan({"app.undo": ("enter", "u")}, {}, {})
    assert use_chosen_keys(chosen_keys(plan))
    assert with_keys("{u:app.undo} brings it back") == "Enter brings it back"
    assert not use_chosen_keys(chosen_keys(plan))


def test_a_sentence_names_a_key_of_the_file_only_where_that_is_in_effect() -> None:
    keys = {
        "relief.list.map": "f9", "app.undo": "escape", "app.redo": "f7", "log.new": "f7", "log.day": "5",
        "relief.gone": "ctrl+c", "relief.help": "nonsense", "home.read": "home.read", "log.choose": "!",
    }  # fmt: skip
    name_own_keys(keys)
    named = "{m:relief.list.map} {u:app.undo} {U:app.redo} {n:log.new} {d:log.day} {g:relief.gone} {w:relief.help}"
    assert with_keys(f"{named} {{r:home.read}} {{v:log.choose}}") == "F9 u U F7 d g w r v"
    host: Any = SettingsHost()
    host.every_screen, host.notify_faults = (lambda: ()), (lambda faults, _way: found.extend(faults))
    found: list[str] = []
    host.use_keys(keys)
    assert with_keys(f"{named} {{r:home.read}} {{v:log.choose}}") == "F9 u U F7 d g w r v"
    assert len(found) == 7


def test_a_click_on_an_entry_presses_the_key_that_was_chosen() -> None:
    use_chosen_keys(chosen(relief__yes="ctrl+k", relief__no="é", relief__gone="f9"))
    line = key_line("{y:relief.yes} yes   {n:relief.no} no   Esc later")
    assert line.plain == "Ctrl+K yes   é no   Esc later"
    assert clicks_on(line) == [("Ctrl+K yes", "ctrl+k"), ("é no", "é"), ("Esc later", "escape")]
    head = pressing_named(Content("Has it eased? F9 it's gone"), ("F9 it's gone",))
    assert clicks_on(head) == [("F9 it's gone", "f9")]


def test_the_way_to_help_and_the_key_of_all_keys_stay_in_the_last_line_by_any_key() -> None:
    use_chosen_keys(chosen(app__urgent="f9", app__keys="f8"))
    entries = [(key, key.upper(), "does a thing") for key in ("a", "b", "c", "d", "e")]
    _gap, lines = fit_entries([*entries, ("f8", "F8", "keys"), ("f9", "F9", "get help")], 40, 1)
    assert [label for _key, label, _words in lines[0]][-2:] == ["F9", "F8"]


def test_a_command_names_the_keys_of_the_settings_too(here: Run, own_home: Path) -> None:
    folder = own_home / ".config/spasmtui"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('[keys]\nlog.day = "f9"\n', encoding="utf-8")
    assert here("log", "add", "calf").returncode == 0
    assert "F9 in the log" in " ".join(here("insights").stdout.split())
