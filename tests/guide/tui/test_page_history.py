"""The way back from a page: the pages before it, and the mode that asked for it."""

from spasmtui.guide.tui.page_history import PageHistory


def test_pages_come_back_in_reverse_order_with_their_lines() -> None:
    history = PageHistory()
    history.push("calf", 3)
    history.push("neck", 0)
    assert [history.pop(), history.pop(), history.pop()] == [("neck", 0), ("calf", 3), None]


def test_a_mode_is_returned_to_once_and_from_its_own_page_alone() -> None:
    history = PageHistory()
    history.set_return("calf", "relief")
    assert history.take_return("neck") is None
    assert history.take_return(None) is None
    assert history.take_return("calf") == "relief"
    assert history.take_return("calf") is None


def test_going_to_the_list_forgets_the_pages_and_not_the_mode() -> None:
    history = PageHistory()
    history.push("calf", 3)
    history.set_return("calf", "relief")
    history.clear()
    assert history.pop() is None
    assert history.take_return("calf") == "relief"
