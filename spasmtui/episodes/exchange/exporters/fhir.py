"""Format the diary as FHIR R4: a Bundle of type collection with one Observation an episode (facts K01, K05, K07).

Only LOINC 72514-3, the 0-10 verbal rating of pain severity, is coded: the codes for cramps and body sites could not be
checked without a licence, so these are words. What was not recorded has a dataAbsentReason or is absent, never a zero.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from spasmtui.episodes.exchange.exporters.phrases import place_phrase

LOINC = "http://loinc.org"
UNITS = "http://unitsofmeasure.org"
PAIN = {
    "coding": [
        {"system": LOINC, "code": "72514-3", "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported"}
    ],
    "text": "Worst pain, 0-10",
}
SURVEY = {
    "coding": [
        {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey", "display": "Survey"}
    ]
}
NOT_RECORDED = {
    "coding": [
        {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "unknown", "display": "Unknown"}
    ],
    "text": "Not recorded",
}
PATIENT = {"type": "Patient", "display": "The person who keeps this diary"}
_ID_NAMESPACE = uuid.UUID("5b0f7b0e-7a0d-5d0e-9a43-0f5d6b1c2e7a")
"""The namespace of ids for episodes whose own id is no uuid."""


def fhir_text(documents: Iterable[dict[str, Any]], *, now: datetime) -> str:
    """Format the Bundle as JSON, one entry a line."""
    head = {"resourceType": "Bundle", "type": "collection", "timestamp": now.isoformat(timespec="seconds")}
    entries = ({"fullUrl": f"urn:uuid:{_uuid(each)}", "resource": observation(each)} for each in documents)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    opening = json.dumps(head, ensure_ascii=False).removesuffix("}")
    # An empty list is not allowed in FHIR: without episodes there is no `entry`.
    return f'{opening}, "entry": [\n{lines}\n]}}\n' if lines else f"{opening}}}\n"


def observation(document: dict[str, Any]) -> dict[str, Any]:
    """Return one episode as an Observation that the patient reported."""
    period = {"start": _to_seconds(document["started_at"])}
    if document["ended_at"] is not None:
        period["end"] = _to_seconds(document["ended_at"])
    resource: dict[str, Any] = {
        "resourceType": "Observation",
        "id": _uuid(document),
        "status": "final",
        "category": [SURVEY],
        "code": {"text": "Muscle cramp episode"},
        "subject": PATIENT,
        "effectivePeriod": period,
        "issued": _to_seconds(document["updated_at"]),
        "performer": [PATIENT],
    }
    if document["note"]:
        resource["note"] = [{"text": document["note"]}]
    if words := place_phrase(document):
        resource["bodySite"] = {"text": words}
    resource["component"] = [*_scores(document), *_duration(document), *_words(document)]
    return resource


def _scores(document: dict[str, Any]) -> list[dict[str, Any]]:
    scores: list[tuple[dict[str, Any], int | None]] = [
        (PAIN, document["pain"]),
        ({"text": "Pain afterwards, 0-10"}, document["pain_after"]),
        ({"text": "Sleep disturbed, 0-10"}, document["sleep_disturbance"]),
    ]
    if "distress" in document:
        scores.append(({"text": "Distress, 0-10"}, document["distress"]))
    return [_quantity(code, value, "{score}", "{score}") for code, value in scores]


def _duration(document: dict[str, Any]) -> list[dict[str, Any]]:
    seconds = document["duration_s"]
    minutes = None if seconds is None else round(seconds / 60, 2)
    return [_quantity({"text": "Duration"}, minutes, "min", "min")]


def _quantity(code: dict[str, Any], value: float | None, unit: str, ucum: str) -> dict[str, Any]:
    if value is None:
        return {"code": code, "dataAbsentReason": NOT_RECORDED}
    return {"code": code, "valueQuantity": {"value": value, "unit": unit, "system": UNITS, "code": ucum}}


def _words(document: dict[str, Any]) -> list[dict[str, Any]]:
    rows = (
        ("Kind, in the person's words", document["kind"]),
        ("During", document["context"]),
        ("Triggers", None if document["triggers"] is None else ", ".join(document["triggers"]) or "none"),
        ("Warning signs ticked", ", ".join(document.get("signs") or ())),
        ("Tried", ", ".join(each.get("remedy") or each["routine"] for each in document["tried"])),
        ("How much it helped", document["helped"]),
    )
    return [{"code": {"text": text}, "valueString": words} for text, words in rows if words]


def _to_seconds(text: str) -> str:
    """Format a time in whole seconds, as FHIR asks, with its offset."""
    return datetime.fromisoformat(text).isoformat(timespec="seconds")


def _uuid(document: dict[str, Any]) -> str:
    try:
        return str(uuid.UUID(document["id"]))
    except ValueError:
        return str(uuid.uuid5(_ID_NAMESPACE, document["id"]))
