"""The entries of a line of keys stay where they were while others come and go."""

from spasmtui.ui.keys.steady_places import Entry, Placed, steady_places


def entry(text: str) -> Entry:
    label, _, words = text.partition(" ")
    return label, label, words


def line(*texts: str, gap: int = 2) -> list[Placed]:
    """Return entries one behind the other."""
    placed: list[Placed] = []
    for text in texts:
        column = placed[-1][0] + placed[-1][1] + gap if placed else 0
        placed.append((column, len(text), entry(text)))
    return placed


def shown(placed: list[Placed] | None) -> str | None:
    """Return the line as it is read."""
    if placed is None:
        return None
    text = ""
    for column, _width, (_key, label, words) in placed:
        text = f"{text:<{column}}{f'{label} {words}'.rstrip()}"
    return text


def following(before: list[Placed], *texts: str, left_out: tuple[str, ...] = (), room: int = 60) -> str | None:
    """Return the line of other entries after the one before, where all of them would have room."""
    wanted = [(len(text), entry(text)) for text in texts]
    found = steady_places(
        wanted, [each for _, each in wanted], before, [*map(entry, left_out)], gap=2, least_gap=2, room=room
    )
    return shown(found)


FORM = line("⏎ next", "s save", "m map", "Esc back", "? keys")


def test_where_an_entry_has_gone_a_gap_is_left_into_which_it_comes_back() -> None:
    without = steady_places(
        [(len(text), entry(text)) for text in ("⏎ next", "s save", "Esc back", "? keys")],
        [entry("⏎ next"), entry("s save"), entry("Esc back"), entry("? keys")],
        FORM, (), gap=2, least_gap=2, room=60,
    )  # fmt: skip
    assert shown(without) == "⏎ next  s save         Esc back  ? keys"
    assert without is not None
    assert following(without, "⏎ next", "s save", "m map", "Esc back", "? keys") == shown(FORM)


def test_other_words_of_a_key_take_the_place_of_those_before() -> None:
    assert following(FORM, "⏎ type", "s save", "m map", "Esc back", "? keys") == (
        "⏎ type  s save  m map  Esc back  ? keys"
    )


def test_a_new_line_is_made_for_what_has_no_room_in_a_gap_and_for_another_order() -> None:
    assert following(FORM, "← → change", "s save", "m map", "Esc back", "? keys") is None
    assert following(FORM, "⏎ next", "m map", "s save", "Esc back", "? keys") is None
    assert following(FORM, "⏎ next", "s save", "m map", "Esc back", "? keys", "x more", room=45) is None
    assert following((), "⏎ next", "? keys") is None  # type: ignore[arg-type]  # nothing was shown yet


def test_a_wide_gap_is_closed() -> None:
    steps = line("⏎ open", "x remove", "t repeat", "d double", "? keys")
    assert following(steps, "⏎ open", "? keys") is None


def test_one_entry_may_stay_left_out_and_more_than_one_may_not() -> None:
    drink = line("↓ field", "⏎ type", "s steps", "? keys")
    assert following(drink, "↓ field", "s steps", "p label", "? keys", left_out=("p label",)) == (
        "↓ field          s steps  ? keys"
    )
    more = ("↓ field", "s steps", "p label", "b buy", "? keys")
    assert following(drink, *more, left_out=("p label", "b buy")) is None


def test_a_new_line_is_made_where_it_has_room_for_words_that_were_left_out() -> None:
    before = [*line("⏎ next", "s save"), (18, 1, ("?", "?", ""))]
    assert following(before, "⏎ next", "s save", "? keys", room=20) is None


def test_other_words_stand_where_those_before_did_also_in_a_line_with_wide_gaps() -> None:
    before = line("g it's gone", "space pause", "→ next", "? keys", gap=3)
    wanted = ("g it's gone", "space go on", "→ next", "? keys")
    entries = [(len(text), entry(text)) for text in wanted]
    found = steady_places(entries, [each for _, each in entries], before, (), gap=3, least_gap=2, room=60)
    assert shown(found) == "g it's gone   space go on   → next   ? keys"
