"""A picture of dots: what is painted later covers, a cell has one ink, and a gap separates without colour."""

from spasmtui.ui.drawing.dots import CHECKED, DotGrid


def shape(*lines: str) -> tuple[int, ...]:
    """A shape as it is drawn: a point is blank."""
    return tuple(sum(1 << column for column, dot in enumerate(line) if dot != ".") for line in lines)


def test_eight_dots_are_one_character() -> None:
    grid = DotGrid(2, 1)
    grid.paint(shape("#...", "#...", "#...", "###."), "body")
    assert grid.runs() == ((("⣇⡀", "body"),),)


def test_what_is_painted_later_covers_what_was_painted_before_and_its_gap_is_blank() -> None:
    grid = DotGrid(2, 1)
    grid.paint(shape("####", "####", "####", "####"), "far")
    grid.paint(shape("....", "....", "....", "##.."), "near", gap=shape("....", "....", "###.", "###."))
    assert grid.cell(0, 0) == {"far": ((1, 1), (1, 1), (0, 0), (0, 0)), "near": ((0, 0), (0, 0), (0, 0), (1, 1))}
    assert grid.cell(1, 0) == {"far": ((1, 1), (1, 1), (0, 1), (0, 1))}


def test_a_cell_has_the_ink_of_most_of_its_dots() -> None:
    grid = DotGrid(2, 1)
    grid.paint(shape("##..", "##..", "....", "...."), "one")
    grid.paint(shape("....", "....", "##.#", "...."), "two")
    assert grid.runs() == ((("⠿", "one"), ("⠠", "two")),)


def test_neighbours_of_one_ink_are_one_run_and_blanks_have_none() -> None:
    grid = DotGrid(3, 1)
    grid.paint(shape("####..", "####..", "####..", "####.."), "one")
    assert grid.runs() == ((("⣿⣿", "one"), (" ", "")),)


def test_a_pattern_leaves_dots_out_and_covers_all_the_same() -> None:
    grid = DotGrid(1, 1)
    full = shape("##", "##", "##", "##")
    grid.paint(full, "one")
    grid.paint(full, "two", CHECKED)
    assert grid.cell(0, 0) == {"two": ((1, 0), (0, 1), (1, 0), (0, 1))}
