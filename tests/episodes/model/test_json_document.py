"""An episode as JSON."""

import json

from spasmtui.episodes.model.episode import Tried
from spasmtui.episodes.model.fields import JSON_FIELDS
from spasmtui.episodes.model.json_document import JSON_NAMES, document
from tests.support.episodes import WHOLE, episode


def test_a_whole_episode_has_the_contract_s_fields_in_its_order() -> None:
    recorded = {name: value for name, value in document(WHOLE).items() if value is not None}
    assert json.dumps(recorded, ensure_ascii=False) == (
        '{"id": "0199-a", "started_at": "2026-11-22T03:12:00+01:00", "ended_at": "2026-11-22T03:16:00+01:00", '
        '"duration_s": 240, "night": "2026-11-21", "place": "calf", "side": "left", "kind": "cramp", "pain": 6, '
        '"pain_after": 2, "sleep_disturbance": 0, "context": "sleep", "triggers": [], "signs": ["one-sided-swelling"], '
        '"tried": [{"routine": "night-calf-rescue", "seconds": 65, "completed": true}], "helped": "most", '
        '"note": "say \\"ah\\"\\n=1+1 [/b] é", "created_at": "2026-11-22T03:12:00+01:00", '
        '"updated_at": "2026-11-22T03:12:00+01:00", "device": "desk"}'
    )


def test_a_remedy_has_a_key_of_its_own_and_null_is_not_recorded() -> None:
    tried = (Tried(routine="night-calf-rescue", seconds=65, completed=True), Tried(remedy="wheat bag"))
    assert json.dumps(document(episode(tried=tried, distress=4))["tried"]) == (
        '[{"routine": "night-calf-rescue", "seconds": 65, "completed": true}, '
        '{"remedy": "wheat bag", "seconds": null, "completed": null}]'
    )
    assert document(episode(distress=4))["distress"] == 4


LEFT_OUT = {"signs", "distress"}


def test_what_was_not_recorded_is_null_and_the_signs_and_the_distress_are_left_out() -> None:
    bare = document(episode("2026-11-22T15:00:00+01:00", is_open=True))
    assert list(bare) == [name for name in JSON_NAMES if name not in LEFT_OUT]
    empty = {name for name, value in bare.items() if value is None}
    assert empty == {field.name for field in JSON_FIELDS if field.default is None and not field.is_required} - LEFT_OUT
    assert empty >= {
        "ended_at", "duration_s", "night", "place", "side", "kind", "pain", "pain_after", "sleep_disturbance",
        "context", "triggers", "helped", "note",
    }  # fmt: skip
    assert bare["tried"] == []
