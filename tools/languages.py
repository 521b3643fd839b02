"""Keep the languages: see `docs/languages.md`.

python -m tools.languages --list fr          what is missing, unknown or out of date
python -m tools.languages --accept fr        say that every text fits the English one as it is now
python -m tools.languages --accept fr RF01   the same for the texts whose file or path begins so
python -m tools.languages --start it         begin a language: every file with the English texts, to be translated
"""

import argparse
import sys
from pathlib import Path

from textual.binding import Binding

from spasmtui.app import SpasmApp
from spasmtui.guide.audit.languages import (
    ACCEPTED,
    ENGLISH_FILES,
    Texts,
    digest,
    english_texts,
    find_text_faults,
    translated_texts,
)
from spasmtui.guide.audit.tables import read_tables
from spasmtui.guide.tui.urgent_screen import UrgentScreen
from spasmtui.relief.tui.editor.list_keys import EditableRoutines
from spasmtui.relief.tui.keys import BINDINGS as RELIEF_KEYS
from spasmtui.relief.tui.routine_list import RoutineList
from spasmtui.relief.words import WORD_IDS, Words
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.translations import FOLDER

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
FLAT_FILES = ("relief", "keys", "figures", "urgent_page")
"""Files with one key a text."""


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def english_file(name: str) -> str:
    """Return the English texts of a file that is made from the code."""
    if name == "relief":
        rows = {word: str(getattr(Words, word)) for word in WORD_IDS}
    else:
        bindings = (
            *RELIEF_KEYS,
            *RoutineList.BINDINGS,
            *EditableRoutines.BINDINGS,
            *UrgentScreen.BINDINGS,
            *SpasmApp.BINDINGS,
        )
        rows = {
            each.id: each.description
            for each in bindings
            if isinstance(each, Binding) and each.id and each.show and each.description
        }
    head = "# Made from the code by `make generated`; what the other languages translate.\n\n"
    return head + flat(rows)


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else quoted(name)


def accept(language: str, beginnings: list[str]) -> int:
    """Write the digests of the English texts that are translated; return how many."""
    english, texts = english_texts(CONTENT), translated_texts(CONTENT, language)
    path = CONTENT / FOLDER / language / f"{ACCEPTED}.toml"
    before = read_tables(path)
    rows: Texts = {}
    count = 0
    for file, translated in texts.items():
        for text in translated:
            if text not in english.get(file, {}):
                continue
            chosen = not beginnings or any(text.startswith(word) or file.startswith(word) for word in beginnings)
            value = digest(english[file][text]) if chosen else before.get(file, {}).get(text)
            count += chosen
            if value:
                rows.setdefault(file, {})[text] = value
    lines = ["# The English text that each translation was made from, by its digest; written by tools/languages.py."]
    for file, digests in sorted(rows.items()):
        lines += ["", f"[{quoted(file)}]", *(f"{quoted(text)} = {quoted(value)}" for text, value in digests.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return count


def start(language: str) -> None:
    """Write every file of a new language with the English texts in it, except those that are there already."""
    for file, rows in english_texts(CONTENT).items():
        path = CONTENT / FOLDER / language / f"{file}.toml"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(flat(rows) if file in FLAT_FILES else nested(rows), encoding="utf-8")


def flat(rows: dict[str, str]) -> str:
    """Write texts as TOML with one key each."""
    return "".join(f"{_key(key)} = {quoted(text)}\n" for key, text in rows.items())


def nested(rows: dict[str, str]) -> str:
    """Write texts by their path as TOML: `steps.2.say` is `say` in the second row of `steps`."""
    tree: dict[str, object] = {}
    for path, text in rows.items():
        *parents, last = path.split(".")
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})  # type: ignore[assignment]
        node[last] = text
    return "\n".join(_tables(tree, "")).lstrip("\n") + "\n"


def _tables(tree: dict[str, object], name: str) -> list[str]:
    lines: list[str] = []
    inner: list[str] = []
    for key, value in tree.items():
        if isinstance(value, str):
            lines.append(f"{_key(key)} = {quoted(value)}")
        elif isinstance(value, dict) and "1" in value and all(isinstance(text, str) for text in value.values()):
            lines.append(f"{_key(key)} = [{', '.join(quoted(text) for text in value.values())}]")
        elif isinstance(value, dict) and "1" in value:
            path = f"{name}.{_key(key)}" if name else _key(key)
            for row in value.values():
                inner += ["", f"[[{path}]]", *_tables(row, path)]
        elif isinstance(value, dict):
            path = f"{name}.{_key(key)}" if name else _key(key)
            inner += ["", f"[{path}]", *_tables(value, path)]
    return [*lines, *inner]


def main() -> None:
    """Write the English files that are made from the code."""
    for name in ENGLISH_FILES:
        path = CONTENT / FOLDER / ENGLISH / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(english_file(name), encoding="utf-8")


def run(words: list[str]) -> int:
    """Do what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.languages", description=__doc__)
    parser.add_argument("--list", metavar="CODE")
    parser.add_argument("--accept", metavar="CODE")
    parser.add_argument("--start", metavar="CODE")
    parser.add_argument("beginnings", nargs="*", metavar="TEXT")
    asked = parser.parse_args(words)
    if asked.start:
        start(asked.start)
    if asked.accept:
        print(f"{accept(asked.accept, asked.beginnings)} texts accepted.")
    faults = list(find_text_faults(CONTENT, asked.list, english_texts(CONTENT))) if asked.list else []
    for fault in faults:
        print(f"{fault.file}: {fault.message}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
