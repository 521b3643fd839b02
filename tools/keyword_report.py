"""Print the keywords of pages that their text does not explain: `python -m tools.keyword_report [PAGE...]`."""

import sys
from pathlib import Path

from spasmtui.guide.audit.keywords import find_unexplained_words
from spasmtui.guide.audit.tables import read_tables
from spasmtui.guide.loader import load_entries, load_pages
from spasmtui.guide.search.synonyms import load_synonyms

CONTENT = Path(__file__).parent.parent / "content"


def main(names: list[str]) -> None:
    """Print a line for each page: its id, and each keyword with the words that its text does not have."""
    synonyms, tables, total = load_synonyms(CONTENT), read_tables(CONTENT / "words.toml"), 0
    for page in load_pages(CONTENT, load_entries(CONTENT)):
        keywords = (*page.entry.words, *tables.get(page.entry.id, {}).get("words", ()))
        found = list(find_unexplained_words(page, keywords, synonyms))
        total += len(found)
        if found and (not names or page.entry.id in names):
            print(f"{page.entry.id} ({len(found)}):", "; ".join(f"{phrase} [{word}]" for phrase, word in found))
    print(f"{total} in all.")


if __name__ == "__main__":
    main(sys.argv[1:])
