"""Compose the offline page from the shipped content, the region and the language. Nothing of the diary is asked for."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any
from zlib import DEFLATED, MAX_WBITS, compressobj

from spasmtui import __version__
from spasmtui.offline_page.danger_words import danger_tables
from spasmtui.offline_page.elements import element, paragraph, text
from spasmtui.offline_page.figures import Figures
from spasmtui.offline_page.guide_part import GuidePart
from spasmtui.offline_page.relief_part import ReliefPart, sources_of
from spasmtui.offline_page.timelines import Timelines
from spasmtui.offline_page.urgent_part import UrgentPart
from spasmtui.relief.routines.loader import open_book
from spasmtui.relief.routines.sign_advice import SignAdvice
from spasmtui.relief.words import words
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import lay_over, read_texts

if TYPE_CHECKING:
    from spasmtui.relief.routines.loader import RoutineBook

_FOLDER = Path(__file__).parent
SCRIPTS = ("session.js", "page.js", "cues.js", "search.js", "danger.js", "inflate.js")
"""The parts of the script in their order: the first begins it in strict mode."""
_SCRIPT_WORDS = (
    "has_it_eased", "is_skin_fine", "on_long_enough", "take_off_and_leave", "look_at_skin_answer", "held_long_enough",
    "held_again", "last_step", "next_step", "position", "gone_after", "last_step_after", "ended_after", "skin_left",
    "skin_almost_over", "wait_until", "take_off", "take_off_for_now",
)  # fmt: skip
"""The words of relief that the timer shows."""
_PAGE_WORDS = (
    "title", "pause", "go_on", "paused", "gone", "done", "worse", "hurts", "no", "hold_longer", "optional", "not_now",
    "skin_memory", "minutes_seconds", "seconds_only", "urgent", "danger_found", "results", "no_result",
    "other_stopped",
)  # fmt: skip
"""The words of the page that its script shows."""


def compose_page(content: Path, config: str, language: str) -> bytes:
    """Return the offline page as an HTML file: guide, urgent page, routines with their figures, and the timer.

    The same content, region and language give the same bytes.

    Args:
        content: the root of the shipped content.
        config: the path of the settings folder, whose settings may name the region; nothing else of it is read.
        language: the language of the run, by its code.

    Raises:
        DataError: shipped content is missing or damaged.
        RefusedForSafety: a routine has heat or cold without its limits.
    """
    page = lay_over(
        read_toml(content / "offline_page.toml", advice=REINSTALL), read_texts(content, language, "offline_page")
    )
    book = open_book(content, None, language)
    routines = [each for _place, found in book.by_place() for each in found]
    figures = Figures(content, language)
    timelines = Timelines(figures, SignAdvice(content, config, language), page)
    for routine in routines:
        timelines.add(routine)
    relief = ReliefPart(book.places, routines, figures, page)
    guide = GuidePart(content, page, {each.id: each.title for each in routines}, lambda what: _find(book, what))
    urgent = UrgentPart(config, language, page)
    data = {
        **timelines.document(),
        "words": {name: getattr(words(), name) for name in _SCRIPT_WORDS},
        "page": {name: page[name] for name in _PAGE_WORDS},
        "danger": danger_tables(content),
        "levels": urgent.headings(),
    }
    parts = {
        "language": language,
        "start": relief.start_html(),
        "routines": relief.routines_html(),
        "urgent_part": urgent.html(guide.titles, *(guide.help_html(urgent.flags()) if language == ENGLISH else ())),
        "calls": urgent.call_buttons(),
        "guide_list": guide.list_html(),
        "pages": guide.pages_html(),
        "sources_list": guide.sources_html(sources_of(routines)),
        "symbols": figures.symbols(),
        "age_html": paragraph(page["age"].format(date=guide.newest_review), "quiet"),
        "about_html": _about(page, guide.newest_review),
        "danger_note_html": text(page["danger_note"].format(urgent=page["urgent"])),
    }
    return _fill(page, parts, data).encode()


def _fill(page: dict[str, Any], parts: dict[str, str], data: dict[str, Any]) -> str:
    script, style = "\n".join(map(_read_source, SCRIPTS)), _read_source("page.css")
    said = {f"say_{name}": text(each) for name, each in page.items() if isinstance(each, str)}
    return Template((_FOLDER / "page.html").read_text(encoding="utf-8")).substitute(
        **said,
        **parts,
        data=pack(data),
        script=script,
        style=style,
        script_hash=content_hash(script),
        style_hash=content_hash(style),
    )


def _read_source(name: str) -> str:
    """Return a file of this folder without the blanks before its lines, which are for its readers alone."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(filter(None, map(str.strip, lines)))


def pack(value: Any) -> str:
    """Return a value as JSON that is packed, in letters, digits, `-` and `_`: `inflate.js` unpacks it."""
    packer = compressobj(9, DEFLATED, -MAX_WBITS)
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return urlsafe_b64encode(packer.compress(written) + packer.flush()).decode().rstrip("=")


def content_hash(source: str) -> str:
    """Return the hash by which the page's policy allows a script or a style."""
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


def _about(page: dict[str, Any], date: str) -> str:
    said = (
        page["about_what"].format(version=__version__),
        page["about_date"].format(date=date),
        *(page[f"about_{name}"] for name in ("stores", "own", "time", "region")),
    )
    return element("h2", text(page["about"])) + "".join(map(paragraph, (*said, page["print_hint"])))


def _find(book: RoutineBook, what: str) -> str | None:
    target = book.index.find(what)
    return target.routine if target is not None else None
