"""A search that is accepted before the index is built."""

from types import SimpleNamespace
from typing import Any, cast

from spasmtui.guide.tui.type_ahead import TypeAhead
from spasmtui.guide.tui.widgets import PageList


class Hits(PageList):
    """A list that notes what is done to it."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def show_hits(self, *_hits: object) -> None:
        self.done.append("show")

    def action_select(self) -> None:
        self.done.append("open")


def test_the_best_result_is_opened_once_the_index_is_built_unless_other_words_were_typed() -> None:
    hits, bar = Hits(), SimpleNamespace(words="calf", is_open=True, is_finding=False)
    screen = SimpleNamespace(query_one=lambda kind: hits if kind is PageList else bar)
    for typed, done in (("", ["show", "open"]), ("s", ["show"])):
        hits.done.clear()
        repository = SimpleNamespace(index=None, config=None)
        ahead = TypeAhead(cast("Any", screen), cast("Any", repository), lambda: None)
        ahead.accept()
        assert ahead.is_accepted_early
        if typed:
            ahead.update(bar.words + typed)
        repository.index = cast("Any", SimpleNamespace(search=lambda *_words: []))
        ahead.search()
        assert (hits.done, ahead.is_accepted_early) == (done, False)
