"""Print how easily each page reads, and the words to avoid: `python -m tools.prose_report [PAGE...]`."""

import sys
from pathlib import Path

from spasmtui.guide.audit.readability import find_readability_faults, measure_page
from spasmtui.guide.audit.wording import find_wording_faults
from spasmtui.guide.loader import load_entries, load_pages

CONTENT = Path(__file__).parent.parent / "content"


def main(names: list[str]) -> None:
    """Print a line for each page: id, words a sentence, grade and words without the card; a star where it fails."""
    for page in load_pages(CONTENT, load_entries(CONTENT)):
        if not names or page.entry.id in names:
            measured, star = measure_page(page), "*" if list(find_readability_faults(page)) else " "
            print(f"{star} {page.entry.id:28} {measured.sentence_words:5.1f} {measured.grade:5.1f} {measured.words:5}")
    for fault in find_wording_faults(CONTENT):
        if not names or Path(fault.file).stem in names:
            print(f"{fault.file}:{fault.line}: {fault.message}")


if __name__ == "__main__":
    main(sys.argv[1:])
