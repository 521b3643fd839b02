"""French, German and Spanish words start the right routine and find the right page, and change no English word."""

import unicodedata
from pathlib import Path

import pytest

from spasmtui.guide.audit.languages import find_language_faults
from spasmtui.guide.library import Library
from spasmtui.guide.loader import load_entries, load_pages
from spasmtui.guide.search.index import open_index
from spasmtui.shared.places import PlaceIndex, find_place_and_side
from spasmtui.shared.translations import read_foreign_words
from tests.conftest import ROOT, Run
from tests.support.cases import with_each

CONTENT = ROOT / "content"
INDEX = PlaceIndex(CONTENT)
SEARCH = open_index(CONTENT, load_pages(CONTENT, Library(load_entries(CONTENT))))


@with_each(
    ("words", "place", "routine", "side"),
    [
        ("mollet", "calf", "night-calf-rescue", None),
        ("le mollet", "calf", "night-calf-rescue", None),
        ("crampe au mollet", "calf", "night-calf-rescue", None),
        ("J'ai une crampe au mollet gauche", "calf", "night-calf-rescue", "left"),
        ("mes deux mollets", "calf", "night-calf-rescue", "both"),
        ("pied", "foot", "foot-toes", None),
        ("crampe au pied droit", "foot", "foot-toes", "right"),
        ("cou", "neck", "neck-ease", None),
        ("torticolis", "neck", "neck-ease", None),
        ("dos", "lower-back", "low-back-ease", None),
        ("mal au dos", "lower-back", "low-back-ease", None),
        ("haut du dos", "upper-back", "desk-neck-upper-back", None),
        ("derrière de la cuisse", "hamstring", "hamstring", None),
        ("main", "hand", "hand-forearm", None),
        ("à l'aine", None, "adductor", None),
        ("point de côté", None, "side-stitch", None),
        ("chaleur", None, "heat-session", None),
        ("Wade", "calf", "night-calf-rescue", None),
        ("linkes Bein", "calf", "night-calf-rescue", "left"),
        ("Krampf in der rechten Wade", "calf", "night-calf-rescue", "right"),
        ("Nacken", "neck", "neck-ease", None),
        ("Fuß", "foot", "foot-toes", None),
        ("FUSS", "foot", "foot-toes", None),
        ("Rücken", "lower-back", "low-back-ease", None),
        ("Ruecken", "lower-back", "low-back-ease", None),
        ("Wärmflasche", None, "heat-session", None),
        ("pantorrilla", "calf", "night-calf-rescue", None),
        ("pierna izquierda", "calf", "night-calf-rescue", "left"),
        ("me duele la pantorrilla", "calf", "night-calf-rescue", None),
        ("espalda", "lower-back", "low-back-ease", None),
        ("calambre en el pie derecho", "foot", "foot-toes", "right"),
        ("cuádriceps", "thigh", "quadriceps", None),
        ("hielo", None, "cold-session", None),
    ],
)
def test_a_word_of_another_language_starts_its_routine_with_or_without_accents(
    words: str, place: str | None, routine: str, side: str | None
) -> None:
    bare = "".join(mark for mark in unicodedata.normalize("NFD", words) if not unicodedata.combining(mark))
    for typed in (words, words.upper(), unicodedata.normalize("NFD", words), bare):
        found = INDEX.find(typed)
        assert found is not None, typed
        assert (found.place, found.routine, found.side) == (place, routine, side), typed


@with_each("word", ["genou", "Knie", "rodilla", "poitrine", "café", "Herz", "dos amigos"])
def test_a_foreign_word_without_a_routine_has_none(word: str) -> None:
    assert INDEX.find(word) is None


def test_every_english_word_keeps_its_meaning() -> None:
    assert INDEX.foreign_words.keys() & INDEX.words.keys() == set()
    assert {word: INDEX.find(word) for word in INDEX.words} == INDEX.words


def test_the_diary_takes_a_place_by_its_foreign_word() -> None:
    found = [find_place_and_side(word, None, CONTENT) for word in ("mollet gauche", "Wade", "espalda")]
    assert found == [("calf", "left"), ("calf", None), ("lower-back", None)]


@with_each(
    ("words", "page"),
    [
        ("guide mollet", "calf"), ("crampe mollet", "calf"), ("crampe à la jambe", "calf"),
        ("crampes la nuit", "night-cramps"), ("enceinte crampe mollet", "pregnancy"), ("femme enceinte", "pregnancy"),
        ("torticolis", "neck"), ("lumbago", "lower-back"), ("mal de dos", "lower-back"),
        ("point de côté", "side-and-belly"), ("point de cote", "side-and-belly"), ("contracture", "spasm-or-cramp"),
        ("courbatures", "spasm-or-cramp"), ("jambes sans repos", "look-alikes"),
        ("magnésium", "magnesium-and-supplements"), ("crampe à la main", "hand-and-forearm"),
        ("douleurs de croissance", "children"), ("kiné", "seeing-a-physiotherapist"),
        ("crampes d'estomac", "smooth-muscle-spasm"), ("spasme du sanglot", "breath-holding-spells"),
        ("Wadenkrampf", "calf"), ("Hexenschuss", "lower-back"), ("ischias", "look-alikes"),
        ("Krampf im Fuß", "foot-and-toes"), ("schwanger", "pregnancy"), ("Muskelkater", "spasm-or-cramp"),
        ("Wachstumsschmerzen", "children"), ("nachts Krämpfe", "night-cramps"), ("unruhige Beine", "look-alikes"),
        ("Seitenstechen", "side-and-belly"), ("calambre en la pierna", "calf"),
        ("calambres de noche", "night-cramps"), ("embarazada", "pregnancy"),
        ("tengo calambres en los pies", "foot-and-toes"), ("ciática", "look-alikes"),
        ("dolor de espalda", "lower-back"), ("agujetas", "spasm-or-cramp"), ("flato", "side-and-belly"),
    ],
)  # fmt: skip
def test_words_of_another_language_find_their_page(words: str, page: str) -> None:
    assert SEARCH.search(words.removeprefix("guide "))[0].id == page


@pytest.mark.long
def test_the_foreign_words_change_no_english_search() -> None:
    """The same index without them gives the same hits for every English phrase of the guide."""
    entries = Library(load_entries(CONTENT))
    phrases = [word for document in SEARCH.documents for word in document.words][::7]
    words = SEARCH._foreign  # noqa: SLF001 -- to ask with and without
    with_them = {phrase: [hit.id for hit in SEARCH.search(phrase)] for phrase in phrases}
    try:
        SEARCH._foreign = type(words)((), SEARCH._phrases)  # noqa: SLF001
        without = {phrase: [hit.id for hit in SEARCH.search(phrase)] for phrase in phrases}
    finally:
        SEARCH._foreign = words  # noqa: SLF001
    assert len(tuple(entries)) > 40
    assert {phrase: hits for phrase, hits in with_them.items() if hits != without[phrase]} == {}


def test_sixty_words_and_more_lead_to_pages_in_each_language() -> None:
    for language in ("fr", "de", "es"):
        table = CONTENT / "languages" / language / "words.toml"
        assert table.exists()
    pages = read_foreign_words(CONTENT, "pages")
    assert sum(map(len, pages.values())) >= 3 * 60


def test_a_word_for_a_place_a_routine_or_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "languages/de").mkdir(parents=True)
    (tmp_path / "languages/de/words.toml").write_text(
        '[places]\nknee = ["Knie"]\n[pages]\ncalf = ["Wade", "Wade"]\nnone = ["x"]\n[other]\nx = ["y"]\n',
        encoding="utf-8",
    )
    found = find_language_faults(tmp_path, frozenset({"calf"}), frozenset())
    assert [fault.message for fault in found if "/de/" in fault.file] == [
        "[places]: there is no 'knee'",
        "[pages] calf: 'Wade' is there twice",
        "[pages]: there is no 'none'",
        "[other] is not a table of words",
    ]


@pytest.mark.long
def test_the_shell_starts_the_calf_routine_for_mollet(spasmtui: Run) -> None:
    ended = spasmtui("relief", "mollet", "gauche", "--list", "--json")
    assert '"id": "night-calf-rescue"' in ended.stdout


@pytest.mark.parametrize(
    "words",
    [
        "poitrine", "mal à la poitrine", "douleur bras gauche", "Schmerzen in der Brust", "dolor de pecho", "AVC",
        "Schlaganfall",
    ],
)  # fmt: skip
def test_a_foreign_word_of_danger_starts_nothing(words: str, here: Run) -> None:
    ended = here("relief", *words.split(), "--plain", LANG="fr_CA.UTF-8", TZ="America/Toronto")
    assert ended.returncode == 3
    assert "ppelez le 911" in ended.stderr
    assert "your emergency number" not in ended.stderr
