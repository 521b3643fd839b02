"""Pages, the library, and how a page is set."""

from dataclasses import replace
from datetime import date

import pytest

from spasmtui.errors import DataError
from spasmtui.guide.library import Library
from spasmtui.guide.loader import build_entry, split_front_matter
from spasmtui.guide.markdown import parse_markdown
from spasmtui.guide.page import Entry, Grade, Group, Page
from spasmtui.guide.page_layout import PageContext, format_page
from spasmtui.guide.text_output import format_paragraphs
from tests.support.cases import with_each

FRONT = {
    "id": "calf", "title": "Calf cramp", "summary": "It knots.", "group": "places", "places": ["calf"],
    "routines": ["night-calf-rescue"], "related": ["shin"], "sources": ["S01"], "grade": "A",
    "reviewed": date(2026, 11, 22),
}  # fmt: skip
CALF = build_entry(dict(FRONT), "calf.md")
BODY = """## Do this now

1. Sit up.
2. Pull the toes. [M20]

`t` starts the timer. [M20]

## Then

See [stretches](night-cramps). Press `!` if it swells.
"""


def page(body: str = BODY, entry: Entry = CALF) -> Page:
    return Page(entry=entry, blocks=parse_markdown(body))


def shown(context: PageContext, body: str = BODY) -> str:
    return format_paragraphs(format_page(page(body), context), 60, is_styled=False)


def test_a_page_for_the_screen_letters_its_links_and_names_its_keys() -> None:
    text = shown(PageContext(titles={"shin": "Shin cramp", "night-cramps": "Night cramps"}, sources=["A review, 2022"]))
    assert (
        text
        == """Calf cramp
It knots.

Do this now
1. Sit up.
2. Pull the toes.

t starts the timer.

Then

See stretches [b]. Press ! if it swells.

Read next

[a] Shin cramp
[b] Night cramps

Sources

- A review, 2022

Reviewed 22 November 2026. Evidence A: trials or reviews
that agree."""
    )


def test_a_page_for_the_shell_names_commands_in_the_place_of_keys() -> None:
    text = shown(PageContext(titles={"shin": "Shin cramp"}, is_for_shell=True))
    assert "spasm night-calf-rescue starts the timer." in text
    assert "See stretches. Run spasmtui urgent if it swells." in " ".join(text.split())
    assert "- Shin cramp: spasmtui guide shin\n- night-cramps: spasmtui guide night-cramps" in text


def test_the_history_is_shown_right_after_the_card() -> None:
    lines = shown(PageContext(titles={}, history="You used this once.")).splitlines()
    assert lines.index("You used this once.") == lines.index("Then") - 2
    lines = shown(PageContext(titles={}, history="You used this once."), "## What it is\n\nWords.\n").splitlines()
    assert lines.index("You used this once.") == lines.index("What it is") - 2


def test_own_notes_follow_the_text_under_their_heading() -> None:
    text = shown(PageContext(titles={}, notes=parse_markdown("Mine: *towel*\n")))
    assert text.index("swells") < text.index("Your notes\n\nMine: towel") < text.index("Read next")


def test_a_low_screen_begins_with_the_card() -> None:
    assert shown(PageContext(titles={}, is_short=True)).startswith("Do this now\n1. Sit up.")


def test_a_page_lists_its_links_once_the_related_ones_first() -> None:
    assert page("See [a](shin), [b](neck), [c](neck).").links == ("shin", "neck")


def test_the_card_ends_where_the_next_heading_begins() -> None:
    assert [block.text for block in page().card] == ["Sit up.", "Pull the toes.", "t starts the timer."]
    assert page("## About\n\n1. Not a card.\n").card == ()


def test_painted_text_is_bold_and_underlined_and_plain_text_has_no_escape() -> None:
    paragraphs = format_page(page(), PageContext(titles={}))
    assert "\x1b" not in format_paragraphs(paragraphs, 60, is_styled=False)
    painted = format_paragraphs(paragraphs, 60, is_styled=True)
    assert painted.startswith(
        "\x1b[1mCalf cramp\x1b[0m\n\x1b[2mIt knots.\x1b[0m\n\n\x1b[1mDo this now\x1b[0m\n1. Sit up."
    )
    assert "See \x1b[4mstretches\x1b[0m" in painted


@with_each("name", ["calf", "CALF", " Calf  cramp ", "calf_old", "calf-old", "lower leg place"])
def test_a_page_is_found_by_id_former_id_title_and_place(name: str) -> None:
    entry = replace(CALF, aliases=("calf-old",), places=("lower-leg-place",))
    assert Library((entry,)).find(name) == entry


def test_only_the_page_in_the_group_of_places_stands_for_its_place() -> None:
    other = replace(CALF, id="night-cramps", title="Night cramps", group=Group.PREVENT)
    library = Library((other, CALF))
    assert library.find("calf") == CALF
    assert library.in_group(Group.PREVENT) == (other,)
    assert library.titles(["calf"]) == {"calf": "Calf cramp"}
    assert Library((other,)).find("calf") is None


def test_front_matter_becomes_an_entry_with_tuples() -> None:
    assert (CALF.places, CALF.group, CALF.grade) == (("calf",), Group.PLACES, Grade.A)
    assert hash(CALF) == hash(build_entry(dict(FRONT), "calf.md"))


@with_each(
    ("change", "says"),
    [
        ({"title": None}, "lacks"),
        ({"group": "nowhere"}, "nowhere"),
        ({"grade": "Z"}, "Z"),
        ({"reviewed": "soon"}, "reviewed is not a date"),
        ({"colour": "red"}, "colour"),
        ({"group": ["act"]}, "cannot be used"),
    ],
)
def test_front_matter_that_cannot_be_used_names_the_file_and_the_reason(change: dict[str, object], says: str) -> None:
    front = {key: value for key, value in {**FRONT, **change}.items() if value is not None}
    if "title" in change:
        del front["group"]
    with pytest.raises(DataError, match=says) as raised:
        build_entry(front, "calf.md")
    assert raised.value.message.startswith("calf.md: ")


def test_front_matter_ends_at_its_fence_and_the_text_knows_its_line() -> None:
    assert split_front_matter('+++\nid = "a"\n+++\n\nText +++ here\n', "a.md") == ({"id": "a"}, "\nText +++ here\n", 4)


@with_each("text", ["", "no fence", '+++\nid = "a"\n', "words\n+++\n+++\n", "+++\nid = \n+++\n"])
def test_a_file_without_whole_front_matter_is_refused_by_name(text: str) -> None:
    with pytest.raises(DataError, match=r"^a\.md"):
        split_front_matter(text, "a.md")
