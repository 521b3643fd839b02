"""What a typed text says was tried: a routine by any of its names, or a remedy in the person's own words."""

from pathlib import Path

import pytest

from spasmtui.episodes.entry.form_fields import diary_fields
from spasmtui.episodes.entry.own_words import TRIGGERS
from spasmtui.episodes.entry.tried_input import REMEDY_LIMIT, read_tried
from spasmtui.episodes.model.episode import Tried
from spasmtui.episodes.model.names import SHIPPED
from spasmtui.errors import WrongUsage
from spasmtui.shared.places import PlaceIndex
from tests.conftest import ROOT
from tests.support.cases import with_each

CONTENT = ROOT / "content"
MEDICINES = (
    "aspirin", "baclofen", "benzodiazepine", "botox", "botulinum", "carbamazepine", "carisoprodol", "celecoxib",
    "cyclobenzaprine", "dantrolene", "diazepam", "diclofenac", "diltiazem", "gabapentin", "ibuprofen", "magnesium",
    "metamizole", "methocarbamol", "mexiletine", "morphine", "naftidrofuryl", "naproxen", "orphenadrine",
    "paracetamol", "pregabalin", "quinine", "tizanidine", "tolperisone", "tramadol", "verapamil", "vitamin", "voltaren",
)  # fmt: skip
REMEDIES = (
    "wheat bag", "hot bath", "hot water bottle", "pickle juice", "a walk outside", "standing up", "tonic water",
    "TENS", "soap in bed", "massage gun", "ice pack", "heat pad", "compression socks", "Dehnen", "thé", "ぬるま湯",
    "4711", *MEDICINES,
)  # fmt: skip


def tried(*texts: str, own: Path | None = None) -> tuple[Tried, ...]:
    return read_tried(texts, CONTENT, own)


@with_each(
    ("text", "routine"),
    [
        ("night-calf-rescue", "night-calf-rescue"),
        ("Night calf cramp: rescue", "night-calf-rescue"),
        ("ICE", "cold-session"),
        (" calf   wall ", "calf-wall"),
        ("Wadenkrampf", "night-calf-rescue"),
    ],
)
def test_an_id_a_title_or_a_word_for_a_routine_is_that_routine(text: str, routine: str) -> None:
    assert tried(text) == (Tried(routine=routine),)


def test_any_other_text_is_a_remedy_as_it_was_typed() -> None:
    assert tried(*REMEDIES) == tuple(Tried(remedy=text) for text in REMEDIES)


def test_a_routine_of_the_person_s_own_is_found_by_its_id_and_its_title(tmp_path: Path) -> None:
    (tmp_path / "towel-pull.toml").write_text('title = "Pull with the towel"\n', encoding="utf-8")
    assert tried("towel-pull", "Pull with the towel", own=tmp_path) == (Tried(routine="towel-pull"),)
    assert tried("Pull with the towel") == (Tried(remedy="Pull with the towel"),)


@with_each(
    ("text", "meant"),
    [
        ("night-calf-rescu", "'night-calf-rescue'"), ("nigth calf rescue", "'night-calf-rescue'"),
        ("masage", "'massage' (self-massage)"), ("calff", "'calf'"),
        ("bedtime stretchs", "'bedtime stretches' (bedtime-prevention)"),
    ],
)  # fmt: skip
def test_a_slip_of_a_routine_s_name_is_asked_back_and_not_taken_for_a_remedy(text: str, meant: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        tried("wheat bag", text)
    message = caught.value.message
    assert message.startswith(f"{text!r} is not a routine. Did you mean {meant}?")
    assert f"'own: {text}'" in message
    assert tried(f"own: {text}") == (Tried(remedy=text),)


def test_the_mark_makes_a_remedy_of_a_routine_s_name_too() -> None:
    assert tried("own: ice", "own:calf-wall") == (Tried(remedy="ice"), Tried(remedy="calf-wall"))


def test_what_was_measured_follows_the_name() -> None:
    assert tried("calf-wall 65 stopped", "own: ice 600 -", "gone-file - -") == (
        Tried(routine="calf-wall", seconds=65, completed=False),
        Tried(remedy="ice", seconds=600),
        Tried(routine="gone-file"),
    )


def test_a_remedy_counts_once_in_whatever_spelling_and_the_last_one_stays() -> None:
    assert tried("Wheat bag", "wheat  BAG", "calf-wall", "calf wall") == (
        Tried(remedy="wheat BAG"),
        Tried(routine="calf-wall"),
    )


@with_each("text", ["none", "None", "nothing", "Nothing.", "no", "keine"])
def test_none_alone_says_that_nothing_was_tried(text: str) -> None:
    assert tried(text) == ()
    with pytest.raises(WrongUsage, match="Give it alone, or leave it out"):
        tried(text, "wheat bag")


@with_each("text", ["unknown", "n/a", "not sure", "yes", "null", "don’t know"])
def test_what_says_neither_what_was_tried_nor_that_nothing_was_is_no_remedy(text: str) -> None:
    with pytest.raises(WrongUsage, match="does not say what was tried"):
        tried(text)
    assert tried(f"Own: {text}") == (Tried(remedy=text),)


def test_a_list_is_each_of_its_items_and_the_mark_or_quotation_marks_make_one_of_it() -> None:
    several = tried("massage", "calf wall", "ice")
    assert tried("massage, calf wall; ice") == several == tried("massage & calf wall + ice")
    assert tried("massage; a walk outside") == tried("massage", "a walk outside")
    assert tried("magnesium, calcium") == (Tried(remedy="magnesium"), Tried(remedy="calcium"))
    assert tried("salt and vinegar") == (Tried(remedy="salt and vinegar"),)
    for text in ("own: massage, ice", '"massage; walk"'):
        assert tried(text) == (Tried(remedy=text.removeprefix("own: ").strip('"')),)
    with pytest.raises(WrongUsage, match="Give it alone"):
        tried("massage, none")


def test_a_word_for_a_routine_is_that_routine_also_where_it_was_measured() -> None:
    assert tried("massage 65 completed") == (Tried(routine="self-massage", seconds=65, completed=True),)


def test_a_picture_is_a_remedy_as_a_word_is() -> None:
    assert tried("\U0001f34c") == (Tried(remedy="\U0001f34c"),)


@with_each("text", ["", "  ", "-", "?", "own:", "own: -", "\x1b\x07"])
def test_a_text_without_a_word_names_nothing(text: str) -> None:
    with pytest.raises(WrongUsage, match="names nothing that was tried"):
        tried(text)


def test_a_remedy_is_short_and_on_one_line() -> None:
    assert tried("[bold]a\nb\x1b[31m") == (Tried(remedy="[bold]a b[31m"),)
    assert tried("é" * REMEDY_LIMIT)
    with pytest.raises(WrongUsage, match=r"at most 100 characters; this one has 101\. Put longer text into the note\."):
        tried("é" * (REMEDY_LIMIT + 1))


def test_no_word_that_is_offered_without_having_been_typed_names_a_medicine() -> None:
    offered = [
        text for field in diary_fields((), content=CONTENT, signs={}) for option in field.options for text in option
    ]
    index = PlaceIndex(CONTENT)
    shipped = " ".join((
        *offered,
        *TRIGGERS,
        *SHIPPED.known,
        *map(SHIPPED.routine, SHIPPED.known),
        *index.words,
    )).lower()
    assert [medicine for medicine in MEDICINES if medicine in shipped] == []
    assert [medicine for medicine in MEDICINES if index.suggest(medicine)] == []
